"""HTML, PDF and DOCX to text, with the extra ``goodoffices[read]``.

What these formats hold is untrusted: nothing is fetched, no script runs, and what unpacks to more
than a report can be is refused before it is unpacked.
"""

from __future__ import annotations

import io
import itertools
import logging
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from goodoffices.reading.errors import ReadingError

if TYPE_CHECKING:
    from pypdf import PageObject

__all__ = ["extracted"]

UNPACKED = 100_000_000
"""Bytes that a DOCX may unpack to."""

DRAWN = 40_000_000
"""Bytes that the pages of a PDF may unpack to: a page of print has ten thousand, a map millions."""

PAGES = 3_000
"""Pages of the longest PDF read."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NAMES = {"html": "HTML", "pdf": "PDF", "docx": "DOCX"}


def extracted(
    data: bytes, kind: Literal["html", "pdf", "docx"], shown: str
) -> tuple[str, tuple[str, ...]]:
    """Return the text of a document, one line for each block, and what to look at in it.

    Control characters are left out.

    Raises
    ------
    ReadingError
        If the library is not installed, or the file is damaged, locked, empty of text, or unpacks
        to more than it may.
    """
    read: Callable[[bytes, str], tuple[str, tuple[str, ...]]] = {
        "html": _html,
        "pdf": _pdf,
        "docx": _docx,
    }[kind]
    try:
        # The libraries complain to the log or as warnings of what they mend by themselves.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text, flags = read(data, shown)
    except ReadingError:
        raise
    except ImportError as error:
        raise ReadingError(
            shown, f"reading {_NAMES[kind]} needs {error.name}; install goodoffices[read]"
        ) from None
    except (RecursionError, MemoryError):
        raise ReadingError(shown, f"the {_NAMES[kind]} file is nested or packed too deep") from None
    except Exception as error:  # noqa: BLE001  # a damaged file raises errors of any type
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ReadingError(shown, f"the {_NAMES[kind]} file is damaged: {reason}") from None
    text = _CONTROL.sub("", text).strip()
    if not text:
        hint = "; a scan holds pictures and needs text recognition first" if kind == "pdf" else ""
        raise ReadingError(shown, f"the {_NAMES[kind]} file holds no text{hint}")
    return text + "\n", flags


def _html(data: bytes, shown: str) -> tuple[str, tuple[str, ...]]:
    import trafilatura

    # The body of an article, without menus and scripts; tables hold delegations, comments do not.
    text = trafilatura.extract(
        data, include_comments=False, include_tables=True, include_formatting=False, fast=False
    )
    if not text:
        raise ReadingError(shown, "no article was found in the HTML file; save its text as .txt")
    return str(text), ()


def _pdf(data: bytes, shown: str) -> tuple[str, tuple[str, ...]]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if not data.lstrip()[:1024].startswith(b"%PDF"):
        raise ReadingError(shown, "the file is no PDF, whatever its name says")
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadingError(shown, "the PDF file is locked with a password; save it without one")
    if len(reader.pages) > PAGES:
        raise ReadingError(
            shown, f"the PDF file has {len(reader.pages):,} pages, expected at most {PAGES:,}"
        )
    parts: list[str] = []
    mixed = False
    unpacked = 0
    for number, page in enumerate(reader.pages, 1):
        unpacked += _unpacked(page, number, shown)
        if unpacked > DRAWN:
            raise ReadingError(
                shown, f"the PDF file unpacks to more than {DRAWN:,} bytes; save its text as .txt"
            )
        seen: list[_Piece] = []
        text = page.extract_text(visitor_operand_before=_noting(seen))
        parts.append(_joined(text))
        mixed = mixed or _crosses(seen, float(page.mediabox.width))
    return "\n\n".join(parts), ("columns-mixed",) if mixed else ()


def _unpacked(page: PageObject, number: int, shown: str) -> int:
    """Return the bytes of what is drawn on a page; the library would pass over a damaged one."""
    try:
        contents = page.get_contents()
        return len(contents.get_data()) if contents is not None else 0
    except Exception as error:  # noqa: BLE001  # a damaged stream raises errors of any type
        reason = " ".join(str(error).split())[:200] or type(error).__name__
    raise ReadingError(
        shown, f"page {number} of the PDF file cannot be unpacked: {reason}; save its text as .txt"
    )


_Piece = tuple[float, float, int]
"""Where a piece of text stands on its page, and how many characters it has."""

_LINE, _COLUMN, _ROWS = 15, 0.3, 6
"""Characters of a line of prose, the share of a page's width between columns, and lines in a row
that are written across them before the order of words is doubted."""


def _noting(seen: list[_Piece]) -> Callable[..., None]:
    def note(
        operator: bytes, shown: Sequence[object], cm: Sequence[float], tm: Sequence[float]
    ) -> None:
        if operator not in (b"Tj", b"TJ", b"'", b'"') or not shown:
            return
        # An array holds text with the distances between its letters.
        parts = shown[-1] if isinstance(shown[-1], list) else [shown[-1]]
        size = sum(len(part) for part in parts if isinstance(part, str | bytes))
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        seen.append((x, y, size))

    return note


def _crosses(seen: Sequence[_Piece], width: float) -> bool:
    """Return whether lines of prose are written from column to column, so that they come out mixed.

    A page set in columns is read right as long as its file holds one column after the other, which
    most do; of one that holds line after line across the page, the words come out in that order.
    """
    prose = [piece for piece in seen if piece[2] >= _LINE]
    across = 0
    for (x, y, _), (other, level, _) in itertools.pairwise(prose):
        across += abs(y - level) < 2 and other - x > _COLUMN * width
    return across >= _ROWS


def _joined(page: str) -> str:
    """Undo the line breaks of a printed column, which are no ends of paragraphs.

    A line is joined to the one before it where that one is about as long as the column is wide;
    a word broken at its end is put together only where a small letter follows a hyphen.
    """
    lines = [line.strip() for line in page.splitlines()]
    width = max((len(line) for line in lines), default=0)
    out: list[str] = []
    open_ = False
    for line in lines:
        if open_ and out and line:
            hyphen = re.search(r"[^\W\d_]-$", out[-1]) and line[0].islower()
            out[-1] = out[-1][:-1] + line if hyphen else f"{out[-1]} {line}"
        else:
            out.append(line)
        open_ = len(line) > 0.6 * width and not (len(line) < 0.85 * width and line.endswith("."))
    return "\n".join(out)


def _docx(data: bytes, shown: str) -> tuple[str, tuple[str, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            if unpacked > UNPACKED or len(packed.infolist()) > 10_000:
                raise ReadingError(
                    shown,
                    f"the DOCX file unpacks to {unpacked:,} bytes, expected at most {UNPACKED:,}",
                )
            for part in packed.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as stream:
                        if b"<!DOCTYPE" in stream.read(4096):
                            raise ReadingError(shown, "the DOCX file declares entities, as none do")
    except zipfile.BadZipFile:
        raise ReadingError(shown, "the DOCX file is damaged: it is no zip archive") from None
    import docx
    from docx.table import Table

    parts: list[str] = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            parts.extend(
                "\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in block.rows
            )
        else:
            parts.append(block.text)
    return "\n".join(parts), ()
