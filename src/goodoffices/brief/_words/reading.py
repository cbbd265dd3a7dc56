"""What is proposed from a document, in words."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.brief._words.claims import HEDGE
from goodoffices.brief._words.lexicon import shown
from goodoffices.case import taxonomy
from goodoffices.reading import FLAGS, Document, Mention, ProposedClaim, Span

__all__ = ["CLAIM_KINDS", "CUE_POLARITY", "claim_lines"]

CUE_POLARITY = {
    "denied": "who denies it",
    "doubted": "who doubts it",
    "not-said": "who is reported not to say it",
}

CLAIM_KINDS = {
    "attributed": ("attributed", "somebody says it"),
    "fact": ("reported as a fact", "the author says so"),
    "judgement": ("judgement", "the author’s view"),
    "forecast": ("forecast", "what somebody expects"),
}

_CONDITIONS = {
    "not-before": "not before",
    "before": "before",
    "if": "if",
    "unless": "unless",
    "without": "not without",
    "depends": "depends on",
}


def claim_lines(document: Document, claim: ProposedClaim) -> Iterator[tuple[str, str]]:
    """Yield what is proposed of a claim: the name of each part, and the part."""
    if claim.speaker is not None:
        yield "said by", " and ".join(map(_named, (claim.speaker, *claim.joint)))
    elif claim.kind == "attributed":
        yield "said by", "somebody whom the sentence does not name"
    if claim.cue_polarity != "affirmed":
        yield "denial", CUE_POLARITY[claim.cue_polarity]
    if claim.via:
        yield "through", ", ".join(map(_named, claim.via))
    if claim.holder is not None:
        yield "position of", _named(claim.holder)
    if claim.position:
        yield "stance", f"{claim.polarity} it"
    if claim.hedge != "none":
        words = "; ".join(_words(document, span) for span in claim.hedges)
        yield "how firm", HEDGE[claim.hedge] + (f" (“{words}”)" if words else "")
    for each in claim.conditions:
        first, then = _words(document, each.first), _words(document, each.then)
        yield "order", f"“{then}” – {_CONDITIONS[each.kind]} – “{first}”"
    if claim.issues:
        areas = taxonomy().areas
        yield (
            "about",
            "; ".join(
                areas[label.area].label if label.area in areas else label.area
                for label in claim.issues
            ),
        )
    if claim.dates:
        yield (
            "when",
            "; ".join(
                date.inferred or date.edtf or _words(document, date.span) for date in claim.dates
            ),
        )
    for flag in claim.flags:
        yield "look at", FLAGS.get(flag, flag.replace("-", " "))


def _named(mention: Mention) -> str:
    name = shown(" ".join(mention.text.split()))
    return f"{name} ({mention.actor})" if mention.actor and mention.kind != "person" else name


def _words(document: Document, span: Span) -> str:
    return shown(" ".join(span.of(document.text).split()))
