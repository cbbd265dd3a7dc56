"""YAML text to a tree in which every value knows its line and column.

Built from the event stream of libyaml and not through PyYAML's loaders: these resolve scalars
by YAML 1.1, drop duplicate keys silently, expand aliases and recurse as deep as the file wants.
Of YAML, a case uses mappings, lists and scalars; anchors, tags, directives and further documents
are refused, since each is a way to write a file that reads differently from how it looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import yaml

from goodoffices.case._scalars import Scalar, resolve

__all__ = ["Flaw", "Key", "Mark", "Node", "Plain", "UnreadableError", "closed", "parse"]

Plain = Scalar | tuple["Plain", ...] | dict[str, "Plain"]
"""What the model validates; sequences are tuples because the model is strict."""

Key = str | int
Mark = tuple[int, int]  # line, column; both from 1, columns in code points

DEPTH = 50
NODES = 100_000
"""Bounds on nesting and on keys and values; a long case is 8 deep and has some 11 000."""

_NO_TAGS = "tags (!name) are not used in a case; remove it, or put the text in quotes"
_NO_CHILDREN: Mapping[Key, Node] = MappingProxyType({})
_NO_KEYS: Mapping[str, Mark] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with the YAML itself, before it means anything."""

    line: int | None
    column: int | None
    message: str


class UnreadableError(Exception):
    """The text cannot be read as YAML at all; never leaves this package."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw
        super().__init__(flaw.message)


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the file.

    Parameters
    ----------
    mark
        Line and column of its first character.
    plain
        The value as plain Python.
    text
        A scalar as it is written, else "".
    children
        Values by key or index.
    keys
        Marks of a mapping's keys.
    """

    mark: Mark
    plain: Plain
    text: str
    children: Mapping[Key, Node]
    keys: Mapping[str, Mark]

    def at(self, path: tuple[Key, ...]) -> Node:
        """Return the value at `path`, or the nearest one around it that exists."""
        node = self
        for step in path:
            if step not in node.children:
                break
            node = node.children[step]
        return node

    def find(self, path: tuple[Key, ...]) -> Mark:
        """Return the line and column of the value at `path`, or of the nearest one around it."""
        return self.at(path).mark

    def find_key(self, path: tuple[Key, ...]) -> Mark:
        """Return the line and column of the key that ends `path`, or of the value there."""
        last = path[-1] if path else None
        parent = self.at(path[:-1])
        if isinstance(last, str) and last in parent.keys:
            return parent.keys[last]
        return self.find(path)


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been met."""

    mark: Mark
    mapping: bool
    children: dict[Key, Node]
    keys: dict[str, Mark]
    key: str | None = None


def parse(text: str) -> tuple[Node | None, tuple[Flaw, ...]]:
    """Read YAML.

    Parameters
    ----------
    text
        The text of a file.

    Returns
    -------
    The tree, ``None`` where the text holds nothing, and the flaws that do not prevent reading:
    duplicate keys (the first one counts) and keys that are no text.

    Raises
    ------
    UnreadableError
        If the text is not YAML, uses a part of YAML that a case does without, or exceeds the
        bounds on nesting and size.
    """
    builder = _Builder()
    for event in _events(text):
        builder.take(event)
    return builder.root, tuple(builder.flaws)


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(_syntax(error, text)) from None
    except yaml.YAMLError as error:
        raise UnreadableError(Flaw(None, None, f"not valid YAML: {error}")) from None


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _refuse(event: Any, message: str) -> UnreadableError:
    return UnreadableError(Flaw(*_mark(event), message))


class _Builder:
    """Builds the tree on a stack of its own, so that no input can exhaust Python's."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.flaws: list[Flaw] = []
        self._stack: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event of the stream."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._start(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            done = self._stack.pop()
            self._place(_close(done))
        elif isinstance(event, yaml.AliasEvent):
            raise _refuse(event, "aliases (*name) are not used in a case; write the value again")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise _refuse(event, "a second document begins here, expected one case per file")
        if event.version or event.tags:
            raise _refuse(event, "directives (%YAML, %TAG) are not used in a case; remove them")

    def _count(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > NODES:
            raise _refuse(event, f"the file has more than {NODES:,} keys and values")
        if event.tag is not None:
            raise _refuse(event, _NO_TAGS)
        if event.anchor is not None:
            raise _refuse(event, "anchors (&name) are not used in a case; remove it")

    def _start(self, event: Any) -> None:
        self._count(event)
        if len(self._stack) >= DEPTH:
            raise _refuse(event, f"nested more than {DEPTH} levels deep")
        if self._stack and self._stack[-1].mapping and self._stack[-1].key is None:
            raise _refuse(event, "found a list or mapping as a key, expected a text")
        self._stack.append(_Open(_mark(event), isinstance(event, yaml.MappingStartEvent), {}, {}))

    def _scalar(self, event: Any) -> None:
        self._count(event)
        mark = _mark(event)
        plain: Scalar = event.value
        if event.implicit[0]:
            try:
                plain = resolve(event.value)
            except ValueError as error:
                raise _refuse(event, str(error)) from None
        if self._stack and self._stack[-1].mapping and self._stack[-1].key is None:
            self._key(mark, event.value, plain)
        else:
            self._place(Node(mark, plain, event.value, _NO_CHILDREN, _NO_KEYS))

    def _key(self, mark: Mark, text: str, plain: Scalar) -> None:
        inside = self._stack[-1]
        inside.key = text
        shown = " ".join(text.split())[:60]
        if text in inside.keys:
            line, _ = inside.keys[text]
            message = f"the key '{shown}' stands twice in one mapping, first on line {line}"
            self.flaws.append(Flaw(*mark, message))
            # Not kept, so that each mistake is reported once: the first value counts.
            return
        inside.keys[text] = mark
        if not isinstance(plain, str):
            found = "an empty key" if plain is None and not text else f"the key {shown}"
            message = f"found {found}, expected a text; put it in quotes: '{shown}'"
            self.flaws.append(Flaw(*mark, message))

    def _place(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        inside = self._stack[-1]
        if not inside.mapping:
            inside.children[len(inside.children)] = node
        elif inside.key is not None:
            inside.children.setdefault(inside.key, node)
            inside.key = None


def _close(done: _Open) -> Node:
    return closed(done.mark, done.children, done.keys, mapping=done.mapping)


def closed(mark: Mark, children: dict[Key, Node], keys: dict[str, Mark], *, mapping: bool) -> Node:
    """Return a mapping, or a list, of these values."""
    values: Iterator[tuple[Key, Node]] = iter(children.items())
    plain: Plain = (
        {str(key): node.plain for key, node in values}
        if mapping
        else tuple(node.plain for _, node in values)
    )
    return Node(mark, plain, "", MappingProxyType(children), MappingProxyType(keys))


_SYNTAX = {
    "mapping values are not allowed in this context": (
        "a ':' does not fit here: either the indentation differs from the line above, "
        "or a text with ': ' in it needs quotes"
    ),
    "block sequence entries are not allowed in this context": (
        "a '- ' does not fit here: begin the list on a line of its own"
    ),
    "mapping keys are not allowed in this context": "a '? ' does not fit here; quote the text",
    "could not find expected ':'": "expected 'key: value', found no ':'",
    "did not find expected key": (
        "expected a key at this indentation; check the indentation and the quotes around it"
    ),
    "did not find expected '-' indicator": "expected '- ' at this indentation, as above",
    "did not find expected ',' or ']'": "a list that begins with '[' lacks a ',' or its ']'",
    "did not find expected ',' or '}'": "a mapping that begins with '{' lacks a ',' or its '}'",
    "found unexpected end of stream": "the file ends inside a quoted text or a bracket",
    "found unexpected document indicator": "a quote or bracket is not closed before this line",
    "did not find expected <document start>": "the indentation differs from the lines above",
    "did not find expected node content": "expected a value here",
    "found unknown escape character": (
        "an unknown escape after '\\' in a text in double quotes; use single quotes"
    ),
    "found invalid Unicode character escape code": "an escape that is no character of Unicode",
    "found a tab character where an indentation space is expected": (
        "a tab is used as indentation; use spaces"
    ),
    "found undefined tag handle": _NO_TAGS,
}


def _syntax(error: yaml.MarkedYAMLError, text: str) -> Flaw:
    mark = error.problem_mark
    if mark is None:
        return Flaw(None, None, f"not valid YAML: {error.problem}")
    problem = error.problem or ""
    message = _SYNTAX.get(problem, f"not valid YAML: {problem}")
    if problem == "found character that cannot start any token":
        line = "".join(text.splitlines()[mark.line : mark.line + 1])
        rest = line[mark.column : mark.column + 1]
        message = (
            "a tab is used as indentation; use spaces"
            if rest == "\t"
            else f"a text cannot begin with '{rest}' unless it is in quotes"
        )
    elif error.context_mark is not None and "bracket" not in message and "begins with" in message:
        message += f" (it begins on line {error.context_mark.line + 1})"
    lines = text.splitlines() or [""]
    if mark.line >= len(lines):
        # The parser stops on a line that is not there; a reader looks for it in vain.
        return Flaw(len(lines), len(lines[-1]) + 1, f"{message} (the file ends here)")
    return Flaw(mark.line + 1, mark.column + 1, message)
