"""Measure the order: the least guarantee of 20, 24 and 200 steps, and 10,000 draws of 12.

Run by hand: ``python benchmarks/order.py``.  Steps have no order among themselves, which makes the
most sets, and the search is given no order to begin with, so that it must look at all of them.
Prints the median wall time, the largest resident memory so far, and the target.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from goodoffices.case import read_case
from goodoffices.order import _bottleneck as bottleneck
from goodoffices.order import analyse
from goodoffices.order._bottleneck import Bottleneck, Question
from goodoffices.order._lattice import best_over_draws, lattice

PARTIES = 3
KIB = 1024 if sys.platform == "darwin" else 1


def question(steps: int, seed: int = 1) -> Question:
    """Return steps without an order, each of which strengthens some and weakens others."""
    rng = np.random.default_rng(seed)
    return Question(
        before=(0,) * steps,
        base=-rng.uniform(0.0, 0.1, PARTIES),
        kappa=rng.normal(0.0, 0.05, (PARTIES, steps)),
        unfinished=(False,) * steps,
    )


def table(steps: int) -> None:
    """Look at every set of some steps."""
    start = Bottleneck(np.inf, 0.0, tuple(range(steps)), 0)
    found = bottleneck._table(question(steps), start)  # noqa: SLF001  (without the bounds)
    if found.opened != 2**steps - 1:
        raise RuntimeError("not every set was looked at")


def bound(steps: int) -> None:
    """Find an order of many steps and a bound."""
    least = bottleneck.least_guarantee(question(steps, seed=7))
    if not 0 <= least.bound <= least.value:
        raise RuntimeError("no bound")


def draws(count: int, steps: int) -> None:
    """Find the best order of each of many draws."""
    rng = np.random.default_rng(1)
    sets = lattice((0,) * steps)
    if sets is None:
        raise RuntimeError("too many sets")
    base = -rng.uniform(-0.02, 0.1, (count, PARTIES))
    kappa = rng.normal(0.0, 0.05, (count, PARTIES, steps))
    best_over_draws(sets, base, kappa, (False,) * steps)


def geneva() -> None:
    """Answer the whole question for the bundled case."""
    case = read_case("geneva-2026").case
    package = {"territory": "special-zone", "ceasefire": "definitive", "monitoring": "us-led",
               "security-guarantees": "bilateral-treaty", "sanctions": "phased"}  # fmt: skip
    analyse(case, package, draws=2000)


MEASURES: tuple[tuple[str, Callable[[], None], int, str], ...] = (
    ("20 steps, every set", lambda: table(20), 3, "1 s"),
    ("24 steps, every set", lambda: table(24), 1, "15 s, 1 GB"),
    ("12 steps, 10,000 draws", lambda: draws(10_000, 12), 3, "5 s"),
    ("200 steps, order and bound", lambda: bound(200), 1, "30 s"),
    ("geneva-2026, 2,000 draws", geneva, 3, "2 s"),
)


def main() -> None:
    """Print a line for each measure."""
    for name, run, runs, target in MEASURES:
        spent = []
        for _ in range(runs):
            begun = time.perf_counter()
            run()
            spent.append(time.perf_counter() - begun)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / KIB / 2**20
        print(f"{name:28} {statistics.median(spent):7.2f} s  {memory:6.0f} MiB  target {target}")


if __name__ == "__main__":
    main()
