"""What rules add to what a model says: sentences, labels, and whom copied words name."""

from __future__ import annotations

from goodoffices.reading._actors import Persons, find_mentions
from goodoffices.reading._lexicon import Lexicon
from goodoffices.reading._model import Fill, Named
from goodoffices.reading._phrases import classified
from goodoffices.reading._reader import label_claim
from goodoffices.reading._segments import Segment, segments, tokens
from goodoffices.reading._sentence import Sentence
from goodoffices.reading._types import Document, Mention, Span

__all__ = ["model_reader", "named", "sentences"]


def sentences(document: Document) -> tuple[Span, ...]:
    """Return the sentences of a document, as they are numbered for a model."""
    return tuple(segment.span for segment in segments(document.text))


def model_reader(names: Lexicon) -> tuple[Fill, Named]:
    """Return what `read_with_model` takes: the labels of the rules, and their names."""
    return (
        lambda claim, document: label_claim(claim, document, names),
        lambda span, document: named(span, document, names),
    )


def named(span: Span, document: Document, names: Lexicon) -> Mention:
    """Return whom some words name, by the rules that the built-in reader has for a subject.

    Of kind "unknown" where the rules cannot tell.
    """
    text = document.text
    found = tokens(text, span)
    if found:
        mentions, places = find_mentions(text, found, names, Persons())
        segment = Segment(span, document.line(span.start), heading=False)
        alone = Sentence(text, segment, found, [False] * len(found), mentions, places)
        phrase = classified(alone, 0, len(found))
        if phrase is not None:
            return Mention(
                span, span.of(text), phrase.mention.kind, phrase.mention.actor, phrase.mention.of
            )
    return Mention(span, span.of(text), "unknown")
