"""Nouns that other rooms keep in YAML files of their own, read with the care that a case is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from goodoffices.case._base import Date, Id, Model, Name, Text
from goodoffices.case._draft import Draft, finish, worded
from goodoffices.case._faults import faults
from goodoffices.case._files import LIMIT, read_bounded
from goodoffices.case._judge import tree_of
from goodoffices.case._tree import Node
from goodoffices.case.errors import CaseError

__all__ = ["Date", "Draft", "Id", "Model", "Name", "Node", "Text", "read_noun", "refuse", "unknown"]

_Noun = TypeVar("_Noun", bound=Model)


def read_noun(
    path: Path, name: str, noun: type[_Noun], *, empty: str, begins: str, limit: int = LIMIT
) -> tuple[_Noun, Node]:
    """Read a file that holds one noun.

    Parameters
    ----------
    path
        The file.
    name
        The same as the user named it, for messages.
    noun
        What it is to be.
    empty
        What to say of a file that holds nothing.
    begins
        What such a file begins with, for messages.
    limit
        Largest size, in bytes.

    Returns
    -------
    The noun, and the tree of the file, by which further problems find their place.

    Raises
    ------
    CaseError
        If the file cannot be read, or something in it is wrong; it carries every problem found.
    """
    data = read_bounded(path, name, limit)
    root, flaws = tree_of(data, name, empty=empty, begins=begins)
    try:
        # By the keys of the file: a field whose name Python reserves has another in it.
        found = noun.model_validate(root.plain, by_alias=True, by_name=False)
    except ValidationError as error:
        raise CaseError(name, finish(faults(error, root, noun), flaws, root)) from None
    if flaws:
        raise CaseError(name, finish((), flaws, root))
    return found, root


def refuse(name: str, root: Node, drafts: Iterable[Draft]) -> None:
    """Raise the problems found in a file after it was read, if there are any.

    Raises
    ------
    CaseError
        If there are; in the order of the file, with line and column.
    """
    problems = finish(drafts, (), root)
    if problems:
        raise CaseError(name, problems)


def unknown(word: str, what: str, known: Collection[str]) -> str:
    """Return the complaint about an unknown id, with the known ones and the nearest.

    Examples
    --------
    >>> unknown("crimae", "issue", ["crimea", "donbas"])
    "no issue 'crimae', expected one of crimea, donbas; did you mean 'crimea'?"
    """
    return worded(Draft((), f"no {what} '{word}'", word=word, known=known), suggest=True)
