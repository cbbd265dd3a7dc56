"""``goodoffices intent``: what the mediator and the delegations may be after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli._shared import answer, case_argument, json_option
from goodoffices.cli._what_if import WhatIf, as_if, what_if_options, with_overrides

if TYPE_CHECKING:
    from goodoffices.case import Case
    from goodoffices.intent import MediatorResult

__all__ = ["command"]

_MOST_DRAWS = 100_000
_LEAST_DRAWS = 20
"""Fewer cannot tell the 5 per cent quantile from the smallest draw."""


@click.command("intent")
@case_argument
@click.option(
    "--draws",
    default=2000,
    show_default=True,
    type=click.IntRange(_LEAST_DRAWS, _MOST_DRAWS),
    metavar="N",
    help="Draws of everything uncertain; more give steadier intervals.",
)
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=int,
    metavar="S",
    help="Seed of the draws; the same seed gives the same answer.",
)
@click.option(
    "--about",
    metavar="PARTY",
    help="Only the mediator PARTY, where the case has hypotheses about several.",
)
@click.option(
    "--matrix",
    "matrix_to",
    metavar="FILE",
    help="Also write the matrix of evidence by hypotheses to FILE (.csv or .json).",
)
@what_if_options
@json_option
def command(
    *,
    case: str,
    draws: int,
    seed: int,
    about: str | None,
    matrix_to: str | None,
    what_if: WhatIf,
    json_to: str | None,
) -> None:  # fmt: skip
    """Infer what the mediator and the delegations of CASE may be after.

    Evidence, and no proof: it says "not identified" where the evidence does not tell the
    hypotheses apart. The words are those of the brief.
    """
    import dataclasses

    from goodoffices.brief import as_text, intent_sections
    from goodoffices.case import NoAnswer, read_case
    from goodoffices.intent import analyse

    if matrix_to is not None and Path(matrix_to).suffix not in (".csv", ".json"):
        raise click.BadParameter(
            f"found {Path(matrix_to).suffix or 'no ending'!r}, expected a name that ends in .csv "
            "or .json",
            param_hint="'--matrix'",
        )
    file = as_if(read_case(case), what_if)
    if about is not None:
        kept = tuple(h for h in file.case.hypotheses if h.about == about)
        if not kept:
            known = ", ".join(dict.fromkeys(h.about for h in file.case.hypotheses)) or "none"
            raise click.BadParameter(
                f"found '{about}', expected a mediator with hypotheses: {known}",
                param_hint="'--about'",
            )
    result = analyse(file.case, seed=seed, draws=draws)
    if about is not None:
        chosen = tuple(entry for entry in result.mediators if entry.about == about)
        result = dataclasses.replace(result, mediators=chosen)
    if matrix_to is not None:
        if len(result.mediators) != 1:
            raise NoAnswer(
                f"{file.case.case}: a matrix is about one mediator with hypotheses, found "
                f"{len(result.mediators)}; choose one with --about, or add hypotheses"
            )
        _write(file.path, file.case, result.mediators[0], Path(matrix_to))
    text = as_text(intent_sections(file, result))
    answer(text, with_overrides(result.as_json(), file), json_to, source=file.path)


def _write(source: Path, case: Case, result: MediatorResult, path: Path) -> None:
    from goodoffices.case import OutputError, write_atomic
    from goodoffices.intent import matrix_csv, matrix_json, matrix_losses

    if path.exists() and source.samefile(path):
        raise OutputError(f"{path} is the case itself; name another file for its matrix")
    as_json = path.suffix == ".json"
    text = matrix_json(case, result) if as_json else matrix_csv(case, result)
    write_atomic(path, text.encode())
    for note in matrix_losses(case, result, names=as_json):
        click.echo(f"note: {note}", err=True)
    click.echo(f"wrote {path}", err=True)
