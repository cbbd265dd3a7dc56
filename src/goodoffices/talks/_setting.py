"""What is fixed before anything is drawn: who bargains, over what, when, and by which rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from goodoffices.case import Case, NoAnswer, Uncertain
from goodoffices.case.model import Event
from goodoffices.preferences import DAYS_PER_MONTH, Bools, Floats, Preferences, months, prepare
from goodoffices.talks._assumptions import (
    Assumption,
    assumptions,
    is_leaving,
    mediator_of,
    negotiators,
)

__all__ = ["SESSIONS", "Meeting", "Setting", "end_of", "setting"]

SESSIONS = 500
"""Sessions that a run may have: a bound on time and memory that no real calendar meets."""
_DATES = 60
"""Dates at most for which the state of the talks is reported."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A round of the case that lies ahead.

    Parameters
    ----------
    id
        The round.
    first, last
        Begin of its first and end of its last day, in months after `as_of`.
    technical
        Whether it meets at the technical level.
    agenda
        Shape (I,): whether an issue is on the agenda; all are where none is named.
    complete
        Whether every party of full consent is at the table.
    """

    id: str
    first: float
    last: float
    technical: bool
    agenda: Bools
    complete: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """The fixed part of talks among F negotiators over I issues.

    Parameters
    ----------
    case, prepared
        The case, and the same made ready for drawing.
    assumed
        Every behavioural assumption by name.
    until, horizon
        The end of the last day of the runs, and of the last day of interest, in months after
        `as_of`; the second is the time that parties believe in where no deadline is set.
    protocol
        alternating-offers, single-text or parallel-tracks.
    negotiators
        Indices of the parties that bargain.
    outside
        Indices of the parties of limited consent, in the order of the bargaining problem.
    known
        Shape (len(outside),): whether its limits are known at the table from the beginning,
        since it sits there.
    mediator
        Index of the mediating party, or None.
    leans
        Index of the party the mediator favours, or None.
    strategies
        By negotiator.
    mandate
        Shape (F, I, O): options within each negotiator's mandate; all where none is stated.
    bound
        Shape (F,): whether a mandate binds.
    separable, principle
        Shape (I,).
    meetings
        Rounds that lie ahead, by date.
    events
        The case's events.
    dates
        Days for which the state of the talks is reported, as_of and the last one included.
    grid
        The end of each in months.
    """

    case: Case
    prepared: Preferences
    assumed: Mapping[str, Assumption]
    until: float
    horizon: float
    protocol: str
    negotiators: tuple[int, ...]
    outside: tuple[int, ...]
    known: Bools
    mediator: int | None
    leans: int | None
    strategies: tuple[str, ...]
    mandate: Bools
    bound: Bools
    separable: Bools
    principle: Bools
    meetings: tuple[Meeting, ...]
    events: tuple[Event, ...]
    dates: tuple[dt.date, ...]
    grid: Floats

    @property
    def length(self) -> float:
        """Length of a session not yet dated, in months."""
        return self.case.talks.session_days / DAYS_PER_MONTH

    def takes_mediator(self, event: Event) -> bool:
        """Return whether an event is the mediator's leaving itself."""
        if self.mediator is None:
            return False
        return is_leaving(event, self.case.parties[self.mediator].id)


def setting(
    case: Case,
    *,
    until: dt.date | None = None,
    overrides: Mapping[str, Uncertain] | None = None,
) -> Setting:
    """Return the fixed part of the talks of a case.

    Parameters
    ----------
    case
        The case.
    until
        The last day of the runs; by default the horizon of the case.
    overrides
        Behavioural assumptions to use in place of the case's, by name.

    Raises
    ------
    NoAnswer
        If nobody's full consent is needed, or only one party's: there is nobody to talk to; or
        if the calendar has more sessions than can be played.
    ValueError
        If `until` is before `as_of`.
    """
    last = until or case.horizon
    if last < case.as_of:
        raise ValueError(f"expected a date from {case.as_of} on, the case's as_of; found {last}")
    parties = negotiators(case)
    if len(parties) < 2:
        raise NoAnswer(
            f"{case.case}: {len(parties) or 'no'} "
            f"part{'y has' if len(parties) == 1 else 'ies have'} consent: true, and talks need "
            "two; mark the parties without whom there is no agreement"
        )
    prepared = prepare(case)
    fixed = prepared.structure
    assumed = assumptions(case, overrides)
    meetings = tuple(_meetings(case))
    ahead = sum(meeting.first <= months(case, last) for meeting in meetings)
    _bounded(case, assumed, ahead, months(case, last))
    mediating = mediator_of(case)
    leans = mediating.mediator.leans if mediating and mediating.mediator else None
    at_table = {p for n in _next_round(case) for p in n}
    mandate = np.ones((len(parties), len(fixed.issues), fixed.width), dtype=bool)
    for position in case.positions:
        row = next((f for f, party in enumerate(parties) if party.id == position.party), None)
        if row is not None and position.mandate is not None:
            i = fixed.issues.index(position.issue)
            within = [fixed.options[i].index(option) for option in position.mandate.options]
            mandate[row, i] = False
            mandate[row, i, within] = True
    conduct = [case.talks.conduct.get(party.id) for party in parties]
    separable = np.array([issue.separable for issue in case.issues])
    dates = _dates(case.as_of, last)
    return Setting(
        case=case,
        prepared=prepared,
        assumed=assumed,
        until=end_of(case, last),
        horizon=end_of(case, max(case.horizon, last)),
        protocol=case.talks.protocol
        or (
            "parallel-tracks"
            if separable.any()
            else "single-text"
            if mediating
            else "alternating-offers"
        ),
        negotiators=fixed.full,
        outside=fixed.limited,
        known=np.array([fixed.parties[p] in at_table for p in fixed.limited], dtype=bool),
        mediator=fixed.parties.index(mediating.id) if mediating else None,
        leans=fixed.parties.index(leans) if leans else None,
        strategies=tuple(entry.strategy if entry else "boulware" for entry in conduct),
        mandate=mandate,
        bound=np.array([entry.bound_by_mandate if entry else True for entry in conduct])
        & ~mandate.all(axis=(1, 2)),
        separable=separable,
        principle=np.array([issue.principle for issue in case.issues]),
        meetings=meetings,
        events=case.events,
        dates=dates,
        grid=np.array([end_of(case, day) for day in dates]),
    )


def end_of(case: Case, day: dt.date) -> float:
    """Return the end of a day, in months after `as_of`."""
    return months(case, day) + 1.0 / DAYS_PER_MONTH


def _meetings(case: Case) -> list[Meeting]:
    issues = [issue.id for issue in case.issues]
    needed = {party.id for party in negotiators(case)}
    ahead = []
    for round_ in case.rounds:
        if round_.dates.last < case.as_of:
            continue
        agenda = np.array([issue in round_.agenda or not round_.agenda for issue in issues])
        ahead.append(
            Meeting(
                id=round_.id,
                first=max(0.0, months(case, round_.dates.first)),
                last=end_of(case, round_.dates.last),
                technical=round_.level == "technical",
                agenda=agenda,
                complete=not round_.parties or needed <= set(round_.parties),
            )
        )
    return sorted(ahead, key=lambda meeting: (meeting.first, meeting.last))


def _next_round(case: Case) -> list[tuple[str, ...]]:
    """Return the parties of the next round, or of the last one where none is dated."""
    ahead = [round_ for round_ in case.rounds if round_.dates.last >= case.as_of]
    chosen = min(ahead, key=lambda r: r.dates.first, default=None) or max(
        case.rounds, key=lambda r: r.dates.first, default=None
    )
    return [chosen.parties] if chosen else []


def _bounded(case: Case, assumed: Mapping[str, Assumption], dated: int, until: float) -> None:
    gap = assumed["talks.every_days"].number.low + case.talks.session_days
    most = dated + until * DAYS_PER_MONTH / gap
    if most > SESSIONS:
        raise NoAnswer(
            f"{case.case}: up to {most:,.0f} sessions before the end, expected at most "
            f"{SESSIONS}; ask for an earlier end (--until) or raise talks.every_days"
        )


def _dates(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    days = (last - first).days
    step = max(7, -(-days // (_DATES - 1)))
    inner = tuple(first + dt.timedelta(days=n) for n in range(0, days, step))
    return (*inner, last)
