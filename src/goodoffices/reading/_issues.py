"""Areas of the taxonomy that words point to; every label shows the words that triggered it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from goodoffices.case.plain import read_plain
from goodoffices.reading._types import IssueLabel, Span

__all__ = ["find_issues"]

_HEAD = 3
"""Letters of its first word by which a term is looked up."""

_WORD = re.compile(r"(?<![\w-])\w+")


def find_issues(text: str, spans: tuple[Span, ...]) -> tuple[IssueLabel, ...]:
    """Return the areas that words inside some spans point to, in the order of the taxonomy.

    Where a longer term of another area holds a shorter one, the longer counts alone: a "withdrawal
    of troops" is no "withdrawal".  Words on the talks themselves count only where nothing else
    does, since nearly every sentence has some.
    """
    triggers, order = _triggers()
    found: dict[str, list[Span]] = {}
    for span in spans:
        at = span.start
        while (word := _WORD.search(text, at, span.end)) is not None:
            at = word.end()
            pattern = triggers.get(_head(word[0]))
            match = pattern.match(text, word.start(), span.end) if pattern else None
            if match is not None:
                area = order[int((match.lastgroup or "t0")[1:])]
                found.setdefault(area, []).append(Span(*match.span()))
                at = match.end()
    if len(found) > 1:
        found.pop("process_format", None)
    listed = list(dict.fromkeys(order))
    return tuple(IssueLabel(area, tuple(found[area])) for area in sorted(found, key=listed.index))


def _head(term: str) -> str:
    # "in parallel" is looked up at the word "in", which is shorter.
    first = _WORD.match(term)
    return (first[0] if first else term)[:_HEAD].lower()


@cache
def _triggers() -> tuple[dict[str, re.Pattern[str]], tuple[str, ...]]:
    """Return patterns by the first letters of their terms, and the areas that their groups name.

    One pattern of all terms is tried at every word; by first letters most words cost a look-up.
    """
    path = Path(__file__).with_name("issues.yaml")
    plain = read_plain(path, path.name)
    listed = plain["areas"] if isinstance(plain, dict) else {}
    if not isinstance(listed, dict):
        raise TypeError("issues.yaml: expected areas with lists of words")
    order = tuple(listed)
    by_head: dict[str, list[tuple[str, int]]] = {}
    for number, (area, entries) in enumerate(listed.items()):
        if not isinstance(entries, tuple):
            raise TypeError(f"issues.yaml: {area}: expected a list")
        for entry in entries:
            term = str(entry)
            by_head.setdefault(_head(term), []).append((term, number))
    return {head: _pattern(terms) for head, terms in by_head.items()}, order


def _pattern(terms: list[tuple[str, int]]) -> re.Pattern[str]:
    by_area: dict[int, list[str]] = {}
    # Longer terms come first, so that an alternation takes the longest.
    longest: dict[int, int] = {}
    for term, area in sorted(terms, key=lambda item: -len(item[0])):
        body = re.escape(term.removesuffix("*")).replace(r"\ ", r"[\s-]+").replace("'", "['’]")
        tail = r"\w*" if term.endswith("*") else ""
        exact = f"{body}{tail}(?!\\w)"
        by_area.setdefault(area, []).append(exact if term.isupper() else f"(?i:{exact})")
        longest.setdefault(area, len(term))
    groups = (
        f"(?P<t{area}>{'|'.join(by_area[area])})"
        for area in sorted(by_area, key=lambda each: -longest[each])
    )
    return re.compile("|".join(groups))
