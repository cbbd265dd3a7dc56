"""A page of HTML that is one file: no script, no network, whatever is written in it."""

from __future__ import annotations

from markupsafe import Markup

from goodoffices.brief._svg import element

__all__ = ["page"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser lets the page do: nothing but its own style sheet."""


def page(title: str, style: Markup, body: Markup, *properties: Markup) -> str:
    """Return a whole page.

    Parameters
    ----------
    title
        What stands on the browser's tab.
    style
        The style sheet, which is trusted and so not escaped.
    body
        The element ``body``.
    properties
        Further elements of the head: who made the file, and when.
    """
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="color-scheme", content="light dark"),
        *properties,
        element("title", title),
        element("style", style),
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"
