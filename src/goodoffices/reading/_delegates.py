"""Who is sent by whom: members and heads of delegations, with the offices that the text gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from goodoffices.reading._rounds import round_of
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._types import Mention, ProposedDelegate, ProposedRound, Span
from goodoffices.reading._vocabulary import AUXILIARIES, OFFICES

__all__ = ["find_delegates"]

_BODY = frozenset(
    "delegation side team mission negotiators group party delegations representatives "
    "representation".split()
)
_LED = frozenset("led headed chaired".split())
_LEADS = frozenset("led leads lead heads headed head leading heading chairs chaired".split())
_INCLUDE = frozenset("include includes included including consisted consists comprises comprised "
                     "comprising contains featured features".split())  # fmt: skip
_SEND = frozenset("sent sends send dispatched dispatches sending appointed named".split())
_REPRESENT = frozenset("represents represented represent representing".split())


def find_delegates(
    sentences: Sequence[Sentence], rounds: Sequence[ProposedRound]
) -> tuple[ProposedDelegate, ...]:
    """Return the delegates of a document; a person named twice for one meeting counts once.

    Where a sentence names no meeting, the one named last before it in the same paragraph is taken,
    and the flag ``round-from-context`` says so.
    """
    found: dict[tuple[str, str | None], ProposedDelegate] = {}
    last: ProposedRound | None = None
    paragraph = 0
    for s in sentences:
        if s.segment.paragraph != paragraph:
            paragraph, last = s.segment.paragraph, None
        if s.segment.heading:
            continue
        named = round_of(s, rounds)
        current = named or last
        for delegate in _of_sentence(s):
            flags = delegate.flags
            if named is None and current is not None:
                flags = (*flags, "round-from-context")
            if current is None:
                flags = (*flags, "round-unknown")
            delegate = replace(delegate, round=current.id if current else None, flags=flags)  # noqa: PLW2901
            key = (delegate.person, delegate.round)
            old = found.get(key)
            if old is None or (delegate.head and not old.head):
                found[key] = delegate
        last = current
    return tuple(found.values())


def _of_sentence(s: Sentence) -> Iterator[ProposedDelegate]:
    people = [m for m in s.mentions if m.kind == "person"]
    if not people:
        return
    taken: set[Span] = set()
    for at, token in enumerate(s.tokens):
        if s.quoted[at]:
            continue
        for person, side, head, floor in _shape(s, at, token.low, people):
            if person.span in taken:
                continue
            taken.add(person.span)
            offices = tuple(_offices(s, person, floor))
            flags = () if side is not None else ("side-unknown",)
            yield ProposedDelegate(person.span, person.text, offices, side, head, None, flags)


def _shape(
    s: Sentence, at: int, word: str, people: Sequence[Mention]
) -> Iterator[tuple[Mention, Mention | None, bool | None, int]]:
    """Yield person, side, whether heading, and the token that offices begin after."""
    size = len(s.tokens)
    nxt = s.low(at + 1)
    if word in _LED and nxt == "by":
        body = _body_before(s, at)
        if body is not None:
            first = _people_after(s, at + 2, people)[:1]
            for person in first:
                yield person, _side(s, body), True, at + 2
    elif word == "represented" and nxt == "by":
        side = _nearest_before(s, at)
        for person in _people_after(s, at + 2, people):
            yield person, side, None, at + 2
    elif word in _INCLUDE:
        body = _body_before(s, at)
        if body is not None:
            skip = at + 1 + (nxt in {"of", "also"})
            for person in _people_after(s, skip, people):
                yield person, _side(s, body), None, skip
    elif (word in _LEADS and word not in _LED | {"head", "lead"}) or (
        word in {"led", "headed", "lead", "head"} and nxt != "by"
    ):
        body_at = next((n for n in range(at + 1, min(at + 8, size)) if s.low(n) in _BODY), None)
        subject = _person_before(s, at, people)
        if body_at is not None and subject is not None:
            yield subject, _side(s, body_at), True, 0
    elif word in _SEND:
        side = _nearest_before(s, at)
        listed = _people_after(s, at + 1, people)
        to = any(s.low(n) in {"to", "as"} for n in range(at + 1, size))
        if side is not None and to:
            for person in listed:
                yield person, side, None, at + 1
    elif word in _REPRESENT and nxt != "by":
        yield from _representing(s, at, people)


def _representing(
    s: Sentence, at: int, people: Sequence[Mention]
) -> Iterator[tuple[Mention, Mention | None, bool | None, int]]:
    """Yield those of "A, B and C will represent X" and of "representing X, A"."""
    end = s.tokens[at].end
    side = next(
        (
            m
            for m in s.mentions
            if m.kind in {"state", "organisation"} and 0 <= m.span.start - end <= 12
        ),
        None,
    )
    if side is None:
        return
    before = [p for p in people if p.span.end <= end]
    after = [p for p in people if 0 <= p.span.start - end <= 60 and s.low(at) == "representing"]
    for person in before or after[:1]:
        if s.low(s.index(person.span.end)) != "'s":
            yield person, side, None, 0


def _body_before(s: Sentence, at: int) -> int | None:
    return next((n for n in range(at - 1, max(-1, at - 14), -1) if s.low(n) in _BODY), None)


def _side(s: Sentence, body: int) -> Mention | None:
    """Return whose delegation it is: "the Omani delegation", "the delegation of Oman"."""
    start = s.tokens[body].start
    before = [m for m in s.mentions if m.span.end <= start and m.kind != "person"
              and start - m.span.end <= 24 and "," not in s.text[m.span.end : start]]  # fmt: skip
    if before:
        return before[-1]
    if s.low(body + 1) in {"of", "from"}:
        end = s.tokens[body + 1].end
        return next((m for m in s.mentions if 0 <= m.span.start - end <= 6), None)
    return None


def _nearest_before(s: Sentence, at: int) -> Mention | None:
    start = s.tokens[at].start
    before = [m for m in s.mentions if m.span.end <= start and m.kind in {"state", "organisation"}]
    if not before or start - before[-1].span.end > 40:
        return None
    return before[-1]


def _person_before(s: Sentence, at: int, people: Sequence[Mention]) -> Mention | None:
    start = s.tokens[at].start
    for person in reversed(people):
        between = s.text[person.span.end : start]
        if (
            person.span.end <= start
            and len(between) < 140
            and (between.count(",") in {0, 2} and not re.search(r"[;:“”]", between))
        ):
            return person
    return None


def _people_after(s: Sentence, at: int, people: Sequence[Mention]) -> list[Mention]:
    """Return the persons of the list that begins at a token, until another clause begins."""
    size = len(s.tokens)
    if at >= size:
        return []
    end = size
    for n in range(at, size):
        word = s.low(n)
        if (
            (word in AUXILIARIES and word != "'s")
            or word in {";", "while", "but", "who", "whose", "because"}
            or (word.endswith("ing") and s.low(n - 1) == "," and word != "including")
        ):
            end = n
            break
    if end <= at:
        return []
    inside = s.words(at, end)
    listed = []
    for person in people:
        after = s.text[person.span.end : person.span.end + 2]
        # "President Smith's envoy, Ann Lee": the one in the genitive was not sent.
        if inside.holds(person.span) and after not in {"’s", "'s"}:
            listed.append(person)
    return listed


def _offices(s: Sentence, person: Mention, floor: int) -> Iterator[Span]:
    """Yield the offices beside a name: before it, or in apposition after it."""
    name = s.index(person.span.start)
    first = name - 1
    if s.low(first) == ",":
        first -= 1
    last = first
    while first >= floor and first >= 0:
        word = s.low(first)
        held = s.mention_at(first)
        listed = (
            held is not None and held.kind == "person" and s.low(s.index(held.span.end)) != "'s"
        )
        if (
            word in {",", ";", "by", "include", "includes", "included", "that", "also", "with"}
            or listed
        ):
            break
        if word == "as" or (word == "and" and not _office_words(s, first + 1, last + 1)):
            break
        first -= 1
    yield from _split(s, first + 1, last + 1)
    after = s.index(person.span.end)
    if s.low(after) != ",":
        return
    end = after + 1
    while end < len(s.tokens) and s.low(end) not in {
        ",",
        ".",
        ";",
        "will",
        "is",
        "was",
        "led",
        "leads",
        "heads",
    }:
        held = s.mention_at(end)
        if held is not None and held.kind == "person":
            return
        end += 1
    if s.low(after + 1) not in {"and", "as", "or"}:
        yield from _split(s, after + 1, end)


def _office_words(s: Sentence, first: int, last: int) -> bool:
    return any(s.low(n).rstrip(".") in OFFICES for n in range(first, last))


def _begins_office(s: Sentence, first: int, last: int) -> bool:
    """Return whether an office is named before a preposition or *and*: "and Swiss envoy"."""
    for n in range(first, min(first + 5, last)):
        if s.low(n) in {"and", "of", "for", "to", "in", ","}:
            return False
        if s.low(n) in OFFICES:
            return True
    return False


def _split(s: Sentence, first: int, last: int) -> Iterator[Span]:
    """Yield one office, or two joined by *and* where each half has an office of its own."""
    while first < last and s.low(first) in {
        "the",
        "a",
        "an",
        "as",
        "and",
        "its",
        "their",
        "his",
        "her",
    }:
        first += 1
    if first >= last or not _office_words(s, first, last):
        return
    for n in range(first + 1, last - 1):
        if s.low(n) == "and" and _office_words(s, first, n) and _begins_office(s, n + 1, last):
            yield s.words(first, n)
            yield from _split(s, n + 1, last)
            return
    yield s.words(first, last)
