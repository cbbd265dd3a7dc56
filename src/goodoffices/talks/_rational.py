"""The rational benchmark: what alternating offers lead to if everybody reasons backwards.

In each period one party proposes an item of a table, in a fixed rotation, and the others answer
one after another.  If all accept, the talks are over.  The first to refuse may break them off, in
which case each party has its outside option; otherwise the next period begins, with the next
party proposing.  When all periods have passed, each party has what it has without agreement.

References
----------
Rubinstein 1982, "Perfect equilibrium in a bargaining model", Econometrica 50(1),
doi:10.2307/1912531 (alternating offers, discount factors and costs per period).
Stahl 1972, Bargaining Theory, Stockholm School of Economics (the game with a deadline).
Binmore, Shaked & Sutton 1989, "An outside option experiment", Quarterly Journal of Economics
104(4), doi:10.2307/2937866 (who answers may opt out).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.preferences import Bools, Floats

__all__ = ["Reasoned", "reason_backwards"]

_AGREED, _GOES_ON, _BROKEN_OFF = 0, 1, 2
"""What an offer leads to once everybody has answered it."""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """The subgame-perfect play of R finite games of alternating offers, exact.

    Parameters
    ----------
    agreed
        Shape (R,): the item agreed upon, or -1.
    period
        Shape (R,): when the talks are over: the period of the agreement or of the breaking off,
        or T where the deadline passes.
    value
        Shape (R, P): what each party has from it, as seen from period 0.
    offered
        Shape (R, T): what is proposed in each period if the talks get there, or -1 where the
        proposer may propose nothing.
    accepted, broken_off
        Shape (R, T): whether all accept that, and whether somebody breaks off over it; where
        neither, the talks go on.
    continuing
        Shape (R, T + 1, P): what each party has from being in each period, as seen from it.
    """

    agreed: NDArray[np.int64]
    period: NDArray[np.int64]
    value: Floats
    offered: NDArray[np.int64]
    accepted: Bools
    broken_off: Bools
    continuing: Floats


def reason_backwards(  # the parts of a game
    utility: Floats,
    periods: int,
    *,
    disagreement: ArrayLike,
    outside: ArrayLike = -np.inf,
    discount: ArrayLike = 1.0,
    cost: ArrayLike = 0.0,
    first: int = 0,
) -> Reasoned:
    """Return how R finite games of alternating offers go among those who reason backwards.

    Parameters
    ----------
    utility
        Shape (S, N, P), with S the number of runs or 1: what each party has from each item, when
        it is agreed; -inf where it may neither propose nor accept it.
    periods
        T, at least 1.
    disagreement
        What each party has when T periods have passed without agreement, broadcasting to (R, P).
    outside
        What each party has if the talks are broken off in a period, broadcasting to (R, T, P),
        so that it may move; -inf, the default, where a party would never do so.
    discount
        Factors in (0, 1] on all that comes one period later, broadcasting to (R, P).
    cost
        What a period without agreement costs, at least 0, broadcasting to (R, P).
    first
        Who proposes in period 0; in period t it is party (first + t) mod P.

    Returns
    -------
    Reasoned

    Raises
    ------
    ValueError
        If shapes do not fit each other, or a number is outside its domain.

    Notes
    -----
    Exact: backward induction over all items, with the answers to each item worked out from the
    last party to answer to the first, so that it holds for more than two parties: who knows that
    a later party will refuse compares refusing with that.

    A finite game of perfect information in which nobody is ever indifferent has one subgame-
    perfect equilibrium (Zermelo 1913; Kuhn 1953).  Indifference is decided by rules: who answers
    accepts, and stays rather than breaks off; who proposes prefers agreement, then going on, and
    of equally good items the first in the table.  Where it occurs, other equilibria may exist.

    A proposer that would rather wait proposes something that will be refused, if there is such an
    item; a period in which the proposer may propose nothing passes.
    """
    value, outside, discount, cost = _checked(
        utility, periods, disagreement, outside, discount, cost
    )
    if not 0 <= first < utility.shape[2]:
        raise ValueError(f"expected a first party from 0 to {utility.shape[2] - 1}, found {first}")
    runs, parties = value.shape
    rows = np.arange(runs)
    offered = np.full((runs, periods), -1, dtype=np.int64)
    result = np.full((runs, periods), _GOES_ON)
    continuing = np.empty((runs, periods + 1, parties))
    continuing[:, periods] = value
    for t in reversed(range(periods)):
        later = discount * continuing[:, t + 1] - cost
        p = (first + t) % parties
        answer = _answers(utility, outside[:, t], later, p)
        ends = _payoff(answer, utility[:, :, p], outside[:, t, p], later[:, p])
        ends = np.where(utility[:, :, p] > -np.inf, ends, -np.inf)
        best = ends.max(axis=1, keepdims=True)
        choice = np.where((ends == best) & (ends > -np.inf), answer, 3).argmin(axis=1)
        able = (utility[:, :, p] > -np.inf).any(axis=1) & np.ones(runs, dtype=bool)
        offered[:, t] = np.where(able, choice, -1)
        result[:, t] = np.where(able, answer[rows, choice], _GOES_ON)
        for q in range(parties):
            chosen = utility[rows % len(utility), choice, q]
            continuing[:, t, q] = np.select(
                [result[:, t] == _AGREED, result[:, t] == _BROKEN_OFF],
                [chosen, outside[:, t, q]],
                later[:, q],
            )
    over = np.concatenate([result != _GOES_ON, np.ones((runs, 1), dtype=bool)], axis=1)
    period = over.argmax(axis=1)
    at = np.minimum(period, periods - 1)
    accepted = result == _AGREED
    agreed = np.where((period < periods) & accepted[rows, at], offered[rows, at], -1)
    found = Reasoned(
        agreed,
        period,
        continuing[:, 0].copy(),
        offered,
        accepted,
        result == _BROKEN_OFF,
        continuing,
    )
    for array in (
        found.agreed, found.period, found.value, found.offered, found.accepted, found.broken_off,
        found.continuing,
    ):  # fmt: skip
        array.setflags(write=False)
    return found


def _checked(  # the parts of a game
    utility: Floats,
    periods: int,
    disagreement: ArrayLike,
    outside: ArrayLike,
    discount: ArrayLike,
    cost: ArrayLike,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the numbers of a game in full shape: (R, P), (R, T, P), (R, P) and (R, P)."""
    if utility.ndim != 3 or utility.shape[1] < 1 or utility.shape[2] < 2:
        raise ValueError(
            "expected utilities of shape (runs or 1, items, parties) with an item and two "
            f"parties, found {utility.shape}"
        )
    if periods < 1:
        raise ValueError(f"expected at least one period, found {periods}")
    end, out, factor, price = (
        np.asarray(part, dtype=np.float64) for part in (disagreement, outside, discount, cost)
    )
    parties = utility.shape[2]
    runs = max(
        len(utility),
        len(out) if out.ndim == 3 else 1,
        *(len(part) if part.ndim == 2 else 1 for part in (end, factor, price)),
    )
    each = (runs, parties)
    if len(utility) not in {1, runs}:
        raise ValueError(f"expected tables for {runs} runs or one, found {len(utility)}")
    if not (utility < np.inf).all():
        raise ValueError("expected utilities that are finite or -inf")
    if not np.isfinite(end).all():
        raise ValueError("expected finite utilities of disagreement")
    if not (out < np.inf).all():
        raise ValueError("expected outside options that are finite or -inf")
    if not ((factor > 0) & (factor <= 1)).all():
        raise ValueError("expected discount factors above 0 and at most 1")
    if not ((price >= 0) & (price < np.inf)).all():
        raise ValueError("expected costs of a period that are at least 0")
    return (
        np.broadcast_to(end, each),
        np.broadcast_to(out, (runs, periods, parties)),
        np.broadcast_to(factor, each),
        np.broadcast_to(price, each),
    )


def _answers(utility: Floats, outside: Floats, later: Floats, proposer: int) -> NDArray[np.int8]:
    """Return what offering each item leads to, shape (R, N)."""
    runs, parties = later.shape
    answer = np.full((runs, utility.shape[1]), _AGREED, dtype=np.int8)
    for back in range(1, parties):
        q = (proposer - back) % parties
        leaves = outside[:, q] > later[:, q]
        refused = np.where(leaves, outside[:, q], later[:, q])
        accepting = _payoff(answer, utility[:, :, q], outside[:, q], later[:, q])
        refusing = np.where(leaves, _BROKEN_OFF, _GOES_ON).astype(np.int8)
        answer = np.where(accepting >= refused[:, None], answer, refusing[:, None])
    return answer


def _payoff(answer: NDArray[np.int8], worth: Floats, outside: Floats, later: Floats) -> Floats:
    """Return what one party has from what each item leads to, shape (R, N)."""
    return np.where(
        answer == _AGREED,
        worth,
        np.where(answer == _GOES_ON, later[:, None], outside[:, None]),
    )
