"""UCDP Conflict Termination: how fighting ended, and whether the same parties fought again.

The data set has a row for each year in which a pair of parties (a dyad), or a conflict, is active,
that is, costs 25 lives or more; the last row of an episode says how it ended. Whether the peace
held is read off the years in which the same pair, or conflict, has a row again: it failed on the
first day of the next such year, and otherwise held to the end of the record. Others who go on
fighting are not counted. The column `recur` of the file is not read: it says something else.

References
----------
Kreutz 2010, "How and when armed conflicts end: introducing the UCDP Conflict Termination dataset",
Journal of Peace Research 47(2), doi:10.1177/0022343309353108.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from goodoffices.record._data.cells import Row, rows
from goodoffices.record._data.event import Event
from goodoffices.record._data.files import Sheet
from goodoffices.record._data.notes import Notes
from goodoffices.record._data.source import Column, Dataset, Part

__all__ = ["CONFLICTS", "DYADS", "ENDINGS", "UNTIL", "read_conflicts", "read_dyads"]

UNTIL = dt.date(2020, 12, 31)
VERSION = 3

ENDINGS = {
    1: "peace agreement",
    2: "ceasefire",
    3: "victory of side A",
    4: "victory of side B",
    5: "low activity",
    6: "a party ceased to exist",
}
_AGREEMENTS = frozenset({"peace agreement", "ceasefire"})
_CONFLICTS = {1: "extrasystemic", 2: "interstate", 3: "intrastate"}
_WITHIN = {1: "no", 2: "no", 3: "no", 4: "yes"}
_ABOUT = {1: "territory", 2: "government", 3: "territory and government"}
_INTENSITY = {1: "25 to 999 deaths", 2: "1,000 deaths or more"}

_FEATURES = {
    "ending": "how the episode ended",
    "conflict": "extrasystemic, interstate or intrastate",
    "internationalised": "whether another state's troops fought in it",
    "incompatibility": "what it was about: territory, government or both",
    "intensity": "battle deaths in the last year of the episode",
    "episode": "the first episode between the two, or a later one",
}


def _columns(of: str, term: str, episode: str) -> tuple[Column, ...]:
    return (
        Column(of, "whole number", "who fought; the years of each make its episodes"),
        Column("year", "whole number", "a year in which it was active"),
        Column(term, "yes or no", "whether the episode ended in this year"),
        Column(episode, "whole number", "which of its episodes this is"),
        Column("ependdate", "date", "when the episode ended"),
        Column("outcome", "code", "how: " + ", ".join(f"{k} {v}" for k, v in ENDINGS.items())),
        Column("type_of_conflict", "code", "1 to 4; 4 is an internationalised intrastate one"),
        Column("type_of_conflict2", "code", "1 extrasystemic, 2 interstate, 3 intrastate"),
        Column("incompatibility", "code", "1 territory, 2 government, 3 both"),
        Column("intensity_level", "code", "1 below 1,000 battle deaths in the year, 2 from there"),
        Column("location", "text", "where"),
        Column("side_a", "text", "the government, or the first side"),
        Column("side_b", "text", "the other side"),
        Column("version", "whole number", "must be 3"),
    )


_PUBLISHER = "Uppsala Conflict Data Program, ucdp.uu.se/downloads, 'UCDP Conflict Termination'"
_CITE = (
    "Kreutz 2010, 'How and when armed conflicts end: introducing the UCDP Conflict Termination "
    "dataset', Journal of Peace Research 47(2)"
)
_LICENCE = "UCDP publishes its data under CC BY 4.0; its download page says so and counts"

DYADS = Dataset(
    id="ucdp-dyads",
    title="UCDP Conflict Termination, dyads, version 3-2021",
    version="3-2021",
    events="episodes of fighting between two parties",
    publisher=_PUBLISHER,
    cite=_CITE,
    licence=_LICENCE,
    parts=(Part("ucdp-term-dyad-3-2021", _columns("dyad_id", "dyadterm", "dyadepisode")),),
    holds="the same two parties fought again",
    until=UNTIL.isoformat(),
    features=_FEATURES,
)

CONFLICTS = Dataset(
    id="ucdp-conflicts",
    title="UCDP Conflict Termination, conflicts, version 3-2021",
    version="3-2021",
    events="episodes of armed conflicts",
    publisher=_PUBLISHER,
    cite=_CITE,
    licence=_LICENCE,
    parts=(Part("ucdp-term-acd-3-2021", _columns("conflict_id", "confterm", "conflictepisode")),),
    holds="the same conflict was fought out again",
    until=UNTIL.isoformat(),
    features=_FEATURES,
)


def read_dyads(sheets: Mapping[str, Sheet]) -> tuple[list[Event], tuple[str, ...]]:
    """Return the ends of episodes of pairs of parties."""
    (sheet,) = sheets.values()
    return _read(sheet, "dyad_id", "dyadterm", "dyadepisode")


def read_conflicts(sheets: Mapping[str, Sheet]) -> tuple[list[Event], tuple[str, ...]]:
    """Return the ends of episodes of conflicts."""
    (sheet,) = sheets.values()
    return _read(sheet, "conflict_id", "confterm", "conflictepisode")


def _read(sheet: Sheet, unit: str, term: str, episode: str) -> tuple[list[Event], tuple[str, ...]]:
    notes = Notes(sheet.file)
    ended: list[tuple[Row, int]] = []
    active: dict[str, set[int]] = defaultdict(set)
    for row in rows(sheet):
        if row.whole("version") != VERSION:
            raise row.wrong("version", f"expected {VERSION}, the version that is read here")
        year = row.whole("year")
        if year is None or not 1900 <= year <= UNTIL.year:
            raise row.wrong("year", f"expected a year from 1900 to {UNTIL.year}")
        active[row.needed(unit)].add(year)
        # In the last year nobody knows yet whether an episode has ended.
        if row.flag(term):
            ended.append((row, year))
    events = []
    for row, year in ended:
        ending = row.code("outcome", ENDINGS)
        if ending is None:
            notes.add("left out, since it is not coded how the episode ended", row.line)
            continue
        end = row.date("ependdate", UNTIL)
        if end is None:
            notes.add("without a date of the end: the last day of its year was taken", row.line)
            end = dt.date(year, 12, 31)
        again = min((each for each in active[row.needed(unit)] if each > year), default=None)
        until = UNTIL if again is None else dt.date(again, 1, 1)
        if until < end:
            notes.add("left out, since the episode ends after the next one has begun", row.line)
            continue
        conflict = row.code("type_of_conflict2", _CONFLICTS)
        sides = f"{row.text('side_a')} - {row.text('side_b')}"
        events.append(
            Event(
                subject=f"{row.text('location')}: {sides}",
                group=row.needed(unit),
                line=row.line,
                start=end,
                until=until,
                failed=again is not None,
                conflict=conflict,
                mediator=None,
                agreement=ending if ending in _AGREEMENTS else None,
                features={
                    "ending": ending,
                    "internationalised": row.code("type_of_conflict", _WITHIN) == "yes",
                    "incompatibility": row.code("incompatibility", _ABOUT),
                    "intensity": row.code("intensity_level", _INTENSITY),
                    "episode": "first" if row.whole(episode) == 1 else "later",
                },
            )
        )
    return events, notes.told()
