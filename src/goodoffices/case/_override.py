"""Fields of a case set otherwise, to ask what would follow.

They are set in the tree of the file and the tree is judged again, so that the one checker of a case
decides what may be set, and says what is wrong in the words that it has for a file.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goodoffices.case._draft import SUGGESTED, Draft, distinct, worded
from goodoffices.case._edit import NOTHING, Edits, applied
from goodoffices.case._flow import flow
from goodoffices.case._judge import disguised, judge
from goodoffices.case._paths import PathError, Place, locate
from goodoffices.case._scenario import Assignment, Scenario
from goodoffices.case._text import decode, forbidden
from goodoffices.case._tree import Key, Node, UnreadableError, closed, parse
from goodoffices.case._where import where
from goodoffices.case._words import clip
from goodoffices.case.errors import CaseError, Problem
from goodoffices.case.read import CaseFile, Override

__all__ = ["override"]

MOST = 1_000
"""Fields set at once."""

_ABOUT = ("parties", "actors", "issues", "rounds", "events", "steps")
"""Kinds that a claim can be about."""

NAMED = 3
"""Fields that a message about another place names."""

_NUMBERED = re.compile(r"\[\d+\]$")


def override(
    file: CaseFile,
    assignments: Mapping[str, str] | Iterable[tuple[str, str]] | Scenario,
    *,
    source: str = "set",
) -> CaseFile:
    """Return a case with fields set otherwise; the case given stays as it is.

    Parameters
    ----------
    file
        The case.
    assignments
        Paths with values, or a scenario.  A path is written in the ids of the case, as in
        ``parties[ukraine].no_agreement.utility``; a value is YAML as in a case file, and ``null``
        removes what the path leads to.  All are set at once, so that their order does not matter,
        and what is set to the value that it has counts as not set.
    source
        What stands before a path in a message, such as the option of a command.

    Returns
    -------
    The case that results; its `overrides` are all in which it differs from its file.

    Raises
    ------
    CaseError
        If a path leads nowhere, a value cannot be read, or the case that results has errors; it
        carries every problem found, each beside the assignment that brings it about.
    """
    given = (
        list(assignments.assignments)
        if isinstance(assignments, Scenario)
        else _read(file, assignments, source)
    )
    changes = _changes(file, given)
    if not changes:
        return file
    root = _forgotten(applied(file.marks, _nested(changes)), file.marks, changes)
    case, drafts = judge(root)
    if case is None or drafts:
        raise CaseError(file.name, _problems(root, drafts, changes))
    return dataclasses.replace(file, case=case, marks=root, overrides=_merged(file, changes))


@dataclass(frozen=True, slots=True)
class _Change:
    """An assignment and where it leads.

    Parameters
    ----------
    given
        The assignment.
    place
        Where in the case as it was.
    after
        The path there in the case that results; of an item removed, that of its list.
    """

    given: Assignment
    place: Place
    after: tuple[Key, ...]

    @property
    def removes(self) -> bool:
        return self.given.value.plain is None


def _read(
    file: CaseFile, assignments: Mapping[str, str] | Iterable[tuple[str, str]], source: str
) -> list[Assignment]:
    pairs = assignments.items() if isinstance(assignments, Mapping) else assignments
    given, problems = [], []
    for path, text in pairs:
        said = f"{source} {_shown(path)}".strip()
        try:
            decode(path.encode("utf-8", "surrogatepass"))
            value, flaws = parse(decode(text.encode("utf-8", "surrogatepass")))
        except UnreadableError as error:
            problems.append(Problem(None, None, "", error.flaw.message, said))
            continue
        if value is None or not text.strip():
            message = "found no value, expected one (null removes the field)"
            problems.append(Problem(None, None, "", message, said))
            continue
        problems += [
            Problem(None, None, "", flaw.message, said) for flaw in (*flaws, *disguised(value))
        ]
        given.append(Assignment(path, value, said, None))
    if problems:
        raise CaseError(file.name, tuple(problems))
    return given


def _shown(path: str) -> str:
    """Return a path for a message, without what could disguise it."""
    plain = path.encode("utf-8", "backslashreplace").decode()
    return clip(plain) if forbidden(plain) is None else clip(ascii(plain))


def _changes(file: CaseFile, given: list[Assignment]) -> list[_Change]:
    """Return what is to be changed, without what has the value already."""
    if len(given) > MOST:
        message = f"{len(given):,} fields are set at once, expected at most {MOST:,}"
        raise CaseError(file.name, (Problem(None, None, "", message),))
    problems, places = [], list[tuple[Assignment, Place]]()
    seen: dict[tuple[Key, ...], str] = {}
    for each in given:
        try:
            place = locate(each.path, file.marks)
            _alone(place, seen)
        except PathError as error:
            problems.append(_problem(each, str(error)))
            continue
        seen[place.path] = place.name
        places.append((each, place))
    if problems:
        raise CaseError(file.name, tuple(problems))
    changing = [pair for pair in places if _value(file.marks, pair[1].path) != _told(pair[0])]
    gone = [p.path for each, p in changing if p.listed and each.value.plain is None]
    return [_Change(each, place, _after(place, each, gone)) for each, place in changing]


def _alone(place: Place, seen: Mapping[tuple[Key, ...], str]) -> None:
    """Refuse what would be set twice, since it could not be said which value holds."""
    for path, name in seen.items():
        shorter, longer = sorted((path, place.path), key=len)
        if shorter == longer:
            raise PathError("it is set twice, expected it once")
        if longer[: len(shorter)] == shorter:
            raise PathError(f"{name} is set as well, and one lies inside the other; set one")


def _problem(each: Assignment, message: str) -> Problem:
    if each.mark is None:
        return Problem(None, None, "", message, each.source)
    return Problem(*each.mark, _shown(each.path), message, each.source)


def _value(root: Node, path: tuple[Key, ...]) -> str | None:
    """Return the value at a path as text; None where there is none."""
    node = root
    for step in path:
        if step not in node.children:
            return None
        node = node.children[step]
    return None if node.plain is None else flow(node.plain)


def _told(each: Assignment) -> str | None:
    return None if each.value.plain is None else flow(each.value.plain)


def _after(place: Place, each: Assignment, gone: list[tuple[Key, ...]]) -> tuple[Key, ...]:
    """Return where a place is once items have been taken from lists."""
    path = place.path[:-1] if place.listed and each.value.plain is None else place.path
    moved = list(path)
    for n, step in enumerate(path):
        if isinstance(step, int):
            moved[n] = step - sum(
                len(other) == n + 1 and other[:n] == path[:n] and int(other[n]) < step
                for other in gone
            )
    return tuple(moved)


def _nested(changes: list[_Change]) -> Edits:
    """Return changes as the tree that they make up."""
    edits: Edits = {}
    for change in changes:
        inside = edits
        for step in change.place.path[:-1]:
            inside = inside.setdefault(step, {})
        inside[change.place.path[-1]] = change.given.value
    return edits


def _forgotten(root: Node, before: Node, changes: list[_Change]) -> Node:
    """Return a tree in which no claim is about what was removed, and nobody is sent to it.

    Both serve to look things up; every other mention of it is left, and so becomes an error.
    """
    gone = set[str]()
    for change in changes:
        kind, *rest = change.place.path
        if change.removes and change.place.listed and kind in _ABOUT and len(rest) == 1:
            gone |= _texts(before.at((*change.place.path, "id")))
    for kind in _ABOUT:
        for item in _inside(root, kind).values():
            gone -= _texts(item.children.get("id"))
    claims, parties = Edits(), Edits()
    for n, claim in _inside(root, "claims").items():
        about = _inside(claim, "about")
        kept = [part for part in about.values() if not _texts(part) & gone]
        if len(kept) < len(about):
            claims[n] = {"about": closed(claim.mark, dict(enumerate(kept)), {}, mapping=False)}
    for n, party in _inside(root, "parties").items():
        sent = [key for key in _inside(party, "delegations") if key in gone]
        if sent:
            parties[n] = {"delegations": dict.fromkeys(sent, NOTHING)}
    edits = {"claims": claims, "parties": parties}
    return applied(root, {kind: each for kind, each in edits.items() if each})


def _inside(node: Node, key: str) -> Mapping[Key, Node]:
    """Return what a mapping has under a key, where that is a mapping or a list."""
    there = node.children.get(key)
    return {} if there is None else there.children


def _texts(node: Node | None) -> set[str]:
    return {node.plain} if node is not None and isinstance(node.plain, str) else set()


def _merged(file: CaseFile, changes: list[_Change]) -> tuple[Override, ...]:
    """Return all in which a case differs from its file, the latest value of each field."""
    entries = list(file.overrides)
    for change in changes:
        name, before = change.place.name, _value(file.marks, change.place.path)
        old = next((each for each in entries if each.path == name and not _taken(each)), None)
        new = Override(name, old.before if old is not None else before, _told(change.given))
        inside = (f"{name}.", f"{name}[")
        entries = [e for e in entries if e is not old and not e.path.startswith(inside)]
        if new.before != new.after or _taken(new):
            entries.append(new)
    return tuple(entries)


def _taken(entry: Override) -> bool:
    """Whether it took an item from a list by its number, which is that of another since."""
    return entry.after is None and _NUMBERED.search(entry.path) is not None


def _problems(root: Node, drafts: list[Draft], changes: list[_Change]) -> tuple[Problem, ...]:
    """Return every problem beside the assignment that it belongs to, or else at its own place."""
    beside, elsewhere = list[tuple[int, Problem]](), list[Problem]()
    for n, draft in enumerate(distinct(drafts)):
        name, message = where(draft.path, root.plain), worded(draft, n < SUGGESTED)
        change = _responsible(draft, changes)
        if change is None:
            message += f" ({_because(changes)})"
            elsewhere.append(Problem(*root.find(draft.path), name, message))
        else:
            problem = _beside(change, draft, name, message)
            beside.append((changes.index(change), problem))
    beside.sort(key=lambda pair: (pair[0], pair[1].line or 0))
    elsewhere.sort(key=lambda problem: problem.line or 0)
    return (*(problem for _, problem in beside), *elsewhere)


def _beside(change: _Change, draft: Draft, name: str, message: str) -> Problem:
    if change.given.mark is None:
        exact = draft.path == change.after
        return Problem(None, None, "" if exact else name, message, change.given.source)
    size, value = len(change.after), change.given.value
    rest = draft.path[size:] if draft.path[:size] == change.after else ()
    mark = value.find_key(rest) if draft.on_key and rest else value.find(rest)
    return Problem(*mark, name, message, change.given.source)


def _responsible(draft: Draft, changes: list[_Change]) -> _Change | None:
    path = draft.path
    inside = [c for c in changes if not c.removes and path[: len(c.after)] == c.after]
    if inside:
        return inside[0]
    # What is wrong with a whole comes of a part: of one taken away sooner than of one set.
    around = [c for c in changes if c.after[: len(path)] == path]
    if not around and len(path) > 2:
        # Or of another part of the same record.
        around = [c for c in changes if c.after[:2] == path[:2]]
    return min(around, key=lambda c: (not c.removes, len(c.after)), default=None)


def _because(changes: list[_Change]) -> str:
    names = [change.place.name for change in changes[:NAMED]]
    more = f" and {len(changes) - NAMED} more" if len(changes) > NAMED else ""
    how = "removed" if all(change.removes for change in changes) else "set otherwise"
    return f"with {', '.join(names)}{more} {how}"
