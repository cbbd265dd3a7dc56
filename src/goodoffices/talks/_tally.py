"""Many runs summed up in integers, so that sums are exact whatever the order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import Floats
from goodoffices.talks._simulate import Columns
from goodoffices.talks._state import Course, How

__all__ = ["MILESTONES", "STATES", "Tally", "passed", "tally"]

STATES = (
    "comprehensive", "framework", "partial", "talking", "suspended", "collapsed", "escalated",
)  # fmt: skip
"""Where talks can stand on a day; exclusive, and one of them always holds.

An end or a suspension comes before what was agreed until then: talks that have collapsed after a
technical agreement have collapsed.
"""
MILESTONES = (
    "partial", "framework", "comprehensive", "suspended", "collapsed", "escalated", "mediator-left",
)  # fmt: skip
"""What can have happened by a day, whatever came later."""
_KEPT = 100_000
"""Signed packages are counted one by one up to twice as many different ones, to bound memory."""

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some runs did what.

    Parameters
    ----------
    runs
        All of them.
    states
        Shape (G, 7): by day, where they stand.
    reached
        Shape (G, 7): by day, which milestone they have passed.
    endings
        By (course, cause, subject) on the last day.
    how
        Shape (I, 4): by issue, how it was settled.
    settled
        Shape (I, G): by issue and day, whether it was settled by then.
    options
        Shape (I, O): by issue, which option settled it.
    packages
        By package, comprehensive agreements.
    left_by
        By the event with which the mediator left; -1: its patience.
    blamed
        By the negotiator blamed when it left; -1: nobody.
    refused_by
        Shape (L,): by party of limited consent, runs in which it refused what was agreed.
    refused_outside
        Runs in which a party that was not heard refused what was agreed.
    sessions
        By number of sessions held, runs.
    """

    runs: int
    states: Counts
    reached: Counts
    endings: Counter[tuple[int, int, int]]
    how: Counts
    settled: Counts
    options: Counts
    packages: Counter[bytes]
    left_by: Counter[int]
    blamed: Counter[int]
    refused_by: Counts
    refused_outside: int
    sessions: Counter[int]

    def __add__(self, other: Tally) -> Tally:
        """Return the tally of the runs of both; the counters of this one grow.

        Of many different packages the rarest are dropped.
        """
        for name in ("endings", "packages", "left_by", "blamed", "sessions"):
            getattr(self, name).update(getattr(other, name))
        if len(self.packages) > 2 * _KEPT:
            kept = sorted(self.packages.items(), key=lambda item: (-item[1], item[0]))[:_KEPT]
            self.packages.clear()
            self.packages.update(dict(kept))
        arrays = ("states", "reached", "how", "settled", "options", "refused_by")
        numbers = ("runs", "refused_outside")
        return replace(
            self, **{name: getattr(self, name) + getattr(other, name) for name in arrays + numbers}
        )


def tally(columns: Columns, grid: Floats, options: int) -> Tally:
    """Return what some runs come to.

    Parameters
    ----------
    columns
        The runs, as `simulate` gives them.
    grid
        Shape (G,): the days reported, in months after `as_of`.
    options
        The largest number of options of an issue.
    """
    standing = columns["standing"]
    times = passed(columns)
    by_day = {name: time[:, None] <= grid[None, :] for name, time in times.items()}
    going = standing == Course.TALKING
    states = {
        "comprehensive": standing == Course.SIGNED,
        "framework": going & by_day["framework"],
        "partial": going & by_day["partial"] & ~by_day["framework"],
        "talking": going & ~by_day["partial"] & ~by_day["framework"],
        "suspended": standing == Course.SUSPENDED,
        "collapsed": standing == Course.COLLAPSED,
        "escalated": standing == Course.ESCALATED,
    }
    how, package = columns["how"], columns["package"]
    issues = how.shape[1]
    signed = np.isfinite(times["comprehensive"])
    left = np.isfinite(times["mediator-left"])
    chosen = np.zeros((issues, options), dtype=np.int64)
    for i in range(issues):
        closed = package[:, i][how[:, i] != How.OPEN]
        chosen[i] = np.bincount(closed.astype(np.int64), minlength=options)
    endings = zip(
        columns["ended"].tolist(), columns["cause"].tolist(), columns["subject"].tolist(),
        strict=True,
    )  # fmt: skip
    return Tally(
        runs=len(how),
        states=np.stack([states[name].sum(axis=0) for name in STATES], axis=1),
        reached=np.stack([by_day[name].sum(axis=0) for name in MILESTONES], axis=1),
        endings=Counter(endings),
        how=np.stack([(how == kind).sum(axis=0) for kind in How], axis=1),
        settled=(columns["closed_at"][:, :, None] <= grid).sum(axis=0),
        options=chosen,
        packages=Counter(row.tobytes() for row in package[signed]),
        left_by=Counter(columns["left_by"][left].tolist()),
        blamed=Counter(columns["blamed"][left].tolist()),
        refused_by=columns["refused_by"].sum(axis=0),
        refused_outside=int((columns["refused_outside"] > 0).sum()),
        sessions=Counter(columns["sessions"].tolist()),
    )


def passed(columns: Columns) -> dict[str, Floats]:
    """Return when each run has passed each milestone, inf for never: shape (R,) by milestone."""
    return {
        "partial": columns["partial_at"],
        "framework": columns["framework_at"],
        "comprehensive": columns["signed_at"],
        "suspended": columns["suspended_at"],
        "collapsed": _ended(columns, Course.COLLAPSED),
        "escalated": _ended(columns, Course.ESCALATED),
        "mediator-left": columns["left_at"],
    }


def _ended(columns: Columns, course: Course) -> Floats:
    ended: Floats = np.where(columns["ended"] == course, columns["ended_at"], np.inf)
    return ended
