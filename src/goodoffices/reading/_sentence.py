"""A sentence as the rules see it: tokens, which of them are quoted, and who is mentioned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goodoffices.reading._segments import Segment, Token
from goodoffices.reading._transcript import Voice
from goodoffices.reading._types import Mention, Span

__all__ = ["Sentence"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One segment with what was found in it.

    Parameters
    ----------
    text
        Of the whole document.
    tokens
        Words, numbers and marks.
    quoted
        For each token, whether it stands inside quotation marks.
    mentions
        Actors and persons, in order.
    places
        Spans of names that are used as places ("in Geneva").
    voice
        Who speaks it, where a label before it says so.
    """

    text: str
    segment: Segment
    tokens: Sequence[Token]
    quoted: Sequence[bool]
    mentions: Sequence[Mention]
    places: Sequence[Span]
    voice: Voice | None = None
    _lows: Mapping[int, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Rules ask for words tens of thousands of times a page, and often beyond either end.
        object.__setattr__(self, "_lows", {at: t.low for at, t in enumerate(self.tokens)})

    @property
    def span(self) -> Span:
        """The segment's span."""
        return self.segment.span

    def low(self, index: int) -> str:
        """Return a token in small letters, or "" beyond either end."""
        return self._lows.get(index, "")

    def words(self, first: int, last: int) -> Span:
        """Return the span of the tokens ``[first, last)``."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def index(self, offset: int) -> int:
        """Return the first token that begins at or after an offset."""
        return bisect_left(self.tokens, offset, key=lambda token: token.start)

    def mention_at(self, index: int) -> Mention | None:
        """Return the longest mention that holds a token."""
        token = self.tokens[index]
        holding = [
            m for m in self.mentions if m.span.start <= token.start and token.end <= m.span.end
        ]
        return max(holding, key=lambda m: m.span.end - m.span.start, default=None)

    def within(self, span: Span) -> list[Mention]:
        """Return the mentions inside a span."""
        return [m for m in self.mentions if span.holds(m.span)]

    def capital(self, index: int) -> bool:
        """Return whether a token begins with a capital letter."""
        return self.tokens[index].text[:1].isupper()
