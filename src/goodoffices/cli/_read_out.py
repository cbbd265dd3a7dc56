"""Readings into files of other kinds."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from goodoffices.cli._read_model import TwoReadings

__all__ = ["AskedOut", "out_options", "write_out"]


@dataclass(frozen=True, slots=True)
class AskedOut:
    """Which files are written."""

    annotate: str | None
    web: str | None
    brat: str | None
    table: str | None


def out_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of files of other kinds, which reach the command as one `AskedOut`."""

    @functools.wraps(command)
    def gathered(
        *,
        annotate: str | None,
        web_annotation: str | None,
        brat: str | None,
        csv: str | None,
        **rest: object,
    ) -> None:
        command(asked_out=AskedOut(annotate, web_annotation, brat, csv), **rest)

    options = (
        click.option(
            "--annotate", metavar="FILE", help="Write the texts with the claims beside them, HTML."
        ),
        click.option(
            "--web-annotation", metavar="FILE", help="Write W3C Web Annotations, JSON-LD."
        ),
        click.option("--brat", metavar="FOLDER", help="Write texts and brat standoff files."),
        click.option("--csv", metavar="FILE", help="Write a table with a row for each claim."),
    )
    added: Callable[..., None] = gathered
    for option in reversed(options):
        added = option(added)
    return added


def write_out(done: Sequence[TwoReadings], asked: AskedOut, *, source: Sequence[str]) -> list[str]:
    """Write what is asked for and return the names of the files.

    Raises
    ------
    OutputError
        If a file cannot be written, or is one of the documents.
    """
    from goodoffices.case import OutputError, write_atomic

    written: dict[str, str] = {}
    readings = [each for two in done for each in (two.rules, two.model) if each is not None]
    if asked.annotate is not None:
        from goodoffices.brief import annotated_html

        written[asked.annotate] = annotated_html([(two.rules, two.model) for two in done])
    if asked.web is not None:
        from goodoffices.reading import web_annotations

        found = web_annotations(readings)
        written[asked.web] = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if asked.table is not None:
        from goodoffices.reading import claims_csv

        written[asked.table] = claims_csv(readings)
    if asked.brat is not None:
        written.update(_brat(done, Path(asked.brat)))
    for name in written:
        if Path(name).exists() and any(Path(name).samefile(each) for each in source):
            raise OutputError(f"{name} is a document itself; name another file for what is read")
    for name, text in written.items():
        write_atomic(Path(name), text.encode())
    return list(written)


def _brat(done: Sequence[TwoReadings], folder: Path) -> dict[str, str]:
    from goodoffices.case import OutputError
    from goodoffices.reading import BRAT_CONFIGURATION, brat, text_name

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise OutputError(f"{folder}: the folder cannot be made: {reason}") from None
    written = {str(folder / "annotation.conf"): BRAT_CONFIGURATION}
    for two in done:
        text = folder / text_name(two.rules.document)
        written[str(text)] = two.rules.document.text
        written[str(text.with_suffix(".ann"))] = brat(two.rules)
        if two.model is not None:
            # Beside it, as another annotator's: brat shows the two side by side.
            beside = text.with_name(f"{text.stem}-model.txt")
            written[str(beside)] = two.rules.document.text
            written[str(beside.with_suffix(".ann"))] = brat(two.model)
    return written
