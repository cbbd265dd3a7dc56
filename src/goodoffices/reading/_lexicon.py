"""The names by which actors are spoken of; ``lexicon.yaml``, and what a user adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from goodoffices.case.plain import Plain, read_plain
from goodoffices.reading.errors import ReadingError

__all__ = ["Actor", "Form", "Lexicon", "Role", "lexicon"]

Role = Literal["name", "people", "capital", "metonym"]
ActorKind = Literal["state", "organisation", "media", "group", "person"]

_LISTS: dict[str, Role] = {
    "names": "name", "people": "people", "capitals": "capital", "metonyms": "metonym",
}  # fmt: skip
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[-'][^\W_]+)*|\S")


@dataclass(frozen=True, slots=True)
class Actor:
    """One entry.

    Parameters
    ----------
    id
        Its id, which claims carry.
    kind
        What it is, in the grammar of a sentence and nowhere else.
    names, people, capitals, metonyms
        How it is spoken of.
    of
        Id of the actor it belongs to, or None.
    """

    id: str
    kind: ActorKind
    names: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    of: str | None


@dataclass(frozen=True, slots=True)
class Form:
    """One way to speak of an actor: its words, and which of its lists it stands in."""

    words: tuple[str, ...]
    actor: str
    role: Role


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Actors by id, and their forms by first word, longest first."""

    actors: Mapping[str, Actor]
    forms: Mapping[str, tuple[Form, ...]]


def lexicon(extra: Path | None = None) -> Lexicon:
    """Return the lexicon that ships with the package, with the entries of a user's file added.

    Raises
    ------
    CaseError
        If the file cannot be read.
    ReadingError
        If it holds no entries of actors, or an entry is wrong.
    """
    if extra is None:
        return _shipped()
    actors = dict(_shipped().actors)
    for entry in _entries(read_plain(extra, str(extra)), str(extra)):
        actors[entry.id] = _added(actors.get(entry.id), entry)
    return _indexed(actors)


@cache
def _shipped() -> Lexicon:
    path = Path(__file__).with_name("lexicon.yaml")
    entries = _entries(read_plain(path, path.name), path.name)
    return _indexed({entry.id: entry for entry in entries})


def _added(old: Actor | None, new: Actor) -> Actor:
    if old is None:
        return new
    return Actor(
        old.id, new.kind, old.names + new.names, old.people + new.people,
        old.capitals + new.capitals, old.metonyms + new.metonyms, new.of or old.of,
    )  # fmt: skip


def _indexed(actors: dict[str, Actor]) -> Lexicon:
    forms: dict[str, list[Form]] = {}
    for actor in actors.values():
        for key, role in _LISTS.items():
            for name in getattr(actor, key):
                # As a text is parted into tokens, so that "N'Djamena" is one word in both.
                words = tuple(_WORD.findall(name.replace("’", "'")))
                forms.setdefault(words[0], []).append(Form(words, actor.id, role))
    return Lexicon(
        MappingProxyType(actors),
        MappingProxyType(
            {
                first: tuple(sorted(listed, key=lambda form: -len(form.words)))
                for first, listed in forms.items()
            }
        ),
    )


def _entries(plain: Plain, file: str) -> Iterator[Actor]:
    listed = plain.get("actors") if isinstance(plain, dict) else None
    if not isinstance(listed, tuple):
        raise ReadingError(file, "found no list 'actors', expected lines '- {id: …, names: […]}'")
    for number, item in enumerate(listed, 1):
        where = f"actors[{number}]"
        if not isinstance(item, dict):
            raise ReadingError(file, f"{where}: expected a mapping with an id and names")
        yield _entry(item, file, where)


def _entry(item: dict[str, Plain], file: str, where: str) -> Actor:
    unknown = item.keys() - {"id", "kind", "of", *_LISTS}
    if unknown:
        known = ", ".join(("id", "kind", "of", *_LISTS))
        raise ReadingError(file, f"{where}: unknown key {min(unknown)!r}, expected {known}")
    key, kind, of = item.get("id"), item.get("kind", "organisation"), item.get("of")
    if not isinstance(key, str) or not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,79}", key):
        raise ReadingError(
            file, f"{where}.id: expected small letters, digits, '-' and '_', found {key!r}"
        )
    if kind not in get_args(ActorKind):
        expected = ", ".join(get_args(ActorKind))
        raise ReadingError(file, f"{where}.kind: found {kind!r}, expected one of {expected}")
    if of is not None and not isinstance(of, str):
        raise ReadingError(file, f"{where}.of: expected the id of an actor, found {of!r}")
    lists: dict[str, tuple[str, ...]] = {}
    for name in _LISTS:
        value = item.get(name, ())
        if not isinstance(value, tuple) or not all(isinstance(n, str) and n.strip() for n in value):
            raise ReadingError(file, f"{where}.{name}: expected a list of names")
        lists[name] = tuple(str(n).strip() for n in value)
    if not any(lists.values()):
        raise ReadingError(file, f"{where}: expected at least one name")
    return Actor(key, kind, of=of, **lists)  # type: ignore[arg-type]  # checked just above
