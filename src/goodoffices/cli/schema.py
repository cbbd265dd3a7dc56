"""``goodoffices schema``: the case format for editors."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("schema")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, not to standard output.")
def command(output: str | None) -> None:
    """Write the JSON Schema of the case format.

    An editor that knows it completes keys and marks mistakes while a case is written.
    """
    from goodoffices.case.schema import case_schema_text

    text = case_schema_text()
    if output is None:
        click.echo(text.encode(), nl=False)
        return
    from goodoffices.case import write_atomic

    write_atomic(Path(output), text.encode())
