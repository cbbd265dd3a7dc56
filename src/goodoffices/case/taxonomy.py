"""Issue areas, the settlements used in each, and the offices that come to discuss them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from goodoffices.case._tree import Plain, parse

__all__ = ["Area", "Role", "Shares", "Taxonomy", "Undertaking", "area_ids", "taxonomy"]


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the agreements in PA-X version 10 that have a provision, each in [0, 1]."""

    all: float
    interstate: float
    ceasefire: float
    comprehensive: float


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What has to be done first once an issue of an area is settled.

    Parameters
    ----------
    name
        What is done.
    by
        ``parties``: by those whose full consent is needed; ``third``: by somebody else, where
        there is one.
    days
        Lowest plausible, most plausible and highest plausible duration, in days.
    reversible
        Whether it can be undone.
    """

    name: str
    by: Literal["parties", "third"]
    days: tuple[float, float, float]
    reversible: bool


@dataclass(frozen=True, slots=True)
class Area:
    """One area of negotiation.

    Parameters
    ----------
    id, label
        Its id, which a case's ``issue.area`` names, and its name.
    portfolio
        Whose subject it is in a delegation, as ``Delegate.portfolio`` names it.
    options
        Labels of settlements by id, from one pole to the other.
    links
        Ids of areas that are settled with it.
    codes
        PA-X provision codes.
    shares
        How frequent some of the codes are.
    undertaking
        What has to be done once it is settled, or None where that is nothing by itself.
    note
        What to know about it, or "".
    """

    id: str
    label: str
    portfolio: str
    options: Mapping[str, str]
    links: tuple[str, ...]
    codes: tuple[str, ...]
    shares: Mapping[str, Shares]
    undertaking: Undertaking | None
    note: str


@dataclass(frozen=True, slots=True)
class Role:
    """An office, what it deals with, and the areas it points to."""

    role: str
    portfolio: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All areas by id, and all roles."""

    areas: Mapping[str, Area]
    roles: tuple[Role, ...]


@cache
def taxonomy() -> Taxonomy:
    """Return the taxonomy that ships with the package; its sources head ``taxonomy.yaml``."""
    path = Path(__file__).with_name("taxonomy.yaml")
    root, _ = parse(path.read_text(encoding="utf-8"))
    data = _mapping(root.plain if root else None)
    areas = (_area(_mapping(item)) for item in _items(data["areas"]))
    roles = (_mapping(item) for item in _items(data["roles"]))
    return Taxonomy(
        MappingProxyType({area.id: area for area in areas}),
        tuple(Role(str(r["role"]), str(r["portfolio"]), _words(r["areas"])) for r in roles),
    )


def area_ids() -> tuple[str, ...]:
    """Return the ids of all areas, in the order of the file."""
    return tuple(taxonomy().areas)


def _area(data: dict[str, Plain]) -> Area:
    options = {key: str(label) for key, label in _mapping(data["options"]).items()}
    shares = {key: _shares(_mapping(s)) for key, s in _mapping(data.get("shares", {})).items()}
    return Area(
        id=str(data["id"]),
        label=str(data["label"]),
        portfolio=str(data["portfolio"]),
        options=MappingProxyType(options),
        links=_words(data["links"]),
        codes=_words(data["codes"]),
        shares=MappingProxyType(shares),
        undertaking=_undertaking(data.get("undertaking")),
        note=str(data.get("note", "")),
    )


def _undertaking(value: Plain) -> Undertaking | None:
    if value is None:
        return None
    data = _mapping(value)
    low, mode, high = (float(str(number)) for number in _items(data["days"]))
    by: Literal["parties", "third"] = "third" if data["by"] == "third" else "parties"
    return Undertaking(str(data["name"]), by, (low, mode, high), data["reversible"] is True)


def _shares(data: dict[str, Plain]) -> Shares:
    return Shares(**{key: float(str(value)) for key, value in data.items()})


def _mapping(value: Plain) -> dict[str, Plain]:
    if not isinstance(value, dict):
        raise TypeError("taxonomy.yaml: expected a mapping")
    return value


def _items(value: Plain) -> tuple[Plain, ...]:
    if not isinstance(value, tuple):
        raise TypeError("taxonomy.yaml: expected a list")
    return value


def _words(value: Plain) -> tuple[str, ...]:
    return tuple(str(item) for item in _items(value))
