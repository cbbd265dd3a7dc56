"""Cues that take back what they introduce: "declined to say whether", "rejected the claim that".

The content is the clause under the inner verb or noun, which nobody has affirmed.
"""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._clauses import clause_end
from goodoffices.reading._cues import Hit, made
from goodoffices.reading._phrases import left_phrase
from goodoffices.reading._sentence import Sentence

__all__ = ["SAYING_NOUNS", "taken_back"]

SAYING_NOUNS = frozenset(
    "claim claims report reports allegation allegations suggestion suggestions accusation "
    "accusations assertion assertions rumour rumours rumor rumors idea notion charge "
    "charges".split()
)
_AGAINST_CLAIMS = words.conjugated("reject dismiss deny refute dispute contest contradict rebuff")
_NOT_TO_SAY = words.conjugated("refuse decline fail")
_DOUBTING = words.conjugated("question doubt dispute")
_SHORT = frozenset("stopped stops stop fell falls fall".split())


def taken_back(s: Sentence) -> Iterator[Hit]:
    """Yield a clause that its source denies or does not say."""
    for at in range(1, len(s.tokens) - 3):
        if s.quoted[at]:
            continue
        start = _denied_clause(s, at) or _unsaid_clause(s, at)
        phrase = left_phrase(s, at) if start is not None else None
        if start is None or phrase is None:
            continue
        end = clause_end(s, start, cue=at)
        if end - start >= 2:
            yield made(s, "clause", phrase, (at, start), ((start, end),), "none")


def _denied_clause(s: Sentence, at: int) -> int | None:
    """Return where the clause begins after "rejected the claim that"."""
    if s.low(at) not in _AGAINST_CLAIMS:
        return None
    for n in range(at + 1, min(at + 6, len(s.tokens) - 2)):
        if s.low(n) in SAYING_NOUNS and s.low(n + 1) == "that":
            return n + 2
        if not s.tokens[n].text[0].isalpha():
            return None
    return None


def _unsaid_clause(s: Sentence, at: int) -> int | None:
    """Return where the clause begins after "declined to say whether", "stopped short of saying"."""
    if s.low(at) in _DOUBTING and s.low(at + 1) in {"whether", "if"}:
        return at + 2
    said = None
    if s.low(at) in _NOT_TO_SAY and s.low(at + 1) == "to":
        said = at + 2
    elif s.low(at) in _SHORT and s.low(at + 1) == "short" and s.low(at + 2) == "of":
        said = at + 3
    elif s.low(at) in {"avoided", "avoids", "avoid"}:
        said = at + 1
    elif (s.low(at), s.low(at + 1)) in {("refrained", "from"), ("refrains", "from"), ("yet", "to")}:
        said = at + 2
    if said is None or s.low(said) not in {**words.PUBLIC, **words.TELLING}:
        return None
    for n in range(said + 1, min(said + 5, len(s.tokens) - 1)):
        if s.low(n) in {"that", "whether", "if"}:
            return n + 1
        if s.low(n) in {"who", "what", "when", "where", "why", "how"}:
            return n
    return None
