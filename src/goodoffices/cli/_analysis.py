"""What the commands that analyse a case take and do alike."""

from __future__ import annotations

import datetime as dt
import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goodoffices.case import CaseFile
    from goodoffices.zone import ZoneResult

__all__ = [
    "Asked", "analysed", "analysis_options", "clear_progress", "day_of", "end_if_interrupted",
    "progress",
]  # fmt: skip

_MOST_DRAWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """How many draws, from which seed, for which date."""

    draws: int
    seed: int
    at: dt.datetime | None


def analysis_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of an analysis, which reach the command as one `Asked`."""

    @functools.wraps(command)
    def gathered(*, draws: int, seed: int, at: dt.datetime | None, **rest: object) -> None:
        command(asked=Asked(draws, seed, at), **rest)

    options = (
        click.option(
            "--draws", default=2000, show_default=True, type=click.IntRange(1, _MOST_DRAWS),
            metavar="N", help="Draws of everything uncertain; more give narrower intervals.",
        ),
        click.option(
            "--seed", default=1, show_default=True, type=int, metavar="S",
            help="Seed of the draws; the same seed gives the same answer.",
        ),
        click.option(
            "--at", type=click.DateTime(("%Y-%m-%d",)), metavar="DATE",
            help="Date of the no-agreement values, YYYY-MM-DD; by default the case's as_of.",
        ),
    )  # fmt: skip
    added: Callable[..., None] = gathered
    for option in reversed(options):
        added = option(added)
    return added


def analysed(file: CaseFile, asked: Asked, *, powers: dict[str, float] | None = None) -> ZoneResult:
    """Analyse the zone of a case, with progress where somebody is watching.

    Raises
    ------
    NoAnswer
        If nobody's consent is needed.
    click.BadParameter
        If the date is before the case's.
    """
    from goodoffices.zone import analyse

    try:
        return analyse(
            file.case,
            draws=asked.draws,
            seed=asked.seed,
            at=day_of(file, asked.at),
            powers=powers,
            progress=progress,
        )
    finally:
        clear_progress()


def clear_progress() -> None:
    """Take the line away that `progress` has written."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)


def end_if_interrupted(result: ZoneResult, asked: Asked) -> None:
    """End the command with code 130 if its result is partial, and say what is missing.

    Called once the result is printed and written.
    """
    if not result.unfinished:
        return
    # Draws that were not made are the first part left out; their number is said anyway.
    left_out = result.unfinished[1 if result.draws < asked.draws else 0 :]
    missing = f"; left out: {', '.join(left_out)}" if left_out else ""
    click.echo(f"interrupted: {result.draws:,} of {asked.draws:,} draws{missing}", err=True)
    click.get_current_context().exit(130)


def day_of(file: CaseFile, at: dt.datetime | None) -> dt.date | None:
    """Return the day asked about, checked against the case.

    Raises
    ------
    click.BadParameter
        If it is before the case's `as_of`.
    """
    day = at.date() if at is not None else None
    if day is not None and day < file.case.as_of:
        raise click.BadParameter(
            f"{day} is before the case's as_of, {file.case.as_of}; give that day or a later one",
            param_hint="'--at'",
        )
    return day


def progress(part: str, done: float) -> None:
    """Show how far long work is, where somebody is watching."""
    if sys.stderr.isatty():
        bar = f" {'#' * round(20 * done):.<20} {done:4.0%}" if done else " ..."
        click.echo(f"\r\x1b[K{part}{bar}", err=True, nl=False)
