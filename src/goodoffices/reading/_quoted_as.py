"""Sources in other places than the subject: "quoted a diplomat as saying", "was told that".

The one quoted is the source, active or passive, and the one who quotes is a mouth on the way
(Quirk et al. 1985, 16.47: complex transitive verbs with *as*).  Who "was told" is no source at all,
and who told it is often left out (16.60: passives of ditransitive verbs).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._clauses import clause_end
from goodoffices.reading._cues import BE, PARTICIPLES, Hit, made, told
from goodoffices.reading._phrases import Phrase, left_phrase, right_phrase
from goodoffices.reading._sentence import Sentence

__all__ = ["quoted_as", "was_told"]

_QUOTING = words.conjugated("quote cite report")
_REACH = 14
"""Tokens from the verb of quoting to *as*; an office and a name have fewer."""


def quoted_as(s: Sentence) -> Iterator[Hit]:
    """Yield what somebody is quoted as saying."""
    for at in range(2, len(s.tokens) - 3):
        if s.quoted[at] or s.low(at) != "as" or s.low(at + 1) not in PARTICIPLES:
            continue
        verb = next(
            (n for n in range(at - 1, max(0, at - _REACH), -1) if s.low(n) in _QUOTING), None
        )
        if verb is None:
            continue
        source, by = _mouths(s, verb)
        if source is None:
            continue
        start = at + 2 + (s.low(at + 2) == "that")
        while s.low(start) in {"“", '"', ",", ":"}:
            start += 1
        end = clause_end(s, start, cue=at)
        if end - start < 2:
            continue
        hit = made(s, "clause", source, (verb, start), ((start, end),))
        via = [by.mention] if by is not None and by.mention not in hit.via else []
        yield replace(hit, via=(*hit.via, *via))


def _mouths(s: Sentence, verb: int) -> tuple[Phrase | None, Phrase | None]:
    """Return who is quoted, and who quotes them where that is said."""
    if s.low(verb - 1) in BE:
        by = right_phrase(s, verb + 2, anybody=True) if s.low(verb + 1) == "by" else None
        return left_phrase(s, verb, anybody=True), by
    return right_phrase(s, verb + 1), left_phrase(s, verb, anybody=True)


_TOLD = words.conjugated("tell inform assure warn remind notify")


def was_told(s: Sentence) -> Iterator[Hit]:
    """Yield what somebody is told, by whoever is named with *by*, or by nobody known."""
    for at in range(2, len(s.tokens) - 3):
        if s.quoted[at] or s.low(at) not in _TOLD or s.low(at - 1) not in BE:
            continue
        by = right_phrase(s, at + 2) if s.low(at + 1) == "by" else None
        that = by.last if by is not None else at + 1
        if s.low(that) != "that" or (s.low(at + 1) == "by" and by is None):
            continue
        end = clause_end(s, that + 1, cue=at)
        if end - that < 3:
            continue
        yield told(s, by, (at, that + 1), ((that + 1, end),))
