"""Walks through the tree of a document."""

from __future__ import annotations

from goodoffices.brief._document import (
    Bullets,
    Figure,
    Link,
    Paragraph,
    Strong,
    Table,
    Trace,
)


def runs(section):
    """Yield every run of inline parts of a section."""
    yield section.title
    for block in section.blocks:
        match block:
            case Paragraph(content):
                yield content
            case Bullets(items):
                yield from (item.content for item in items)
            case Table():
                yield from cells(block)
            case Figure():
                yield block.caption
                yield from cells(block.data)
    for part in section.sections:
        yield from runs(part)


def cells(table):
    yield table.caption
    yield from (column.head for column in table.columns)
    yield from (line for row in table.rows for cell in row.cells for line in cell.lines)


def parts(content):
    for part in content:
        yield part
        if isinstance(part, Strong | Trace | Link):
            yield from parts(part.content)


def anchors(section):
    yield section.anchor
    for block in section.blocks:
        match block:
            case Bullets(items):
                yield from (item.anchor for item in items if item.anchor)
            case Table():
                yield block.anchor
                yield from (row.anchor for row in block.rows if row.anchor)
            case Figure():
                yield block.anchor
                yield block.data.anchor
                if hasattr(block.chart, "scales"):
                    yield from (scale.anchor for scale in block.chart.scales)
    for part in section.sections:
        yield from anchors(part)


def whole(document):
    return [part for section in document.sections for run in runs(section) for part in parts(run)]


def sections_of(section):
    yield section
    for part in section.sections:
        yield from sections_of(part)
