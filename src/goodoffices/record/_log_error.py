"""What is wrong with a log of forecasts, or with what is to be added to it."""

from __future__ import annotations

from goodoffices.case import GoodofficesError

__all__ = ["LogError"]


class LogError(GoodofficesError):
    """A log of forecasts that cannot be read or added to, or an entry that it cannot take.

    Parameters
    ----------
    file
        The log as the user named it.
    message
        What was found, what was expected, and what to do.
    line
        Where, counted from 1; ``None`` where the log as a whole is meant, or a new entry.
    """

    def __init__(self, file: str, message: str, line: int | None = None) -> None:
        self.file = file
        self.line = line
        self.message = message
        mark = f":{line}" if line is not None else ""
        super().__init__(f"{file}{mark}: {message}")
