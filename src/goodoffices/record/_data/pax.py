"""PA-X: the documents of peace processes, with their stage and what they provide for.

PA-X does not follow agreements after their signing: it tells how far processes come, in what order
and with what in the texts, and nothing of how long an agreement holds.

References
----------
Bell & Badanjak 2019, "Introducing PA-X: a new peace agreement database and dataset", Journal of
Peace Research 56(3), doi:10.1177/0022343318819123.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from goodoffices.record._data.cells import Row, rows
from goodoffices.record._data.event import Event, Feature
from goodoffices.record._data.files import Sheet
from goodoffices.record._data.source import Column, Dataset, Part

__all__ = ["PART", "PAX", "PROVISIONS", "UNTIL", "read"]

UNTIL = dt.date(2025, 12, 31)
VERSION = 10

STAGES = {
    "Pre": "pre-negotiation",
    "Cea": "ceasefire",
    "SubPar": "partial",
    "SubComp": "comprehensive",
    "Imp": "implementation",
    "Ren": "renewal",
    "Oth": "other",
}
_TYPES = {
    "Inter": "interstate",
    "InterIntra": "interstate and intrastate",
    "Intra": "intrastate",
    "IntraLocal": "local",
}

PROVISIONS = {
    "guarantee": ("SsrGua", "security guarantees"),
    "enforcement": ("ImE", "a mechanism for its own enforcement or supervision"),
    "mission": ("ImPK", "an international mission or force"),
    "borders": ("StBor", "the course of a border"),
    "sanctions": ("TjSan", "sanctions"),
}

PART = Part(
    "pax_all_agreements_v10",
    (
        Column("Con", "text", "the country or entity"),
        Column("PP", "whole number", "the number of the peace process"),
        Column("PPName", "text", "the peace process"),
        Column("AgtId", "whole number", "the number of the agreement"),
        Column("Ver", "whole number", "the version of PA-X that added it; none is above 10"),
        Column("Agt", "text", "the agreement"),
        Column("Dat", "date", "when it was signed or issued"),
        Column("Agtp", "code", "Inter, InterIntra, Intra or IntraLocal"),
        Column("Stage", "code", ", ".join(f"{key} {meaning}" for key, meaning in STAGES.items())),
        Column("UcdpAgr", "whole number", "the number of the same agreement at UCDP"),
        *(
            Column(column, "code", f"from 0; above 0 it provides for {meaning}")
            for column, meaning in PROVISIONS.values()
        ),
    ),
)

PAX = Dataset(
    id="pa-x",
    title="PA-X Peace Agreements Database, version 10",
    version=str(VERSION),
    events="documents of peace processes",
    publisher="PeaceRep, University of Edinburgh, peaceagreements.org, 'Agreements', all as CSV",
    cite=(
        "Bell & Badanjak 2019, 'Introducing PA-X: a new peace agreement database and dataset', "
        "Journal of Peace Research 56(3); PA-X Peace Agreements Database, version 10"
    ),
    licence="its terms of use are on its site; rows are not for passing on without asking",
    parts=(PART,),
)


def read(sheets: Mapping[str, Sheet]) -> tuple[list[Event], tuple[str, ...]]:
    """Return the documents of peace processes."""
    sheet = sheets[PART.name]
    newest = 0
    events = []
    for row in rows(sheet):
        added = row.whole("Ver") or 0
        if added > VERSION:
            raise row.wrong("Ver", f"expected at most {VERSION}, the version that is read here")
        newest = max(newest, added)
        events.append(_event(row))
    told = (
        ()
        if newest == VERSION
        else (f"{sheet.file}: nothing was added by version {VERSION}; is it an older version?",)
    )
    return events, told


def _event(row: Row) -> Event:
    start = row.date("Dat", UNTIL)
    if start is None:
        raise row.wrong("Dat", "expected a date")
    codes = {name: row.whole(column) for name, (column, _) in PROVISIONS.items()}
    features: dict[str, Feature] = {
        name: None if value is None else value > 0 for name, value in codes.items()
    }
    told = (features["enforcement"], features["mission"])
    features["monitoring"] = None if None in told else any(told)
    number = row.whole("UcdpAgr")
    features["ucdp"] = None if number is None else str(number)
    order = row.whole("AgtId")
    features["number"] = None if order is None else float(order)
    return Event(
        subject=f"{row.text('Con')}: {row.text('Agt')}",
        group=row.needed("PP"),
        line=row.line,
        start=start,
        until=None,
        failed=None,
        conflict=_named(row, "Agtp", _TYPES),
        mediator=None,
        agreement=_named(row, "Stage", STAGES),
        features=features,
    )


def _named(row: Row, column: str, meanings: Mapping[str, str]) -> str:
    text = row.needed(column)
    if text not in meanings:
        raise row.wrong(column, f"expected one of {', '.join(meanings)}")
    return meanings[text]
