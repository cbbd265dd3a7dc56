"""What rules add to what a model says: sentences, labels, and whom copied words name."""

from __future__ import annotations

from dataclasses import replace

from goodoffices.reading._actors import Persons, find_mentions
from goodoffices.reading._lexicon import Lexicon
from goodoffices.reading._model import Fill, Named
from goodoffices.reading._phrases import classified, speakers
from goodoffices.reading._reader import label_claim
from goodoffices.reading._segments import Segment, segments, tokens
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._types import Document, Mention, ProposedClaim, Span

__all__ = ["model_reader", "named", "sentences"]


def sentences(document: Document) -> tuple[Span, ...]:
    """Return the sentences of a document, as they are numbered for a model."""
    return tuple(segment.span for segment in segments(document.text))


def model_reader(names: Lexicon) -> tuple[Fill, Named]:
    """Return what `read_with_model` takes: the labels of the rules, and their names."""
    return (
        lambda claim, document: label_claim(_one_by_one(claim, document, names), document, names),
        lambda span, document: named(span, document, names),
    )


def _one_by_one(claim: ProposedClaim, document: Document, names: Lexicon) -> ProposedClaim:
    """Return a claim with those whom its words for the speaker name, one by one."""
    if claim.speaker is None:
        return claim
    alone = _alone(claim.speaker.span, document, names)
    phrase = classified(alone, 0, len(alone.tokens)) if alone else None
    if alone is None or phrase is None:
        return claim
    first, *joint = speakers(alone, phrase)
    return replace(claim, speaker=first, joint=tuple(joint)) if joint else claim


def named(span: Span, document: Document, names: Lexicon) -> Mention:
    """Return whom some words name, by the rules that the built-in reader has for a subject.

    Of kind "unknown" where the rules cannot tell.
    """
    alone = _alone(span, document, names)
    phrase = classified(alone, 0, len(alone.tokens)) if alone else None
    words = span.of(document.text)
    if phrase is None:
        return Mention(span, words, "unknown")
    return Mention(span, words, phrase.mention.kind, phrase.mention.actor, phrase.mention.of)


def _alone(span: Span, document: Document, names: Lexicon) -> Sentence | None:
    """Return the words of a name as a sentence of their own; None where there are none."""
    found = tokens(document.text, span)
    if not found:
        return None
    mentions, places = find_mentions(document.text, found, names, Persons())
    segment = Segment(span, document.line(span.start), heading=False)
    return Sentence(document.text, segment, found, [False] * len(found), mentions, places)
