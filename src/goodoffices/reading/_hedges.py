"""Words that say how firmly a thing is put, and how firm a claim with them is.

The classes are those of Hyland 1998, chapter 5, in three strengths: `possible` (may, could,
perhaps), `likely` (likely, probably, expected) and `impression` (seems, reportedly, impression).
Adverbs that limit a statement to its form or extent (formally, partially) are marked as hedges and
leave the strength alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.reading._types import HedgeKind, Span

__all__ = ["find_hedges", "strength"]

_CLASSES: dict[str, tuple[str, ...]] = {
    "impression": (
        r"seem(?:s|ed|ingly)?(?: to)?", r"appear(?:s|ed)? (?:to|that|set|likely|ready)", "apparently",
        "reportedly", "allegedly", "purportedly", "supposedly", "ostensibly", r"impressions?",
        r"(?:there (?:are|is|were) )?(?:growing )?(?:indications?|signs?|hints?) (?:that|of)",
        r"rumou?r(?:s|ed)?", r"unconfirmed", r"is (?:said|believed|thought|understood|reported) to",
        r"are (?:said|believed|thought|understood|reported) to", r"remains? (?:unclear|uncertain)",
        r"remains? to be seen", r"(?:is|was|are|were) (?:unclear|uncertain|not clear)",
        r"(?:may|might|could|can) be (?:interpreted|seen|read|viewed|understood)", "indicat(?:es?|ing|ed)",
        "suggest(?:s|ed|ing)?",
    ),
    "likely": (
        r"(?:un)?likely", "probabl[ey]", "presumably", r"(?:is|are|was|were|be) expected(?: to)?",
        r"(?:is|are|was|were) (?:set|due|poised|bound) to", "expectations?", "should(?= be able)",
        "doubtful", "doubtless", "in all likelihood",
    ),
    "possible": (
        r"(?<![-\w])(?:may|might|could)(?! \d)", "perhaps", "maybe", "possibly", "possibilit(?:y|ies)",
        # "a possible deal" says nothing of how sure one is; "it is possible that" does.
        r"(?:(?<=is )|(?<=was )|(?<=be )|(?<=are )|(?<=seems ))possible(?= (?:that|to)|[.,;]|$)",
        "potential(?:ly)?", "conceivabl[ey]", "arguably", "in (?:theory|principle)",
        "difficult to imagine", "hard to imagine",
    ),
    "none": (
        "would",  # backshifted "will" in what is reported: Quirk et al. 1985, 14.31
        "formally", "nominally", "officially", "partial(?:ly)?", "partly", "largely", "mostly", "mainly",
        "broadly", "roughly", "approximately", "about(?= \\d)", "around(?= \\d)", "almost", "nearly",
        "some degree of", "some extent", "to (?:a|some) (?:large |certain |limited )?(?:degree|extent)",
        "in part", "generally", "relatively", "somewhat", "essentially", "tentative(?:ly)?", "cautious(?:ly)?",
        "aims?", "hopes?", "as far as (?:is )?(?:possible|known)",
    ),
}  # fmt: skip
_PATTERNS = {
    kind: re.compile(r"(?<![\w-])(?:" + "|".join(words) + r")(?![\w-])", re.IGNORECASE)
    for kind, words in _CLASSES.items()
}
_ORDER: tuple[HedgeKind, ...] = ("impression", "possible", "likely")


def find_hedges(text: str, span: Span) -> tuple[tuple[Span, HedgeKind], ...]:
    """Return the hedging words in a span, in order, each with its class; overlaps keep the longer.

    A capital *May* inside a sentence is the month.
    """
    found: list[tuple[Span, HedgeKind]] = []
    for kind in (*_ORDER, "none"):
        for match in _PATTERNS[kind].finditer(text, span.start, span.end):
            if match[0] == "May" and match.start() != span.start:
                continue
            found.append((Span(*match.span()), kind))
    found.sort(key=lambda item: (item[0].start, -item[0].end))
    kept: list[tuple[Span, HedgeKind]] = []
    for item in found:
        if not kept or item[0].start >= kept[-1][0].end:
            kept.append(item)
    return tuple(kept)


def strength(hedges: Sequence[tuple[Span, HedgeKind]]) -> HedgeKind:
    """Return how firm a claim with these hedges is: that of its weakest."""
    kinds = {kind for _, kind in hedges}
    return next((kind for kind in _ORDER if kind in kinds), "none")
