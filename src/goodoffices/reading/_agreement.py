"""How far two readers of one document agree, claim by claim.

Two claims are the same if their words overlap by half: the intersection of their code points over
the union (IoU) is 0.5 or more.  Nothing here says who is right; a claim that only one reader found
is where a person should look first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodoffices.reading._types import ProposedClaim, Reading, Span

__all__ = ["ENOUGH", "Agreement", "Pair", "agreement", "overlap"]

ENOUGH = 0.5
"""Overlap from which two claims count as one; the usual bound for spans of opinion and source."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim of one reader, of the other, or of both.

    Parameters
    ----------
    first, second
        The claims; None where that reader found none.
    overlap
        Intersection over union of their words, in [0, 1]; 0 where one is None.
    """

    first: ProposedClaim | None
    second: ProposedClaim | None
    overlap: float

    @property
    def differs(self) -> tuple[str, ...]:
        """In what two claims of the same words differ: speaker, kind, hedge, polarity."""
        if self.first is None or self.second is None:
            return ()
        parts = {
            "speaker": (_who(self.first), _who(self.second)),
            "kind": (self.first.kind, self.second.kind),
            "hedge": (self.first.hedge, self.second.hedge),
            "polarity": (self.first.polarity, self.second.polarity),
            "denial": (self.first.cue_polarity, self.second.cue_polarity),
        }
        return tuple(name for name, (one, other) in parts.items() if one != other)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Both readers' claims side by side.

    Parameters
    ----------
    pairs
        In the order of the text.
    """

    pairs: tuple[Pair, ...]

    @property
    def both(self) -> int:
        """Claims that both found."""
        return sum(pair.first is not None and pair.second is not None for pair in self.pairs)

    @property
    def share(self) -> float | None:
        """Claims that both found among those that either did; exact; None where neither did."""
        return self.both / len(self.pairs) if self.pairs else None

    def as_json(self) -> dict[str, object]:
        """Return the agreement for a program."""
        return {
            "schema": "goodoffices/agreement/1",
            "overlap": ENOUGH,
            "both": self.both,
            "only_first": sum(pair.second is None for pair in self.pairs),
            "only_second": sum(pair.first is None for pair in self.pairs),
            "share": self.share,
            "pairs": [
                {
                    "first": pair.first.id if pair.first else None,
                    "second": pair.second.id if pair.second else None,
                    "overlap": round(pair.overlap, 3),
                    "differs": list(pair.differs),
                }
                for pair in self.pairs
            ],
        }


def agreement(first: Reading, second: Reading) -> Agreement:
    """Put two readings of one document side by side.

    Claims are paired one to one, those that overlap most first; of equal ones, those that come
    first in the text.

    Raises
    ------
    ValueError
        If the readings are of different texts.
    """
    if first.document.sha256 != second.document.sha256:
        raise ValueError("expected two readings of the same text")
    likely = sorted(
        _overlapping(first.claims, second.claims), key=lambda each: (-each[0], each[1:])
    )
    taken: dict[int, tuple[int, float]] = {}
    gone: set[int] = set()
    for size, one, other in likely:
        if one not in taken and other not in gone:
            taken[one] = other, size
            gone.add(other)
    pairs = [
        Pair(claim, second.claims[taken[n][0]], taken[n][1]) if n in taken else Pair(claim, None, 0)
        for n, claim in enumerate(first.claims)
    ]
    pairs += [Pair(None, claim, 0) for n, claim in enumerate(second.claims) if n not in gone]
    return Agreement(tuple(sorted(pairs, key=_place)))


def overlap(first: Sequence[Span], second: Sequence[Span]) -> float:
    """Return the intersection of two sets of code points over their union, in [0, 1]; exact.

    Parameters
    ----------
    first, second
        Spans, none of which overlaps another of its own sequence.

    Examples
    --------
    >>> overlap([Span(0, 10)], [Span(5, 15)])
    0.3333333333333333
    """
    shared = sum(
        max(0, min(one.end, other.end) - max(one.start, other.start))
        for one in first
        for other in second
    )
    whole = sum(span.end - span.start for span in (*first, *second)) - shared
    return shared / whole if whole else 0.0


def _overlapping(
    first: Sequence[ProposedClaim], second: Sequence[ProposedClaim]
) -> Iterator[tuple[float, int, int]]:
    for one, claim in enumerate(first):
        for other, rival in enumerate(second):
            # Most pairs of a long document lie far apart.
            if claim.extent.meets(rival.extent):
                size = overlap(claim.spans, rival.spans)
                if size >= ENOUGH:
                    yield size, one, other


def _place(pair: Pair) -> tuple[Span, int]:
    claim = pair.first or pair.second
    return (claim.extent if claim else Span(0, 1)), int(pair.first is None)


def _who(claim: ProposedClaim) -> str:
    named = [mention for mention in (claim.speaker, *claim.joint) if mention is not None]
    return ", ".join(sorted(m.actor or " ".join(m.text.casefold().split()) for m in named))
