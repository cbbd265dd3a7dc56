"""Concession: how far a party has come down from its best when part of its time is gone.

References
----------
Faratin, Sierra & Jennings 1998, "Negotiation decision functions for autonomous agents", Robotics
and Autonomous Systems 24(3-4), doi:10.1016/S0921-8890(98)00029-3 (the polynomial family of
time-dependent tactics, section 4.1).  Their exponent is 1/beta, and their constant k, the share
conceded before the talks begin, is 0 here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.preferences import Floats

__all__ = ["EXPONENTS", "conceded", "demanded"]

EXPONENTS = {"boulware": 4.0, "linear": 1.0, "conceder": 0.25}
"""The exponents behind the names, as in NegMAS 0.16 (`PolyAspiration`): above 1 a party concedes
late, below 1 early."""


def conceded(time: ArrayLike, exponent: ArrayLike) -> Floats:
    """Return the share of its way from best to floor that a party has conceded, tau^e.

    Parameters
    ----------
    time
        Relative time tau: the share gone of the time that the party believes it has.  Below 0 it
        counts as 0, above 1 as 1: who has outstayed its own deadline has conceded everything.
    exponent
        e > 0; infinity for a party that concedes nothing before its deadline.

    Returns
    -------
    ndarray
        In [0, 1], of the shape that both broadcast to.

    Raises
    ------
    ValueError
        If an exponent is not above 0, or a time is not a number.
    """
    tau, e = np.asarray(time, dtype=np.float64), np.asarray(exponent, dtype=np.float64)
    if not (e > 0).all():
        raise ValueError("expected exponents above 0")
    if np.isnan(tau).any():
        raise ValueError("expected times that are numbers")
    share: Floats = np.asarray(np.clip(tau, 0.0, 1.0) ** e)
    return share


def demanded(share: ArrayLike, *, floor: ArrayLike, best: ArrayLike) -> Floats:
    """Return the utility that a party asks for: floor + (best - floor) (1 - share).

    Parameters
    ----------
    share
        What it has conceded, in [0, 1].
    floor
        What it has without agreement, finite.
    best
        The most it can hope for; where it is below the floor, the floor is asked for.

    Returns
    -------
    ndarray
        Exactly `floor` when everything is conceded, and never outside floor and best, whatever a
        sum rounds to; of the shape that all three broadcast to.

    Raises
    ------
    ValueError
        If a floor is not finite.
    """
    low = np.asarray(floor, dtype=np.float64)
    if not np.isfinite(low).all():
        raise ValueError("expected floors that are finite")
    high = np.maximum(np.asarray(best, dtype=np.float64), low)
    kept = 1.0 - np.asarray(share, dtype=np.float64)
    asked: Floats = np.clip((high - low) * kept + low, low, high)
    return asked
