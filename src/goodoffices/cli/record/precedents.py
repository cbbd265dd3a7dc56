"""``goodoffices record precedents``: how past talks settled questions of a kind."""

from __future__ import annotations

import click

from goodoffices.cli._shared import answer, case_argument, json_option
from goodoffices.cli._what_if import WhatIf, as_if, what_if_options, with_overrides

__all__ = ["command"]


@click.command("precedents")
@case_argument
@click.argument("issue", metavar="ISSUE")
@what_if_options
@json_option
def command(*, case: str, issue: str, what_if: WhatIf, json_to: str | None) -> None:
    """Show how past talks settled questions of the kind of ISSUE, an issue of CASE.

    What was agreed, deferred, traded or left open in the bundled past talks that had ended by the
    day of CASE, and how frequent such provisions are in agreements.
    """
    from goodoffices.brief import as_text, precedents_sections
    from goodoffices.case import read_case
    from goodoffices.record import precedents

    file = as_if(read_case(case), what_if)
    try:
        result = precedents(file.case, issue)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'ISSUE'") from None
    text = as_text(precedents_sections(file, result))
    answer(text, with_overrides(result.as_json(), file), json_to, source=file.path)
