"""Claims as W3C Web Annotations, each tied to its words twice.

A position selector holds as long as the text does not change by a character; a quote selector, with
what stands before and after, finds the words again when it has.  Both count Unicode code points.
An annotation holds the words it selects, so a text that may not be passed on should not be exported
so; `Reading.as_json` holds offsets alone.

References
----------
.. [w3c2017] W3C Recommendation 2017, "Web Annotation Data Model", sections 3.2.2 (tags), 4.2.4
   (text quote selector), 4.2.5 (text position selector), 5.1 (collections).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from goodoffices.reading._types import Document, ProposedClaim, Reading, Span

__all__ = ["web_annotations"]

_AROUND = 32
"""Code points before and after a quote, as annotation tools on the web take."""


def web_annotations(readings: Iterable[Reading]) -> dict[str, object]:
    """Return readings as an annotation collection in JSON-LD."""
    items = [
        _annotation(reading.document, claim) for reading in readings for claim in reading.claims
    ]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": _urn("collection", *(str(item["id"]) for item in items)),
        "type": "AnnotationCollection",
        "label": "Proposed claims; nobody has confirmed them",
        "total": len(items),
        "first": {
            "id": _urn("page", *(str(item["id"]) for item in items)),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }


def _annotation(document: Document, claim: ProposedClaim) -> dict[str, object]:
    targets = [_target(document, span) for span in claim.spans]
    return {
        "id": _urn(document.sha256, claim.id),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [*_bodies(claim)],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _bodies(claim: ProposedClaim) -> Iterator[dict[str, object]]:
    tags = {
        "kind": claim.kind,
        "hedge": claim.hedge if claim.hedge != "none" else "",
        "polarity": claim.polarity if claim.position else "",
        "cue": claim.cue_polarity if claim.cue_polarity != "affirmed" else "",
        "speaker": " and ".join(each.text for each in (claim.speaker, *claim.joint) if each),
        "via": ", ".join(each.text for each in claim.via),
        "holder": claim.holder.text if claim.holder else "",
        "reader": claim.reader,
    }
    for name, value in tags.items():
        if value:
            yield {"type": "TextualBody", "purpose": "tagging", "value": f"{name}: {value}"}
    for label in claim.issues:
        yield {"type": "TextualBody", "purpose": "tagging", "value": f"issue: {label.area}"}
    for flag in claim.flags:
        yield {"type": "TextualBody", "purpose": "assessing", "value": flag}


def _target(document: Document, span: Span) -> dict[str, object]:
    text = document.text
    return {
        "source": f"urn:sha256:{document.sha256}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - _AROUND) : span.start],
                "suffix": text[span.end : span.end + _AROUND],
            },
        ],
    }


def _urn(*parts: str) -> str:
    # The same claim of the same text has the same name on every machine.
    return uuid.uuid5(uuid.NAMESPACE_URL, "goodoffices " + " ".join(parts)).urn
