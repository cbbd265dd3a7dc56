"""What a claim's own words say: hedges, issues, condition, dates, quotations and who is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from goodoffices.reading._conditions import conditions_of
from goodoffices.reading._dates import find_dates
from goodoffices.reading._denial import polarity_of_cue
from goodoffices.reading._hedges import find_hedges, strength
from goodoffices.reading._holder import held
from goodoffices.reading._issues import find_issues
from goodoffices.reading._speech import Quotation
from goodoffices.reading._types import Mention, ProposedClaim, Span

__all__ = ["labelled"]


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
    cue_polarity, more = polarity_of_cue(
        text, claim.sentence, claim.cue, claim.speaker,
        inside=claim.cue is not None and any(span.meets(claim.cue) for span in claim.spans),
        joint=bool(claim.joint),
    )  # fmt: skip
    flags.update(dict.fromkeys(more))
    if any(m.kind in {"anonymous", "impersonal", "pronoun"} for m in claim.via):
        flags["via-unnamed"] = None
    about = tuple(m for m in mentions if any(span.holds(m.span) for span in claim.spans))
    stance = held(replace(claim, cue_polarity=cue_polarity, about=about), text)
    flags.update(dict.fromkeys(stance.flags))
    return replace(
        claim,
        hedges=tuple(span for span, _ in hedges),
        hedge=strength(hedges),
        issues=find_issues(text, claim.spans),
        conditions=conditions_of(text, claim.spans),
        dates=dates,
        about=about,
        quotes=_quoted(claim, quotations),
        cue_polarity=cue_polarity,
        polarity=stance.polarity,
        holder=stance.holder,
        flags=tuple(flags),
    )


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
