"""MEND: meetings of mediators, day by day, in six conflicts since 2018.

References
----------
Mediation Event and Negotiators Database, PeaceRep, Universities of St Andrews and Edinburgh.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping

from goodoffices.record._data.cells import Row, rows
from goodoffices.record._data.event import Event
from goodoffices.record._data.files import Sheet
from goodoffices.record._data.notes import Notes
from goodoffices.record._data.source import Column, Dataset, Part

__all__ = ["MEND", "read"]

UNTIL = dt.date(2025, 12, 31)

_KINDS = {"M": "mediation", "MR": "related to mediation"}

_PART = Part(
    "mend",
    (
        Column("med_event_ID", "text", "the meeting"),
        Column("conflict_country", "text", "the country of the conflict"),
        Column("Day", "whole number", "its day; often not known"),
        Column("Month", "whole number", "its month"),
        Column("Year", "whole number", "its year, from 2018"),
        Column("third_party_id_MEND", "text", "who mediated: CON_ a state, IGO_ an organisation"),
        Column("num_med", "whole number", "how many mediated"),
        Column("agmt", "yes or no", "whether an agreement goes with it"),
        Column("shuttle", "yes or no", "whether the mediator went from one to the other"),
        Column("med_type", "code", "M mediation, MR related to it"),
    ),
)

MEND = Dataset(
    id="mend",
    title="Mediation Event and Negotiators Database, 2018 to 2025",
    version="2018 to 2025",
    events="meetings with mediators",
    publisher="PeaceRep, Universities of St Andrews and Edinburgh, peacerep.org/mend",
    cite="Mediation Event and Negotiators Database (MEND), PeaceRep",
    licence="ask its publisher; its summaries quote the press and are not for passing on",
    parts=(_PART,),
)


def read(sheets: Mapping[str, Sheet]) -> tuple[list[Event], tuple[str, ...]]:
    """Return meetings."""
    sheet = sheets[_PART.name]
    notes = Notes(sheet.file)
    return [_event(row, notes) for row in rows(sheet)], notes.told()


def _event(row: Row, notes: Notes) -> Event:
    year, month, day = (row.whole(name) for name in ("Year", "Month", "Day"))
    if year is None or not 2018 <= year <= UNTIL.year:
        raise row.wrong("Year", f"expected 2018 to {UNTIL.year}, the years that are read here")
    if month is None or not 1 <= month <= 12:
        raise row.wrong("Month", "expected 1 to 12")
    kind = row.text("med_type") if row.given("med_type") else ""
    if kind and kind not in _KINDS:
        raise row.wrong("med_type", f"expected {' or '.join(_KINDS)}")
    if not kind:
        notes.add("without a type, which count in no rate", row.line)
    start = None
    if day is not None and 28 < day <= 31 and day > calendar.monthrange(year, month)[1]:
        # The published file has a 31 November, so this is no sign of another version.
        notes.add("with a day that its month does not have: no date is taken", row.line)
    elif day is not None:
        start = row.day("Day", year, month, day, UNTIL)
    return Event(
        subject=row.needed("med_event_ID"),
        group=row.needed("conflict_country"),
        line=row.line,
        start=start,
        until=None,
        failed=None,
        conflict=None,
        mediator=_mediator(row),
        agreement=None,
        features={
            "kind": _KINDS.get(kind),
            "agreement reached": row.flag("agmt"),
            "shuttle": row.flag("shuttle"),
        },
    )


def _mediator(row: Row) -> str:
    """Return the type of those who mediated, by the beginnings of their numbers."""
    marks = [part.strip() for part in row.text("third_party_id_MEND").split(";") if part.strip()]
    kinds = {mark.partition("_")[0] for mark in marks}
    if kinds == {"CON"}:
        return "single state" if len(marks) == 1 else "group of states"
    if kinds == {"IGO"}:
        return "international organisation"
    return "states and organisations" if "CON" in kinds else "others"
