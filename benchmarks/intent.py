"""Measure the inference about a mediator: ``python benchmarks/intent.py``.

Prints the median wall time for the bundled cases and for made-up evidence of growing size.
"""

from __future__ import annotations

import random
import resource
import statistics
import time

from goodoffices.case import Case, Uncertain, read_case
from goodoffices.case.model import Evidence
from goodoffices.intent import analyse


def made_up(items: int, rivals: int) -> Case:
    """Return the Camp David case with as many hypotheses and random items of evidence, grouped."""
    rng = random.Random(0)
    case = read_case("camp-david-1978").case
    hypotheses = tuple(case.hypotheses[0].model_copy(update={"id": f"h{n}"}) for n in range(rivals))

    def number() -> Uncertain:
        return Uncertain(*sorted(round(rng.uniform(0.1, 0.9), 3) for _ in range(3)))

    evidence = tuple(
        Evidence(
            id=f"e{n}",
            text="An item.",
            channel="document",
            group=f"g{n // 5}" if n % 2 else None,
            reliability=number(),
            likelihood={h.id: number() for h in hypotheses},
        )
        for n in range(items)
    )
    return case.model_copy(update={"hypotheses": hypotheses, "evidence": evidence})


def report(name: str, case: Case, target: float) -> None:
    """Print one row: the median of three runs after one that does not count."""
    analyse(case)
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        analyse(case)
        times.append(time.perf_counter() - begun)
    print(f"{name:<44}{statistics.median(times):>8.2f} s   (at most {target:g} s)")


def main() -> None:
    """Print every row."""
    for name in ("geneva-2026", "camp-david-1978"):
        report(name, read_case(name).case, 2)
    for items, rivals in ((50, 5), (150, 10), (500, 10)):
        report(f"{items} items x {rivals} hypotheses, 2,000 draws", made_up(items, rivals), 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'largest memory':<44}{peak:>8.0f} MB  (at most 400 MB)")


if __name__ == "__main__":
    main()
