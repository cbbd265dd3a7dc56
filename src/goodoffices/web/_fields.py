"""Fields of plain forms: values of a case to texts, and texts back to values.

What is typed is a value and never YAML: a text stays a text, whatever is in it, and what is no
number where one is asked for is handed on as the text that it is, so that the format says what is
wrong.
A field that comes back as it was sent out leaves its value as the file has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "Choice", "Consent", "Fields", "Flag", "Group", "Ids", "Kind", "Number", "Option", "Ranked",
    "Rows", "Text", "read", "shown",
]  # fmt: skip

Fields = Mapping[str, tuple[str, ...]]
"""The texts of a form by the names of its fields; a name can come several times."""

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_LONGEST = 40
"""Characters of a number."""

MOST = 500
"""Rows that are looked at beyond those of the file."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ids."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or its lowest, most plausible and highest value: ``.low``, ``.mode``, ``.high``."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no.

    Parameters
    ----------
    default
        What holds where nothing is said.
    """

    default: bool = False


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids whose order says nothing."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Ids in an order."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Yes, no, or the issues on which it is needed: ``.on``."""


@dataclass(frozen=True, slots=True)
class Group:
    """A mapping; where all of it is empty, there is none.

    Parameters
    ----------
    parts
        What is in it, by key; other keys stay as they are.
    """

    parts: Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of an issue: an id alone, or an id with a name and a note."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of mappings.

    A row with ``.gone`` is taken out; ``.place`` is where it is to stand, from 1.

    Parameters
    ----------
    row
        What is in each.
    needs
        The key without which a new row is none.
    """

    row: Group | Option
    needs: str


Kind = Text | Choice | Number | Flag | Ids | Ranked | Consent | Group | Option | Rows

_OPTION = Group({"id": Text(), "name": Text(), "note": Text()})


def shown(kind: Kind, value: Any, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the fields of a value, by name; ``None`` is a value that is not there."""
    match kind:
        case Text() | Choice():
            yield name, (_text(value),)
        case Number():
            parts = value if isinstance(value, tuple) else (None, value, None)
            for end, part in zip(("low", "mode", "high"), (*parts, None, None), strict=False):
                yield f"{name}.{end}", (_text(part),)
        case Flag(default):
            yield name, ("yes",) if (default if value is None else value) else ()
        case Ids() | Ranked():
            yield name, tuple(_text(each) for each in value or ())
        case Consent():
            some = isinstance(value, tuple)
            yield name, ("some" if some else "yes" if value else "no",)
            yield f"{name}.on", tuple(_text(each) for each in value) if some else ()
        case Group(parts):
            for key, part in parts.items():
                inside = value.get(key) if isinstance(value, dict) else None
                yield from shown(part, inside, f"{name}.{key}" if name else key)
        case Option():
            yield from shown(_OPTION, _option(value), name)
        case Rows(row):
            for n, each in enumerate(value or ()):
                yield from shown(row, each, f"{name}.{n}")


def read(
    kind: Kind, sent: Fields, value: Any, name: str, rows: dict[str, list[int]] | None = None
) -> Any:
    """Return the value that fields say, or ``None`` for none.

    Parameters
    ----------
    kind
        What it is.
    sent
        The fields.
    value
        What stands there; what no field changes stays as it is.
    name
        The name of its field.
    rows
        Where to note, by the name of a list, of which row of the form each of its entries is.
    """
    match kind:
        case Group(parts):
            return _group(parts, sent, value, name, rows)
        case Option():
            before = _option(value)
            after = read(_OPTION, sent, before, name)
            return value if after == before else after
        case Rows():
            return _rows(kind, sent, value, name, rows)
        case Number() | Consent():
            return _several(kind, sent, value, name)
        case _:
            if name not in sent or _same(kind, sent[name], dict(shown(kind, value, name))[name]):
                return value
            return _one(kind, sent[name])


def _group(
    parts: Mapping[str, Kind],
    sent: Fields,
    value: Any,
    name: str,
    rows: dict[str, list[int]] | None,
) -> dict[str, Any] | None:
    made: dict[str, Any] = dict(value) if isinstance(value, dict) else {}
    for key, part in parts.items():
        inside = read(part, sent, made.get(key), f"{name}.{key}" if name else key, rows)
        if inside is None:
            made.pop(key, None)
        else:
            made[key] = inside
    return made or None


def _rows(
    kind: Rows, sent: Fields, value: Any, name: str, rows: dict[str, list[int]] | None
) -> tuple[Any, ...] | None:
    before = tuple(value or ())
    found: list[tuple[float, int, Any]] = []
    for n in range(min(_last(sent, name) + 1, len(before) + MOST)):
        if _first(sent, f"{name}.{n}.gone"):
            continue
        new = n >= len(before)
        if new and not any(each.strip() for each in sent.get(f"{name}.{n}.{kind.needs}", ())):
            continue
        place = _number(_first(sent, f"{name}.{n}.place"))
        at = float(place) if isinstance(place, int | float) else n + 1.0
        found.append((at, n, read(kind.row, sent, None if new else before[n], f"{name}.{n}")))
    # A row that the form does not speak of stays.
    kept = [(n + 1.0, n, before[n]) for n in range(_last(sent, name) + 1, len(before))]
    found = sorted(found + kept, key=lambda each: each[:2])
    if rows is not None:
        rows[name] = [n for _, n, _ in found]
    return tuple(each for _, _, each in found) or None


def _last(sent: Fields, name: str) -> int:
    """Return the number of the last row of a form, -1 where it has none."""
    numbers = (key.removeprefix(f"{name}.").split(".")[0] for key in sent if key.startswith(name))
    return max((int(n) for n in numbers if n.isdecimal() and len(n) < 6), default=-1)


def _several(kind: Number | Consent, sent: Fields, value: Any, name: str) -> Any:
    before = dict(shown(kind, value, name))
    # A field that did not come back is as it was.
    after = {key: sent.get(key, was) for key, was in before.items()}
    if all(_same(kind, after[key], before[key]) for key in before):
        return value
    if isinstance(kind, Consent):
        if _first(after, name) == "some":
            return tuple(each for each in after[f"{name}.on"] if each.strip())
        return _first(after, name) == "yes"
    low, mode, high = (_number(_first(after, f"{name}.{end}")) for end in ("low", "mode", "high"))
    return mode if low is None and high is None else (low, mode, high)


def _one(kind: Kind, texts: tuple[str, ...]) -> Any:
    given = tuple(each.strip() for each in texts if each.strip())
    if isinstance(kind, Flag):
        return bool(given)
    if isinstance(kind, Ids | Ranked):
        return (tuple(dict.fromkeys(given)) if isinstance(kind, Ids) else given) or None
    return _plain(given[0]) if given else None


def _same(kind: Kind, one: Sequence[str], other: Sequence[str]) -> bool:
    first, second = ([_plain(each) for each in texts if each.strip()] for texts in (one, other))
    if isinstance(kind, Ids | Consent):
        return sorted(first) == sorted(second)
    return first == second


def _number(text: str) -> int | float | str | None:
    word = text.strip().replace("\u2212", "-")
    if not word:
        return None
    if len(word) > _LONGEST or not _NUMBER.fullmatch(word):
        return word
    return int(word) if word.lstrip("+-").isdecimal() else float(word)


def _first(sent: Fields, name: str) -> str:
    return next(iter(sent.get(name, ())), "")


def _plain(text: str) -> str:
    """Return a text with the line ends of a case, and none around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _option(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"id": value, "name": value.replace("-", " ").replace("_", " ")}
    return dict(value or {})
