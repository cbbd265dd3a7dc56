"""Errors of validation in the analyst's words: what was found, what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from goodoffices.case._draft import Draft
from goodoffices.case._tree import Key, Node, Plain
from goodoffices.case._words import clip, nearest, shown
from goodoffices.case.model import Case, Model

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

__all__ = ["faults"]

MOST = 2_000
"""Errors of validation put into words; a file with more has one cause for most of them."""


def faults(error: ValidationError, root: Node, top: type[Model] = Case) -> Iterator[Draft]:
    """Yield a draft for every error that validation found.

    Parameters
    ----------
    error
        What validating ``root.plain`` raised.
    root
        The tree of the file.
    top
        The noun that it was to be.
    """
    details = error.errors(include_url=False, include_context=True, include_input=False)
    for detail in details[:MOST]:
        path = _path(detail["loc"], root, missing=detail["type"] == "missing")
        item = (detail.get("ctx") or {}).get("item")
        if item is not None and item in root.at(path).children:
            path = (*path, item)
        # Of "true, false or a list", a list with a mistake in it is meant as a list.
        listed = path[-1:] == ("consent",) and isinstance(root.at(path).plain, tuple)
        if not (listed and detail["type"] == "bool_type"):
            yield _draft(detail, path, root, top)


def _path(loc: tuple[int | str, ...], root: Node, missing: bool) -> tuple[Key, ...]:
    # Validation adds steps of its own (members of a union, "[key]"): those that lead nowhere
    # in the file are dropped, save a missing key, which leads nowhere by nature.
    node, path = root, list[Key]()
    for n, step in enumerate(loc):
        if step in node.children:
            node = node.children[step]
            path.append(step)
        elif missing and n == len(loc) - 1:
            path.append(step)
    return tuple(path)


def _draft(detail: ErrorDetails, path: tuple[Key, ...], root: Node, top: type[Model]) -> Draft:
    kind = detail["type"]
    if kind == "missing":
        model = _model(path[:-1], top)
        why = _description(model, str(path[-1])) if model else None
        hint = f" ({why[0].lower()}{why[1:].rstrip('.')})" if why else ""
        return Draft(path[:-1], f"missing key '{path[-1]}'{hint}")
    if kind == "extra_forbidden":
        model = _model(path[:-1], top)
        known = tuple(field for field in _keys(model)) if model else ()
        word = str(path[-1])
        return Draft(path, f"unknown key '{clip(word)}'", on_key=True, word=word, known=known)
    node = root.at(path)
    if "[key]" in detail["loc"]:
        word = str(path[-1])
        return Draft(path, f"found the key '{clip(word)}', {_ID}{_slug_hint(word)}", on_key=True)
    if path and path[-1] == "consent" and isinstance(node.plain, bool | str | int | float | None):
        return Draft(path, f"found {_found(node)}, expected true, false or a list of issues")
    if kind == "model_type" and len(path) > 1 and path[-2] == "options":
        expected = "expected an id, or {id, name, note}"
        return Draft(path, f"found {_found(node)}, {expected}{_quote_hint(node)}")
    return Draft(path, _message(kind, detail, node))


_ID = "expected an id of small letters, digits, '-' and '_'"
_WHOLE = frozenset({"place", "link", "event", "red_line", "choice", "hypothesis"})
"""Custom errors about how the keys of a mapping fit together, which need no "found"."""


def _message(kind: str, detail: ErrorDetails, node: Node) -> str:
    context: dict[str, Any] = detail.get("ctx") or {}
    found = _found(node)
    value = node.plain
    text = detail["msg"]
    if kind in _WHOLE:
        return text
    if kind in ("number", "date", "term"):
        return f"found {found}, {text}{_unquote_hint(value, kind)}"
    if kind == "literal_error":
        choices = tuple(re.findall(r"'([^']*)'", context["expected"])) or (context["expected"],)
        return f"found {found}, expected {_or(choices)}{_choice_hint(value, choices)}"
    if kind == "string_type":
        return f"found {found}, expected a text{_quote_hint(node)}"
    if kind == "string_pattern_mismatch":
        return f"found {found}, {_ID}{_slug_hint(str(value))}"
    if kind == "string_too_long":
        return f"found a text of {len(str(value))} characters, at most {context['max_length']} fit"
    if kind == "bool_type":
        return f"found {found}, expected true or false"
    if kind in ("int_type", "int_from_float"):
        return f"found {found}, expected a whole number"
    if kind == "greater_than_equal":
        return f"found {found}, expected at least {context['ge']}"
    if kind == "less_than_equal":
        return f"found {found}, expected at most {context['le']}"
    if kind == "tuple_type":
        hint = f": [{clip(node.text)}]" if isinstance(value, str) and value else ""
        return f"found {found}, expected a list{hint}"
    if kind in ("too_short", "string_too_short"):
        return f"found {found}, expected at least one {'item' if kind == 'too_short' else 'letter'}"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return f"found {found}, expected a mapping (key: value)"
    return f"found {found}, which does not fit here"


def _found(node: Node) -> str:
    return shown(node.plain, node.text)


def _quote_hint(node: Node) -> str:
    meant = isinstance(node.plain, bool | int | float)
    return f": put it in quotes, '{clip(node.text)}'" if meant else ""


def _or(choices: tuple[str, ...]) -> str:
    return choices[0] if len(choices) == 1 else f"one of {', '.join(choices)}"


def _choice_hint(value: Plain, choices: tuple[str, ...]) -> str:
    near = nearest(value, choices) if isinstance(value, str) else None
    return f"; did you mean '{near}'?" if near else ""


def _slug_hint(value: str) -> str:
    slug = re.sub(r"[^a-z0-9_]+", "-", value[:80].lower()).strip("-_")
    return f", such as '{slug}'" if slug and slug != value else ""


def _unquote_hint(value: Plain, kind: str) -> str:
    if kind != "number" or not isinstance(value, str):
        return ""
    try:
        float(value)
    except ValueError:
        return ""
    return " (without quotes)"


def _keys(model: type[Model]) -> Iterator[str]:
    return (field.alias or name for name, field in model.model_fields.items())


def _description(model: type[Model], key: str) -> str | None:
    for name, field in model.model_fields.items():
        if key == (field.alias or name):
            return field.description
    return None


def _model(path: tuple[Key, ...], top: type[Model]) -> type[Model] | None:
    """Return the noun that the mapping at `path` is to be."""
    return _model_at(tuple("*" if isinstance(step, int) else step for step in path), top)


@cache
def _model_at(path: tuple[str, ...], top: type[Model]) -> type[Model] | None:
    model: type[Model] | None = top
    kind: Any = top
    for step in path:
        if model is not None:
            field = next((f for n, f in model.model_fields.items() if (f.alias or n) == step), None)
            if field is None:
                return None
            kind = field.annotation
        # A list of mappings, or a mapping by id, is passed through: its items are of one noun.
        elif step != "*" and dict not in _origins(kind):
            return None
        model = _noun(kind) if step == "*" or _direct(kind) else None
    return model


def _origins(kind: Any) -> set[Any]:
    found = {getattr(kind, "__origin__", kind)}
    for part in get_args(kind):
        found |= _origins(part)
    return found


def _direct(kind: Any) -> bool:
    """Whether a field holds one noun and not several."""
    return not {tuple, dict} & _origins(kind)


def _noun(kind: Any) -> type[Model] | None:
    if isinstance(kind, type) and issubclass(kind, Model):
        return kind
    for part in get_args(kind):
        noun = _noun(part)
        if noun is not None:
            return noun
    return None
