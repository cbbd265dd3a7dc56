"""What a document is called and of what kind it seems to be, by how it is set.

Both are proposals: a title is taken from the text without the marks of its format and without a
dateline, and a kind is guessed from signs that are told along with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from goodoffices.reading._clean import clean
from goodoffices.reading._types import Document, Reading

__all__ = ["Guess", "kind_of", "title_of"]

SourceKind = Literal["reporting", "commentary", "official", "agreement", "scholarship"]

_LONGEST = 120
"""Code points of a title made of a sentence; a longer one is cut between words."""

_FIRST = 12
"""Paragraphs among which a heading is looked for."""

_FRONT = re.compile(r"---[ \t]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"^title:[ \t]*(?P<title>\S.*)$", re.MULTILINE | re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<title>.*?\w.*?)[ \t]*#*[ \t]*$")
_MARKS = (
    (re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),  # a link or a picture
    (re.compile(r"^\s*(?:[-*+>]|\d{1,3}[.)]|#{1,6})\s+"), ""),
    (re.compile(r"(\*\*|__|~~|`+)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"<[^<>\n]{1,200}>"), ""),
)
_DATELINE = re.compile(
    r"(?P<place>(?:[A-Z][A-Z.'’-]+)(?:[ /][A-Z][A-Z.'’-]+){0,3})"
    r"(?:,\s*[^()–—:\n]{2,40}?)?"  # a land, a date, or both
    r"\s*(?:\((?P<agency>[^()\n]{2,40})\))?"
    r"\s*(?:[–—]|-{1,2}|:)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind of source, and the sign it was guessed from."""

    kind: SourceKind
    sign: str


def title_of(document: Document) -> tuple[str, str]:
    """Return a title for a document, and what to look at, or "".

    The title field of its front matter, else the first heading, else its first line, else its name.
    """
    text = document.text
    front = _FRONT.match(text)
    if front is not None and (field := _FIELD.search(front["fields"])) is not None:
        return clean(_bare(field["title"].strip("\"' ")), 200) or document.name, ""
    start = front.end() if front is not None else 0
    lines = [span.of(text) for span in document.paragraphs if span.start >= start]
    worded = [line for line in lines if re.search(r"\w", line)][:_FIRST]
    headings = (match for line in worded if (match := _HEADING.match(line.strip())) is not None)
    heading = next(headings, None)
    first = heading["title"] if heading else next(iter(worded), "")
    title = clean(_bare(_DATELINE.sub("", _bare(first), count=1)), 1_000)
    if not re.search(r"\w", title):
        return clean(document.name, 200), "the text has no heading; the file's name stands for it"
    if heading is None and (len(title) > _LONGEST or title.endswith((".", "!", "?", "”", '"'))):
        return _cut(title), "the text has no heading; its first words stand for a title"
    return clean(title, 200), ""


def _bare(line: str) -> str:
    for pattern, instead in _MARKS:
        line = pattern.sub(instead, line)
    return line.strip()


def _cut(title: str) -> str:
    if len(title) <= _LONGEST:
        return title
    return title[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


_SIGNS: Mapping[SourceKind, tuple[re.Pattern[str], int, str]] = {
    # kind: a pattern, how often it must be found, and what it is called
    "agreement": (
        re.compile(
            r"^\W{0,8}(?:Article|Section) (?:\d+|[IVX]+)\b|"
            r"\bthe (?:parties|sides) (?:shall|agree to)\b",
            re.MULTILINE | re.IGNORECASE,
        ),
        2,
        "numbered articles, or what the parties shall do",
    ),
    "official": (
        re.compile(
            r"^\W{0,8}(?:Q|A|QUESTION|ANSWER|M[RS]S?\.? [A-Z]+)\b\s*[:.]\s|"
            r"\b(?:press release|joint statement|communiqu[eé]|for immediate release)\b|"
            r"\bThe Security Council\b.{0,200}\b(?:decides|calls upon|recalling|requests)\b",
            re.MULTILINE,
        ),
        1,
        "the form of a record or a statement",
    ),
    "scholarship": (
        re.compile(
            r"\bdoi\.org/|\bdoi:\s?10\.|^\W{0,8}(?:Abstract|References|Bibliography)\W{0,8}$",
            re.MULTILINE,
        ),
        1,
        "an abstract, references or a DOI",
    ),
}  # fmt: skip
_LOOKED = 200_000
"""Code points in which signs are looked for: what a text is shows at its beginning."""

_OWN = 0.5
"""Share of an author's own judgements among the claims from which a text is a commentary."""


def kind_of(reading: Reading) -> Guess:
    """Guess of what kind a document is as a source."""
    text = reading.document.text[:_LOOKED]
    for kind, (pattern, least, sign) in _SIGNS.items():
        if sum(1 for _, _ in zip(range(least), pattern.finditer(text), strict=False)) == least:
            return Guess(kind, sign)
    lines = (span.of(text).strip() for span in reading.document.paragraphs[:_FIRST])
    if any(_DATELINE.match(_bare(line)) for line in lines):
        return Guess("reporting", "a dateline")
    own = sum(claim.kind in ("judgement", "forecast") for claim in reading.claims)
    if len(reading.claims) >= 4 and own >= _OWN * len(reading.claims):
        return Guess("commentary", "half of its claims are its author's own view")
    return Guess("reporting", "nothing that points elsewhere")
