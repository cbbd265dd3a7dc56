"""Compare frontiers and Nash points of whole scenarios with NegMAS's own.

NegMAS (AGPL) is a peer, never a dependency.  Make an environment of its own:

    python3 -m venv build/peers
    build/peers/bin/pip install negmas==0.16.0 .
    build/peers/bin/python benchmarks/against_negmas_scenarios.py FOLDER

FOLDER holds one folder per scenario, in GENIUS XML or NegMAS YAML, or with files of positions,
which NegMAS is given by way of our export.  Points are compared in NegMAS's units: it values the
packages that we found.  Both frontiers are cut down to the points that leave nobody below what it
has without agreement.

A difference is only called explained if a second comparison, in which the two sides differ in
nothing else, comes out equal.  The script ends with 1 where a difference stays unexplained.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from negmas.inout import Scenario
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.ops import nash_points, pareto_frontier
from negmas.preferences.value_fun import TableFun
from numpy.typing import NDArray

from goodoffices.exchange import (
    ExchangeError,
    Imported,
    from_genius,
    from_negmas,
    from_positions,
    save,
    to_negmas,
)
from goodoffices.preferences import TOLERANCE, Bargain, bargain, prepare
from goodoffices.zone._frontier import frontier
from goodoffices.zone._solve import solve

MOST = 50_000
"""Outcomes that NegMAS, which lists them all, is asked to compare."""
DIGITS = 9

Floats = NDArray[np.float64]
Point = tuple[float, ...]


@dataclass(frozen=True)
class Theirs:
    """A scenario as NegMAS holds it: its functions, in the order of our parties, and options."""

    functions: list[Any]
    space: Any
    named: list[dict[str, Any]]
    """The values of each issue by their text: the two programs need not agree on types."""

    def values(self, package: Sequence[str]) -> Point:
        """Return the utilities of a package of option names."""
        outcome = tuple(self.named[i][name] for i, name in enumerate(package))
        return tuple(float(function(outcome)) for function in self.functions)


@dataclass(frozen=True)
class Compared:
    """What one comparison found."""

    ours: set[Point]
    theirs: set[Point]
    nash: Point | None
    nashes: set[Point]
    """All points that NegMAS calls Nash points."""

    @property
    def equal(self) -> bool:
        """Whether the frontiers have the same points, and our Nash point is one of theirs."""
        return self.ours == self.theirs and self.same_nash

    @property
    def same_nash(self) -> bool:
        """Whether our Nash point is one of theirs, or both say that there is none."""
        return self.nash in self.nashes if self.nash else not self.nashes


def read_theirs(folder: Path, imported: Imported, *, divide: bool) -> Theirs | None:
    """Return NegMAS's reading of a folder; with evaluations divided as GENIUS does, if asked."""
    scenario = Scenario.load(folder, safe_parsing=False, ignore_discount=True)
    if scenario is None:
        return None
    issues = scenario.outcome_space.issues
    by_name = {function.name: function for function in scenario.ufuns}
    functions = [by_name[party.name] for party in imported.case.parties]
    if not all(isinstance(each, LinearAdditiveUtilityFunction) for each in functions):
        return None
    if divide:
        functions = [divided(function, scenario.outcome_space) for function in functions]
    named = [{str(value): value for value in issue.all} for issue in issues]
    return Theirs(functions, scenario.outcome_space, named)


def divided(function: Any, space: Any) -> Any:
    """Return a function whose tables are divided by the largest number of their issue."""
    tables = []
    for values, issue in zip(function.values, space.issues, strict=True):
        peak = max(values(value) for value in issue.all) or 1.0
        tables.append(TableFun({value: values(value) / peak for value in issue.all}))
    return LinearAdditiveUtilityFunction(
        values=tables,
        weights=list(function.weights),
        outcome_space=space,
        reserved_value=function.reserved_value,
        name=function.name,
    )


def compare(imported: Imported, theirs: Theirs, problem: Bargain) -> Compared:
    """Return both frontiers and Nash points, in NegMAS's units."""
    front = frontier(problem)
    names = [[option.name for option in issue.options] for issue in imported.case.issues]

    def point(package: NDArray[np.int64]) -> Point:
        return rounded(theirs.values([names[i][o] for i, o in enumerate(package)]))

    inside = (front.surplus >= -TOLERANCE).all(axis=1)
    solutions = solve(problem, front=front)
    reserved = [float(function.reserved_value) for function in theirs.functions]
    found, _ = pareto_frontier(theirs.functions, outcomes=list(theirs.space.enumerate()))
    rational = [
        p for p in found if all(u >= r - TOLERANCE for u, r in zip(p, reserved, strict=True))
    ]
    nashes = nash_points(theirs.functions, rational, outcome_space=theirs.space)
    return Compared(
        ours={point(package) for package in front.package[inside]},
        theirs={rounded(p) for p in rational},
        nash=point(solutions[0].package) if solutions else None,
        nashes={rounded(p) for p, _ in nashes},
    )


def rounded(point: Sequence[float]) -> Point:
    """Return a point on a grid, beyond the last bits in which two sums may differ."""
    return tuple(round(float(u), DIGITS) + 0.0 for u in point)


def from_the_worst(problem: Bargain) -> Bargain:
    """Return the problem with no floor below the worst package, which lets the same ones through.

    Where the reserved value is lower or not stated, NegMAS measures gains from the worst package,
    and we measure them from the floor: 0 where none is stated, the utility of a package in which
    every option is worth 0, which may not exist.
    """
    gain = np.where(problem.allowed[0], problem.gain[0], np.inf)
    worst = gain.min(axis=2).sum(axis=1)
    return dataclasses.replace(problem, floor=np.maximum(problem.floor, worst))


def explain(imported: Imported, theirs: Theirs, problem: Bargain, found: Compared) -> list[str]:
    """Return the reasons for what differs; the last is "UNEXPLAINED" where they do not do."""
    reasons = []
    if not found.same_nash:
        moved = from_the_worst(problem)
        if (moved.floor != problem.floor).any():
            found = compare(imported, theirs, moved)
            if found.same_nash:
                reasons.append(
                    "Nash: where a reserved value is below the worst package or not stated, NegMAS "
                    "counts gains from the worst package, we from the floor; both from the worst: "
                    "equal"
                )
    extra = found.theirs - found.ours
    if extra and found.ours < found.theirs:
        ours = np.array(sorted(found.ours))
        if all((ours >= np.array(p) - 10.0**-DIGITS).all(axis=1).any() for p in extra):
            reasons.append(
                f"{len(extra)} more of theirs are dominated by ours up to the last bits of a sum"
            )
            found = dataclasses.replace(found, theirs=found.ours)
    return reasons if found.equal else [*reasons, "UNEXPLAINED"]


def readings(folder: Path, spare: Path) -> Iterator[tuple[str, Imported, Path, bool]]:
    """Yield how a folder is read, our case, the folder for NegMAS, and whether to divide."""
    if any(folder.glob("*.xml")):
        yield "as written", from_genius(folder, evaluations="as-written"), folder, False
        yield "as GENIUS", from_genius(folder), folder, True
    elif any(folder.glob("*.yml")):
        yield "NegMAS", from_negmas(folder), folder, False
    for file in sorted(f for f in folder.iterdir() if f.suffix in {".csv", ".txt"}):
        try:
            imported = from_positions(file)
        except ExchangeError:
            continue
        there = spare / file.stem
        save(to_negmas(imported.case), there)
        yield file.name, imported, there, False


def report(how: str, imported: Imported, there: Path, *, divide: bool) -> bool:
    """Print what one reading of a scenario gives; return whether all of it is explained."""
    problem = bargain(prepare(imported.case).modal())
    outcomes = int(problem.allowed[0].sum(axis=1).prod(dtype=object))
    line = f"  {how:<16} {outcomes:>13,} outcomes, {problem.full:>2} parties"
    if problem.full and outcomes > MOST:
        print(f"{line}: left out, more than {MOST:,} for NegMAS to list")
        return True
    try:
        theirs = read_theirs(there, imported, divide=divide) if problem.full else None
    except (TypeError, ValueError) as error:
        print(f"{line}: UNREADABLE for NegMAS: {error}")
        return False
    if theirs is None:
        print(f"{line}: left out, its utilities are not additive")
        return True
    found = compare(imported, theirs, problem)
    reasons = [] if found.equal else explain(imported, theirs, problem, found)
    if divide:
        plain = read_theirs(there, imported, divide=False)
        if plain is not None and not compare(imported, plain, problem).equal:
            reasons.append(
                "against NegMAS's tables as they stand it differs, since GENIUS divides the "
                "evaluations of an issue by the largest; shown is NegMAS with tables so divided"
            )
    print(
        f"{line}: points {len(found.ours)} ours, {len(found.theirs)} theirs, "
        f"{'equal' if found.ours == found.theirs else 'DIFFERENT'}; Nash "
        f"{'equal' if found.same_nash else 'DIFFERENT'}"
        + (f" (one of {len(found.nashes)} ties)" if len(found.nashes) > 1 else "")
        + ("" if found.nash else ", both none")
    )
    for reason in reasons:
        print(f"    {reason}")
    return "UNEXPLAINED" not in reasons


def main() -> int:
    """Compare every scenario; return 1 where something differs without an explanation."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    warnings.simplefilter("ignore")
    explained = True
    for folder in sorted(f for f in parser.parse_args().folder.iterdir() if f.is_dir()):
        print(folder.name)
        with tempfile.TemporaryDirectory() as spare:
            read = list(readings(folder, Path(spare)))
            if not read:
                print("  left out: neither GENIUS XML nor NegMAS YAML nor positions")
            for how, imported, there, divide in read:
                explained &= report(how, imported, there, divide=divide)
    print("every difference is explained" if explained else "something is NOT explained")
    return int(not explained)


if __name__ == "__main__":
    sys.exit(main())
