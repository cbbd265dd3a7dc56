"""Templates to pages, in the language of whoever asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from goodoffices.brief import (
    MARKS,
    Section,
    bits,
    chance,
    factor,
    figure,
    of_draws,
    percent,
    plain,
    section_html,
    sign,
    signed,
    utility,
)
from goodoffices.web._language import Language, language_of
from goodoffices.web._shell import address, bare_environment, response

__all__ = ["address", "page"]


def page(request: Request, template: str, /, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page, or a part of one, made from a template.

    Everything that is put into it is escaped unless it is markup already.
    """
    return response(request, _environment(language_of(request)), template, status, values)


@cache
def _environment(language: Language) -> Environment:
    environment = bare_environment(language)
    environment.globals["party_sign"] = _party_sign
    environment.filters["plain"] = plain
    # Numbers look as they do in the brief, with no more digits than their error supports.
    numbers: dict[str, Callable[[Any], str]] = {
        "bits": bits, "chance": chance, "factor": factor, "figure": figure, "of_draws": of_draws,
        "percent": percent, "signed": signed, "utility": utility,
    }  # fmt: skip
    environment.filters |= {
        name: number if language.code == "en" else partial(_in_signs, number)
        for name, number in numbers.items()
    }
    environment.globals["MARKS"] = MARKS
    environment.globals["sections_html"] = _sections
    return environment


_SIGNS = {"over a million": ">1,000,000", "under ": "<", "over ": ">", "without bound": "∞"}
"""The words that numbers of the brief may hold, as every language writes them."""


def _in_signs(number: Callable[[Any], str], value: Any) -> str:
    """Return a number without English words, in pieces that keep their order in any language.

    A sign or a percentage would change sides among words that run to the left, in an attribute too,
    which no markup can hold.  A number and its range in brackets follow each other as words do.
    """
    text = number(value)
    for words, mark in _SIGNS.items():
        text = text.replace(words, mark)
    return _PIECE.sub("\u2066\\g<0>\u2069", text)


_PIECE = re.compile(r"[^()\s](?:[^()]*[^()\s])?")


def _party_sign(index: int) -> Markup:
    """Return the shape and colour of a party, beside its name and never instead of it."""
    drawn = sign(index, 8, 8, 6, filled=True)
    return Markup(
        '<svg class="sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{}</svg>'
    ).format(drawn)


_LINK = re.compile(r'href="#([^"]*)"')
_ANCHOR = re.compile(r'\bid="([^"]*)"')


def _sections(sections: Sequence[Section], key: str, level: int = 2) -> Markup:
    """Return sections of the brief of the case `key`, their words English as ever.

    What they link to and do not hold themselves is in the whole brief.
    """
    made = Markup("\n").join(section_html(section, level) for section in sections)
    here = set(_ANCHOR.findall(made))
    whole = escape(address("case", key, "brief"))

    def lead(link: re.Match[str]) -> str:
        return link[0] if link[1] in here else f'href="{whole}#{link[1]}"'

    # What the writer of markup made, it has escaped: no text of a case can look like a link.
    linked = Markup(_LINK.sub(lead, made))  # noqa: S704
    return Markup('<div class="brief" lang="en" dir="ltr">{}</div>').format(linked)
