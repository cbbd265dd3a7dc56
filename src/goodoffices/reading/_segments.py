"""A text to sentences, and sentences to tokens; nothing is rewritten, everything is a span.

Line ends part paragraphs.  Within a line a sentence ends at a mark of its end that is followed by
space and the beginning of another, unless the word before the mark is an abbreviation: the
decision list of [mikheev2002]_, with its order of tests.

References
----------
.. [mikheev2002] Mikheev 2002, "Periods, capitalized words, etc.", Computational Linguistics
   28(3), 289-318, sections 3-4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from goodoffices.reading._types import Span

__all__ = ["Segment", "Token", "folded", "paragraphs", "segments", "tokens"]

_TITLES = frozenset(
    "mr mrs ms messrs mme dr prof sen rep gov amb gen lt col maj capt cpl sgt adm cmdr brig "
    "rev hon "
    "st sr jr vs no nos art arts para paras cf approx ca fig vol pp ed eds dept min amb fr "
    "pres sec "
    "jan feb mar apr jun jul aug sept sep oct nov dec etc inc ltd co corp al".split()
)
_NEVER_LAST = frozenset(
    "mr mrs ms messrs mme dr prof sen rep gov amb gen lt col maj capt cpl sgt adm cmdr brig "
    "rev hon "
    "st vs art arts para paras cf approx fig vol pp eds pres".split()
)
_UNSEEN = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks of direction, which may stand on either side of a full stop."""

_CLOSING = "\"'”’»)]"
_OPENING = "\"'“‘«([—–-"
_END = re.compile(
    rf"(?<![.!?…])([.!?…]+)([{re.escape(_CLOSING)}{_UNSEEN}]*)(\s+)"
    rf"(?=[{re.escape(_OPENING)}{_UNSEEN}]*[^\W_])"
)
_LINE = re.compile("[^\\n\\r\\v\\f\\x85\\u2028\\u2029]+")
_NARROW, _WIDE = 60, 120
"""Widths, in characters, between which text is taken to be wrapped."""

_LIST = re.compile(r"\s*(?:[-*+•]|#{1,6}|>|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+")
_LAST = re.compile(r"((?:[^\W\d_]\.)+[^\W\d_]|[^\W\d_]+)\Z")

_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d\u00ad"
_TOKEN = re.compile(
    rf"(?:[A-Z]\.){{2,}}"
    rf"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|bn|m|km)?\b|%"
    rf"|[’'](?:s|re|ve|ll|d|m)\b"
    rf"|(?:[^\W_][{_MARKS}]*)+?(?=n[’']t\b)|n[’']t\b"
    rf"|(?:[^\W_][{_MARKS}]*)+(?:[-\u2010\u2011](?:[^\W_][{_MARKS}]*)+)*"
    rf"|\.\.\.|…|--|\S"
)  # fmt: skip
_APOSTROPHE = str.maketrans(
    {"’": "'", "\u2010": "-", "\u2011": "-", "\u00ad": None, "\u200c": None}
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a heading.

    Parameters
    ----------
    span
        The words, without the space around them.
    paragraph
        Number of its line in the text, from 1, as in ``Place.paragraph`` of a case.
    heading
        Whether it is a line of its own that ends in no mark of an end of a sentence.
    """

    span: Span
    paragraph: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark, and the same in small letters with plain apostrophes."""

    start: int
    end: int
    text: str
    low: str


def segments(text: str) -> tuple[Segment, ...]:
    """Return the sentences and headings of a text, in order; together they hold all its words."""
    found: list[Segment] = []
    number, counted = 1, 0
    for block in paragraphs(text):
        mark = _LIST.match(text, block.start, block.end)
        start = mark.end() if mark and mark.end() < block.end else block.start
        spans = [s for s in _sentences(text, start, block.end) if _worded(text, s)]
        alone = len(spans) == 1
        for span in spans:
            number += text.count("\n", counted, span.start)
            counted = span.start
            heading = alone and _is_heading(span.of(text), marked=text[start - 2 : start] == "# ")
            found.append(Segment(span, number, heading))
    return tuple(found)


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of a text: its lines, those put together that a width has broken.

    A line goes on in the next if the first word of the next would not have fitted on it: that is
    how text is wrapped, and a heading, a list or a line of its own is not.
    """
    found: list[Span] = []
    width, last, known = 0, "", 0
    for line in _LINE.finditer(text):
        words = line[0].strip()
        if not words:
            width = 0
            continue
        room = width - len(last)
        gap = text[found[-1].end : line.start()] if found else ""
        wrapped = (
            _NARROW <= width <= _WIDE
            and len(words) <= _WIDE
            and gap.count("\n") + (gap in {"\r", "\x85", "\u2028"}) == 1
            and len(words.split(None, 1)[0]) + 1 > room
            and not _LIST.match(line[0])
        )
        if wrapped:
            found[-1] = Span(found[-1].start, line.end())
        else:
            found.append(Span(line.start(), line.end()))
            if line.start() >= known:
                width, known = _block_width(text, line.start())
        last = words
    return found


def _block_width(text: str, start: int) -> tuple[int, int]:
    """Return the longest of the lines up to the next blank or over-long one, and where they end."""
    longest, before = 0, start
    for line in _LINE.finditer(text, start, start + 40 * _WIDE):
        words = line[0].strip()
        if not words or len(words) > _WIDE or text.count("\n", before, line.start()) > 1:
            break
        longest, before = max(longest, len(words)), line.end()
    return longest, max(before, start + 1)


def _worded(text: str, span: Span) -> bool:
    return any(character.isalnum() for character in span.of(text))


def _is_heading(line: str, *, marked: bool) -> bool:
    if marked:
        return True
    # What follows the last letter: a mark of an end there, whatever stands around it.
    tail = line[max(at for at, c in enumerate(line) if c.isalnum()) :]
    ended = any(mark in tail for mark in ".!?…:;,")
    return not ended and len(line) < 160


def _sentences(text: str, start: int, end: int) -> list[Span]:
    cuts = [start]
    for mark in _END.finditer(text, start, end):
        if _ends(text, cuts[-1], mark):
            cuts.append(mark.end())
    cuts.append(end)
    spans = []
    for first, last in pairwise(cuts):
        words = text[first:last]
        if stripped := words.strip():
            begin = first + words.index(stripped[0])
            spans.append(Span(begin, begin + len(stripped)))
    return spans


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    """Return whether a mark ends a sentence, by the first test that decides."""
    after = text[mark.end() : mark.end() + 40].lstrip(_OPENING)
    if mark[1] != ".":
        # "Why now?" he asked: the sentence goes on in a small letter.
        return not after[:1].islower()
    before = _LAST.search(text, max(start, mark.start() - 20), mark.start())
    if before is None:
        return not after[:1].islower()
    word = before[0].lower()
    if after[:1].islower():
        return False
    if word in _NEVER_LAST or (word == "no" and after[:1].isdigit()):
        return False
    if "." in word:
        # "the U.S. Congress" goes on, "in the U.S. The talks" does not.
        return after.split(" ", 1)[0].lower().strip(",") in _BEGINNERS
    if len(word) == 1 and before[0].isupper():
        return False  # an initial
    if word in _TITLES and word not in {"no", "co", "al", "min", "ed", "sec", "mar", "sun"}:
        return not after[:1].isdigit() and after.split(" ", 1)[0].lower() in _BEGINNERS
    return True


_BEGINNERS = frozenset(
    "the a an this that these those it he she they we i there in on at but and yet however while "
    "although though if when after before as for both neither its his her their our no not what "
    "who why how according meanwhile moreover still since until under with without".split()
)


def tokens(text: str, span: Span) -> list[Token]:
    """Return the words, numbers and marks inside a span."""
    found = []
    for match in _TOKEN.finditer(text, span.start, span.end):
        word = match[0]
        low = "–" if word == "-" and _stands_apart(text, match) else folded(word)
        found.append(Token(match.start(), match.end(), word, low))
    return found


def _stands_apart(text: str, mark: re.Match[str]) -> bool:
    """Return whether a hyphen is a dash: agencies and typewriters have no other."""
    before, after = text[max(mark.start() - 1, 0) : mark.start()], text[mark.end() : mark.end() + 1]
    return before.isspace() and after.isspace()


def folded(word: str) -> str:
    """Return a word in small letters, with plain apostrophes and hyphens."""
    return word.translate(_APOSTROPHE).lower() if not word.isascii() else word.lower()
