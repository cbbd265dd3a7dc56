"""``goodoffices export``: a case becomes files of another tool."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli._shared import case_argument

__all__ = ["command"]


@click.command("export")
@case_argument
@click.option(
    "--to",
    "kind",
    required=True,
    type=click.Choice(("genius", "negmas", "table", "json")),
    help="The format: a folder for genius and negmas, a file for table and json.",
)
@click.argument("target", metavar="OUT")
@click.option("--force", is_flag=True, help="Replace what is there.")
def command(case: str, kind: str, target: str, force: bool) -> None:
    """Write CASE to OUT, a file or folder, as another tool reads it.

    What that tool cannot hold is said on standard error.
    """  # fmt: skip
    from goodoffices.case import OutputError, read_case
    from goodoffices.exchange import save, to_genius, to_json, to_negmas, to_table

    file = read_case(case)
    if Path(target).exists() and file.path.samefile(target):
        raise OutputError(f"{target} is the case itself; name another file")
    write = {"genius": to_genius, "negmas": to_negmas, "table": to_table, "json": to_json}[kind]
    exported = write(file.case)
    for path in save(exported, target, force=force):
        click.echo(f"wrote {path}")
    for notice in exported.notices:
        click.echo(f"note: {notice}", err=True)
