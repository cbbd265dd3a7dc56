"""Places of a case as an analyst writes them: ``positions[russia,territory].weight``.

The names are those of the inputs of the model and, but for spaces, those of messages.  A record of
a list is named by its id, a position by its party and its issue, what has neither by its place,
counted from 0.  A path may lead to a key that the file does not give, where the format knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import PlainValidator

from goodoffices.case._tree import Key, Node, Plain
from goodoffices.case._words import LISTED, clip, listing, nearest, shown
from goodoffices.case.model import Case, Model

__all__ = ["PathError", "Place", "locate"]

LONGEST = 500
"""Characters of a path; the format is a few steps deep, and an id has at most 80."""

_STEP = re.compile(r"\s*(?:(?P<field>[A-Za-z_]\w*)|\[(?P<key>[^\[\]]*)\])\s*(?P<dot>\.(?!$))?")


class PathError(Exception):
    """A path that leads nowhere; its text says why; never leaves this package."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads.

    Parameters
    ----------
    name
        The path in its one spelling.
    path
        Keys and indices from the top of the case.
    listed
        Whether its last step is an item of a list.
    """

    name: str
    path: tuple[Key, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the format allows at a place: a noun's keys, items of a list, values by key."""

    noun: type[Model] | None = None
    item: Any = None
    value: Any = None


def locate(text: str, root: Node) -> Place:
    """Return the place that a path leads to.

    Parameters
    ----------
    text
        The path.
    root
        The tree of a sound case.

    Raises
    ------
    PathError
        If it is no path, or leads to what neither the case nor the format has.
    """
    name, path, listed = "", list[Key](), False
    node: Node | None = root
    kind = _Kind(noun=Case)
    for step, is_field in _steps(text):
        if node is not None and node.plain is None:
            node = None
        listed = False
        if is_field:
            _check_field(step, name, node, kind)
            path.append(step)
            name += f".{step}" if name else step
            kind = _kind_of_field(kind.noun, step)
            node = node.children.get(step) if node is not None else None
            continue
        word = re.sub(r"\s*,\s*", ",", step.strip())
        if node is not None and isinstance(node.plain, tuple):
            at = _index(word, name, node, kind)
            path.append(at)
            kind, listed, node = _kind(kind.item), True, node.children[at]
        else:
            _check_key(word, name, node, kind)
            path.append(word)
            kind = _kind(kind.value)
            node = node.children.get(word) if node is not None else None
        name += f"[{word}]"
    return Place(name, tuple(path), listed)


def _steps(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each step of a path, and whether it is a field and no key in brackets."""
    if len(text) > LONGEST:
        raise PathError(f"a path of {len(text):,} characters, expected at most {LONGEST}")
    at, dotted = 0, True
    while at < len(text):
        match = _STEP.match(text, at)
        # A field follows the beginning or a dot, and a key in brackets neither.
        if match is None or (match["field"] is not None) != dotted:
            break
        yield match["field"] or match["key"], match["field"] is not None
        at, dotted = match.end(), match["dot"] is not None
    if at < len(text) or dotted:
        found = f"found '{clip(text)}'" if text.strip() else "found no path"
        raise PathError(f"{found}, expected one such as parties[ID].no_agreement.utility")


def _check_field(step: str, name: str, node: Node | None, kind: _Kind) -> None:
    if kind.noun is not None and (node is None or isinstance(node.plain, dict)):
        known = list(_fields(kind.noun))
        if step not in known:
            there = f" of {name}" if name else ""
            raise PathError(_unknown(f"'{clip(step)}' is no field{there}", step, known))
        return
    if node is not None and isinstance(node.plain, tuple) and node.children:
        example = _names(node, kind)[0]
        raise PathError(f"{name} is a list, expected an item of it first: {name}[{example}]")
    if kind.value is not None:
        raise PathError(f"{name} goes by key, expected {name}[{clip(step)}]")
    found = f"found {shown(node.plain, node.text)} there" if node else "it is a single value"
    raise PathError(f"{name} has no fields ({found}), so '{clip(step)}' cannot be set in it")


def _check_key(word: str, name: str, node: Node | None, kind: _Kind) -> None:
    if kind.value is not None and (node is None or isinstance(node.plain, dict)):
        if not word:
            raise PathError(f"found {name}[], expected a key between the brackets")
        return
    if kind.noun is not None and (node is None or isinstance(node.plain, dict)):
        known = listing(list(_fields(kind.noun)))
        raise PathError(f"{name} has fields, expected {name}.FIELD with one of {known}")
    if node is None and kind.item is not None:
        raise PathError(f"the case has no {name}, expected the whole list: {name}=[...]")
    found = f"found {shown(node.plain, node.text)} there" if node else "it is a single value"
    raise PathError(f"{name} has no items ({found}), so [{clip(word)}] cannot be set in it")


def _index(word: str, name: str, node: Node, kind: _Kind) -> int:
    names = _names(node, kind)
    if word in names:
        return names.index(word)
    if names == [str(n) for n in range(len(names))]:
        last = f"a number from 0 to {len(names) - 1}" if names else "no item, for it is empty"
        raise PathError(f"found {name}[{clip(word)}], expected {last}")
    raise PathError(_unknown(f"{name} has no item '{clip(word)}'", word, names))


def _names(node: Node, kind: _Kind) -> list[str]:
    """Return what the items of a list are called: their ids, or else their places."""
    names = [_name(child.plain, kind) for child in node.children.values()]
    named = [name for name in names if name is not None]
    if len(set(named)) == len(names):
        return named
    return [str(n) for n in range(len(names))]


def _name(plain: Plain, kind: _Kind) -> str | None:
    if isinstance(plain, str):
        # An option may be written as its id alone; any other text in a list is a mere value.
        return plain if _kind(kind.item).noun is not None else None
    if not isinstance(plain, dict):
        return None
    party, issue = plain.get("party"), plain.get("issue")
    if isinstance(party, str) and isinstance(issue, str):
        return f"{party},{issue}"
    name = plain.get("id", party)
    return name if isinstance(name, str) else None


def _unknown(message: str, word: str, known: list[str] | Iterator[str]) -> str:
    words = list(known)
    near = nearest(word, words)
    hint = f"; did you mean '{near}'?" if near else ""
    if near and len(words) > LISTED:
        return message + hint
    return f"{message}, expected one of {listing(words)}{hint}"


def _fields(noun: type[Model]) -> Iterator[str]:
    return (field.alias or name for name, field in noun.model_fields.items())


def _kind_of_field(noun: type[Model] | None, key: str) -> _Kind:
    for name, field in (noun.model_fields if noun else {}).items():
        if key == (field.alias or name):
            return _kind(Annotated[field.annotation, *field.metadata, None])
    return _Kind()


def _kind(annotation: Any) -> _Kind:
    noun, item, value = None, None, None
    for form in _forms(annotation):
        origin = get_origin(form)
        if isinstance(form, type) and issubclass(form, Model):
            noun = form
        elif origin is tuple:
            item = get_args(form)[0]
        elif origin is dict:
            value = get_args(form)[1]
    return _Kind(noun, item, value)


def _forms(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation allows, without those that are written as one text."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *notes = get_args(annotation)
        # A span of dates is an object of ours, and in a file a text or a list.
        if not any(isinstance(note, PlainValidator) for note in notes):
            yield from _forms(inner)
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            yield from _forms(part)
    else:
        yield annotation
