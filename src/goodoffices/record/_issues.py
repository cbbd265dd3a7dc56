"""Which issues of a case matter most, by what the zone analysis says of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from goodoffices.case import Case
from goodoffices.case.model import Link
from goodoffices.zone import ZoneResult

__all__ = ["Basis", "Named", "blocking_issues", "in_the_way", "ranked_issues"]

Basis = Literal["zone", "margin"]

_MOST = 3
"""Issues of which precedents are told at most: a brief is no catalogue."""


@dataclass(frozen=True, slots=True)
class Named:
    """What giving way on one issue would do.

    Parameters
    ----------
    issue
        The issue.
    gain
        The larger of what one party giving way on it, and deferring it, would add: to the share of
        draws with a zone, or to the margin at the modal draw, as `Trial.basis` says.
    rank
        How many issues gain at least as much, itself included: ties count against it.
    """

    issue: str
    gain: float
    rank: int


def in_the_way(case: Case, result: ZoneResult, *, most: int = _MOST) -> tuple[str, ...]:
    """Return the issues of a case that are most in the way of an agreement.

    Parameters
    ----------
    case
        The case.
    result
        The answer of `goodoffices.zone.analyse` on it.
    most
        How many at most.

    Returns
    -------
    tuple of str
        Those of which the blocking sets at the modal draw speak, by a red line or a rule, first
        those on which giving way, or deferring, gains most. Where there is a zone, or floors alone
        block, those that gain something and that no more than `most` gain as much as: which of
        many that gain alike would come first is chance.
    """
    _, ranked = ranked_issues(case, result)
    blocking = blocking_issues(case, result)
    if blocking:
        return tuple(entry.issue for entry in ranked if entry.issue in blocking)[:most]
    return tuple(entry.issue for entry in ranked if entry.gain > 0 and entry.rank <= most)


def ranked_issues(case: Case, result: ZoneResult) -> tuple[Basis, tuple[Named, ...]]:
    """Return the issues by what giving way on them, or deferring them, would gain."""
    pulled = [
        (lever.change.issue, lever)
        for lever in result.levers
        if lever.change.kind in ("give_way", "defer") and lever.change.issue is not None
    ]
    zone = {issue.id: 0.0 for issue in case.issues}
    margin = dict(zone)
    for issue, lever in pulled:
        zone[issue] = max(zone[issue], lever.gain)
        # Nothing is a rise from no package at all, which the share of draws tells better.
        if math.isfinite(result.margin.modal) and math.isfinite(lever.margin):
            margin[issue] = max(margin[issue], round(lever.margin - result.margin.modal, 9))
    basis: Basis = "zone" if any(zone.values()) else "margin"
    gain = zone if basis == "zone" else margin
    ranked = [
        Named(issue, gain[issue], sum(other >= gain[issue] for other in gain.values()))
        for issue in gain
    ]
    return basis, tuple(sorted(ranked, key=lambda entry: entry.rank))


def blocking_issues(case: Case, result: ZoneResult) -> tuple[str, ...]:
    """Return the issues of which the blocking sets speak, in the order of the case."""
    terms = {link.id: _issues(link) for link in case.links}
    spoken = set[str]()
    for demand in (demand for group in result.blocking for demand in group.demands):
        if demand.kind == "red_line" and demand.issue is not None:
            spoken.add(demand.issue)
        elif demand.kind == "rule" and demand.link is not None:
            spoken |= terms[demand.link]
    return tuple(issue.id for issue in case.issues if issue.id in spoken)


def _issues(link: Link) -> set[str]:
    whole = [*(link.excludes or ())]
    if link.requires is not None:
        whole += [link.requires.if_, link.requires.then]
    return {term.issue for term in whole}
