"""What can go wrong with a brief, beyond the case itself."""

from __future__ import annotations

from goodoffices.case import GoodofficesError

__all__ = ["RequestError"]


class RequestError(GoodofficesError):
    """A brief is asked for in a way in which it cannot be given."""
