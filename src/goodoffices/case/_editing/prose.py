"""A text of several lines, written the way the one was that it takes the place of."""

from __future__ import annotations

import re
import textwrap

from goodoffices.case.emit import WIDTH

__all__ = ["prose"]

_LITERAL = re.compile(r"\S.*(?:\n(?:\S.*)?)*\S|\S")
"""Texts that a literal block holds as they are: no line begins with a space."""

_FOLDED = re.compile(r"\S+(?: \S+)*")
"""Texts whose line ends can be anywhere between words."""


def prose(text: str, style: str, column: int) -> list[str] | None:
    """Return the lines of a text as a block, the first being its sign.

    Parameters
    ----------
    text
        The text.
    style
        ``|``, which keeps line ends, or ``>``, which folds them.
    column
        Where its lines begin.

    Returns
    -------
    The lines; ``None`` where a block cannot hold the text, or need not.
    """
    if "\t" in text or "\r" in text:
        return None
    pad = " " * column
    if "\n" in text:
        if not _LITERAL.fullmatch(text):
            return None
        return ["|-", *(pad + line if line else "" for line in text.split("\n"))]
    if style == "|" or not _FOLDED.fullmatch(text):
        return None
    width = max(WIDTH - column, 20)
    rows = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return [">-", *(pad + row for row in rows)]
