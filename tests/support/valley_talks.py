"""How the talks between the two valleys may go, made up by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from goodoffices.case import Case, Uncertain
from goodoffices.preferences import share
from goodoffices.talks import (
    Assumption,
    Comparison,
    Difference,
    Ending,
    IssueRecord,
    Moment,
    PackageRecord,
    Parting,
    Scenario,
    Sensitivity,
    Swing,
    TalksResult,
    Transcript,
    assumptions,
)

RUNS = 2000
FIRST = dt.date(2026, 2, 1)
LAST = dt.date(2026, 12, 31)
PACKAGE = {"bridge": "shared", "troops": "few", "trade": "open"}
STATES = ("comprehensive", "framework", "partial", "talking", "suspended", "collapsed", "escalated")

EVENTS = [
    {"id": "vote", "name": "Vote in the South", "kind": "election", "on": "2026-06-01"},
    {"id": "target", "name": "Target of May", "kind": "deadline", "on": "2026-05-10",
     "credible": [0.1, 0.3, 0.5], "effect": {"mediator_leaves": [0.1, 0.2, 0.3]},
     "claims": ["south-maybe"]},
    {"id": "raid", "name": "Raid", "kind": "offensive", "hazard_per_month": 0.1,
     "effect": {"escalates": 0.2, "suspends": 0.1}},
    {"id": "walkout", "name": "Walk-out of the South", "kind": "walk-out",
     "hazard_per_month": 0.05, "effect": {"leaves": ["south"]}},
    {"id": "joined", "name": "The Empires come", "kind": "joining", "hazard_per_month": 0.05,
     "effect": {"joins": ["empire"]}},
]  # fmt: skip
"""Events beside which the talks of the two valleys are told."""


def with_events(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of the case with those events."""
    return data | {"events": EVENTS}


def dates(many: int = 24) -> tuple[dt.date, ...]:
    """Return reported days, the last one included."""
    step = (LAST - FIRST).days / max(1, many - 1)
    return (*(FIRST + dt.timedelta(days=round(n * step)) for n in range(many - 1)), LAST)


def standing(last: dict[str, int], many: int, runs: int) -> dict[str, tuple[Any, ...]]:
    """Return states that go evenly from all talking to the counts of the last day."""
    rows: dict[str, list[int]] = {name: [] for name in STATES}
    for n in range(many):
        part = n / max(1, many - 1) if many > 1 else 1.0
        counts = {name: int(last.get(name, 0) * part) for name in STATES if name != "talking"}
        for name, hits in counts.items():
            rows[name].append(hits)
        rows["talking"].append(runs - sum(counts.values()))
    return {name: tuple(share(hits, runs) for hits in counts) for name, counts in rows.items()}


DEFAULT = {
    "comprehensive": 180, "framework": 100, "partial": 1100, "suspended": 400, "collapsed": 120,
    "escalated": 20,
}  # fmt: skip


def talks_of(
    case: Case,
    last: dict[str, int] | None = None,
    *,
    runs: int = RUNS,
    many: int = 24,
    mediator: str | None = "empire",
) -> TalksResult:
    """Return a result that stands on the last day as asked; who talks is as in the case."""
    last = DEFAULT if last is None else last
    states = standing(last, many, runs)
    signed = last.get("comprehensive", 0)
    zero = tuple(share(0, runs) for _ in range(many))
    halted = sum(last.get(name, 0) for name in ("suspended", "collapsed", "escalated"))
    negotiators = [party.id for party in case.parties if party.consent is True]
    ever = tuple(share(min(runs, int(halted * n / max(1, many - 1))), runs) for n in range(many))
    issues = tuple(
        IssueRecord(
            issue=issue.id,
            alone=share(last.get("partial", 0) if issue.separable else 0, runs),
            framework=share(0, runs),
            agreement=share(signed, runs),
            settled=tuple(
                share(
                    int((last.get("partial", 0) * issue.separable + signed) * n / max(1, many - 1)),
                    runs,
                )
                for n in range(many)
            ),
            options={PACKAGE.get(issue.id, issue.options[0].id): share(1, 1)},
        )
        for issue in case.issues
    )
    package = {issue.id: PACKAGE.get(issue.id, issue.options[0].id) for issue in case.issues}
    return TalksResult(
        case=case.case,
        as_of=dates(many)[0] if many > 1 else LAST,
        until=LAST,
        runs=runs,
        seed=7,
        key="0" * 64,
        protocol="single-text" if mediator else "alternating-offers",
        strategies=dict.fromkeys(negotiators, "boulware"),
        mandates=(),
        assumptions=tuple(assumptions(case).values()),
        dates=dates(many),
        states=states,
        reached={
            "partial": states["partial"],
            "framework": states["framework"],
            "comprehensive": states["comprehensive"],
            "suspended": ever,
            "collapsed": states["collapsed"],
            "escalated": states["escalated"],
            "mediator-left": ever if mediator else zero,
        },
        endings=tuple(
            Ending(state, cause, subject, share(last[state], runs))
            for state, cause, subject in (
                ("suspended", "broke-off", negotiators[0]),
                ("collapsed", "mediator-left", None),
                ("escalated", "party-left", negotiators[-1]),
            )
            if last.get(state)
        ),
        issues=issues,
        packages=(
            (
                PackageRecord(package, share(max(1, signed // 2), signed)),
                PackageRecord(package | {"bridge": "south"}, share(1, signed)),
            )[: min(2, signed)]
            if signed
            else ()
        ),
        distinct=min(2, signed),
        parting=Parting(
            mediator,
            {None: share(3, 4)},
            {negotiators[0]: share(2, 4), None: share(2, 4)},
        )
        if mediator
        else None,
        refused_outside=share(runs // 50, runs),
        refused_by={
            party.id: share(runs // 50, runs)
            for party in case.parties
            if isinstance(party.consent, tuple)
        },
        sessions=6.5,
        held=(),
        interrupted=False,
    )


def sensitivity_of(result: TalksResult) -> Sensitivity:
    """Return two swings that can be told from chance and one that cannot."""
    none = Difference(0.0, -0.004, 0.004, RUNS)
    return Sensitivity(
        result,
        (
            Swing("talks.every_days", 14.0, 42.0, Difference(0.06, 0.05, 0.07, RUNS),
                  Difference(-0.07, -0.085, -0.055, RUNS)),
            Swing("talks.conduct[north].exponent", 2.0, 8.0,
                  Difference(0.021, 0.013, 0.029, RUNS), none),
            Swing("talks.fading", 0.3, 0.8, none, none),
        ),
    )  # fmt: skip


def comparison_of(result: TalksResult) -> Comparison:
    """Return a scenario with a lower share, and one that cannot be told from the first."""
    lower = Difference(-0.05, -0.06, -0.04, RUNS)
    same = Difference(0.001, -0.002, 0.004, RUNS)
    keys = ("comprehensive", "framework", "suspended", "collapsed")
    return Comparison(
        (
            Scenario("as in the case", result, {}),
            Scenario("no mediator", result, dict.fromkeys(keys, lower)),
            Scenario("neutral", result, dict.fromkeys(keys, same)),
        )
    )


def day(text: str) -> dt.date:
    """Return a date of 2026, given as month and day."""
    return dt.date.fromisoformat(f"2026-{text}")


def session(on: str, last: str, number: int, **data: Any) -> Moment:
    """Return the opening of a round."""
    fields = {"round": None, "number": number, "technical": False, "mediated": True,
              "last": day(last)}  # fmt: skip
    return Moment(day(on), "session", fields | data)


def text(on: str, bridge: str, accepted: tuple[bool, bool], paid: float = 0.0) -> Moment:
    """Return a text of the mediator with the answers of both."""
    return Moment(
        day(on),
        "text",
        {
            "package": PACKAGE | {"bridge": bridge},
            "accepted": {"north": accepted[0], "south": accepted[1]},
            "surplus": {"north": 0.12, "south": -0.034},
            "paid": {"north": 0.0, "south": paid},
        },
    )


def moment(on: str, kind: str, **data: Any) -> Moment:
    """Return any other moment."""
    return Moment(day(on), kind, data)


def transcript_of(*moments: Moment, outcome: str = "talking") -> Transcript:
    """Return a run of these moments."""
    return Transcript("two-valleys", 7, 3, LAST, outcome, moments)


def changed(result: TalksResult, **fields: Any) -> TalksResult:
    """Return a result with other fields."""
    return dataclasses.replace(result, **fields)


def defaults() -> tuple[Assumption, ...]:
    """Return one assumption that no case states."""
    return (Assumption("talks.unheard_of", Uncertain(1, 2, 3), False),)
