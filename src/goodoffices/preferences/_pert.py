"""PERT quantiles: a number drawn from its low, most plausible and high value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Uncertain

__all__ = ["pert"]

Floats = NDArray[np.float64]

_STEP = 0.02
_EDGE = 8.3
"""Normal scores of the smallest and largest uniform number, 2^-53 and 1 - 2^-53, within this."""


def pert(number: Uncertain, uniform: Floats) -> Floats:
    """Return PERT quantiles of `number` at uniform numbers in [0, 1), of the same shape.

    A beta distribution on [low, high] with weight 4 on the mode, mean (low + 4 mode + high) / 6.
    A uniform number of 0 counts as 2^-53, the least above it.
    Within 1e-8 of the range: the quantile is smooth in the normal score of the uniform number,
    and is interpolated there by cubics through four neighbours, twenty times faster than the
    inverse of the incomplete beta function itself.

    References
    ----------
    Malcolm, Roseboom, Clark & Fazar 1959, "Application of a technique for research and
    development program evaluation", Operations Research 7(5).
    """
    if number.certain:
        return np.full(uniform.shape, number.mode)
    from scipy.special import ndtri

    span = number.high - number.low
    table = _table(
        1 + 4 * (number.mode - number.low) / span, 1 + 4 * (number.high - number.mode) / span
    )
    place = (np.clip(ndtri(uniform), -_EDGE, _EDGE) + _EDGE) / _STEP
    left = np.clip(place.astype(np.int64), 1, len(table) - 3)
    t = place - left
    near = [table[left + k] for k in (-1, 0, 1, 2)]
    share = (
        -t * (t - 1) * (t - 2) / 6 * near[0]
        + (t + 1) * (t - 1) * (t - 2) / 2 * near[1]
        - (t + 1) * t * (t - 2) / 2 * near[2]
        + (t + 1) * t * (t - 1) / 6 * near[3]
    )
    quantile: Floats = number.low + span * np.clip(share, 0.0, 1.0)
    return quantile


@lru_cache(maxsize=1024)
def _table(a: float, b: float) -> Floats:
    """Return quantiles of the beta distribution at equal steps of the normal score."""
    from scipy.special import betainccinv, betaincinv, ndtr

    score = np.arange(round(2 * _EDGE / _STEP) + 1) * _STEP - _EDGE
    lower = score <= 0
    quantile = np.empty_like(score)
    # From each end its own tail, which holds the digits that 1 - u would lose.
    quantile[lower] = betaincinv(a, b, ndtr(score[lower]))
    quantile[~lower] = betainccinv(a, b, ndtr(-score[~lower]))
    return quantile


_SHAPES = 128
"""Steps in which the family of shapes is tabulated: mode at the low end to mode at the high end."""
_COARSE = 0.1


def perts(numbers: Sequence[Uncertain], uniform: Floats) -> Floats:
    """Return PERT quantiles of many numbers at once, a column each.

    Parameters
    ----------
    numbers
        K numbers.
    uniform
        Shape (D, K), in [0, 1).

    Returns
    -------
    ndarray, shape (D, K)
        Within 1e-4 of the range of each: interpolated in the place of the mode as well, so that
        a thousand numbers of different shape need one table and not a thousand.
    """
    from scipy.special import ndtri

    low, mode, high = (
        np.array([getattr(number, end) for number in numbers], dtype=np.float64)
        for end in ("low", "mode", "high")
    )
    span = high - low
    wide = np.flatnonzero(span > 0)
    drawn = np.broadcast_to(mode, uniform.shape).copy()
    if wide.size == 0:
        return drawn
    table = _family()
    shape = _SHAPES * (mode[wide] - low[wide]) / span[wide]
    row = np.minimum(shape.astype(np.int64), _SHAPES - 1)
    s = (shape - row)[:, None]
    # Each number's own quantiles first: they are few, and the draws are many.
    own = (table[row] * (1 - s) + table[row + 1] * s).ravel()
    place = (np.clip(ndtri(uniform[:, wide]), -_EDGE, _EDGE) + _EDGE) / _COARSE
    left = np.minimum(place.astype(np.int64), table.shape[1] - 2)
    t = place - left
    at = left + np.arange(len(wide)) * table.shape[1]
    near = own[at]
    drawn[:, wide] = low[wide] + span[wide] * np.clip(near + t * (own[at + 1] - near), 0.0, 1.0)
    return drawn


@cache
def _family() -> Floats:
    """Return quantiles by place of the mode (rows) and normal score (columns)."""
    from scipy.special import betaincinv, ndtr

    score = np.arange(round(2 * _EDGE / _COARSE) + 1) * _COARSE - _EDGE
    mode = np.arange(_SHAPES + 1)[:, None] / _SHAPES
    table: Floats = betaincinv(1 + 4 * mode, 5 - 4 * mode, ndtr(score)[None, :])
    return table
