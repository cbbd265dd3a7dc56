"""Meetings: rounds of talks and visits, told apart by place, with dates, format and parties.

Two mentions of talks at one place are taken for one round; where the text has two rounds at one
place, a person parts them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from goodoffices.reading._actors import slug
from goodoffices.reading._segments import Token
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._types import DateMention, Mention, ProposedRound, Span
from goodoffices.reading._vocabulary import OFFICES, TIME_WORDS

__all__ = ["find_rounds", "round_of"]

Status = Literal["past", "scheduled", "unknown"]

_TALKS = frozenset("talks negotiations round rounds meeting meetings summit consultations conference "
                   "session discussions dialogue".split())  # fmt: skip
_FORMAT = re.compile(
    r"\b(?:trilateral|bilateral|quadrilateral|four-party|four-way|three-way|multilateral|tripartite|"
    r"(?:direct|indirect|proximity|face-to-face|technical|ministerial|leaders?'?) (?:talks|negotiations|consultations|meetings?)|"
    r"shuttle diplomacy|trilateral format|back-channel)(?: format| talks| meeting)?\b",
    re.IGNORECASE,
)  # fmt: skip
_AHEAD = re.compile(r"\b(?:will|next|upcoming|scheduled|forthcoming|planned|is due|are due|expected|set to|to be held|later this)\b", re.IGNORECASE)  # fmt: skip
_BEHIND = re.compile(r"\b(?:was|were|held|previous|last|ended|concluded|took place|collapsed|opened|met|recent|earlier|\w+ed)\b", re.IGNORECASE)  # fmt: skip
_VISIT = re.compile(r"\bvisit(?:s|ed)?\b", re.IGNORECASE)
_NOT_PLACES = (
    TIME_WORDS
    | OFFICES
    | frozenset(
        "the a an general peace political security council president north-south mr parliament first second third fourth "
        "fifth sixth seventh eighth ninth tenth new next last previous all both such these those no".split()
    )
)


def find_rounds(
    sentences: Sequence[Sentence], dates: Sequence[DateMention]
) -> tuple[ProposedRound, ...]:
    """Return the meetings of a document, in the order in which they are first named."""
    found: dict[str, ProposedRound] = {}
    last, paragraph = "", 0
    for s in sentences:
        if s.segment.heading:
            continue
        if s.segment.paragraph != paragraph:
            last, paragraph = "", s.segment.paragraph
        named = _named(s)
        if named:
            last = named[-1].id
        elif last:
            # "The talks will be trilateral": the format belongs to the meeting of the paragraph.
            formats = tuple(
                Span(*m.span()) for m in _FORMAT.finditer(s.text, s.span.start, s.span.end)
            )
            if formats:
                old = found[last]
                found[last] = replace(old, formats=tuple(sorted({*old.formats, *formats})))
        for meeting in named:
            meeting = _filled(s, meeting, dates)  # noqa: PLW2901  # the same meeting, told more of
            known = found.get(meeting.id)
            found[meeting.id] = meeting if known is None else _merged(known, meeting)
    return tuple(found.values())


def round_of(s: Sentence, rounds: Sequence[ProposedRound]) -> ProposedRound | None:
    """Return the meeting that a sentence names, or None."""
    keys = {meeting.id for meeting in _named(s)}
    return next((r for r in rounds if r.id in keys), None)


def _named(s: Sentence) -> list[ProposedRound]:
    tokens = s.tokens
    found: list[ProposedRound] = []
    for at, token in enumerate(tokens):
        if token.low in _TALKS and not s.quoted[at]:
            place = _place_before(s, at) or _place_after(s, at)
            if place is not None:
                found.append(_meeting(s, "round", at, place))
        elif _VISIT.fullmatch(token.low) and (
            any(t.low == "delegation" for t in tokens[max(0, at - 6) : at + 8])
        ):
            to = next(
                (n for n in range(at + 1, min(at + 9, len(tokens))) if tokens[n].low == "to"), at
            )
            place = _capitals(tokens, to + 1)
            if place is not None:
                found.append(_meeting(s, "visit", at, place))
    return found


def _meeting(s: Sentence, kind: str, at: int, place: tuple[int, int]) -> ProposedRound:
    where = s.words(*place)
    words = where.of(s.text)
    key = f"{'talks' if kind == 'round' else 'visit'}-{slug(words.removeprefix('the '))}"
    span = s.words(min(at, place[0]), max(at + 1, place[1]))
    return ProposedRound(key, "round" if kind == "round" else "visit", span, "unknown", where)


def _place_before(s: Sentence, at: int) -> tuple[int, int] | None:
    """Return the place in "the Doha talks"."""
    first = at
    while first > 0 and s.capital(first - 1) and s.low(first - 1) not in _NOT_PLACES:
        first -= 1
    if first == at or at - first > 2:
        return None
    if s.low(first - 1) == "'s" or (first == 0 and s.low(first) in _NOT_PLACES):
        return None
    held = s.mention_at(at - 1)
    # "the Sudan talks" is about Sudan as often as in it.
    if held is not None and (held.kind != "state" or not _capital_name(s, first, at, held)):
        return None
    return first, at


def _capital_name(s: Sentence, first: int, last: int, held: Mention) -> bool:
    words = s.words(first, last).of(s.text)
    return (
        slug(words) != held.actor
        and not words.endswith(("an", "ese", "ish", "i", "S."))
        and words not in {"US", "UN", "EU", "UK", "French", "Dutch", "Greek", "Kremlin"}
    )


def _place_after(s: Sentence, at: int) -> tuple[int, int] | None:
    """Return the place in "talks, held in the Emirates" or "scheduled for 3 May in Doha"."""
    for n in range(at + 1, min(at + 16, len(s.tokens) - 1)):
        word = s.low(n)
        if word in _TALKS or (
            word in {"that", "which", "who", "between", "on", "about", "but", "because", ";"}
            and n < at + 2
        ):
            return None
        if word in {"in", "at"} and (s.capital(n + 1) or s.low(n + 1) == "the"):
            place = _capitals(s.tokens, n + 1)
            if place is not None:
                return place
        if word in {"that", "which", ";", "while", "but"}:
            return None
    return None


def _capitals(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    first = at + 1 if at < len(tokens) and tokens[at].low == "the" else at
    end = first
    while (
        end < len(tokens)
        and tokens[end].text[:1].isupper()
        and tokens[end].low not in _NOT_PLACES
        and tokens[end].text.isalpha()
    ):
        end += 1
    if end == first or end - first > 4:
        return None
    if first > at and end - first < 2:
        return None  # "in the Kremlin" may be, "in the West" is not
    return first, end


def _filled(s: Sentence, meeting: ProposedRound, dates: Sequence[DateMention]) -> ProposedRound:
    words = s.span.of(s.text)
    ahead, behind = bool(_AHEAD.search(words)), bool(_BEHIND.search(words))
    if re.search(r"\b(?:will|next|upcoming|scheduled)\b", words, re.IGNORECASE):
        behind = False
    status: Status = (
        "scheduled" if ahead and not behind else "past" if behind and not ahead else "unknown"
    )
    inside = [d for d in dates if s.span.holds(d.span) and d.edtf.count("-") >= 1]
    date = min(inside, key=lambda d: abs(d.span.start - meeting.span.end), default=None)
    formats = tuple(Span(*m.span()) for m in _FORMAT.finditer(s.text, s.span.start, s.span.end))
    parties = tuple(
        m
        for m in s.mentions
        if m.kind in {"state", "organisation"}
        and (meeting.place is None or not m.span.meets(meeting.place))
    )
    flags = (
        ("year-missing",) if date is not None and "XXXX" in date.edtf and not date.inferred else ()
    )
    return replace(
        meeting, status=status, date=date, formats=formats, parties=_distinct(parties), flags=flags
    )


def _distinct(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    by_actor = {m.actor or m.text: m for m in reversed(mentions)}
    return tuple(sorted(by_actor.values(), key=lambda m: m.span))


def _merged(old: ProposedRound, new: ProposedRound) -> ProposedRound:
    status = new.status if old.status == "unknown" else old.status
    return replace(
        old,
        status=status,
        date=old.date or new.date,
        formats=tuple(sorted({*old.formats, *new.formats})),
        parties=_distinct((*old.parties, *new.parties)),
        flags=old.flags or new.flags,
    )
