"""The demands of parties that reason backwards from the time they believe they have."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import DAYS_PER_MONTH, Bools, Floats
from goodoffices.talks._belief import believed_end
from goodoffices.talks._rational import reason_backwards
from goodoffices.talks._state import State

__all__ = ["reasoned_demands"]

_MOST = 60
"""Exchanges that they look ahead; what is farther away is taken to be as far."""


def reasoned_demands(
    state: State,
    runs: NDArray[np.intp],
    at: Floats,
    utility: Floats,
    floor: Floats,
    *,
    usable: Bools,
    first: NDArray[np.intp],
    exchanges: int,
) -> Floats:
    """Return what each negotiator would ask for if all reasoned backwards, shape (N, T, F).

    The game of alternating offers over the menu that ends when the time is over that the parties
    believe they have: what a party asks for at its turn is what it can expect from there on, and
    what it accepts is worth as much.  The sessions to come are counted with the mean gap that the
    case assumes, and the no-agreement values with which the game ends are those of today moved on
    by their monthly change: events to come are not foreseen.

    Parameters
    ----------
    state
        The runs.
    runs
        N of them.
    at
        Shape (N,): the present.
    utility, floor, usable
        The menus: shapes (N, M, F), (N, F) and (N, M).
    first
        Shape (N,): who begins.
    exchanges
        T, those of this session.

    References
    ----------
    Rubinstein 1982, "Perfect equilibrium in a bargaining model", Econometrica 50(1); Stahl 1972,
    "Bargaining theory" (the game with a deadline).
    """
    fixed = state.setting
    many = utility.shape[2]
    left = np.maximum(believed_end(state, runs, at) - at, 0.0)
    gap = fixed.assumed["talks.every_days"].number.mode / DAYS_PER_MONTH + fixed.length
    ahead = np.minimum(exchanges * (1 + np.floor(left / gap)), max(_MOST, exchanges))
    periods = ahead.astype(np.int64) * many
    longest = int(periods.max())
    # Games of different lengths end together; who proposes first in the longest follows.
    skipped = longest - periods
    starts = (first - skipped) % many
    ends = floor + state.luck.per_month[runs] * left[:, None]
    table = np.where(usable[:, :, None], utility, -np.inf)
    demands = np.empty((len(runs), exchanges, many))
    turn = np.arange(exchanges)[:, None] * many
    for start in range(many):
        rows = np.flatnonzero(starts == start)
        if not len(rows):
            continue
        game = reason_backwards(table[rows], longest, disagreement=ends[rows], first=start)
        for f in range(many):
            own = turn[:, 0][None, :] + ((f - first[rows]) % many)[:, None] + skipped[rows, None]
            demands[rows, :, f] = game.continuing[np.arange(len(rows))[:, None], own, f]
    return np.maximum(demands, floor[:, None])
