"""``goodoffices record holds``: how long agreements like a package have held."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import click

from goodoffices.cli._analysis import Asked, analysed, analysis_options, end_if_interrupted
from goodoffices.cli._kinds import Kinds, kind_options
from goodoffices.cli._shared import answer, case_argument, json_option
from goodoffices.cli._what_if import WhatIf, as_if, what_if_options, with_overrides

if TYPE_CHECKING:
    from goodoffices.zone import ZoneResult

__all__ = ["command"]

_MOST_YEARS = 12
_LONGEST = 200.0


@click.command("holds")
@case_argument
@click.option(
    "--draft",
    metavar="FILE",
    help="The package: a file with a line 'issue: option' for each settled issue, or a result "
    "that has one. By default the most robust package of the zone.",
)
@click.option(
    "--years", default="1,5,10", show_default=True, metavar="K,...", help="After how many years."
)
@kind_options
@analysis_options
@what_if_options
@json_option
def command(
    *,
    case: str,
    draft: str | None,
    years: str,
    kinds: Kinds,
    asked: Asked,
    what_if: WhatIf,
    json_to: str | None,
) -> None:
    """Say how long agreements like a package of CASE have held, once they were signed.

    By class of past agreements, with n and interval, and beside it those that had a feature which
    the package has: an association. It is not multiplied with the chance that anything is signed.
    """
    from goodoffices.brief import as_text, holds_sections
    from goodoffices.case import read_case, read_package
    from goodoffices.record import choice_of, holding

    file = as_if(read_case(case), what_if)
    asked_years = _years(years)
    choice, known = choice_of(file.case, **kinds.chosen()), kinds.table()
    zone: ZoneResult | None = None
    source: Literal["robust", "closest", "draft"] = "draft"
    package: dict[str, str] | None = None
    if draft is not None:
        package = read_package(draft, file.case)
    else:
        zone = analysed(file, asked)
        source = "robust" if zone.headline else "closest"
        found = zone.headline or zone.closest
        package = found.package if found else None
    result = holding(
        file.case, package, source=source, years=asked_years, choice=choice, known=known
    )
    text = as_text(holds_sections(file, result))
    answer(text, with_overrides(result.as_json(), file), json_to, source=file.path)
    if zone is not None:
        end_if_interrupted(zone, asked)


def _years(text: str) -> tuple[float, ...]:
    found = []
    for part in text.split(","):
        try:
            number = float(part)
        except ValueError:
            number = math.nan
        if not 0 < number <= _LONGEST:
            raise click.BadParameter(
                f"found {part.strip()!r}, expected numbers above 0 and up to {_LONGEST:g}, "
                "such as 1,5,10",
                param_hint="'--years'",
            )
        found.append(number)
    if len(found) > _MOST_YEARS:
        raise click.BadParameter(
            f"found {len(found)} numbers, expected at most {_MOST_YEARS}", param_hint="'--years'"
        )
    return tuple(sorted(set(found)))
