"""What can be wrong with a document, or with what reads it."""

from __future__ import annotations

from goodoffices.case import GoodofficesError

__all__ = ["ReadingError"]


class ReadingError(GoodofficesError):
    """A document cannot be read, or the model that should read it cannot be used.

    Parameters
    ----------
    file
        The document or the address as the user named it.
    message
        What was wrong, what was found and what to do.
    """

    def __init__(self, file: str, message: str) -> None:
        self.file = file
        self.message = message
        super().__init__(f"{file}: {message}")
