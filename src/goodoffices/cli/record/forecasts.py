"""``goodoffices record forecasts``: what a log holds."""

from __future__ import annotations

import click

from goodoffices.cli._shared import answer, json_option
from goodoffices.cli.record._log import log_option, opened, today

__all__ = ["command"]


@click.command("forecasts")
@log_option
@click.option(
    "--contains", metavar="HASH",
    help="Instead, find the line with this hash, as it was given to somebody when it was written; "
    "exit code 1 where it is gone.",
)  # fmt: skip
@json_option
def command(*, log: str, contains: str | None, json_to: str | None) -> None:
    """List the questions of a log: overdue, open and resolved, each with its forecasts.

    Every line is checked against the hash of the one before it; a line that was edited, moved or
    removed is named, and the exit code is 1.
    """
    from goodoffices.brief import as_text, forecasts_sections
    from goodoffices.record import RecordError, list_log

    found = opened(log)
    if contains is not None:
        if contains not in found.hashes:
            raise RecordError(
                log, f"no line has the hash {contains}; lines have been taken off the end or "
                "written again since it was given",
            )  # fmt: skip
        line = found.hashes.index(contains) + 1
        click.echo(f"Line {line} of {len(found.hashes)}; nothing up to it has been changed")
        return
    listing = list_log(found, today=today())
    answer(as_text(forecasts_sections(listing)), listing.as_json(), json_to, source=found.path)
