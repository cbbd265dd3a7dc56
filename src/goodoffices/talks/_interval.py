"""What happens between two sessions: events, deadlines, the mediator's patience, suspension."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import DAYS_PER_MONTH, Bools, Floats
from goodoffices.talks._luck import Luck
from goodoffices.talks._state import Cause, Course, State

__all__ = ["interruption", "pass_time", "suspend"]

Rows = NDArray[np.intp]

_SHAPE = 2.0
_RISE = 1.0 / math.gamma(1.0 + 1.0 / _SHAPE)
"""A Weibull hazard of shape 2 whose mean is the patience has this many times it as its scale."""
_LEAST_PATIENCE = 1e-6
_MOMENT = 1e-9
"""Months by which a day ends before the next, so that rounding puts nothing on the wrong one."""


def pass_time(state: State, step: int) -> Rows:
    """Play what lies before the next session of every live run; return the runs that hold it.

    Parameters
    ----------
    state
        The runs, changed in place.
    step
        The number of the step, which keys its random numbers.
    """
    runs = np.flatnonzero(state.live)
    luck, fixed = state.luck, state.setting
    begin = state.before[runs]
    _put_off(state, runs, begin, step)
    planned = np.minimum(state.time[runs], state.dead_at[runs])
    end = np.minimum(planned, fixed.until)
    when = luck.when[runs]
    ahead = (when > begin[:, None]) & (when <= end[:, None]) & (when >= 0)
    if step == 0:
        ahead |= when == 0.0

    stop, cause, subject = _stops(luck, runs, begin, end)
    stop = np.where(state.suspended[runs], np.inf, stop)
    left, left_by, heat = _leaving(state, runs, begin, np.minimum(end, stop), when, ahead)
    going_on = luck.uniform(f"goes on without it[{step}]")[runs, 0]
    alone = going_on < luck.numbers["talks.without_mediator"][runs]
    halts = (left < stop) & ~alone
    stop = np.where(halts, left, stop)
    cause = np.where(halts, Cause.MEDIATOR_LEFT, cause).astype(np.int8)
    subject = np.where(halts, -1, subject).astype(np.int16)

    escalated, by = _first(when, ahead & (luck.chance["escalates"][runs] > 0))
    cut = np.minimum(np.minimum(end, stop), escalated)
    state.heat[runs] += np.where(left <= cut, 0.0, heat)
    _tell_events(state, runs, when, ahead, cut)
    _leave(state, runs, np.where(left <= cut, left, np.inf), left_by)
    _join(state, runs, cut)

    over = escalated <= np.minimum(end, stop)
    gone = runs[over]
    state.end(gone, escalated[over], Course.ESCALATED)
    state.cause[gone] = Cause.EVENT
    state.subject[gone] = by[over]
    for r in gone[:1]:
        state.note(state.ended_at[r], "escalated", event=int(state.subject[r]))

    stopped = ~over & (stop <= end)
    state.before[runs] = np.where(stopped, stop, end)
    # Talks that stood still when it left, and would not go on without it, do not resume.
    still = runs[stopped & state.suspended[runs]]
    state.time[still] = np.inf
    state.resume_at[still] = np.inf
    state.stand(still, stop[stopped & state.suspended[runs]], Course.SUSPENDED)
    give_up = luck.numbers["talks.gives_up_after"][still]
    state.dead_at[still] = state.halted_at[still] + give_up
    fresh = stopped & ~state.suspended[runs]
    suspend(
        state, runs[fresh], stop[fresh], cause[fresh], subject[fresh], step=step,
        planned=state.time[runs[fresh]],
    )  # fmt: skip

    rest = ~over & ~stopped
    dead = rest & (state.dead_at[runs] <= fixed.until)
    for r in runs[dead][:1]:
        state.note(
            state.dead_at[r], "collapsed", cause=int(state.cause[r]), subject=int(state.subject[r])
        )
    state.end(runs[dead], state.dead_at[runs[dead]], Course.COLLAPSED)
    out_of_time = rest & ~dead & (planned > fixed.until)
    state.live[runs[out_of_time]] = False
    late = runs[out_of_time]
    halted = state.suspended[late] & (state.resume_at[late] > fixed.until)
    state.ended[late] = np.where(halted, Course.SUSPENDED, Course.TALKING)
    _go_on(state, late[~halted])
    held = runs[rest & ~dead & ~out_of_time]
    back = held[state.suspended[held]]
    _go_on(state, back)
    for r in back[:1]:
        state.note(state.time[r], "resumed")
    return held


def _go_on(state: State, runs: Rows) -> None:
    state.suspended[runs] = False
    state.cause[runs] = Cause.NONE
    state.subject[runs] = -1


def suspend(
    state: State,
    runs: Rows,
    at: Floats,
    cause: NDArray[np.int8],
    subject: NDArray[np.int16],
    *,
    step: int,
    planned: Floats,
) -> None:
    """Suspend some runs; they resume after a time drawn with the hazard of resuming, or never.

    The next session is no earlier than `planned`.

    Talks that would resume only after the parties have given up have then collapsed.
    """
    if not len(runs):
        return
    luck = state.luck
    lot = luck.uniform(f"resumes[{step}]")[runs, 0]
    rate = luck.numbers["talks.resumes_per_month"][runs]
    with np.errstate(divide="ignore"):
        away = np.where(rate > 0, -np.log1p(-lot) / np.maximum(rate, 1e-300), np.inf)
    give_up = luck.numbers["talks.gives_up_after"][runs]
    state.suspended[runs] = True
    state.stand(runs, at, Course.SUSPENDED)
    state.first_suspended[runs] = np.minimum(state.first_suspended[runs], at)
    state.cause[runs] = cause
    state.subject[runs] = subject
    state.halted_at[runs] = at
    state.resume_at[runs] = np.where(away < give_up, at + away, np.inf)
    state.stand(runs, state.resume_at[runs], Course.TALKING)
    # Being suspended brings no session forward: a round that is planned for later stays.
    state.time[runs] = np.where(away < give_up, np.maximum(at + away, planned), np.inf)
    state.dead_at[runs] = np.where(away < give_up, np.inf, at + give_up)
    for r in runs[:1]:
        state.note(at[0], "suspended", cause=int(state.cause[r]), subject=int(state.subject[r]))


def interruption(state: State, runs: Rows, at: Floats, last: Floats) -> Floats:
    """Return when something cuts short a session from `at` to `last`, shape (N,); inf: nothing.

    What suspends or ends the talks; an event with which the mediator leaves; one that changes what
    options are worth, over which the table adjourns; and the last day of the runs.
    """
    luck, fixed = state.luck, state.setting
    when = luck.when[runs]
    during = (when > at[:, None]) & (when <= last[:, None])
    stop, _, _ = _stops(luck, runs, at, last)
    leaves = (luck.chance["mediator_leaves"][runs] > 0) & state.mediated[runs, None]
    cuts = (luck.chance["escalates"][runs] > 0) | leaves
    cuts |= np.array([bool(event.effect.worth) for event in fixed.events], dtype=bool)
    other, _ = _first(when, during & cuts)
    over = np.where(last > fixed.until, fixed.until, np.inf)
    return np.minimum(np.minimum(stop, other), over)


def _put_off(state: State, runs: Rows, begin: Floats, step: int) -> None:
    """Put off the next session of runs by the events before it that delay."""
    delays = [e for e, event in enumerate(state.setting.events) if event.effect.delays is not None]
    waits = ~state.suspended[runs]
    counted = np.zeros((len(runs), len(delays)), dtype=bool)
    # Being put off lets further events come before the session, so again until none does.
    for _ in delays:
        for n, e in enumerate(delays):
            name = f"events[{state.setting.events[e].id}].effect.delays"
            when = state.luck.when[runs, e]
            since = (when >= begin) if step == 0 else (when > begin)
            hit = waits & since & (when <= state.time[runs]) & ~counted[:, n]
            days = state.luck.numbers[name][runs]
            state.time[runs] += np.where(hit, days / DAYS_PER_MONTH, 0.0)
            counted[:, n] |= hit


def _first(when: Floats, which: Bools) -> tuple[Floats, NDArray[np.int16]]:
    """Return the time of the first of some events, inf for none, and which it is."""
    if not when.shape[1]:
        return np.full(len(when), np.inf), np.full(len(when), -1, dtype=np.int16)
    time = np.where(which, when, np.inf)
    return time.min(axis=1), time.argmin(axis=1).astype(np.int16)


def _stops(
    luck: Luck, runs: Rows, begin: Floats, end: Floats
) -> tuple[Floats, NDArray[np.int8], NDArray[np.int16]]:
    """Return what would suspend the talks first: its time, the cause, the event or party."""
    events = luck.setting.events
    leaving = [
        next(
            (
                p
                for p in luck.setting.negotiators
                if luck.setting.case.parties[p].id in event.effect.leaves
            ),
            -1,
        )
        for event in events
    ]
    deadline = np.array([event.kind == "deadline" for event in events], dtype=bool)
    kept = (luck.chance["credible"][runs] > 0) & deadline
    gone = np.array([party >= 0 for party in leaving], dtype=bool)
    # A deadline is over at the end of its day, a moment before the next one begins.
    when = luck.when[runs] + np.where(deadline, 1.0 / DAYS_PER_MONTH - _MOMENT, 0.0)
    ahead = (when > begin[:, None]) & (when <= end[:, None]) & (luck.when[runs] >= 0)
    ahead |= (when == 0.0) & (begin == 0.0)[:, None]
    which = ahead & ((luck.chance["suspends"][runs] > 0) | kept | gone)
    stop, event = _first(when, which)
    row = np.arange(len(runs))
    cause = np.full(len(runs), Cause.EVENT, dtype=np.int8)
    subject = event.copy()
    if events:
        cause[gone[event]] = Cause.PARTY_LEFT
        subject = np.where(gone[event], np.array(leaving)[event], event).astype(np.int16)
        cause[kept[row, event] & ~gone[event]] = Cause.DEADLINE
    return stop, cause, subject


def _leaving(
    state: State, runs: Rows, begin: Floats, end: Floats, when: Floats, ahead: Bools
) -> tuple[Floats, NDArray[np.int16], Floats]:
    """Return when the mediator leaves, by which event (-1: its patience), and the hazard passed.

    Its hazard rises with the time since anything moved: h = 2 s / c^2 with s the months since and
    c chosen so that the mean stay, if nothing ever moves, is its patience (a Weibull hazard).
    """
    luck, fixed = state.luck, state.setting
    left, by = _first(when, ahead & (luck.chance["mediator_leaves"][runs] > 0))
    present = state.mediated[runs]
    if fixed.mediator is None:
        return np.full(len(runs), np.inf), by, np.zeros(len(runs))
    name = f"parties[{fixed.case.parties[fixed.mediator].id}].mediator.patience"
    scale = np.maximum(luck.numbers[name][runs], _LEAST_PATIENCE) * _RISE
    moved = state.progress[runs]
    room = np.maximum(state.clock[runs] - state.heat[runs], 0.0)
    tired = np.full(len(runs), np.inf)
    hazard = np.zeros(len(runs))
    for start, stop, factor in _pieces(state, runs, begin, end):
        since = np.maximum(start - moved, 0.0)
        until = np.maximum(stop - moved, since)
        more = factor * (until * until - since * since) / (scale * scale)
        gone = (hazard + more >= room) & (more > 0) & ~np.isfinite(tired)
        with np.errstate(divide="ignore", invalid="ignore"):
            span = np.sqrt(since * since + (room - hazard) * scale * scale / factor)
        tired = np.where(gone, np.minimum(moved + span, stop), tired)
        hazard = hazard + more
    # It does not get up in the middle of a session.
    tired = np.where(np.isfinite(tired), np.maximum(tired, state.sat_until[runs]), np.inf)
    tired = np.where(tired <= end, tired, np.inf)
    by = np.where(tired < left, -1, by).astype(np.int16)
    left = np.where(present, np.minimum(left, tired), np.inf)
    return left, by, hazard


def _pieces(
    state: State, runs: Rows, begin: Floats, end: Floats
) -> Iterator[tuple[Floats, Floats, Floats]]:
    """Yield the parts of an interval by the factor on the mediator's hazard: from, to, factor."""
    luck = state.luck
    changing = [
        (e, luck.numbers[f"events[{event.id}].effect.mediator_hazard"][runs])
        for e, event in enumerate(state.setting.events)
        if event.effect.mediator_hazard is not None
    ]
    if not changing:
        yield begin, end, np.ones(len(runs))
        return
    when = np.stack([luck.when[runs, e] for e, _ in changing], axis=1)
    when = np.where(when >= 0, when, np.inf)
    edges = np.sort(np.clip(when, begin[:, None], end[:, None]), axis=1)
    edges = np.concatenate([begin[:, None], edges, end[:, None]], axis=1)
    for n in range(edges.shape[1] - 1):
        factor = np.ones(len(runs))
        for k, (_, number) in enumerate(changing):
            factor = np.where(when[:, k] <= edges[:, n], factor * number, factor)
        yield edges[:, n], edges[:, n + 1], factor


def _leave(state: State, runs: Rows, left: Floats, by: NDArray[np.int16]) -> None:
    """Let the mediator leave where `left` is finite, and blame."""
    fixed = state.setting
    gone = np.isfinite(left)
    rows = runs[gone]
    if not len(rows) or fixed.mediator is None:
        return
    state.left[rows] = left[gone]
    state.left_by[rows] = by[gone]
    state.mediated[rows] = False
    mediator = fixed.case.parties[fixed.mediator].mediator
    if mediator is not None and mediator.blames == "other-side" and fixed.leans is not None:
        others = [f for f, p in enumerate(fixed.negotiators) if p != fixed.leans]
        blamed = np.full(len(rows), others[0] if len(others) == 1 else -1, dtype=np.int16)
        # Of several it does not lean to, the one that refused last.
        blamed = np.where(
            (blamed < 0) & np.isin(state.refuser[rows], others), state.refuser[rows], blamed
        )
        state.blamed[rows] = blamed
    else:
        state.blamed[rows] = state.refuser[rows]
    for r in rows[:1]:
        state.note(
            state.left[r], "mediator-left", by=int(state.left_by[r]), blamed=int(state.blamed[r])
        )


def _join(state: State, runs: Rows, until: Floats) -> None:
    """Let parties join whose event has come; their limits are then known at the table."""
    fixed = state.setting
    for e, event in enumerate(fixed.events):
        for k, p in enumerate(fixed.outside):
            if fixed.case.parties[p].id in event.effect.joins:
                time = state.luck.when[runs, e]
                state.known[runs, k] |= (time >= 0) & (time <= until)


def _tell_events(state: State, runs: Rows, when: Floats, ahead: Bools, until: Floats) -> None:
    if state.log is None or not len(runs):
        return
    for e in np.argsort(when[0], kind="stable"):
        event = state.setting.events[e]
        late = state.setting.takes_mediator(event) and not state.mediated[runs[0]]
        if ahead[0, e] and when[0, e] <= until[0] and not late:
            state.note(when[0, e], "event", event=int(e))
