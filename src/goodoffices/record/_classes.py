"""A case beside the record: the classes that it belongs to, signing and holding apart."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from goodoffices.case import Case
from goodoffices.preferences import plain
from goodoffices.record._choice import Choice, best, choice_of, select
from goodoffices.record._rates import Direction, Rate, Table
from goodoffices.record._table import table

__all__ = ["ClassesResult", "RatesResult", "list_rates", "reference_classes"]

_CASES, _RATES = "goodoffices/record-classes/1", "goodoffices/record-rates/1"
_SIGNED = ("formal-agreement", "comprehensive")
"""What counts as signing where one class is to stand for the rest: a mediation event tied to some
agreement, or a success that includes a local truce, is another question."""


@dataclass(frozen=True, slots=True)
class RatesResult:
    """Rates of the table, and findings without one.

    Parameters
    ----------
    choice
        What was asked for.
    rates
        Those that suit it, in the order of the table.
    directions
        Findings without a rate that suit it.
    """

    choice: Choice
    rates: tuple[Rate, ...]
    directions: tuple[Direction, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values, with the schema's version."""
        return {"schema": _RATES, **plain(dataclasses.asdict(self))}


@dataclass(frozen=True, slots=True)
class ClassesResult:
    """The classes that a case belongs to, several side by side and never multiplied.

    Parameters
    ----------
    case
        Id of the case.
    choice
        Which classes were looked for.
    signing
        Whether anything is signed.
    holding
        What held, given that it was signed, after any number of years.
    without
        What was not renewed, whether anything was signed or not.
    ending
        How conflicts of the kind ended.
    length
        How long it took.
    beside
        Rates to look at beside them, such as the same without a mediator.
    unsized
        Ids of rates that would suit and are left out, since their source states no number of
        cases.
    signed
        Id of the signing rate that the bottom line names: the narrowest class of 30 cases or more
        in which formal or comprehensive agreements were counted; null where there is none.
    """

    case: str
    choice: Choice
    signing: tuple[Rate, ...]
    holding: tuple[Rate, ...]
    without: tuple[Rate, ...]
    ending: tuple[Rate, ...]
    length: tuple[Rate, ...]
    beside: tuple[Rate, ...]
    unsized: tuple[str, ...]
    signed: str | None

    @property
    def main(self) -> Rate | None:
        """The signing rate that the bottom line names."""
        return next((rate for rate in self.signing if rate.id == self.signed), None)

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values, with the schema's version."""
        return {"schema": _CASES, **plain(dataclasses.asdict(self))}


def list_rates(
    choice: Choice | None = None, *, quantity: str | None = None, known: Table | None = None
) -> RatesResult:
    """Return the rates of the table that suit a choice.

    Parameters
    ----------
    choice
        Kinds of conflict, mediator and agreement; by default all.
    quantity
        ``signing``, ``holding``, ``ending``, ``length`` or ``feature``; None for all.
    known
        The table; by default the one that ships with the package.
    """
    known, choice = known or table(), choice or Choice()
    anything = choice.style is None
    rates = tuple(
        rate
        for rate in known.rates
        if quantity in (None, rate.quantity)
        # Nobody chose a style: here, where no case is asked about, all of them are of interest.
        and choice.suits(dataclasses.replace(rate, style=None) if anything else rate)
    )
    directions = tuple(
        entry
        for entry in known.directions
        if quantity is None
        and (not entry.conflict or choice.conflict in (None, *entry.conflict))
        and (not entry.agreement or choice.agreement in (None, *entry.agreement))
    )
    return RatesResult(choice, rates, directions)


def reference_classes(
    case: Case, choice: Choice | None = None, *, known: Table | None = None
) -> ClassesResult:
    """Return the classes that a case belongs to.

    Parameters
    ----------
    case
        The case.
    choice
        Which classes; by default what the case says of itself (`record`).
    known
        The table of rates; by default the one that ships with the package.

    Notes
    -----
    Several classes suit any case, and which is *the* class is a judgement (the problem of the
    reference class). All that suit are given; none is combined with another.

    References
    ----------
    Hájek 2007, "The reference class problem is your problem too", Synthese 156(3).
    """
    known, choice = known or table(), choice or choice_of(case)
    suiting = select(known, choice, "signing", "holding", "ending", "length")
    chosen = tuple(rate for rate in suiting if rate.n is not None)
    signing = tuple(rate for rate in chosen if rate.quantity == "signing")
    holding = tuple(rate for rate in chosen if rate.quantity == "holding")
    ids = {rate.id for rate in suiting}
    keys = [rate.against for rate in chosen if rate.against is not None]
    signed = best(tuple(rate for rate in signing if rate.measure in _SIGNED))
    return ClassesResult(
        case=case.case,
        choice=choice,
        signing=signing,
        holding=tuple(rate for rate in holding if rate.signed),
        without=tuple(rate for rate in holding if not rate.agreement),
        ending=tuple(rate for rate in chosen if rate.quantity == "ending"),
        length=tuple(rate for rate in chosen if rate.quantity == "length"),
        beside=tuple(known.rate(key) for key in dict.fromkeys(keys) if key not in ids),
        unsized=tuple(rate.id for rate in suiting if rate.n is None),
        signed=signed.id if signed else None,
    )
