"""International Crisis Behavior: crises between states, whether they were mediated, how they ended.

The data set says whether a crisis came back within five years, not when, so that there is a share
and no survival. Where the day of a date in the mediation block is unknown, the 15th is taken; where
the month is, there is no date.

References
----------
Brecher & Wilkenfeld 1997, A Study of Crisis, University of Michigan Press (the variables). The
codes are those of the codebook that comes with version 13 of the data.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from goodoffices.record._data.cells import Row, rows
from goodoffices.record._data.event import Event, Feature
from goodoffices.record._data.files import Sheet
from goodoffices.record._data.notes import Notes
from goodoffices.record._data.source import Column, Dataset, Part
from goodoffices.record.errors import RecordError

__all__ = ["ICB", "read"]

UNTIL = dt.date(2017, 12, 31)
VERSION = "13"
CRISES = 482

_AGREEMENTS = {
    1: "formal",
    2: "semi-formal",
    3: "tacit understanding",
    4: "unilateral act",
    5: "imposed",
    6: "code 6",
    7: "code 7",
}
_VIOLENCE = {1: "none", 2: "minor clashes", 3: "serious clashes", 4: "full-scale war"}
_AGAIN = {1: "came back", 2: "did not", 3: "too recent to say"}
_MEDIATED = {1: "no", 2: "no", 3: "no", 4: "yes"}
_MEDIATORS = {
    1: "none",
    2: "global organisation",
    3: "regional organisation",
    4: "code 4",
    5: "single state",
    6: "group of states",
    7: "code 7",
}
_STYLES = {1: "none", 2: "facilitation", 3: "formulation", 4: "manipulation"}
_UNKNOWN = frozenset({66, 77, 88, 99, -99})
"""What stands for a day, month or year that is not known or does not apply."""

_BEGINS = ("yrmedst", "momedst", "damedst")
_ENDS = ("yrmedend", "momedend", "damedend")
_ENDS_AGAIN = ("yrmedfin", "momedfin", "damedfin")

_SYSTEM = Part(
    "icb1v13",
    (
        Column("crisno", "whole number", "the number of the crisis, up to 482"),
        Column("crisname", "text", "the crisis"),
        Column("yrtrig", "whole number", "the year of its trigger"),
        Column("motrig", "whole number", "the month of its trigger"),
        Column("datrig", "whole number", "the day of its trigger"),
        Column("viol", "code", ", ".join(f"{k} {v}" for k, v in _VIOLENCE.items())),
        Column("forout", "code", "1 formal, 2 semi-formal agreement, 3 to 7 neither"),
        Column("outesr", "code", "1 came back within five years, 2 did not, 3 too recent to say"),
        Column("mediate", "code", "4 mediated, 1 to 3 not"),
        Column("medwho", "code", "2 global, 3 regional organisation, 5 a state, 6 several states"),
        Column("medstyle", "code", "2 facilitation, 3 formulation, 4 manipulation at the highest"),
        *(Column(name, "whole number", "when mediation began") for name in _BEGINS),
        *(Column(name, "whole number", "when mediation ended") for name in _ENDS),
        *(Column(name, "whole number", "when it ended for good, if later") for name in _ENDS_AGAIN),
    ),
)
_ACTORS = Part(
    "icb2v13",
    (
        Column("crisno", "whole number", "the number of the crisis"),
        Column("cracno", "whole number", "the number of the crisis actor"),
        Column("actor", "text", "the crisis actor, a state, by three letters"),
    ),
    needed=False,
)

ICB = Dataset(
    id="icb",
    title="International Crisis Behavior, version 13",
    version=VERSION,
    events="crises between states",
    publisher="ICB Project, Duke University, sites.duke.edu/icbdata",
    cite=(
        "Brecher & Wilkenfeld 1997, A Study of Crisis, University of Michigan Press; "
        "International Crisis Behavior Data, version 13"
    ),
    licence="free for academic use, as its project says; ask before passing rows on",
    parts=(_SYSTEM, _ACTORS),
)


def read(sheets: Mapping[str, Sheet]) -> tuple[list[Event], tuple[str, ...]]:
    """Return crises; with the file of actors, the states in each."""
    sheet = sheets[_SYSTEM.name]
    notes = Notes(sheet.file)
    found = list(rows(sheet))
    actors = _actors(sheets.get(_ACTORS.name), {row.needed("crisno") for row in found})
    events = []
    for row in found:
        number = row.whole("crisno")
        if number is None or not 1 <= number <= CRISES:
            raise row.wrong("crisno", f"expected 1 to {CRISES}, the crises of version {VERSION}")
        if not any(row.given(name) for name in ("viol", "forout", "outesr", "mediate")):
            notes.add("left out, since nothing is coded but a name", row.line)
            continue
        events.append(_event(row, actors.get(str(number), ()), notes))
    told = (
        ()
        if len(found) == CRISES
        else (f"{sheet.file}: found {len(found)} crises, version {VERSION} has {CRISES}",)
    )
    return events, notes.told() + told


def _event(row: Row, actors: tuple[str, ...], notes: Notes) -> Event:
    began = _date(row, notes, *_BEGINS)
    ended = _date(row, notes, *_ENDS_AGAIN) or _date(row, notes, *_ENDS)
    days: float | None = None
    if began is not None and ended is not None:
        if ended < began:
            notes.add("with mediation that ends before it begins: no length is taken", row.line)
        else:
            days = float((ended - began).days)
    mediated = row.code("mediate", _MEDIATED)
    again = row.code("outesr", _AGAIN)
    outcome = row.code("forout", _AGREEMENTS)
    features: dict[str, Feature] = {
        "mediated": None if mediated is None else mediated == "yes",
        "violence": row.code("viol", _VIOLENCE),
        "outcome": outcome,
        "recurred": {"came back": True, "did not": False}.get(again or ""),
        "style": row.code("medstyle", _STYLES),
        "mediation days": days if mediated == "yes" else None,
        "actors": ", ".join(actors) or None,
    }
    name = row.text("crisname")
    return Event(
        subject=f"{name} ({', '.join(actors)})" if actors else name,
        group=row.needed("crisno"),
        line=row.line,
        start=_date(row, notes, "yrtrig", "motrig", "datrig"),
        until=None,
        failed=None,
        conflict="interstate",
        mediator=row.code("medwho", _MEDIATORS),
        agreement=outcome if outcome in {"formal", "semi-formal"} else None,
        features=features,
    )


def _date(row: Row, notes: Notes, year: str, month: str, day: str) -> dt.date | None:
    y, m, d = row.whole(year), row.whole(month), row.whole(day)
    if y in _UNKNOWN or m in _UNKNOWN or y is None or m is None:
        return None
    if not 1 <= m <= 12:
        raise row.wrong(month, "expected a month from 1 to 12, or a code for none")
    if d is None or d in _UNKNOWN:
        d = 15
    if 28 < d <= 31 and d > calendar.monthrange(y, m)[1]:
        # The published file has a 31 June, so this is no sign of another version.
        notes.add(f"with a day in {day} that its month does not have: no date is taken", row.line)
        return None
    return row.day(day, y, m, d, UNTIL)


def _actors(sheet: Sheet | None, known: set[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in () if sheet is None else rows(sheet):
        number = row.needed("crisno")
        if number not in known:
            message = f"the crisis {number} is not in the file of crises"
            raise RecordError(row.file, f"{message}; are both of one version?", row.line)
        # A state that meets the crisis twice has two rows.
        found[number] = tuple(dict.fromkeys((*found[number], row.needed("actor"))))
    return found
