"""The brief as JSON: the tree of the document, each part with its type and its traces."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from goodoffices.brief._document import Document

__all__ = ["as_json"]

SCHEMA = "goodoffices/brief/1"


def as_json(document: Document) -> dict[str, Any]:
    """Return the document as JSON values.

    A part is an object with its ``type`` (``section``, ``paragraph``, ``table``, ``text``, ...)
    and its fields; figures carry their data and no drawing.
    """
    return {
        "schema": SCHEMA,
        "case": document.case,
        "title": document.title,
        "marking": document.marking,
        "as_of": document.as_of.isoformat(),
        "dateline": _plain(document.dateline),
        "note": _plain(document.note),
        "provenance": dict(document.provenance),
        "sections": _plain(document.sections),
    }


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [entry.name for entry in dataclasses.fields(value)]
        fields = {name: _plain(getattr(value, name)) for name in names}
        return {"type": type(value).__name__.lower(), **fields}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 9) + 0.0
    return value
