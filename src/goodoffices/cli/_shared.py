"""What several commands take and do alike."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

__all__ = ["answer", "case_argument", "json_option", "spared", "writable"]

case_argument = click.argument("case", metavar="CASE")
"""A case file, or the name of a bundled case."""

json_option = click.option(
    "--json",
    "json_to",
    metavar="FILE",
    help="Also write the result as JSON to FILE; '-' writes only JSON, to standard output.",
)
"""Where the result goes as JSON."""


def writable(json_to: str | None) -> None:
    """Find out, before long work, whether its result could be written.

    Raises
    ------
    OutputError
        If there is no such folder, or it cannot be written to.
    """
    from goodoffices.case import OutputError

    if json_to is None or json_to == "-":
        return
    folder = Path(json_to).absolute().parent
    if not folder.is_dir():
        raise OutputError(f"{json_to}: there is no folder {folder}; make it, or name another file")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"{json_to}: the folder {folder} cannot be written to; name another file")


def spared(json_to: str | None, sources: Iterable[Path]) -> None:
    """Find out, before long work, that its result would be written over nothing it is made of.

    Raises
    ------
    OutputError
        If the file for the result is one of the sources.
    """
    from goodoffices.case import OutputError

    if json_to is None or json_to == "-" or not Path(json_to).exists():
        return
    for source in sources:
        if source.samefile(json_to):
            raise OutputError(
                f"{json_to} is what the result is made of; name another file for its result"
            )


def answer(
    text: str, data: Mapping[str, object], json_to: str | None, *, source: Path | None = None
) -> None:
    """Give a result to the user: as text, and as JSON where it is asked for.

    Parameters
    ----------
    text
        The result for a reader.
    data
        The same for a program, with its version in the field ``schema``.
    json_to
        A file; "-" for JSON, and nothing else, on standard output; None for no JSON.
    source
        The case file, which must not be written over; None where the answer is about no case.

    Raises
    ------
    OutputError
        If the file cannot be written, or is the case itself; nothing has then been printed.
    """
    if json_to is not None:
        encoded = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        if json_to == "-":
            click.echo(encoded.encode(), nl=False)
            return
        from goodoffices.case import OutputError, write_atomic

        if source is not None and Path(json_to).exists() and source.samefile(json_to):
            raise OutputError(f"{json_to} is the case itself; name another file for its result")
        write_atomic(Path(json_to), encoded.encode())
    click.echo(text)
