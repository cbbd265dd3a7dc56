"""``goodoffices zone``: what could be agreed, what blocks it, and what would open it."""

from __future__ import annotations

import datetime as dt

import click

from goodoffices.cli._analysis import analysed, analysis_options
from goodoffices.cli._shared import answer, case_argument, json_option

__all__ = ["command"]


@click.command("zone")
@case_argument
@analysis_options
@json_option
def command(case: str, draws: int, seed: int, at: dt.datetime | None, json_to: str | None) -> None:
    """Find what could be agreed in CASE, what blocks it, and what would open it.

    The words are those of the brief.
    """
    from goodoffices.brief import as_text, zone_sections

    file, result = analysed(case, draws=draws, seed=seed, at=at)
    answer(as_text(zone_sections(file, result)), result.as_json(), json_to, source=file.path)
