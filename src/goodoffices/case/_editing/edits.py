"""Edits of a case file as a caller asks for them."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.case._editing.cuts import LostError, rewritten
from goodoffices.case._editing.script import Script, difference
from goodoffices.case._editing.values import NOTHING, EditError, child_of, plain_of
from goodoffices.case._judge import tree_of
from goodoffices.case._paths import PathError, locate
from goodoffices.case._text import decode
from goodoffices.case._tree import Key, Node, Plain
from goodoffices.case._where import where
from goodoffices.case.emit import Data
from goodoffices.case.errors import CaseError, Problem
from goodoffices.case.read import EMPTY, parse_case

__all__ = ["Edit", "Insert", "Put", "Remove", "edit_case"]


@dataclass(frozen=True, slots=True)
class Put:
    """A value is set.

    Parameters
    ----------
    path
        Where: keys and indices from the top of the case, or in the ids of the case as in
        ``positions[ukraine,territory].weight``.  The key, and mappings on the way, may be missing.
    value
        What stands there then.  Where both are mappings or lists, what they share stays as it is
        written; entries of lists are told apart by their ids.
    """

    path: tuple[Key, ...] | str
    value: Data


@dataclass(frozen=True, slots=True)
class Remove:
    """A key with its value, or an entry of a list, is taken out.

    Parameters
    ----------
    path
        Which, as for `Put`.
    """

    path: tuple[Key, ...] | str


@dataclass(frozen=True, slots=True)
class Insert:
    """Entries are put into a list.

    Parameters
    ----------
    path
        The list, as for `Put`; it, and mappings on the way, may be missing.
    entries
        What is put in.
    before
        The index of the entry that they come before; by default they come last.
    """

    path: tuple[Key, ...] | str
    entries: Sequence[Data]
    before: int | None = None


Edit = Put | Remove | Insert

_LOST = (
    "this cannot be changed without changing something else, because of how the file is written; "
    "change it by hand"
)


def edit_case(data: bytes, edits: Sequence[Edit], name: str) -> bytes:
    """Return a case file with some values changed, and every other byte as it was.

    Parameters
    ----------
    data
        The file's bytes.
    edits
        What changes.  All of it changes at once: every path speaks of the file as it was, so that
        the order does not matter but for entries put in at one place.
    name
        The file as the user named it, for messages.

    Returns
    -------
    The new bytes, which have been read again and mean what was meant.

    Raises
    ------
    CaseError
        If a path leads nowhere, two edits speak of the same place, the case that results has
        errors, or the file is written so that the change would spoil something else.
    """
    root, flaws = tree_of(data, name, empty=EMPTY, begins="format: 1")
    if flaws:
        raise CaseError(name, tuple(Problem(f.line, f.column, "", f.message) for f in flaws))
    script = Script()
    problems = list[Problem]()
    for edit in edits:
        path: tuple[Key, ...] = ()
        try:
            path = _path(edit.path, root)
            _enter(script, root.plain, path, edit)
        except (PathError, EditError) as error:
            place = where(path, root.plain) if path else str(edit.path)
            line, column = root.find(path) if path else (None, None)
            problems.append(Problem(line, column, place, str(error)))
    if problems:
        raise CaseError(name, tuple(problems))
    try:
        text = rewritten(decode(data), root.plain, script)
        after = text.encode()
    except LostError:
        raise CaseError(name, (Problem(None, None, "", _LOST),)) from None
    except UnicodeEncodeError:
        raise CaseError(name, (Problem(None, None, "", _HALVES),)) from None
    if data.startswith(codecs.BOM_UTF8):
        after = codecs.BOM_UTF8 + after
    parse_case(after, name)
    return after


_HALVES = "found half a character (a lone surrogate) in a text, expected whole characters"
_TWICE = "two edits speak of the same place, or of one inside the other; make one of them"


def _path(path: tuple[Key, ...] | str, root: Node) -> tuple[Key, ...]:
    return locate(path, root).path if isinstance(path, str) else path


def _enter(script: Script, plain: Plain, path: tuple[Key, ...], edit: Edit) -> None:
    """Write an edit into the script.

    Raises
    ------
    EditError
        If it cannot be made.
    """
    if not path:
        _whole(script, plain, edit)
        return
    for n, step in enumerate(path[:-1]):
        inside = child_of(plain, step)
        if inside is NOTHING:
            _grow(script.put, plain, path[n:], edit)
            return
        if step in script.put or step in script.gone:
            raise EditError(_TWICE)
        script = script.inside.setdefault(step, Script())
        plain = inside
    _last(script, plain, path[-1], edit)


def _grow(put: dict[Key, Plain], plain: Plain, path: tuple[Key, ...], edit: Edit) -> None:
    """Make mappings that are missing, down to the last key, with what others have made in them."""
    if isinstance(edit, Remove) or not isinstance(plain, dict):
        raise EditError("there is no such place in the file")
    if not all(isinstance(step, str) for step in path):
        raise EditError("there is no such list in the file")
    key, *rest = path
    if not rest:
        value, there = _asked(edit), put.get(key)
        if isinstance(edit, Insert) and isinstance(there, tuple) and isinstance(value, tuple):
            value = (*there, *value)
        elif key in put:
            raise EditError(_TWICE)
        put[key] = value
        return
    inside = put.get(key, {})
    if not isinstance(inside, dict):
        raise EditError(_TWICE)
    made: dict[Key, Plain] = dict(inside.items())
    _grow(made, inside, tuple(rest), edit)
    put[key] = {str(each): value for each, value in made.items()}


def _last(script: Script, plain: Plain, key: Key, edit: Edit) -> None:
    now = child_of(plain, key)
    if isinstance(edit, Insert) and now is not NOTHING:
        if key in script.put or key in script.gone:
            raise EditError(_TWICE)
        if not isinstance(now, tuple):
            raise EditError("found no list there, expected one to put entries into")
        at = len(now) if edit.before is None else edit.before
        if not 0 <= at <= len(now):
            raise EditError(f"found the index {at}, expected one from 0 to {len(now)}")
        entries = [plain_of(each) for each in edit.entries]
        if entries:
            inside = script.inside.setdefault(key, Script())
            inside.fresh.setdefault(at, []).extend(entries)
        return
    if now is NOTHING:
        _grow(script.put, plain, (key,), edit)
    elif script.touches(key):
        raise EditError(_TWICE)
    elif isinstance(edit, Remove):
        script.gone.add(key)
    else:
        script.become(key, now, _asked(edit))


def _whole(script: Script, plain: Plain, edit: Edit) -> None:
    """Let the whole case become another."""
    if not isinstance(edit, Put) or not isinstance(edit.value, dict):
        raise EditError("found a path to the whole case, expected one to a part of it")
    if script != Script():
        raise EditError(_TWICE)
    change = difference(plain, plain_of(edit.value))
    if change is not None:
        script.put, script.gone = change.put, change.gone
        script.fresh, script.inside = change.fresh, change.inside


def _asked(edit: Edit) -> Plain:
    if isinstance(edit, Insert):
        return tuple(plain_of(each) for each in edit.entries)
    return None if isinstance(edit, Remove) else plain_of(edit.value)
