"""The table of rates as a file: read strictly, whether it ships with the package or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from goodoffices.case.plain import Plain, read_plain
from goodoffices.record._rates import (
    KINDS,
    Basis,
    Direction,
    Feature,
    Quantity,
    Rate,
    Style,
    Table,
    rate,
)
from goodoffices.record.errors import RecordError

__all__ = ["table"]

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_TOP = ("version", "sources", "rates", "directions")
_TEXTS = ("id", "quantity", "measure", "among", "outcome", "source", "confidence")
_RATE = (
    *_TEXTS, "value", "n", "total", "interval", "unit", "years", "quantile", "conflict",
    "mediator", "agreement", "style", "feature", "has", "against", "basis", "computed", "note",
)  # fmt: skip
_DIRECTION = (
    "id", "sign", "says", "features", "conflict", "agreement", "size", "n", "source", "basis",
    "confidence", "note",
)  # fmt: skip
_SURE = ("high", "medium")


def table(extra: Path | None = None) -> Table:
    """Return the table that ships with the package, with the rates of a user's file added.

    Parameters
    ----------
    extra
        A file in the same format; a rate there takes the place of one with the same id.

    Raises
    ------
    CaseError
        If the file cannot be read as YAML.
    RecordError
        If it is no table of rates, or an entry is wrong.
    """
    if extra is None:
        return _shipped()
    shipped, more = _shipped(), _read(extra, str(extra), known=_shipped().rates)
    rates = {entry.id: entry for entry in (*shipped.rates, *more.rates)}
    directions = {entry.id: entry for entry in (*shipped.directions, *more.directions)}
    return Table(tuple(rates.values()), tuple(directions.values()))


@cache
def _shipped() -> Table:
    path = Path(__file__).with_name("rates.yaml")
    return _read(path, path.name)


def _read(path: Path, name: str, *, known: tuple[Rate, ...] = ()) -> Table:
    plain = read_plain(path, name)
    if not isinstance(plain, dict) or not plain.keys() & {"rates", "directions"}:
        raise RecordError(name, "found no table, expected the keys version, sources and rates")
    _closed(plain, _TOP, name, "the table")
    if plain.get("version") != 1:
        raise RecordError(
            name, f"version: found {plain.get('version')!r}, expected 1, the version this reads"
        )
    sources = plain.get("sources", {})
    if not isinstance(sources, dict) or not all(isinstance(v, str) for v in sources.values()):
        raise RecordError(name, "sources: expected a mapping of ids to titles")
    titles = {key: str(title) for key, title in sources.items()}
    rates = tuple(_rate(entry) for entry in _entries(plain, "rates", titles, name))
    directions = tuple(_direction(entry) for entry in _entries(plain, "directions", titles, name))
    there = {entry.id for entry in (*rates, *known)}
    for entry in rates:
        if entry.against is not None and entry.against not in there:
            raise RecordError(name, f"{entry.id}: against: there is no rate '{entry.against}'")
    return Table(rates, directions)


def _closed(item: Mapping[str, Plain], keys: tuple[str, ...], file: str, where: str) -> None:
    unknown = item.keys() - set(keys)
    if unknown:
        raise RecordError(
            file, f"{where}: unknown key {min(unknown)!r}, expected {', '.join(keys)}"
        )


def _entries(plain: dict[str, Plain], key: str, titles: dict[str, str], file: str) -> list[_Entry]:
    listed = plain.get(key, ())
    if not isinstance(listed, tuple):
        raise RecordError(file, f"{key}: expected a list")
    entries, seen = [], set[str]()
    for number, item in enumerate(listed, 1):
        where = f"{key}[{number}]"
        if not isinstance(item, dict):
            raise RecordError(file, f"{where}: expected a mapping, found {item!r:.60}")
        entry = _Entry(item, file, where, titles)
        name = entry.text("id")
        if not _SLUG.fullmatch(name):
            raise entry.wrong("id", "small letters, digits, '-' and '_'")
        if name in seen:
            raise RecordError(file, f"{where}: the id '{name}' stands twice, expected it once")
        seen.add(name)
        entries.append(entry)
    return entries


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a list, whose values are asked for by key."""

    item: dict[str, Plain]
    file: str
    where: str
    titles: dict[str, str]

    def wrong(self, key: str, expected: str) -> RecordError:
        name = self.item.get("id")
        named = f" ({name:.80})" if isinstance(name, str) else ""
        found = repr(self.item.get(key))
        return RecordError(
            self.file, f"{self.where}{named}: {key}: expected {expected}, found {found:.60}"
        )

    def text(self, key: str, default: str | None = None) -> str:
        value = self.item.get(key, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.wrong(key, "a text")
        return value

    def word(self, key: str, words: tuple[str, ...], default: str | None = None) -> Any:
        value = self.item.get(key, default)
        if value not in words:
            raise self.wrong(key, f"one of {', '.join(words)}")
        return value

    def maybe(self, key: str, words: tuple[str, ...]) -> Any:
        return None if key not in self.item else self.word(key, words)

    def kinds(self, key: str) -> Any:
        words = self.item.get(key, ())
        known = KINDS[key]
        if not isinstance(words, tuple) or any(word not in known for word in words):
            raise self.wrong(key, f"a list of {', '.join(known)}")
        if len(set(words)) < len(words):
            raise self.wrong(key, "every kind once")
        return words

    def number(self, key: str, low: float, high: float) -> float:
        value = self.item.get(key)
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not low <= value <= high
        ):
            raise self.wrong(key, f"a number from {low:g} to {high:g}")
        return float(value)

    def count(self, key: str) -> int | None:
        value = self.item.get(key)
        if key not in self.item:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 10**9:
            raise self.wrong(key, "a whole number from 1")
        return value

    def pair(self, key: str) -> tuple[float, float] | None:
        if key not in self.item:
            return None
        value = self.item[key]
        parts = value if isinstance(value, tuple) else ()
        numbers = [
            float(p) for p in parts if isinstance(p, int | float) and not isinstance(p, bool)
        ]
        if len(parts) != 2 or len(numbers) != 2 or not 0 <= numbers[0] <= numbers[1] <= 1:
            raise self.wrong(key, "[low, high] with 0 <= low <= high <= 1")
        return numbers[0], numbers[1]

    def source(self) -> str:
        return self.titles[self.word("source", tuple(self.titles))]


def _rate(entry: _Entry) -> Rate:
    _closed(entry.item, _RATE, entry.file, f"{entry.where} ({entry.text('id'):.80})")
    unit: Literal["share", "days"] = entry.word("unit", ("share", "days"), "share")
    quantity: Quantity = entry.word("quantity", get_args(Quantity))
    value = entry.number("value", 0, 1 if unit == "share" else 100_000)
    interval = entry.pair("interval")
    if interval is not None and not interval[0] <= value <= interval[1]:
        raise entry.wrong("interval", f"bounds around the value {value:g}")
    needs = {"years": quantity == "holding", "quantile": unit == "days"}
    for key, needed in needs.items():
        if needed != (key in entry.item):
            raise entry.wrong(
                key,
                "a number where"
                if needed
                else "none where" + f" the quantity is {quantity} and the unit {unit}",
            )
    if ("feature" in entry.item) != ("has" in entry.item):
        raise entry.wrong("has", "`feature` and `has` side by side")
    has = entry.item.get("has")
    if has is not None and not isinstance(has, bool):
        raise entry.wrong("has", "true or false")
    n, total = entry.count("n"), entry.count("total")
    if n is not None and total is not None:
        raise entry.wrong("total", "`n`, or `total` where only the whole sample is known")
    return rate(
        entry.text("id"), quantity, entry.text("measure"), entry.text("among"),
        entry.text("outcome"), value,
        source=entry.source(), confidence=entry.word("confidence", _SURE),
        basis=entry.word("basis", get_args(Basis), "computed"), unit=unit, n=n, total=total,
        interval=interval,
        years=entry.number("years", 0, 200) if "years" in entry.item else None,
        quantile=entry.number("quantile", 0, 1) if "quantile" in entry.item else None,
        conflict=entry.kinds("conflict"), mediator=entry.kinds("mediator"),
        agreement=entry.kinds("agreement"), style=entry.maybe("style", get_args(Style)),
        feature=entry.maybe("feature", get_args(Feature)), has=has,
        against=entry.text("against") if "against" in entry.item else None,
        computed=entry.text("computed", ""), note=entry.text("note", ""),
    )  # fmt: skip


def _direction(entry: _Entry) -> Direction:
    _closed(entry.item, _DIRECTION, entry.file, f"{entry.where} ({entry.text('id'):.80})")
    return Direction(
        entry.text("id"), entry.word("sign", ("+", "-", "mixed")), entry.text("says"),
        entry.kinds("features"), entry.kinds("conflict"), entry.kinds("agreement"),
        entry.pair("size"), entry.count("n"), entry.source(),
        entry.word("basis", get_args(Basis), "computed"), entry.word("confidence", _SURE),
        entry.text("note", ""),
    )  # fmt: skip
