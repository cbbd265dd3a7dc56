"""Which classes suit a case: by what it says, or by what the user chooses instead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from goodoffices.case import Case
from goodoffices.record._rates import Agreement, Conflict, Mediator, Quantity, Rate, Style, Table

__all__ = ["Choice", "best", "choice_of", "select"]

_ALL: frozenset[Mediator] = frozenset({"single-state", "group-of-states", "igo", "regional"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What kind of talks the classes must hold; null where everything is wanted.

    Parameters
    ----------
    conflict
        ``interstate``, ``intrastate`` or ``crisis``.
    mediator
        ``none``, one type, or ``any``: a mediator of whatever type.
    style
        How far the mediator goes; classes told by a style suit only the one that is chosen.
    agreement
        ``ceasefire``, ``process``, ``partial`` or ``full``.
    stated
        Names of the fields that come from the case's `record` or from the user; the mediator may
        also follow from its parties.
    """

    conflict: Conflict | None = None
    mediator: Mediator | Literal["any"] | None = None
    style: Style | None = None
    agreement: Agreement | None = None
    stated: tuple[str, ...] = ()

    def suits(self, rate: Rate) -> bool:
        """Return whether a case of this kind belongs to the class of a rate."""
        return (
            (not rate.conflict or self.conflict is None or self.conflict in rate.conflict)
            and self._mediated(rate)
            and (rate.style is None or rate.style == self.style)
            and (not rate.agreement or self.agreement is None or self.agreement in rate.agreement)
        )

    def _mediated(self, rate: Rate) -> bool:
        if not rate.mediator or self.mediator is None:
            return True
        if self.mediator == "any":
            return set(rate.mediator) >= _ALL
        return self.mediator in rate.mediator


def choice_of(case: Case, **chosen: str | None) -> Choice:
    """Return what a case says of itself, with what the user chooses in its place.

    Parameters
    ----------
    case
        The case.
    chosen
        `conflict`, `mediator`, `style` and `agreement`; None leaves what the case says.
    """
    stated: dict[str, Any] = {}
    said = case.record
    for name in ("conflict", "mediator", "style", "agreement"):
        value = chosen.get(name) or (getattr(said, name) if said is not None else None)
        if value is not None:
            stated[name] = value
    # Whether anybody mediates is plain from the parties; of which type it is, is not.
    mediated = any(party.mediator is not None for party in case.parties)
    plain = Choice(mediator="any" if mediated else "none")
    return replace(plain, **stated, stated=tuple(stated))


def select(table: Table, choice: Choice, *quantities: Quantity) -> tuple[Rate, ...]:
    """Return the rates whose classes suit a choice, in the order of the table.

    Classes told by a feature of the agreement are left out: whether a package has it is asked of
    the package.
    """
    return tuple(
        rate
        for rate in table.rates
        if rate.quantity in quantities and rate.feature is None and choice.suits(rate)
    )


def best(rates: tuple[Rate, ...]) -> Rate | None:
    """Return *the* class among several: the narrowest with 30 cases or more, of equals the largest.

    A class of fewer, or of unknown size, never stands for the rest, and there may be none.

    References
    ----------
    Reichenbach 1949, The Theory of Probability, section 72 (the narrowest class for which reliable
    statistics can be compiled).
    """
    solid = [rate for rate in rates if rate.solid]
    return max(solid, key=lambda rate: (rate.narrow, rate.n or 0)) if solid else None
