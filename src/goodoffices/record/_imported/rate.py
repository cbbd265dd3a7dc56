"""One rate computed from a data set, with its class, its number of cases and its interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from goodoffices.preferences import share
from goodoffices.record._data import Event
from goodoffices.record._survival import held

__all__ = ["Class", "ImportedRate", "held_rates", "quantile_rates", "share_rate"]

_Quantity = Literal["signing", "holding", "ending", "length", "feature"]

YEARS = {0.5: "six months", 1.0: "one year", 2.0: "two years", 5.0: "five years", 10.0: "ten years"}
"""After how many years rates are given, in words."""


@dataclass(frozen=True, slots=True)
class Class:
    """To which cases a rate belongs.

    Parameters
    ----------
    among
        The class in words, as the first half of a sentence.
    conflict, mediator, agreement
        The kinds it contains; empty where the data set does not tell them apart.
    style
        The furthest that the mediator went.
    feature, has
        A provision that all its agreements have, or none has.
    note
        What to know about it.
    """

    among: str
    conflict: tuple[str, ...] = ()
    mediator: tuple[str, ...] = ()
    agreement: tuple[str, ...] = ()
    style: str | None = None
    feature: str | None = None
    has: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ImportedRate:
    """A rate computed from a data set; its fields are those of the table of rates.

    Parameters
    ----------
    id
        Its slug; the same as that of the shipped rate that is computed in the same way.
    quantity
        ``signing``, ``holding``, ``ending``, ``length``, or ``feature``: how often agreements
        provide for something.
    measure
        What exactly was counted.
    among, outcome
        The class and the outcome, as two halves of a sentence.
    value
        A share in [0, 1]; or, where `unit` is ``days``, the days at `quantile`.
    unit
        ``share`` or ``days``.
    n
        Cases in the class.
    interval
        The 95 per cent interval of a share: Wilson's, or for `holding` by Kaplan and Meier the
        log-log one.
    years
        After how many years, where `quantity` is ``holding``.
    quantile
        Which quantile, where `unit` is ``days``.
    conflict, mediator, agreement, style, feature, has, note
        As for a class.
    against
        Id of the rate to look at beside it.
    computed
        How it was counted.
    confidence
        ``high``; or ``medium`` where the class is small or chosen by what goes with the outcome.
    """

    id: str
    quantity: _Quantity
    measure: str
    among: str
    outcome: str
    value: float
    unit: Literal["share", "days"]
    n: int
    interval: tuple[float, float] | None
    years: float | None
    quantile: float | None
    conflict: tuple[str, ...]
    mediator: tuple[str, ...]
    agreement: tuple[str, ...]
    style: str | None
    feature: str | None
    has: bool | None
    against: str | None
    computed: str
    confidence: Literal["high", "medium"]
    note: str


def share_rate(  # noqa: PLR0913  # a rate says much about itself
    key: str,
    quantity: _Quantity,
    measure: str,
    of: Class,
    outcome: str,
    hits: Sequence[bool],
    *,
    computed: str,
    against: str | None = None,
    years: float | None = None,
    confidence: Literal["high", "medium"] = "high",
) -> list[ImportedRate]:
    """Return the share of a class with an outcome, or nothing where the class is empty."""
    if not hits:
        return []
    found = share(sum(hits), len(hits))
    return [
        ImportedRate(
            key, quantity, measure, of.among, outcome, found.value, "share", len(hits),
            (found.low, found.high), years, None, of.conflict, of.mediator, of.agreement, of.style,
            of.feature, of.has, against, computed, confidence, of.note,
        )
    ]  # fmt: skip


def held_rates(  # noqa: PLR0913  # likewise
    key: str,
    measure: str,
    of: Class,
    outcome: str,
    events: Sequence[Event],
    *,
    years: Sequence[float],
    computed: str,
    against: str | None = None,
    confidence: Literal["high", "medium"] = "high",
) -> list[ImportedRate]:
    """Return the shares of a class that still held, by Kaplan and Meier; none of an empty class.

    `outcome` ends before the years, which are added, and so do `key` and `against`.
    """
    if not events:
        return []
    found = held(of.among, events, years)
    rates = []
    for each in found.held:
        if each.value is None or each.low is None or each.high is None:
            continue
        mark = f"-{each.years:g}y" if each.years >= 1 else "-half-year"
        note = of.note
        if found.groups < found.n and each.group_low is not None and each.group_high is not None:
            grouped = f"{each.group_low:.2f} to {each.group_high:.2f}"
            note = f"With groups as units the interval is {grouped}. {note}".strip()
        rates.append(
            ImportedRate(
                f"{key}{mark}", "holding", measure, of.among, f"{outcome} {YEARS[each.years]}",
                each.value, "share", found.n, (each.low, each.high), each.years, None, of.conflict,
                of.mediator, of.agreement, of.style, of.feature, of.has,
                f"{against}{mark}" if against else None,
                f"{computed}; Kaplan-Meier, {found.failed} failures, {each.at_risk} at risk at "
                f"the end, {found.groups} groups", confidence, note,
            )
        )  # fmt: skip
    return rates


def quantile_rates(
    key: str,
    measure: str,
    of: Class,
    outcome: str,
    days: Sequence[float],
    *,
    quantiles: Sequence[float],
    computed: str,
    confidence: Literal["high", "medium"] = "high",
) -> list[ImportedRate]:
    """Return quantiles of a length in days, each with its interval in the note."""
    if not days:
        return []
    ordered = sorted(days)
    return [
        ImportedRate(
            f"{key}-q{100 * q:.0f}", "length", measure, of.among, outcome, _quantile(ordered, q),
            "days", len(ordered), None, None, q, of.conflict, of.mediator, of.agreement, of.style,
            of.feature, of.has, None, computed, confidence, _bounded(ordered, q, of.note),
        )
        for q in quantiles
    ]  # fmt: skip


def _quantile(ordered: Sequence[float], q: float) -> float:
    """Return a quantile, between neighbours where it falls there (Hyndman & Fan 1996, type 7)."""
    place = q * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _bounded(ordered: Sequence[float], q: float, note: str) -> str:
    """Return a note with the interval of a quantile between two order statistics.

    References
    ----------
    David & Nagaraja 2003, Order Statistics, 3rd edition, Wiley, section 7.1.
    """
    from scipy.stats import binom

    n = len(ordered)
    ppf: Callable[..., float] = binom.ppf
    low, high = int(ppf(0.025, n, q)), int(ppf(0.975, n, q)) + 1
    if low < 1 or high > n:
        told = "Too few cases for an interval."
    else:
        told = f"95 per cent interval {ordered[low - 1]:,.0f} to {ordered[high - 1]:,.0f} days."
    return f"{told} {note}".strip()
