"""Bayes factors, bits and hypotheses in words."""

from __future__ import annotations

from math import isfinite
from string import ascii_uppercase

from goodoffices.brief._document import Given, Inlines, inlines
from goodoffices.brief._words.lexicon import shown
from goodoffices.brief._words.numbers import NARROW
from goodoffices.case import Case
from goodoffices.case import model as nouns
from goodoffices.intent import Interval, MediatorResult

__all__ = ["MARKS", "Names", "bits", "chance", "factor", "months", "of_draws", "spread"]


MARKS = {"++": "++", "+": "+", ".": "·", "-": "−", "--": "−−"}
"""Consistency marks as a page sets them."""


def chance(value: float) -> str:
    """Return a probability in whole per cent, never 0 or 100 where it is neither.

    Examples
    --------
    >>> [chance(v).replace(NARROW, " ") for v in (0.342, 0.001, 0.9999, 0.0)]
    ['34 %', 'under 1 %', 'over 99 %', '0 %']
    """
    if 0 < value < 0.005:
        return f"under 1{NARROW}%"
    if 0.995 < value < 1:
        return f"over 99{NARROW}%"
    return f"{100 * value:.0f}{NARROW}%"


def spread(low: float, high: float) -> str:
    """Return a range of probabilities.

    Examples
    --------
    >>> spread(0.171, 0.49).replace(NARROW, " ")
    '17–49 %'
    """
    return f"{100 * low:.0f}–{100 * high:.0f}{NARROW}%"


def of_draws(it: Interval) -> str:
    """Return a probability with its interval over draws.

    Examples
    --------
    >>> of_draws(Interval(0.34, 0.171, 0.49)).replace(NARROW, " ")
    '34 % (17–49 %)'
    """
    return f"{chance(it.value)} ({spread(it.low, it.high)})"


def factor(log10: float | None) -> str:
    """Return a Bayes factor from its logarithm, with two digits.

    Examples
    --------
    >>> factor(0.2676), factor(1.33), factor(2.5), factor(7.0), factor(None)
    ('1.9', '21', '320', 'over a million', 'without bound')
    """
    if log10 is None:
        return "without bound"
    if log10 >= 6:
        return "over a million"
    value = 10**log10
    if value < 9.95:
        return f"{value:.1f}"
    digits = len(f"{value:.0f}") - 2
    return f"{round(value, -digits):,.0f}"


def bits(value: float) -> str:
    """Return an amount of information.

    Examples
    --------
    >>> bits(0.1125), bits(0.0), bits(0.0027)
    ('0.11', '0', 'under 0.01')
    """
    if value == 0:
        return "0"
    return "under 0.01" if value < 0.005 else f"{value:.2f}"


def months(three: tuple[float, float, float]) -> str:
    """Return a patience in words.

    Examples
    --------
    >>> months((2, 5, 10)), months((20, 20, 20)), months((0, 0, 0)), months((0, 0, 4))
    ('5 months (2–10)', '20 months', 'none', 'none (0–4 months)')
    >>> endless = float("inf")
    >>> months((endless, endless, endless)), months((20, endless, endless))
    ('no end of its own', 'no end of its own (20 months at least)')
    >>> months((3, 8, endless))
    '8 months (3 or more)'
    """
    low, mode, high = (round(value) if isfinite(value) else value for value in three)
    if not isfinite(mode):
        bound = f" ({_months(low)} at least)" if isfinite(low) else ""
        return f"no end of its own{bound}"
    bare = "none" if mode == 0 else _months(mode)
    if low == high:
        return bare
    if not isfinite(high):
        return f"{bare} ({low} or more)"
    return f"{bare} ({low}–{_months(high) if mode == 0 else high})"


def _months(number: float) -> str:
    return f"{number} month" if number == 1 else f"{number} months"


class Names:
    """Names of the hypotheses about one mediator, each with a letter.

    Parameters
    ----------
    case
        The case.
    result
        What one mediator may be after.
    """

    def __init__(self, case: Case, result: MediatorResult) -> None:
        self.stated: dict[str, nouns.Hypothesis] = {h.id: h for h in case.hypotheses}
        self.items: dict[str, nouns.Evidence] = {e.id: e for e in case.evidence}
        self.watch: dict[str, nouns.Watch] = {w.id: w for w in case.watch}
        ids = [h.id for h in result.hypotheses]
        self.letters = {
            key: ascii_uppercase[n] if n < 26 else f"H{n + 1}" for n, key in enumerate(ids)
        }

    def plain(self, key: str) -> str:
        """Return the name of a hypothesis with its letter, as a plain string."""
        return f"{self.letters[key]}: {shown(self.stated[key].name)}"

    def of(self, key: str) -> Inlines:
        """Return the name of a hypothesis in quotation marks."""
        return inlines("“", Given(shown(self.stated[key].name)), "”")

    def item(self, key: str) -> Inlines:
        """Return the text of an item in quotation marks."""
        return inlines("“", Given(shown(self.items[key].text).rstrip(".")), "”")
