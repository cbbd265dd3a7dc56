"""Sections of the brief as plain text for a terminal, in the words of the page."""

from __future__ import annotations

import textwrap

from goodoffices.brief._document import (
    Block,
    Bullets,
    Figure,
    Paragraph,
    Section,
    Table,
    plain,
)

__all__ = ["as_text"]


def as_text(sections: tuple[Section, ...], *, width: int = 88) -> str:
    """Return sections as text of at most `width` columns; figures stand as their tables."""
    parts: list[str] = []
    for section in sections:
        parts += _section(section, width)
    return "\n\n".join(parts)


def _section(section: Section, width: int) -> list[str]:
    title = plain(section.title)
    parts = [f"{title}\n{'=' * len(title)}"]
    for block in section.blocks:
        parts += _block(block, width)
    for part in section.sections:
        parts += _section(part, width)
    return parts


def _block(block: Block, width: int) -> list[str]:
    match block:
        case Paragraph(content):
            return [_fill(plain(content), width)]
        case Bullets(items, ordered):
            marks = [f"{k}. " if ordered else "- " for k in range(1, len(items) + 1)]
            return [
                _fill(plain(item.content), width, mark)
                for mark, item in zip(marks, items, strict=True)
            ]
        case Table():
            return [_table(block, width)]
        case Figure():
            return [_fill(plain(block.caption), width), _table(block.data, width)]


def _fill(text: str, width: int, mark: str = "") -> str:
    return textwrap.fill(
        text, width, initial_indent=mark, subsequent_indent=" " * len(mark),
        break_on_hyphens=False,
    )  # fmt: skip


def _table(table: Table, width: int) -> str:
    """Return a table as records, since its cells are sentences that no column would hold."""
    heads = [plain(column.head) for column in table.columns]
    lines = [_fill(plain(table.caption), width)]
    for row in table.rows:
        cells = ["; ".join(plain(line) for line in cell.lines if line) for cell in row.cells]
        lines.append(_fill(cells[0], width, "  "))
        lines += [
            _fill(f"{head}: {cell}", width, "      ")
            for head, cell in zip(heads[1:], cells[1:], strict=True)
        ]
    return "\n".join(lines)
