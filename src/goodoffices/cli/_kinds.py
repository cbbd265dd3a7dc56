"""The options by which a user chooses classes of past talks."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goodoffices.record import Table

__all__ = ["Kinds", "kind_options"]

# Written out, since --help must not load the room that knows them; a test compares the two.
_CONFLICTS = ("interstate", "intrastate", "crisis")
_MEDIATORS = ("none", "any", "single-state", "group-of-states", "igo", "regional")
_STYLES = ("facilitation", "formulation", "manipulation")
_AGREEMENTS = ("ceasefire", "process", "partial", "full")


@dataclass(frozen=True, slots=True)
class Kinds:
    """What the user chose, None where the case is to say it; and a file of further rates."""

    conflict: str | None
    mediator: str | None
    style: str | None
    agreement: str | None
    rates: str | None

    def chosen(self) -> dict[str, str | None]:
        """Return the choice, by the names that `choice_of` knows."""
        return {
            "conflict": self.conflict,
            "mediator": self.mediator,
            "style": self.style,
            "agreement": self.agreement,
        }

    def table(self) -> Table:
        """Return the table of rates, with the user's own where there are any.

        Raises
        ------
        CaseError, RecordError
            If the user's file cannot be read.
        """
        from goodoffices.record import table

        return table(Path(self.rates) if self.rates is not None else None)


def kind_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that choose classes, which reach the command as one `Kinds`."""

    @functools.wraps(command)
    def gathered(
        *,
        conflict: str | None,
        mediator: str | None,
        style: str | None,
        agreement: str | None,
        rates: str | None,
        **rest: object,
    ) -> None:
        command(kinds=Kinds(conflict, mediator, style, agreement, rates), **rest)

    options = (
        click.option(
            "--conflict", type=click.Choice(_CONFLICTS),
            help="War between states, war within one, or a crisis between states.",
        ),
        click.option(
            "--mediator", type=click.Choice(_MEDIATORS),
            help="Who mediates mainly; igo is a global organisation.",
        ),
        click.option(
            "--style", type=click.Choice(_STYLES), help="How far the mediator goes.",
        ),
        click.option(
            "--agreement", type=click.Choice(_AGREEMENTS), help="What would be signed.",
        ),
        click.option(
            "--rates", metavar="FILE",
            help="Rates of your own as well: a file in the format of the shipped table.",
        ),
    )  # fmt: skip
    added: Callable[..., None] = gathered
    for option in reversed(options):
        added = option(added)
    return added
