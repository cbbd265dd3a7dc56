"""Clauses about a noun with a cue in the middle: "talks that both sides say are over".

The relative word belongs to the inner verb, and the cue stands between the two: Quirk et al. 1985,
17.63, pushdown relative clauses.  The content is what follows the cue; the noun it is about stands
before, and is left out as a subject that was said already.
"""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._clauses import clause_end
from goodoffices.reading._cues import Hit, is_noun, made
from goodoffices.reading._phrases import is_adverb, left_phrase
from goodoffices.reading._sentence import Sentence

__all__ = ["pushed_down"]

_SAYING = {**words.PUBLIC, **words.PRIVATE}
_RELATIVE = frozenset("that which who whom".split())
_FINITE = words.AUXILIARIES - {"be", "been", "being", "having", "doing", "'s", "'d", "do", "did"}


def pushed_down(s: Sentence) -> Iterator[Hit]:
    """Yield what a source is said, inside a clause about a noun, to say of that noun."""
    for at in range(3, len(s.tokens) - 3):
        if s.quoted[at] or s.low(at) not in _SAYING or s.low(at).endswith("ing"):
            continue
        phrase = left_phrase(s, at)
        if phrase is None or is_noun(s, at):
            continue
        if s.low(at - 1) == "who":
            continue  # "that those who hoped had better wake up"
        before = phrase.first - 1
        before -= s.low(before) in {"both", "all"}
        if s.low(before) not in _RELATIVE:
            continue
        start = at + 1
        while is_adverb(s.low(start)):
            start += 1
        if s.low(start) not in _FINITE:
            continue
        end = clause_end(s, start, cue=at, phrase=True)
        comma = next((n for n in range(start, end) if s.low(n) == "," and not s.quoted[n]), end)
        if comma - start > 1:
            yield made(s, "clause", phrase, (at, at + 1), ((start, comma),))
