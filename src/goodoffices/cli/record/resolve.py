"""``goodoffices record resolve``: what became of a question."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import click

from goodoffices.cli.record._log import DATE, log_option, tell, today

__all__ = ["command"]


@click.command("resolve")
@click.argument("question", metavar="ID")
@click.argument("outcome", type=click.Choice(("yes", "no", "void")))
@click.option(
    "--on", required=True, type=DATE, metavar="DATE",
    help="The day on which the outcome was certain, YYYY-MM-DD: of the event, or of the deadline "
    "that passed without it.",
)  # fmt: skip
@click.option("--source", required=True, metavar="TEXT", help="Who says so, and where.")
@log_option
def command(
    *,
    question: str,
    outcome: Literal["yes", "no", "void"],
    on: dt.datetime,
    source: str,
    log: str,
) -> None:
    """Write down what became of question ID: yes, no, or void where it has lost its meaning.

    A question is resolved once. Before its deadline it can only come true; a no needs the deadline
    to have passed.
    """
    from goodoffices.record import Resolution, add_resolution

    resolution = Resolution(question=question, on=on.date(), outcome=outcome, source=source)
    added = add_resolution(log, resolution, today=today())
    click.echo(f"{question}: {outcome}")
    tell(added, log)
