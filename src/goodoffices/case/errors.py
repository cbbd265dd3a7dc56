"""The errors of goodoffices.

::

    GoodofficesError          anything a user can mend
    +-- CaseError             a case file cannot be read or is wrong: every problem in it
    +-- FileError             a file that is no case cannot be used: where, and what to do
    |   +-- ExchangeError     one of another tool (room `exchange`)
    |   +-- ReadingError      a document, or what was made of one (room `reading`)
    |   +-- RecordError       one of the record (room `record`)
    +-- NoAnswer              the case is sound, but the question has no answer for it
    +-- OutputError           a result cannot be written where the user wants it
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CaseError", "FileError", "GoodofficesError", "NoAnswer", "OutputError", "Problem"]


class GoodofficesError(Exception):
    """Anything a user can mend; its text says what was wrong, what was found and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One error of a case file.

    Parameters
    ----------
    line, column
        Where, counted from 1; ``None`` where the file as a whole is meant.
    where
        The place in the case in the analyst's own ids, for example
        ``positions[ukraine, territory].weight``.
    message
        What was found, what was expected, and the nearest known id where one is near.
    source
        What it stands in, where that is not the file of the error: a scenario, an assignment.
    """

    line: int | None
    column: int | None
    where: str
    message: str
    source: str = ""

    def text(self, file: str) -> str:
        """Return ``file:line:column: where: message``, its own source standing for the file."""
        mark = f":{self.line}:{self.column}" if self.line is not None else ""
        where = f"{self.where}: " if self.where else ""
        return f"{self.source or file}{mark}: {where}{self.message}"


class CaseError(GoodofficesError):
    """A case file that cannot be read, or is wrong; carries every problem found.

    Parameters
    ----------
    file
        The file as the user named it.
    problems
        All problems, in the order of the file.
    """

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        self.file = file
        self.problems = problems
        super().__init__("\n".join(problem.text(file) for problem in problems))

    def __reduce__(self) -> tuple[type[CaseError], tuple[str, tuple[Problem, ...]]]:
        # From another process it comes back whole: its text alone would not make one.
        return CaseError, (self.file, self.problems)


class FileError(GoodofficesError):
    """A file that is no case, and cannot be used; rooms raise a kind of their own.

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

    def __reduce__(self) -> tuple[type[FileError], tuple[str, str, int | None]]:
        """Let it cross from one process to another, which the joined message alone would not."""
        return type(self), (self.file, self.message, self.line)


class NoAnswer(GoodofficesError):
    """The case is sound, but the question has no answer for it."""


class OutputError(GoodofficesError):
    """A result cannot be written where the user wants it; what stood there still stands."""
