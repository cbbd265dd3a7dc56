"""``goodoffices import``: a scenario of another tool becomes a case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

import click

__all__ = ["command"]

_FORMATS = ("genius", "negmas", "table", "positions", "matrix")


@click.command("import")
@click.argument("kind", metavar="FORMAT", type=click.Choice(_FORMATS))
@click.argument("source", metavar="SOURCE")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, not to standard output.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.option(
    "--as-of",
    type=click.DateTime(("%Y-%m-%d",)),
    metavar="DATE",
    help="Date of the case, YYYY-MM-DD; today by default.",
)
@click.option(
    "--evaluations", type=click.Choice(("normalised", "as-written")),
    help="For genius: divide evaluations by the largest of their issue, as GENIUS does (the "
    "default), or take them as they stand, as NegMAS does.",
)  # fmt: skip
def command(
    *,
    kind: str,
    source: str,
    output: str | None,
    force: bool,
    as_of: dt.datetime | None,
    evaluations: Literal["normalised", "as-written"] | None,
) -> None:
    """Turn a scenario of another tool into a case.

    FORMAT says what SOURCE is: genius (a folder of GENIUS XML), negmas (a folder of NegMAS YAML or
    JSON), table (a CSV file of scores), positions (a file of positions and saliences) or matrix (a
    CSV or JSON file of evidence by hypotheses). What could not be carried over is said on standard
    error, and in comments of the case.
    """
    from goodoffices.case import OutputError, write_atomic
    from goodoffices.exchange import (
        from_genius,
        from_matrix,
        from_negmas,
        from_positions,
        from_table,
    )

    if evaluations is not None and kind != "genius":
        raise click.BadOptionUsage("evaluations", "--evaluations goes with the format genius only")
    if output is not None and Path(output).exists() and not force:
        raise OutputError(f"{output} exists already; --force replaces it")
    day = as_of.date() if as_of is not None else None
    if kind == "genius":
        imported = from_genius(source, evaluations=evaluations or "normalised", as_of=day)
    else:
        read = {
            "negmas": from_negmas,
            "table": from_table,
            "positions": from_positions,
            "matrix": from_matrix,
        }[kind]
        imported = read(source, as_of=day)
    for notice in imported.notices:
        click.echo(f"note: {notice}", err=True)
    if output is None:
        click.echo(imported.text.encode(), nl=False)
        return
    write_atomic(Path(output), imported.text.encode())
    click.echo(f"wrote {output}")
