"""Readings into files of other kinds."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli._read_model import TwoReadings

if TYPE_CHECKING:
    from goodoffices.reading import Drift, Reading

__all__ = ["AskedOut", "drift_text", "out_options", "write_out"]


@dataclass(frozen=True, slots=True)
class AskedOut:
    """Which files are written, and whether documents are compared."""

    annotate: str | None
    web: str | None
    brat: str | None
    table: str | None
    drift: bool

    @property
    def files(self) -> tuple[str | None, ...]:
        """The files that are written whole."""
        return self.annotate, self.web, self.table

    @property
    def any(self) -> bool:
        """Whether anything of it is asked for."""
        return self.drift or any((*self.files, self.brat))

    def drifts(self, readings: Sequence[Reading]) -> tuple[Drift, ...]:
        """Return how statements differ between documents, two by two, where that is asked for."""
        from goodoffices.reading import drift, unheard

        if not self.drift:
            return ()
        pairs = itertools.combinations(readings, 2)
        between = (each for first, second in pairs for each in drift(first, second))
        return (*between, *unheard(readings))


def out_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of files of other kinds, which reach the command as one `AskedOut`."""

    @functools.wraps(command)
    def gathered(
        *,
        annotate: str | None,
        web_annotation: str | None,
        brat: str | None,
        csv: str | None,
        drift: bool,
        **rest: object,
    ) -> None:
        command(asked_out=AskedOut(annotate, web_annotation, brat, csv, drift), **rest)

    options = (
        click.option(
            "--annotate", metavar="FILE", help="Write the texts with the claims beside them, HTML."
        ),
        click.option(
            "--web-annotation", metavar="FILE", help="Write W3C Web Annotations, JSON-LD."
        ),
        click.option("--brat", metavar="FOLDER", help="Write texts and brat standoff files."),
        click.option("--csv", metavar="FILE", help="Write a table with a row for each claim."),
        click.option(
            "--drift",
            is_flag=True,
            help="Compare the documents: where a statement changes speaker, strength or scope.",
        ),
    )
    added: Callable[..., None] = gathered
    for option in reversed(options):
        added = option(added)
    return added


def drift_text(found: Sequence[Drift]) -> str:
    """Return how statements differ between documents, a line each."""
    if not found:
        return "no statement was found to change from one document to another"
    return "\n".join(each.text() for each in found)


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
        if Path(name).exists() and any(
            Path(each).exists() and Path(name).samefile(each) for each in source
        ):
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
