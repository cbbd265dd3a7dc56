"""Claims as YAML for a person to go through: the words, who says them, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.case.emit import Data, emit
from goodoffices.reading._clean import clean
from goodoffices.reading._types import Mention, ProposedClaim, Reading, Span

__all__ = ["reading_yaml"]


def reading_yaml(reading: Reading) -> str:
    """Return one document of YAML with what a reading proposes.

    The words are those of the source, for checking; a claim in a case is put in one's own.
    """
    document = reading.document
    words: dict[str, Data] = {
        "document": document.name,
        "sha256": document.sha256,
        "reader": reading.reader,
    }
    if document.date:
        words["date"] = document.date
    words["claims"] = [_claim(reading, claim) for claim in reading.claims]
    words["delegates"] = [
        dict(
            _given(
                name=each.person,
                offices=[clean(span.of(document.text), 300) for span in each.offices],
                side=_who(each.side),
                head=each.head,
                round=each.round,
                at=_place(reading, each.name),
                flags=list(each.flags),
            )
        )
        for each in reading.delegates
    ]
    words["rounds"] = [
        dict(
            _given(
                id=each.id,
                kind=each.kind,
                status=each.status,
                place=clean(each.place.of(document.text), 200) if each.place else None,
                dates=each.date.edtf if each.date else None,
                inferred=each.date.inferred if each.date else None,
                formats=[clean(span.of(document.text), 200) for span in each.formats],
                parties=[_named(mention) for mention in each.parties],
                at=_place(reading, each.span),
                flags=list(each.flags),
            )
        )
        for each in reading.rounds
    ]
    return emit(words)


def _claim(reading: Reading, claim: ProposedClaim) -> dict[str, Data]:
    text = reading.document.text
    return dict(
        _given(
            id=claim.id,
            words=clean(" … ".join(span.of(text) for span in claim.spans), 2000),
            kind=claim.kind,
            speaker=_who(claim.speaker),
            said=clean(claim.speaker.text, 300) if claim.speaker else None,
            cue=clean(claim.cue.of(text), 200) if claim.cue else None,
            joint=[_named(mention) for mention in claim.joint],
            via=[_named(mention) for mention in claim.via],
            cue_polarity=claim.cue_polarity if claim.cue_polarity != "affirmed" else None,
            hedge=claim.hedge if claim.hedge != "none" else None,
            polarity=claim.polarity if claim.position else None,
            holder=_who(claim.holder),
            conditions=[
                {
                    "kind": each.kind,
                    "first": clean(each.first.of(text), 600),
                    "then": clean(each.then.of(text), 600),
                }
                for each in claim.conditions
            ],
            issues=[label.area for label in claim.issues],
            about=list(dict.fromkeys(m.actor for m in claim.about if m.actor)),
            dates=[date.inferred or date.edtf for date in claim.dates if date.edtf],
            at=_place(reading, claim.extent),
            flags=list(claim.flags),
        )
    )


def _given(**values: Data | None) -> Iterator[tuple[str, Data]]:
    for key, value in values.items():
        if value is not None and value not in ([], ""):
            yield key, value


def _who(mention: Mention | None) -> str | None:
    return None if mention is None else _named(mention)


def _named(mention: Mention) -> str:
    return mention.actor or clean(mention.text, 200)


def _place(reading: Reading, span: Span) -> dict[str, Data]:
    return {"paragraph": reading.document.line(span.start), "span": [span.start, span.end]}
