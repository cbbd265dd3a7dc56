"""The brief as a tree of immutable parts, which every renderer reads and none changes.

::

    Document
      Section (sections nest)
        Paragraph | Bullets | Table | Figure
          Text | Given | Strong | Trace | Link | ClaimRef | Mark | PartySign | Disputed

Inline parts keep their traces: a number knows the computation it comes from (`Trace`), a fact
its claims (`ClaimRef`), an assumption says that it is one (`Mark`).  In an excerpt a trace, link,
claim or disputed name may have lost its place: it then has no anchor, id or number, and leads
nowhere.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from goodoffices.brief._charts import Chart

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "ClaimRef",
    "Column",
    "Disputed",
    "Document",
    "Figure",
    "Given",
    "Inline",
    "Inlines",
    "Item",
    "Link",
    "Mark",
    "MarkKind",
    "Paragraph",
    "PartySign",
    "Row",
    "Section",
    "Strong",
    "Table",
    "Text",
    "Trace",
    "inlines",
    "plain",
]

MarkKind = Literal["assumption", "contested", "judgement", "separate track", "missing"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the program's own."""

    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """Words of the case: of unknown script and direction, and never to be trusted.

    `proper` tells ids, titles of sources and names of parties, people and bodies, which stand as
    they are: no disputed name is marked within them.
    """

    text: str
    proper: bool = False


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the sentence."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Trace:
    """A computed number, with the id of its entry in "How this was made"."""

    content: Inlines
    to: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another place of the document, by its anchor.

    `name` says that they are the name of a thing, which a sentence must set apart: "Land and
    Water" and "Trade" are two issues, not three.
    """

    content: Inlines
    to: str
    name: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """The claims a fact rests on: pairs of number in the ledger and id, and how many `more`."""

    claims: tuple[tuple[int, str], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A short label beside what it qualifies."""

    kind: MarkKind


@dataclass(frozen=True, slots=True)
class PartySign:
    """The shape and colour that stand for a party, beside its name and never instead of it."""

    index: int


@dataclass(frozen=True, slots=True)
class Disputed:
    """A name over which the parties differ, with its place in the list of such names."""

    text: str
    number: int


Inline = Text | Given | Strong | Trace | Link | ClaimRef | Mark | PartySign | Disputed
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `role` sets it apart: the lead of a section, or a small note."""

    content: Inlines
    role: Literal["text", "lead", "note"] = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list, which links can lead to by `anchor`."""

    content: Inlines
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `role` tells the five sentences of the bottom line from the rest."""

    items: tuple[Item, ...]
    ordered: bool = False
    role: Literal["text", "bottom-line"] = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    head: Inlines
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: one or more lines."""

    lines: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose first cell is its header."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption."""

    anchor: str
    caption: Inlines
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, what it shows in words, and the same data as a table."""

    anchor: str
    caption: Inlines
    chart: Chart
    data: Table


Block = Paragraph | Bullets | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief under a heading; one of its sections has a number, the same in all."""

    anchor: str
    title: Inlines
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """The brief.

    Parameters
    ----------
    case, title
        Id and title of the case.
    as_of
        The day on which the case was known so.
    dateline
        What the brief knows, as of when.
    sections
        Its parts.
    provenance
        Version, seed, draws and hash: what another run needs to make the same bytes.
    marking
        A line for the head and the foot of each page, such as "internal"; "" for none.
    note
        That it is an excerpt, and of what; nothing for the whole brief.
    """

    case: str
    title: str
    as_of: dt.date
    dateline: Inlines
    sections: tuple[Section, ...]
    provenance: tuple[tuple[str, str], ...]
    marking: str = ""
    note: Inlines = ()


def inlines(*parts: str | Inline | Inlines) -> Inlines:
    """Return one run of inline parts; plain strings are the program's own words."""
    run: list[Inline] = []
    for part in parts:
        if isinstance(part, str):
            if part:
                run.append(Text(part))
        elif isinstance(part, tuple):
            run.extend(part)
        else:
            run.append(part)
    return tuple(run)


def plain(content: Inlines) -> str:
    """Return inline parts as plain text, claims as ``[3, 4]`` and marks in brackets."""
    return "".join(_plain(part) for part in content)


def _plain(part: Inline) -> str:
    match part:
        case Text(text) | Given(text):
            return text
        case Disputed(text, _):
            return f"{text}†"
        case Link(content, _, name):
            return f"‘{plain(content)}’" if name else plain(content)
        case Strong(content) | Trace(content, _):
            return plain(content)
        case ClaimRef(claims, more):
            rest = f" +{more}" if more else ""
            return f" [{', '.join(str(number) for number, _ in claims)}{rest}]"
        case Mark(kind):
            return f" ({kind})"
        case PartySign():
            return ""
