"""Subjects that stand elsewhere: of a participle after a preposition, and of what a text demands.

The subject of a clause without a finite verb is that of its main clause (Quirk et al. 1985, 15.58),
which stands before it or, where it opens the sentence, after its comma.  A statement or a draft
demands things as its authors do; who they are it does not say.
"""

from __future__ import annotations

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._phrases import Phrase, is_adverb, right_phrase
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._types import Mention

__all__ = ["DEMANDING", "after_comma", "is_adjunct", "text_subject"]

_BEFORE = frozenset("by after before besides despite when while since on upon".split())
_DETERMINERS = frozenset("the a an this that its their his her our 's one another".split())
_LONGEST = 6

DEMANDING = frozenset(
    "demand call urge propose recommend request reject condemn denounce criticise criticize accuse "
    "insist oppose welcome ask warn blame support deplore".split()
)
"""Verbs by which a text takes sides."""


def is_adjunct(s: Sentence, at: int) -> bool:
    """Return whether a participle hangs on a preposition: "by telling", "aside from saying"."""
    back = at - 1
    if s.low(back) == "not":
        back -= 1
    pair = s.low(back) == "from" and s.low(back - 1) in {"aside", "apart"}
    return pair or s.low(back) in _BEFORE


def after_comma(s: Sentence, at: int) -> Phrase | None:
    """Return the main subject after a clause that opens: "After saying so, Berg left"."""
    if at > 3:
        return None
    for n in range(at + 1, len(s.tokens) - 2):
        if s.low(n) != "," or s.quoted[n]:
            continue
        phrase = right_phrase(s, n + 1)
        if phrase is None:
            continue
        verb = phrase.last
        while is_adverb(s.low(verb)):
            verb += 1
        word = s.low(verb)
        finite = words.AUXILIARIES | words.PAST | words.PAST_OR_PARTICIPLE
        if word in finite or word.endswith(("ed", "s")) or word in {"said", "told"}:
            return phrase
    return None


def text_subject(s: Sentence, at: int) -> Phrase | None:
    """Return "the draft" of "the draft, which calls for a vote": a text, and no one known."""
    back = at - 1
    while is_adverb(s.low(back)):
        back -= 1
    related = s.low(back) in {"which", "that"}
    finite = s.low(at).endswith("s") or s.low(at + 1) == "for" or related
    if related:
        back -= 1 + (s.low(back - 1) == ",")
    if not finite or s.low(at + 1) == "by" or s.low(back) not in words.DRAFTS:
        return None
    for first in range(back - 1, max(-1, back - _LONGEST), -1):
        if s.low(first) in _DETERMINERS - {"'s"}:
            span = s.words(first, back + 1)
            return Phrase(first, back + 1, Mention(span, span.of(s.text), "unknown"))
        if not s.tokens[first].text.isalpha():
            return None
    return None
