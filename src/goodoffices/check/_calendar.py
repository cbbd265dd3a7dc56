"""What the calendar says of talks to come: rounds, events, and a mediator's means."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from goodoffices.case import Case
from goodoffices.case.model import Event
from goodoffices.check._remark import Path, Remark
from goodoffices.preferences import DAYS_PER_MONTH

__all__ = ["events", "late_events", "powers", "rounds"]

FREQUENT = 1.0
"""Hazard per month above which an event is expected within weeks, time and again."""


def rounds(case: Case) -> Iterator[Remark]:
    """Yield rounds that are out of order, overlap or come too late, and a calendar without any."""
    for n, (before, after) in enumerate(pairwise(case.rounds), 1):
        if after.dates.first < before.dates.first:
            message = (
                f"{after.id} is listed after {before.id} and begins before it, "
                f"on {after.dates.first}"
            )
            yield Remark("round-order", ("rounds", n, "dates"), message, (after.id, before.id))
    known = sorted(enumerate(case.rounds), key=lambda pair: pair[1].dates.first)
    latest = known[0][1] if known else None
    for n, round_ in known[1:]:
        if latest is not None and round_.dates.first <= latest.dates.last:
            message = (
                f"{round_.id} begins on {round_.dates.first}, and {latest.id} ends on "
                f"{latest.dates.last}"
            )
            yield Remark("round-overlap", ("rounds", n, "dates"), message, (latest.id, round_.id))
        if latest is None or round_.dates.last > latest.dates.last:
            latest = round_
    if latest is None:
        message = "there is no round, so that every session of the talks is assumed"
        yield Remark("no-round-ahead", ("rounds",), message, ())
    elif latest.dates.last < case.as_of:
        message = (
            f"the last round, {latest.id}, ended on {latest.dates.last}, before as_of "
            f"({case.as_of}), so that every session of the talks is assumed"
        )
        yield Remark("no-round-ahead", ("rounds",), message, (latest.id,))
    for n, round_ in enumerate(case.rounds):
        if round_.dates.last > case.horizon:
            message = f"{round_.id} ends on {round_.dates.last}, after the horizon ({case.horizon})"
            yield Remark("late-round", ("rounds", n, "dates"), message, (round_.id,))


def late_events(case: Case) -> Iterator[Remark]:
    """Yield events that come after the horizon."""
    for n, event in enumerate(case.events):
        if event.on is not None and event.on.first > case.horizon:
            message = f"{event.id} comes on {event.on.first}, after the horizon ({case.horizon})"
            yield Remark("late-event", ("events", n, "on"), message, (event.id,))


def events(case: Case) -> Iterator[Remark]:
    """Yield events that cannot happen, are over, or happen all the time."""
    for n, event in enumerate(case.events):
        path: Path = ("events", n)
        yield from _never(path, event)
        if event.on is not None and event.on.last < case.as_of:
            message = (
                f"{event.id} was over on {event.on.last}, before as_of ({case.as_of}), so whether "
                "it came is known by now"
            )
            yield Remark("past-event", (*path, "on"), message, (event.id,))
        hazard = event.hazard_per_month
        if hazard is not None and hazard.mode > FREQUENT:
            days = DAYS_PER_MONTH / hazard.mode
            message = (
                f"{event.id} is expected about every {days:.0f} days "
                f"(hazard {hazard.mode:g} a month): is it meant?"
            )
            yield Remark("frequent-event", (*path, "hazard_per_month"), message, (event.id,))


def _never(path: Path, event: Event) -> Iterator[Remark]:
    for key, what in (("probability", "probability"), ("hazard_per_month", "hazard")):
        chance = getattr(event, key)
        if chance is not None and chance.high == 0:
            message = f"{event.id} cannot happen: its {what} is 0"
            yield Remark("idle-event", (*path, key), message, (event.id,))


def powers(case: Case) -> Iterator[Remark]:
    """Yield mediators that can neither reward nor press."""
    for n, party in enumerate(case.parties):
        mediator = party.mediator
        if mediator is None:
            continue
        means = {"leverage": mediator.leverage, "budget": mediator.budget}
        missing = [key for key, has in means.items() if has is not None and has.high == 0]
        if missing:
            nothing = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} 0"
            message = f"{party.id} mediates without means: its {nothing}"
            yield Remark("no-means", ("parties", n, "mediator", missing[0]), message, (party.id,))
