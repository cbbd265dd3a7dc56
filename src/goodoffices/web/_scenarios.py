"""The scenarios kept beside a case, and where they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodoffices.case import CaseError, CaseFile, override, read_scenario
from goodoffices.case.emit import flow
from goodoffices.web._asked import Settings
from goodoffices.web._folder import Entry, Folder, kept_beside

__all__ = ["MOST", "KeptScenario", "kept_scenarios", "scenario_folder"]

MOST = 100
"""Scenarios kept for a case."""


@dataclass(frozen=True, slots=True)
class KeptScenario:
    """A scenario kept beside a case.

    Parameters
    ----------
    name
        That of its file, without the ending.
    title
        What a reader sees.
    settings
        What it sets; nothing where its file cannot be used.
    error
        Why it cannot be used; empty where it can.
    """

    name: str
    title: str
    settings: Settings = ()
    error: str = ""


def scenario_folder(folder: Folder, entry: Entry) -> Path:
    """Return where the scenarios of a case are kept."""
    return folder.path / f"{entry.key}.scenarios"


def kept_scenarios(folder: Folder, entry: Entry, file: CaseFile) -> list[KeptScenario]:
    """Return the scenarios kept beside a case, by the names of their files."""
    found = []
    for path in kept_beside(scenario_folder(folder, entry), MOST):
        try:
            scenario = read_scenario(path)
            override(file, scenario)
        except CaseError as error:
            problem = error.problems[0].text(path.name)
            found.append(KeptScenario(path.stem, path.stem, error=problem))
            continue
        settings = tuple((each.path, _value(each.value.plain)) for each in scenario.assignments)
        found.append(KeptScenario(path.stem, scenario.title or scenario.name, settings))
    return found


def _value(plain: Any) -> str:
    return "null" if plain is None else flow(plain)
