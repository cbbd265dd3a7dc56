"""What leads where in a document: the places of its parts, and the links to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from goodoffices.brief._document import ClaimRef, Disputed, Link, Trace
from goodoffices.brief._words.lexicon import anchor

__all__ = ["places", "targets"]


def places(value: Any) -> Iterator[str]:
    """Yield the anchors of a part of a document and of all within it, drawings included."""
    for name, part in _fields(value):
        if name == "anchor" and part:
            yield part
        else:
            yield from places(part)


def targets(value: Any) -> Iterator[str]:
    """Yield the anchors to which the inline parts within a part of a document lead."""
    match value:
        case Link(_, to) | Trace(_, to) if to:
            yield to
        case ClaimRef(claims):
            yield from (anchor("claim", key) for _, key in claims if key)
        case Disputed(_, number) if number:
            yield anchor("term", str(number))
    for _, part in _fields(value):
        yield from targets(part)


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        yield from (("", part) for part in value)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield field.name, getattr(value, field.name)
