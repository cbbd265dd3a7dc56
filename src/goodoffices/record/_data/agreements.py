"""UCDP Peace Agreements: what was signed, what it provides, and when it ended.

An agreement failed on the day its end is dated (column `duration`); one that is not said to have
ended held to the end of the record. With PA-X beside it, an agreement also has what PA-X codes of
the same text, found by the number that PA-X gives of it.

References
----------
Högbladh 2012, "Peace agreements 1975-2011: updating the UCDP Peace Agreement dataset", in
Pettersson & Themnér (eds), States in Armed Conflict 2011, Uppsala University.
Bell & Badanjak 2019, "Introducing PA-X: a new peace agreement database and dataset", Journal of
Peace Research 56(3), doi:10.1177/0022343318819123.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from goodoffices.record._data import pax
from goodoffices.record._data.cells import Row, rows
from goodoffices.record._data.event import Event, Feature
from goodoffices.record._data.files import Sheet
from goodoffices.record._data.notes import Notes
from goodoffices.record._data.source import Column, Dataset, Part

__all__ = ["AGREEMENTS", "UNTIL", "read"]

UNTIL = dt.date(2021, 12, 31)
VERSION = "22.1"

_TYPES = {1: "full", 2: "partial", 3: "process"}
_ABOUT = {"1": "territory", "2": "government", "3": "territory and government"}
_OUTSTANDING = {n: f"code {n}" for n in range(6)}

_PROVISIONS = {
    "ceasefire": ("cease", "a ceasefire or an end of hostilities"),
    "commission": ("co_impl", "a commission that oversees how it is carried out"),
    "peacekeeping": ("pko", "a peacekeeping operation"),
    "army": ("intarmy", "that a new national army is formed, or rebels join the old one"),
    "disarmament": ("ddr", "disarmament"),
    "withdrawal": ("withd", "the withdrawal of foreign forces"),
    "power-sharing": ("shagov", "extensive power sharing in the government"),
    "elections": ("elections", "elections or electoral reform"),
    "interim": ("interim", "an interim government"),
    "autonomy": ("aut", "autonomy"),
    "referendum": ("ref", "a referendum on the region's future"),
    "demarcation": ("demarcation", "the drawing of a border"),
    "amnesty": ("amn", "an amnesty"),
    "prisoners": ("pris", "the release of prisoners"),
    "return": ("return", "the return of refugees"),
    "gender": ("gender", "something on gender"),
}

_MAIN = Part(
    "ucdp-peace-agreements-221",
    (
        Column("paid", "whole number", "the number of the agreement, by which PA-X names it"),
        Column("conflict_name", "text", "the conflict"),
        Column("pa_name", "text", "the agreement"),
        Column("pa_date", "date", "when it was signed"),
        Column("ended", "yes or no", "whether it has ended"),
        Column("duration", "date", "when it ended"),
        Column("pa_type", "code", "1 full, 2 partial, 3 process agreement"),
        Column("incompatibility", "text", "1 territory, 2 government, 3 both"),
        Column("out_iss", "code", "outstanding issues, 0 to 5; its codebook says what each means"),
        Column("procID", "whole number", "the peace process"),
        *(
            Column(column, "yes or no", f"whether it provides for {meaning}")
            for column, meaning in _PROVISIONS.values()
        ),
        Column("version", "text", "must be 22.1"),
    ),
)

AGREEMENTS = Dataset(
    id="ucdp-agreements",
    title="UCDP Peace Agreements, version 22.1",
    version=VERSION,
    events="peace agreements",
    publisher="Uppsala Conflict Data Program, ucdp.uu.se/downloads, 'UCDP Peace Agreement Dataset'",
    cite=(
        "Davies, Pettersson & Öberg 2022, 'Organized violence 1989-2021 and drone warfare', "
        "Journal of Peace Research 59(4); Högbladh 2012, 'Peace agreements 1975-2011'"
    ),
    licence="UCDP publishes its data under CC BY 4.0; its download page says so and counts",
    parts=(_MAIN, Part(pax.PART.name, pax.PART.columns, needed=False)),
    holds="the agreement ended",
    until=UNTIL.isoformat(),
    features={
        "agreement": "full, partial or process agreement",
        "incompatibility": "what the conflict is about: territory, government or both",
        "outstanding": "the code of outstanding issues, whose meanings its codebook has",
        **{
            name: f"whether it provides for {meaning}" for name, (_, meaning) in _PROVISIONS.items()
        },
        **{
            name: f"with PA-X: whether it provides for {meaning}"
            for name, (_, meaning) in pax.PROVISIONS.items()
        },
        "monitoring": "with PA-X: whether it provides for enforcement or a mission, or for both",
    },
)


def read(sheets: Mapping[str, Sheet]) -> tuple[list[Event], tuple[str, ...]]:
    """Return agreements, each from its signing to its end or to the end of the record."""
    sheet = sheets[_MAIN.name]
    notes = Notes(sheet.file)
    beside: Mapping[str, Mapping[str, Feature]] = {}
    told: tuple[str, ...] = ()
    if pax.PART.name in sheets:
        beside, told = _beside(sheets[pax.PART.name])
    events = []
    for row in rows(sheet):
        if row.text("version") != VERSION:
            raise row.wrong("version", f"expected {VERSION}, the version that is read here")
        event = _event(row, notes, beside)
        if event is not None:
            events.append(event)
    if beside:
        coded = sum(event.features["guarantee"] is not None for event in events)
        told += (f"PA-X codes {coded} of the {len(events)} agreements",)
    return events, notes.told() + told


def _event(row: Row, notes: Notes, beside: Mapping[str, Mapping[str, Feature]]) -> Event | None:
    start, end = row.date("pa_date", UNTIL), row.date("duration", UNTIL)
    if start is None:
        raise row.wrong("pa_date", "expected the day on which it was signed")
    if end is not None and end < start:
        notes.add("left out, since the agreement ends before it is signed", row.line)
        return None
    if end is None and row.flag("ended"):
        notes.add("said to have ended on no known day: counted as holding to the end", row.line)
    about = sorted(
        {_ABOUT.get(part.strip(), "") for part in row.text("incompatibility").split(",")}
    )
    if "" in about:
        raise row.wrong("incompatibility", "expected 1, 2 or 3, or several with commas")
    features: dict[str, Feature] = {
        "incompatibility": about[0] if len(about) == 1 else "territory and government",
        "outstanding": row.code("out_iss", _OUTSTANDING),
        **{name: row.flag(column) for name, (column, _) in _PROVISIONS.items()},
    }
    if beside:
        nothing = dict.fromkeys([*pax.PROVISIONS, "monitoring"])
        features |= beside.get(row.needed("paid"), nothing)
    return Event(
        subject=f"{row.text('conflict_name')}: {row.text('pa_name')}",
        group=row.needed("procID"),
        line=row.line,
        start=start,
        until=UNTIL if end is None else end,
        failed=end is not None,
        conflict=None,
        mediator=None,
        agreement=row.code("pa_type", _TYPES),
        features=features,
    )


def _beside(sheet: Sheet) -> tuple[dict[str, dict[str, Feature]], tuple[str, ...]]:
    """Return what PA-X codes by UCDP's number; of several texts of one, what any provides for."""
    events, told = pax.read({pax.PART.name: sheet})
    texts: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        number = event.features["ucdp"]
        if isinstance(number, str):
            texts[number].append(event)
    names = [*pax.PROVISIONS, "monitoring"]
    return (
        {
            number: {name: any(each.features[name] for each in found) for name in names}
            for number, found in texts.items()
        },
        told,
    )
