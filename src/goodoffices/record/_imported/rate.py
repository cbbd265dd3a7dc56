"""One rate computed from a data set, with its class, its number of cases and its interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from goodoffices.preferences import share
from goodoffices.record._data import Event
from goodoffices.record._rates import (
    Agreement,
    Conflict,
    Feature,
    Mediator,
    Quantity,
    Rate,
    Style,
    rate,
)
from goodoffices.record._survival import held

__all__ = ["Class", "held_rates", "quantile_rates", "share_rate"]

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
    conflict: tuple[Conflict, ...] = ()
    mediator: tuple[Mediator, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    style: Style | None = None
    feature: Feature | None = None
    has: bool | None = None
    note: str = ""


def share_rate(  # noqa: PLR0913  # a rate says much about itself
    key: str,
    quantity: Quantity,
    measure: str,
    of: Class,
    outcome: str,
    hits: Sequence[bool],
    *,
    computed: str,
    against: str | None = None,
    years: float | None = None,
    confidence: Literal["high", "medium"] = "high",
) -> list[Rate]:
    """Return the share of a class with an outcome, or nothing where the class is empty."""
    if not hits:
        return []
    found = share(sum(hits), len(hits))
    return [
        _rate(
            of, key, quantity, measure, outcome, found.value, n=len(hits),
            interval=(found.low, found.high), years=years, against=against, computed=computed,
            confidence=confidence, note=of.note,
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
) -> list[Rate]:
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
            _rate(
                of, f"{key}{mark}", "holding", measure, f"{outcome} {YEARS[each.years]}",
                each.value, n=found.n, interval=(each.low, each.high), years=each.years,
                against=f"{against}{mark}" if against else None,
                computed=f"{computed}; Kaplan-Meier, {found.failed} failures, {each.at_risk} at "
                f"risk at the end, {found.groups} groups", confidence=confidence, note=note,
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
) -> list[Rate]:
    """Return quantiles of a length in days, each with its interval in the note."""
    if not days:
        return []
    ordered = sorted(days)
    return [
        _rate(
            of, f"{key}-q{100 * q:.0f}", "length", measure, outcome, _quantile(ordered, q),
            unit="days", n=len(ordered), quantile=q, computed=computed, confidence=confidence,
            note=_bounded(ordered, q, of.note),
        )
        for q in quantiles
    ]  # fmt: skip


def _rate(
    of: Class, key: str, quantity: Quantity, measure: str, outcome: str, value: float, **more: Any
) -> Rate:
    """Return a rate of a class; of which source it is, `rates` says, which knows the data set."""
    return rate(
        key, quantity, measure, of.among, outcome, value, source="", conflict=of.conflict,
        mediator=of.mediator, agreement=of.agreement, style=of.style, feature=of.feature,
        has=of.has, **more,
    )  # fmt: skip


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
