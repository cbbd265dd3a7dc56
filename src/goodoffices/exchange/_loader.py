"""YAML and JSON of other tools to a small tree that knows its lines; no object is ever made.

NegMAS writes and reads with PyYAML, so plain scalars mean what PyYAML takes them for.  Of tags,
those of plain data are understood; any other names a class, and is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from goodoffices.exchange._limits import DEPTH, NODES
from goodoffices.exchange.errors import ExchangeError

__all__ = ["Item", "Scalar", "load"]

Scalar = str | int | float | bool | None

_STANDARD = "tag:yaml.org,2002:"
_LISTS = {"seq", "set", "omap", "python/tuple", "python/list"}
_MAPPINGS = {"map", "python/dict"}


@dataclass(slots=True)
class Item:
    """One value of a file.

    Parameters
    ----------
    line
        Where it begins, from 1.
    value
        A scalar's value.
    text
        A scalar as it is written.
    kind
        ``scalar``, ``list`` or ``mapping``.
    parts
        Values of a list.
    pairs
        Keys and values of a mapping, in order.
    size
        Number of values in it, itself included.
    """

    line: int
    kind: str
    value: Scalar = None
    text: str = ""
    parts: list[Item] = field(default_factory=list)
    pairs: list[tuple[Item, Item]] = field(default_factory=list)
    size: int = 1

    def get(self, key: str) -> Item | None:
        """Return the value of a mapping at a key, ``None`` where it is absent or null."""
        for name, item in self.pairs:
            if name.value == key:
                return None if item.kind == "scalar" and item.value is None else item
        return None


def load(text: str, shown: str) -> Item | None:
    """Return the one document of a YAML or JSON file; ``None`` where it is empty.

    Raises
    ------
    ExchangeError
        If it is not YAML, names a class, has several documents, or exceeds the bounds on size.
    """
    builder = _Builder(shown)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else None
        raise ExchangeError(shown, f"not readable as YAML: {error.problem}", line) from None
    except yaml.YAMLError as error:
        words = " ".join(str(error).split())
        raise ExchangeError(shown, f"not readable as YAML: {words}") from None
    return builder.root


_Tagged = yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent


class _Builder:
    """Builds the tree on a stack of its own, so that no input can exhaust Python's."""

    def __init__(self, shown: str) -> None:
        self.root: Item | None = None
        self._shown = shown
        self._open: list[Item] = []
        self._keys: list[Item | None] = []
        self._anchors: dict[str, Item] = {}
        self._named: list[str | None] = []
        self._count = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the stream."""
        if isinstance(event, yaml.ScalarEvent):
            item = self._scalar(event)
            self._grow(event, 1)
            if event.anchor is not None:
                self._anchors[event.anchor] = item
            self._place(item)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._start(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            done, anchor = self._open.pop(), self._named.pop()
            self._keys.pop()
            if anchor is not None:
                self._anchors[anchor] = done
            self._place(done)
        elif isinstance(event, yaml.AliasEvent):
            # Counted as what it stands for, so that a few lines cannot stand for billions.
            named = self._anchors.get(event.anchor or "")
            if named is None:
                raise self._refuse(event, f"the alias *{event.anchor} stands for nothing")
            self._grow(event, named.size)
            self._place(named)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise self._refuse(event, "a second document begins here, expected one")

    def _grow(self, event: yaml.Event, size: int) -> None:
        self._count += size
        if self._count > NODES:
            raise self._refuse(event, f"the file has more than {NODES:,} keys and values")

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self._grow(event, 1)
        if len(self._open) >= DEPTH:
            raise self._refuse(event, f"nested more than {DEPTH} levels deep")
        mapping = isinstance(event, yaml.MappingStartEvent)
        if event.tag is not None and self._short(event) not in (_MAPPINGS if mapping else _LISTS):
            raise self._tagged(event)
        self._open.append(Item(_line(event), "mapping" if mapping else "list"))
        self._keys.append(None)
        self._named.append(event.anchor)

    def _scalar(self, event: yaml.ScalarEvent) -> Item:
        line, text = _line(event), event.value
        if event.tag is None and not event.implicit[0]:
            return Item(line, "scalar", text, text)
        tag = event.tag or _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
        short = tag.removeprefix(_STANDARD).removeprefix("python/")
        try:
            return Item(line, "scalar", _value(short, text), text)
        except KeyError:
            raise self._tagged(event) from None
        except (ValueError, OverflowError):
            raise self._refuse(event, f"'{text[:40]}' is no {short}") from None

    def _place(self, item: Item) -> None:
        if not self._open:
            self.root = item
            return
        inside = self._open[-1]
        inside.size += item.size
        if inside.kind == "list":
            inside.parts.append(item)
        elif (key := self._keys[-1]) is None:
            if item.kind != "scalar":
                raise ExchangeError(
                    self._shown, "found a list or mapping as a key, expected a scalar", item.line
                )
            self._keys[-1] = item
        else:
            inside.pairs.append((key, item))
            self._keys[-1] = None

    def _short(self, event: _Tagged) -> str:
        return str(event.tag).removeprefix(_STANDARD)

    def _tagged(self, event: _Tagged) -> ExchangeError:
        found = self._short(event)[:60]
        return self._refuse(event, f"the tag '{found}' asks for an object; only data is read")

    def _refuse(self, event: yaml.Event, message: str) -> ExchangeError:
        return ExchangeError(self._shown, message, _line(event))


_RESOLVER: Any = yaml.resolver.Resolver()  # its stubs leave resolve() untyped


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1


def _value(tag: str, text: str) -> Scalar:
    if tag in {"str", "unicode", "timestamp", "value", "merge"}:
        return text
    if tag == "null":
        return None
    if tag == "bool":
        return bool(yaml.constructor.SafeConstructor.bool_values[text.lower()])
    if tag == "int":
        return _whole(text)
    if tag == "float":
        return _real(text)
    raise KeyError(tag)


def _whole(text: str) -> int:
    digits = text.replace("_", "").lower()
    if len(digits) > 18:
        raise ValueError(text)
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-")
    if ":" in digits:
        return sign * int(_sixties(digits))
    if digits.startswith(("0x", "0b")):
        return sign * int(digits, 0)
    return sign * int(digits, 8 if digits.startswith("0") and digits != "0" else 10)


def _real(text: str) -> float:
    digits = text.replace("_", "").lower()
    sign = -1.0 if digits.startswith("-") else 1.0
    digits = digits.lstrip("+-")
    if digits in {".inf", ".nan"}:
        return sign * float(digits[1:])
    return sign * (_sixties(digits) if ":" in digits else float(digits))


def _sixties(text: str) -> float:
    total = 0.0
    for part in text.split(":"):
        total = total * 60 + float(part)
    return total
