"""Sentences that carry what the case format has no key for, and a later export needs.

They stand where an analyst reads them, as the reason of a number, and say what they mean; an
export looks for exactly these sentences and does without where they were changed.
"""

from __future__ import annotations

import re

from goodoffices.case.emit import decimal

__all__ = [
    "NO_RESERVE",
    "NUMBERS",
    "beginning_of",
    "begins_at",
    "unit_of",
    "unit_text",
]

NUMBERS = "Its options are numbers."
"""On an issue: the other tool has numbers where a case has names."""

NO_RESERVE = "The file states no least value, so that any package will do."
"""On a no-agreement value of 0."""

_NUMBER = r"(-?[0-9.]+(?:e[-+]?[0-9]+)?)"
_BEGINS = re.compile(rf"In its own units this issue begins at {_NUMBER}, not at 0\.")
_UNIT = re.compile(rf"One unit of its weights stands for {_NUMBER} of its own\.")


def begins_at(number: float) -> str:
    """Return the sentence that the worth of an issue's options begins elsewhere than at 0."""
    return f"In its own units this issue begins at {decimal(number)}, not at 0."


def beginning_of(text: str | None) -> float:
    """Return where the worth of an issue's options begins; 0 where nothing is said."""
    match = _BEGINS.search(text or "")
    return float(match[1]) if match else 0.0


def unit_text(number: float) -> str:
    """Return the sentence that a party's weights were made smaller by a factor."""
    return f"One unit of its weights stands for {decimal(number)} of its own."


def unit_of(text: str | None) -> float:
    """Return the factor by which a party's weights were made smaller; 1 where nothing is said."""
    match = _UNIT.search(text or "")
    return float(match[1]) if match else 1.0
