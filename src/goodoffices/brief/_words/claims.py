"""Who says a thing, how firmly, and what that is worth; never the thing as a fact."""

from __future__ import annotations

from goodoffices.brief._document import Given, Inlines, inlines, plain
from goodoffices.brief._words.lexicon import Lexicon, join, shown
from goodoffices.brief._words.numbers import dates
from goodoffices.case import model as nouns

__all__ = ["CREDIBILITY", "HEDGE", "RELIABILITY", "author", "place", "speaker"]

CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}

HEDGE = {
    "none": "",
    "possible": "put as possible",
    "likely": "put as likely",
    "impression": "put as an impression",
}

_VERB = {"fact": "reports", "attributed": "reports", "judgement": "judges", "forecast": "expects"}

_SAYS = {"fact": "says", "attributed": "says", "judgement": "judges", "forecast": "expects"}


def author(source: nouns.Source) -> Inlines:
    """Return who speaks in a source: its author, outlet or title."""
    name = source.author or source.outlet
    return (Given(shown(name)),) if name else inlines("“", Given(shown(source.title)), "”")


def speaker(words: Lexicon, claim: nouns.Claim) -> Inlines:
    """Return who says a claim, through whom, as a clause."""
    source = next(entry for entry in words.case.sources if entry.id == claim.source)
    if claim.speaker is None:
        return inlines(author(source), f" {_VERB[claim.kind]}")
    chain = [words.who(key) for key in claim.via if key != claim.speaker]
    through = inlines(", through ", join(chain)) if chain else ()
    said = f", {dates(claim.said.first, claim.said.last)}" if claim.said else ""
    who = words.who(claim.speaker)
    if plain(who) == plain(author(source)):
        return inlines(who, f" {_SAYS[claim.kind]}", said, through)
    return inlines(who, said, through, "; ", author(source), " reports it")


def place(claim: nouns.Claim) -> str:
    """Return where in its source a claim stands, or nothing where that is not recorded."""
    if claim.at is None:
        return ""
    parts = []
    if claim.at.section:
        parts.append(f"section {shown(claim.at.section)}")
    if claim.at.page is not None:
        parts.append(f"page\u00a0{claim.at.page}")
    if claim.at.paragraph is not None:
        parts.append(f"paragraph\u00a0{claim.at.paragraph}")
    if claim.at.span is not None:
        parts.append(f"characters {claim.at.span[0]}–{claim.at.span[1]}")
    return ", ".join(parts)
