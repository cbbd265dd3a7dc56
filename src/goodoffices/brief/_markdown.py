"""The brief as Markdown (CommonMark with tables), for those who edit it further."""

from __future__ import annotations

import re

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
    Link,
    Mark,
    Paragraph,
    PartySign,
    Section,
    Strong,
    Table,
    Text,
    Trace,
    plain,
)

__all__ = ["as_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LEADING = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def as_markdown(document: Document) -> str:
    """Return the document as Markdown; figures stand as their tables."""
    marking = [f"**{_escape(document.marking)}**"] if document.marking else []
    note = [_run(document.note)] if document.note else []
    parts = [*marking, f"# {_escape(document.title)}", _run(document.dateline), *note]
    for section in document.sections:
        parts += _section(section, 2)
    return "\n\n".join([*parts, *marking]) + "\n"


def _section(section: Section, level: int) -> list[str]:
    number = f"{section.number}. " if section.number else ""
    parts = [f"{'#' * level} {number}{_run(section.title)}"]
    for block in section.blocks:
        parts += _block(block)
    for part in section.sections:
        parts += _section(part, level + 1)
    return parts


def _block(block: Block) -> list[str]:
    match block:
        case Paragraph(content):
            return [_LEADING.sub(r"\1\\\2", _run(content))]
        case Bullets(items, ordered):
            lines = [
                f"{f'{k}.' if ordered else '-'} {_run(item.content)}"
                for k, item in enumerate(items, 1)
            ]
            return ["\n".join(lines)]
        case Table():
            return _table(block)
        case Figure():
            return [_run(block.caption), *_table(block.data)]


def _table(table: Table) -> list[str]:
    heads = [_run(column.head) or " " for column in table.columns]
    rules = ["---:" if column.numeric else "---" for column in table.columns]
    rows = [[_cell(cell) for cell in row.cells] for row in table.rows]
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, rules, *rows)]
    return [f"**{_run(table.caption)}**", "\n".join(lines)]


def _cell(cell: Cell) -> str:
    return "<br>".join(_run(line) for line in cell.lines if line) or " "


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _run(content: Inlines) -> str:
    return "".join(map(_inline, content))


def _inline(part: Inline) -> str:
    match part:
        case Text(text) | Given(text):
            return _escape(text)
        case Strong(content):
            return f"**{_run(content)}**"
        case Link(content, _, name):
            return f"*{_run(content)}*" if name else _run(content)
        case Trace(content, _):
            return _run(content)
        case ClaimRef():
            return _escape(plain((part,)))
        case Mark(kind):
            return f" *({kind})*"
        case PartySign():
            return ""
        case Disputed(text, _):
            return f"{_escape(text)}†"
