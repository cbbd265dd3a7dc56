"""Marking of disputed names in a document.

A name is marked where a section (each part under a heading of its own) first uses it in a
paragraph, a list or the cells of a table: once is enough to tell the reader, and a mark on each
occurrence would hide the words.  The rules are those of the reader's eye rather than of grammar:

- headings, captions, heads of columns and figures, with the tables behind them, are not marked;
- ids, titles and outlets of sources, and names of parties, people and bodies are not marked
  (`Given.proper`), since they are not this brief's choice of words;
- only whole words count, and a part of a hyphenated word ("pre-war") is not one;
- case does not matter, except that a name the case file writes with a small letter is sought with
  a capital only where a text or sentence begins: "War" within "Institute for the Study of War" is a
  part of another name.

Nothing else is guessed.  A word that is disputed in one use only has to be listed as that use: "the
war", which leaves "prisoners of war" alone, rather than "war".
"""

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

_BEGINNING = re.compile(r"(?:^|[.!?:;–—])[\s\"'“‘«(]*$")
"""What stands before the first word of a text or sentence."""


def mark_terms(section: Section, terms: tuple[str, ...]) -> Section:
    """Return the section with the first use of each disputed name in each of its parts marked.

    Longer names are sought first, so that a name within a name is marked once.
    """
    ranked = sorted(enumerate(terms, 1), key=lambda pair: (-len(pair[1]), pair[0]))
    if not ranked or section.anchor == DISPUTED:
        return section
    pattern = "|".join(f"(?P<t{number}>{re.escape(term)})" for number, term in ranked)
    marker = _Marker(re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), terms)
    return dataclasses.replace(
        section,
        blocks=tuple(marker.block(block) for block in section.blocks),
        sections=tuple(mark_terms(part, terms) for part in section.sections),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Marker:
    """Marks the names of one section; `seen` holds the numbers of those it has marked."""

    pattern: re.Pattern[str]
    terms: tuple[str, ...]
    seen: set[int] = dataclasses.field(default_factory=set)

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
                rows = tuple(
                    dataclasses.replace(
                        row,
                        cells=tuple(Cell(tuple(map(self.run, cell.lines))) for cell in row.cells),
                    )
                    for row in it.rows
                )
                return dataclasses.replace(it, rows=rows)
            case Figure():
                return it

    def run(self, content: Inlines) -> Inlines:
        return tuple(part for whole in content for part in self.inline(whole))

    def inline(self, it: Inline) -> Inlines:
        match it:
            case Given(proper=True):
                return (it,)
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
            number = int((match.lastgroup or "t0")[1:])
            if number in self.seen or self.of_another_name(match, number):
                continue
            self.seen.add(number)
            if match.start() > end:
                parts.append(dataclasses.replace(it, text=it.text[end : match.start()]))
            parts.append(Disputed(match.group(), number))
            end = match.end()
        if end < len(it.text) or not parts:
            parts.append(dataclasses.replace(it, text=it.text[end:]))
        return tuple(parts)

    def of_another_name(self, match: re.Match[str], number: int) -> bool:
        """Return whether a capital within a sentence tells that this is part of another name."""
        if not (self.terms[number - 1][0].islower() and match.group()[0].isupper()):
            return False
        return _BEGINNING.search(match.string[: match.start()]) is None
