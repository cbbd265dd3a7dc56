"""Bargaining solutions on a finite set of surpluses.

All of them choose among individually rational points only: a point where somebody does worse than
without agreement is in no zone and never wins.
"""

from __future__ import annotations

import numpy as np

from goodoffices.preferences import TOLERANCE, Floats

__all__ = ["egalitarian", "kalai_smorodinsky", "nash", "utilitarian"]

_DIGITS = 12
"""Values that agree to this many decimals are ties: closer than rounding can tell apart."""


def nash(surplus: Floats, powers: Floats | None = None) -> int:
    """Return the row with the largest product of surpluses.

    Parameters
    ----------
    surplus
        Shape (N, F), N >= 1: surpluses s_p >= 0 of zone packages, in the order of preference
        for ties.
    powers
        Shape (F,), > 0: the bargaining powers beta_p, exponents of the product; 1 by default.

    Returns
    -------
    int
        Where no row gives every party a gain, all products are 0 and the leximin row is taken.
        Ties go to the leximin row, then to the first.

    References
    ----------
    Nash 1950, "The bargaining problem", Econometrica 18(2); with powers: Kalai 1977,
    "Nonsymmetric Nash solutions and replications of 2-person bargaining", International Journal
    of Game Theory 6.
    """
    gains = np.clip(surplus, 0.0, None)
    strict = (gains > TOLERANCE).all(axis=1)
    if not strict.any():
        return egalitarian(surplus)
    product = np.full(len(surplus), -np.inf)
    beta = np.ones(surplus.shape[1]) if powers is None else powers / powers.mean()
    product[strict] = (beta * np.log(gains[strict])).sum(axis=1)
    return _first(product[:, None], surplus)


def kalai_smorodinsky(surplus: Floats, ideal: Floats | None = None) -> int:
    """Return the leximin row of s_p(x) / (the best s_p in the zone).

    Parameters
    ----------
    surplus
        As for `nash`.
    ideal
        Shape (F,): the best s_p in the zone; those of the rows by default.

    Notes
    -----
    On a finite set this is the discrete form of the Kalai-Smorodinsky solution; a party whose
    best surplus is 0 has no stake in the comparison and is left out.

    References
    ----------
    Kalai & Smorodinsky 1975, "Other solutions to Nash's bargaining problem", Econometrica 43(3).
    """
    ideal = surplus.max(axis=0) if ideal is None else ideal
    counted = ideal > TOLERANCE
    if not counted.any():
        return egalitarian(surplus)
    return _first(np.sort(surplus[:, counted] / ideal[counted], axis=1), surplus)


def egalitarian(surplus: Floats) -> int:
    """Return the leximin row of s_p(x): the smallest surplus is largest, then the next, and so on.

    References
    ----------
    Kalai 1977, "Proportional solutions to bargaining situations", Econometrica 45(7);
    Sen 1970, "Collective Choice and Social Welfare" (leximin).
    """
    return _first(np.sort(surplus, axis=1), surplus)


def utilitarian(surplus: Floats) -> int:
    """Return the row with the largest sum of surpluses, which compares persons.

    References
    ----------
    Harsanyi 1955, "Cardinal welfare, individualistic ethics, and interpersonal comparisons of
    utility", Journal of Political Economy 63(4).
    """
    return _first(surplus.sum(axis=1)[:, None], surplus)


def _first(keys: Floats, surplus: Floats) -> int:
    """Return the row with the largest keys, in order; then the leximin row, then the first."""
    columns = np.hstack([keys, np.sort(surplus, axis=1)]).round(_DIGITS)
    rows = np.arange(len(columns))
    for column in columns.T:
        rows = rows[column[rows] == column[rows].max()]
    return int(rows[0])
