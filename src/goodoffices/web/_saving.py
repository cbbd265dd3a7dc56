"""Changes of a case that several people may make at once: saved, merged, or put to a choice.

A form is made from a version of the file, and says which.  What is sent is a change of that
version.  If it still lies on the disk, the result is saved; if not, the two are merged, and where
both changed the same, nothing is written and somebody chooses.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from goodoffices.brief import describe_changes
from goodoffices.case import (
    Case,
    CaseError,
    Clash,
    Conflict,
    NoAnswer,
    Problem,
    Saved,
    merge_texts,
    parse_case,
    save_case,
)
from goodoffices.web._asked import digest

__all__ = ["Choices", "Done", "Outcome", "Pending", "save"]

_TRIES = 20
"""Times that a save begins again because yet another has come before it."""


_TURN = threading.Lock()


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose where two changes clashed.

    Parameters
    ----------
    seen
        Hash of their version, as it was when they chose.
    mine, theirs
        The paths at which they chose the one or the other.
    """

    seen: str
    mine: frozenset[tuple[str, ...]]
    theirs: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Done:
    """The change is on the disk.

    Parameters
    ----------
    saved
        What came of saving; ``None`` where the file says already what was to be saved.
    merged
        Whether the file had been changed meanwhile, and both changes are in it.
    """

    saved: Saved | None
    merged: bool


@dataclass(frozen=True, slots=True)
class Pending:
    """Nothing was written, because the file was changed meanwhile.

    Parameters
    ----------
    theirs
        What lies on the disk.
    clashes
        Where both changed the same.
    problems
        Why the two together make no sound case, where that is so.
    known
        Whether the version that the change was made from is known; without it nothing can be
        merged.
    """

    theirs: bytes
    clashes: tuple[Clash, ...] = ()
    problems: tuple[Problem, ...] = ()
    known: bool = True


Outcome = Done | Pending


def save(
    path: Path,
    mine: bytes,
    *,
    base: bytes | None,
    expected: str,
    who: str,
    choices: Choices | None = None,
) -> Outcome:
    """Save a changed case, with what others have changed meanwhile.

    Parameters
    ----------
    path
        The file.
    mine
        The case as it is to be.
    base, expected
        The version that it was made from, where its bytes are known; and its hash.
    who
        Who saves.
    choices
        What was chosen where two changes clashed; it counts only against the version that was seen.

    Raises
    ------
    CaseError
        If the changed case is not sound.
    OutputError
        If it cannot be written, or the file is gone.
    """
    if base == mine:
        return Done(None, merged=False)
    # One after the other: who waits merges once, and not again for each that came before.
    with _TURN:
        return _save(path, mine, base=base, expected=expected, who=who, choices=choices)


def _save(
    path: Path,
    mine: bytes,
    *,
    base: bytes | None,
    expected: str,
    who: str,
    choices: Choices | None,
) -> Outcome:
    data, before, merged = mine, base, False
    for _ in range(_TRIES):
        what = _what(before, data, path.name)
        try:
            saved = save_case(path, data, expected_sha256=expected, who=who, what=what)
        except Conflict as conflict:
            if conflict.theirs is None:
                raise
            theirs = before = conflict.theirs
            if theirs == mine:
                return Done(None, merged=True)
            found = _merged(base, mine, theirs, path.name, choices)
            if isinstance(found, Pending):
                return found
            data, expected, merged = found, digest(theirs), True
            if data == theirs:
                return Done(None, merged=True)
        else:
            return Done(saved, merged)
    raise NoAnswer(f"{path.name}: it is being changed all the time; nothing was written, try again")


def _merged(
    base: bytes | None, mine: bytes, theirs: bytes, name: str, choices: Choices | None
) -> bytes | Pending:
    """Return two versions as one, or what stands against it."""
    if base is None:
        return Pending(theirs, known=False)
    if choices is not None and choices.seen != digest(theirs):
        choices = None
    wins: Collection[tuple[str, ...]] = choices.mine if choices else ()
    settled = choices.theirs if choices else frozenset()
    try:
        found = merge_texts(base, mine, theirs, name, mine_wins=wins)
    except CaseError as error:
        # What lies there was broken by hand; nobody's work is mended into it.
        return Pending(theirs, problems=error.problems)
    open_ones = tuple(clash for clash in found.clashes if clash.path not in settled)
    if open_ones:
        return Pending(theirs, open_ones)
    if found.data is None:
        return Pending(theirs, problems=found.problems)
    return found.data


def _what(before: bytes | None, after: bytes, name: str) -> str:
    """Say what changes; nothing where that cannot be said."""
    old, new = _case(before, name), parse_case(after, name)[0]
    return "" if old is None else "; ".join(describe_changes(old, new)) or "layout or comments"


def _case(data: bytes | None, name: str) -> Case | None:
    if data is None:
        return None
    try:
        return parse_case(data, name)[0]
    except CaseError:
        # A case that was broken can be mended, though not be compared.
        return None
