"""How often agreements like a package have held: P(holds k years | signed), by class."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from goodoffices.case import Case
from goodoffices.preferences import plain
from goodoffices.record._choice import Choice, best, choice_of
from goodoffices.record._features import Features, features_of
from goodoffices.record._rates import Direction, Feature, Rate, Table
from goodoffices.record._table import table

__all__ = ["YEARS", "AfterYears", "Contrast", "HoldingResult", "holding"]

_SCHEMA = "goodoffices/record-holds/1"
YEARS = (1.0, 5.0, 10.0)
"""After how many years, where nothing else is asked."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Agreements with and without one feature of the package: an association.

    Parameters
    ----------
    feature
        The feature.
    present
        The class of agreements that have it; its rate is what the package is set beside if this
        feature, and no other, is taken into account.
    absent
        The class of agreements that do not.
    difference
        `present` less `absent`, in shares.
    low, high
        The 95 per cent interval of the difference (Newcombe 1998, method 10); null where a class
        has no interval.
    told_apart
        Whether that interval leaves out 0.
    """

    feature: Feature
    present: Rate
    absent: Rate
    difference: float
    low: float | None
    high: float | None
    told_apart: bool


@dataclass(frozen=True, slots=True)
class AfterYears:
    """What is known of agreements like the package after some years.

    Parameters
    ----------
    years
        After how many years.
    main
        Id of the narrowest class of 30 agreements or more, of equals the largest; null where
        there is none.
    classes
        Every class that suits and for which this number of years is known.
    contrasts
        By feature of the package; only one can be taken into account at a time.
    """

    years: float
    main: str | None
    classes: tuple[Rate, ...]
    contrasts: tuple[Contrast, ...]

    @property
    def rate(self) -> Rate | None:
        """The rate of the main class."""
        return next((entry for entry in self.classes if entry.id == self.main), None)


@dataclass(frozen=True, slots=True)
class HoldingResult:
    """How often agreements like a package have held, given that they were signed.

    Parameters
    ----------
    case
        Id of the case.
    choice
        Which classes were looked for.
    source
        Where the package comes from: ``robust`` and ``closest`` from the zone, ``draft`` from a
        file, or ``none``: there is none, and only the class is told.
    package
        The package, an option for some or all issues.
    open
        Issues that it does not settle.
    features
        What it has of the features that the record knows, and what cannot be told.
    terms
        By years, in the order asked for.
    known_years
        The years for which a class that suits is known.
    directions
        Findings without a rate about features that it has.
    unknown
        Features that it has and of which the table says nothing.
    """

    case: str
    choice: Choice
    source: Literal["robust", "closest", "draft", "none"]
    package: dict[str, str]
    open: tuple[str, ...]
    features: Features
    terms: tuple[AfterYears, ...]
    known_years: tuple[float, ...]
    directions: tuple[Direction, ...]
    unknown: tuple[Feature, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values, with the schema's version."""
        return {"schema": _SCHEMA, **plain(dataclasses.asdict(self))}


def holding(
    case: Case,
    package: Mapping[str, str] | None = None,
    *,
    source: Literal["robust", "closest", "draft"] = "draft",
    years: tuple[float, ...] = YEARS,
    choice: Choice | None = None,
    known: Table | None = None,
) -> HoldingResult:
    """Return how often agreements like a package have held, given that they were signed.

    Parameters
    ----------
    case
        The case.
    package
        An option for some or all of its issues; None for the class alone.
    source
        Where the package comes from.
    years
        After how many years.
    choice
        Which classes; by default what the case says of itself (`record`).
    known
        The table of rates; by default the one that ships with the package.

    Notes
    -----
    A class is stratified by one feature of the package at a time: the rate of the agreements that
    have it stands beside that of the class, with the difference to those that have not. Rates of
    two features are not combined, nor is a feature's difference added to the rate of a narrower
    class: features come together, and with the type of agreement, and the shares by one feature
    do not say how. Which agreements got a feature was not drawn by lot, so a difference is an
    association and may be due to what brought the feature about.

    References
    ----------
    Newcombe 1998, "Interval estimation for the difference between independent proportions:
    comparison of eleven methods", Statistics in Medicine 17(8), method 10.
    """
    known, choice = known or table(), choice or choice_of(case)
    chosen = dict(package or {})
    features = features_of(case, chosen)
    suiting = tuple(
        rate
        for rate in known.rates
        if rate.quantity == "holding" and rate.signed and choice.suits(rate)
    )
    plain_ones = tuple(rate for rate in suiting if rate.feature is None)
    rated = tuple(rate for rate in suiting if rate.feature is not None)
    directions = tuple(
        entry
        for entry in known.directions
        if set(entry.features) & set(features.present)
        and (not entry.conflict or choice.conflict in (None, *entry.conflict))
    )
    told = {rate.feature for rate in rated} | {key for e in directions for key in e.features}
    return HoldingResult(
        case=case.case,
        choice=choice,
        source=source if package is not None else "none",
        package=chosen,
        open=tuple(issue.id for issue in case.issues if chosen and issue.id not in chosen),
        features=features,
        terms=tuple(_term(k, plain_ones, rated, features) for k in years),
        known_years=tuple(sorted({rate.years for rate in plain_ones if rate.years is not None})),
        directions=directions,
        unknown=tuple(key for key in features.present if key not in told),
    )


def _term(
    years: float, classes: tuple[Rate, ...], rated: tuple[Rate, ...], features: Features
) -> AfterYears:
    there = tuple(rate for rate in classes if rate.years == years)
    main = best(there)
    contrasts = tuple(
        _contrast(first, other)
        for key in features.present
        for first in rated
        for other in rated
        if first.feature == other.feature == key
        and first.has and not other.has
        and first.years == other.years == years
        and first.against == other.id
    )  # fmt: skip
    return AfterYears(years, main.id if main else None, there, contrasts)


def _contrast(present: Rate, absent: Rate) -> Contrast:
    if present.feature is None:
        raise ValueError(f"{present.id} is not told by a feature")
    difference = present.value - absent.value
    ends = (present.low, present.high, absent.low, absent.high)
    known = tuple(end for end in ends if end is not None)
    if len(known) < len(ends):
        return Contrast(present.feature, present, absent, difference, None, None, False)
    first, last, other_first, other_last = known
    # Eq. 10 of Newcombe 1998: the distances to the ends of both intervals, squared and added.
    low = difference - math.hypot(present.value - first, other_last - absent.value)
    high = difference + math.hypot(last - present.value, absent.value - other_first)
    apart = not low <= 0 <= high
    return Contrast(present.feature, present, absent, difference, low, high, apart)
