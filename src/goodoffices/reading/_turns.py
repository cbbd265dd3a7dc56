"""Turns by which columns and essays tell a position: an idea put forward, a step resisted.

========================  ==========================================================
shape                     example
========================  ==========================================================
idea                      the envoy *floated a plan offering home rule*
contact clause            the vote, *a step Oslo had long resisted*
meaning                   reform, which for us *meant repression*
message                   the minister has a message for voters: *wait*
reduced hearsay           fighters widely believed *to be paid by the palace*
preference                the clans *would rather fight than share the port*
purpose                   he rang *to express his satisfaction with the talks*
========================  ==========================================================

References
----------
.. [quirk1985] Quirk et al. 1985, 15.48 (clauses of purpose and their subject), 17.13 (relative
   clauses without a pronoun), 17.28 (reduced relative clauses).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._attribution import main_subject
from goodoffices.reading._clauses import clause_end
from goodoffices.reading._cues import Hit, made
from goodoffices.reading._phrases import (
    Phrase,
    classified,
    is_adverb,
    left_phrase,
)
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._types import Mention, Polarity

__all__ = ["turns"]

_NAMED = frozenset("state organisation person group pronoun anonymous".split())


def turns(s: Sentence) -> Iterator[Hit]:
    """Yield the positions that a sentence tells by one of these turns."""
    for at in range(1, len(s.tokens) - 1):
        if s.quoted[at]:
            continue
        word = s.low(at)
        hit: Hit | None = None
        if word in _FLOATING:
            hit = _idea(s, at)
        elif word in _SIDES:
            hit = _contact(s, at)
        elif word == "for":
            hit = _meaning(s, at)
        elif word in _MESSAGES:
            hit = _message(s, at)
        elif word in _THOUGHT:
            hit = _rumoured(s, at)
        elif word in {"rather", "sooner"} and s.low(at - 1) == "would":
            hit = _rather(s, at)
        elif word in _EXPRESSING and s.low(at - 1) == "to":
            hit = _purpose(s, at)
        if hit is not None:
            yield hit


_FLOATING = words.conjugated("float table submit unveil advance put")
_IDEAS = frozenset(
    "plan plans proposal proposals idea ideas draft blueprint formula scheme".split()
)
_OF_AN_IDEA = frozenset("for to that of under offering giving granting calling providing".split())


def _idea(s: Sentence, at: int) -> Hit | None:
    start = at + 1
    if s.low(at) in {"put", "puts", "putting"}:
        if s.low(start) != "forward":
            return None
        start += 1
    noun = next((n for n in range(start, min(start + 4, len(s.tokens))) if s.low(n) in _IDEAS), 0)
    phrase = left_phrase(s, at)
    if not noun or s.low(noun + 1) not in _OF_AN_IDEA or not _somebody(phrase):
        return None
    end = clause_end(s, noun + 1, cue=at, phrase=True)
    return made(s, "predicate", phrase, (at, start), ((at, end),), "for")


_SIDES: dict[str, Polarity] = {
    **dict.fromkeys(
        (form for form in words.conjugated("reject oppose resist refuse") if form[-1] in "ds"),
        "against",
    ),
    **dict.fromkeys(
        (form for form in words.conjugated("demand seek want favour favor") if form[-1] in "ds"),
        "for",
    ),
    "sought": "for",
}


def _contact(s: Sentence, at: int) -> Hit | None:
    """Return what ends in "..., a step Oslo had long resisted": the object is the noun before."""
    if s.low(at + 1) not in {".", ",", ";"}:
        return None
    phrase = left_phrase(s, at)
    if phrase is None or s.low(phrase.first) not in {"a", "an"} or s.low(phrase.first - 1) != ",":
        return None
    first = phrase.first
    begins = next(
        (n for n in range(first + 2, phrase.last) if s.low(n) in {"the", "its"} or s.capital(n)), 0
    )
    phrase = classified(s, begins, phrase.last) if begins else None
    if not _somebody(phrase) or s.low(begins - 1) in {"of", "to", "by", "from", "with", "for"}:
        return None
    return made(s, "predicate", phrase, (at, at + 1), ((first, at + 1),), _SIDES[s.low(at)])


def _meaning(s: Sentence, at: int) -> Hit | None:
    if s.low(at - 1) not in {"which", "this", "that"}:
        return None
    verb = next((n for n in range(at + 2, at + 6) if s.low(n) in {"meant", "means"}), 0)
    phrase = classified(s, at + 1, verb) if verb else None
    if phrase is None:
        return None
    end = clause_end(s, verb + 1, cue=verb)
    return made(s, "viewpoint", phrase, (at, at + 1), ((verb, end),)) if end > verb + 1 else None


_MESSAGES = frozenset("message warning reply answer word request".split())
_HAVING = words.conjugated("bring deliver offer") | {"has": "have", "had": "have", "sent": "send"}


def _message(s: Sentence, at: int) -> Hit | None:
    colon = next((n for n in range(at + 1, min(at + 9, len(s.tokens))) if s.low(n) == ":"), 0)
    verb = next((n for n in range(at - 1, max(0, at - 4), -1) if s.low(n) in _HAVING), 0)
    if not colon or not verb or any(s.low(n) in {",", ";"} for n in range(at, colon)):
        return None
    phrase = left_phrase(s, verb, anybody=True)
    start = colon + 1
    while s.low(start) in {"“", '"'}:
        start += 1
    end = clause_end(s, start, cue=colon)
    if phrase is None or end <= start:
        return None
    return made(s, "clause", phrase, (verb, colon + 1), ((start, end),))


_THOUGHT = frozenset("believed said thought reported rumoured rumored alleged understood".split())


def _rumoured(s: Sentence, at: int) -> Hit | None:
    """Return what is told of a noun by nobody named: "fighters, widely believed to be paid"."""
    first = at - 1 if is_adverb(s.low(at - 1)) else at
    if s.low(at + 1) != "to" or s.low(at + 2) not in {"be", "have"} or s.low(first - 1) != ",":
        return None
    end = next((n for n in range(at + 3, len(s.tokens)) if s.low(n) in {",", ".", ";"}), at)
    if end - at < 5:
        return None
    span = s.words(first, at + 1)
    source = Mention(span, span.of(s.text), "impersonal")
    flags = ("source-unnamed",)
    return Hit("clause", source, None, (first, at + 1), ((at + 1, end),), flags=flags)


def _rather(s: Sentence, at: int) -> Hit | None:
    """Return "would rather fight than share": which half is a position, the words do not tell."""
    phrase = left_phrase(s, at)
    if not _somebody(phrase) or "than" not in {s.low(n) for n in range(at + 2, at + 12)}:
        return None
    end = clause_end(s, at + 1, cue=at, phrase=True)
    return made(s, "predicate", phrase, (at - 1, at + 1), ((at - 1, end),))


_EXPRESSING = frozenset("express voice convey protest denounce condemn reject demand".split())
_REACHING_OUT = frozenset(
    "wrote writes called rang phoned telephoned spoke rose appeared took used came stepped".split()
)


def _purpose(s: Sentence, at: int) -> Hit | None:
    """Return "express its satisfaction with ..." of somebody who wrote or rang to do so."""
    if not any(s.low(n) in _REACHING_OUT for n in range(max(1, at - 8), at - 1)):
        return None
    phrase = main_subject(s, at)
    if not _somebody(phrase) or not s.tokens[at + 1].text[0].isalpha():
        return None
    end = clause_end(s, at + 1, cue=at, phrase=True)
    against = s.low(at) in {"protest", "denounce", "condemn", "reject"}
    stance: Polarity = "against" if against else "for" if s.low(at) == "demand" else "none"
    if any(s.low(n) in {"satisfaction", "support"} for n in range(at + 1, min(at + 4, end))):
        stance = "for"
    return made(s, "predicate", phrase, (at, at + 1), ((at, end),), stance)


def _somebody(phrase: Phrase | None) -> TypeGuard[Phrase]:
    return phrase is not None and phrase.mention.kind in _NAMED
