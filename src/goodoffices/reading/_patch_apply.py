"""Accepted proposals into a case file, and back out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from goodoffices.case import (
    CaseError,
    CaseFile,
    Conflict,
    Insert,
    Saved,
    edit_case,
    parse_case,
    restore_version,
    save_case,
    versions,
)
from goodoffices.case.emit import Data
from goodoffices.reading._patch import Proposal
from goodoffices.reading.errors import ReadingError

__all__ = ["apply", "save", "undo", "with_needs"]


def with_needs(
    proposals: Sequence[Proposal], accepted: set[str]
) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
    """Return the proposals to be made, and those accepted in vain.

    Parameters
    ----------
    proposals
        All proposals, each after those it needs.
    accepted
        Ids of the accepted ones.

    Returns
    -------
    The accepted ones with the sources and actors they need; and the accepted ones that need
    something which a person was asked about and did not accept.
    """
    known = {each.id: each for each in proposals}
    vain: set[str] = set()
    for each in proposals:
        needs = [known[need] for need in each.needs if need in known]
        lacking = any((n.asked and n.id not in accepted) or n.id in vain for n in needs)
        if each.missing or lacking:
            vain.add(each.id)
    wanted = {each.id for each in proposals if each.asked and each.id in accepted - vain}
    for each in reversed(proposals):
        if each.id in wanted:
            wanted.update(need for need in each.needs if need in known)
    made = tuple(each for each in proposals if each.id in wanted)
    return made, tuple(each for each in proposals if each.id in accepted & vain)


def apply(data: bytes, proposals: Sequence[Proposal], name: str) -> bytes:
    """Return the bytes of a case file with entries added.

    Parameters
    ----------
    data
        The file's bytes.
    proposals
        What is added, all of it.
    name
        The file as the user named it, for messages.

    Raises
    ------
    CaseError
        If the case is not sound, or would not be with the entries.
    ReadingError
        If an entry belongs into something that is not there.
    """
    _, marks = parse_case(data, name)
    fresh: dict[str, list[Any]] = {}
    later: dict[tuple[str | int, ...], list[Any]] = {}
    for each in proposals:
        kind, *rest = each.path
        if not rest:
            fresh.setdefault(kind, []).append(_copy(each.entry))
            continue
        at = _index(marks.plain, kind, rest[0])
        if at is not None:
            later.setdefault((kind, at, *rest[1:]), []).append(_copy(each.entry))
            continue
        new = next((item for item in fresh.get(kind, ()) if _name(kind, item) == rest[0]), None)
        if new is None:
            raise ReadingError(each.id, f"{rest[0]!r} is not among the {kind} of the case")
        for key in rest[1:-1]:
            new = new.setdefault(key, {})
        new.setdefault(rest[-1], []).append(_copy(each.entry))
    additions = [Insert((kind,), tuple(entries)) for kind, entries in fresh.items()]
    additions += [Insert(path, tuple(entries)) for path, entries in later.items()]
    try:
        return edit_case(data, additions, name)
    except CaseError as error:
        # Its lines are those of the file as it would be, which nobody has yet.
        raise CaseError(f"{name} with what is accepted", error.problems) from None


def save(file: CaseFile, after: bytes) -> Saved:
    """Write a changed case, and keep the version before it.

    Raises
    ------
    Conflict
        If the case has changed on disk since it was read.
    OutputError
        If it cannot be written.
    """
    return save_case(file.path, after, expected_sha256=file.file_sha256, what=_ADDED)


def undo(path: Path) -> None:
    """Take the last change back, if it was `save` that made it.

    Raises
    ------
    ReadingError
        If there is none, or the case has changed since.
    OutputError
        If the case cannot be written.
    """
    found = versions(path)
    last = found[-1] if found else None
    before = [each.number for each in found if last is not None and each.sha256 == last.parent]
    if last is None or last.what != _ADDED or not before:
        raise ReadingError(str(path), "there is nothing to undo")
    try:
        restore_version(path, before[-1], expected_sha256=last.sha256)
    except Conflict:
        raise ReadingError(str(path), "it has changed since, so that nothing is undone") from None


_ADDED = "additions from documents"
"""What the history says of the change; only such a change is taken back."""


def _index(plain: object, kind: str, name: str) -> int | None:
    items = plain.get(kind, ()) if isinstance(plain, Mapping) else ()
    return next((n for n, item in enumerate(items) if _name(kind, item) == name), None)


def _name(kind: str, item: Any) -> str | None:
    if not isinstance(item, Mapping):
        return None
    if kind == "positions":
        return f"{item.get('party')}/{item.get('issue')}"
    name = item.get("id")
    return name if isinstance(name, str) else None


def _copy(data: Data) -> Any:
    """Return data that can be added to."""
    if isinstance(data, Mapping):
        return {key: _copy(value) for key, value in data.items()}
    if data is None or isinstance(data, str | int | float):
        return data
    return [_copy(each) for each in data]
