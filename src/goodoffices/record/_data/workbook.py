"""The first worksheet of an xlsx file as rows of texts, with the extra ``goodoffices[record]``.

A workbook is a zip archive of XML and untrusted: what unpacks to more than a data set can be, or
declares entities, is refused before it is read; formulas are not computed, links not followed.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator

from goodoffices.record._data.bounds import MOST_COLUMNS, MOST_ROWS
from goodoffices.record.errors import RecordError

__all__ = ["worksheet"]

UNPACKED = 100_000_000
PARTS = 1_000
"""Bytes and files that a workbook may unpack to; the data set has 4 million and 12."""

_HEADER_WITHIN = 50
"""Rows within which the header must stand."""

_BLOCK = 1 << 20


def worksheet(data: bytes, shown: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Return the rows of the first worksheet: the number of each from 1, and its cells as texts.

    Raises
    ------
    RecordError
        If openpyxl is not installed, or the workbook is damaged, too large or hostile.
    """
    _inspect(data, shown)
    try:
        # The library warns of styles and extensions, which say nothing about values.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = _rows(data)
    except ImportError as error:
        raise RecordError(
            shown, f"reading xlsx needs {error.name}; install goodoffices[record]"
        ) from None
    except (RecursionError, MemoryError):
        raise RecordError(shown, "the workbook is nested or packed too deep") from None
    except Exception as error:  # noqa: BLE001  # a damaged workbook raises errors of any type
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise RecordError(shown, f"the workbook is damaged: {reason}") from None
    if len(rows) > MOST_ROWS + 1:
        raise RecordError(shown, f"there are more than {MOST_ROWS:,} rows; no data set has")
    return ((line, cells) for line, cells in enumerate(rows, 1) if cells)


def _rows(data: bytes) -> list[tuple[str, ...]]:
    """Return the rows, each as wide as the header, or wider by one; empty ones have no cells."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    # What a sheet says of its size may be false, and so may the number of a row or column: within
    # these bounds rows are padded, and nothing beyond them is looked at.
    sheet.reset_dimensions()
    wide = sheet.iter_rows(max_row=_HEADER_WITHIN, max_col=MOST_COLUMNS, values_only=True)
    header = next((row for row in wide if any(_text(value) for value in row)), ())
    width = max((n for n, value in enumerate(header, 1) if _text(value)), default=0)
    if not width:
        return []
    rows: list[tuple[str, ...]] = []
    # One column more than the header has, so that a longer row is seen.
    for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=width + 1, values_only=True):
        cells = tuple(_text(value) for value in row)
        rows.append(() if not any(cells) else cells if cells[-1] else cells[:width])
    book.close()
    return rows


def _inspect(data: bytes, shown: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > UNPACKED or len(parts) > PARTS:
                raise RecordError(
                    shown,
                    f"the workbook unpacks to {unpacked:,} bytes in {len(parts):,} files, expected "
                    f"at most {UNPACKED:,} in {PARTS:,}",
                )
            if "xl/workbook.xml" not in packed.namelist():
                raise RecordError(shown, "this is a zip archive and no xlsx workbook; unpack it")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _declares(packed, part):
                    raise RecordError(shown, "the workbook declares entities, as none do")
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, zlib.error) as error:
        raise RecordError(shown, f"the workbook is damaged: {error}") from None
    except NotImplementedError as error:
        raise RecordError(shown, f"the workbook is packed in an unknown way: {error}") from None


def _declares(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    before = b""
    with packed.open(part) as stream:
        while block := stream.read(_BLOCK):
            if b"<!DOCTYPE" in before + block or b"<!ENTITY" in before + block:
                return True
            before = block[-16:]
    return False


def _text(value: object) -> str:
    """Return a cell as a CSV file would hold it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
