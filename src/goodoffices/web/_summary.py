"""What a list says of a case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from goodoffices.case import CaseError, CaseFile
from goodoffices.web._folder import Entry

__all__ = ["Row", "Summary", "summed_up"]


@dataclass(frozen=True, slots=True)
class Summary:
    """Its title, its date, and the parties whose consent is needed."""

    title: str
    as_of: dt.date
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A case of the list: what is in it, what is wrong with it, or nothing yet."""

    entry: Entry
    summary: Summary | None = None
    error: CaseError | None = None


def summed_up(file: CaseFile) -> Summary:
    """Return what a list says of a case."""
    case = file.case
    parties = tuple(party.label for party in case.parties if party.consent)
    return Summary(case.title, case.as_of, parties)
