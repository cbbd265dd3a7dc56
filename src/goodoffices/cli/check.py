"""``goodoffices check``: what is wrong in a case, and where it is thin."""

from __future__ import annotations

import click

from goodoffices.cli._shared import answer, case_argument, json_option
from goodoffices.cli._what_if import WhatIf, as_if, what_if_options

__all__ = ["command"]


@click.command("check")
@case_argument
@what_if_options
@json_option
def command(case: str, what_if: WhatIf, json_to: str | None) -> None:
    """Find what is wrong in CASE, and where it is thin.

    CASE is a case file, or the name of a bundled case. Errors, with line and column, go to
    standard error and the exit code is 1. Findings are what a sound case still lacks or
    contradicts; they are no errors.
    """
    from goodoffices.case import read_case
    from goodoffices.check import check

    file = as_if(read_case(case), what_if)
    report = check(file)
    answer(report.text(), report.as_json(), json_to, source=file.path)
