"""Marking of disputed names wherever they stand in a document."""

from __future__ import annotations

import dataclasses
import re

from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    Disputed,
    Figure,
    Given,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
    Trace,
)

__all__ = ["DISPUTED", "mark_terms"]

DISPUTED = "disputed"
"""Anchor of the section that explains the names, where marks would lead to themselves."""


def mark_terms(section: Section, terms: tuple[str, ...]) -> Section:
    """Return the section with every occurrence of a disputed name marked.

    Longer names are sought first, so that a name within a name is marked once.
    """
    ranked = sorted(enumerate(terms, 1), key=lambda pair: (-len(pair[1]), pair[0]))
    if not ranked:
        return section
    pattern = "|".join(f"(?P<t{number}>{re.escape(term)})" for number, term in ranked)
    return _Marker(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)).section(section)


@dataclasses.dataclass(frozen=True, slots=True)
class _Marker:
    pattern: re.Pattern[str]

    def section(self, it: Section) -> Section:
        if it.anchor == DISPUTED:
            return it
        return Section(
            it.anchor,
            self.run(it.title),
            tuple(self.block(block) for block in it.blocks),
            tuple(self.section(part) for part in it.sections),
        )

    def block(self, it: Block) -> Block:
        match it:
            case Paragraph():
                return dataclasses.replace(it, content=self.run(it.content))
            case Bullets():
                items = tuple(
                    dataclasses.replace(item, content=self.run(item.content)) for item in it.items
                )
                return dataclasses.replace(it, items=items)
            case Table():
                return self.table(it)
            case Figure():
                return dataclasses.replace(
                    it, caption=self.run(it.caption), data=self.table(it.data)
                )

    def table(self, it: Table) -> Table:
        return dataclasses.replace(
            it,
            caption=self.run(it.caption),
            columns=tuple(
                dataclasses.replace(column, head=self.run(column.head)) for column in it.columns
            ),
            rows=tuple(
                dataclasses.replace(
                    row, cells=tuple(Cell(tuple(map(self.run, cell.lines))) for cell in row.cells)
                )
                for row in it.rows
            ),
        )

    def run(self, content: Inlines) -> Inlines:
        return tuple(part for whole in content for part in self.inline(whole))

    def inline(self, it: Inline) -> Inlines:
        match it:
            case Text() | Given():
                return self.split(it)
            case Strong(content):
                return (Strong(self.run(content)),)
            case Trace(content, to):
                return (Trace(self.run(content), to),)
            case Link(content, to, name):
                return (Link(self.run(content), to, name),)
            case _:
                return (it,)

    def split(self, it: Text | Given) -> Inlines:
        parts: list[Inline] = []
        end = 0
        for match in self.pattern.finditer(it.text):
            if match.start() > end:
                parts.append(dataclasses.replace(it, text=it.text[end : match.start()]))
            number = int((match.lastgroup or "t0")[1:])
            parts.append(Disputed(match.group(), number))
            end = match.end()
        if end < len(it.text) or not parts:
            parts.append(dataclasses.replace(it, text=it.text[end:]))
        return tuple(parts)
