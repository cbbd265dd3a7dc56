"""Measure the inference about a mediator: ``python benchmarks/intent.py``.

Prints the median wall time for the bundled cases and for made-up evidence of growing size.
"""

from __future__ import annotations

import random
import resource
import statistics
import time

from goodoffices.case import Case, Uncertain, read_case
from goodoffices.case.model import Alternative, Evidence, Voice
from goodoffices.intent import analyse


def made_up(items: int, rivals: int, shape: str = "groups") -> Case:
    """Return the Camp David case with as many hypotheses and random items of evidence.

    The shape is ``groups`` of five items each, every other item; ``one group`` of all; or ``all``:
    groups, and every third item a choice, every fourth the word of one of ten voices.
    """
    rng = random.Random(0)
    case = read_case("camp-david-1978").case
    hypotheses = tuple(case.hypotheses[0].model_copy(update={"id": f"h{n}"}) for n in range(rivals))

    def number() -> Uncertain:
        return Uncertain(*sorted(round(rng.uniform(0.1, 0.9), 3) for _ in range(3)))

    def act(key: str) -> Alternative:
        worth = {h.id: number() for h in hypotheses}
        return Alternative(id=key, name=key, inaction=key == "wait", utility=worth)

    def item(n: int) -> Evidence:
        choice = shape == "all" and n % 3 == 0
        grouped = {"groups": f"g{n // 5}" if n % 2 else None, "one group": "g"}
        return Evidence(
            id=f"e{n}",
            text="An item.",
            channel="choice" if choice else "document",
            chosen="act" if choice else None,
            options=tuple(map(act, ("act", "wait", "go"))) if choice else (),
            likelihood=None if choice else {h.id: number() for h in hypotheses},
            group=grouped.get(shape, f"g{n // 5}"),
            voice=f"v{n % 10}" if shape == "all" and n % 4 == 0 else None,
            reliability=number(),
        )

    voices = tuple(Voice(id=f"v{n}", name="A voice", deceives=number()) for n in range(10))
    return case.model_copy(
        update={
            "hypotheses": hypotheses,
            "evidence": tuple(item(n) for n in range(items)),
            "voices": voices if shape == "all" else (),
        }
    )


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
    for shape in ("one group", "all"):
        report(f"500 items x 10 hypotheses, {shape}", made_up(500, 10, shape), 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'largest memory':<44}{peak:>8.0f} MB  (at most 400 MB)")


if __name__ == "__main__":
    main()
