"""The table of rates: what became of past talks and agreements, by class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from goodoffices.preferences import share

__all__ = [
    "ANECDOTE",
    "Agreement",
    "Conflict",
    "Direction",
    "Feature",
    "Mediator",
    "Quantity",
    "Rate",
    "Style",
    "Table",
    "rate",
]

Quantity = Literal["signing", "holding", "ending", "length", "feature"]
Conflict = Literal["interstate", "intrastate", "crisis"]
Mediator = Literal["none", "single-state", "group-of-states", "igo", "regional"]
Style = Literal["facilitation", "formulation", "manipulation"]
Agreement = Literal["none", "ceasefire", "process", "partial", "full"]
Feature = Literal[
    "ceasefire", "commission", "demilitarised", "guarantee", "monitoring", "peacekeeping",
    "power_sharing",
]  # fmt: skip
Basis = Literal["computed", "literature", "secondary"]

ANECDOTE = 30
"""Cases below which a class is told as an anecdote, in words and without an interval."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Among the cases of a class, the share with an outcome; or how long it took.

    Parameters
    ----------
    id
        Its slug in the table.
    quantity
        ``signing``, ``holding``, ``ending``, ``length``, or ``feature``: how often agreements
        provide for something.
    measure
        What exactly was counted; rates with the same measure can be looked at side by side.
    among, outcome
        The class and the outcome, as two halves of a sentence.
    value
        A share in [0, 1]; or, where `unit` is ``days``, the days at `quantile`.
    unit
        ``share`` or ``days``.
    n
        Cases in the class; null where the source does not say.
    total
        Size of the whole sample, where only that is known.
    low, high
        The 95 per cent interval; null where neither the source gives one nor n is known.
    interval_by
        ``source``; or ``computed``: the Wilson interval of value and n, which for a share that
        was estimated from cases not all followed to the end is somewhat too narrow.
    years
        After how many years, where `quantity` is ``holding``.
    quantile
        Which quantile, where `unit` is ``days``.
    conflict, mediator, agreement
        The kinds that the class contains; empty where the data set does not tell them apart.
    style
        The furthest that the mediator went; null where it was not asked.
    feature, has
        The provision that all its agreements have (`has`), or none has; null where not asked.
    against
        Id of the rate to look at beside it; null where there is none.
    source
        The data set or work.
    basis
        ``computed``, ``literature``, or ``secondary``: as another text reports it.
    computed
        How it was counted.
    confidence
        ``high`` or ``medium``.
    note
        What to know about it.
    """

    id: str
    quantity: Quantity
    measure: str
    among: str
    outcome: str
    value: float
    unit: Literal["share", "days"]
    n: int | None
    total: int | None
    low: float | None
    high: float | None
    interval_by: Literal["source", "computed"] | None
    years: float | None
    quantile: float | None
    conflict: tuple[Conflict, ...]
    mediator: tuple[Mediator, ...]
    agreement: tuple[Agreement, ...]
    style: Style | None
    feature: Feature | None
    has: bool | None
    against: str | None
    source: str
    basis: Basis
    computed: str
    confidence: Literal["high", "medium"]
    note: str

    @property
    def anecdote(self) -> bool:
        """Whether the class is too small to be more than an anecdote."""
        return self.n is not None and self.n < ANECDOTE

    @property
    def solid(self) -> bool:
        """Whether its size is known and no anecdote, so that it can stand as *the* class."""
        return self.n is not None and self.n >= ANECDOTE

    @property
    def signed(self) -> bool:
        """Whether the class holds only cases in which an agreement was signed."""
        return bool(self.agreement) and "none" not in self.agreement

    @property
    def narrow(self) -> int:
        """By how many marks the class is told from others: one kind of conflict, and so on."""
        kinds = (self.conflict, self.mediator, self.agreement)
        return sum(len(kind) == 1 for kind in kinds) + (self.style is not None)


@dataclass(frozen=True, slots=True)
class Direction:
    """A finding of which no rate can be quoted: what goes with what.

    Parameters
    ----------
    id
        Its slug in the table.
    sign
        ``+`` longer or likelier, ``-`` shorter or less likely, ``mixed`` neither in general.
    says
        The finding, as a sentence.
    features
        Provisions it is about; empty where it is about something else.
    conflict, agreement
        The kinds it is about; empty where it is about all.
    size
        Between which bounds the source puts the size of the difference; null where it says none.
    n
        Cases it rests on; null where the source does not say.
    source, basis, confidence, note
        As for a rate.
    """

    id: str
    sign: Literal["+", "-", "mixed"]
    says: str
    features: tuple[Feature, ...]
    conflict: tuple[Conflict, ...]
    agreement: tuple[Agreement, ...]
    size: tuple[float, float] | None
    n: int | None
    source: str
    basis: Basis
    confidence: Literal["high", "medium"]
    note: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rates and directions, in the order of the file."""

    rates: tuple[Rate, ...]
    directions: tuple[Direction, ...]

    def rate(self, key: str) -> Rate:
        """Return a rate by id."""
        return next(entry for entry in self.rates if entry.id == key)


def rate(  # noqa: PLR0913  # a record with many fields of which most are seldom given
    key: str,
    quantity: Quantity,
    measure: str,
    among: str,
    outcome: str,
    value: float,
    *,
    source: str,
    confidence: Literal["high", "medium"],
    basis: Basis = "computed",
    unit: Literal["share", "days"] = "share",
    n: int | None = None,
    total: int | None = None,
    interval: tuple[float, float] | None = None,
    years: float | None = None,
    quantile: float | None = None,
    conflict: tuple[Conflict, ...] = (),
    mediator: tuple[Mediator, ...] = (),
    agreement: tuple[Agreement, ...] = (),
    style: Style | None = None,
    feature: Feature | None = None,
    has: bool | None = None,
    against: str | None = None,
    computed: str = "",
    note: str = "",
) -> Rate:
    """Return a rate, with the Wilson interval where it is a share with n and without an interval.

    References
    ----------
    Wilson 1927, "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22(158).
    """
    by: Literal["source", "computed"] | None = None
    if interval is not None:
        by = "source"
    elif unit == "share" and n is not None:
        # A share rounded to two digits: the whole number of cases nearest to it.
        near = share(round(value * n), n)
        interval, by = (near.low, near.high), "computed"
    low, high = interval or (None, None)
    return Rate(
        key, quantity, measure, among, outcome, value, unit, n, total, low, high, by, years,
        quantile, conflict, mediator, agreement, style, feature, has, against, source, basis,
        computed, confidence, note,
    )  # fmt: skip


KINDS = {
    "conflict": get_args(Conflict),
    "mediator": get_args(Mediator),
    "agreement": get_args(Agreement),
    "features": get_args(Feature),
}
"""The words of the lists that tell a class."""
