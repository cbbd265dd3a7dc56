"""Compare the exact frontier of three parties over a million outcomes with NegMAS.

NegMAS (AGPL) is a peer, never a dependency.  Make an environment of its own:

    python3 -m venv build/peers
    build/peers/bin/pip install negmas==0.16.0 .
    build/peers/bin/python benchmarks/frontier_against_negmas.py

Both sides run in one process on the same utilities, in turn, and must find the same points.
"""

from __future__ import annotations

import resource
import statistics
import time

import numpy as np
from negmas import make_issue
from negmas.outcomes import make_os
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.ops import pareto_frontier
from negmas.preferences.value_fun import TableFun

from goodoffices.preferences import Bargain
from goodoffices.zone._frontier import frontier

PARTIES, ISSUES, OPTIONS = 3, 6, 10
RUNS = 3


def main() -> None:
    """Run both sides in turn and print the ratio of medians."""
    ours, theirs = [], []
    for run in range(RUNS):
        rng = np.random.default_rng(run)
        weight = rng.dirichlet(np.ones(ISSUES), PARTIES)
        value = rng.random((PARTIES, ISSUES, OPTIONS))
        space = make_os([make_issue(OPTIONS, f"i{i}") for i in range(ISSUES)])
        functions = [
            LinearAdditiveUtilityFunction(
                values=[TableFun(dict(enumerate(value[p, i]))) for i in range(ISSUES)],
                weights=list(weight[p]),
                outcome_space=space,
            )
            for p in range(PARTIES)
        ]
        begun = time.perf_counter()
        points, _ = pareto_frontier(functions, outcomes=list(space.enumerate()))
        theirs.append(time.perf_counter() - begun)
        problem = Bargain(
            claimants=tuple(range(PARTIES)),
            full=PARTIES,
            gain=(weight[:, :, None] * value)[None],
            floor=np.zeros((1, PARTIES)),
            allowed=np.ones((1, ISSUES, OPTIONS), dtype=bool),
            rules=(),
            active=np.ones((1, 0), dtype=bool),
            bonuses=(),
            bonus=np.zeros((1, PARTIES, 0)),
        )
        frontier(problem)
        begun = time.perf_counter()
        found = frontier(problem)
        ours.append(time.perf_counter() - begun)
        same = {tuple(np.round(p, 9)) for p in points} == {
            tuple(row) for row in found.surplus.round(9)
        }
        print(f"run {run}: {len(points)} points, the same: {same}; "
              f"NegMAS {theirs[-1]:.2f} s, ours {ours[-1] * 1000:.2f} ms")  # fmt: skip
    ratio = statistics.median(theirs) / statistics.median(ours)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"ratio of medians: {ratio:,.0f}; largest memory of the process {peak:.0f} MB")


if __name__ == "__main__":
    main()
