"""Bytes to text: UTF-8 only, and no character that hides or disguises what is written."""

from __future__ import annotations

import codecs
import re

from goodoffices.case._tree import Flaw, UnreadableError

__all__ = ["decode", "forbidden"]

_BIDI = "\u202a-\u202e\u2066-\u2069"
_FORBIDDEN = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029{_BIDI}\ufeff\ufffe\uffff]"
)
_LINE_END = re.compile(r"\r\n|\n|\r")
_WIDE = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def decode(data: bytes) -> str:
    """Return the text of a file, without its byte order mark.

    Raises
    ------
    UnreadableError
        If it is not UTF-8 text, or has a character which a case may not have.
    """
    # UTF-32-LE begins with the mark of UTF-16-LE, so the longer one is asked first.
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableError(Flaw(None, None, "the file is UTF-32 text; save it as UTF-8"))
    if data.startswith(tuple(_WIDE)):
        raise UnreadableError(Flaw(None, None, "the file is UTF-16 text; save it as UTF-8"))
    if b"\0" in data:
        raise UnreadableError(
            Flaw(None, None, "the file is binary (it has zero bytes), expected UTF-8 text")
        )
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        line, column = _place(before)
        byte = error.object[error.start]
        raise UnreadableError(
            Flaw(line, column, f"the byte 0x{byte:02x} is not UTF-8; save the file as UTF-8")
        ) from None
    match = _FORBIDDEN.search(text)
    if match is not None:
        line, column = _place(text[: match.start()])
        raise UnreadableError(Flaw(line, column, _complaint(match[0])))
    return text


def forbidden(text: str) -> str | None:
    r"""Return what is wrong with a text written with escapes (``"\u202e"``), if anything."""
    match = _FORBIDDEN.search(text)
    return None if match is None else _complaint(match[0])


def _complaint(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if re.match(f"[{_BIDI}]", character):
        return (
            f"the invisible character {code} changes the direction of text and can disguise it; "
            "remove it (right-to-left text needs no such character)"
        )
    return f"the invisible control character {code} is not allowed in a case; remove it"


def _place(before: str) -> tuple[int, int]:
    ends = list(_LINE_END.finditer(before))
    return len(ends) + 1, len(before) - (ends[-1].end() if ends else 0) + 1
