"""Plain values compared: whether two are the same, and which entries of two lists are."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Mapping, Sequence

from goodoffices.case._text import forbidden
from goodoffices.case._tree import DEPTH, Key, Plain
from goodoffices.case.emit import Data

__all__ = ["NOTHING", "EditError", "aligned", "child_of", "identities", "plain_of", "same"]

_NAMED = (("party", "issue"), ("id",), ("party",), ("name",), ("term",))
"""Keys that tell the entries of a list apart."""


COMPARED = 4_000_000
"""Pairs of entries looked at for what two lists share; comparing takes up to a second then."""

NOTHING: Plain = ("there is nothing here",)
"""What `child_of` returns where there is nothing; compared by identity."""


class EditError(Exception):
    """An edit that cannot be made; its text says why; never leaves this package."""


def plain_of(data: Data, depth: int = 0) -> Plain:
    """Return data as the reader would give it.

    Raises
    ------
    EditError
        If it is nested deeper than a file may be, or holds what no file can.
    """
    if depth > DEPTH:
        raise EditError(f"nested more than {DEPTH} levels deep")
    if isinstance(data, str):
        return _allowed(data)
    if data is None or isinstance(data, int | float):
        return data
    if isinstance(data, Mapping):
        if not all(isinstance(key, str) for key in data):
            raise EditError("found a key that is no text")
        for key in data:
            _allowed(key)
        return {key: plain_of(value, depth + 1) for key, value in data.items()}
    if isinstance(data, Sequence) and not isinstance(data, bytes | bytearray):
        return tuple(plain_of(each, depth + 1) for each in data)
    raise EditError(f"found {type(data).__name__}, expected text, numbers, lists and mappings")


def _allowed(text: str) -> str:
    complaint = forbidden(text)
    if complaint is not None:
        raise EditError(complaint)
    return text


def child_of(plain: Plain, key: Key) -> Plain:
    """Return the value under a key of a mapping, or at an index of a list; else `NOTHING`."""
    if isinstance(plain, tuple) and isinstance(key, int) and not isinstance(key, bool):
        return plain[key] if 0 <= key < len(plain) else NOTHING
    if isinstance(plain, dict) and isinstance(key, str):
        return plain.get(key, NOTHING)
    return NOTHING


def same(one: Plain, other: Plain) -> bool:
    """Return whether a reader could not tell two values apart; unlike ``==``, 1 is not true."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    return one == other


def identities(entries: Sequence[Plain]) -> list[str] | None:
    """Return what tells the entries of a list apart; ``None`` where nothing does.

    An option of an issue may be a text; it is called by it, as in the format.

    Examples
    --------
    >>> identities(({"id": "a", "party": "x"}, {"id": "b", "party": "x"}))
    ['a', 'b']
    >>> identities(({"party": "x", "issue": "i"}, {"party": "x", "issue": "j"}))
    ['x,i', 'x,j']
    """
    if any(not isinstance(entry, dict | str) for entry in entries):
        return None
    for keys in _NAMED:
        names = [_name(entry, keys) for entry in entries]
        known = [name for name in names if name is not None]
        if len(set(known)) == len(entries):
            return known
    return None


def _name(entry: Plain, keys: tuple[str, ...]) -> str | None:
    if isinstance(entry, str):
        return entry
    parts = [entry.get(key) for key in keys] if isinstance(entry, dict) else []
    texts = [part for part in parts if isinstance(part, str)]
    return ",".join(texts) if len(texts) == len(keys) else None


def aligned(before: Sequence[Plain], after: Sequence[Plain]) -> list[int | None]:
    """Return, for each entry of a list, which entry of the list before it comes of.

    The indices rise, so that an entry that has changed its place is a new one.
    """
    names = identities(before), identities(after)
    named = names[0] is not None and names[1] is not None
    old, new = (
        names[n] if named else [_key(each) for each in side]
        for n, side in enumerate((before, after))
    )
    if old is None or new is None:
        raise TypeError("names are looked at only where there are some")
    origins: list[int | None] = [None] * len(after)
    for kind, low, high, first, last in _opcodes(old, new):
        # What has no name and stands between the same entries is the same, otherwise worded.
        texts = all(isinstance(each, str) for each in (*before[low:high], *after[first:last]))
        if kind == "equal" or (kind == "replace" and (texts or not named)):
            for n in range(min(high - low, last - first)):
                origins[first + n] = low + n
    return origins


def _opcodes(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what is equal in two lists and what is replaced, and where."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    yield "equal", 0, head, 0, head
    old_end, new_end = len(old) - tail, len(new) - tail
    if (old_end - head) * (new_end - head) > COMPARED:
        yield "replace", head, old_end, head, new_end
    else:
        middle = old[head:old_end], new[head:new_end]
        matcher = difflib.SequenceMatcher(None, *middle, autojunk=False)
        for kind, low, high, first, last in matcher.get_opcodes():
            yield kind, low + head, high + head, first + head, last + head
    yield "equal", old_end, len(old), new_end, len(new)


def _key(plain: Plain) -> str:
    """Return a text that differs where values do."""
    if isinstance(plain, dict):
        return "{" + ",".join(f"{key!r}:{_key(plain[key])}" for key in sorted(plain)) + "}"
    if isinstance(plain, tuple):
        return "[" + ",".join(map(_key, plain)) + "]"
    if isinstance(plain, int | float) and not isinstance(plain, bool):
        return repr(float(plain))
    return repr(plain)
