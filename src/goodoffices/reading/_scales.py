"""Words that say the same thing more or less strongly.

Each scale runs from its weakest step to its strongest, in the sense of Horn: whoever says the
stronger has said the weaker too.  The list is short and made of words that reports about talks turn
on; a change that it does not know is not found.

References
----------
.. [horn1972] Horn 1972, "On the semantic properties of logical operators in English", ch. 2.
.. [sauri2009] Saurí & Pustejovsky 2009, "FactBank: a corpus annotated with event factuality",
   Language Resources and Evaluation 43, table 3 (certain, probable, possible).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from goodoffices.reading._types import Span

__all__ = ["Step", "stem", "steps", "words"]

_SCALES: Mapping[str, tuple[str, ...]] = {
    # scale: steps from weak to strong, words separated by commas
    "leaving": (
        "scale back, reduce, step back",
        "withdraw, withdrawal, pull out, pull back",
        "walk away, leave, quit, abandon, exit, break off",
    ),
    "stopping": ("pause, suspend, interrupt", "stop, halt, freeze", "end, terminate, cut off"),
    "asking": (
        "suggest, hint, float",
        "propose, ask, request, urge, call for, seek",
        "demand, insist, require",
    ),
    "refusing": (
        "doubt, hesitate, question",
        "reject, refuse, oppose, decline",
        "rule out, exclude",
    ),
    "promising": (
        "consider, discuss, explore, weigh",
        "accept, agree, ready, willing",
        "pledge, commit, guarantee, promise, vow",
    ),
    "warning": ("caution, note", "warn", "threaten"),
    "certainty": (
        "may, might, could, possibly, perhaps",
        "likely, probably, would, should",
        "will, must, certainly, definitely",
    ),
    "amount": (
        "some, several, a few, partial, partially, partly, in part",
        "many, most, mostly, largely",
        "all, every, entire, entirely, full, fully, complete, completely, whole",
    ),
    "duration": (
        "temporary, temporarily, for now, for the time being",
        "long-term, for years",
        "permanent, permanently, for good",
    ),
}

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_IRREGULAR = {
    "left": "leave", "said": "say", "sought": "seek", "withdrew": "withdraw",
    "withdrawn": "withdraw", "broke": "break", "told": "tell", "quits": "quit",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """Words that stand on a step of a scale.

    Parameters
    ----------
    scale
        Its name.
    level
        The step, from 0.
    span
        The words.
    """

    scale: str
    level: int
    span: Span


def words(text: str, span: Span) -> Iterator[Span]:
    """Yield the words of a span."""
    for match in _WORD.finditer(text, span.start, span.end):
        yield Span(match.start(), match.end())


@cache
def stem(word: str) -> str:
    """Return a word without the endings of English verbs and nouns.

    Rough on purpose, after step 1 of Porter 1980: it serves to compare words of two texts, and
    both are cut alike.

    Examples
    --------
    >>> [stem(word) for word in ("parties", "withdrawing", "Pledged", "halts", "troops’")]
    ['party', 'withdraw', 'pledg', 'halt', 'troop']
    """
    low = re.sub(r"['’](?:s)?$", "", word.casefold())
    low = _IRREGULAR.get(low, low)
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", "")):
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not low.endswith("ss"):
            low = low[: -len(ending)] + instead
            break
    if len(low) > 3 and low[-1] == low[-2] and low[-1] not in "lsz":
        low = low[:-1]
    return low[:-1] if len(low) > 4 and low.endswith("e") else low


@cache
def _phrases() -> Mapping[tuple[str, ...], tuple[str, int]]:
    found = {}
    for scale, levels in _SCALES.items():
        for level, entries in enumerate(levels):
            for phrase in entries.split(", "):
                found[tuple(stem(word) for word in phrase.split())] = scale, level
    return found


def steps(text: str, span: Span) -> tuple[Step, ...]:
    """Return the words of a span that stand on a scale, longest phrases first where they overlap.

    Examples
    --------
    >>> text = "It may partially withdraw."
    >>> [(step.scale, step.level) for step in steps(text, Span(0, len(text)))]
    [('certainty', 0), ('amount', 0), ('leaving', 1)]
    """
    phrases = _phrases()
    longest = max(map(len, phrases))
    places = [*words(text, span)]
    stems = [stem(place.of(text)) for place in places]
    found, at = [], 0
    while at < len(places):
        for size in range(min(longest, len(places) - at), 0, -1):
            known = phrases.get(tuple(stems[at : at + size]))
            # The month is no modal, nor is a leader's last will.
            if known is None or _name(text, places[at]):
                continue
            found.append(Step(*known, Span(places[at].start, places[at + size - 1].end)))
            at += size - 1
            break
        at += 1
    return tuple(found)


def _name(text: str, place: Span) -> bool:
    word = place.of(text)
    if word in ("May", "Will"):
        return re.match(r"\s+\d", text[place.end :]) is not None or (
            re.search(r"(?:^|[.!?”\"]\s*)$", text[: place.start]) is None
        )
    return False
