"""``goodoffices zone``: what could be agreed, what blocks it, and what would open it."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from goodoffices.zone import FrontierTable

__all__ = ["command"]


@click.command("zone")
@case_argument
@analysis_options
@click.option(
    "--parties",
    metavar="PARTY,...",
    help="As if the consent of these parties were needed on everything, and of no others.",
)
@click.option(
    "--powers",
    metavar="PARTY=N,...",
    help="Bargaining powers in the Nash solution, for example 'north=2,south=1'; equal by default.",
)
@click.option(
    "--draft",
    metavar="FILE",
    help="Instead, improve a draft: a file with a line 'issue: option' for each settled issue.",
)
@click.option(
    "--frontier",
    metavar="FILE",
    help="Instead, write the Pareto frontier with its packages to FILE (.csv, or .parquet "
    "with the extra goodoffices[parquet]).",
)
@what_if_options
@json_option
def command(
    *,
    case: str,
    asked: Asked,
    what_if: WhatIf,
    parties: str | None,
    powers: str | None,
    draft: str | None,
    frontier: str | None,
    json_to: str | None,
) -> None:
    """Find what could be agreed in CASE, what blocks it, and what would open it.

    The words are those of the brief.
    """
    from goodoffices.brief import as_text, draft_sections, zone_sections
    from goodoffices.case import read_case, read_package
    from goodoffices.preferences import structure
    from goodoffices.zone import amend, among, list_frontier

    file = as_if(read_case(case), what_if)
    if parties is not None:
        chosen = [party.strip() for party in parties.split(",") if party.strip()]
        try:
            file = dataclasses.replace(file, case=among(file.case, chosen))
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="'--parties'") from None
    if frontier is not None and (draft is not None or json_to is not None):
        raise click.UsageError("--frontier stands alone: it writes its own file")
    if frontier is not None:
        table = list_frontier(file.case, at=day_of(file, asked.at))
        _write(table, Path(frontier))
        front = table.front
        near = f"thinned to within {front.epsilon:.2g}" if front.epsilon else "exact"
        links = f"; link rules made {front.width:,} cases to tell apart" if front.width > 1 else ""
        click.echo(f"wrote {frontier}: {len(table):,} points, {near}{links}")
    elif draft is not None:
        package = read_package(draft, file.case)
        amendment = amend(file.case, package, at=day_of(file, asked.at))
        text = as_text(draft_sections(file, amendment))
        answer(text, with_overrides(amendment.as_json(), file), json_to, source=file.path)
    else:
        fixed = structure(file.case)
        consenting = [fixed.parties[p] for p in fixed.full]
        betas = _powers(powers, consenting)
        result = analysed(file, asked, powers=betas)
        text = as_text(zone_sections(file, result))
        answer(text, with_overrides(result.as_json(), file), json_to, source=file.path)
        end_if_interrupted(result, asked)


def _powers(text: str | None, parties: list[str]) -> dict[str, float] | None:
    """Return bargaining powers by party, as the command line gives them."""
    if text is None:
        return None
    powers = {}
    for part in text.split(","):
        party, _, number = (piece.strip() for piece in part.partition("="))
        try:
            power = float(number)
        except ValueError:
            power = 0.0
        if party not in parties or not 0 < power < float("inf"):
            raise click.BadParameter(
                f"found {part!r}, expected PARTY=N with N above 0 and one of {', '.join(parties)}",
                param_hint="'--powers'",
            )
        powers[party] = power
    return powers


def _write(table: FrontierTable, path: Path) -> None:
    """Write a frontier as CSV, or as Parquet where DuckDB is installed."""
    from goodoffices.case import OutputError, write_atomic

    if path.suffix not in (".csv", ".parquet"):
        raise click.BadParameter(
            f"found {path.suffix or 'no ending'!r}, expected a name that ends in .csv or .parquet",
            param_hint="'--frontier'",
        )
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(table.header())
    writer.writerows(table.rows())
    if path.suffix == ".csv":
        write_atomic(path, buffer.getvalue().encode())
        return
    try:
        import duckdb
    except ImportError:
        raise OutputError(
            f"{path}: Parquet needs DuckDB; install goodoffices[parquet], or write a .csv file"
        ) from None
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        listed, packed = Path(folder, "frontier.csv"), Path(folder, "frontier.parquet")
        listed.write_text(buffer.getvalue(), encoding="utf-8")
        with duckdb.connect() as connection:
            connection.read_csv(str(listed)).write_parquet(str(packed))
        write_atomic(path, packed.read_bytes())
