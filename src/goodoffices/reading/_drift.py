"""Whether a statement comes through unchanged: the same speaker, as strong, as wide.

1. Claims of two documents are paired by their content words, cut to stems and weighed by how rare
   they are in both; words on one scale (`_scales`) count as one word, since "walk away" and
   "withdraw" are what a changed statement has in the same place.  The measure is the overlap
   coefficient: the weight shared over the weight of the lighter claim.  Each claim has at most
   one partner, the likeliest pairs first.
2. Of a pair, what differs is reported: who says it, whether it is said, denied or doubted, words
   on a scale, hedges, numbers, and a condition that only one of them has.  Each finding carries
   the words on both sides.

It is deterministic and knows nothing of the world: whether a pair is one statement, and whether a
difference matters, is for a person to say.  A paraphrase without a shared word is not paired, and
a difference in words on no scale is not found.

References
----------
.. [szymkiewicz1934] The overlap coefficient: Szymkiewicz 1934, after Simpson 1943, "Mammals and
   the nature of continents", American Journal of Science 241.
.. [sparck1972] Spärck Jones 1972, "A statistical interpretation of term specificity",
   Journal of Documentation 28(1).
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from goodoffices.reading._clean import clean
from goodoffices.reading._scales import Step, stem, steps, words
from goodoffices.reading._types import CuePolarity, Document, Mention, ProposedClaim, Reading, Span

__all__ = ["Drift", "DriftKind", "Place", "drift", "unheard"]

DriftKind = Literal["speaker", "denial", "strength", "amount", "number", "condition", "unheard"]

ENOUGH = 0.5
"""Overlap coefficient from which two claims are taken for one statement."""

_COMMON = frozenset(
    map(
        stem,
        (
            "a", "an", "the", "this", "that", "these", "those", "each", "any", "such", "other",
            "i", "we", "you", "he", "she", "it", "they", "his", "her", "its", "our", "their",
            "them", "who", "whom", "whose", "which", "what", "when", "where", "while", "there",
            "and", "or", "but", "if", "so", "as", "than", "then", "also", "very", "about",
            "at", "by", "for", "from", "in", "into", "of", "on", "out", "over", "to", "up", "with",
            "am", "is", "are", "was", "were", "be", "been", "being", "do", "does", "did", "done",
            "has", "have", "had", "having", "no", "not",
        ),
    )
)  # fmt: skip

_DENIES = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nobody|nothing|without|cannot)\b|n['’]t\b", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")
_COUNTS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Words in a document.

    Parameters
    ----------
    document
        Its name.
    line
        Its line, from 1.
    span
        Where they stand; the whole claim, where what is compared is that words are missing.
    words
        The words; "" where they are missing.
    """

    document: str
    line: int
    span: Span
    words: str

    def as_json(self) -> dict[str, object]:
        """Return the place for a program, without the words: a text may not be passed on."""
        span = [self.span.start, self.span.end]
        return {"document": self.document, "line": self.line, "span": span}


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference between two wordings of what seems to be one statement.

    Parameters
    ----------
    kind
        What differs; "unheard": a claim names where it comes from, and that was not given.
    first, second
        The words on both sides; `second` is None for what is unheard.
    claims
        Ids of the claims in their readings.
    likeness
        How alike the two are, in [ENOUGH, 1]; 0 for what is unheard.
    message
        The finding in one sentence.
    """

    kind: DriftKind
    first: Place
    second: Place | None
    claims: tuple[str, ...]
    likeness: float
    message: str

    def text(self) -> str:
        """Return the finding with its places: line and code points of both sides."""
        places = [
            f"{place.document}:{place.line}, characters {place.span.start}–{place.span.end}"
            for place in (self.first, self.second)
            if place
        ]
        return f"{' / '.join(places)}: {self.message}"

    def as_json(self) -> dict[str, object]:
        """Return the finding for a program."""
        return {
            "kind": self.kind,
            "first": self.first.as_json(),
            "second": self.second.as_json() if self.second else None,
            "claims": list(self.claims),
            "likeness": round(self.likeness, 3),
            "message": self.message,
        }


def drift(first: Reading, second: Reading) -> tuple[Drift, ...]:
    """Compare what two documents say.

    Parameters
    ----------
    first, second
        Readings of two documents.

    Returns
    -------
    What differs, in the order of the first document.  Exact for what `_scales` and the pairing
    know, and silent on the rest.
    """
    found: list[Drift] = []
    for one, other, likeness in _pairs(first, second):
        compared = _Compared(first.document, second.document, one, other, likeness)
        found.extend(compared.findings())
    return tuple(sorted(found, key=lambda each: (each.first.span, each.kind)))


def unheard(readings: Sequence[Reading]) -> tuple[Drift, ...]:
    """Return the claims that name an outlet as their source which is not among the documents.

    Parameters
    ----------
    readings
        Readings of all documents at hand.
    """
    heads = [f"{each.document.name} {each.document.text[:500]}".casefold() for each in readings]
    found = []
    for number, reading in enumerate(readings):
        others = " ".join(heads[:number] + heads[number + 1 :])
        for claim in reading.claims:
            mouths = [*claim.via, *([claim.speaker] if claim.speaker else [])]
            outlets = (mouth for mouth in mouths if mouth.kind == "media")
            absent = next((each for each in outlets if each.text.casefold() not in others), None)
            if absent is not None:
                place = _place(reading.document, absent.span)
                message = (
                    f"this rests on “{place.words}”; read that as well, and see whether it says so"
                )
                found.append(Drift("unheard", place, None, (claim.id,), 0.0, message))
    return tuple(found)


def _place(document: Document, span: Span, *, missing: bool = False) -> Place:
    said = "" if missing else clean(span.of(document.text), 400)
    return Place(clean(document.name, 200), document.line(span.start), span, said)


def _concepts(document: Document, claim: ProposedClaim) -> frozenset[str]:
    """Return a claim's content words as stems, those of a scale as the scale's name."""
    found: set[str] = set()
    for span in claim.spans:
        graded = steps(document.text, span)
        # How sure and how much is compared later; it does not make two claims alike.
        found |= {f"={step.scale}" for step in graded if step.scale not in _MEASURES}
        for place in words(document.text, span):
            if not any(step.span.holds(place) for step in graded):
                found.add(stem(place.of(document.text)))
    return frozenset(found - _COMMON)


_MEASURES = ("certainty", "amount", "duration")


def _pairs(first: Reading, second: Reading) -> list[tuple[ProposedClaim, ProposedClaim, float]]:
    left = [_concepts(first.document, claim) for claim in first.claims]
    right = [_concepts(second.document, claim) for claim in second.claims]
    weight = _weights([*left, *right])
    holders: dict[str, list[int]] = {}
    for number, concepts in enumerate(right):
        for concept in concepts:
            holders.setdefault(concept, []).append(number)
    likely = []
    for one, concepts in enumerate(left):
        near = {number for concept in concepts for number in holders.get(concept, ())}
        for other in near:
            likeness = _likeness(concepts, right[other], weight)
            if likeness >= ENOUGH:
                likely.append((-likeness, one, other))
    pairs, taken, gone = [], set(), set()
    for value, one, other in sorted(likely):
        if one not in taken and other not in gone:
            taken.add(one)
            gone.add(other)
            pairs.append((first.claims[one], second.claims[other], -value))
    return pairs


def _weights(claims: Sequence[frozenset[str]]) -> Mapping[str, float]:
    # Names that every claim has say little about which is which.
    count = Counter(itertools.chain.from_iterable(claims))
    return {word: 1 + math.log(len(claims) / number) for word, number in count.items()}


def _likeness(one: frozenset[str], other: frozenset[str], weight: Mapping[str, float]) -> float:
    shared = one & other
    # One shared word is a topic, not a statement.
    if len(shared) < 2:
        return 0.0
    lighter = min(_heft(one, weight), _heft(other, weight))
    return _heft(shared, weight) / lighter


def _heft(concepts: frozenset[str], weight: Mapping[str, float]) -> float:
    # Summed in one order, so that the last digit is the same on every machine.
    return math.fsum(weight[word] for word in sorted(concepts))


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two claims that seem to be one statement."""

    here: Document
    there: Document
    one: ProposedClaim
    other: ProposedClaim
    likeness: float

    def findings(self) -> Iterator[Drift]:
        """Yield all that differs."""
        yield from self._speaker()
        yield from self._denial()
        yield from self._graded()
        yield from self._numbers()
        yield from self._condition()

    def _found(self, kind: DriftKind, first: Place, second: Place, message: str) -> Drift:
        return Drift(kind, first, second, (self.one.id, self.other.id), self.likeness, message)

    def _speaker(self) -> Iterator[Drift]:
        mine, theirs = self.one.speaker, self.other.speaker
        if mine is None and theirs is None:
            return
        ours, others = (
            [each for each in (claim.speaker, *claim.joint) if each is not None]
            for claim in (self.one, self.other)
        )
        if len(ours) != len(others) and ours and others:
            shared = [each for each in ours if any(_same(each, other) for other in others)]
            left = [
                each
                for each in (*ours, *others)
                if each not in shared and not any(_same(each, other) for other in shared)
            ]
            if shared and left:
                first = self._mouth(self.here, self.one, left[0] if left[0] in ours else ours[0])
                second = self._mouth(
                    self.there, self.other, left[0] if left[0] in others else others[0]
                )
                where = "here and not there" if left[0] in ours else "there and not here"
                yield self._found(
                    "speaker", first, second, f"said by “{left[0].text}” as well {where}"
                )
                return
        # Who "he" is, or who said what nobody is named for, is not known: no guess is made.
        for claim in (self.one, self.other):
            unnamed = claim.speaker is None and claim.kind == "attributed"
            if unnamed or (claim.speaker is not None and claim.speaker.kind == "pronoun"):
                return
        if mine is not None and theirs is not None and _same(mine, theirs):
            return
        first = self._mouth(self.here, self.one, mine)
        second = self._mouth(self.there, self.other, theirs)
        message = f"{_said(first)} here, {_said(second)} there"
        if mine and theirs and _side(mine) is not None and _side(mine) == _side(theirs):
            message += ", both of one side"
        yield self._found("speaker", first, second, message)

    def _mouth(self, document: Document, claim: ProposedClaim, mouth: Mention | None) -> Place:
        if mouth is None:
            return _place(document, claim.extent, missing=True)
        return _place(document, mouth.span)

    def _denial(self) -> Iterator[Drift]:
        mine, theirs = _denials(self.here, self.one), _denials(self.there, self.other)
        if self.one.cue_polarity != self.other.cue_polarity:
            yield from self._turned(len(mine) - len(theirs))
            return
        # Two denials make a statement again ("no agreement without"): the count tells.
        if len(mine) % 2 == len(theirs) % 2:
            return
        if _refuses(self.here, self.one) != _refuses(self.there, self.other):
            return  # "will not accept" against "rejects": the one denies in a verb
        first = _place(self.here, mine[0] if mine else self.one.extent, missing=not mine)
        second = _place(self.there, theirs[0] if theirs else self.other.extent, missing=not theirs)
        where = "here and not there" if mine else "there and not here"
        yield self._found("denial", first, second, f"denied {where}")

    def _turned(self, more: int) -> Iterator[Drift]:
        """Yield that what one side says the other denies, doubts or is reported not to say."""
        here, there = self.one.cue_polarity, self.other.cue_polarity
        # Who denies that it will and who says that it will not have said the same.
        if {here, there} == {"affirmed", "denied"} and more % 2:
            return
        first = _place(self.here, self.one.cue or self.one.extent)
        second = _place(self.there, self.other.cue or self.other.extent)
        yield self._found("denial", first, second, f"{_STOOD[here]} here, {_STOOD[there]} there")

    def _graded(self) -> Iterator[Drift]:
        mine, theirs = _steps(self.here, self.one), _steps(self.there, self.other)
        found = [*self._scaled(mine, theirs)]
        for each in found:
            # "partially withdraw" has said "partially" already.
            if not any(other is not each and _within(each, other) for other in found):
                yield each

    def _scaled(self, mine: Mapping[str, Step], theirs: Mapping[str, Step]) -> Iterator[Drift]:
        for scale in sorted(mine.keys() | theirs.keys()):
            high, low = mine.get(scale), theirs.get(scale)
            if high is not None and low is not None:
                if high.level == low.level:
                    continue
            elif scale not in _MEASURES or _plain(high or low):
                # Only for a measure does the missing word mean something: nothing is weakened.
                continue
            yield self._step(scale, high, low)

    def _step(self, scale: str, mine: Step | None, theirs: Step | None) -> Drift:
        first = self._graded_place(self.here, self.one, mine)
        second = self._graded_place(self.there, self.other, theirs)
        kind: DriftKind = "amount" if scale in ("amount", "duration") else "strength"
        if not first.words:
            return self._found(kind, first, second, f"“{second.words}” there, nothing of it here")
        if not second.words:
            return self._found(kind, first, second, f"“{first.words}” here, nothing of it there")
        weaker = mine is not None and theirs is not None and theirs.level < mine.level
        turn = "weaker" if weaker else "stronger"
        message = f"“{first.words}” here became “{second.words}” there, which is {turn}"
        return self._found(kind, first, second, message)

    def _graded_place(self, document: Document, claim: ProposedClaim, step: Step | None) -> Place:
        if step is None:
            return _place(document, claim.extent, missing=True)
        return _place(document, _with_amount(document, claim, step))

    def _numbers(self) -> Iterator[Drift]:
        mine, theirs = _numbers(self.here, self.one), _numbers(self.there, self.other)
        if not mine or not theirs or mine.keys() == theirs.keys():
            return
        only = [span for value, span in mine.items() if value not in theirs]
        new = [span for value, span in theirs.items() if value not in mine]
        first = _place(self.here, (only or [*mine.values()])[0])
        second = _place(self.there, (new or [*theirs.values()])[0])
        message = f"“{first.words}” here, “{second.words}” there"
        yield self._found("number", first, second, message)

    def _condition(self) -> Iterator[Drift]:
        mine, theirs = self.one.condition, self.other.condition
        if (mine is None) == (theirs is None):
            if mine and theirs and (mine.kind in _ORDERS) != (theirs.kind in _ORDERS):
                first = _place(self.here, mine.marker)
                second = _place(self.there, theirs.marker)
                message = f"“{first.words}” here, “{second.words}” there"
                yield self._found("condition", first, second, message)
            return
        first = _place(self.here, mine.marker if mine else self.one.extent, missing=not mine)
        second = _place(
            self.there, theirs.marker if theirs else self.other.extent, missing=not theirs
        )
        shown = f"“{(first if mine else second).words}”"
        where = "here and not there" if mine else "there and not here"
        message = f"on a condition ({shown}) {where}"
        yield self._found("condition", first, second, message)


def _within(one: Drift, other: Drift) -> bool:
    """Whether all words of a finding are among those of another."""
    sides = ((one.first, other.first), (one.second, other.second))
    shown = [(mine, theirs) for mine, theirs in sides if mine and mine.words]
    return all(theirs is not None and theirs.span.holds(mine.span) for mine, theirs in shown)


_STOOD: Mapping[CuePolarity, str] = {
    "affirmed": "said",
    "denied": "denied",
    "doubted": "doubted",
    "not-said": "not said",
}
_ORDERS = ("not-before", "before")


def _said(place: Place) -> str:
    return f"attributed to “{place.words}”" if place.words else "said by the author"


def _same(one: Mention, other: Mention) -> bool:
    if one.actor is not None and other.actor is not None:
        return one.actor == other.actor
    mine, theirs = _head(one), _head(other)
    return bool(mine) and (mine <= theirs or theirs <= mine)


def _head(mention: Mention) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[^\W_]+", mention.text)) - _COMMON


def _side(mention: Mention) -> str | None:
    return mention.of or mention.actor


def _denials(document: Document, claim: ProposedClaim) -> list[Span]:
    return [
        Span(match.start(), match.end())
        for span in claim.spans
        for match in _DENIES.finditer(document.text, span.start, span.end)
    ]


def _refuses(document: Document, claim: ProposedClaim) -> bool:
    around = [*claim.spans, *([claim.cue] if claim.cue else [])]
    return any(step.scale == "refusing" for span in around for step in steps(document.text, span))


def _steps(document: Document, claim: ProposedClaim) -> Mapping[str, Step]:
    """Return the strongest step on each scale, of the content and of the words of saying."""
    found: dict[str, Step] = {}
    cue = (claim.cue,) if claim.cue else ()
    for span in (*claim.spans, *cue):
        for each in steps(document.text, span):
            # "said that it would" is how English reports "it will": Quirk et al. 14.31.
            shifted = claim.cue is not None and each.span.of(document.text).lower() == "would"
            step = replace(each, level=2) if shifted else each
            if step.scale not in found or found[step.scale].level < step.level:
                found[step.scale] = step
    return found


def _plain(step: Step | None) -> bool:
    # "will", "all": as strong as saying nothing of it.
    return step is None or (step.scale != "duration" and step.level == 2)


def _with_amount(document: Document, claim: ProposedClaim, step: Step) -> Span:
    """Return a step with the word of amount right before it: "partially withdraw"."""
    for span in claim.spans:
        for other in steps(document.text, span):
            between = document.text[other.span.end : step.span.start]
            if other.scale == "amount" and between and not between.strip():
                return Span(other.span.start, step.span.end)
    return step.span


def _numbers(document: Document, claim: ProposedClaim) -> Mapping[str, Span]:
    found: dict[str, Span] = {}
    for span in claim.spans:
        for match in _NUMBER.finditer(document.text, span.start, span.end):
            thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+", match[0])
            value = match[0].replace(",", "") if thousands else match[0]
            found.setdefault(value, Span(match.start(), match.end()))
        for place in words(document.text, span):
            word = place.of(document.text).casefold()
            # "one" is a pronoun more often than a number.
            if word in _COUNTS and word != "one":
                found.setdefault(str(_COUNTS.index(word)), place)
    return found
