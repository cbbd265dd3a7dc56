"""What could not be resolved, and what to look at: a slug in files, and its words."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["FLAGS"]

FLAGS: Mapping[str, str] = {
    "source-is-pronoun": "the source is a pronoun: who is meant?",
    "source-unnamed": "the source is not named",
    "source-unknown": "the source is not in the lexicon",
    "source-negative": "the source is a denial (“nobody”, “neither”): nobody says this",
    "source-quantified": "the source is a share of a group (“few”, “some of”)",
    "via-unnamed": "a mouth it passed through is not named",
    "denial-negated": "a denial or doubt is negated itself: what is said is open",
    "is-a-question": "it is a question",
    "words-of-whom": "a verb of saying stands in it: whose words are these?",
    "source-missing": "a quotation, and the sentence does not say whose",
    "holder-is-pronoun": "whose position it is stands in another sentence",
    "holder-unknown": "whose position it is could not be resolved",
    "scope-open": "how far the attribution reaches is open",
    "quote-open": "a quotation mark is never closed",
    "columns-mixed": "lines of its columns may be mixed: compare it with the page",
    "year-missing": "the year is not in the text; the date of the document would give it",
    "round-from-context": "the meeting is taken from the sentences before",
    "round-unknown": "the text does not say for which meeting",
    "side-unknown": "the sentence does not say for which side",
    "hedge-disputed": "the two readers differ on how firmly it is put",
    "found-by-model": "the model alone found it",
}
"""What each flag means to a reader."""
