"""Where each value of a YAML text stands.

Taken from the marks of libyaml's events and tokens, so that quotes, comments and indentation are
understood by the one reader of a case and by nobody else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from goodoffices.case._tree import Key

__all__ = ["LINE_END", "Laid", "layout"]

LINE_END = re.compile(r"\r\n|[\n\r]")


@dataclass(slots=True)
class Laid:
    """Where a value stands in the text; all places count characters from 0.

    Parameters
    ----------
    start, end
        The value, without what follows it on the line.
    column
        Where its first line begins: that of its keys, or of its dashes.
    listed, braced
        Whether it is a list, and whether it is written in brackets or braces.
    head
        Where the value begins with what leads to it: its key, or its dash.
    lead
        Where that ends: after the colon, or the dash.  In brackets it is `start`.
    colon
        Whether the key has a colon; one in braces may be without.
    children
        Values by key or index, in the order of the text.
    commas
        Places of the commas in it, where it is braced.
    key
        Of a mapping that is being read: the key whose value comes next, and where it stands.
    """

    start: int
    end: int
    column: int
    listed: bool = False
    braced: bool = False
    head: int = 0
    lead: int = 0
    colon: bool = True
    children: dict[Key, Laid] = field(default_factory=dict)
    commas: list[int] = field(default_factory=list)
    key: tuple[str, int, int] | None = None

    @property
    def tail(self) -> int:
        """Where the value ends with what leads to it, which for an empty value is all there is."""
        return max(self.end, self.lead)

    def comma_after(self, child: Laid) -> int | None:
        """Return the comma that follows a value in braces; none may follow the last."""
        n = bisect_left(self.commas, child.tail)
        return self.commas[n] if n < len(self.commas) else None


def layout(text: str) -> Laid:
    """Return where each value of a YAML text stands; the text holds one document, not empty."""
    signs = _Signs(text)
    # A list around the document spares asking each time whether there is anything around.
    around = [Laid(0, 0, 0, listed=True, braced=True)]
    for event in _events(text):
        begin, end = event.start_mark.index, event.end_mark.index
        column = event.start_mark.column
        if isinstance(event, yaml.ScalarEvent):
            if event.style in ("|", ">"):
                end = begin + _length_of_block(text[begin:end])
            inside = around[-1]
            if not inside.listed and inside.key is None:
                inside.key = event.value, begin, end
            else:
                _place(Laid(begin, end, column), inside, signs)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            listed = isinstance(event, yaml.SequenceStartEvent)
            around.append(Laid(begin, begin, column, listed, bool(event.flow_style)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            laid = around.pop()
            if laid.braced:
                laid.end = end
                laid.commas = signs.commas_of(laid)
            else:
                laid.end = next(reversed(laid.children.values())).tail
            _place(laid, around[-1], signs)
    return around[0].children[0]


def _events(text: str) -> Iterator[Any]:
    yield from yaml.parse(text, Loader=yaml.CSafeLoader)


def _length_of_block(written: str) -> int:
    """Return how long a block of text is, without the line end that begins the next line.

    The mark of its end lies after the empty lines below it, which are its own only if its header
    says so with a ``+``.
    """
    header = LINE_END.split(written, maxsplit=1)[0].partition("#")[0]
    if "+" not in header:
        return len(written.rstrip())
    ends = list(LINE_END.finditer(written))
    return ends[-1].start() if ends and ends[-1].end() == len(written) else len(written)


class _Signs:
    """Places of the signs between values, which events do not tell."""

    def __init__(self, text: str) -> None:
        self.dashes, self.keys = list[int](), list[int]()
        self.colons, self.commas = list[int](), list[int]()
        kinds = {
            yaml.BlockEntryToken: self.dashes,
            yaml.KeyToken: self.keys,
            yaml.ValueToken: self.colons,
            yaml.FlowEntryToken: self.commas,
        }
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            places = kinds.get(type(token))
            if places is not None:
                places.append(token.start_mark.index)

    def dash_before(self, at: int) -> int:
        return self.dashes[bisect_left(self.dashes, at) - 1]

    def key_from(self, least: int, at: int) -> int:
        """Return where a key begins, which is before its text where it has a question mark."""
        n = bisect_right(self.keys, at) - 1
        return self.keys[n] if n >= 0 and self.keys[n] >= least else at

    def colon_between(self, low: int, high: int) -> int | None:
        n = bisect_left(self.colons, low)
        return self.colons[n] if n < len(self.colons) and self.colons[n] < high else None

    def commas_of(self, laid: Laid) -> list[int]:
        """Return the commas between children, without those within them."""
        low = bisect_left(self.commas, laid.start)
        high = bisect_left(self.commas, laid.end)
        within = [(child.head, child.tail) for child in laid.children.values()]
        starts = [head for head, _ in within]
        found = []
        for at in self.commas[low:high]:
            n = bisect_right(starts, at) - 1
            if n < 0 or at >= within[n][1]:
                found.append(at)
        return found


def _place(laid: Laid, inside: Laid, signs: _Signs) -> None:
    """Put a value into the list or mapping that it stands in."""
    empty = laid.start == laid.end and not laid.children
    if inside.listed:
        laid.head = laid.lead = laid.start
        if not inside.braced:
            laid.head = signs.dash_before(laid.start)
            laid.lead = laid.head + 1
            if empty:
                laid.start = laid.end = laid.lead
        inside.children[len(inside.children)] = laid
        return
    if inside.key is None:
        raise AssertionError("a value in a mapping follows its key")
    name, begin, end = inside.key
    before = next(reversed(inside.children.values()), None)
    last = inside.start if before is None else before.tail
    laid.head = signs.key_from(last, begin)
    colon = signs.colon_between(end, max(laid.start, end + 1))
    laid.colon = colon is not None
    laid.lead = end if colon is None else colon + 1
    if empty:
        laid.start = laid.end = laid.lead
    inside.children[name] = laid
    inside.key = None
