"""Measure how long the bargaining solutions of one draw take, and how much memory.

``python benchmarks/solutions.py [--decide FILE] [--runs N]`` solves random problems of 3 to 15
parties, and, where a file of positions in the format of the DECIDE exchange model is given, the
problem that it states: options are the distinct positions on an issue, an option is worth
1 - distance / 100 to a party, weights are saliences normalised per party, floors are 0.
"""

from __future__ import annotations

import argparse
import csv
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from goodoffices.preferences import Bargain, Bools, Conjunction, Floats
from goodoffices.zone import _programme
from goodoffices.zone._draft import improve

KIB = 1024 if sys.platform == "darwin" else 1
"""What one unit of ru_maxrss is worth: bytes on macOS, KiB elsewhere."""

EXCLUSIONS = 30
CONCEPTS: tuple[tuple[str, Callable[[Bargain], _programme.Optimum | None]], ...] = (
    ("nash", _programme.nash),
    ("kalai-smorodinsky", _programme.kalai_smorodinsky),
    ("egalitarian", _programme.egalitarian),
    ("utilitarian", _programme.utilitarian),
)


def problem_of(gain: Floats, exists: Bools, rules: tuple[Conjunction, ...] = ()) -> Bargain:
    """Return the problem of one draw with gains of shape (F, I, O) and floors 0."""
    parties = len(gain)
    return Bargain(
        claimants=tuple(range(parties)),
        full=parties,
        gain=gain[None],
        floor=np.zeros((1, parties)),
        allowed=exists[None],
        rules=rules,
        active=np.ones((1, len(rules)), dtype=bool),
        bonuses=(),
        bonus=np.zeros((1, parties, 0)),
    )


def random_problem(parties: int, issues: int, options: int, exclusions: int, seed: int) -> Bargain:
    """Return a problem with uniform values, anchored at 0 and 1, and uniform weights."""
    rng = np.random.default_rng([seed, parties, issues, options])
    value = rng.random((parties, issues, options))
    value -= value.min(axis=2, keepdims=True)
    value /= value.max(axis=2, keepdims=True)
    gain = value * rng.dirichlet(np.ones(issues), parties)[:, :, None]
    rules = []
    for n in range(exclusions):
        i, j = (int(issue) for issue in rng.choice(issues, 2, replace=False))
        a, b = (int(option) for option in rng.integers(options, size=2))
        rules.append(Conjunction(f"exclusion {n}", ((i, (a,)), (j, (b,)))))
    return problem_of(gain, np.ones((issues, options), dtype=bool), tuple(rules))


def decide_problem(path: Path) -> Bargain:
    """Return the problem that a file of the DECIDE exchange model states."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quotechar="'"))
    parties = [row[1] for row in rows if row[:1] == ["#A"]]
    issues = [row[1] for row in rows if row[:1] == ["#P"]]
    stated = {(row[1], row[2]): (float(row[3]), float(row[4])) for row in rows if row[:1] == ["#D"]}
    ladders = [
        sorted({position for (_, named), (position, _) in stated.items() if named == issue})
        for issue in issues
    ]
    width = max(len(ladder) for ladder in ladders)
    gain = np.zeros((len(parties), len(issues), width))
    exists = np.zeros((len(issues), width), dtype=bool)
    for i, (issue, ladder) in enumerate(zip(issues, ladders, strict=True)):
        exists[i, : len(ladder)] = True
        for p, party in enumerate(parties):
            position, salience = stated.get((party, issue), (0.0, 0.0))
            gain[p, i, : len(ladder)] = salience * (1 - np.abs(np.array(ladder) - position) / 100)
    salience_sum = [sum(s for (named, _), (_, s) in stated.items() if named == p) for p in parties]
    return problem_of(gain / np.array(salience_sum)[:, None, None], exists)


def measure(name: str, problem: Bargain, runs: int) -> None:
    """Print a line of median times in milliseconds."""
    line = f"{name:<32}{problem.allowed[0].sum(axis=1).prod(dtype=np.float64):>10.2g}"
    proven = True
    for _, search in CONCEPTS:
        times = []
        for _ in range(runs):
            started = time.perf_counter()
            found = search(problem)
            times.append(time.perf_counter() - started)
        proven = proven and found is not None and found.exact
        line += f"{1000 * statistics.median(times):>19.1f}"
    started = time.perf_counter()
    draft = np.random.default_rng(1).integers(problem.allowed[0].sum(axis=1))
    improved = improve(problem, draft)
    line += f"{1000 * (time.perf_counter() - started):>12.1f}"
    proven = proven and improved.exact
    print(f"{line}  {improved.status}, {improved.kept} kept  {'' if proven else 'NOT '}proven")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decide", type=Path, help="a file of the DECIDE exchange model")
    parser.add_argument("--runs", type=int, default=3, help="runs of each search (default 3)")
    given = parser.parse_args()
    _programme.nash(random_problem(2, 2, 2, 0, 0))  # imports the solver
    print("median milliseconds")
    header = f"{'problem':<32}{'packages':>10}" + "".join(f"{name:>19}" for name, _ in CONCEPTS)
    print(f"{header}{'draft':>12}")
    if given.decide:
        measure(given.decide.stem, decide_problem(given.decide), given.runs)
    for issues in (13, 20):
        for parties in (3, 5, 8, 12, 15):
            for exclusions in (0, EXCLUSIONS):
                problem = random_problem(parties, issues, 5, exclusions, 1)
                name = f"{parties} x {issues} x 5, {exclusions} exclusions"
                measure(name, problem, given.runs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB / 1024
    print(f"largest resident memory: {memory:.0f} MiB")


if __name__ == "__main__":
    main()
