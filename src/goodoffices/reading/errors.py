"""What is wrong with a document."""

from __future__ import annotations

from goodoffices.case import GoodofficesError

__all__ = ["ReadingError"]


class ReadingError(GoodofficesError):
    """A document that cannot be read.

    Parameters
    ----------
    file
        The file as the user named it.
    message
        What was found, what was expected, and what to do.
    line
        Where, counted from 1; ``None`` where the file as a whole is meant.
    """

    def __init__(self, file: str, message: str, line: int | None = None) -> None:
        self.file = file
        self.line = line
        self.message = message
        mark = f":{line}" if line is not None else ""
        super().__init__(f"{file}{mark}: {message}")

    def __reduce__(self) -> tuple[type[ReadingError], tuple[str, str, int | None]]:
        """Let it cross from one process to another, which the joined message alone would not."""
        return type(self), (self.file, self.message, self.line)
