"""The brief as PDF: the printed page, tagged for screen readers, with bookmarks and page numbers.

WeasyPrint lays out the same HTML as a browser prints.  What it does not do by itself:

- style sheets of a page do not reach into its drawings, so each drawing gets the rules that its
  classes need, with every variable set to its value on paper;
- the signs beside names, which say nothing that the words do not, would be figures without a
  description, so they become backgrounds, which are no content (ISO 14289-1:2014, 7.1 and 7.3);
- it sets the text of drawings letter by letter, which ruins scripts whose letters join, stack or
  run from right to left; a figure with such text stands as its table;
- what is hidden on paper costs as much time as what is seen, so it is left out; and so does looking
  for a break at every letter of a table, so only long words may break anywhere.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import html
import io
import re
import unicodedata
from typing import Any

from goodoffices.brief._document import Document
from goodoffices.brief._html import as_html
from goodoffices.brief._style import paper_rules, style
from goodoffices.case import OutputError

__all__ = ["as_pdf", "pdf_library"]

# These read our own page, in which all text of a case is escaped: no tag in it is another's.
_HIDDEN = re.compile(
    r'<details>.*?</details>|<svg(?=[^>]* class="[^"]*\bnarrow\b)[^>]*>.*?</svg>'
    r'|<meta name="(?:viewport|color-scheme)"[^>]*>|<meta http-equiv[^>]*>',
    re.DOTALL,
)
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_DRAWN = re.compile(r'(?:<ul class="legend">|<div class="panels">).*?(?=<details>)', re.DOTALL)
_FOLDED = re.compile(r"<details><summary>.*?</summary>(.*?)</details>", re.DOTALL)
_SET = re.compile(r"<text\b[^>]*>([^<]*)</text>")
_PLACE = re.compile(r'\bid="([^"]*)"')
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_DRAWING = re.compile(r"(<svg\b[^>]*>)(.*?)</svg>", re.DOTALL)
_LEGEND = re.compile(r'<ul class="legend">.*?</ul>', re.DOTALL)
_CLASSES = re.compile(r'class="([^"]*)"')
_TEXT = re.compile(
    r"(<style>.*?</style>|<svg\b.*?</svg>|<title>.*?</title>|<[^>]*>)|([^<]+)", re.DOTALL
)
_LONG = re.compile(r"[^\s<]{25,}")
_STEP = 10
"""Letters of a long word between places where it may break: fewer than a narrow column takes."""
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_DATA = re.compile(r"data:image/svg\+xml;base64,[A-Za-z0-9+/=]*", re.ASCII)

_ON_PAPER = """
.marking{display:none}
body{overflow-wrap:break-word}
.long{overflow-wrap:anywhere}
.drawn{display:inline-block;vertical-align:-.12em;
background-repeat:no-repeat;background-size:100% 100%}
.panels:has(.wide){display:block}
.legend,.legend li{display:block}
.legend li{display:inline-block;margin:1.5pt 14pt 1.5pt 0}
"""


def as_pdf(document: Document) -> bytes:
    """Return the document as PDF/UA-1: tagged, with a title, a language, bookmarks and links.

    The same document gives the same bytes with the same WeasyPrint and the same fonts.

    Raises
    ------
    OutputError
        If WeasyPrint, or the library Pango that it needs, is not installed.
    """
    weasyprint = pdf_library()
    page = weasyprint.HTML(string=_page(document), url_fetcher=_only_data(weasyprint))
    made: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return made


def pdf_library() -> Any:
    """Return WeasyPrint.

    Raises
    ------
    OutputError
        If it, or the library Pango that it needs, is not installed.
    """
    printed = io.StringIO()
    try:
        # Where Pango is missing it prints advice to standard output before it raises.
        with contextlib.redirect_stdout(printed):
            import weasyprint
    except ImportError as error:
        raise OutputError(
            f"a PDF needs {error.name or 'WeasyPrint'}; install goodoffices[pdf]"
        ) from None
    except OSError:
        raise OutputError(
            "a PDF needs the library Pango, which was not found (on Debian: apt-get install "
            "libpango-1.0-0 libpangoft2-1.0-0); HTML prints from any browser without it"
        ) from None
    return weasyprint


@functools.cache
def _only_data(weasyprint: Any) -> Any:
    """Return what fetches for WeasyPrint: drawings that the page carries itself, and no more."""

    class OnlyData(weasyprint.URLFetcher):  # type: ignore[misc]  # untyped
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not _DATA.fullmatch(url):
                raise ValueError(f"a brief carries all that it shows; not fetched: {url[:80]}")
            return super().fetch(url, headers)

    return OnlyData(allowed_protocols=("data",), allow_redirects=False)


def _page(document: Document) -> str:
    page = _FIGURE.sub(_figure, as_html(document))
    page = _HIDDEN.sub("", page)
    page = _TEXT.sub(_breakable, page)
    page = _STYLE.sub(lambda found: found[0].replace("</style>", f"{_ON_PAPER}</style>"), page, 1)
    page = _LEGEND.sub(lambda found: _DRAWING.sub(_mark, found[0]), page)
    return _DRAWING.sub(_drawing, page)


def _figure(found: re.Match[str]) -> str:
    """Return a figure; its table in place of drawings that would be set wrongly."""
    figure = found[0]
    if not any(_is_shaped(html.unescape(text)) for text in _SET.findall(figure)):
        return figure
    drawn = _DRAWN.search(figure)
    places = "".join(
        f'<span id="{name}"></span>' for name in _PLACE.findall(drawn[0] if drawn else "")
    )
    return _FOLDED.sub(lambda part: places + part[1], _DRAWN.sub("", figure))


def _is_shaped(text: str) -> bool:
    """Tell whether letters of a text must be set together: right to left, or with marks on them."""
    return any(
        unicodedata.bidirectional(char) in {"R", "AL"} or unicodedata.category(char) in {"Mn", "Mc"}
        for char in unicodedata.normalize("NFC", text)
    )


def _breakable(found: re.Match[str]) -> str:
    return found[1] or _LONG.sub(_broken, found[2])


def _broken(found: re.Match[str]) -> str:
    """Return a long word that can be broken; an address without anything put into it."""
    if "://" in found[0]:
        return f'<span class="long">{found[0]}</span>'
    # Breaking anywhere is no help where a quotation mark clings to the word.
    word = html.unescape(found[0])
    parts = (word[k : k + _STEP] for k in range(0, len(word), _STEP))
    return "<wbr>".join(map(html.escape, parts))


def _mark(found: re.Match[str]) -> str:
    return _styled(found, legend=True)


def _drawing(found: re.Match[str]) -> str:
    return _styled(found, legend=False)


def _styled(found: re.Match[str], *, legend: bool) -> str:
    opened, drawn = found.groups()
    names = frozenset(name for each in _CLASSES.findall(found[0]) for name in each.split())
    rules = _rules(names, legend=legend)
    if "aria-hidden" not in opened:
        return f"{opened}<style>{rules}</style>{drawn}</svg>"
    opened = opened.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    whole = f"{opened}<style>{rules}</style>{drawn}</svg>"
    size = _SIZE.search(opened)
    width, height = size.groups() if size else ("14", "14")
    data = base64.b64encode(whole.encode()).decode()
    return (
        f'<span class="drawn" style="width:{width}px;height:{height}px;'
        f'background-image:url(data:image/svg+xml;base64,{data})"></span>'
    )


@functools.cache
def _rules(names: frozenset[str], *, legend: bool) -> str:
    """Return the rules of the style sheet that can match elements of these classes."""
    chosen = (rule for needed, rule in paper_rules(style(), legend=legend) if needed <= names)
    return "".join(chosen)
