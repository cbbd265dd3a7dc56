"""``goodoffices record backtest``: past talks, asked again as if their end were not known."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from goodoffices.cli._shared import answer, json_option, spared, writable

__all__ = ["command"]


@click.command("backtest")
@click.argument("cases", metavar="[CASE]...", nargs=-1)
@click.option(
    "--outcome",
    "outcome_files",
    metavar="FILE",
    multiple=True,
    help="What became of a case of your own, or another account of a bundled one; repeatable.",
)
@click.option(
    "--draws",
    default=2000,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="Draws of everything uncertain; more give narrower intervals.",
)
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=int,
    metavar="S",
    help="Seed of the draws; the same seed gives the same answer.",
)
@json_option
def command(
    cases: tuple[str, ...],
    outcome_files: tuple[str, ...],
    draws: int,
    seed: int,
    json_to: str | None,
) -> None:
    """Ask past talks again, as if their end were not known, and set the answer beside it.

    Without a CASE: all bundled cases of which it is on record what became of them. Does the
    analysis name the issue that blocked or was decided last, where does the package signed lie, and
    what would luck have done?
    """
    from goodoffices.brief import as_text, backtest_sections
    from goodoffices.case import bundled_path, read_case
    from goodoffices.record import backtest, case_of, outcomes, read_outcome

    writable(json_to)
    files = {}
    # By path, as a file of the user's may have the name of a bundled case.
    for name in cases or map(bundled_path, outcomes()):
        file = read_case(name)
        if file.case.case in files:
            raise click.BadParameter(f"{file.case.case} is given twice", param_hint="'[CASE]...'")
        files[file.case.case] = file
    ends = {}
    for source in outcome_files:
        about = case_of(source)
        if about not in files:
            raise click.BadParameter(
                f"{source} is about {about}, which is not among the cases asked: "
                f"{', '.join(files)}",
                param_hint="'--outcome'",
            )
        if about in ends:
            raise click.BadParameter(
                f"{source} is a second account of {about}; give one", param_hint="'--outcome'"
            )
        ends[about] = read_outcome(source, files[about].case)
    paths = [file.path for file in files.values()]
    spared(json_to, [*paths, *map(Path, outcome_files)])
    try:
        result = backtest(
            list(files.values()), ends=ends, draws=draws, seed=seed, progress=_progress
        )
    finally:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", err=True, nl=False)
    text = as_text(backtest_sections(files, result))
    answer(text, result.as_json(), json_to, source=paths[0])


def _progress(case: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{case} ...", err=True, nl=False)
