"""The style sheet of the brief, which the page carries inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

__all__ = ["page_style", "paper_rules", "style"]

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"--([\w-]+):([^;{}]+)")
_USED = re.compile(r"var\(--([\w-]+)\)")
_OF_CLASSES = re.compile(r"(?:\.[a-z][\w-]*)+(?: (?:\.[a-z][\w-]*)+)?")
_CLASS = re.compile(r"\.([a-z][\w-]*)")
_FONT = re.compile(r"font:([\d.]+px) ([^;]+)")
_PAINTS = re.compile(r"(?:^|;)(?:fill|stroke|font|opacity)\b")


@cache
def style() -> str:
    """Return the style sheet."""
    return files("goodoffices.brief").joinpath("brief.css").read_text(encoding="utf-8")


def page_style(marking: str) -> str:
    """Return the rule that prints a marking in the head and the foot of each page, if there is one.

    Every character but letters and digits of ASCII is written as its number, so that no text can
    end the string, the rule or the element around it.
    """
    if not marking:
        return ""
    string = "".join(
        char if char.isascii() and char.isalnum() else f"\\{ord(char):x} " for char in marking
    )
    box = f'{{content:"{string}";font:bold 9pt Arial,"Liberation Sans",sans-serif}}'
    return f"@page{{@top-center{box}@bottom-center{box}}}\n"


def paper_rules(sheet: str, *, legend: bool) -> Iterator[tuple[frozenset[str], str]]:
    """Yield the rules for drawings as they are on paper, each with the classes that it needs.

    For renderers that know neither variables nor the shorthand for fonts. What differs by party is
    given once for each.

    Parameters
    ----------
    sheet
        The style sheet.
    legend
        Whether the drawing stands in a legend, where a sign is no party's.
    """
    light = sheet.partition("@media")[0]
    values = dict(_VARIABLE.findall(light.partition("}")[0]))
    parties = {name: value for name, value in values.items() if re.fullmatch(r"p\d", name)}
    if legend:
        parties["p0"] = values["soft"]
    for selectors, body in _RULE.findall(light):
        if not _PAINTS.search(body) or "paint-order" in body:
            # An outline that is not painted first would cover the letters.
            continue
        plain = _FONT.sub(r"font-size:\1;font-family:\2", body)
        for selector in selectors.strip().split(","):
            if not _OF_CLASSES.fullmatch(selector):
                continue
            needed = frozenset(_CLASS.findall(selector))
            if "var(--c)" not in plain:
                yield needed, f"{selector}{{{_settled(plain, values)}}}"
                continue
            for party, colour in parties.items():
                rule = f".{party}{selector}{{{_settled(plain, {**values, 'c': colour})}}}"
                yield needed | {party}, rule


def _settled(body: str, values: dict[str, str]) -> str:
    return _USED.sub(lambda used: values[used[1]], body)
