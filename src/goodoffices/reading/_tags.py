"""Comment clauses: "..., officials said", "..., said the envoy", "As the minister put it, ...".

Quirk et al. 1985, 14.29 and 15.53-15.55.
"""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._clauses import clause_end, has_finite
from goodoffices.reading._complements import ADDRESSEES
from goodoffices.reading._cues import (
    MARKS,
    PARTICIPLES,
    SPEAKING,
    VERBS,
    Hit,
    Tokens,
    counted,
    made,
)
from goodoffices.reading._phrases import Phrase, is_adverb, left_phrase, right_phrase
from goodoffices.reading._sentence import Sentence

__all__ = ["as_hits", "by_hits", "tag_hits"]


_PUT = frozenset({"put", "puts"})


def _quotative(s: Sentence, at: int) -> bool:
    """Return whether a verb can be that of a comment clause: "said", "put it"."""
    return s.low(at) in words.QUOTATIVE or (s.low(at) in _PUT and s.low(at + 1) == "it")


def tag_hits(s: Sentence) -> Iterator[Hit]:
    """Yield comment clauses after or inside what they report: Quirk et al. 14.29."""
    size = len(s.tokens)
    for at in range(2, size):
        if s.quoted[at] or not _quotative(s, at) or s.low(at).endswith("ing"):
            continue
        if counted(s, at):
            continue  # "on which many hopes had been laid"
        before, lemma = s.low(at - 1), words.QUOTATIVE.get(s.low(at), "say")
        found = _who(s, at, before, lemma)
        if found is None:
            continue
        phrase, first, last = found
        end = _tag_end(s, last)
        if end is None:
            continue
        opening = first - 1
        while opening > 0 and s.low(opening - 1) in {",", "”", '"', "»", "—", "–"}:
            opening -= 1
        begin = _past_colon(s, opening)
        if not any(s.quoted[:opening]) and not has_finite(s, begin):
            continue
        while begin < opening and (s.low(begin) in MARKS or s.low(begin) in {",", "—", "–"}):
            begin += 1
        rest = end
        while rest < size and (s.low(rest) in MARKS or s.low(rest) in {",", ".", ":", "—", "–"}):
            rest += 1
        # "Sweden, he said, must pay": subject and verb are one clause with the tag between them.
        divided = s.low(rest) in words.AUXILIARIES and s.capital(begin)
        if opening - begin < (1 if divided or any(s.quoted[begin:opening]) else 3):
            continue
        inverted = phrase.first > at
        content = _around(s, begin, opening, rest, last, inverted=inverted)
        if content:
            yield made(s, "tag", phrase, (at, at + 1), tuple(content), "none")


def _past_colon(s: Sentence, opening: int) -> int:
    """Return where words begin that a colon parts from a clause of the author's."""
    for n in range(opening - 3, 2, -1):
        if s.low(n) == ":" and not any(s.quoted[:opening]) and has_finite(s, 0):
            return n + 1
    return 0


def _who(s: Sentence, at: int, before: str, lemma: str) -> tuple[Phrase, int, int] | None:
    """Return the subject of a comment clause, and the clause's first token and the one after."""
    plain = {
        "said",
        "say",
        "says",
        "argue",
        "told",
        "wrote",
        "writes",
        "adds",
        "asks",
        "notes",
        "warns",
    }
    inverted = before in {",", "”", '"', "»"} and (s.low(at).endswith("ed") or s.low(at) in plain)
    phrase = None
    if inverted and lemma != "tell":
        phrase = right_phrase(s, at + 1, anybody=any(s.quoted[:at]))
        if phrase is not None and VERBS.get(s.low(phrase.last)):
            return None
        first, last = at, phrase.last if phrase is not None else at
    if phrase is None:
        # After words in quotation marks any verb of a comment clause has who spoke for a subject.
        spoken = any(s.quoted[:at])
        phrase = left_phrase(s, at, anybody=lemma in SPEAKING or spoken)
        if phrase is None or phrase.first < 2:
            return None
        if s.low(phrase.first - 1) not in {",", "”", '"', "»", "—", "–", "?", "!"}:
            return None
        first, last = phrase.first, at + 1 + (s.low(at) in _PUT)
    nameless = phrase.mention.kind == "unknown" and not s.capital(phrase.first)
    known = lemma in SPEAKING or any(s.quoted[:first])
    return None if nameless and not known else (phrase, first, last)


def _around(
    s: Sentence, begin: int, opening: int, rest: int, cue: int, *, inverted: bool
) -> list[Tokens]:
    """Return what stands before a tag, and what goes on after it.

    After a subject that stands last, what comes without a verb or after a quotation says who that
    is: "said Mr Berg, dean of a college".
    """
    size = len(s.tokens)
    about_a_noun = s.low(opening - 1) in {"that", "which", "who"} and not any(s.quoted[:opening])
    # "a state that, they say, arms both": only what follows the tag is said.
    content = [] if about_a_noun else [(begin, opening)]
    if rest < size - 1 and (s.quoted[rest] and any(s.quoted[:opening])):
        stop = max(n for n in range(rest, size) if s.quoted[n]) + 1
        if all(s.quoted[rest:stop]):
            content.append((rest, stop - (s.low(stop - 1) in {".", ","})))
    elif rest < size - 1 and s.low(rest) not in PARTICIPLES | {
        "but",
        "and",
        "who",
        "which",
        "while",
        "though",
        "although",
        "as",
        "according",
    }:
        stop = clause_end(s, rest, cue=cue)
        who = inverted and (any(s.quoted[:opening]) or not has_finite(s, rest))
        if stop - rest > 1 and not who:
            content.append((rest, stop))
    return content


def as_hits(s: Sentence) -> Iterator[Hit]:
    """Yield "As the minister said in Oslo, ...": a comment clause with *as* (Quirk 15.55)."""
    for at in range(2, len(s.tokens) - 3):
        told = s.low(at) in words.TELLING or _quotative(s, at)
        if s.quoted[at] or not told or s.low(at).endswith("ing"):
            continue
        phrase = left_phrase(s, at, anybody=True)
        if phrase is None or s.low(phrase.first - 1) != "as" or phrase.first > 5:
            continue
        end = _tag_end(s, at + 1 + (s.low(at) in _PUT))
        if end is None or s.low(end) != ",":
            continue
        stop = clause_end(s, end + 1, cue=end)
        if stop - end > 3:
            yield made(s, "tag", phrase, (at, at + 1), ((end + 1, stop),), "none")


def by_hits(s: Sentence) -> Iterator[Hit]:
    """Yield "As noted by the minister, ...": a comment clause in the passive."""
    for at in range(1, min(4, len(s.tokens) - 4)):
        if s.low(at - 1) != "as" or s.low(at + 1) != "by" or not _quotative(s, at):
            continue
        phrase = right_phrase(s, at + 2)
        if phrase is None or s.low(phrase.last) != ",":
            continue
        stop = clause_end(s, phrase.last + 1, cue=at)
        if stop - phrase.last > 3:
            yield made(s, "tag", phrase, (at, at + 2), ((phrase.last + 1, stop),))


def _tag_end(s: Sentence, at: int) -> int | None:
    """Return the token after a tag, or None where something follows that no tag has."""
    size = len(s.tokens)
    n = at
    relative = False
    while n < size:
        word = s.low(n)
        relative = relative or word == "who"
        if word in {",", ".", ":", ";", "“", '"', "—", "–", "!", "?"}:
            return n
        if n == at and not (
            word in words.ADVERBIAL_STARTS | words.TIME_WORDS | ADDRESSEES
            or is_adverb(word)
            or s.mention_at(n) is not None
            or word in {"a", "the", "who"}
        ):
            return None
        if (
            not relative
            and word
            in {
                "that",
                "would",
                "will",
                "is",
                "are",
                "was",
                "were",
                "has",
                "had",
                "have",
                "could",
                "may",
                "to",
            }
            and not (word == "may" and s.capital(n))  # a month
            and not (word == "to" and s.low(n + 1) in ADDRESSEES)
        ):
            return None
        n += 1
    return n
