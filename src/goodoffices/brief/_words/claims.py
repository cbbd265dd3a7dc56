"""Who says a thing, how firmly, and what that is worth; never the thing as a fact."""

from __future__ import annotations

import re

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

_FROM = {
    "fact": "According to ",
    "attributed": "According to ",
    "judgement": "In the judgement of ",
    "forecast": "As expected by ",
}

_IN = {"fact": "In ", "attributed": "In ", "judgement": "Judged in ", "forecast": "Expected in "}

_DOCUMENTS = ("official", "agreement", "dataset")
"""Kinds of source that hold a thing rather than report it."""


def author(source: nouns.Source) -> Inlines:
    """Return who speaks in a source: its author, outlet or title."""
    name = source.author or source.outlet
    return (Given(shown(name), proper=True),) if name else _title(source)


def speaker(words: Lexicon, claim: nouns.Claim) -> Inlines:
    """Return who says a claim, through whom, and who reports it.

    No verb follows a name, since outlets may be one or many.  A document holds what is said, so it
    is named by its title and reports nothing, and nobody reports themselves.
    """
    source = next(entry for entry in words.case.sources if entry.id == claim.source)
    document = source.kind in _DOCUMENTS and not source.author
    if claim.speaker is None:
        if document or not (source.author or source.outlet):
            return inlines(_IN[claim.kind], _title(source))
        return inlines(_FROM[claim.kind], author(source))
    chain = [words.who(key) for key in claim.via if key != claim.speaker]
    through = inlines(", through ", join(chain)) if chain else ()
    said = f", {dates(claim.said.first, claim.said.last)}" if claim.said else ""
    who = words.who(claim.speaker)
    if document or any(_same(plain(name), source) for name in (who, *chain)):
        where = inlines(", in ", _title(source))
    else:
        where = inlines(", according to ", author(source))
    return inlines(who, said, through, where)


def _title(source: nouns.Source) -> Inlines:
    return inlines("“", Given(shown(source.title), proper=True), "”")


def _same(name: str, source: nouns.Source) -> bool:
    """Return whether a name is that of a source's author or outlet, offices set aside.

    It is where the words of one begin or end the other: "Lavrov" and "Sergey Lavrov, minister",
    "White House" and "White House press office".
    """
    for by in filter(None, (source.author, source.outlet)):
        for one in _parts(name):
            short, long = sorted((one, _parts(shown(by))[0]), key=len)
            if short and short in (long[: len(short)], long[-len(short) :]):
                return True
    return False


def _parts(name: str) -> list[list[str]]:
    return [part.split() for part in re.split(r"[,;()]", name.casefold())]


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
