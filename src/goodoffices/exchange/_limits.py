"""How much a file from elsewhere may hold; the bounds on a case are those of the case format."""

from __future__ import annotations

from goodoffices.exchange.errors import ExchangeError

__all__ = ["BYTES", "DEPTH", "LARGEST", "LINKS", "NODES", "OPTIONS", "PARTIES", "TOPICS", "bounded"]

TOPICS = 200
OPTIONS = 200
PARTIES = 100
LINKS = 500
"""Issues, options of an issue, parties and links of a case; a test holds them to the format's."""

BYTES = 20_000_000
"""Largest file read; the largest scenario in circulation is a hundredth of it."""

NODES = 300_000
"""Elements of an XML file, or keys and values of a YAML file."""

DEPTH = 40
"""Nesting; a deep scenario has 8 levels."""

LARGEST = 1e15
"""Largest magnitude of a score: beyond it, floats no longer tell whole numbers apart."""


def bounded(file: str, what: str, count: int, most: int, line: int | None = None) -> None:
    """Refuse a count that a case cannot hold.

    Raises
    ------
    ExchangeError
        If `count` is above `most`; the message names the limit.
    """
    if count > most:
        raise ExchangeError(
            file, f"found {count:,} {what}, and a case holds at most {most}; leave some out", line
        )
