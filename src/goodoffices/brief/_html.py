"""The brief as one HTML file: no script, no network, readable on a screen, a phone and paper."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from goodoffices import __version__
from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    ClaimRef,
    Disputed,
    Document,
    Figure,
    Given,
    Inline,
    Inlines,
    Item,
    Link,
    Mark,
    Paragraph,
    PartySign,
    Row,
    Section,
    Strong,
    Table,
    Text,
    Trace,
    plain,
)
from goodoffices.brief._figures import parts_of
from goodoffices.brief._figures.shapes import sign
from goodoffices.brief._page import page
from goodoffices.brief._style import page_style, style
from goodoffices.brief._svg import element

__all__ = ["AUTHOR", "as_html", "section_html"]

AUTHOR = f"goodoffices {__version__}"
"""Who made the file, as its properties say: people who hand it over may name themselves."""

_EMPTY = Markup("")
_SCROLLS = 5
"""Columns from which a table may be wider than the page, and so scrolls by itself."""


def as_html(document: Document) -> str:
    """Return the document as a self-contained HTML page."""
    marking = element("p", document.marking, class_="marking") if document.marking else _EMPTY
    body = element(
        "body",
        element("a", "Skip to the brief", class_="skip", href="#main"),
        element(
            "header",
            marking,
            element("p", "Brief", class_="kicker"),
            element("h1", element("bdi", document.title)),
            element("p", _run(document.dateline), class_="dateline"),
            element("p", _run(document.note), class_="dateline") if document.note else _EMPTY,
        ),
        _contents(document),
        element("main", _join(map(section_html, document.sections)), id="main", tabindex="-1"),
        element("footer", element("p", _footer(document)), marking),
    )
    return page(
        f"{document.title} – brief",
        Markup(style() + page_style(document.marking)),
        body,
        element("meta", name="author", content=AUTHOR),
        element("meta", name="dcterms.created", content=document.as_of.isoformat()),
    )


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(parts)


def _contents(document: Document) -> Markup:
    links = [
        element("li", element("a", _titled(part), href=f"#{part.anchor}"))
        for part in document.sections
    ]
    return element("nav", element("ol", *links), aria_label="Contents")


def _titled(section: Section) -> Markup:
    number = (
        element("span", str(section.number), class_="place") + " " if section.number else _EMPTY
    )
    return number + _run(section.title, linked=True)


def _footer(document: Document) -> str:
    return " · ".join(f"{name}: {value}" for name, value in document.provenance)


def section_html(section: Section, level: int = 2) -> Markup:
    """Return a section and those within it, its heading at `level`."""
    heading = element(f"h{level}", _titled(section))
    blocks = [_block(block, level) for block in section.blocks]
    parts = [section_html(part, level + 1) for part in section.sections]
    return element("section", _join([heading, *blocks, *parts]), id=section.anchor)


def _block(block: Block, level: int) -> Markup:
    match block:
        case Paragraph(content, role):
            return element("p", _run(content), class_=None if role == "text" else role)
        case Bullets(items, ordered, role):
            return element(
                "ol" if ordered else "ul",
                *map(_item, items),
                class_=None if role == "text" else role,
            )
        case Table():
            return _table(block)
        case Figure():
            return _figure(block, level)


def _item(item: Item) -> Markup:
    return element("li", _run(item.content), id=item.anchor or None)


def _figure(figure: Figure, level: int) -> Markup:
    legend, drawings = parts_of(figure.chart)
    marks = [
        element(
            "li",
            element("svg", drawn, viewBox="0 0 20 16", width="20", height="16", aria_hidden="true"),
            f" {meaning}",
        )
        for drawn, meaning in legend
    ]
    panels = [
        element(
            "div",
            element(f"h{level + 1}", element("bdi", title)) if title else _EMPTY,
            drawn,
            class_="panel",
            id=anchor or None,
        )
        for anchor, title, drawn in drawings
    ]
    return element(
        "figure",
        element("figcaption", _run(figure.caption)),
        element("ul", *marks, class_="legend") if marks else _EMPTY,
        element("div", _join(panels), class_="panels"),
        element("details", element("summary", "The same as a table"), _table(figure.data)),
        id=figure.anchor,
    )


def _table(table: Table) -> Markup:
    caption = f"{table.anchor}-caption"
    heads = [
        element(
            "th", _run(column.head), scope="col", role="columnheader",
            class_="number" if column.numeric else None,
        )
        for column in table.columns
    ]  # fmt: skip
    labels = [plain(column.head) for column in table.columns]
    numeric = [column.numeric for column in table.columns]
    rows = [_row(row, labels, numeric) for row in table.rows]
    whole = element(
        "table",
        # Checkers take a link in a caption for a stray child of the table.
        element("caption", _run(table.caption, linked=True), id=caption),
        element("thead", element("tr", *heads, role="row"), role="rowgroup"),
        element("tbody", _join(rows), role="rowgroup"),
        id=table.anchor,
        role="table",
    )
    if len(table.columns) < _SCROLLS:
        return whole
    return element(
        "div", whole, class_="scroll", role="region", tabindex="0", aria_labelledby=caption
    )


def _row(row: Row, labels: list[str], numeric: list[bool]) -> Markup:
    first, *rest = row.cells
    cells = [element("th", _lines(first), scope="row", role="rowheader")]
    for cell, label, number in zip(rest, labels[1:], numeric[1:], strict=True):
        kind = "number" if number else None
        cells.append(element("td", _lines(cell), role="cell", data_label=label, class_=kind))
    return element("tr", *cells, role="row", id=row.anchor or None)


def _lines(cell: Cell) -> Markup:
    return _join(element("div", _run(line)) for line in cell.lines if line)


def _run(content: Inlines, *, linked: bool = False) -> Markup:
    return _EMPTY.join(_inline(part, linked) for part in content)


def _inline(part: Inline, linked: bool) -> Markup:
    """Return an inline part; within a link (`linked`) nothing else can be one.

    What leads to a place that an excerpt leaves out has no address, and is no link.
    """
    match part:
        case Text(text):
            return Markup("") + text
        case Given(text):
            return element("bdi", text)
        case Strong(content):
            return element("strong", _run(content, linked=linked))
        case Trace(content, to):
            if linked or not to:
                return _run(content, linked=linked)
            return element("a", _run(content, linked=True), href=f"#{to}", class_="trace")
        case Link(content, to, name):
            kind = "name" if name else None
            if linked or not to:
                inner = _run(content, linked=linked)
                return element("span", inner, class_=kind) if name and not linked else inner
            return element("a", _run(content, linked=True), href=f"#{to}", class_=kind)
        case ClaimRef(claims, more):
            return _claims(claims, more, linked)
        case Mark(kind):
            return Markup(" ") + element("span", kind, class_="mark")
        case PartySign(index):
            drawn = sign(index, 7, 7, 5, filled=True)
            return (
                element("svg", drawn, viewBox="0 0 14 14", width="14", height="14",
                        class_="sign", aria_hidden="true")
                + Markup(" ")
            )  # fmt: skip
        case Disputed(text, number):
            dagger = element("sup", "†")
            if number and not linked:
                link = element("a", "†", href=f"#term-{number}", aria_label="disputed name")
                dagger = element("sup", link)
            return element("span", element("bdi", text), dagger, class_="disputed")


def _claims(claims: tuple[tuple[int, str], ...], more: int, linked: bool) -> Markup:
    numbers = [
        escape(number)
        if linked or not key
        else element("a", str(number), href=f"#claim-{key}", title=f"claim {key}")
        for number, key in claims
    ]
    rest = f" +{more}" if more else ""
    return Markup(" ") + element("span", "[", Markup(", ").join(numbers), rest, "]", class_="refs")
