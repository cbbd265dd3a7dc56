"""Which of many points no other point dominates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import Bools, Floats

__all__ = ["DIGITS", "nondominated"]

DIGITS = 12
"""Decimals beyond which two sums of the same numbers may differ by the order of adding."""

_MANY = 300
"""Points of three columns from which a coarse look at all of them pays."""
_BINS = 64


def nondominated(points: Floats) -> Bools:
    """Return which points no other dominates; of equal points the first, shape (N, K) -> (N,)."""
    if len(points) < 2:
        return np.ones(len(points), dtype=bool)
    best = np.zeros(len(points), dtype=bool)
    if points.shape[1] == 1:
        best[points[:, 0].argmax()] = True
        return best
    import moocore

    # Rounded, so that the order in which equal sums were added makes no point out of one.
    points = points.round(DIGITS)
    left = np.arange(len(points))
    if points.shape[1] == 3 and len(points) > _MANY:
        left = _unshaded(points)
    best[left[moocore.is_nondominated(points[left], maximise=True, keep_weakly=False)]] = True
    return best


def _unshaded(points: Floats) -> NDArray[np.intp]:
    """Return the points of three columns that a coarse look does not show to be dominated.

    The first two columns are cut into bins. What lies in a higher bin of both is larger in both,
    so that a point is dominated if anything there is at least as large in the third. The points
    left are sorted by the third, which makes comparing them faster, unless two of them are equal
    there, so that the first of equal points stays the first.
    """
    x, y, z = points.T.copy()
    across = _BINS + 1
    cell = _bins(x) * across + _bins(y)
    highest = np.full(across * across, -np.inf)
    np.maximum.at(highest, cell, z)
    # From the top: the highest of all cells that are at least as far along in both.
    above = highest.reshape(across, across)[::-1, ::-1]
    for axis in (0, 1):
        above = np.maximum.accumulate(above, axis=axis)
    left = np.flatnonzero(above[::-1, ::-1].ravel()[cell + across + 1] < z)
    order = left[np.argsort(-z[left])]
    return order if (np.diff(z[order]) < 0).all() else left


def _bins(column: Floats) -> NDArray[np.intp]:
    """Return the bin of each number, from 0 to `_BINS` - 1; never lower for a larger number."""
    low, high = column.min(), column.max()
    width = high - low
    if width <= 0:
        return np.zeros(len(column), dtype=np.intp)
    bins: NDArray[np.intp] = ((column - low) * ((_BINS - 1) / width)).astype(np.intp)
    return bins
