"""The options by which a command answers about a case with fields set otherwise."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from goodoffices.case import CaseFile, Scenario

__all__ = ["BASE", "WhatIf", "as_if", "compared", "what_if_options", "with_overrides"]

BASE = "base"
"""What the case without a scenario is called among scenarios."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Fields set on the command line, path and value, and the files of scenarios."""

    settings: tuple[tuple[str, str], ...]
    scenarios: tuple[str, ...]


def what_if_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of a what-if, which reach the command as one `WhatIf`."""

    @functools.wraps(command)
    def gathered(*, settings: tuple[str, ...], scenarios: tuple[str, ...], **rest: object) -> None:
        command(what_if=WhatIf(tuple(map(_pair, settings)), scenarios), **rest)

    options = (
        click.option(
            "--scenario", "scenarios", metavar="FILE", multiple=True,
            help="As if the fields were as the scenario in FILE sets them.",
        ),
        click.option(
            "--set", "settings", metavar="PATH=VALUE", multiple=True,
            help="As if a field of the case had this value, for example "
            "'parties[north].no_agreement.utility=0.4'; null removes it. Repeatable.",
        ),
    )  # fmt: skip
    added: Callable[..., None] = gathered
    for option in reversed(options):
        added = option(added)
    return added


def as_if(file: CaseFile, what_if: WhatIf) -> CaseFile:
    """Return a case as it is asked about, for a command that answers about one.

    What is set on the command line comes on top of the scenario.

    Raises
    ------
    click.UsageError
        If there are several scenarios.
    CaseError
        If one cannot be read, or cannot be set on the case.
    """
    from goodoffices.case import read_scenario

    if len(what_if.scenarios) > 1:
        raise click.UsageError("found several scenarios, expected one: run the command for each")
    scenario = read_scenario(what_if.scenarios[0]) if what_if.scenarios else None
    return _overridden(file, scenario, what_if)


def compared(file: CaseFile, what_if: WhatIf) -> list[tuple[str, CaseFile]]:
    """Return the case and each scenario on it, with their names, for a command that compares.

    What is set on the command line is set in all of them, the case without a scenario included,
    which comes first and is called `BASE`.

    Raises
    ------
    click.UsageError
        If two have the same name.
    CaseError
        If a scenario cannot be read, or cannot be set on the case.
    """
    from goodoffices.case import read_scenario

    cases = [(BASE, _overridden(file, None, what_if))]
    for source in what_if.scenarios:
        scenario = read_scenario(source)
        if scenario.name in dict(cases):
            raise click.UsageError(
                f"{source}: the name '{scenario.name}' is taken; give each scenario its own"
            )
        cases.append((scenario.name, _overridden(file, scenario, what_if)))
    return cases


def with_overrides(data: Mapping[str, object], file: CaseFile) -> dict[str, object]:
    """Return a result as JSON with what was set otherwise, where anything was."""
    if not file.overrides:
        return dict(data)
    return {**data, "overrides": [entry.as_json() for entry in file.overrides]}


def _overridden(file: CaseFile, scenario: Scenario | None, what_if: WhatIf) -> CaseFile:
    from goodoffices.case import override

    if scenario is not None:
        file = override(file, scenario)
    return override(file, what_if.settings, source="--set")


def _pair(text: str) -> tuple[str, str]:
    path, sign, value = text.partition("=")
    if not sign:
        raise click.BadParameter(
            f"found {text!r}, expected PATH=VALUE, such as 'horizon=2027-06-30'",
            param_hint="'--set'",
        )
    return path, value
