"""Problems while they are gathered, and the end of it: sorted, placed, with the nearest id."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from goodoffices.case._tree import Flaw, Key, Node
from goodoffices.case._where import where
from goodoffices.case._words import LISTED, listing, nearest
from goodoffices.case.errors import Problem

__all__ = ["SUGGESTED", "Draft", "distinct", "finish", "worded"]

SUGGESTED = 100
"""Problems that get a nearest id: comparing words is slow, and nobody reads the thousandth."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One problem, at a path of the case.

    Parameters
    ----------
    path
        Keys and indices from the top of the case.
    message
        What was found and what was expected.
    on_key
        Whether the key that ends `path` is meant and not its value.
    word, known
        For an unknown word: the word and the words it may stand for.
    """

    path: tuple[Key, ...]
    message: str
    on_key: bool = False
    word: str = ""
    known: Collection[str] = ()


def finish(drafts: Iterable[Draft], flaws: Iterable[Flaw], root: Node) -> tuple[Problem, ...]:
    """Turn drafts and flaws into problems, in the order of the file."""
    placed = sorted(
        ((root.find_key(d.path) if d.on_key else root.find(d.path), d) for d in distinct(drafts)),
        key=lambda pair: pair[0],
    )
    problems = [
        Problem(*mark, where(draft.path, root.plain), worded(draft, n < SUGGESTED))
        for n, (mark, draft) in enumerate(placed)
    ]
    problems += [Problem(flaw.line, flaw.column, "", flaw.message) for flaw in flaws]
    return tuple(sorted(problems, key=lambda p: (p.line or 0, p.column or 0)))


def distinct(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts without those that say the same of the same place."""
    return list({(draft.path, draft.message): draft for draft in drafts}.values())


def worded(draft: Draft, suggest: bool) -> str:
    """Return what a draft says, with the nearest known word where that is wanted."""
    if not draft.word:
        return draft.message
    near = nearest(draft.word, draft.known) if suggest else None
    hint = f"; did you mean '{near}'?" if near else ""
    if not draft.known:
        return f"{draft.message}, and there is none"
    if near and len(draft.known) > LISTED:
        return f"{draft.message}{hint}"
    return f"{draft.message}, expected one of {listing(draft.known)}{hint}"
