"""What is wrong with a data file."""

from __future__ import annotations

from goodoffices.case import GoodofficesError

__all__ = ["DataError"]


class DataError(GoodofficesError):
    """A data file that cannot be read, or is not the version that its adapter reads.

    Parameters
    ----------
    file
        The file as the user named it.
    message
        What was found, what was expected, and what to do.
    line
        Where, counted from 1: the line of a CSV file, the row of a worksheet; ``None`` where the
        file as a whole is meant.
    """

    def __init__(self, file: str, message: str, line: int | None = None) -> None:
        self.file = file
        self.line = line
        self.message = message
        mark = f":{line}" if line is not None else ""
        super().__init__(f"{file}{mark}: {message}")
