"""The plan on the calendar of the case: dates of acts, and what is done by its windows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case
from goodoffices.order._acts import act_of
from goodoffices.order._bottleneck import TOLERANCE
from goodoffices.order._commitment import Arranged
from goodoffices.order._plan import Plan
from goodoffices.order._result import Milestone, Slot
from goodoffices.order._schedule import SLACK, Times, times
from goodoffices.order._stakes import Stakes, hands
from goodoffices.order._tasks import Groups
from goodoffices.preferences import share

__all__ = ["Calendar", "calendar", "days_of"]

Floats = NDArray[np.float64]

_LAST = dt.date.max - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The plan on the calendar: its slots in the order of their days, its end, its milestones.

    `order` has all groups in the order in which they are finished at the most plausible durations.
    """

    order: tuple[int, ...]
    slots: tuple[Slot, ...]
    ends: dt.date
    ends_range: tuple[dt.date, dt.date]
    milestones: tuple[Milestone, ...]


def calendar(  # what is planned, and from when
    case: Case,
    plan: Plan,
    it: Arranged,
    modal: Stakes,
    sample: Stakes,
    start: dt.date,
    *,
    order: tuple[int, ...] = (),
) -> Calendar:
    """Return the plan on the calendar, from `start` on.

    Where somebody gives the order of all groups, one that would be finished before another ahead
    of it, at the most plausible durations, is held back until that is finished.
    """
    earliest = {step.id: (step.not_before - start).days for step in plan.steps if step.not_before}
    not_before = np.array(
        [
            max((earliest.get(task.step, 0) for task in members), default=0)
            for members in it.groups.members
        ],
        dtype=float,
    )

    def timed(stakes: Stakes, held: set[tuple[int, int]]) -> Times:
        days, completes = days_of(it.groups, stakes), not it.last_counts
        return times(it.groups, it.plan, days, not_before, completes=completes, held=held)

    held: set[tuple[int, int]] = set()
    at_mode = timed(modal, held)
    # Each round holds back at least one more pair, and what is held back once stays so.
    while early := _early(order, at_mode):
        held |= early
        at_mode = timed(modal, held)
    drawn = timed(sample, held)
    finished = sorted(at_mode.order, key=lambda g: at_mode.ends[0, g])
    slots = sorted(
        (_slot(it, g, at_mode, drawn, modal, start) for g in range(len(it.groups))),
        key=lambda slot: (slot.ends, slot.begins),
    )
    ends = float(at_mode.whole[0])
    events = [
        (event.id, event.on.last)
        for event in case.events
        if event.on is not None and event.on.last >= start
    ]
    dates = [*events, *([(None, case.horizon)] if case.horizon >= start else [])]
    return Calendar(
        order=tuple(finished),
        slots=tuple(slots),
        ends=_day(start, ends),
        ends_range=_middle(drawn.whole, start),
        milestones=tuple(
            Milestone(
                event=key,
                day=day,
                finished=share(int((drawn.whole <= (day - start).days + SLACK).sum()), len(sample)),
                acts=sum(slot.ends <= day for slot in slots),
            )
            for key, day in sorted(dates, key=lambda entry: entry[1])
        ),
    )


def _early(order: tuple[int, ...], at_mode: Times) -> set[tuple[int, int]]:
    """Return the pairs of groups of which the second is finished before the first, ahead of it."""
    ends = at_mode.ends[0]
    return {(g, h) for k, h in enumerate(order) for g in order[:k] if ends[g] > ends[h] + SLACK}


def days_of(groups: Groups, it: Stakes) -> Floats:
    """Return the duration of each group, that of its longest task, shape (D, G)."""
    columns = [
        np.max([task.time * it.days[:, it.place(task.step)] for task in members], axis=0)
        for members in groups.members
    ]
    return np.stack(columns, axis=1)


def _slot(
    it: Arranged, g: int, at_mode: Times, drawn: Times, modal: Stakes, start: dt.date
) -> Slot:
    # What is done on that day, by the dates themselves and not by the plan they follow.
    finished = at_mode.ends[0] <= at_mode.ends[0, g] + SLACK
    exposure: dict[str, float] = {}
    if not finished.all():
        done = [members for h, members in enumerate(it.groups.members) if finished[h]]
        gains = modal.base[0] + hands(modal, done)[0].sum(axis=1)
        exposure = {
            party: float(gains[p]) for p, party in enumerate(modal.parties) if gains[p] > TOLERANCE
        }
    critical = drawn.critical[:, g]
    return Slot(
        act=act_of(it.groups.members[g]),
        weighs=g in it.plan,
        begins=_day(start, float(at_mode.begins[0, g])),
        ends=_day(start, float(at_mode.ends[0, g])),
        latest_begin=_day(start, float(at_mode.latest_begins[0, g])),
        latest_end=_day(start, float(at_mode.latest_ends[0, g])),
        begins_range=_middle(drawn.begins[:, g], start),
        ends_range=_middle(drawn.ends[:, g], start),
        critical=bool(at_mode.critical[0, g]),
        often_critical=share(int(critical.sum()), len(critical)),
        exposure=exposure,
    )


def _day(start: dt.date, days: float) -> dt.date:
    """Return the day so many days after the start; beyond the calendar its last day."""
    whole = round(days)
    return _LAST if whole > (_LAST - start).days else start + dt.timedelta(days=whole)


def _middle(days: Floats, start: dt.date) -> tuple[dt.date, dt.date]:
    low, high = (float(value) for value in np.quantile(days, [0.1, 0.9], method="inverted_cdf"))
    return _day(start, low), _day(start, high)
