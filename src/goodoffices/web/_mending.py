"""Proposals on the page: told apart whatever the case is, mended field by field, put in order.

The proposals of a document are made anew whenever the case changes, so that what it has by then is
not proposed again.  What was decided therefore belongs to the words, and not to a number: the key
of a proposal is made of its kind, its place and its words.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from goodoffices.case import Case, NoAnswer
from goodoffices.case import model as nouns
from goodoffices.case.emit import Data
from goodoffices.reading import Proposal
from goodoffices.web._readings import Value

__all__ = ["Field", "Item", "fields_of", "items_of", "keys_of", "parsed"]

_LONGEST = 4_000
"""Characters of the longest text of a field, as a case takes it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an entry that can be mended in place.

    Parameters
    ----------
    name
        Its name in the case.
    form
        How it is written: a line, a longer text, a choice, ids, a date or a range, yes or no.
    value
        What stands in it, as text.
    choices
        What can be chosen.
    needed
        Whether it must be filled in.
    """

    name: str
    form: Literal["line", "long", "choice", "ids", "dates", "flag"]
    value: str = ""
    choices: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A proposal as it stands after what was mended.

    Parameters
    ----------
    key
        Its name, whatever the case is.
    made
        The proposal as the reader made it.
    proposal
        The same with what was mended.
    answer
        "accepted", "rejected" or "open".
    changed
        Names of the fields that were mended.
    """

    key: str
    made: Proposal
    proposal: Proposal
    answer: str
    changed: tuple[str, ...] = ()


def keys_of(proposals: Sequence[Proposal]) -> tuple[str, ...]:
    """Return a key for each proposal, the same as long as its words are proposed."""
    seen: Counter[str] = Counter()
    made = []
    for each in proposals:
        named = _named(each)
        made.append(hashlib.sha256(f"{named}|{seen[named]}".encode()).hexdigest()[:16])
        seen[named] += 1
    return tuple(made)


def items_of(
    proposals: Sequence[Proposal],
    keys: Sequence[str],
    answers: Mapping[str, str],
    mends: Mapping[str, Mapping[str, Value]],
    details: Mapping[str, Value],
) -> tuple[Item, ...]:
    """Return proposals with what was decided and mended.

    Parameters
    ----------
    proposals
        As they are made.
    keys
        Their keys.
    answers, mends
        By key.
    details
        What was said of the source.
    """
    by_id = {each.id: each for each in proposals}
    made: list[Item] = []
    for key, each in zip(keys, proposals, strict=True):
        fields = details if each.kind == "source" else mends.get(key, {})
        mended = _needing(_mended(each, fields), by_id) if fields else each
        made.append(Item(key, each, mended, answers.get(key, "open"), tuple(fields)))
    return tuple(made)


def _named(each: Proposal) -> str:
    """Return what tells a proposal from others, as far as the case leaves it alone."""
    about = ""
    if each.kind == "position":
        entry = each.entry
        parts = (entry.get("party"), entry.get("issue")) if isinstance(entry, Mapping) else ()
        about = "/".join(map(str, parts)) or each.path[1]
    elif each.kind in ("actor", "party"):
        about = str(each.entry.get("name")) if isinstance(each.entry, Mapping) else ""
    return f"{each.kind}|{each.place}|{each.words}|{about}"


def _mended(each: Proposal, fields: Mapping[str, Value]) -> Proposal:
    if not fields or not isinstance(each.entry, Mapping):
        return each
    known = {name for name, *_ in _FIELDS.get(each.kind, ())}
    entry: dict[str, Data] = dict(each.entry)
    for name, value in fields.items():
        if name not in known:
            continue
        if value is None:
            entry.pop(name, None)
        else:
            entry[name] = value
    return replace(
        each, entry=entry, missing=tuple(key for key in each.missing if key not in entry)
    )


def _needing(each: Proposal, by_id: Mapping[str, Proposal]) -> Proposal:
    """Return a proposal that needs no more than what its entry names.

    Where somebody else was filled in as the speaker, nobody new comes along.
    """
    named = {*_texts(each.entry), *each.path}
    named |= {part for text in each.path for part in text.split("/")}

    def wanted(need: str) -> bool:
        entry = by_id[need].entry if need in by_id else None
        brings = entry.get("id") if isinstance(entry, Mapping) else None
        return brings is None or brings in named

    return replace(each, needs=tuple(need for need in each.needs if wanted(need)))


def _texts(data: Data) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, Sequence):
        for value in data:
            yield from _texts(value)


def _literals(model: type[nouns.Model], name: str) -> tuple[str, ...]:
    return tuple(map(str, get_args(model.model_fields[name].annotation)))


_KINDS = _literals(nouns.Claim, "kind")
_HEDGES = _literals(nouns.Claim, "hedge")
_CREDIBILITY = ("1", "2", "3", "4", "5", "6")
_PORTFOLIOS = _literals(nouns.Delegate, "portfolio")
_LEVELS = _literals(nouns.Round, "level")
_SOURCES = _literals(nouns.Source, "kind")
_RELIABILITY = _literals(nouns.Source, "reliability")
_FLAG = ("true", "false")

_Spec = tuple[str, Literal["line", "long", "choice", "ids", "dates", "flag"], tuple[str, ...], bool]

_FIELDS: Mapping[str, tuple[_Spec, ...]] = {
    # name, how it is written, what can be chosen, whether it must be there
    "source": (
        ("title", "line", (), True), ("author", "line", (), False), ("outlet", "line", (), False),
        ("date", "dates", (), True), ("kind", "choice", _SOURCES, True),
        ("reliability", "choice", _RELIABILITY, True), ("url", "line", (), False),
    ),
    "actor": (("name", "line", (), True), ("of", "line", (), False), ("note", "long", (), False)),
    "party": (
        ("name", "line", (), True), ("short", "line", (), False), ("consent", "flag", _FLAG, False),
        ("note", "long", (), False),
    ),
    "claim": (
        ("text", "long", (), True), ("speaker", "line", (), False), ("via", "ids", (), False),
        ("said", "dates", (), False), ("kind", "choice", _KINDS, True),
        ("hedge", "choice", _HEDGES, False), ("credibility", "choice", _CREDIBILITY, True),
        ("about", "ids", (), False), ("note", "long", (), False),
    ),
    "round": (
        ("name", "line", (), False), ("dates", "dates", (), True), ("place", "line", (), True),
        ("format", "line", (), True), ("level", "choice", _LEVELS, True),
        ("parties", "ids", (), False), ("agenda", "ids", (), False), ("result", "long", (), False),
    ),
    "delegate": (
        ("name", "line", (), True), ("office", "line", (), True),
        ("portfolio", "choice", _PORTFOLIOS, True), ("head", "flag", _FLAG, False),
        ("track", "line", (), False), ("mandate", "long", (), False),
    ),
    "position": (
        ("stated", "choice", (), False), ("ideal", "choice", (), False), ("why", "long", (), False),
    ),
    "step": (("name", "line", (), True), ("by", "ids", (), True), ("why", "long", (), False)),
    "condition": (
        ("party", "line", (), True), ("steps", "ids", (), True), ("why", "long", (), False),
    ),
}  # fmt: skip


def fields_of(each: Proposal, case: Case) -> tuple[Field, ...]:
    """Return the fields of a proposal, with what stands in them."""
    entry = each.entry
    if not isinstance(entry, Mapping):
        return ()
    made = []
    for name, form, choices, needed in _FIELDS.get(each.kind, ()):
        if each.kind == "position" and form == "choice":
            issue = next((one for one in case.issues if one.id == entry.get("issue")), None)
            choices = tuple(one.id for one in issue.options) if issue else ()  # noqa: PLW2901
        made.append(Field(name, form, _written(entry.get(name)), choices, needed))
    return tuple(made)


def _written(value: Data | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, Mapping):
        return ""
    return ", ".join(map(str, value))


def parsed(each: Proposal, case: Case, sent: Mapping[str, str]) -> dict[str, Value]:
    """Return the fields that a form sent and that differ from what is proposed.

    Parameters
    ----------
    each
        The proposal as it was made.
    case
        The case.
    sent
        The form's fields.

    Raises
    ------
    NoAnswer
        If something was sent that cannot stand there.
    """
    found: dict[str, Value] = {}
    for field in fields_of(each, case):
        if field.name not in sent:
            continue
        value = _FORMS[field.form](field, sent[field.name])
        if _written_value(value) != field.value:
            found[field.name] = value
    return found


def _written_value(value: Value) -> str:
    return _written(list(value) if isinstance(value, tuple) else value)


def _line(field: Field, text: str) -> Value:
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        raise NoAnswer(
            f"{field.name}: found {len(line):,} characters, expected at most {_LONGEST:,}"
        )
    return line or None


def _choice(field: Field, text: str) -> Value:
    if not text:
        return None
    if text not in field.choices:
        raise NoAnswer(f"{field.name}: found {text[:60]!r}, expected {', '.join(field.choices)}")
    return int(text) if text.isdecimal() else text


def _ids(_field: Field, text: str) -> Value:
    return tuple(dict.fromkeys(re.findall(r"[^\s,;]+", text[:_LONGEST]))) or None


def _dates(field: Field, text: str) -> Value:
    days = re.findall(r"[^\s,;/]+", text[:200])
    if not days:
        return None
    if len(days) > 2 or not all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) for day in days):
        raise NoAnswer(
            f"{field.name}: found {text[:60]!r}, expected a date such as 2026-02-17, or two of them"
        )
    return days[0] if len(days) == 1 else tuple(days)


def _flag(field: Field, text: str) -> Value:
    return None if not text else _choice(field, text) == "true"


_FORMS: Mapping[str, Callable[[Field, str], Value]] = {
    "line": _line, "long": _line, "choice": _choice, "ids": _ids, "dates": _dates, "flag": _flag,
}  # fmt: skip
