"""The cells of a row, each as what its column holds, or an error with its line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goodoffices.record._data.files import Sheet
from goodoffices.record.errors import RecordError

__all__ = ["Row", "rows"]

_MISSING = frozenset({"", "NA", "N/A", "NaN", "nan", "NULL"})
"""What programs write where nothing is coded."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00:00(?:\.0+)?)?")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_NUMBER = re.compile(r"(-?\d{1,15})(?:\.0*)?")
_FLAGS = {"0": False, "1": True, "false": False, "true": True}


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Parameters
    ----------
    file
        The file as messages name it.
    line
        Its first line, from 1.
    cells
        Its texts by column.
    """

    file: str
    line: int
    cells: Mapping[str, str]

    def given(self, column: str) -> bool:
        """Tell whether anything is coded in a column."""
        return self.cells[column] not in _MISSING

    def text(self, column: str) -> str:
        """Return a text, which may be empty, on one line."""
        return " ".join(self.cells[column].split())

    def needed(self, column: str) -> str:
        """Return a text that must be there.

        Raises
        ------
        RecordError
            If it is not.
        """
        if not self.given(column):
            raise self.wrong(column, "expected a text")
        return self.text(column)

    def whole(self, column: str) -> int | None:
        """Return a whole number, or nothing where none is coded.

        Raises
        ------
        RecordError
            If something else stands there.
        """
        if not self.given(column):
            return None
        found = _NUMBER.fullmatch(self.cells[column])
        if found is None:
            raise self.wrong(column, "expected a whole number")
        return int(found[1])

    def flag(self, column: str) -> bool | None:
        """Return yes or no, or nothing where none is coded.

        Raises
        ------
        RecordError
            If something else stands there.
        """
        if not self.given(column):
            return None
        value = _FLAGS.get(self.cells[column].lower().removesuffix(".0"))
        if value is None:
            raise self.wrong(column, "expected 0 or 1")
        return value

    def code(self, column: str, meanings: Mapping[int, str]) -> str | None:
        """Return what a code means, or nothing where none is coded.

        Raises
        ------
        RecordError
            If the code is none of those known.
        """
        value = self.whole(column)
        if value is None:
            return None
        if value not in meanings:
            known = ", ".join(f"{key} ({meaning})" for key, meaning in meanings.items())
            raise self.wrong(column, f"expected one of the codes {known}")
        return meanings[value]

    def date(self, column: str, until: dt.date) -> dt.date | None:
        """Return a date, or nothing where none is coded.

        Parameters
        ----------
        column
            Dates are year-month-day, or month/day/year as American spreadsheets write them; a
            year of two digits is of the last hundred years before `until`.
        until
            The end of what the version records.

        Raises
        ------
        RecordError
            If there is no such day, or it lies after `until`.
        """
        if not self.given(column):
            return None
        text = self.cells[column]
        if found := _ISO.fullmatch(text):
            year, month, day = (int(part) for part in found.groups())
        elif found := _AMERICAN.fullmatch(text):
            month, day, year = (int(part) for part in found.groups())
            if len(found[3]) == 2:
                year += 2000 if 2000 + year <= until.year else 1900
        else:
            raise self.wrong(column, "expected a date as year-month-day or month/day/year")
        return self.day(column, year, month, day, until)

    def day(self, column: str, year: int, month: int, day: int, until: dt.date) -> dt.date:
        """Return the date of a year, month and day found in `column`.

        Raises
        ------
        RecordError
            If there is no such day, or it lies after `until`.
        """
        try:
            date = dt.date(year, month, day)
        except ValueError:
            raise self.wrong(column, f"there is no day {year}-{month:02}-{day:02}") from None
        if date > until:
            raise self.wrong(column, f"expected no date after {until}, where this version ends")
        return date

    def wrong(self, column: str, message: str) -> RecordError:
        """Return the error of a cell."""
        text = self.text(column)
        found = f"'{text[:40]}{'...' if len(text) > 40 else ''}'" if text else "nothing"
        return RecordError(self.file, f"column '{column}': found {found}, {message}", self.line)


def rows(sheet: Sheet) -> Iterator[Row]:
    """Yield the rows of a sheet."""
    for line, cells in sheet.rows:
        found = (cells[place] for place in sheet.places)
        yield Row(sheet.file, line, dict(zip(sheet.header, found, strict=True)))
