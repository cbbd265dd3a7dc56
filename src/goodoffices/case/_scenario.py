"""A scenario: a few fields of a case set otherwise, with a name, in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from goodoffices.case._tree import Mark, Node
from goodoffices.case.nouns import Id, Model, Name, Text, read_noun

__all__ = ["Assignment", "Scenario", "read_scenario"]

LIMIT = 500_000
"""Largest scenario read, in bytes; one sets a few fields."""

_EMPTY = "the file holds nothing, expected `scenario: NAME` and below `set:` lines `path: value`"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A field and the value that it is set to.

    Parameters
    ----------
    path
        The field as the user wrote it.
    value
        The value, with its marks.
    source
        What it stands in, for messages: the file of a scenario, or the option of a command.
    mark
        Line and column of the path in a file; ``None`` where it comes from no file.
    """

    path: str
    value: Node
    source: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Fields set otherwise together, under one name.

    Parameters
    ----------
    name
        Its slug.
    title
        What a reader sees; ``None`` where the name is all there is.
    note
        Why it is asked.
    file
        The file as the user named it.
    assignments
        What it sets, in the order of the file.
    """

    name: str
    title: str | None
    note: str | None
    file: str
    assignments: tuple[Assignment, ...]


class _Written(Model):
    scenario: Id = Field(description="Its name, a slug.")
    title: Name | None = None
    note: Text | None = None
    set_: dict[str, Any] = Field(
        alias="set", min_length=1, description="Fields of the case and their values, path: value."
    )


def read_scenario(source: str | Path) -> Scenario:
    """Read a scenario.

    Parameters
    ----------
    source
        The file: ``scenario: name``, and below ``set:`` a line ``path: value`` for each field.
        Whether a case has these fields shows when it is set on one.

    Raises
    ------
    CaseError
        If the file cannot be read, or something in it is wrong; it carries every problem found.
    """
    name = str(source)
    written, root = read_noun(
        Path(source), name, _Written, empty=_EMPTY, begins="scenario: NAME", limit=LIMIT
    )
    lines = root.children["set"]
    assignments = tuple(
        Assignment(str(path), value, name, lines.keys[str(path)])
        for path, value in lines.children.items()
    )
    return Scenario(written.scenario, written.title, written.note, name, assignments)
