"""What playing the talks forward answers, as records that know how to become JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from goodoffices import preferences
from goodoffices.case import Uncertain
from goodoffices.preferences import Share, share
from goodoffices.talks._assumptions import Assumption
from goodoffices.talks._setting import Setting
from goodoffices.talks._state import CAUSES, Cause, Course, How
from goodoffices.talks._tally import MILESTONES, STATES, Tally

__all__ = [
    "Ending",
    "IssueRecord",
    "PackageRecord",
    "Parting",
    "TalksResult",
    "result",
]

SCHEMA = "goodoffices/talks/1"

_COURSES: dict[int, Literal["suspended", "collapsed", "escalated", "comprehensive", "talking"]] = {
    Course.TALKING: "talking",
    Course.SUSPENDED: "suspended",
    Course.COLLAPSED: "collapsed",
    Course.ESCALATED: "escalated",
    Course.SIGNED: "comprehensive",
}
_MOST = 5
"""Packages listed."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How often talks are suspended, collapsed or escalated on the last day, and by what.

    Parameters
    ----------
    state
        suspended, collapsed or escalated.
    cause
        broke-off, mediator-left, deadline, event or party-left.
    subject
        The party or the event, where there is one.
    share
        Of all runs.
    """

    state: str
    cause: str
    subject: str | None
    share: Share


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """When and how an issue is settled.

    Parameters
    ----------
    issue
        Its id.
    alone, framework, agreement
        Shares of runs in which it is settled on its own, in a framework, or only in the
        comprehensive agreement.
    settled
        The share settled at all, by each reported day.
    options
        By option, its part of the runs in which the issue is settled.
    """

    issue: str
    alone: Share
    framework: Share
    agreement: Share
    settled: tuple[Share, ...]
    options: dict[str, Share]


@dataclass(frozen=True, slots=True)
class PackageRecord:
    """A package as signed, and its part of the comprehensive agreements."""

    package: dict[str, str]
    share: Share


@dataclass(frozen=True, slots=True)
class Parting:
    """The mediator's leaving.

    Parameters
    ----------
    mediator
        The party that mediates.
    by
        By the event with which it left, or None for its patience: part of the runs in which it
        leaves.
    blamed
        By party, or None for nobody: part of the same runs.
    """

    mediator: str
    by: dict[str | None, Share]
    blamed: dict[str | None, Share]


@dataclass(frozen=True, slots=True)
class TalksResult:
    """How the rounds may go, under stated assumptions.

    Every share is an estimate from `runs` runs with its 95 per cent Monte Carlo interval; each
    run is one draw of everything uncertain, played once.

    Parameters
    ----------
    case, as_of, until, runs, seed, key
        What was played: `key` is a hash of all that decides the runs.
    protocol
        alternating-offers, single-text or parallel-tracks.
    strategies
        By negotiator.
    mandates
        Negotiators whose delegates cannot go beyond a mandate before they have asked at home.
    assumptions
        Every number about behaviour.
    dates
        The days reported.
    states
        By state, its share on each day: comprehensive, framework, partial, talking, suspended,
        collapsed, escalated. They exclude each other and add up to 1.
    reached
        By milestone, the cumulative incidence: the share of runs that have passed it by each day,
        whatever came later.
    endings
        What has suspended or ended the talks on the last day, most often first.
    issues
        By issue.
    packages
        The most frequent comprehensive agreements.
    distinct
        How many different ones there were.
    parting
        The mediator's leaving; None without a mediator.
    refused_outside
        Share of runs in which a party of limited consent that was not at the table refused what
        had been agreed there.
    refused_by
        The same by party, for those that did.
    sessions
        Mean number of sessions.
    held
        Shares of runs in which at least one session was held by the last day, at least two, and
        so on.
    interrupted
        Whether fewer runs were played than asked for.
    """

    case: str
    as_of: dt.date
    until: dt.date
    runs: int
    seed: int
    key: str
    protocol: str
    strategies: dict[str, str]
    mandates: tuple[str, ...]
    assumptions: tuple[Assumption, ...]
    dates: tuple[dt.date, ...]
    states: dict[str, tuple[Share, ...]]
    reached: dict[str, tuple[Share, ...]]
    endings: tuple[Ending, ...]
    issues: tuple[IssueRecord, ...]
    packages: tuple[PackageRecord, ...]
    distinct: int
    parting: Parting | None
    refused_outside: Share
    refused_by: dict[str, Share]
    sessions: float
    held: tuple[Share, ...]
    interrupted: bool

    def as_json(self) -> dict[str, Any]:
        """Return the result as plain data, with the version of its layout."""
        return {"schema": SCHEMA, **plain(self)}


def result(
    setting: Setting, total: Tally, *, seed: int, key: str, interrupted: bool = False
) -> TalksResult:
    """Return the answer that a tally comes to."""
    case = setting.case
    fixed = setting.prepared.structure
    runs = total.runs
    signed = int(total.reached[-1, MILESTONES.index("comprehensive")])
    return TalksResult(
        case=case.case,
        as_of=case.as_of,
        until=setting.dates[-1],
        runs=runs,
        seed=seed,
        key=key,
        protocol=setting.protocol,
        strategies={
            fixed.parties[p]: strategy
            for p, strategy in zip(setting.negotiators, setting.strategies, strict=True)
        },
        mandates=tuple(
            fixed.parties[p]
            for p, bound in zip(setting.negotiators, setting.bound, strict=True)
            if bound
        ),
        assumptions=tuple(setting.assumed.values()),
        dates=setting.dates,
        states={
            name: tuple(share(int(hits), runs) for hits in total.states[:, k])
            for k, name in enumerate(STATES)
        },
        reached={
            name: tuple(share(int(hits), runs) for hits in total.reached[:, k])
            for k, name in enumerate(MILESTONES)
        },
        endings=_endings(setting, total),
        issues=_issues(setting, total),
        packages=tuple(
            PackageRecord(_package(setting, code), share(hits, signed))
            for code, hits in sorted(total.packages.items(), key=lambda it: (-it[1], it[0]))[:_MOST]
        ),
        distinct=len(total.packages),
        parting=_parting(setting, total),
        refused_outside=share(total.refused_outside, runs),
        refused_by={
            fixed.parties[p]: share(int(hits), runs)
            for p, hits in zip(setting.outside, total.refused_by, strict=True)
            if hits
        },
        sessions=sum(number * hits for number, hits in total.sessions.items()) / runs,
        held=tuple(
            share(sum(hits for held, hits in total.sessions.items() if held >= number), runs)
            for number in range(1, max(total.sessions) + 1)
        ),
        interrupted=interrupted,
    )


def _endings(setting: Setting, total: Tally) -> tuple[Ending, ...]:
    parties = setting.prepared.structure.parties
    found = []
    for (course, cause, subject), hits in total.endings.items():
        if cause not in CAUSES:
            continue
        name: str | None = None
        if cause in (Cause.BROKE_OFF, Cause.PARTY_LEFT):
            name = parties[subject]
        elif cause in (Cause.DEADLINE, Cause.EVENT):
            name = setting.events[subject].id
        found.append(Ending(_COURSES[course], CAUSES[Cause(cause)], name, share(hits, total.runs)))
    return tuple(sorted(found, key=lambda e: (-e.share.value, e.state, e.cause, e.subject or "")))


def _issues(setting: Setting, total: Tally) -> tuple[IssueRecord, ...]:
    fixed = setting.prepared.structure
    records = []
    for i, issue in enumerate(fixed.issues):
        closed = int(total.how[i, How.ALONE :].sum())
        records.append(
            IssueRecord(
                issue=issue,
                alone=share(int(total.how[i, How.ALONE]), total.runs),
                framework=share(int(total.how[i, How.FRAMEWORK]), total.runs),
                agreement=share(int(total.how[i, How.AGREEMENT]), total.runs),
                settled=tuple(share(int(hits), total.runs) for hits in total.settled[i]),
                options={
                    option: share(int(total.options[i, o]), closed)
                    for o, option in enumerate(fixed.options[i])
                    if total.options[i, o]
                },
            )
        )
    return tuple(records)


def _package(setting: Setting, code: bytes) -> dict[str, str]:
    fixed = setting.prepared.structure
    return {
        issue: fixed.options[i][o]
        for i, (issue, o) in enumerate(zip(fixed.issues, code, strict=True))
    }


def _parting(setting: Setting, total: Tally) -> Parting | None:
    if setting.mediator is None:
        return None
    parties = setting.prepared.structure.parties
    left = sum(total.left_by.values())

    def ordered(counts: dict[str | None, int]) -> dict[str | None, Share]:
        ranked = sorted(counts.items(), key=lambda it: (-it[1], it[0] or ""))
        return {name: share(hits, left) for name, hits in ranked}

    return Parting(
        mediator=parties[setting.mediator],
        by=ordered({setting.events[e].id if e >= 0 else None: n for e, n in total.left_by.items()}),
        blamed=ordered(
            {
                parties[setting.negotiators[f]] if f >= 0 else None: n
                for f, n in total.blamed.items()
            }
        ),
    )


def plain(value: Any) -> Any:
    """Return a record as plain data for JSON; a key of None becomes an empty text."""
    if isinstance(value, Uncertain):
        return value.as_plain()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key or "": plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return preferences.plain(value)
