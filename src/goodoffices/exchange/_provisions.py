"""Sets of provisions: packages in which each provision is in or out."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

__all__ = ["IN", "OUT", "shifted"]

IN = "in"
OUT = "out"


def shifted(scores: Mapping[str, float], minimum: float) -> dict[str, float]:
    """Return score - minimum for each provision, of the decimals as they are written.

    Examples
    --------
    In floats, 0.3 - 0.1 is a little less than 0.2, and three such provisions can miss a minimum
    that they meet.

    >>> shifted({"a": 0.3}, 0.1)
    {'a': 0.2}
    """
    least = Fraction(repr(minimum))
    return {key: float(Fraction(repr(score)) - least) for key, score in scores.items()}
