"""Positions and saliences, as models of collective decisions are fed with.

Each issue is a line from one extreme to the other; each actor takes a position on it and gives it a
salience.  An issue's options are the distinct positions taken; an option is worth 1 minus its
distance from the actor's position, as a share of the line; weights are the saliences.  Two layouts
are read:

- a CSV file with the columns ``party,issue,position,salience`` (and ``power``) on lines from 0 to
  100;
- the records of the DECIDE and equal-gain programs: tab-separated, ``#A`` an actor, ``#P`` an
  issue, ``#M`` an end of its line, ``#D`` an actor's position, salience and power.

References
----------
Stokman & Van Oosten 1994, "The exchange of voting positions", in Bueno de Mesquita & Stokman (eds),
European Community Decision Making (the data, not the method).
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.exchange._assemble import Imported, assemble
from goodoffices.exchange._csv import rows
from goodoffices.exchange._files import content, finite, text_of
from goodoffices.exchange._limits import OPTIONS, PARTIES, TOPICS, bounded
from goodoffices.exchange._model import Choice, Domain, Profile, Topic
from goodoffices.exchange.errors import ExchangeError

__all__ = ["from_positions"]

_COLUMNS = ("party", "issue", "position", "salience", "power")


@dataclass(slots=True)
class _Data:
    """What a file says: parties and issues in order, the ends of lines, the cells."""

    parties: dict[str, None] = field(default_factory=dict)
    issues: dict[str, list[float]] = field(default_factory=dict)
    cells: dict[tuple[str, str], tuple[float, float, int]] = field(default_factory=dict)
    power: bool = False


def from_positions(file: str | Path, *, as_of: dt.date | None = None) -> Imported:
    """Return the case that positions and saliences describe.

    Parameters
    ----------
    file
        A CSV file, or the tab-separated records of DECIDE.
    as_of
        Date of the case; today by default.

    Returns
    -------
    Imported
        Every floor is 0; where an actor has no position on an issue, the issue weighs nothing for
        it. Power is no part of a case and is named in a notice.

    Raises
    ------
    ExchangeError
        If the file cannot be read, a row is wrong, or something is said that a case cannot hold.
    """
    shown = str(file)
    path = Path(file)
    text = text_of(content(path, shown), shown)
    data = (
        _records(text, shown) if text.lstrip().startswith(("'#", '"#', "#")) else _csv(text, shown)
    )
    if not data.cells:
        raise ExchangeError(shown, "there are no positions, expected at least one")
    taken: dict[str, set[float]] = defaultdict(set)
    for (party, issue), (position, salience, line) in data.cells.items():
        low, high = data.issues[issue]
        if not low <= position <= high:
            message = f"{party[:60]} on '{issue[:60]}': found the position {position:g}"
            raise ExchangeError(shown, f"{message}, expected {low:g} to {high:g}", line)
        if salience < 0:
            message = f"{party[:60]} on '{issue[:60]}': found the salience {salience:g}"
            raise ExchangeError(shown, f"{message}, expected 0 or more", line)
        taken[issue].add(position)
        bounded(shown, f"or more options of '{issue[:60]}'", len(taken[issue]), OPTIONS, line)
    notices = [
        f"nobody takes a position on {name}; left out" for name in data.issues.keys() - taken
    ]
    notices += ["power was left out: consent is not weighed"] if data.power else []
    silent = [party for party in data.parties if not any(party == who for who, _ in data.cells)]
    notices += [f"{party} takes no position at all; left out" for party in silent]
    topics = {
        issue: Topic(issue, tuple(map(Choice, map(_plain, sorted(taken[issue])))), ladder=True)
        for issue in data.issues
        if issue in taken
    }
    profiles = tuple(_profile(data, party, topics) for party in data.parties if party not in silent)
    domain = Domain(
        name=path.stem,
        origin="positions and saliences",
        files=(path.name,),
        topics=tuple(topics.values()),
        profiles=profiles,
        notices=tuple(sorted(notices)),
    )
    return assemble(domain, shown, as_of=as_of)


def _profile(data: _Data, party: str, topics: dict[str, Topic]) -> Profile:
    weights: list[float | None] = []
    values: list[tuple[float, ...]] = []
    for issue, topic in topics.items():
        cell = data.cells.get((party, issue))
        low, high = data.issues[issue]
        weights.append(None if cell is None else cell[1])
        values.append(
            ()
            if cell is None
            else tuple(1 - abs(float(o.value) - cell[0]) / (high - low) for o in topic.options)
        )
    return Profile(party, tuple(weights), tuple(values), reserve=0.0)


def _plain(number: float) -> int | float:
    return int(number) if number == math.floor(number) else number


def _csv(text: str, shown: str) -> _Data:
    data = _Data()
    for row in rows(text, shown, _COLUMNS[:4], _COLUMNS):
        party, issue = row.text("party"), row.text("issue")
        data.parties.setdefault(party)
        data.issues.setdefault(issue, [0.0, 100.0])
        data.power |= bool(row.cells.get("power"))
        _take(data, shown, row.line, (party, issue), row.number("position"), row.number("salience"))
    return data


def _take(
    data: _Data, shown: str, line: int, key: tuple[str, str], position: float, salience: float
) -> None:
    if key in data.cells:
        message = f"the position of {key[0][:60]} on '{key[1][:60]}' stands twice"
        raise ExchangeError(shown, message, line)
    bounded(shown, "parties or more", len(data.parties), PARTIES, line)
    bounded(shown, "issues or more", len(data.issues), TOPICS, line)
    data.cells[key] = (position, salience, line)


def _records(text: str, shown: str) -> _Data:
    data = _Data(power=True)
    ends: dict[str, list[float]] = {}
    for line, raw in enumerate(text.splitlines(), 1):
        cells = [cell.strip().strip("'\"").strip() for cell in raw.split("\t")]
        if not any(cells):
            continue
        needed = {"#A": 2, "#P": 2, "#M": 3, "#D": 5}.get(cells[0])
        if needed is None:
            message = f"found '{cells[0][:40]}', expected #A, #P, #M or #D"
            raise ExchangeError(shown, message, line)
        if len(cells) < needed:
            message = f"found {len(cells)} cells in a record {cells[0]}, expected {needed} or more"
            raise ExchangeError(shown, message, line)
        if cells[0] == "#A":
            data.parties.setdefault(cells[1])
        elif cells[0] == "#P":
            ends.setdefault(cells[1], [])
        elif cells[1] not in (ends if cells[0] == "#M" else data.parties):
            raise ExchangeError(shown, f"'{cells[1][:60]}' stands in no record before", line)
        elif cells[0] == "#M":
            ends[cells[1]].append(finite(cells[2], "end of the line", shown, line))
        else:
            if cells[2] not in ends:
                raise ExchangeError(shown, f"'{cells[2][:60]}' stands in no record before", line)
            position = finite(cells[3], "position", shown, line)
            salience = finite(cells[4], "salience", shown, line)
            data.issues.setdefault(cells[2], [])
            _take(data, shown, line, (cells[1], cells[2]), position, salience)
    for issue, found in ends.items():
        low, high = min(found, default=0.0), max(found, default=100.0)
        if low == high:
            raise ExchangeError(shown, f"the line of '{issue[:60]}' has no length")
        data.issues[issue] = [low, high]
    return data
