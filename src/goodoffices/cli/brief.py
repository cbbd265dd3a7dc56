"""``goodoffices brief``: the document for the evening before a round."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli._analysis import (
    Asked,
    analysed,
    analysis_options,
    end_if_interrupted,
    inferred,
)
from goodoffices.cli._meaning import meaning_of, weighed
from goodoffices.cli._ordering import order_or_reason
from goodoffices.cli._scale import progress
from goodoffices.cli._shared import case_argument
from goodoffices.cli._what_if import WhatIf, as_if, what_if_options

if TYPE_CHECKING:
    from goodoffices.case import CaseFile
    from goodoffices.intent import IntentResult
    from goodoffices.talks import Comparison, TalksResult

__all__ = ["command"]

_VERSIONS = 500
"""Runs at most in which each hypothesis about a mediator is played, since there are several."""


@click.command("brief")
@case_argument
@click.option("-o", "--output", metavar="FILE", help="The HTML file; default CASE-ID-brief.html.")
@click.option("--markdown", "markdown_to", metavar="FILE", help="Also write it as Markdown.")
@click.option(
    "--json",
    "json_to",
    metavar="FILE",
    help="Also write it as JSON; '-' writes JSON to standard output, and HTML only with -o.",
)
@analysis_options
@click.option(
    "--runs", default=2000, show_default=True, type=click.IntRange(1, 1_000_000), metavar="N",
    help="How many times the talks are played for section 7.",
)  # fmt: skip
@what_if_options
def command(
    *,
    case: str,
    output: str | None,
    markdown_to: str | None,
    json_to: str | None,
    asked: Asked,
    runs: int,
    what_if: WhatIf,
) -> None:
    """Write the brief of CASE: one HTML file that needs no network and prints on A4.

    It opens with the answer, and each of its sentences leads to its claims or its computation.
    """
    from goodoffices.brief import as_html, as_json, as_markdown, compose
    from goodoffices.case import OutputError, read_case, write_atomic
    from goodoffices.reading import excerpts
    from goodoffices.record import set_beside

    begun = time.perf_counter()
    file = as_if(read_case(case), what_if)
    result = analysed(file, asked)
    ordered = order_or_reason(file, result, asked)
    talks, intent = _talks(file, asked, runs), inferred(file, asked)
    meaning = _meaning(file, intent, asked, runs) if talks is not None else None
    chosen = result.headline or result.closest
    record = set_beside(
        file.case,
        chosen.package if chosen else None,
        source="robust" if result.headline else "closest",
    )
    document = compose(
        file,
        result,
        order=ordered,
        talks=talks,
        intent=intent,
        meaning=meaning,
        record=record,
        excerpts=excerpts(file),
    )
    written: dict[str, str] = {}
    if output is not None or json_to != "-":
        written[output or f"{file.case.case}-brief.html"] = as_html(document)
    if markdown_to is not None:
        written[markdown_to] = as_markdown(document)
    encoded = json.dumps(as_json(document), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if json_to is not None and json_to != "-":
        written[json_to] = encoded
    for name in written:
        if Path(name).exists() and file.path.samefile(name):
            raise OutputError(f"{name} is the case itself; name another file for its brief")
    for name, text in written.items():
        write_atomic(Path(name), text.encode())
    if json_to == "-":
        click.echo(encoded.encode(), nl=False)
    spent = time.perf_counter() - begun
    for name in written:
        click.echo(f"wrote {name}", err=json_to == "-")
    click.echo(f"{spent:.1f} s, {result.draws:,} draws, seed {asked.seed}", err=True)
    end_if_interrupted(result, asked)


def _talks(file: CaseFile, asked: Asked, runs: int) -> TalksResult | None:
    """Return how the talks may go; None, with the reason, where nobody can talk to anybody."""
    from goodoffices.case import NoAnswer
    from goodoffices.talks import play_talks

    try:
        return play_talks(file.case, runs=runs, seed=asked.seed, progress=progress)
    except NoAnswer as error:
        click.echo(f"no section on the talks: {error}", err=True)
        return None
    finally:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", err=True, nl=False)


def _meaning(
    file: CaseFile, intent: IntentResult | None, asked: Asked, runs: int
) -> Comparison | None:
    """Return what the hypotheses about the mediator, if any, would mean for the talks."""
    found = weighed(intent, file.case)
    if found is None:
        return None
    try:
        return meaning_of(
            file.case, found, runs=min(runs, _VERSIONS), seed=asked.seed, progress=progress
        )
    finally:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", err=True, nl=False)
