"""Words of a document as they can be shown and kept: on one line, with nothing invisible."""

from __future__ import annotations

import unicodedata

__all__ = ["clean"]

_JOINERS = "\u200c\u200d"
"""Invisible, and yet letters of some scripts and of emoji are put together with them."""


def clean(words: str, most: int) -> str:
    """Return words as a case may hold them: on one line, with nothing invisible, not too long."""
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in words
        if letter.isspace() or letter in _JOINERS or unicodedata.category(letter)[0] != "C"
    )
    line = " ".join(kept.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
