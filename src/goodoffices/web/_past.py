"""Versions that pages were made from, and undo and redo that every tab sees alike.

Undo and redo are a line of versions with a place on it, kept by the server for each file, so that
two tabs and two browsers share one.  When the server starts, the line is that of the log beside the
file and its place the end; what was undone before that can be restored from the history.  Each step
is a version of its own: the history only ever grows.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from goodoffices.case import (
    Conflict,
    History,
    OutputError,
    Saved,
    Version,
    read_bounded,
    read_version,
    restore_version,
)
from goodoffices.case import versions as versions_of
from goodoffices.web._asked import digest
from goodoffices.web._latest import Latest

__all__ = ["Past"]

_MOST = 10_000
_ROOM = 60_000_000
"""Number and bytes of versions kept for the forms that were made from them."""


class Past:
    """What the server remembers of the files that it serves."""

    def __init__(self) -> None:
        self._kept: Latest[bytes] = Latest(_MOST, _ROOM)
        self._lines: dict[Path, History[str]] = {}
        # A step waits for whoever else saves, a page that is looked at must not: so the steps have
        # a lock of their own, and the other one is held for moments only.
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def keep(self, data: bytes) -> str:
        """Remember a version that a form is made from, and return its hash."""
        key = digest(data)
        self._kept.put(key, data, len(data))
        return key

    def bytes_of(self, path: Path, sha256: str) -> bytes | None:
        """Return a version by its hash: one that is remembered, or one of the history."""
        kept = self._kept.get(sha256)
        if kept is not None:
            return kept
        try:
            number = _number(versions_of(path), sha256)
            return None if number is None else read_version(path, number)
        except OutputError:
            # Damaged or taken away: then it is not known, and whoever asked says so.
            return None

    def line(self, path: Path) -> History[str]:
        """Return the versions to undo and to redo, by hash, with the file as it is at its place."""
        with self._lock:
            return self._line(path, _now(path), _versions(path))

    def step(self, path: Path, now: str, who: str, *, back: bool) -> Saved | None:
        """Undo, or redo, one step; None where there is none.

        Parameters
        ----------
        path
            The file.
        now
            Hash of the version that is looked at, so that nothing unseen is undone.
        who
            Who does it.
        back
            Whether to undo.

        Raises
        ------
        Conflict
            If the file is another by now.
        OutputError
            If the version cannot be read, or not be written.
        """
        with self._turn:
            with self._lock:
                there, known = read_bounded(path, path.name), _versions(path)
                line = self._line(path, digest(there), known)
            if digest(there) != now:
                raise Conflict(path, b"", there)
            moved = line.undo() if back else line.redo()
            number = _number(known, moved.present)
            if moved is line or number is None:
                return None
            saved = restore_version(path, number, expected_sha256=now, who=who)
            with self._lock:
                # Whoever looked meanwhile took it for a change from outside.
                self._lines[path] = moved
            return saved

    def _line(self, path: Path, now: str, known: tuple[Version, ...]) -> History[str]:
        hashes = [sha256 for sha256, _ in groupby(each.sha256 for each in known)]
        line = self._lines.get(path)
        if line is None:
            past = hashes[:-1] if hashes and hashes[-1] == now else hashes
            line = History(now, tuple(past)[-200:])
        elif line.present != now:
            for sha256 in _since(hashes, line.present, now):
                # What is in no version cannot come back.
                line = line.do(sha256) if line.present in hashes else replace(line, present=sha256)
            line = replace(line, future=())
        self._lines[path] = line
        return line


def _since(hashes: list[str], seen: str, now: str) -> list[str]:
    """Return the versions from the one that was seen to the one that is there, one by one.

    A save that was merged with another program's change adds two: what was found on the disk, and
    what came of both.  To undo the save is not to undo the other change.
    """
    if not hashes or hashes[-1] != now:
        return [now]
    begin = next((n for n in range(len(hashes) - 2, -1, -1) if hashes[n] == seen), len(hashes) - 3)
    return hashes[max(begin + 1, 0) :]


def _now(path: Path) -> str:
    return digest(read_bounded(path, path.name))


def _versions(path: Path) -> tuple[Version, ...]:
    try:
        return versions_of(path)
    except OutputError:
        # Without a history there is nothing to undo; the page of the history says why.
        return ()


def _number(known: tuple[Version, ...], sha256: str) -> int | None:
    return next((each.number for each in reversed(known) if each.sha256 == sha256), None)
