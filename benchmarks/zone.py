"""Measure the zone: frontier, Nash, P(zone), what blocks and what would open it.

Run by hand: ``python benchmarks/zone.py``.  Prints medians of the wall time and the largest
memory.  With ``--growth`` it prints how cost grows instead, as a table to plot.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from goodoffices.case import read_case
from goodoffices.preferences import Bargain, Conjunction, bargain, prepare
from goodoffices.zone import analyse
from goodoffices.zone._blocking import blocking_sets
from goodoffices.zone._frontier import frontier
from goodoffices.zone._search import has_zone, margins


def problem(
    parties: int,
    issues: int,
    options: int,
    *,
    seed: int,
    weighted: bool = True,
    rules: tuple[Conjunction, ...] = (),
) -> Bargain:
    """Return a random additive problem of one draw, with random or equal weights, and rules."""
    rng = np.random.default_rng(seed)
    weight = (
        rng.dirichlet(np.ones(issues), parties) if weighted else np.ones((parties, issues)) / issues
    )
    return Bargain(
        claimants=tuple(range(parties)),
        full=parties,
        gain=(weight[:, :, None] * rng.random((parties, issues, options)))[None],
        floor=np.zeros((1, parties)),
        allowed=np.ones((1, issues, options), dtype=bool),
        rules=rules,
        active=np.ones((1, len(rules)), dtype=bool),
        bonuses=(),
        bonus=np.zeros((1, parties, 0)),
    )


def chain(issues: int, options: int, count: int, seed: int) -> tuple[Conjunction, ...]:
    """Return exclusions between neighbouring issues."""
    rng = np.random.default_rng(seed)
    rules = []
    for k in range(count):
        i = k % (issues - 1)
        first, second = (int(o) for o in rng.integers(0, options, 2))
        rules.append(Conjunction(f"rule-{k}", ((i, (first,)), (i + 1, (second,)))))
    return tuple(rules)


def median(work: Callable[[], object], runs: int) -> float:
    """Return the median wall time of some runs, in seconds, after one that does not count."""
    work()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def share_of_draws(draws: int) -> None:
    """Compute P(zone) of the Geneva case from as many draws."""
    prepared = prepare(read_case("geneva-2026").case)
    for first in range(0, draws, 2000):
        has_zone(bargain(prepared.draw(seed=1, first=first, count=min(2000, draws - first))))


def report(name: str, target: float, work: Callable[[], object], runs: int = 5) -> None:
    """Print one row."""
    print(f"{name:<58}{median(work, runs):>10.4f} s   (at most {target:g} s)")


def targets() -> None:
    """Print the times that the project promises."""
    seeds = iter(range(10_000))
    report("frontier, 3 parties, 20 issues x 5 options", 0.02,
           lambda: frontier(problem(3, 20, 5, seed=next(seeds), weighted=False)), 21)  # fmt: skip
    seeds = iter(range(10_000))
    report("the same with random weights, which makes more points", 0.02,
           lambda: frontier(problem(3, 20, 5, seed=next(seeds))), 21)  # fmt: skip
    links = chain(20, 5, 30, 7)
    report("the same with chain links, 30 exclusions, too", 0.1,
           lambda: frontier(problem(3, 20, 5, seed=next(seeds), rules=links)), 21)  # fmt: skip
    report("P(zone), Geneva, 10,000 draws", 3, lambda: share_of_draws(10_000), 3)
    case = read_case("geneva-2026").case
    modal = prepare(case).modal()
    report("blocking sets, Geneva", 5, lambda: blocking_sets(modal))
    report("the whole analysis, Geneva, 2,000 draws", 5, lambda: analyse(case), 3)
    camp_david = read_case("camp-david-1978").case
    report("the whole analysis, Camp David (its zone is empty at the mode)", 5,
           lambda: analyse(camp_david), 3)  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'largest memory':<58}{peak:>10.0f} MB  (at most 1024 MB)")


def growth() -> None:
    """Print how cost grows with issues, options, parties and draws."""
    print("what,size,points,epsilon,frontier_seconds,margin_seconds,draws_seconds")
    rows = [("issues", (3, n, 5)) for n in (5, 10, 20, 40)]
    rows += [("options", (3, 12, n)) for n in (2, 5, 10, 20, 40)]
    rows += [("parties", (n, 10, 4)) for n in (2, 3, 4, 5, 6)]
    for what, (parties, issues, options) in rows:
        size = {"issues": issues, "options": options, "parties": parties}[what]
        examples = [problem(parties, issues, options, seed=seed) for seed in range(1, 6)]
        found = [frontier(example) for example in examples]
        points = statistics.median(len(front.surplus) for front in found)
        epsilon = max(front.epsilon for front in found)
        times = [
            statistics.median(median(partial(work, example), 3) for example in examples)
            for work in (frontier, margins)
        ]
        print(f"{what},{size},{points:.0f},{epsilon:.2g},{times[0]:.5f},{times[1]:.5f},")
    for draws in (100, 1000, 10_000, 100_000):
        seconds = median(partial(share_of_draws, draws), 3 if draws <= 10_000 else 1)
        print(f"draws,{draws},,,,,{seconds:.5f}")


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--growth", action="store_true", help="print how cost grows")
    growth() if parser.parse_args().growth else targets()


if __name__ == "__main__":
    main()
