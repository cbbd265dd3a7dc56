"""Find a quote in a sentence, word for word or not at all.

A language model copies words; it must not be trusted to have copied them well.  A quote counts
only if it stands in the sentence that was named for it, after differences that no reader would
call a difference are folded away.  Nothing here measures likeness: alignment by likeness puts the
true span of "may withdraw" under the false quote "will withdraw", the worst that a reader of claims
can do.

=============================  =======================================================
folded                         kept apart
=============================  =======================================================
runs of white space            every letter, digit and sign, case but that of the first letter
shapes of quotation marks      single from double ones, an apostrophe from none
shapes of dashes and hyphens   a hyphen from none
soft hyphens, marks without    joiners that change how a word reads (ZWJ, ZWNJ)
width, marks of direction
ligatures, wide letters, "…"   superscripts and fractions: 10³ is not 103
composed and decomposed        accents: é is not e
accents
one period at the end          a period that belongs to a number
=============================  =======================================================

Unicode's own folding for comparison, NFKC, is not used whole: it turns 10³ into 103.  What is taken
of it is named in `_COMPATIBLE` below.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.reading._types import Span

__all__ = ["Folded", "Refusal", "fold", "locate", "occurrences"]

# By number, since on a screen one can hardly be told from another.
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_SINGLE = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58"
_INVISIBLE = (
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, no width
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # direction
)
_COMPATIBLE = ("<wide>", "<narrow>", "<small>")
_LIGATURES = range(0xFB00, 0xFB07)
_SAME = {
    **dict.fromkeys(map(ord, _DOUBLE), '"'),
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _INVISIBLE), ""),
    ord("…"): "...",
}

_TURNS = frozenset(
    (
        # What denies
        "no", "not", "never", "neither", "nor", "none", "nobody", "nothing", "without", "cannot",
        "hardly", "barely", "scarcely", "refuse", "refuses", "refused", "deny", "denies", "denied",
        # How sure it is
        "may", "might", "could", "can", "would", "should", "must", "shall", "will", "possibly",
        "perhaps", "probably", "likely", "unlikely", "allegedly", "reportedly", "partially",
        "partly", "almost", "nearly",
        # On what it hangs
        "only", "if", "unless", "until", "before", "after", "except",
    )
)  # fmt: skip
"""Words after which a quote may not begin: what they say of it would be cut off."""

_NUMERAL = frozenset(
    (
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "dozen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
        "ninety", "hundred", "thousand", "million", "billion", "trillion", "half", "point",
    )
)  # fmt: skip
"""Words which with the next one can make one number."""


class Refusal(enum.Enum):
    """Why a quote is not taken; the value is the sentence shown for it."""

    EMPTY = "the quote has no word in it"
    ABSENT = "the quote is not in the sentence named for it, word for word"
    TWICE = "the quote is in the sentence more than once, so its place is not known"
    INSIDE = "the quote begins or ends inside a word or a number"
    CUT = "the quote begins right after a word that turns its meaning; quote that word too"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and where each of its characters comes from.

    Parameters
    ----------
    text
        The folded text.
    starts, ends
        For each character of `text` the code points [start, end) it stands for, counted from the
        beginning of the original.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> Folded:
    """Fold away what is no difference, and keep where every character comes from.

    Examples
    --------
    >>> folded = fold("“ﬁve  years”")
    >>> folded.text
    '"five years"'
    >>> folded.starts[1], folded.ends[1]
    (1, 2)
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for letter in _folded(text[start:end]):
            if letter == " " and letters and letters[-1] == " ":
                ends[-1] = end
                continue
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    return Folded("".join(letters), tuple(starts), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    # A letter and the accents upon it go together: half of them is no place for a span to end.
    start = 0
    for here in range(1, len(text) + 1):
        if here == len(text) or not _joins(text[here]):
            yield start, here
            start = here


def _joins(letter: str) -> bool:
    # The second and third parts of a Korean syllable join as well, though they are letters.
    return (
        not letter.isascii() and unicodedata.category(letter)[0] == "M"
    ) or "\u1160" <= letter <= "\u11ff"


def _folded(cluster: str) -> str:
    if len(cluster) == 1:
        if cluster.isspace():
            return " "
        if cluster.isascii():
            return cluster
    composed = unicodedata.normalize("NFC", cluster).translate(_SAME)
    return "".join(_plain(letter) for letter in composed)


def _plain(letter: str) -> str:
    if ord(letter) in _LIGATURES or unicodedata.decomposition(letter).startswith(_COMPATIBLE):
        return unicodedata.normalize("NFKC", letter).translate(_SAME)
    return letter


def locate(text: str, sentence: Span, quote: str) -> Span | Refusal:
    """Find a quote in one sentence of a text.

    Parameters
    ----------
    text
        The text of a document.
    sentence
        Where the sentence stands in it.
    quote
        The words said to stand there.

    Returns
    -------
    Where the quote stands in `text`, or why it is refused.

    Notes
    -----
    Exact: a span is returned only if the words in it and the quote fold to the same text.  What
    cannot be seen from the words is whether a true quote is misleading for what was left out around
    it.  Where the word just before it is one that denies, weakens or conditions, it is refused; a
    denial further off is for the person who confirms the claim.

    Examples
    --------
    >>> text = "The delegation will not leave before Friday."
    >>> sentence = Span(0, 44)
    >>> locate(text, sentence, "Will not leave before Friday").of(text)
    'will not leave before Friday'
    >>> locate(text, sentence, "will leave before Friday")
    <Refusal.ABSENT: 'the quote is not in the sentence named for it, word for word'>
    >>> locate(text, sentence, "leave before Friday")
    <Refusal.CUT: 'the quote begins right after a word that turns its meaning; quote that word too'>
    """
    wanted = _wanted(quote)
    if not wanted:
        return Refusal.EMPTY
    here = fold(sentence.of(text))
    found = [*_hits(here.text, wanted)]
    if not found:
        return Refusal.ABSENT
    whole = [start for start in found if _whole(here.text, start, start + len(wanted))]
    if not whole:
        return Refusal.INSIDE
    if len(whole) > 1:
        return Refusal.TWICE
    if _cut(here.text, whole[0]):
        return Refusal.CUT
    return _span(here, sentence, whole[0], len(wanted))


def occurrences(text: str, sentence: Span, name: str) -> tuple[Span, ...]:
    """Return every place of a name in one sentence, word for word as in `locate`.

    A name means the same wherever it stands, so several places are no doubt about who is meant.
    """
    wanted = _wanted(name)
    if not wanted:
        return ()
    here = fold(sentence.of(text))
    return tuple(
        _span(here, sentence, start, len(wanted))
        for start in _hits(here.text, wanted)
        if _whole(here.text, start, start + len(wanted))
    )


def _wanted(quote: str) -> str:
    wanted = fold(quote).text.strip()
    # Only what ends a sentence: three dots are part of what is quoted.
    if wanted.endswith(".") and not wanted.endswith(".."):
        wanted = wanted[:-1].rstrip()
    return wanted if any(letter.isalnum() for letter in wanted) else ""


def _span(here: Folded, sentence: Span, start: int, length: int) -> Span:
    return Span(sentence.start + here.starts[start], sentence.start + here.ends[start + length - 1])


def _hits(text: str, wanted: str) -> Iterator[int]:
    first, rest = wanted[0], wanted[1:]
    for start in range(len(text) - len(wanted) + 1):
        same = text[start] == first or (
            first.isalpha() and text[start].casefold() == first.casefold()
        )
        if same and text.startswith(rest, start + 1):
            yield start


def _whole(text: str, start: int, end: int) -> bool:
    return not (_inside(text, start) or _inside(text, end))


def _inside(text: str, at: int) -> bool:
    """Whether the place before the character `at` lies within a word or a number."""
    early, before, after, late = (
        text[n] if 0 <= n < len(text) else "" for n in range(at - 2, at + 2)
    )
    if at in (0, len(text)):
        return False
    if _of_word(before) and _of_word(after):
        return True
    # A sign between letters or digits belongs to the word: non-aligned, can't, 3.5, 10,000.
    if after in "-'" and _of_word(before):
        return _of_word(late)
    if before in "-'" and _of_word(after):
        return _of_word(early) or (before == "-" and after.isdigit())  # or a minus sign
    if after in ".,:/" and before.isdigit():
        return late.isdigit()
    if before in ".,:/" and after.isdigit():
        return early.isdigit()
    # A sign can make another amount of a number.
    return (before.isdigit() and after in "%‰°") or (before in "$€£¥±~<>≤≥" and after.isdigit())


def _of_word(letter: str) -> bool:
    return bool(letter) and (letter.isalnum() or letter == "_" or letter in "\u200c\u200d")


def _cut(text: str, start: int) -> bool:
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)?", text[:start])
    # A comma or a full stop in between begins something new.
    if not words or re.search(r"[^\W_][\s\"']*$", text[:start]) is None:
        return False
    last = words[-1].lower()
    if last == "to" and len(words) > 1:
        last = words[-2].lower()  # refused to sign
    first = re.match(r"\W*(\w+)", text[start:])
    counts = first is not None and (first[1].lower() in _NUMERAL or first[1][0].isdigit())
    if counts and (last in _NUMERAL or last[-1].isdigit()):
        return True
    return last in _TURNS or last.endswith("n't")
