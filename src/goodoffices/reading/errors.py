"""What is wrong with a document."""

from __future__ import annotations

from goodoffices.case import FileError

__all__ = ["ReadingError"]


class ReadingError(FileError):
    """A document, or a file or an endpoint that reading needs, that cannot be used."""
