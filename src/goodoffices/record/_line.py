"""Lines of a log: one way to write an entry, and a chain of hashes through all of them.

A line is a JSON object with its keys in alphabetical order, no spaces, and these beside those of
the entry::

    previous   the hash of the line before it; of the first line, an empty text
    sha256     the SHA-256 of the line as it would be without this key

Whoever changes, moves or removes a line breaks the chain there, unless all that follows is written
again; against that, and against lines taken off the end, only a hash helps that others keep.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from typing import Any

from goodoffices.record._entry import Entry, entry_from

__all__ = ["HEADER", "VERSION", "entry_in", "line_of", "read_line", "written"]

VERSION = 1


def _canonical(content: dict[str, Any]) -> bytes:
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def _chained(content: dict[str, Any], previous: str) -> tuple[bytes, str]:
    linked = {**content, "previous": previous}
    digest = hashlib.sha256(_canonical(linked)).hexdigest()
    return _canonical({**linked, "sha256": digest}), digest


HEADER = _chained({"kind": "log", "version": VERSION}, "")
"""The first line of every log, and its hash."""


def line_of(entry: Entry, previous: str) -> tuple[bytes, str]:
    """Return the line of an entry, without its end, and the line's hash.

    Parameters
    ----------
    entry
        The entry.
    previous
        The hash of the line before it.
    """
    return _chained(_plain(entry), previous)


def read_line(line: bytes, previous: str) -> tuple[dict[str, Any], str]:
    """Return what a line says, and its hash.

    Raises
    ------
    ValueError
        If it is no line of a log, is not as it was written, or does not follow `previous`.
    """
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("this is no JSON: the line is changed, or of another file") from None
    if not isinstance(content, dict) or not {"previous", "sha256", "kind"} <= content.keys():
        raise ValueError("this is no line of a log of forecasts")
    stated = content.pop("sha256")
    before = content.pop("previous")
    try:
        written, digest = _chained(content, before)
    except ValueError:
        raise ValueError("no log holds NaN, an infinite number or half a character") from None
    if written != line or digest != stated:
        raise ValueError(
            "the line is not as it was written: it does not give its own hash; someone has edited "
            "it. Take the log from a copy"
        )
    if before != previous:
        raise ValueError(
            "the line does not follow the one before it: a line between them has been removed, or "
            "they have been moved. Take the log from a copy"
        )
    return content, digest


def entry_in(content: dict[str, Any]) -> Entry:
    """Return the entry that the content of a line describes.

    Raises
    ------
    ValueError
        If it describes none, or in another way than this program writes it.
    """
    entry = entry_from(content)
    if _canonical(_plain(entry)) != _canonical(content):
        raise ValueError("a field is written otherwise than in a log of this version")
    return entry


def written(entry: Entry) -> Entry:
    """Return an entry as it will be read again.

    Raises
    ------
    ValueError
        If a field is not what a log takes.
    """
    return entry_from(_plain(entry))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date) else value
