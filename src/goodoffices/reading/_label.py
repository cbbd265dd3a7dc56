"""What a claim's own words say: hedges, issues, condition, dates, quotations and who is named."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from goodoffices.reading._conditions import find_condition
from goodoffices.reading._dates import find_dates
from goodoffices.reading._hedges import find_hedges, strength
from goodoffices.reading._issues import find_issues
from goodoffices.reading._speech import Quotation
from goodoffices.reading._types import Mention, Polarity, ProposedClaim, Span

__all__ = ["labelled"]

_WANTS_NOT = re.compile(
    r"\b(?:cannot|can not|must not|will not|would not|should not|shall not|never|unacceptable|non-negotiable|"
    r"inadmissible|out of the question|rule[sd]? out|reject\w*|refus\w+|no longer|oppos\w+)\b|n[’']t\b|\bno \w+ (?:before|until|without|unless)\b",
    re.IGNORECASE,
)  # fmt: skip
_WANTS = re.compile(
    r"\b(?:must|should|shall|needs? to|has to|have to|ready to|willing to|prepared to|committed to|wants?|demand\w*|"
    r"require[sd]?|call(?:s|ed)? for|only if|only after|in favou?r of|support\w*)\b",
    re.IGNORECASE,
)


def labelled(
    claim: ProposedClaim, text: str, mentions: Sequence[Mention], quotations: Sequence[Quotation],
    *, date: str | None = None,
) -> ProposedClaim:  # fmt: skip
    """Return a claim with the labels that its content and cue carry.

    Parameters
    ----------
    claim
        With content, kind, cue and speaker; what it already has of labels is written over, but
        for a polarity that its cue gave.
    text
        The document's text.
    mentions
        Actors of the document, or of the claim's sentence.
    quotations
        Of the document.
    date
        The document's date, YYYY-MM-DD, or None.
    """
    cues = (claim.cue,) if claim.cue is not None else ()
    looked = (*claim.spans, *(cue for cue in cues if not any(s.holds(cue) for s in claim.spans)))
    hedges = sorted({item for span in looked for item in find_hedges(text, span)})
    day = dt.date.fromisoformat(date) if date else None
    dates = tuple(found for span in claim.spans for found in find_dates(text, span, day))
    flags = dict.fromkeys(claim.flags)
    if any("XXXX" in found.edtf and not found.inferred for found in dates):
        flags["year-missing"] = None
    return replace(
        claim,
        hedges=tuple(span for span, _ in hedges),
        hedge=strength(hedges),
        issues=find_issues(text, claim.spans),
        condition=find_condition(text, claim.spans),
        dates=dates,
        about=tuple(m for m in mentions if any(span.holds(m.span) for span in claim.spans)),
        quotes=_quoted(claim, quotations),
        polarity=claim.polarity if claim.polarity != "none" else _polarity(claim, text),
        flags=tuple(flags),
    )


def _polarity(claim: ProposedClaim, text: str) -> Polarity:
    """Return what a party's own words about what shall be are for or against."""
    speaker = claim.speaker
    if claim.kind != "attributed" or speaker is None or not (speaker.actor or speaker.of):
        return "none"
    if speaker.kind not in {"state", "organisation", "person", "anonymous", "group"}:
        return "none"
    words = " ".join(span.of(text) for span in claim.spans)
    if _WANTS_NOT.search(words):
        return "against"
    return "for" if _WANTS.search(words) else "none"


def _quoted(claim: ProposedClaim, quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    found = []
    for quotation in quotations:
        for span in claim.spans:
            start, end = (
                max(span.start, quotation.inside.start),
                min(span.end, quotation.inside.end),
            )
            if start < end:
                found.append(Span(start, end))
    return tuple(found)
