"""What is wrong with a file of the record."""

from __future__ import annotations

from goodoffices.case import FileError

__all__ = ["RecordError"]


class RecordError(FileError):
    """A file of the record that cannot be read, or says what it must not."""
