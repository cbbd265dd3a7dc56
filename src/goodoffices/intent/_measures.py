"""How much an observation tells: expected bits, and log10 Bayes factors.

References
----------
Lindley 1956, "On a measure of the information provided by an experiment", Annals of Mathematical
Statistics 27(4) (the expected gain of information).
Good 1950, Probability and the Weighing of Evidence, Griffin (weights of evidence, in base 10).
Kass & Raftery 1995, "Bayes factors", Journal of the American Statistical Association 90(430)
(below 3 a Bayes factor is not worth more than a bare mention).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["IDENTIFIED", "expected_bits", "in_base_10"]

Floats = NDArray[np.float64]

IDENTIFIED = 3.0
"""The Bayes factor against the closest rival from which a hypothesis counts as identified."""


def expected_bits(prior: Floats, chances: Floats) -> float:
    """Return the mutual information of a hypothesis and an observation, in bits; exact.

    Parameters
    ----------
    prior
        Shape (H,), summing to 1.
    chances
        Shape (H, outcomes), rows summing to 1.

    Examples
    --------
    >>> third = np.ones(3) / 3
    >>> round(expected_bits(third, np.array([[0.8, 0.2], [0.2, 0.8], [0.5, 0.5]])), 6)
    0.185381
    """
    if np.all(chances == chances[:1]):
        return 0.0
    mean = prior @ chances
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(chances > 0, chances * np.log2(chances / mean), 0.0)
    return max(0.0, float(prior @ terms.sum(axis=1)))


def in_base_10(log: Floats) -> Floats:
    """Return natural logarithms in base 10."""
    tens: Floats = log / np.log(10.0)
    return tens
