"""How past talks settled questions of a kind."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from goodoffices.case import Case, bundled_path, read_case, taxonomy
from goodoffices.case.model import Issue, Position
from goodoffices.case.nouns import unknown
from goodoffices.preferences import plain
from goodoffices.record._outcome import Outcome, outcome_of, outcomes

__all__ = ["Frequency", "Precedent", "Precedents", "Rung", "Wanted", "precedents"]

SCHEMA = "goodoffices/precedents/1"


@dataclass(frozen=True, slots=True)
class Rung:
    """An option and its place.

    Parameters
    ----------
    option, name
        Its id and name.
    place, of
        Its place among the options of its issue, from 1, and how many there are.
    ladder
        Whether the options form an order.
    """

    option: str
    name: str
    place: int
    of: int
    ladder: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a party asked for.

    Parameters
    ----------
    party, name
        The party, and its short name.
    wanted
        What the case has as its ideal; ``None`` where it has none.
    stated
        What it asked for in public on the day of the case.
    """

    party: str
    name: str
    wanted: Rung | None
    stated: Rung | None


@dataclass(frozen=True, slots=True)
class Precedent:
    """How one issue of past talks was settled.

    Parameters
    ----------
    case, title, ended
        The past talks, and the day on which they ended.
    signed, kind
        Whether anything was signed, and what.
    issue, name
        The issue.
    asked
        What the parties whose full consent was needed asked for.
    before
        What held without agreement.
    settled
        The option agreed on; ``None`` where none of those that had been on the table was.
    how
        ``traded``, ``paid``, ``guaranteed``, ``deferred``, ``new-option`` or ``left-open``, as in
        `Settled.how`.
    decisive
        Whether it is the issue that blocked or was decided last.
    note, confidence, sources
        In a sentence, how sure that is, and where it can be read.
    """

    case: str
    title: str
    ended: dt.date
    signed: bool
    kind: str
    issue: str
    name: str
    asked: tuple[Wanted, ...]
    before: Rung
    settled: Rung | None
    how: tuple[str, ...]
    decisive: bool
    note: str | None
    confidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many agreements have a provision: shares of those in PA-X version 10."""

    code: str
    all: float
    interstate: float
    ceasefire: float
    comprehensive: float


@dataclass(frozen=True, slots=True)
class Precedents:
    """How past talks settled questions of the area of one issue.

    Parameters
    ----------
    case, issue, name
        The issue asked about.
    area, label, note
        Its area, and what the taxonomy says of it.
    settled
        Issues of that area in past talks that had ended by the case's `as_of`, latest first.
    later
        Past talks left out, since they ended after it: what was learnt later stays out.
    codes, frequencies
        Provisions of the area in PA-X, and how frequent some of them are.
    linked
        Areas that are settled with it, by id, with their names.
    """

    case: str
    issue: str
    name: str
    area: str
    label: str
    note: str
    settled: tuple[Precedent, ...]
    later: tuple[str, ...]
    codes: tuple[str, ...]
    frequencies: tuple[Frequency, ...]
    linked: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values."""
        return {"schema": SCHEMA, **plain(dataclasses.asdict(self))}


def precedents(case: Case, issue: str) -> Precedents:
    """Return how past talks settled questions of the area of an issue.

    Parameters
    ----------
    case
        The case.
    issue
        The id of one of its issues.

    Raises
    ------
    ValueError
        If the case has no such issue.

    Notes
    -----
    Precedents are the bundled cases of which the outcome is on record. The shares are of the PA-X
    Peace Agreements Database, version 10 (PeaceRep, University of Edinburgh): how many agreements
    have such a provision, which says nothing of what it did.
    """
    known = {each.id: each for each in case.issues}
    if issue not in known:
        raise ValueError(unknown(issue, "issue", list(known)))
    asked = known[issue]
    areas = taxonomy().areas
    area = areas[asked.area]
    found, later = list[Precedent](), list[str]()
    for name in outcomes():
        if name == case.case:
            continue
        past, end = _past(name)
        alike = [each for each in past.issues if each.area == asked.area]
        if end.date > case.as_of:
            later += [name] if alike else []
            continue
        found += [_precedent(past, each, end) for each in alike]
    return Precedents(
        case=case.case,
        issue=issue,
        name=asked.name,
        area=area.id,
        label=area.label,
        note=area.note,
        settled=tuple(sorted(found, key=lambda it: it.ended, reverse=True)),
        later=tuple(later),
        codes=area.codes,
        frequencies=tuple(
            Frequency(code, it.all, it.interstate, it.ceasefire, it.comprehensive)
            for code, it in area.shares.items()
        ),
        linked={other: areas[other].label for other in area.links},
    )


@cache
def _past(name: str) -> tuple[Case, Outcome]:
    """Return bundled past talks; by their path, as a file of the user's may have their name."""
    case = read_case(bundled_path(name)).case
    return case, outcome_of(case)


def _precedent(case: Case, issue: Issue, end: Outcome) -> Precedent:
    entry = next(each for each in end.settled if each.issue == issue.id)
    decisive = end.decisive.issue == issue.id
    return Precedent(
        case=case.case,
        title=case.title,
        ended=end.date,
        signed=end.signed,
        kind=end.kind,
        issue=issue.id,
        name=issue.name,
        asked=tuple(
            Wanted(
                party.id,
                party.label,
                _rung(issue, _ideal(case, party.id, issue.id)),
                _rung(issue, _stated(case, party.id, issue.id)),
            )
            for party in case.parties
            if party.consent is True
        ),
        before=_place(issue, issue.without_agreement),
        settled=_rung(issue, entry.option),
        how=entry.how,
        decisive=decisive,
        note=entry.note,
        confidence=end.confidence,
        sources=end.sources,
    )


def _position(case: Case, party: str, issue: str) -> Position | None:
    return next((it for it in case.positions if (it.party, it.issue) == (party, issue)), None)


def _stated(case: Case, party: str, issue: str) -> str | None:
    it = _position(case, party, issue)
    return None if it is None else it.stated


def _ideal(case: Case, party: str, issue: str) -> str | None:
    """Return what a position has as the party's ideal, in whichever way it says so."""
    it = _position(case, party, issue)
    if it is None:
        return None
    if it.ranking is not None:
        return it.ranking[0]
    if it.values is not None:
        return max(it.values.items(), key=lambda pair: pair[1].mode)[0]
    return it.ideal


def _rung(issue: Issue, option: str | None) -> Rung | None:
    return None if option is None else _place(issue, option)


def _place(issue: Issue, option: str) -> Rung:
    n = next(n for n, each in enumerate(issue.options) if each.id == option)
    return Rung(option, issue.options[n].name, n + 1, len(issue.options), issue.ladder)
