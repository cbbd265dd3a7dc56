"""A downloaded file as a sheet of texts: bounded, with a header, each row with its line."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodoffices.record._data.bounds import LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from goodoffices.record.errors import RecordError

__all__ = ["Sheet", "open_sheet"]

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of one file.

    Parameters
    ----------
    file
        The file as the user named it.
    sha256
        The hash of its bytes.
    header
        Names of columns, stripped; those without a name are not there.
    header_line
        The line of the header.
    places
        Where in a row each column stands.
    rows
        The rows below the header: the line where each begins, and its cells.
    notices
        What a reader should know of how it was read.
    """

    file: str
    sha256: str
    header: tuple[str, ...]
    header_line: int
    places: tuple[int, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notices: tuple[str, ...]


def open_sheet(path: str | Path) -> Sheet:
    """Read a CSV file, or the first worksheet of an xlsx file.

    Raises
    ------
    RecordError
        If there is no such file, it is too large, damaged, or has no header and row.
    """
    shown = str(path)
    data = _content(Path(path), shown)
    notices: tuple[str, ...] = ()
    if data.startswith(b"PK\x03\x04"):
        from goodoffices.record._data.workbook import worksheet

        lines = worksheet(data, shown)
    else:
        text, notices = _decoded(data, shown)
        lines = _csv(text, shown)
    return _sheet(lines, shown, hashlib.sha256(data).hexdigest(), notices)


def _sheet(
    lines: Iterator[tuple[int, tuple[str, ...]]], shown: str, sha256: str, notices: tuple[str, ...]
) -> Sheet:
    found = next(lines, None)
    if found is None:
        raise RecordError(shown, "the file is empty, expected a header and rows")
    line, cells = found
    named = [(n, cell) for n, cell in enumerate(cells) if cell]
    names = tuple(name for _, name in named)
    twice = next((name for n, name in enumerate(names) if name in names[:n]), None)
    if twice is not None:
        raise RecordError(shown, f"the column '{twice[:40]}' stands twice", line)
    rows: list[tuple[int, tuple[str, ...]]] = []
    for at, row in lines:
        if len(row) != len(cells):
            number = f"{len(row):,} cell{'' if len(row) == 1 else 's'}"
            message = f"found {number}, expected {len(cells)} as in the header"
            raise RecordError(shown, f"{message}; was the file cut short, or edited?", at)
        if len(rows) == MOST_ROWS:
            raise RecordError(shown, f"there are more than {MOST_ROWS:,} rows; no data set has", at)
        rows.append((at, row))
    if not rows:
        raise RecordError(shown, "there is a header and no row below it", line)
    return Sheet(shown, sha256, names, line, tuple(n for n, _ in named), tuple(rows), notices)


def _csv(text: str, shown: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    csv.field_size_limit(LONGEST_CELL)
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                message = f"there are {len(cells):,} columns, expected at most {MOST_COLUMNS:,}"
                raise RecordError(shown, message, line)
            # A cell may hold line ends: a row is named by the line where it begins.
            plain = tuple(cell.strip() for cell in cells)
            if any(plain):
                yield line, plain
            line = reader.line_num + 1
    except csv.Error as error:
        reason = str(error)
        if "field limit" in reason:
            reason = f"a cell has more than {LONGEST_CELL:,} characters"
        raise RecordError(shown, f"not readable as CSV: {reason}", line) from None


def _content(path: Path, shown: str) -> bytes:
    try:
        # Looking before opening: opening a pipe nobody writes to would wait for ever.
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise RecordError(shown, "this is a folder, expected a CSV or xlsx file")
        if not stat.S_ISREG(status.st_mode):
            raise RecordError(shown, "this is not a regular file, expected a CSV or xlsx file")
        size = status.st_size
        if size <= LARGEST_FILE:
            with path.open("rb") as stream:
                data = stream.read(LARGEST_FILE + 1)
            size = len(data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise RecordError(shown, f"cannot be read: {(reason or 'unknown').lower()}") from None
    if size > LARGEST_FILE:
        message = f"the file has {size:,} bytes, expected at most {LARGEST_FILE:,}"
        raise RecordError(shown, f"{message}; no data set read here is as large")
    if not data.strip():
        raise RecordError(shown, "the file is empty, expected a header and rows")
    return data


def _decoded(data: bytes, shown: str) -> tuple[str, tuple[str, ...]]:
    """Return text as UTF-8 or, where it is none, as Latin-1, which is then said."""
    if data.startswith(_WIDE):
        raise RecordError(shown, "the file is UTF-16 or UTF-32 text; save it as CSV in UTF-8")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise RecordError(shown, "the file is binary (it has zero bytes), expected CSV", line)
    plain = data.removeprefix(codecs.BOM_UTF8)
    try:
        return plain.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = plain.count(b"\n", 0, error.start) + 1
        notice = (
            f"{shown}:{line}: the byte 0x{plain[error.start]:02x} is not UTF-8, so the file was "
            "read as Latin-1; names may look wrong, figures do not change"
        )
        return plain.decode("latin-1"), (notice,)
