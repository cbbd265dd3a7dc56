"""What the sentences of a transcript attribute: "we" to the label, what others say through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from goodoffices.reading._cues import Hit, source_flags
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._transcript import ASIDES

__all__ = ["in_voice"]

_SELF = frozenset("i we".split())
_RESOLVED = frozenset({"source-is-pronoun", "source-missing"})
_SHORTEST = 4
"""Words and marks of the shortest statement: what is shorter is a turn of conversation."""


def in_voice(s: Sentence, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the attributions of a sentence with whoever its label names in their place.

    Without a label they are passed on as they are.  A statement that no hit covers is the
    labelled one's; a question is nobody's statement.
    """
    voice = s.voice
    if voice is None:
        yield from hits
        return
    open_ = ("scope-open",) if voice.carried else ()
    for hit in hits:
        source = hit.source
        if source is None or (source.kind == "pronoun" and source.text.lower() in _SELF):
            kept = [each for each in hit.flags if each not in _RESOLVED]
            flags = dict.fromkeys((*kept, *source_flags((voice.who,)), *open_))
            yield replace(hit, source=voice.who, flags=tuple(flags))
        else:
            yield replace(hit, via=(*hit.via, voice.who), flags=(*hit.flags, *open_))
    if hits or voice.asks or s.tokens[-1].low == "?" or ASIDES.match(s.text, s.span.start):
        return
    last = len(s.tokens)
    while last > 0 and not s.tokens[last - 1].text[-1].isalnum():
        last -= 1
    if last >= _SHORTEST:
        doubts = (*source_flags((voice.who,)), *open_)
        yield Hit("label", voice.who, None, (0, 0), ((0, last),), flags=doubts)
