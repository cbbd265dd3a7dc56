"""Entries added to a case file, and not a byte of the rest changed.

The places are taken from the marks of the YAML events, and the text is cut there: a file that is
read and written again by a library loses its comments' places, its quotes and its line ends.  What
comes out is read again and compared with what was meant, so that a place taken wrongly ends in a
message and not in a spoilt case.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from goodoffices.case._text import decode
from goodoffices.case._tree import Key, Plain, parse
from goodoffices.case.emit import Data, entry, flow, lines, quoted
from goodoffices.case.errors import CaseError, Problem
from goodoffices.case.read import parse_case

__all__ = ["Addition", "insert"]

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")

_ORDER = (
    "sources", "actors", "claims", "disputed_terms", "parties", "issues", "positions", "links",
    "steps", "rounds", "events", "hypotheses", "evidence",
)  # fmt: skip
"""The lists of a case in the order of thought, in which a missing one is put in."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added at one place.

    Parameters
    ----------
    path
        Keys and indices that lead to a list; the list, and mappings at the end of the path, may be
        missing.
    entries
        What is added to the end of the list.
    """

    path: tuple[Key, ...]
    entries: tuple[Data, ...]


def insert(data: bytes, additions: Sequence[Addition], name: str) -> bytes:
    """Return a case file with entries added.

    Parameters
    ----------
    data
        The file's bytes.
    additions
        What is added; no two with the same path.
    name
        The file as the user named it, for messages.

    Raises
    ------
    CaseError
        If the file is no sound case, would be none with the entries, or is written so that there is
        no place for them.

    Notes
    -----
    The result differs from `data` by insertions only, except that an empty list (``[]``) gives way
    to the list with entries.
    """
    parse_case(data, name)
    text = decode(data)
    tree = _layout(text)
    end = "\r\n" if "\r\n" in text else "\n"
    cuts = [_cut(text, tree, addition, name) for addition in additions if addition.entries]
    # At one place what lies deeper comes first, and the lists of the case in their order.
    for _, cut in sorted(enumerate(cuts), key=lambda each: (*each[1].order, each[0]), reverse=True):
        text = text[: cut.start] + cut.new.replace("\n", end) + text[cut.end :]
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    after = mark + text.encode()
    _, root = parse_case(after, name)
    if root.plain != _meant(data, additions):
        raise CaseError(name, (Problem(None, None, "", _LOST),))
    return after


_LOST = (
    "the entries cannot be added without changing something else, because of how the file is "
    "written; add them by hand"
)
_ONE_LINE = (
    "the case is written in braces, { and }, so that there is no line to add to; write it in lines"
)


@dataclass(slots=True)
class _Laid:
    """Where a value stands in the text.

    Parameters
    ----------
    start, end
        Its content, without what follows it on the line.
    column
        Where its first line begins: that of its keys, or of its dashes.
    listed, braced
        Whether it is a list, and whether it is written in brackets or braces.
    children
        Values by key or index.
    key
        Of a mapping that is being read: the key whose value comes next.
    """

    start: int
    end: int
    column: int
    listed: bool = False
    braced: bool = False
    children: dict[Key, _Laid] = field(default_factory=dict)
    key: str | None = None


def _layout(text: str) -> _Laid:
    """Return where each value of a sound YAML text stands."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    # A list around the document spares asking each time whether there is anything around.
    around = [_Laid(0, 0, 0, listed=True)]

    def at(mark: Any) -> int:
        return int(starts[mark.line] + mark.column)

    def column_of(event: Any) -> int:
        return int(event.start_mark.column)

    def place(laid: _Laid) -> None:
        inside = around[-1]
        if inside.listed:
            inside.children[len(inside.children)] = laid
        elif inside.key is not None:
            inside.children[inside.key] = laid
            inside.key = None
        inside.end = max(inside.end, laid.end)

    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent):
            begin, end = at(event.start_mark), at(event.end_mark)
            # The mark of the end of a block of text lies after the empty lines below it.
            end = begin + len(text[begin:end].rstrip())
            if not around[-1].listed and around[-1].key is None:
                around[-1].key = event.value
                around[-1].end = max(around[-1].end, end)
            else:
                place(_Laid(begin, end, column_of(event)))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            begin = at(event.start_mark)
            listed = isinstance(event, yaml.SequenceStartEvent)
            around.append(_Laid(begin, begin, column_of(event), listed, bool(event.flow_style)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            laid = around.pop()
            if laid.braced:
                laid.end = at(event.end_mark)
            place(laid)
    return around[0].children[0]


@dataclass(frozen=True, slots=True)
class _Cut:
    """What takes the place of [start, end) of the text, `depth` levels down in the case."""

    start: int
    end: int
    new: str
    depth: int
    rank: int = 0

    @property
    def order(self) -> tuple[int, int, int]:
        return self.start, -self.depth, self.rank


def _cut(text: str, tree: _Laid, addition: Addition, name: str) -> _Cut:
    laid, path = tree, list(addition.path)
    while path and path[0] in laid.children:
        laid = laid.children[path.pop(0)]
    depth = len(addition.path) - len(path)
    if not path:
        return _Cut(*_append(text, laid, addition.entries), depth)
    # What is missing: a key, and mappings within it down to the list.
    value: Data = list(addition.entries)
    for key in reversed(path[1:]):
        value = {str(key): value}
    key = str(path[0])
    if laid.braced:
        if laid is tree:
            raise CaseError(name, (Problem(None, None, "", _ONE_LINE),))
        pair = f"{quoted(key)}: {flow(value)}"
        return _Cut(*_within(laid, pair), depth)
    if laid is tree:
        rank = _ORDER.index(key)
        before = [laid.children[each] for each in _ORDER[:rank] if each in laid.children]
        # Before the first list stand only the name, the dates and so on.
        head = [child for each, child in laid.children.items() if each not in _ORDER]
        last = max((child.end for child in before or head), default=laid.end)
        start = _line_end(text, last)
        return _Cut(start, start, "\n\n" + "\n".join(lines({key: value}, 0)), depth, rank)
    start = _line_end(text, laid.end)
    return _Cut(start, start, "\n" + "\n".join(lines({key: value}, laid.column)), depth)


def _append(text: str, laid: _Laid, entries: Sequence[Data]) -> tuple[int, int, str]:
    if not laid.braced:
        start = _line_end(text, laid.end)
        return start, start, "\n" + "\n".join(_block(entries, laid.column))
    if laid.children or all(isinstance(each, str) for each in entries):
        return _within(laid, ", ".join(flow(each) for each in entries))
    before = text[: laid.start].rstrip(" ")
    line = re.split(r"[\r\n]", before)[-1]
    indent = len(line) - len(line.lstrip(" -"))
    return len(before), laid.end, "\n" + "\n".join(_block(entries, indent + 2))


def _block(entries: Sequence[Data], column: int) -> Iterator[str]:
    for each in entries:
        yield from entry(each, column)


def _within(laid: _Laid, new: str) -> tuple[int, int, str]:
    if not laid.children:
        return laid.end - 1, laid.end - 1, new
    last = max(child.end for child in laid.children.values())
    return last, last, f", {new}"


def _line_end(text: str, at: int) -> int:
    match = _LINE_END.search(text, at)
    return match.start() if match else len(text)


def _meant(data: bytes, additions: Sequence[Addition]) -> Plain:
    root, _ = parse(decode(data))
    plain = root.plain if root is not None else None
    for addition in additions:
        if addition.entries:
            plain = _added(plain, addition.path, addition.entries)
    return plain


def _added(plain: Plain, path: tuple[Key, ...], entries: Sequence[Data]) -> Plain:
    if not path:
        return (*(plain if isinstance(plain, tuple) else ()), *map(_plain, entries))
    key, rest = path[0], path[1:]
    if isinstance(plain, tuple) and isinstance(key, int):
        return (*plain[:key], _added(plain[key], rest, entries), *plain[key + 1 :])
    inside = plain if isinstance(plain, dict) else {}
    return {**inside, str(key): _added(inside.get(str(key)), rest, entries)}


def _plain(data: Data) -> Plain:
    if isinstance(data, str | int | float):
        return data
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items()}
    return tuple(_plain(each) for each in data)
