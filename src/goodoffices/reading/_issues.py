"""Areas of the taxonomy that words point to; every label shows the words that triggered it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from goodoffices.case.plain import read_plain
from goodoffices.reading._types import IssueLabel, Span

__all__ = ["find_issues"]


def find_issues(text: str, spans: tuple[Span, ...]) -> tuple[IssueLabel, ...]:
    """Return the areas that words inside some spans point to, in the order of the taxonomy.

    Where a longer term of another area holds a shorter one, the longer counts alone: a "withdrawal
    of troops" is no "withdrawal".  Words on the talks themselves count only where nothing else
    does, since nearly every sentence has some.
    """
    pattern, areas = _triggers()
    found: dict[str, list[Span]] = {}
    for span in spans:
        for match in pattern.finditer(text, span.start, span.end):
            area = areas[match.lastgroup or ""]
            found.setdefault(area, []).append(Span(*match.span()))
    if len(found) > 1:
        found.pop("process_format", None)
    order = list(dict.fromkeys(areas.values()))
    return tuple(IssueLabel(area, tuple(found[area])) for area in sorted(found, key=order.index))


@cache
def _triggers() -> tuple[re.Pattern[str], dict[str, str]]:
    path = Path(__file__).with_name("issues.yaml")
    plain = read_plain(path, path.name)
    listed = plain["areas"] if isinstance(plain, dict) else {}
    if not isinstance(listed, dict):
        raise TypeError("issues.yaml: expected areas with lists of words")
    terms: list[tuple[str, str]] = []
    for area, entries in listed.items():
        if not isinstance(entries, tuple):
            raise TypeError(f"issues.yaml: {area}: expected a list")
        terms.extend((str(entry), area) for entry in entries)
    # Longer terms come first, so that an alternation takes the longest.
    terms.sort(key=lambda item: -len(item[0]))
    areas: dict[str, str] = {}
    parts = []
    for number, (term, area) in enumerate(terms):
        name = f"t{number}"
        areas[name] = area
        body = re.escape(term.removesuffix("*")).replace(r"\ ", r"[\s-]+").replace("'", "['’]")
        tail = r"\w*" if term.endswith("*") else ""
        exact = body if term.isupper() else f"(?i:{body})"
        parts.append(f"(?P<{name}>{exact}{tail})")
    # In the order of the file, which is that of the taxonomy.
    order = dict.fromkeys(listed)
    areas = dict(sorted(areas.items(), key=lambda item: list(order).index(item[1])))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w])"), areas
