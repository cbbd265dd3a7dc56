"""How well a reading agrees with a person's: precision and recall of spans.

A gold file holds offsets and labels and no words, since a text may not be passed on where they
may: ``{"source_sha256": ..., "claims": [{"id", "span" or "spans", "kind"}, ...]}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.reading._types import ProposedClaim, Reading, Span
from goodoffices.reading.errors import ReadingError

__all__ = ["Score", "score"]

OVERLAP = 0.5
"""Least intersection over union at which two spans are taken for the same claim."""

SAID = frozenset({"attributed", "position", "report"})
"""Kinds of a gold file that somebody other than the author says or holds."""


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement of the claims of a reading with those of a person.

    Parameters
    ----------
    gold, proposed, matched
        Claims of the person, of the reading, and of both; a claim is matched once.
    missed
        Ids of the person's claims without a match.
    extra
        Ids of proposed claims without a match.
    """

    gold: int
    proposed: int
    matched: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Share of the proposed claims that the person has, in [0, 1]; 1 where none is proposed."""
        return self.matched / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Share of the person's claims that are proposed, in [0, 1]; 1 where there is none."""
        return self.matched / self.gold if self.gold else 1.0

    def as_json(self) -> dict[str, object]:
        """Return the score for a program."""
        return {
            "schema": "goodoffices/reading-score/1",
            "gold": self.gold,
            "proposed": self.proposed,
            "matched": self.matched,
            "precision": self.precision,
            "recall": self.recall,
            "missed": list(self.missed),
            "extra": list(self.extra),
        }


def score(reading: Reading, gold: Mapping[str, Any], *, said: bool = True) -> Score:
    """Compare a reading with a person's annotation of the same text.

    Parameters
    ----------
    reading
        What was proposed.
    gold
        The annotation, with offsets into the same text.
    said
        Whether only claims that somebody else says or holds are compared (attributed claims and
        positions), or all.

    Returns
    -------
    The score, exact.  Pairs are made from the largest overlap down, each claim in one pair at
    most; overlap is intersection over union of code points.

    Raises
    ------
    ReadingError
        If the annotation is of another text.
    """
    digest = gold.get("source_sha256")
    if digest != reading.document.sha256:
        raise ReadingError(reading.document.name, "the annotation is of another text")
    wanted = {
        str(each["id"]): _cells(_spans(each))
        for each in gold["claims"]
        if not said or each["kind"] in SAID
    }
    found = {
        claim.id: _cells(claim.spans) for claim in reading.claims if not said or _is_said(claim)
    }
    pairs = sorted(
        (
            (len(a & b) / len(a | b), one, other)
            for one, a in wanted.items()
            for other, b in found.items()
            if not a.isdisjoint(b)
        ),
        reverse=True,
    )
    matched: dict[str, str] = {}
    for overlap, one, other in pairs:
        if overlap >= OVERLAP and one not in matched and other not in matched.values():
            matched[one] = other
    return Score(
        len(wanted),
        len(found),
        len(matched),
        tuple(key for key in wanted if key not in matched),
        tuple(key for key in found if key not in matched.values()),
    )


def _is_said(claim: ProposedClaim) -> bool:
    return claim.kind == "attributed"


def _spans(entry: Mapping[str, Any]) -> Sequence[Span]:
    if "spans" in entry:
        return [Span(int(a), int(b)) for a, b in entry["spans"]]
    first, last = entry["span"]
    return [Span(int(first), int(last))]


def _cells(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}
