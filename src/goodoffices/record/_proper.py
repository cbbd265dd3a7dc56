"""Two proper scores of a probability, both the better the lower.

=======  =======================  ==========================================================
score    of p where y happened    what it is like
=======  =======================  ==========================================================
Brier    (p - y)²                 from 0 to 1; 0.25 for always saying one half
log      -ln p, or -ln(1 - p)     from 0; 0.69 for always saying one half; a miss that was
                                  all but excluded costs without bound
=======  =======================  ==========================================================

A score is proper if nobody can expect a better one than by saying what he believes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np

from goodoffices.preferences import Floats

__all__ = ["SCORES", "Score", "brier", "logarithmic"]

Score = Literal["brier", "log"]


def brier(p: Floats, y: Floats) -> Floats:
    """Return the Brier score of each forecast.

    Parameters
    ----------
    p
        Probabilities, in [0, 1].
    y
        What happened: 1 or 0, of the same shape.

    References
    ----------
    Brier 1950, "Verification of forecasts expressed in terms of probability", Monthly Weather
    Review 78(1), 1-3. This is half of Brier's sum over both outcomes, as is usual today.
    """
    return (p - y) ** 2


def logarithmic(p: Floats, y: Floats) -> Floats:
    """Return the logarithmic score of each forecast, in nats.

    Parameters
    ----------
    p
        Probabilities, in [0, 1].
    y
        What happened: 1 or 0, of the same shape.

    References
    ----------
    Good 1952, "Rational decisions", Journal of the Royal Statistical Society B 14(1), 107-114.
    """
    given = np.where(y > 0, p, 1 - p)
    with np.errstate(divide="ignore"):
        # Adding zero turns the minus zero of a sure hit into zero.
        score: Floats = -np.log(given) + 0.0
    return score


SCORES: Mapping[Score, Callable[[Floats, Floats], Floats]] = MappingProxyType(
    {"brier": brier, "log": logarithmic}
)
"""The scores by name."""
