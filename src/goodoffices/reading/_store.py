"""Frozen texts beside a case: ``<name>.txt``, and their hashes in ``documents.json``."""

from __future__ import annotations

import json
import re
from pathlib import Path

from goodoffices.case import write_atomic
from goodoffices.reading._document import read_document
from goodoffices.reading._types import Document
from goodoffices.reading.errors import ReadingError

__all__ = ["INDEX", "store", "stored", "text_name"]

INDEX = "documents.json"
_SCHEMA = "goodoffices/documents/1"


def store(document: Document, folder: Path) -> Path:
    """Write a document's text beside a case, and its hash into the folder's index.

    A text is written once: where the file is there with the same text, nothing changes.

    Returns
    -------
    The file, which offsets point into.

    Raises
    ------
    ReadingError
        If another text stands under that name.
    OutputError
        If the folder cannot be written to.
    """
    path = folder / text_name(document)
    index = _index(folder)
    if path.exists():
        # Claims point into the old text by offset: replacing it would move them all.
        if path.read_bytes() != document.text.encode():
            raise ReadingError(
                str(path), "another text is stored under this name; rename one of the documents"
            )
    else:
        write_atomic(path, document.text.encode())
    entry = {
        "sha256": document.sha256,
        "characters": len(document.text),
        "from": document.name,
        "date": document.date,
    }
    if index.get(path.name) != entry:
        index[path.name] = entry
        data = {"schema": _SCHEMA, "documents": dict(sorted(index.items()))}
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        write_atomic(folder / INDEX, text.encode())
    return path


def text_name(document: Document) -> str:
    """Return the name of the file that a document's text is stored in."""
    return f"{_slug(document.name)}.txt"


def stored(path: Path) -> Document:
    """Read a stored text again.

    Raises
    ------
    ReadingError
        If its text is no longer the one that was stored, so that offsets would mislead.
    """
    document = read_document(path)
    known = _index(path.parent).get(path.name, {}).get("sha256")
    if known is None:
        raise ReadingError(str(path), f"{INDEX} beside it does not know this text; read it again")
    if known != document.sha256:
        raise ReadingError(
            str(path), "the text has changed since it was stored, so that its offsets mislead"
        )
    return document


def _index(folder: Path) -> dict[str, dict[str, object]]:
    path = folder / INDEX
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] != _SCHEMA:
            raise ReadingError(str(path), f"found schema {data['schema']!r}, expected {_SCHEMA!r}")
        return {str(key): dict(value) for key, value in data["documents"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise ReadingError(str(path), "this is no index of stored documents") from None


def _slug(name: str) -> str:
    stem = name.rsplit(".", 1)[0] or name
    return re.sub(r"[^\w-]+", "-", stem).strip("-")[:80] or "document"
