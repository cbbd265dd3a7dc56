"""The alternating offers of `_offers`, compiled: the same comparisons, so the same bits."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from goodoffices.talks._offers import ACCEPTED, NOTHING, Items, OfferTable, Setting

__all__ = ["play"]


def play(table: OfferTable, setting: Setting, said: Items) -> NDArray[np.int64]:
    """Move the standing of all runs on, and return the turn that each agreed at, or -1."""
    at = setting.standing
    ended = np.full(len(setting.target), -1, dtype=np.int64)
    _play(
        table.utility, table.ascending, table.offer, table.top, setting.target, setting.floor,
        setting.first, setting.reciprocal, at.item, at.proposer, at.accepted, at.last, at.before,
        at.aim, said, ended,
    )  # fmt: skip
    return ended


@njit(cache=True)
def _play(  # type: ignore[no-untyped-def]  # noqa: ANN202, PLR0913, PLR0917  # all arrays
    utility, ascending, offer, top, target, floor, first, reciprocal, item, proposer,  # noqa: ANN001
    accepted, last, before, aim, said, ended,  # noqa: ANN001
):  # fmt: skip
    runs, exchanges, parties = target.shape
    # Where each party found its last offer: mostly it finds the next one there, or just below.
    hint = np.zeros(parties, dtype=np.int64)
    for r in range(runs):
        s = r % len(utility)
        hint[:] = utility.shape[1]
        consent = 0
        for q in range(parties):
            consent += accepted[r, q]
        for turn in range(exchanges * parties):
            t = turn // parties
            p = (first[r] + turn) % parties
            asked = target[r, t, p]
            if reciprocal[p]:
                best = max(ascending[s, p, -1], floor[r, p])
                asked = _mirrored(utility[s], floor[r], best, aim[r], last[r], before[r], p)
                aim[r, p] = asked
            before[r, p] = last[r, p]
            if item[r] >= 0 and utility[s, item[r], p] >= asked:
                consent += not accepted[r, p]
                accepted[r, p] = True
                if len(said):
                    said[r, t, p] = ACCEPTED
                if consent == parties:
                    ended[r] = turn
                    break
                continue
            place = _place(ascending[s, p], asked, hint[p])
            hint[p] = place
            if place == utility.shape[1]:
                place = top[s, p]
            accepted[r] = False
            made = ascending[s, p, place] >= floor[r, p]
            item[r] = offer[s, p, place] if made else NOTHING
            proposer[r] = p if made else NOTHING
            accepted[r, p] = made
            consent = int(made)
            if made:
                last[r, p] = item[r]
            if len(said):
                said[r, t, p] = item[r]


@njit(cache=True)
def _mirrored(utility, floor, best, aim, last, before, p):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, PLR0917
    parties = len(floor)
    if np.isnan(aim[p]):
        return best
    risen = 0.0
    for q in range(parties):
        if q != p and before[q] >= 0:
            now, then = utility[last[q], p], utility[before[q], p]
            if now > -np.inf and then > -np.inf:
                risen = risen + (now - then)
    return min(max(aim[p] - risen / (parties - 1), floor[p]), best)


@njit(cache=True)
def _place(ascending, asked, hint):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """Return the first place that is not below what is asked, looking at a hint first."""
    low, high = 0, hint
    if high < len(ascending) and ascending[high] < asked:
        low, high = high + 1, len(ascending)
    elif high > 0 and ascending[high - 1] < asked:
        low = high
    while low < high:
        middle = (low + high) // 2
        if ascending[middle] < asked:
            low = middle + 1
        else:
            high = middle
    return low
