"""A case as far as it is readable, so that every part that can be checked is checked."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from goodoffices.case import model
from goodoffices.case._draft import Draft
from goodoffices.case._tree import Key, Node, Plain
from goodoffices.case._words import clip

__all__ = ["Dossier", "clashes", "dossier_of", "validate"]

_KINDS: Mapping[str, type[model.Model]] = {
    "sources": model.Source,
    "actors": model.Actor,
    "claims": model.Claim,
    "disputed_terms": model.DisputedTerm,
    "parties": model.Party,
    "issues": model.Issue,
    "positions": model.Position,
    "links": model.Link,
    "steps": model.Step,
    "rounds": model.Round,
    "events": model.Event,
    "hypotheses": model.Hypothesis,
    "evidence": model.Evidence,
    "voices": model.Voice,
    "watch": model.Watch,
    "offices": model.Office,
}
_NAMED = tuple(kind for kind in _KINDS if kind not in ("positions", "disputed_terms", "offices"))

_SHARED = (
    (("parties", "actors"), "a speaker is named by one id"),
    (("parties", "actors", "issues", "rounds", "events"), "`about` names any of them"),
)
"""Kinds whose ids are used in one place and so must differ, and the place."""

Item = TypeVar("Item")
Noun = TypeVar("Noun", bound=model.Model)


@dataclass(frozen=True, slots=True)
class Dossier:
    """What of a case can be read.

    Parameters
    ----------
    case
        The case, with the unreadable parts left out; a date that is unreadable is the last day
        there is.
    ids
        Known ids by kind, those of unreadable parts included; a kind is absent where its ids
        cannot all be read, so that nothing can be called unknown.
    partial
        Kinds of which some part is unreadable.
    """

    case: model.Case
    ids: Mapping[str, Mapping[str, int]]
    partial: frozenset[str]
    numbers: Mapping[str, tuple[int, ...]]

    def each(self, kind: str, items: tuple[Item, ...]) -> Iterator[tuple[tuple[Key, ...], Item]]:
        """Yield every readable part of a kind with its path in the file."""
        for number, item in zip(self.numbers[kind], items, strict=True):
            yield (kind, number), item


def validate(item: type[Noun], data: Plain) -> Noun:
    """Validate the way a file is: keys by their names in the file only.

    Raises
    ------
    ValidationError
        If `data` is not such a noun.
    """
    return item.model_validate(data, by_alias=True, by_name=False)


def dossier_of(data: dict[str, Plain], case: model.Case | None, *, mended: bool = False) -> Dossier:
    """Return what can be read; `case` is the whole, where all of it is valid.

    With `mended`, a part with a wrong value counts as readable without that value, so that the
    ids which the rest of it mentions can be looked up.
    """
    numbers: dict[str, tuple[int, ...]] = {}
    partial = set()
    readable: dict[str, tuple[model.Model, ...]] = {}
    for kind, noun in _KINDS.items():
        raw = data.get(kind, ())
        items = raw if isinstance(raw, tuple) else ()
        if case is not None:
            numbers[kind] = tuple(range(len(items)))
            continue
        kept = dict(_valid(noun, items, mended=mended))
        numbers[kind] = tuple(kept)
        readable[kind] = tuple(kept.values())
        if len(dict(_valid(noun, items, mended=False))) < len(items) or not isinstance(raw, tuple):
            partial.add(kind)
    if case is None:
        dates = {key: _day(data.get(key)) for key in ("as_of", "horizon")}
        talks = model.Talks()
        with contextlib.suppress(ValidationError):
            talks = validate(model.Talks, data.get("talks", {}))
        beside = None
        with contextlib.suppress(ValidationError):
            beside = validate(model.ReferenceClass, data["record"]) if "record" in data else None
        case = model.Case.model_construct(None, **dates, **readable, talks=talks, record=beside)
    ids = {kind: known for kind in _NAMED if (known := _ids(data.get(kind, ()))) is not None}
    return Dossier(case, ids, frozenset(partial), numbers)


def clashes(data: dict[str, Plain], root: Node) -> Iterator[Draft]:
    """Yield what is given twice: ids where they must differ, options, positions on one issue."""
    for kind in _NAMED:
        yield from _twice(data, root, (kind,), "")
    for kinds, reason in _SHARED:
        yield from _twice(data, root, kinds, reason)
    cells: dict[tuple[str, str], tuple[Key, ...]] = {}
    for path, position in _mappings(data, "positions"):
        party, on = position.get("party"), position.get("issue")
        if isinstance(party, str) and isinstance(on, str):
            at = cells.setdefault((party, on), path)
            if at != path:
                line, _ = root.find(at)
                message = (
                    f"a second position of {clip(party)} on {clip(on)}, the first is on line {line}"
                )
                yield Draft(path, f"{message}; merge the two")
    for path, issue in _mappings(data, "issues"):
        seen: dict[str, int] = {}
        options = issue.get("options")
        for n, option in enumerate(options if isinstance(options, tuple) else ()):
            name = option.get("id") if isinstance(option, dict) else option
            if isinstance(name, str) and seen.setdefault(name, n) != n:
                yield Draft((*path, "options", n), f"the option '{clip(name)}' stands twice")


def _twice(
    data: dict[str, Plain], root: Node, kinds: tuple[str, ...], reason: str
) -> Iterator[Draft]:
    first: dict[str, tuple[str, tuple[Key, ...]]] = {}
    for kind in kinds:
        for path, item in _mappings(data, kind):
            name = item.get("id")
            if not isinstance(name, str):
                continue
            where, (at) = first.setdefault(name, (kind, path))
            same = where == kind
            # Within one kind it has been said already when kinds that share ids are compared.
            if at == path or same != (not reason):
                continue
            line, _ = root.find((*at, "id"))
            message = f"the id '{clip(name)}' is given twice, first on line {line}"
            if reason:
                message += f" (in {where}; {reason})"
            yield Draft((*path, "id"), message)


def _mappings(
    data: dict[str, Plain], kind: str
) -> Iterator[tuple[tuple[Key, ...], dict[str, Plain]]]:
    raw = data.get(kind)
    for n, item in enumerate(raw if isinstance(raw, tuple) else ()):
        if isinstance(item, dict):
            yield (kind, n), item


def _valid(
    noun: type[model.Model], items: tuple[Plain, ...], *, mended: bool
) -> Iterator[tuple[int, model.Model]]:
    for n, item in enumerate(items):
        try:
            yield n, validate(noun, item)
        except ValidationError as error:
            if not mended or not isinstance(item, dict):
                continue
            wrong = {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
            with contextlib.suppress(ValidationError):
                rest = {key: value for key, value in item.items() if key not in wrong}
                yield n, validate(noun, rest)


def _ids(raw: Plain) -> dict[str, int] | None:
    if not isinstance(raw, tuple):
        return None
    ids: dict[str, int] = {}
    for n, item in enumerate(raw):
        name = item.get("id") if isinstance(item, dict) else None
        # An id that is no slug is an error of its own, and what it is meant to be is unknown.
        if not isinstance(name, str) or not re.fullmatch(model.SLUG, name):
            return None
        ids.setdefault(name, n)
    return ids


def _day(raw: Plain) -> dt.date:
    try:
        return dt.date.fromisoformat(raw) if isinstance(raw, str) else dt.date.max
    except ValueError:
        return dt.date.max
