"""``goodoffices brief``: the document for the evening before a round."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

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
from goodoffices.cli._shared import case_argument, writable
from goodoffices.cli._what_if import WhatIf, as_if, what_if_options

if TYPE_CHECKING:
    from goodoffices.case import CaseFile
    from goodoffices.intent import IntentResult
    from goodoffices.talks import Comparison, TalksResult

__all__ = ["command"]

T = TypeVar("T")

_VERSIONS = 500
"""Runs at most in which each hypothesis about a mediator is played, since there are several."""


def _numbers(
    context: click.Context, parameter: click.Parameter, names: str | None
) -> tuple[int, ...] | None:
    """Return the numbers of sections asked for, before any long work."""
    from goodoffices.brief import section_numbers

    return None if names is None else _valid(section_numbers, names, context, parameter)


def _line(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    """Return the marking asked for, before any long work."""
    from goodoffices.brief import marking_line

    return None if text is None else _valid(marking_line, text, context, parameter)


def _valid(
    read: Callable[[str], T], text: str, context: click.Context, parameter: click.Parameter
) -> T:
    from goodoffices.brief import RequestError

    try:
        return read(text)
    except RequestError as error:
        raise click.BadParameter(str(error), context, parameter) from None


@click.command("brief")
@case_argument
@click.option(
    "-o", "--output", "outputs", metavar="FILE", multiple=True,
    help="A file to write, as its ending says: .html, .md, .json, .pdf or .docx. Can be given more "
    "than once; default CASE-ID-brief.html.",
)  # fmt: skip
@click.option(
    "--markdown", "markdown_to", metavar="FILE", help="Also write it as Markdown, under any name."
)
@click.option(
    "--json",
    "json_to",
    metavar="FILE",
    help="Also write it as JSON, under any name; '-' writes JSON to standard output, and other "
    "files only with -o.",
)
@click.option(
    "--sections", "only", metavar="LIST", callback=_numbers,
    help="Only these sections, by number or name: 1,5 or bottom-line,blocks.",
)  # fmt: skip
@click.option("--without", metavar="LIST", callback=_numbers, help="Leave these sections out.")
@click.option(
    "--marking", metavar="TEXT", callback=_line,
    help="A line for the head and the foot of every page, such as 'internal'.",
)  # fmt: skip
@analysis_options
@click.option(
    "--runs", default=2000, show_default=True, type=click.IntRange(1, 1_000_000), metavar="N",
    help="How many times the talks are played for section 7.",
)  # fmt: skip
@what_if_options
def command(  # noqa: PLR0913  # one option each
    *,
    case: str,
    outputs: tuple[str, ...],
    markdown_to: str | None,
    json_to: str | None,
    only: tuple[int, ...] | None,
    without: tuple[int, ...] | None,
    marking: str | None,
    asked: Asked,
    runs: int,
    what_if: WhatIf,
) -> None:
    """Write the brief of CASE: one HTML file that needs no network and prints on A4, or others.

    It opens with the answer, and each of its sentences leads to its claims or its computation.
    """
    from goodoffices.brief import RequestError, as_file, compose, excerpt, marked
    from goodoffices.case import OutputError, read_case, write_atomic
    from goodoffices.reading import excerpts
    from goodoffices.record import set_beside

    begun = time.perf_counter()
    endings = _endings(outputs, markdown_to, json_to)
    file = as_if(read_case(case), what_if)
    if not outputs and json_to != "-":
        endings = {f"{file.case.case}-brief.html": ".html", **endings}
    for name in endings:
        writable(name)
        if Path(name).exists() and file.path.samefile(name):
            raise OutputError(f"{name} is the case itself; name another file for its brief")
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
    try:
        document = excerpt(document, only=only, without=without or ())
    except RequestError as error:
        raise click.UsageError(str(error)) from None
    if marking is not None:
        document = marked(document, marking)
    written = {name: as_file(document, ending) for name, ending in endings.items()}
    for name, data in written.items():
        write_atomic(Path(name), data)
    if json_to == "-":
        click.echo(as_file(document, ".json"), nl=False)
    spent = time.perf_counter() - begun
    for name in written:
        click.echo(f"wrote {name}", err=json_to == "-")
    click.echo(f"{spent:.1f} s, {result.draws:,} draws, seed {asked.seed}", err=True)
    end_if_interrupted(result, asked)


def _endings(
    outputs: tuple[str, ...], markdown_to: str | None, json_to: str | None
) -> dict[str, str]:
    """Return the files asked for, each with the ending that says what it is to hold."""
    from goodoffices.brief import RequestError, ending_of

    try:
        endings = {name: ending_of(name) for name in outputs}
    except RequestError as error:
        raise click.BadParameter(str(error), param_hint="'-o'") from None
    if markdown_to is not None:
        endings[markdown_to] = ".md"
    if json_to is not None and json_to != "-":
        endings[json_to] = ".json"
    return endings


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
