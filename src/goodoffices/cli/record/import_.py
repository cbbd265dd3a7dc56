"""``goodoffices record import``: a data set becomes a table of rates."""

from __future__ import annotations

import json
from pathlib import Path

import click

from goodoffices.cli.record._datasets import dataset_argument, files_argument, not_over

__all__ = ["command"]


@click.command("import")
@dataset_argument
@files_argument
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, not to standard output.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def command(dataset: str, files: tuple[str, ...], output: str | None, force: bool) -> None:
    """Compute rates from a data set that you have downloaded.

    DATASET is ucdp-agreements, ucdp-dyads, ucdp-conflicts, pa-x, icb or mend. FILE is its CSV or
    xlsx file as its publisher offers it, in the version that is read here; icb also takes the file
    of crisis actors, and ucdp-agreements the file of PA-X beside it. What is written is rates, in
    the form of the table of rates, and no row of the data. What was left out is said on standard
    error.
    """
    from goodoffices.case import OutputError, write_atomic
    from goodoffices.record import rates, read_events

    not_over(output, files)
    if output is not None and Path(output).exists() and not force:
        raise OutputError(f"{output} exists already; --force replaces it")
    found = rates(read_events(dataset, files))
    text = json.dumps(found.as_table(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    for notice in found.notices:
        click.echo(f"note: {notice}", err=True)
    click.echo(f"note: cite it as its publisher asks: {found.title}", err=True)
    if output is None:
        click.echo(text.encode(), nl=False)
        return
    write_atomic(Path(output), text.encode())
    click.echo(f"wrote {output}: {len(found.rates)} rates")
