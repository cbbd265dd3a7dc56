"""What can go wrong with many runs, beyond the case itself."""

from __future__ import annotations

from goodoffices.case import GoodofficesError

__all__ = ["FolderError", "WorkError"]


class FolderError(GoodofficesError):
    """A folder of results that is not what it should be; nothing in it has been changed."""


class WorkError(GoodofficesError):
    """The processes or machines that should do the work cannot do it."""
