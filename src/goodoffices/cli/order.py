"""``goodoffices order``: in what order a package could be carried out, and what makes it hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from goodoffices.cli._analysis import (
    Asked,
    analysed,
    analysis_options,
    day_of,
    end_if_interrupted,
)
from goodoffices.cli._shared import answer, case_argument, json_option
from goodoffices.cli._what_if import WhatIf, as_if, what_if_options, with_overrides

__all__ = ["command"]


@click.command("order")
@case_argument
@click.option(
    "--package",
    metavar="FILE",
    help="The package to carry out: a file with a line 'issue: option' for each settled issue, or "
    "a result that has one. By default the most robust package of the zone.",
)
@click.option(
    "--start",
    type=click.DateTime(("%Y-%m-%d",)),
    metavar="DATE",
    help="First day of the plan, YYYY-MM-DD; by default the day of --at.",
)
@analysis_options
@what_if_options
@click.option("--csv", "csv_to", metavar="FILE", help="Also write the plan as a table to FILE.")
@click.option(
    "--ics", "ics_to", metavar="FILE", help="Also write the plan as a calendar (iCalendar) to FILE."
)
@json_option
def command(
    *,
    case: str,
    package: str | None,
    start: dt.datetime | None,
    asked: Asked,
    what_if: WhatIf,
    csv_to: str | None,
    ics_to: str | None,
    json_to: str | None,
) -> None:
    """Find in what order a package of CASE could be carried out, and what makes that hold.

    Which steps it takes, which of them wait for each other in a circle and what would break it,
    who gains by walking away half-way, and when each step would be done. The words are those of
    the brief.
    """
    from goodoffices.answers import order_of
    from goodoffices.brief import as_calendar, as_csv, as_text, order_sections
    from goodoffices.case import OutputError, read_case, read_package, write_atomic
    from goodoffices.order import analyse

    file = as_if(read_case(case), what_if)
    at, first = day_of(file, asked.at), _start(file.case.as_of, start)
    zone = None
    if package is not None:
        result = analyse(
            file.case,
            read_package(package, file.case),
            draws=asked.draws,
            seed=asked.seed,
            at=at,
            start=first,
        )
    else:
        zone = analysed(file, asked)
        result = order_of(file, zone, draws=asked.draws, seed=asked.seed, start=first)
    written = {}
    if csv_to is not None:
        written[csv_to] = as_csv(file.case, result)
    if ics_to is not None:
        written[ics_to] = as_calendar(file.case, result)
    for name in written:
        if Path(name).exists() and file.path.samefile(name):
            raise OutputError(f"{name} is the case itself; name another file for its plan")
    for name, text in written.items():
        write_atomic(Path(name), text.encode())
    text = as_text(order_sections(file, result))
    answer(text, with_overrides(result.as_json(), file), json_to, source=file.path)
    for name in written:
        click.echo(f"wrote {name}", err=True)
    if zone is not None:
        end_if_interrupted(zone, asked)


def _start(as_of: dt.date, start: dt.datetime | None) -> dt.date | None:
    day = start.date() if start is not None else None
    if day is not None and day < as_of:
        raise click.BadParameter(
            f"{day} is before the case's as_of, {as_of}; give that day or a later one",
            param_hint="'--start'",
        )
    return day
