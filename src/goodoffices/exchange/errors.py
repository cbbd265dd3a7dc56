"""What is wrong with a file of another tool."""

from __future__ import annotations

from goodoffices.case import FileError

__all__ = ["ExchangeError"]


class ExchangeError(FileError):
    """A file of another tool that cannot be read, or says what a case cannot hold."""
