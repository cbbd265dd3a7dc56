"""The technical track: issues that can be settled on their own, one by one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import TOLERANCE, Bools, Conjunction, Floats
from goodoffices.talks._state import How, State

__all__ = ["settle_apart"]


def settle_apart(
    state: State, runs: NDArray[np.intp], agenda: Bools, at: Floats, conceded: Floats, step: int
) -> Bools:
    """Settle the separable issues on which every consenting party gains; return where any was.

    An option is open to agreement if it breaks no red line, keeps every rule beside what holds
    on the other issues, lies within the mandates that bind, leaves no consenting party worse off
    than what holds now, and gives each negotiator at least the part it still insists on of the
    most it could gain here, 1 - the share it has conceded.  Of those the one with the largest
    product of gains is settled, in a session that comes to it with the chance the case assumes
    (`settles_apart`): experts are few, and easy issues are held back as chips.  What is settled
    holds whatever becomes of the talks, so everybody's no-agreement value rises by its gain.

    Parameters
    ----------
    state
        The runs, changed in place.
    runs
        N of them.
    agenda
        Shape (N, I): issues on the agenda.
    at
        Shape (N,): the time.
    conceded
        Shape (N, F).
    step
        The number of the step, which keys its random numbers.

    Returns
    -------
    ndarray of bool, shape (N,)
    """
    fixed = state.setting
    problem = state.luck.problem
    structure = fixed.prepared.structure
    full = problem.full
    moved = np.zeros(len(runs), dtype=bool)
    apart = np.flatnonzero(fixed.separable)
    lots = state.luck.uniform(f"settles apart[{step}]", max(1, len(apart)))[runs]
    chance = state.luck.numbers["talks.settles_apart"][runs]
    for n, i in enumerate(apart.tolist()):
        ripe = agenda[:, i] & (state.package[runs, i] < 0) & (lots[:, n] < chance)
        here = np.flatnonzero(ripe)
        rows = runs[here]
        now = structure.status_quo[i]
        options = len(structure.options[i])
        gain = state.gain[rows, :, i, :options] - state.gain[rows, :, i, now, None]
        may = state.allowed[rows, i, :options].copy()
        may[:, now] = False
        may &= (gain >= -TOLERANCE).all(axis=1)
        may &= _keeps_rules(state, rows, i, options)
        may &= (fixed.mandate[None, :, i, :options] | ~state.bound[rows][:, :, None]).all(axis=1)
        most = np.where(may[:, None], gain[:, :full], 0.0).max(axis=2)
        asked = (1.0 - conceded[here]) * most
        may &= (gain[:, :full] >= asked[:, :, None] - TOLERANCE).all(axis=1)
        may &= gain[:, :full].max(axis=1) > TOLERANCE
        product = np.maximum(gain[:, 0], 0.0)
        for f in range(1, full):
            product = product * np.maximum(gain[:, f], 0.0)
        settled = may.any(axis=1)
        taken = np.where(may, product, -1.0).argmax(axis=1)[settled]
        gain, here, rows = gain[settled], here[settled], rows[settled]
        state.package[rows, i] = taken
        state.closed_at[rows, i] = at[here]
        state.how[rows, i] = How.ALONE
        state.allowed[rows, i] = False
        state.allowed[rows, i, taken] = True
        state.pocket[rows] += gain[np.arange(len(rows)), :, taken]
        state.partial_at[rows] = np.minimum(state.partial_at[rows], at[here])
        state.stale[rows] = True
        moved[here] = True
        for r, o in zip(rows[:1].tolist(), taken[:1].tolist(), strict=True):
            state.note(state.closed_at[r, i], "settled-apart", issue=i, option=o)
    return moved


def _keeps_rules(state: State, runs: NDArray[np.intp], i: int, options: int) -> Bools:
    """Return whether an option keeps the rules beside what holds on all other issues, (N, O)."""
    structure = state.setting.prepared.structure
    rules = [rule for rule in state.luck.problem.rules if i in dict(rule.terms)]
    keeps = np.ones((len(runs), options), dtype=bool)
    for rule in rules:
        others = _others_hold(state, runs, rule, i, structure.status_quo)
        broken = np.isin(np.arange(options), dict(rule.terms)[i])
        keeps &= ~(others[:, None] & broken[None, :])
    return keeps


def _others_hold(
    state: State,
    runs: NDArray[np.intp],
    rule: Conjunction,
    i: int,
    status_quo: tuple[int, ...],
) -> Bools:
    hold = np.ones(len(runs), dtype=bool)
    for j, options in rule.terms:
        if j != i:
            settled = state.how[runs, j] == How.ALONE
            holds = np.where(settled, state.package[runs, j], status_quo[j])
            hold &= np.isin(holds, options)
    return hold
