"""Conditions in front of what they bind: "Until the siege ends, the rebels refuse to talk".

Where a content begins with its subject or its verb, the clause before it would be cut off, and with
it what the refusal hangs on (Quirk et al. 1985, 15.25-15.36, on the place of adverbial clauses).
"""

from __future__ import annotations

from goodoffices.reading._sentence import Sentence

__all__ = ["fronted"]

_BINDS = frozenset("until unless without if provided providing".split())
_PAIRS = frozenset(
    [("as", "long"), ("so", "long"), ("in", "exchange"), ("in", "return"), ("on", "condition"),
     ("only", "if"), ("only", "when"), ("only", "after"), ("only", "once"), ("not", "until")]
)  # fmt: skip
_ORDERS = frozenset("before once".split())
"""Words of time, which bind only what is to come: "before the meeting she refused" is past."""

_TO_COME = frozenset("will would can could cannot wo ca shall may might must".split())


def fronted(s: Sentence, subject: int, verb: int) -> int | None:
    """Return where a condition begins that ends with the comma before a subject, or None.

    Parameters
    ----------
    s
        The sentence.
    subject
        The first token of the subject.
    verb
        The token of the verb, before which auxiliaries tell whether it is to come.
    """
    if s.low(subject - 1) != ",":
        return None
    begin = subject - 2
    while begin >= 0 and s.low(begin) not in {";", ":", "“", "”", '"'}:
        begin -= 1
    begin += 1
    while s.low(begin) in {"but", "and", "that", ","}:
        begin += 1
    if begin >= subject - 2:
        return None
    word, pair = s.low(begin), (s.low(begin), s.low(begin + 1))
    to_come = any(s.low(n) in _TO_COME for n in range(subject, verb + 1))
    return begin if word in _BINDS or pair in _PAIRS or (word in _ORDERS and to_come) else None
