"""``goodoffices read``: from documents to proposed claims."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goodoffices.reading import Reading

__all__ = ["command"]


@click.command("read")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--date",
    type=click.DateTime(("%Y-%m-%d",)),
    metavar="DATE",
    help="The day the documents bear, YYYY-MM-DD: years that a text leaves out are inferred.",
)
@click.option(
    "--lexicon", metavar="FILE", help="Names of actors to add to those that are known, YAML."
)
@click.option("-o", "--output", metavar="FILE", help="Write the claims with their words, YAML.")
@click.option(
    "--json",
    "json_to",
    metavar="FILE",
    help="Also write the readings as JSON, without the words; '-' writes only JSON, to standard "
    "output.",
)
def command(
    *,
    files: tuple[str, ...],
    date: dt.datetime | None,
    lexicon: str | None,
    output: str | None,
    json_to: str | None,
) -> None:
    """Propose the claims of each FILE: who says what, where, how firmly, on what condition.

    FILE is text or Markdown in UTF-8, and with goodoffices[read] also HTML, PDF or DOCX. Rules
    propose, offline and the same each time; what they cannot resolve is flagged; a person confirms.
    """
    from goodoffices.brief import reading_line, reading_text
    from goodoffices.case import OutputError, write_atomic
    from goodoffices.reading import reading_yaml

    for name in (output, json_to):
        if name not in (None, "-") and Path(name).exists() and any(
            Path(file).exists() and Path(name).samefile(file) for file in files
        ):
            raise OutputError(f"{name} is a document itself; name another file for what is read")
    parts: list[str] = []
    encoded: list[str] = []
    failed = 0
    for reading in _readings(files, date.date() if date else None, lexicon):
        if reading is None:
            failed += 1
            continue
        if output is not None:
            parts.append(reading_yaml(reading))
        if json_to is not None:
            encoded.append(json.dumps(reading.as_json(), ensure_ascii=False, indent=1))
        if json_to != "-":
            click.echo(reading_text(reading) if len(files) == 1 else reading_line(reading))
    if output is not None and parts:
        write_atomic(Path(output), "---\n".join(parts).encode())
        click.echo(f"wrote {output}", err=json_to == "-")
    if json_to is not None and encoded:
        text = _json_text(encoded, single=len(files) == 1)
        if json_to == "-":
            click.echo(text.encode(), nl=False)
        else:
            write_atomic(Path(json_to), text.encode())
    if failed:
        raise click.exceptions.Exit(1)


def _json_text(encoded: Sequence[str], *, single: bool) -> str:
    if single:
        return encoded[0] + "\n"
    joined = ",\n".join(encoded)
    return f'{{"schema": "goodoffices/readings/1",\n"readings": [\n{joined}\n]}}\n'


def _readings(
    files: Sequence[str], date: dt.date | None, names: str | None
) -> Iterator[Reading | None]:
    """Yield readings, and None for each document that cannot be read, its error told at once."""
    from goodoffices.reading import ReadingError, read_files

    found = read_files(files, date=date, names=Path(names) if names else None)
    if len(files) == 1 or not sys.stderr.isatty():
        for each in found:
            yield _told(each)
        return
    with click.progressbar(found, length=len(files), label="reading", file=sys.stderr) as bar:
        for each in bar:
            yield _told(each)


def _told(each: Reading | Exception) -> Reading | None:
    if isinstance(each, Exception):
        click.echo(f"goodoffices: {each}", err=True)
        return None
    return each
