"""Compare alternating offers with NegMAS: every single offer, and negotiations per second.

NegMAS (AGPL) is a peer, never a dependency.  Make an environment of its own:

    python3 -m venv build/peers
    build/peers/bin/pip install negmas==0.16.0 numba .
    build/peers/bin/python benchmarks/talks_against_negmas.py FOLDER

FOLDER holds one folder per scenario, in GENIUS XML or NegMAS YAML, or with files of positions,
which NegMAS is given by way of our export.  Both sides negotiate over the utilities that NegMAS
computes: every ordered pair of profiles, three of them in every rotation, and all at once where
there are more, with each assignment of the boulware, the linear and the conceder.

Two tolerances of NegMAS's are taken over: it accepts and offers what falls short of its target
by `SLACK`, and of two items around that bound offers a nearer one up to `NEAR` below it.  One
thing cannot be: NegMAS sorts with an unstable sort, so which of several items of equal utility it
offers is left to chance.  Where a trace differs, the comparison is made again with the items in
the order that its sort happens to give, so that the two differ in nothing else.

The script ends with 1 where a trace differs without an explanation.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import itertools
import statistics
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from against_negmas_scenarios import readings
from negmas.inout import Scenario
from negmas.sao import (
    BoulwareTBNegotiator,
    ConcederTBNegotiator,
    LinearTBNegotiator,
    SAOMechanism,
)
from numpy.typing import NDArray

from goodoffices.talks._concession import EXPONENTS, conceded, demanded
from goodoffices.talks._offers import OfferTable, Played, offer_table, play

MOST = 1_000_000
"""Outcomes up to which NegMAS lists and sorts them; beyond, it approximates."""
LARGE = 50_000
"""Outcomes from which only two parties and all at once negotiate, once each."""
STEPS = 100
SLACK = 1e-4
"""`eps` of `UtilBasedNegotiator`, negmas/gb/negotiators/utilbased.py."""
NEAR = 1e-6
"""`EPS` of negmas/preferences/inv_ufun/_common.py, as `worst_in` hands it to `_nearest_around`."""

CLASSES = {
    "boulware": BoulwareTBNegotiator,
    "linear": LinearTBNegotiator,
    "conceder": ConcederTBNegotiator,
}
MANY = [("boulware", "linear", "conceder"), ("conceder", "boulware"), ("linear",)]
"""Patterns of strategies, repeated, where there are more than three parties."""

UNEXPLAINED = "UNEXPLAINED"

THEIRS, OURS, REPEATS = 20, 20_000, 5
"""Negotiations per measurement of each side, and measurements."""

Floats = NDArray[np.float64]
Trace = tuple[list[tuple[int, int, int]], int, int]
"""Offers as (exchange, party, item); the item agreed upon, or -1; the exchanges begun."""


def theirs(functions: Sequence[Any], names: Sequence[str], space: Any, *, steps: int) -> Any:
    """Let NegMAS negotiate and return the mechanism."""
    session = SAOMechanism(outcome_space=space, n_steps=steps)
    for function, name in zip(functions, names, strict=True):
        session.add(CLASSES[name](), ufun=function)
    session.run()
    return session


def trace_of_theirs(session: Any, number: dict[Any, int]) -> Trace:
    """Return what was said in a session of NegMAS."""
    party = {each.id: p for p, each in enumerate(session.negotiators)}
    offers = [(step, party[who], number[what]) for step, who, what in session.extended_trace]
    agreed = session.state.agreement
    return offers, -1 if agreed is None else number[agreed], session.state.step


def trace_of_ours(found: Played) -> Trace:
    """Return what was said in the first run of ours."""
    said = np.empty((0, 0)) if found.said is None else found.said[0]
    offers = [(int(t), int(p), int(said[t, p])) for t, p in np.argwhere(said >= 0)]
    begun = int(found.exchange[0]) + 1 if found.agreed[0] >= 0 else len(said)
    return offers, int(found.agreed[0]), begun


def targets(utility: Floats, reserved: Floats, names: Sequence[str], *, steps: int) -> Floats:
    """Return the targets of NegMAS's time-based parties, shape (R, T, P).

    `utility` has shape (N, P), `reserved` (R, P).  Time begins at 1 / (T + 1), as it does there.
    """
    tau = (np.arange(steps) + 1) / (steps + 1)
    low = np.maximum(utility.min(axis=0), reserved)
    best = utility.max(axis=0)
    asked = np.empty((len(reserved), steps, len(names)))
    for p, name in enumerate(names):
        mine = demanded(conceded(tau, EXPONENTS[name]), floor=low[:, p, None], best=best[p])
        mine -= SLACK
        np.clip(mine, low[:, p, None], best[p], out=asked[:, :, p])
    return asked


def near(table: OfferTable, asked: Floats) -> Floats:
    """Return targets lowered to an item just below, where NegMAS offers that one."""
    moved = asked.copy()
    for p in range(asked.shape[2]):
        ascending, mine = table.ascending[0, p], asked[:, :, p]
        place = np.searchsorted(ascending, mine)
        above = ascending[np.minimum(place, len(ascending) - 1)]
        below = ascending[np.maximum(place - 1, 0)]
        nearer = (below >= mine - NEAR) & (np.abs(below - mine) < np.abs(above - mine))
        moved[:, :, p] = np.where(nearer, below, mine)
    return moved


def in_their_order(table: OfferTable, reserved: Floats) -> OfferTable:
    """Return the table with items of equal utility in the order of NumPy's unstable sort."""
    offer = table.offer.copy()
    for p in range(offer.shape[1]):
        worth = table.utility[0, :, p]
        rational = np.flatnonzero(worth >= reserved[p])
        order = rational[np.argsort(worth[rational])]
        offer[0, p, len(worth) - len(order) :] = order
    return dataclasses.replace(table, offer=offer)


def groups(parties: int) -> Iterator[tuple[int, ...]]:
    """Yield which profiles negotiate, in the order in which they speak."""
    yield from itertools.permutations(range(parties), 2)
    if parties >= 3:
        for shift in range(3):
            yield tuple((shift + k) % 3 for k in range(3))
    if parties > 3:
        yield tuple(range(parties))


def assignments(parties: int) -> Iterator[tuple[str, ...]]:
    """Yield the strategies of so many parties."""
    if parties <= 3:
        yield from itertools.product(CLASSES, repeat=parties)
    else:
        for pattern in MANY:
            yield tuple(itertools.islice(itertools.cycle(pattern), parties))


def verdict(table: OfferTable, asked: Floats, reserved: Floats, expected: Trace) -> str:
    """Return how much must be taken over from NegMAS for one run to have the same trace."""
    tried = {
        "equal": (table, asked),
        f"equal with {NEAR:g}": (table, near(table, asked)),
        "equal in its order of ties": (in_their_order(table, reserved), near(table, asked)),
    }
    for how, (items, bound) in tried.items():
        found = play(items, bound, floor=reserved, transcript=True)
        if trace_of_ours(found) == expected:
            return how
    return UNEXPLAINED


def compare(functions: Sequence[Any], outcomes: Sequence[Any], space: Any) -> Counter[str]:
    """Return how many negotiations were compared, and how their traces came out."""
    number = {outcome: x for x, outcome in enumerate(outcomes)}
    utility = np.array([[float(f(outcome)) for f in functions] for outcome in outcomes])
    counts: Counter[str] = Counter()
    large = len(outcomes) > LARGE
    everybody = tuple(range(len(functions)))
    for group in {(0, 1), everybody} if large else groups(len(functions)):
        chosen = [functions[p] for p in group]
        mine = utility[:, group]
        reserved = np.array([float(f.reserved_value) for f in chosen])
        table = offer_table(mine[None], "least")
        for names in itertools.islice(
            assignments(len(group)), 1 if large else 0, 2 if large else None
        ):
            expected = trace_of_theirs(theirs(chosen, names, space, steps=STEPS), number)
            asked = targets(mine, reserved[None], names, steps=STEPS)
            found = verdict(table, asked, reserved, expected)
            if found == UNEXPLAINED:
                print(f"    {group} {names}")
            counts[found] += 1
            counts["agreed"] += expected[1] >= 0
            counts["offers"] += len(expected[0])
            counts["negotiations"] += 1
    return counts


def check(folder: Path) -> bool:
    """Compare the traces of all scenarios; return whether every difference is explained."""
    fine = True
    for there in sorted(f for f in folder.iterdir() if f.is_dir()):
        print(there.name)
        with tempfile.TemporaryDirectory() as spare:
            folders = {place for _, _, place, _ in readings(there, Path(spare))}
            if not folders:
                print("  left out: neither GENIUS XML nor NegMAS YAML nor positions")
            for place in sorted(folders):
                scenario = Scenario.load(place, safe_parsing=False, ignore_discount=True)
                size = scenario.outcome_space.cardinality
                if size > MOST:
                    print(f"  {size:,} outcomes: left out, too many for NegMAS to sort")
                    continue
                outcomes = list(scenario.outcome_space.enumerate())
                counts = compare(scenario.ufuns, outcomes, scenario.outcome_space)
                fine &= not counts[UNEXPLAINED]
                print(
                    f"  {place.name}: {size:,} outcomes, {len(scenario.ufuns)} profiles: "
                    + ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
                )
    return fine


def table_of(functions: Sequence[Any], issues: Sequence[Any]) -> Floats:
    """Return the utilities (N, P) of all outcomes in order, added up as NegMAS adds them."""
    columns = []
    for function in functions:
        total = np.zeros(1) + function._bias  # noqa: SLF001  # it has no public name
        for weight, value, issue in zip(function.weights, function.values, issues, strict=True):
            part = weight * np.array([float(value(option)) for option in issue.all])
            total = (total[:, None] + part).ravel()
        columns.append(total)
    return np.stack(columns, axis=1)


def race(folder: Path, names: Sequence[str]) -> None:
    """Print negotiations per second of both sides, whose reservation values vary."""
    scenario = Scenario.load(folder, safe_parsing=False, ignore_discount=True)
    functions, space = scenario.ufuns[: len(names)], scenario.outcome_space
    outcomes = list(space.enumerate())
    number = {outcome: x for x, outcome in enumerate(outcomes)}
    utility = table_of(functions, space.issues)
    if utility.tolist() != [[float(f(outcome)) for f in functions] for outcome in outcomes]:
        raise SystemExit(f"{folder.name}: utilities are not those of NegMAS")
    engines = {"NumPy": False}
    if importlib.util.find_spec("numba"):
        engines["Numba"] = True
    speed: dict[str, list[float]] = {name: [] for name in ("NegMAS", *engines)}
    traces: Counter[str] = Counter()
    for compiled in engines.values():
        play(offer_table(utility[None], "least"), np.zeros((1, 1, len(names))), compiled=compiled)
    for repeat in range(REPEATS):
        reserved = np.random.default_rng(repeat).uniform(0.0, 0.7, (OURS, len(names)))
        sessions = []
        begun = time.perf_counter()
        for row in reserved[:THEIRS]:
            for function, value in zip(functions, row, strict=True):
                function.reserved_value = float(value)
            sessions.append(theirs(functions, names, space, steps=STEPS))
        speed["NegMAS"].append(THEIRS / (time.perf_counter() - begun))
        for engine, compiled in engines.items():
            begun = time.perf_counter()
            table = offer_table(table_of(functions, space.issues)[None], "least")
            asked = targets(utility, reserved, names, steps=STEPS)
            found = play(table, asked, floor=reserved, compiled=compiled)
            speed[engine].append(OURS / (time.perf_counter() - begun))
        for r, session in enumerate(sessions):
            expected = trace_of_theirs(session, number)
            traces[verdict(table, asked[r : r + 1], reserved[r], expected)] += 1
            traces["agreed"] += expected[1] >= 0
            traces["agreed on the same, timed"] += int(found.agreed[r]) == expected[1]
    median = {name: statistics.median(values) for name, values in speed.items()}
    print(
        f"{folder.name}: {len(outcomes):,} outcomes, {' against '.join(names)}, {STEPS} steps; "
        f"of {REPEATS * THEIRS} traces "
        + ", ".join(f"{name} {count}" for name, count in sorted(traces.items()))
    )
    print(f"  NegMAS {median['NegMAS']:,.1f} a second")
    for engine in engines:
        print(
            f"  {engine} {median[engine]:,.0f} a second; ratio of medians "
            f"{median[engine] / median['NegMAS']:,.0f}"
        )


def main() -> int:
    """Compare traces, then speed; return 1 where a trace differs without an explanation."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--only", choices=["traces", "speed"])
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    fine = True
    if arguments.only != "speed":
        fine = check(arguments.folder)
        print("every difference is explained" if fine else "something is NOT explained")
    if arguments.only != "traces":
        race(arguments.folder / "anac2010-EnglandZimbabwe", ("boulware", "conceder"))
        race(arguments.folder / "anac2015-Politics", ("boulware", "linear", "conceder"))
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main())
