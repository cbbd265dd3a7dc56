"""How well a reading agrees with a person's: precision and recall of spans.

A gold file holds offsets and labels and no words, since a text may not be passed on where they
may: ``{"source_sha256": ..., "claims": [{"id", "span" or "spans", "kind"}, ...]}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.reading._types import ProposedClaim, Reading, Span
from goodoffices.reading.errors import ReadingError

__all__ = ["LabelScore", "Score", "score"]

OVERLAP = 0.5
"""Least intersection over union at which two spans are taken for the same claim."""

SAID = frozenset({"attributed", "position", "report"})
"""Kinds of a gold file that somebody other than the author says or holds."""


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How often a label is right, on claims that are in both.

    Parameters
    ----------
    name
        "speaker": the words for who says it, one within the other; "position": for or against,
        where either has one; "denial": denied, doubted or not said, where either has it; "issue":
        areas of the taxonomy.
    gold, proposed, right
        Labels of the person, of the reading, and of both.
    """

    name: str
    gold: int
    proposed: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the proposed labels that are right, in [0, 1]; 1 where none is proposed."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Share of the person's labels that are proposed, in [0, 1]; 1 where there is none."""
        return self.right / self.gold if self.gold else 1.0


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
    labels
        How the labels of matched claims agree, for those labels that the person gave.
    """

    gold: int
    proposed: int
    matched: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    labels: tuple[LabelScore, ...] = ()

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
            "labels": {
                each.name: {
                    "gold": each.gold,
                    "proposed": each.proposed,
                    "right": each.right,
                    "precision": each.precision,
                    "recall": each.recall,
                }
                for each in self.labels
            },
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
        _labels(reading, gold, matched),
    )


def _labels(
    reading: Reading, gold: Mapping[str, Any], matched: Mapping[str, str]
) -> tuple[LabelScore, ...]:
    claims = {claim.id: claim for claim in reading.claims}
    count: dict[str, list[int]] = {}
    for entry in gold["claims"]:
        claim = claims.get(matched.get(str(entry["id"]), ""))
        if claim is None:
            continue
        for name, wanted, found in _both(entry, claim):
            counted = count.setdefault(name, [0, 0, 0])
            counted[0] += len(wanted)
            counted[1] += len(found)
            counted[2] += len(wanted & found)
    return tuple(LabelScore(name, *numbers) for name, numbers in count.items())


def _both(
    entry: Mapping[str, Any], claim: ProposedClaim
) -> Iterator[tuple[str, set[str], set[str]]]:
    """Yield the labels of a person and of a reading on one claim."""
    named = entry.get("speaker")
    if named is None and "source_span" in entry:
        named = [entry["source_span"]]
    if named is not None:
        yield "speaker", {"right"}, {"right" if _speaks(named, claim) else "wrong"}
    if "polarity" in entry:
        yield "position", {str(entry["polarity"])} - {"none"}, {str(claim.polarity)} - {"none"}
    if "cue_polarity" in entry:
        yield (
            "denial",
            {str(entry["cue_polarity"])} - {"affirmed"},
            {str(claim.cue_polarity)} - {"affirmed"},
        )
    if "areas" in entry:
        yield "issue", set(entry["areas"]), {label.area for label in claim.issues}


def _speaks(named: Sequence[Sequence[int]], claim: ProposedClaim) -> bool:
    mouths = [each for each in (claim.speaker, *claim.joint) if each is not None]
    if not named:
        return not mouths or mouths[0].kind == "impersonal"
    spans = [Span(int(first), int(last)) for first, last in named]
    return bool(mouths) and all(
        any(span.holds(mouth.span) or mouth.span.holds(span) for span in spans) for mouth in mouths
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
