"""Where quotation marks open and close: spans of quoted words, within one paragraph each.

A mark that never closes speaks to the end of its paragraph, as a quotation over several paragraphs
does, and is reported as open.  An odd number of marks is no error: documents have typing slips.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodoffices.reading._segments import paragraphs
from goodoffices.reading._types import Span

__all__ = ["Quotation", "quotations"]

_PAIRS = {"“": "”", "«": "»", "„": "“”", "‘": "’"}
_MARK = re.compile('[“”„«»"‘’]')


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between marks, without them; `open` where no mark closes it."""

    inside: Span
    open: bool


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the outermost quotations of a text, in order."""
    found: list[Quotation] = []
    for block in paragraphs(text):
        begin, closing = -1, ""
        for mark in _MARK.finditer(text, block.start, block.end):
            sign, at = mark[0], mark.start()
            if begin < 0:
                if _opens(text, sign, at):
                    begin, closing = at + 1, _PAIRS.get(sign, '"')
            elif sign in closing and not _apostrophe(text, sign, at):
                if at > begin:
                    found.append(Quotation(Span(begin, at), open=False))
                begin = -1
        if 0 <= begin < block.end and closing != "’":
            found.append(Quotation(Span(begin, block.end), open=True))
    return tuple(found)


def _opens(text: str, sign: str, at: int) -> bool:
    before = text[at - 1 : at] if at else " "
    if sign in {"“", "«", "„"}:
        return True
    if sign in {'"', "‘"}:
        return not before.isalnum()
    return False


def _apostrophe(text: str, sign: str, at: int) -> bool:
    return sign == "’" and text[at + 1 : at + 2].isalnum()
