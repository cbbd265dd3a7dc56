"""What a verb of saying takes: a that-clause, one without *that*, a quotation, or none.

Between verb and clause stand adverbials of time and place and, after verbs such as *tell*, the
addressee (Quirk et al. 1985, 16.31, 16.60).
"""

from __future__ import annotations

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._clauses import has_finite, is_clause
from goodoffices.reading._cues import MARKS, VERBS
from goodoffices.reading._phrases import is_adverb
from goodoffices.reading._sentence import Sentence

__all__ = ["ADDRESSEES", "CLAUSAL", "clause_content", "past_adverbials"]

CLAUSAL = frozenset(
    {
        *words.PUBLIC.values(),
        *words.PRIVATE.values(),
        *words.TELLING.values(),
        "demand",
        "insist",
        "propose",
        "recommend",
        "request",
        "urge",
        "prefer",
        "regret",
        "deplore",
        "rule",
    }
)


ADDRESSEES = frozenset(
    "reporters journalists lawmakers parliament parliamentarians mps senators supporters "
    "negotiators "
    "mediators diplomats officials leaders ministers delegates him her them me us it everyone "
    "allies congress television viewers aides".split()
)


def clause_content(s: Sentence, after: int, lemma: str) -> int | None:
    """Return where the clause begins that a verb reports, or None where it reports none."""
    nxt = s.low(after)
    size = len(s.tokens)
    if lemma in {"rule", "make"} and not (lemma == "rule" and nxt == "that"):
        return None  # "ruled out that ...", "made out that ..."
    if lemma in {"point", "spell"} and nxt == "out":
        after += 1
        nxt = s.low(after)
    if nxt == "that" and after + 2 < size:
        return after + 1
    if nxt in {":", "“", '"', "«", "„"} or (nxt == "," and s.low(after + 1) in MARKS):
        start = after + (1 if nxt in {":", ","} else 0)
        while start < size and s.low(start) in MARKS:
            start += 1
        quoted = sum(s.quoted[start:])
        if nxt == ":" or quoted >= 2:
            return start if start < size else None
    telling = lemma in words.TELLING.values()
    if nxt in words.ADVERBIAL_STARTS | words.TIME_WORDS | {",", "to"} or telling or nxt.isdigit():
        that = _reaches_that(s, after)
        if that is not None:
            return that + 1
    if lemma not in words.ZERO_THAT.values() and not telling:
        if nxt in {"how", "why", "what", "whether"} and lemma in {"explain", "clarify"}:
            return after
        return None
    start = past_adverbials(s, after)
    if s.low(start) == "that":
        return start + 1
    if telling:
        addressed = _past_addressee(s, start)
        if addressed is None:
            return None
        start = past_adverbials(s, addressed)
        if s.low(start) == "who":
            return None  # "told reporters who had waited": what was told stands before
        if s.low(start) == "that":
            return start + 1
        if s.low(start) in {"“", '"'} or (s.low(start) in {",", ":"} and s.low(start + 1) in MARKS):
            while start < size and (s.low(start) in MARKS or s.low(start) in {",", ":"}):
                start += 1
            return start if start < size else None
    if is_clause(s, start):
        return start
    plain = lemma == "say" and s.tokens[start : start + 1] and s.tokens[start].text[0].isalpha()
    if (
        plain
        and nxt not in words.ADVERBIAL_STARTS
        and size - start > 5
        and s.low(start)
        not in {"that", "to", "little", "nothing", "so", "more", "much", "as", "and", "but", "it"}
    ):
        return start
    return None


def _reaches_that(s: Sentence, at: int) -> int | None:
    for n in range(at, min(at + 20, len(s.tokens) - 2)):
        word = s.low(n)
        if word == "that" and s.low(n - 1) not in {"all", "so", "such", "than"}:
            return n
        if word == "," and n > at and s.low(n + 1) in {"a", "an", "the", "his", "its", *VERBS}:
            return None
        if word in {";", ":", "."} | MARKS or word in {
            "is",
            "are",
            "was",
            "were",
            "would",
            "will",
            "who",
            "which",
            "had",
            "has",
            "have",
        }:
            return None
    return None


_SPANS = frozenset("hour hours day days week weeks month months year years moment".split())


def past_adverbials(s: Sentence, at: int) -> int:
    """Return the token after adverbials of time, manner and place: "on Friday", "openly"."""
    while at < len(s.tokens):
        word = s.low(at)
        if s.low(at + 2) in {"later", "earlier", "before", "after", "ago"} and (
            s.low(at + 1) in _SPANS
        ):
            at += 3  # "said a day later that"
            continue
        if word in {
            "on",
            "in",
            "at",
            "late",
            "early",
            "during",
            "after",
            "last",
            "this",
            "earlier",
            "later",
        } and (s.low(at + 1) in words.TIME_WORDS or s.low(at + 1).isdigit()):
            at += 2
            while s.low(at).isdigit() or s.low(at) in words.TIME_WORDS - {
                "this",
                "last",
                "next",
                "may",
            }:
                at += 1
        elif word in words.TIME_WORDS - {"may", "this", "last", "next", "march"} or (
            is_adverb(word) and word not in {"all", "both", "even", "only", "not", "no"}
        ):
            at += 1
        elif word in {"in", "at", "during", "on", "after"} and (past := _past_place(s, at)):
            at = past
        else:
            return at
        if s.low(at) == "," and s.low(at + 1) not in {"and", "but"}:
            at += 1
    return at


def _past_place(s: Sentence, at: int) -> int | None:
    """Return the token after "at a briefing" or "in an interview", where a clause begins there."""
    first = at + 1 + (s.low(at + 1) in {"a", "an", "the", "his", "her", "their", "its"})
    for n in range(first + 1, min(first + 4, len(s.tokens) - 2)):
        word = s.low(n)
        if word in {
            "the",
            "a",
            "an",
            "there",
            "it",
            "he",
            "she",
            "they",
            "we",
            "his",
            "her",
            "their",
            "its",
            "this",
            "these",
            "both",
            "no",
        } and has_finite(s, n + 1):
            return n
        if not s.tokens[n].text.isalpha() or word in words.AUXILIARIES:
            return None
    return None


def _past_addressee(s: Sentence, at: int) -> int | None:
    """Return the token after the object of *tell*, or None where there is none."""
    first = at
    if s.low(at) in {"the", "a", "an", "his", "her", "their", "its", "our"}:
        at += 1
    while at < len(s.tokens) and at - first < 8:
        mention = s.mention_at(at)
        if mention is not None and mention.span.start >= s.tokens[at].start:
            at = s.index(mention.span.end)
            continue
        if s.capital(at) and s.low(at) not in words.TIME_WORDS:
            at += 1
            continue
        break
    if s.low(at) in ADDRESSEES or (
        at > first
        and s.low(first) in {"the", "a", "an", "his", "her", "their"}
        and s.tokens[at].text.isalpha()
        and s.low(at) not in words.AUXILIARIES | {"to", "that", "not"}
    ):
        at += 1
        if s.low(at - 1) in {"press", "news"} and s.low(at) in {"conference", "briefing"}:
            at += 1
    if s.low(at) in {"in", "at"} and not is_clause(s, at):
        return at
    return at if at > first else None
