"""How a message shows what was found and names what was expected."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

from goodoffices.case._tree import Plain

__all__ = ["LISTED", "clip", "listing", "nearest", "shown"]

LONGEST = 60
"""Characters of a found text that a message repeats."""

LISTED = 14
"""Known ids that a message lists; more would hide the message."""

SEARCHED = 500
"""Candidates compared with a misspelt id; comparison takes some 10 microseconds each."""


def shown(value: Plain, text: str = "") -> str:
    """Return a short description of a value, for "found ..."; `text` is how the file writes it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the value {text or str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {clip(text) or value}"
    if isinstance(value, str):
        return f"the text '{clip(value)}'" if value else "an empty text"
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if value and len(value) <= 4 and all(isinstance(part, int | float) for part in value):
        return "[" + ", ".join(str(part) for part in value) + "]"
    return f"a list of {len(value)}" if value else "an empty list"


def clip(text: str, most: int = LONGEST) -> str:
    """Return a text on one line, cut where it has more than `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 3] + "..."


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` most likely misspells, if one is near."""
    near = [each for each in known if abs(len(each) - len(word)) <= 1 + len(word) // 2]
    found = difflib.get_close_matches(word[:80], near[:SEARCHED], n=1, cutoff=0.6)
    return found[0] if found else None


def listing(known: Collection[str]) -> str:
    """Return known words as "a, b, c", cut where there are many."""
    words = sorted(set(known))
    cut = f", ... ({len(words)} in all)" if len(words) > LISTED else ""
    return ", ".join(clip(word) for word in words[:LISTED]) + cut
