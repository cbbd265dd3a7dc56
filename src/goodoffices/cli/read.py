"""``goodoffices read``: from documents to proposed claims."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli._read_case import AskedCase, case_options, propose_to, without_documents
from goodoffices.cli._read_model import (
    AskedModel,
    TwoReadings,
    model_options,
    model_text,
    planned,
    unread,
    with_model,
)
from goodoffices.cli._read_out import AskedOut, drift_text, out_options, write_out

if TYPE_CHECKING:
    from goodoffices.reading import Drift, Reading

__all__ = ["command"]


@click.command("read")
@click.argument("files", metavar="FILE...", nargs=-1)
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
@out_options
@case_options
@model_options
def command(
    *,
    files: tuple[str, ...],
    date: dt.datetime | None,
    lexicon: str | None,
    output: str | None,
    json_to: str | None,
    asked_out: AskedOut,
    asked_case: AskedCase,
    asked_model: AskedModel,
) -> None:
    """Propose the claims of each FILE: who says what, where, how firmly, on what condition.

    FILE is text or Markdown in UTF-8, and with goodoffices[read] also HTML, PDF or DOCX. Rules
    propose, offline and the same each time; what they cannot resolve is flagged; a person confirms.
    """
    from goodoffices.brief import reading_line, reading_text
    from goodoffices.case import read_case, write_atomic
    from goodoffices.reading import ReadingError, reading_yaml
    from goodoffices.reading import lexicon as lexicon_of

    if asked_case.no_documents:
        without_documents(asked_case, files)
        return
    if not files:
        raise click.UsageError("name a document to read")
    for name in (output, json_to, asked_case.patch, *asked_out.files):
        _spare(name, files, asked_case.case)
    case = None if asked_case.case is None else read_case(asked_case.case)
    # Of a thousand documents only what is asked for is kept.
    together = asked_model.name is not None or case is not None or asked_out.any
    kept: list[Reading] = []
    parts: list[str] = []
    encoded: list[str] = []
    failed = 0
    told = json_to != "-" and not asked_model.dry_run
    for reading in _readings(files, date.date() if date else None, lexicon):
        if reading is None:
            failed += 1
            continue
        if together:
            kept.append(reading)
        if output is not None:
            parts.append(reading_yaml(reading))
        if json_to is not None:
            encoded.append(json.dumps(reading.as_json(), ensure_ascii=False, indent=1))
        if told:
            click.echo(reading_text(reading) if len(files) == 1 else reading_line(reading))
    if asked_model.dry_run:
        click.echo(planned(kept, asked_model, as_json=json_to == "-"))
        return
    names = lexicon_of(Path(lexicon) if lexicon else None)
    try:
        done = with_model(kept, asked_model, names)
    except ReadingError as error:
        # What the rules have read is written all the same.
        click.echo(f"goodoffices: {error}", err=True)
        done = tuple(TwoReadings(each) for each in kept)
        failed += 1
    drifts = asked_out.drifts(kept)
    compared = (model_text(done), drift_text(drifts) if asked_out.drift else "")
    for text in filter(None, compared if told else ()):
        click.echo(text)
    written = write_out(done, asked_out, source=files)
    if output is not None and parts:
        write_atomic(Path(output), "---\n".join(parts).encode())
        written.append(output)
    if json_to is not None and encoded:
        text = _json_text(encoded, done, drifts if asked_out.drift else None)
        if json_to == "-":
            click.echo(text.encode(), nl=False)
        else:
            write_atomic(Path(json_to), text.encode())
            written.append(json_to)
    for name in written:
        click.echo(f"wrote {name}", err=json_to == "-")
    if case is not None and kept:
        propose_to(case, done, names, asked_case)
    if unread(done):
        click.echo("goodoffices: the model read nothing; what is shown is from the rules", err=True)
        failed += 1
    if failed:
        raise click.exceptions.Exit(1)


def _spare(name: str | None, files: Sequence[str], case: str | None) -> None:
    """Refuse to write over a document or a case.

    Raises
    ------
    OutputError
        If the file to be written is one.
    """
    from goodoffices.case import OutputError

    if name is None or name == "-" or not Path(name).exists():
        return
    if any(Path(file).exists() and Path(name).samefile(file) for file in files):
        raise OutputError(f"{name} is a document itself; name another file for what is read")
    if case is not None and Path(case).exists() and Path(name).samefile(case):
        raise OutputError(f"{name} is the case itself; name another file for what is read")


def _json_text(
    encoded: Sequence[str], done: Sequence[TwoReadings], drifts: Sequence[Drift] | None
) -> str:
    """Return one reading as it is, and several with how they compare."""
    from goodoffices.reading import agreement

    models = [two for two in done if two.model is not None and two.account is not None]
    if len(encoded) == 1 and not models and drifts is None:
        return encoded[0] + "\n"
    encoded = [
        *encoded,
        *(
            json.dumps(two.model.as_json(), ensure_ascii=False, indent=1)
            for two in models
            if two.model
        ),
    ]
    more: dict[str, object] = {}
    if models:
        more["agreements"] = [
            agreement(two.rules, two.model).as_json() for two in models if two.model
        ]
        more["accounts"] = [two.account.as_json() for two in models if two.account]
    if drifts is not None:
        more["drift"] = [each.as_json() for each in drifts]
    rest = "".join(
        f",\n{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in more.items()
    )
    joined = ",\n".join(encoded)
    return f'{{"schema": "goodoffices/readings/1",\n"readings": [\n{joined}\n]{rest}}}\n'


def _readings(
    files: Sequence[str], date: dt.date | None, names: str | None
) -> Iterator[Reading | None]:
    """Yield readings, and None for each document that cannot be read, its error told at once."""
    from goodoffices.reading import read_files

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
