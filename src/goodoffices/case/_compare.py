"""In what two cases differ, and two changed versions of a case made into one.

All of it is about what the files say and not how they are written: entries of lists are told apart
by their ids, positions by party and issue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from goodoffices.case._editing import identities, same
from goodoffices.case._tree import Plain
from goodoffices.case.model import Case

__all__ = ["ABSENT", "Absent", "Difference", "differences", "merged"]


class Absent:
    """What stands where there is nothing; unlike ``None``, which a file can say."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()

Value = Plain | Absent

SETS = frozenset({"claims", "about", "contested_by"})
"""Lists of ids in which the order says nothing, so that both sides can add to them."""

ORDERED = frozenset({"options"})
"""Lists of entries in which the order is a statement, so that only one side can change it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in which two cases differ.

    Parameters
    ----------
    path
        The keys to it, entries of lists by what tells them apart: ``("positions",
        "ukraine,territory", "weight")``.
    before, after
        What stood there and stands there; `ABSENT` where nothing does.
    """

    path: tuple[str, ...]
    before: Value
    after: Value


def differences(before: Case, after: Case) -> tuple[Difference, ...]:
    """Return in what two cases differ, in the order of the format."""
    return tuple(_different((), _plain(before), _plain(after)))


def _plain(case: Case) -> Plain:
    """Return a case as plain data, without what is as if it were not given."""
    return _given(case.model_dump(mode="json", by_alias=True))


def _given(value: Any) -> Plain:
    if isinstance(value, Mapping):
        parts = {str(key): _given(each) for key, each in value.items()}
        return {key: part for key, part in parts.items() if part not in (None, (), {})}
    if isinstance(value, list | tuple):
        return tuple(_given(each) for each in value)
    plain: Plain = value
    return plain


def _different(path: tuple[str, ...], before: Value, after: Value) -> Iterator[Difference]:
    if _alike(before, after):
        return
    old, new = _by_name(before), _by_name(after)
    # The first entries of a list, or its last.
    if old is None and isinstance(before, Absent) and isinstance(after, tuple):
        old = {}
    if new is None and isinstance(after, Absent) and isinstance(before, tuple):
        new = {}
    if old is None or new is None:
        yield Difference(path, before, after)
        return
    count = 0
    for key in [*old, *(key for key in new if key not in old)]:
        for found in _different((*path, key), old.get(key, ABSENT), new.get(key, ABSENT)):
            count += 1
            yield found
    if not count:
        # The same entries in another order.
        yield Difference(path, before, after)


def _by_name(value: Value, *, loose: bool = False) -> dict[str, Plain] | None:
    """Return a mapping, or a list of entries that can be told apart, as a mapping.

    A list of mere texts is a value of its own, unless `loose`.
    """
    if isinstance(value, dict):
        return value
    if not isinstance(value, tuple) or not value:
        return None
    if not loose and not all(isinstance(entry, dict) for entry in value):
        return None
    names = identities(value)
    return None if names is None else dict(zip(names, value, strict=True))


def _alike(one: Value, other: Value) -> bool:
    if isinstance(one, Absent) or isinstance(other, Absent):
        return isinstance(one, Absent) and isinstance(other, Absent)
    return same(one, other)


def merged(
    base: Plain, mine: Plain, theirs: Plain, mine_wins: Collection[tuple[str, ...]] = ()
) -> tuple[Plain, tuple[tuple[Difference, Value], ...]]:
    """Return two changed versions as one, and where they clash.

    Parameters
    ----------
    base, mine, theirs
        The version that both began with, and the two.
    mine_wins
        Paths of clashes in which mine is taken.

    Returns
    -------
    The version that results, with theirs where they clash; and each clash as the difference between
    base and mine, with theirs beside it.
    """
    merger = _Merger(frozenset(mine_wins))
    result = merger.merge((), base, mine, theirs)
    if isinstance(result, Absent):
        raise TypeError("expected three whole cases")
    return result, tuple(merger.clashes)


class _Merger:
    """Goes through three values at once."""

    def __init__(self, mine_wins: frozenset[tuple[str, ...]]) -> None:
        self.mine_wins = mine_wins
        self.clashes: list[tuple[Difference, Value]] = []

    def merge(self, path: tuple[str, ...], base: Value, mine: Value, theirs: Value) -> Value:
        if _alike(mine, theirs) or _alike(mine, base):
            return theirs
        if _alike(theirs, base):
            return mine
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return self._mappings(path, base if isinstance(base, dict) else {}, mine, theirs)
        if isinstance(mine, tuple) and isinstance(theirs, tuple):
            start = base if isinstance(base, tuple) else ()
            lists = self._lists(path, start, mine, theirs)
            if lists is not None:
                return lists
        if path in self.mine_wins:
            return mine
        self.clashes.append((Difference(path, base, mine), theirs))
        return theirs

    def _mappings(
        self,
        path: tuple[str, ...],
        base: dict[str, Plain],
        mine: dict[str, Plain],
        theirs: dict[str, Plain],
    ) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        for key in [*theirs, *(key for key in mine if key not in theirs)]:
            value = self.merge(
                (*path, key), *(each.get(key, ABSENT) for each in (base, mine, theirs))
            )
            if not isinstance(value, Absent):
                result[key] = value
        return result

    def _lists(
        self,
        path: tuple[str, ...],
        base: tuple[Plain, ...],
        mine: tuple[Plain, ...],
        theirs: tuple[Plain, ...],
    ) -> tuple[Plain, ...] | None:
        """Return lists merged entry by entry; ``None`` where entries cannot be told apart."""
        loose = path[-1:] and path[-1] in SETS
        named = [_by_name(each, loose=bool(loose)) if each else {} for each in (base, mine, theirs)]
        old, ours, others = named
        if old is None or ours is None or others is None:
            return None
        if path[-1:] and path[-1] in ORDERED:
            changed = [list(each) != list(old) for each in (ours, others)]
            if all(changed) and list(ours) != list(others):
                return None
        order = _woven(list(others), list(ours))
        if list(others) == list(old):
            # Theirs has the order of the base, so that mine may have changed it.
            order = _woven(list(ours), list(others))
        result = list[Plain]()
        for key in order:
            value = self.merge(
                (*path, key), *(each.get(key, ABSENT) for each in (old, ours, others))
            )
            if not isinstance(value, Absent):
                result.append(value)
        return tuple(result)


def _woven(first: list[str], second: list[str]) -> list[str]:
    """Return the names of two lists in the order of the first.

    Each of the second's own comes after the name that it follows there.
    """
    known = set(first)
    after: dict[str | None, list[str]] = {}
    last = None
    for name in second:
        if name in known:
            last = name
        else:
            after.setdefault(last, []).append(name)
    woven = after.get(None, [])
    for name in first:
        woven += name, *after.get(name, ())
    return woven
