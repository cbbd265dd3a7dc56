"""``goodoffices brief``: the document for the evening before a round."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from goodoffices.cli._analysis import (
    Asked,
    analysis_options,
    clear_progress,
    day_of,
    end_if_interrupted,
    progress,
)
from goodoffices.cli._shared import case_argument, writable
from goodoffices.cli._what_if import WhatIf, as_if, what_if_options

__all__ = ["command"]

T = TypeVar("T")


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
    from goodoffices.answers import answer_all
    from goodoffices.brief import RequestError, as_file, compose_answers, excerpt, marked
    from goodoffices.case import OutputError, read_case, write_atomic

    begun = time.perf_counter()
    endings = _endings(outputs, markdown_to, json_to)
    file = as_if(read_case(case), what_if)
    if not outputs and json_to != "-":
        endings = {f"{file.case.case}-brief.html": ".html", **endings}
    for name in endings:
        writable(name)
        if Path(name).exists() and file.path.samefile(name):
            raise OutputError(f"{name} is the case itself; name another file for its brief")
    try:
        answers = answer_all(
            file,
            draws=asked.draws,
            seed=asked.seed,
            runs=runs,
            at=day_of(file, asked.at),
            progress=progress,
        )
    finally:
        clear_progress()
    if answers.no_talks:
        click.echo(f"no section on the talks: {answers.no_talks}", err=True)
    document = compose_answers(file, answers)
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
    click.echo(f"{spent:.1f} s, {answers.zone.draws:,} draws, seed {asked.seed}", err=True)
    end_if_interrupted(answers.zone, asked)


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
