"""``goodoffices record rates``: rates of past talks and agreements."""

from __future__ import annotations

import click

from goodoffices.cli._kinds import Kinds, kind_options
from goodoffices.cli._shared import answer, json_option

__all__ = ["command"]


@click.command("rates")
@kind_options
@click.option(
    "--quantity",
    type=click.Choice(("signing", "holding", "ending", "length", "feature")),
    help="Whether anything is signed, whether it holds, how conflicts end, how long it takes, or "
    "what agreements provide for.",
)
@json_option
def command(*, kinds: Kinds, quantity: str | None, json_to: str | None) -> None:
    """List rates of past talks and agreements, with n, interval and source.

    Without a choice all of them are listed.
    """
    from goodoffices.brief import as_text, rates_sections
    from goodoffices.record import Choice, list_rates

    chosen = {name: word for name, word in kinds.chosen().items() if word is not None}
    choice = Choice(**chosen, stated=tuple(chosen))  # type: ignore[arg-type]  # words of a Choice
    result = list_rates(choice, quantity=quantity, known=kinds.table())
    answer(as_text(rates_sections(result)), result.as_json(), json_to)
