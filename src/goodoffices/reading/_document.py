"""A file to a frozen document: bounded, decoded once, and never rewritten."""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import re
import stat
from dataclasses import replace
from pathlib import Path
from typing import Literal

from goodoffices.reading._types import Document, Span
from goodoffices.reading.errors import ReadingError

__all__ = ["LARGEST_FILE", "LARGEST_TEXT", "document_from_text", "read_document"]

LARGEST_FILE = 30_000_000
"""Bytes of the largest file read; a report with pictures has a tenth of it."""

LARGEST_TEXT = 4_000_000
"""Code points of the longest text read: about 1 500 printed pages."""

FORMATS: dict[str, Literal["html", "pdf", "docx"]] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx",
}  # fmt: skip

_PLAIN = ("", ".txt", ".text", ".md", ".markdown")

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_document(path: str | Path, *, date: dt.date | None = None) -> Document:
    """Read a document from a file.

    Parameters
    ----------
    path
        Text or Markdown in UTF-8; with the extra ``[read]`` also HTML, PDF and DOCX, told apart
        by the ending of the name.
    date
        The day the document bears, from which years that its text leaves out are inferred.

    Raises
    ------
    ReadingError
        If there is no such file, it is too large, damaged, not text, or of an unknown format.
    """
    path = Path(path)
    shown = str(path)
    suffix = path.suffix.lower()
    if suffix not in FORMATS and suffix not in _PLAIN:
        raise ReadingError(
            shown,
            f"the format {suffix} is not read; expected a name that ends in .txt, .md, .html, "
            ".pdf or .docx",
        )
    data = _content(path, shown)
    if suffix not in FORMATS:
        return document_from_text(_decoded(data, shown), path.name, date=date)
    from goodoffices.reading._formats import extracted

    kind = FORMATS[suffix]
    text, flags = extracted(data, kind, shown)
    return replace(document_from_text(text, path.name, kind=kind, date=date), flags=flags)


def document_from_text(
    text: str,
    name: str,
    *,
    kind: Literal["text", "html", "pdf", "docx"] = "text",
    date: dt.date | None = None,
) -> Document:
    """Freeze a text; no code point of it is changed.

    Raises
    ------
    ReadingError
        If it holds no word, is too long, or has control characters or halves of surrogate pairs,
        which no text has.
    """
    if len(text) > LARGEST_TEXT:
        raise ReadingError(
            name,
            f"the text has {len(text):,} characters, expected at most {LARGEST_TEXT:,}; split it",
        )
    control = _CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        raise ReadingError(
            name,
            f"found the control character U+{ord(control[0]):04X}, so this seems to be no text; "
            "expected UTF-8 text",
            line,
        )
    if not any(character.isalnum() for character in text):
        raise ReadingError(name, "the document holds no words")
    try:
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise ReadingError(name, "found half a surrogate pair, expected text", line) from None
    lines = tuple(Span(*match.span()) for match in _LINE.finditer(text))
    return Document(name, text, digest, lines, kind, date.isoformat() if date else None)


def _content(path: Path, shown: str) -> bytes:
    try:
        # Looking before opening: opening a pipe nobody writes to would wait for ever.
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadingError(shown, "this is a directory, expected a document")
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError(shown, "this is not a regular file, expected a document")
        size = status.st_size
        if size <= LARGEST_FILE:
            with path.open("rb") as stream:
                data = stream.read(LARGEST_FILE + 1)
            size = len(data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReadingError(shown, f"cannot be read: {(reason or 'unknown').lower()}") from None
    if size > LARGEST_FILE:
        raise ReadingError(
            shown, f"the file has {size:,} bytes, expected at most {LARGEST_FILE:,}; split it"
        )
    if not data.strip():
        raise ReadingError(shown, "the file is empty")
    return data


def _decoded(data: bytes, shown: str) -> str:
    # No guess at other encodings: a wrong guess changes names silently, an error is mended at once.
    if data.startswith(_WIDE):
        raise ReadingError(shown, "the file is UTF-16 or UTF-32 text; save it as UTF-8")
    if b"\0" in data:
        raise ReadingError(shown, "the file is binary (it has zero bytes), expected UTF-8 text")
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise ReadingError(
            shown, f"the byte 0x{byte:02x} is not UTF-8; save the file as UTF-8", line
        ) from None
