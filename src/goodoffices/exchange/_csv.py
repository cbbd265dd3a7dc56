"""CSV files with a header, row by row, each with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goodoffices.exchange._files import finite
from goodoffices.exchange.errors import ExchangeError

__all__ = ["Row", "rows"]

_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Parameters
    ----------
    file
        The file as messages name it.
    line
        Its last line, from 1.
    cells
        Its texts by column, stripped.
    """

    file: str
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return a cell that must not be empty.

        Raises
        ------
        ExchangeError
            If it is.
        """
        cell = self.cells.get(column, "")
        if not cell:
            raise self.wrong(f"the column '{column}' is empty")
        return cell

    def number(self, column: str) -> float:
        """Return the number in a cell.

        Raises
        ------
        ExchangeError
            If there is none, or it is not finite.
        """
        return finite(self.cells.get(column, ""), f"column '{column}'", self.file, self.line)

    def wrong(self, message: str) -> ExchangeError:
        """Return the error that this row is."""
        return ExchangeError(self.file, message, self.line)


def rows(text: str, file: str, needed: tuple[str, ...], known: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows below the header; rows without any text are skipped.

    Parameters
    ----------
    text
        The content of the file; commas or, where the header has none, semicolons or tabs.
    file
        The file as messages name it.
    needed, known
        Columns that must be there, and all that may.

    Raises
    ------
    ExchangeError
        If the header lacks a column or has an unknown one, or a row has too many or few cells.
    """
    csv.field_size_limit(_LONGEST)
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = next((each for each in ",;\t" if each in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            plain = [" ".join(cell.split()) for cell in cells]
            if not any(plain):
                continue
            if not header:
                header = [cell.lower() for cell in plain]
                _headed(header, file, reader.line_num, needed, known)
                continue
            if len(plain) != len(header):
                message = f"found {len(plain)} cells, expected {len(header)} as in the header"
                raise ExchangeError(file, message, reader.line_num)
            yield Row(file, reader.line_num, dict(zip(header, plain, strict=True)))
    except csv.Error as error:
        raise ExchangeError(file, f"not readable as CSV: {error}", reader.line_num) from None
    if not header:
        raise ExchangeError(file, f"the file is empty, expected a header: {','.join(needed)}")


def _headed(
    header: list[str], file: str, line: int, needed: tuple[str, ...], known: tuple[str, ...]
) -> None:
    for column in needed:
        if column not in header:
            message = f"the header lacks the column '{column}', expected {','.join(needed)}"
            raise ExchangeError(file, message, line)
    for n, column in enumerate(header):
        if column not in known:
            message = f"unknown column '{column[:40]}', expected some of {', '.join(known)}"
            raise ExchangeError(file, message, line)
        if column in header[:n]:
            raise ExchangeError(file, f"the column '{column}' stands twice", line)
