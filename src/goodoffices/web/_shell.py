"""Pages that need nothing computed: the list of cases, and what is said when something is wrong.

They are kept apart from those that show what the brief shows, whose libraries take longer to load
than a first page may take to be there.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from goodoffices import __version__
from goodoffices.web._language import LANGUAGES, Language, language_of

__all__ = ["address", "bare_environment", "bare_page", "response"]

_TEMPLATES = Path(__file__).parent / "templates"


def bare_page(
    request: Request, template: str, /, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """Return a page, or a part of one, in whose template no number of the brief stands."""
    return response(request, _kept(language_of(request)), template, status, values)


def response(
    request: Request, environment: Environment, template: str, status: int, values: dict[str, Any]
) -> HTMLResponse:
    """Return what a template makes.

    Everything that is put into it is escaped unless it is markup already.
    """
    made = environment.get_template(template).render(
        request=request, language=language_of(request), languages=LANGUAGES.values(),
        version=__version__, **values,
    )  # fmt: skip
    return HTMLResponse(made, status, headers={"Vary": "Cookie, Accept-Language"})


def address(*parts: str) -> str:
    """Return a path on this server of parts that may hold anything.

    Examples
    --------
    >>> address("case", "a/b c", "draft")
    '/case/a%2Fb%20c/draft'
    """
    return "/" + "/".join(quote(part, safe="") for part in parts)


def bare_environment(language: Language) -> Environment:
    """Return what makes pages in a language."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(  # type: ignore[attr-defined]  # the extension's
        language.messages(), newstyle=True
    )
    environment.globals["address"] = address
    return environment


@cache
def _kept(language: Language) -> Environment:
    return bare_environment(language)
