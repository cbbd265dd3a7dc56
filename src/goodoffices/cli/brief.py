"""``goodoffices brief``: the document for the evening before a round."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from goodoffices.cli._analysis import Asked, analysed, analysis_options, end_if_interrupted
from goodoffices.cli._shared import case_argument

__all__ = ["command"]


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
def command(
    *,
    case: str,
    output: str | None,
    markdown_to: str | None,
    json_to: str | None,
    asked: Asked,
) -> None:
    """Write the brief of CASE: one HTML file that needs no network and prints on A4.

    It opens with the answer, and each of its sentences leads to its claims or its computation.
    """
    from goodoffices.brief import as_html, as_json, as_markdown, compose
    from goodoffices.case import OutputError, read_case, write_atomic
    from goodoffices.reading import excerpts

    begun = time.perf_counter()
    file = read_case(case)
    result = analysed(file, asked)
    document = compose(file, result, excerpts=excerpts(file))
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
