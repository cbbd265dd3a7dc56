"""``goodoffices record survival``: how long the agreements of a data set held."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli._shared import answer, json_option, writable
from goodoffices.cli.record._datasets import dataset_argument, files_argument, not_over

__all__ = ["command"]

_MOST_YEARS = 20


@click.command("survival")
@dataset_argument
@files_argument
@click.option(
    "--by",
    metavar="FEATURE",
    help="Compare by a feature, such as commission; a name that is unknown lists those known.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="FEATURE=VALUE",
    help="Only a class, such as conflict=interstate; repeat to narrow it.",
)
@click.option(
    "--years",
    default="1,5,10",
    show_default=True,
    metavar="YEARS",
    help="After how many years, with commas.",
)
@json_option
def command(
    *,
    dataset: str,
    files: tuple[str, ...],
    by: str | None,
    only: tuple[str, ...],
    years: str,
    json_to: str | None,
) -> None:
    """Tell how long the agreements of a data set held, with intervals.

    DATASET is ucdp-agreements, ucdp-dyads or ucdp-conflicts, FILE its file as it was downloaded;
    the others follow nothing through time. With the file of PA-X beside it, ucdp-agreements can be
    compared by guarantee, enforcement, mission and monitoring. A difference between classes is an
    association, and no effect.
    """
    from goodoffices.brief import survival_text
    from goodoffices.record import read_events, survival

    writable(json_to)
    not_over(json_to, files)
    result = survival(read_events(dataset, files), years=_years(years), by=by, only=_chosen(only))
    answer(survival_text(result), result.as_json(), json_to, source=Path(files[0]))


def _years(text: str) -> tuple[float, ...]:
    parts = text.split(",")
    try:
        found = tuple(sorted({float(part) for part in parts}))
    except ValueError:
        found = ()
    if not found or len(parts) > _MOST_YEARS or not all(0 < year <= 200 for year in found):
        raise click.BadParameter(
            f"found '{text[:40]}', expected up to {_MOST_YEARS} numbers from 0 to 200 with commas, "
            "such as 1,5,10",
            param_hint="'--years'",
        )
    return found


def _chosen(only: tuple[str, ...]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for part in only:
        name, sign, value = part.partition("=")
        if not sign or not name.strip() or not value.strip() or name.strip() in chosen:
            raise click.BadParameter(
                f"found '{part[:40]}', expected FEATURE=VALUE, each feature once",
                param_hint="'--only'",
            )
        chosen[name.strip()] = value.strip()
    return chosen
