"""``goodoffices record classes``: the classes of past talks that a case belongs to."""

from __future__ import annotations

import click

from goodoffices.cli._kinds import Kinds, kind_options
from goodoffices.cli._shared import answer, case_argument, json_option
from goodoffices.cli._what_if import WhatIf, as_if, what_if_options, with_overrides

__all__ = ["command"]


@click.command("classes")
@case_argument
@kind_options
@what_if_options
@json_option
def command(*, case: str, kinds: Kinds, what_if: WhatIf, json_to: str | None) -> None:
    """Set CASE beside the classes of past talks that it belongs to.

    Which those are the case says itself (its key `record`), unless an option says otherwise.
    Several suit any case: they stand side by side, and none is multiplied with another.
    """
    from goodoffices.brief import as_text, classes_sections
    from goodoffices.case import read_case
    from goodoffices.record import choice_of, reference_classes

    file = as_if(read_case(case), what_if)
    choice = choice_of(file.case, **kinds.chosen())
    result = reference_classes(file.case, choice, known=kinds.table())
    text = as_text(classes_sections(file, result))
    answer(text, with_overrides(result.as_json(), file), json_to, source=file.path)
