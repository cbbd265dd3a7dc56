"""Whether a source says a thing, denies it, doubts it, or does not say it.

A content is affirmed only where its cue is.  Between source and cue stand the negation and the
verbs that take a saying back ("declined to say", "stopped short of saying"); a subject may be
negative itself ("no official", "neither side").  Verbs of belief under a negation are read as
doubt, since English moves the negation up (Quirk et al. 1985, 14.36: transferred negation).

References
----------
.. [sauri2009] Saurí & Pustejovsky 2009, "FactBank: a corpus annotated with event factuality",
   Language Resources and Evaluation 43(3), 227-268: polarity of what a source commits itself to.
"""

from __future__ import annotations

import re

from goodoffices.reading import _vocabulary as words
from goodoffices.reading._types import CuePolarity, Mention, Span

__all__ = ["negative_source", "polarity_of_cue"]

_TAKEN_BACK = (
    r"(?:declin|refus)(?:e|es|ed|ing)\s+to\s+\w+|fail(?:s|ed)?\s+to\s+(?:say|confirm|state|explain)|"
    r"(?:stop(?:s|ped)|fell|falls|fall)\s+short\s+of|avoid(?:s|ed)?|refrain(?:s|ed)?\s+from|"
    r"(?:has|have|had)\s+yet\s+to|withdr(?:ew|aws?)|retract(?:s|ed)?"
)
_NOT_SAID = re.compile(rf"\b(?:not|never|cannot|no\s+longer|hardly)\b|n[’']t\b|"
                       rf"\b(?:{_TAKEN_BACK})\b",
                       re.IGNORECASE)  # fmt: skip
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|denials?|(?:reject|dismiss|rebuff|refut|disput|contest|contradict)"
    r"(?:s|es|ed|e|ing)?\s+(?:\w+\s+){0,3}?(?:claims?|reports?|allegations?|suggestions?|"
    r"accusations?|assertions?|rumou?rs?|idea|notion|charges?))\b",
    re.IGNORECASE,
)
_DOUBTED = re.compile(r"\b(?:doubt(?:s|ed|ing)?|question(?:s|ed)?\s+whether|"
                      r"sceptical|skeptical)\b",
                      re.IGNORECASE)  # fmt: skip
_NOBODY = re.compile(r"^(?:no|none|nobody|no-one|neither|nor|"
                     r"not\s+(?:a|one|all|every|many))\b(?!\.)",
                     re.IGNORECASE)  # fmt: skip
_FEW = re.compile(r"^(?:few|hardly\s+any|only\s+(?:a\s+few|some|one|two))\b", re.IGNORECASE)
_NO_REPORT = re.compile(r"\b(?:no|not|never|few|little)\b", re.IGNORECASE)
_THINKING = re.compile(
    r"\b(?:" + "|".join(sorted(words.conjugated("believe think expect feel suppose imagine")))
    + r"|convinced|persuaded|certain|sure|confident|optimistic|hopeful)\b", re.IGNORECASE
)  # fmt: skip
_WINDOW = 120
"""Code points between a source and its cue that are looked at."""


def negative_source(text: str, source: Mention) -> str | None:
    """Return a flag where a source is negative or counted ("nobody", "few diplomats")."""
    before = re.search(
        r"\b(?:no|neither|nor|none of|few)\s+(?:the\s+)?$",
        text[max(0, source.span.start - 12) : source.span.start],
        re.IGNORECASE,
    )
    said = (before[0] if before else "") + source.text
    if _NOBODY.match(said):
        return "source-negative"
    return "source-quantified" if _FEW.match(said) else None


def polarity_of_cue(
    text: str,
    sentence: Span,
    cue: Span | None,
    source: Mention | None,
    *,
    inside: bool = False,
    joint: bool = False,
) -> tuple[CuePolarity, tuple[str, ...]]:
    """Return how a source stands to what is reported, and flags.

    Parameters
    ----------
    text
        Of the document.
    sentence
        The segment.
    cue
        What ties source and content.
    source
        Who is named for it.
    inside
        Whether the cue is part of the content, which then carries a negation of its own.
    joint
        Whether others say it with the source: "neither A nor B" names both, and each of them does
        not say it.
    """
    nobody = negative_source(text, source) if source is not None else None
    flags = (nobody,) if nobody and not joint else ()
    if joint and nobody and inside:
        return "affirmed", ()
    if cue is None:
        return "affirmed", flags
    lead = "" if inside else _lead(text, sentence, cue, source)
    if source is not None and source.kind == "impersonal":
        lead = source.text
        if source.span == cue and _NO_REPORT.search(lead):
            return "not-said", flags
    denied, doubted = _DENIED.search(lead), _DOUBTED.search(lead)
    rest = lead[: denied.start()] if denied else lead[: doubted.start()] if doubted else lead
    negated = bool(_NOT_SAID.search(rest)) != (nobody == "source-negative")
    if denied or doubted:
        if negated:
            # Who does not deny a thing has not said it; who does not doubt it comes near to it.
            return "not-said", (*flags, "denial-negated")
        return ("denied" if denied else "doubted"), flags
    if not negated:
        return "affirmed", flags
    return ("doubted" if _THINKING.search(lead) else "not-said"), flags


def _lead(text: str, sentence: Span, cue: Span, source: Mention | None) -> str:
    """Return the words from the source to the end of the cue; a source after it is left out."""
    start = max(sentence.start, cue.start - 24)
    if source is not None and source.span.end <= cue.start:
        # A label stands before the sentence, whose words before the cue are looked at.
        start = max(source.span.end, cue.start - _WINDOW, sentence.start)
        between = text[start : cue.start]
        # An apposition or a clause about the source has negations of its own.
        start += between.rfind(",") + 1
    elif (source is not None and source.span.start >= cue.end) or (
        source is not None and cue.start <= source.span.start
    ):
        start = cue.start
    return text[start : cue.end]
