"""Claims as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from goodoffices.reading._types import Document, Mention, ProposedClaim, Reading, Span

__all__ = ["COLUMNS", "claims_csv"]

COLUMNS = (
    "document", "sha256", "id", "reader", "line", "spans", "words", "kind", "hedge", "polarity",
    "cue_polarity",
    "speaker", "speaker_id", "speaker_kind", "joint", "via", "holder", "cue", "issues", "about",
    "condition", "first", "then", "dates", "flags",
)  # fmt: skip
"""What each column holds is what the field of that name of a proposed claim holds; ``spans`` are
``start-end`` in code points, several parted by spaces, and so are all other lists by ``; ``."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def claims_csv(readings: Iterable[Reading]) -> str:
    """Return the claims of readings as CSV (RFC 4180), a row each.

    A cell that a spreadsheet would run as a formula begins with an apostrophe: a document may hold
    one on purpose.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for reading in readings:
        for claim in reading.claims:
            writer.writerow([_safe(cell) for cell in _row(reading.document, claim)])
    return out.getvalue()


def _row(document: Document, claim: ProposedClaim) -> list[str]:
    def words(span: Span | None) -> str:
        return " ".join(span.of(document.text).split()) if span else ""

    def named(mention: Mention | None) -> str:
        return mention.text if mention else ""

    speaker = claim.speaker
    return [
        document.name,
        document.sha256,
        claim.id,
        claim.reader,
        str(document.line(claim.extent.start)),
        " ".join(f"{span.start}-{span.end}" for span in claim.spans),
        " … ".join(words(span) for span in claim.spans),
        claim.kind,
        claim.hedge,
        claim.polarity,
        claim.cue_polarity,
        named(speaker),
        (speaker.actor or "") if speaker else "",
        speaker.kind if speaker else "",
        "; ".join(map(named, claim.joint)),
        "; ".join(map(named, claim.via)),
        named(claim.holder),
        words(claim.cue),
        "; ".join(label.area for label in claim.issues),
        "; ".join(dict.fromkeys(each.actor or each.text for each in claim.about)),
        "; ".join(each.kind for each in claim.conditions),
        "; ".join(words(each.first) for each in claim.conditions),
        "; ".join(words(each.then) for each in claim.conditions),
        "; ".join(date.inferred or date.edtf or words(date.span) for date in claim.dates),
        "; ".join(claim.flags),
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
