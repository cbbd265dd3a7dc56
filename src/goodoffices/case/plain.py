"""A YAML file beside a case, read with the care that a case is read with."""

from __future__ import annotations

from pathlib import Path

from goodoffices.case._files import read_bounded
from goodoffices.case._text import decode
from goodoffices.case._tree import Node, Plain, UnreadableError, parse
from goodoffices.case.errors import CaseError, Problem

__all__ = ["Plain", "Tree", "read_plain", "read_tree"]

Tree = Node
"""What a file holds, with the line and column of every value."""


def read_plain(path: Path, name: str) -> Plain:
    """Return what a YAML file holds, as mappings, tuples and scalars; ``None`` where nothing.

    Parameters
    ----------
    path
        The file.
    name
        The same as the user named it, for messages.

    Raises
    ------
    CaseError
        If the file cannot be read, or is not the plain YAML of a case.
    """
    root = read_tree(path, name)
    return None if root is None else root.plain


def read_tree(path: Path, name: str) -> Tree | None:
    """Return what a YAML file holds and where; ``None`` where it holds nothing.

    Parameters
    ----------
    path
        The file.
    name
        The same as the user named it, for messages.

    Raises
    ------
    CaseError
        If the file cannot be read, or is not the plain YAML of a case.
    """
    data = read_bounded(path, name)
    try:
        root, flaws = parse(decode(data))
    except UnreadableError as error:
        flaws, root = (error.flaw,), None
    if flaws:
        problems = (Problem(flaw.line, flaw.column, "", flaw.message) for flaw in flaws)
        raise CaseError(name, tuple(problems))
    return root
