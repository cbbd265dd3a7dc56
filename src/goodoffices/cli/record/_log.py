"""What the commands about a log of forecasts take and say alike."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goodoffices.record import Added, Log

__all__ = ["DATE", "log_option", "opened", "tell", "today"]

DATE = click.DateTime(("%Y-%m-%d",))

log_option = click.option(
    "--log", default="forecasts.jsonl", show_default=True, metavar="FILE",
    help="The log of forecasts, or the name of a bundled one such as geneva-2026.",
)  # fmt: skip
"""Which log."""


def today() -> dt.date:
    """Return today's date where the program runs."""
    return dt.datetime.now().astimezone().date()


def opened(name: str) -> Log:
    """Read a log, and say so where it ends in a line that was cut short."""
    from goodoffices.record import read_log

    log = read_log(name)
    if log.cut:
        click.echo(
            f"{name}: the last line was cut short ({len(log.cut):,} bytes) and is left out; the "
            f"{len(log.hashes):,} before it are whole. Whatever is added next takes it off and "
            "keeps it beside the log",
            err=True,
        )
    return log


def tell(added: Added, log: str) -> None:
    """Say what was added to a log, and what had to be mended first."""
    if added.kept is not None:
        click.echo(
            f"{log}: the last line had been cut short; it was taken off and is kept in "
            f"{added.kept}",
            err=True,
        )
    click.echo(f"Line {added.line} of {log}, {added.sha256}")
