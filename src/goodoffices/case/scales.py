"""Words and marks for a likelihood, each with the number it stands for and who published it.

References
----------
Office of the Director of National Intelligence 2015, Intelligence Community Directive 203,
Analytic Standards, section D.6.e.2.a (seven degrees of likelihood, each with its range).
Heuer 1999, Psychology of Intelligence Analysis, chapter 8 (consistency marks).
Schiller, "ACH and Bayesian reasoning", toddschiller.com/artifacts/ach-bayesian (the five marks as
the likelihoods 0.95, 0.8, 0.5, 0.2 and 0.05).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goodoffices.case.numbers import Uncertain

__all__ = ["MARKS", "WORDS", "likelihood_of", "mark_of"]


def _band(low: float, high: float) -> Uncertain:
    return Uncertain(low, round((low + high) / 2, 3), high)


WORDS: Mapping[str, Uncertain] = MappingProxyType(
    {
        "almost no chance": _band(0.01, 0.05),
        "very unlikely": _band(0.05, 0.20),
        "unlikely": _band(0.20, 0.45),
        "roughly even chance": _band(0.45, 0.55),
        "likely": _band(0.55, 0.80),
        "very likely": _band(0.80, 0.95),
        "almost certain": _band(0.95, 0.99),
    }
)
"""The words of ICD 203 with their ranges; the middle of a range is taken as its mode."""

MARKS: Mapping[str, float] = MappingProxyType(
    {"++": 0.95, "+": 0.8, ".": 0.5, "-": 0.2, "--": 0.05}
)
"""Consistency marks from strongly consistent to strongly inconsistent, as likelihoods."""

_ALIASES = {
    "cc": "++", "vc": "++", "c": "+", "n": ".", "na": ".", "n/a": ".", "i": "-", "ii": "--",
    "vi": "--",
}  # fmt: skip


def likelihood_of(text: str) -> Uncertain | None:
    """Return what a word or mark stands for, whatever its case; None for any other text.

    Examples
    --------
    >>> likelihood_of("Very likely"), likelihood_of("II"), likelihood_of("perhaps")
    (Uncertain(low=0.8, mode=0.875, high=0.95), Uncertain(low=0.05, mode=0.05, high=0.05), None)
    """
    word = " ".join(text.lower().split())
    if word in WORDS:
        return WORDS[word]
    value = MARKS.get(_ALIASES.get(word, word))
    return None if value is None else Uncertain(value, value, value)


def mark_of(likelihood: float) -> str:
    """Return the mark whose likelihood is nearest.

    Examples
    --------
    >>> [mark_of(value) for value in (0.97, 0.7, 0.5, 0.3, 0.0)]
    ['++', '+', '.', '-', '--']
    """
    return min(MARKS, key=lambda mark: abs(MARKS[mark] - likelihood))
