"""One session: what can be settled on its own first, and then the package as a whole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import DAYS_PER_MONTH, Bools, Floats
from goodoffices.talks._belief import believed_end
from goodoffices.talks._concession import conceded
from goodoffices.talks._interval import interruption
from goodoffices.talks._package import Options, negotiate_package
from goodoffices.talks._separate import settle_apart
from goodoffices.talks._state import How, State

__all__ = ["hold_session"]

Rows = NDArray[np.intp]

_MOMENT = 1e-9
"""Months by which a round may begin before the last one has ended, for rounding."""


def hold_session(state: State, runs: Rows, step: int, options: Options) -> None:
    """Hold the next session of some runs.

    What happens during a session is played with the time after it; exchanges that would come after
    an interruption are not held.

    Parameters
    ----------
    state
        The runs, changed in place.
    runs
        N of them, none suspended.
    step
        The number of the step, which keys its random numbers.
    options
        How it is computed.
    """
    fixed = state.setting
    dated, agenda, technical, complete, last = _calendar(state, runs)
    at = state.time[runs]
    length = np.maximum(last - at, 0.0)
    exchanges = fixed.case.talks.exchanges
    moments = at[:, None] + length[:, None] * (np.arange(1, exchanges + 1) / exchanges)
    for r in runs[:1]:
        state.note(
            at[0],
            "session",
            round=fixed.meetings[state.slot[r]].id if dated[0] else None,
            number=int(state.sessions[r]) + 1,
            technical=bool(technical[0]),
            mediated=bool(state.mediated[r]) and fixed.protocol != "alternating-offers",
            last=float(last[0]),
        )
    state.sessions[runs] += 1
    _change_values(state, runs, at)
    share = _concede(state, runs, at, moments)
    held = moments <= np.minimum(interruption(state, runs, at, last), fixed.until)[:, None]
    moved = np.zeros(len(runs), dtype=bool)
    tracks = fixed.protocol == "parallel-tracks"
    rows = np.flatnonzero(complete & held[:, 0] & tracks)
    if len(rows):
        moved[rows] |= settle_apart(
            state, runs[rows], agenda[rows], moments[rows, 0], share[rows, 0], step
        )
    rows = np.flatnonzero(complete & held[:, 0] & ~(technical & tracks))
    if len(rows):
        moved[rows] |= negotiate_package(
            state, runs[rows], moments[rows], held[rows], share[rows], step=step, options=options
        )
    state.progress[runs[moved]] = last[moved]
    state.sat_until[runs] = np.minimum(last, fixed.until)
    _next(state, runs, last, step)


def _calendar(state: State, runs: Rows) -> tuple[Bools, Bools, Bools, Bools, Floats]:
    """Return whether the session is a dated round; its agenda, level, attendance and end."""
    fixed = state.setting
    meetings = fixed.meetings
    issues = len(fixed.separable)
    slot = state.slot[runs]
    first = np.array([meeting.first for meeting in meetings] + [np.inf])
    dated = state.time[runs] >= first[slot]
    # One more row for the sessions that are not dated: everything is on the agenda.
    agenda = np.array([meeting.agenda for meeting in meetings] + [np.ones(issues, dtype=bool)])
    technical = np.array([meeting.technical for meeting in meetings] + [False])
    complete = np.array([meeting.complete for meeting in meetings] + [True])
    spans = np.array([m.last - m.first for m in meetings] + [fixed.length])
    row = np.where(dated, slot, len(meetings))
    return dated, agenda[row], technical[row], complete[row], state.time[runs] + spans[row]


def _next(state: State, runs: Rows, last: Floats, step: int) -> None:
    """Fix the next session: the next dated round, or after the last one a gap."""
    first = np.array([meeting.first for meeting in state.setting.meetings] + [np.inf])
    slot = np.minimum(np.searchsorted(first, last - _MOMENT, side="left"), len(first) - 1)
    dated = slot < len(first) - 1
    gap = state.luck.gap(step)[runs]
    waits = ~state.suspended[runs]
    state.slot[runs] = slot
    planned = np.where(dated, first[slot], last + gap)
    state.time[runs] = np.where(waits, planned, np.maximum(state.time[runs], planned))


def _change_values(state: State, runs: Rows, at: Floats) -> None:
    """Let the events until now change what options are worth."""
    fixed, luck = state.setting, state.luck
    if not any(event.effect.worth for event in fixed.events):
        return
    structure, problem = fixed.prepared.structure, luck.problem
    now = np.zeros(len(luck))
    now[runs] = at
    worth = fixed.prepared.worth_at(luck.draws, now)[runs]
    chosen = list(problem.claimants)
    gain = worth[:, chosen] * structure.consent[chosen][None, :, :, None]
    changed = (gain != state.gain[runs]).any(axis=(1, 2, 3))
    state.gain[runs] = gain
    if fixed.mediator is not None:
        own = worth[:, fixed.mediator]
        changed |= (own != state.own[runs]).any(axis=(1, 2))
        state.own[runs] = own
    state.stale[runs[changed]] = True
    # No agreement that is worth what holds now moves with it.
    moves = np.zeros((len(runs), len(chosen)))
    for i, o in enumerate(structure.status_quo):
        moves += gain[:, :, i, o] - problem.gain[runs, :, i, o]
    for k, p in enumerate(chosen[: problem.full]):
        stated = fixed.case.parties[p].no_agreement
        if stated is not None and stated.utility is not None:
            moves[:, k] = 0.0
    state.drift[runs] = moves
    apart = state.how[runs] == How.ALONE
    settled = np.where(apart, state.package[runs], 0).astype(np.intp)
    pocket = np.zeros((len(runs), len(chosen)))
    row = np.arange(len(runs))
    for i, o in enumerate(structure.status_quo):
        own = gain[row, :, i, settled[:, i]] - gain[:, :, i, o]
        pocket += np.where(apart[:, i, None], own, 0.0)
    state.pocket[runs] = pocket


def _concede(state: State, runs: Rows, at: Floats, moments: Floats) -> Floats:
    """Return the share conceded by each negotiator in each exchange, shape (N, T, F)."""
    fixed, numbers = state.setting, state.luck.numbers
    end = believed_end(state, runs, at)
    begun = state.start[runs]
    span = np.maximum(end - begun, 1.0 / DAYS_PER_MONTH)
    time = (moments - begun[:, None]) / span[:, None]
    shares = []
    for p in fixed.negotiators:
        name = f"talks.conduct[{fixed.case.parties[p].id}].exponent"
        shares.append(conceded(time, numbers[name][runs][:, None]))
    share = np.stack(shares, axis=2)
    # What has been conceded is not taken back when there is more time than was thought.
    share = np.maximum(share, state.conceded[runs][:, None])
    imitators = [f for f, strategy in enumerate(fixed.strategies) if strategy == "tit-for-tat"]
    before = state.conceded[runs]
    for k in range(share.shape[1] if imitators else 0):
        for f in imitators:
            share[:, k, f] = np.maximum(_mean_of_others(before, f), state.conceded[runs, f])
        before = share[:, k]
    state.conceded[runs] = share[:, -1]
    return share


def _mean_of_others(share: Floats, own: int) -> Floats:
    others = np.delete(share, own, axis=1)
    total = others[:, 0].copy()
    for f in range(1, others.shape[1]):
        total += others[:, f]
    mean: Floats = total / others.shape[1]
    return mean
