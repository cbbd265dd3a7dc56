"""Names of other tools as names and ids of a case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["NAME", "TEXT", "clean", "plain", "slugs", "unlike"]

NAME = 200
TEXT = 4000
"""Longest name and longest text of the case format."""

_SLUG = 60
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+"
)


def clean(text: str, most: int = NAME) -> str:
    """Return a text on one line, without characters that hide or disguise, cut where too long."""
    line = " ".join(_HIDDEN.sub(" ", text).split())
    return line if len(line) <= most else line[: most - 3].rstrip() + "..."


def unlike(names: Iterable[str], kind: str) -> list[str]:
    """Return clean names, each unlike those before it; `kind` and a number where one is empty."""
    taken: set[str] = set()
    found = []
    for n, name in enumerate(names, 1):
        plain = clean(name) or f"{kind} {n}"
        found.append(_free(plain, taken, " ({})", NAME))
    return found


def plain(name: str) -> str:
    """Return the name of a scenario without the word that marks its domain file."""
    return name.removesuffix("-domain").removesuffix("_domain") or name


def slugs(names: Iterable[str], kind: str, taken: Iterable[str] = ()) -> list[str]:
    """Return ids made from names, each unlike those before it and those taken.

    Examples
    --------
    >>> slugs(["Size of Fund", "$50 Billion", "-5", "+5", "Ж"], "option")
    ['size-of-fund', '50-billion', 'minus-5', '5', 'option-5']
    """
    used = set(taken)
    found = []
    for n, name in enumerate(names, 1):
        text = re.sub(r"^\s*[-\u2212](?=[\d.])", "minus ", name)
        ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9_]+", "-", ascii_only.lower()).strip("-_")[:_SLUG].rstrip("-_")
        found.append(_free(slug or f"{kind}-{n}", used, "-{}", _SLUG + 10))
    return found


def _free(text: str, taken: set[str], pattern: str, most: int) -> str:
    candidate, n = text, 1
    while candidate in taken:
        n += 1
        suffix = pattern.format(n)
        candidate = text[: most - len(suffix)] + suffix
    taken.add(candidate)
    return candidate
