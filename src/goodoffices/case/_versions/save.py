"""Saving a case so that nobody's work is lost: not another's, not one's own, not an old one's."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodoffices.case._files import read_bounded, write_atomic
from goodoffices.case._versions.record import Version
from goodoffices.case._versions.store import Store, digest, sync
from goodoffices.case.errors import OutputError
from goodoffices.case.read import parse_case

__all__ = ["Conflict", "Saved", "read_version", "restore_version", "save_case", "versions"]

PATIENCE = 10.0
"""Seconds that a save waits for another."""

_FOUND = "as found on disk"


class Conflict(OutputError):
    """The file on disk is not the one that was read, so nothing was written.

    Parameters
    ----------
    path
        The file.
    mine
        What was to be written.
    theirs
        What lies there instead; ``None`` where the file is gone.
    """

    def __init__(self, path: Path, mine: bytes, theirs: bytes | None) -> None:
        self.path = path
        self.mine = mine
        self.theirs = theirs
        what = "it is gone" if theirs is None else "it has changed on disk"
        super().__init__(f"{path}: {what} since it was read; nothing was written")

    @property
    def sha256(self) -> str | None:
        """Hash of what lies there, which a save that overrules it has to expect."""
        return None if self.theirs is None else digest(self.theirs)


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving.

    Parameters
    ----------
    sha256
        Hash of the file as it is now, which the next save has to expect.
    version
        What is noted of it; ``None`` where the history could not be written.
    unkept
        Why not; the file itself is saved.
    """

    sha256: str
    version: Version | None
    unkept: str | None = None


def save_case(
    path: Path,
    data: bytes,
    *,
    expected_sha256: str | None,
    who: str = "",
    what: str = "",
    at: dt.datetime | None = None,
) -> Saved:
    """Write a case file, and keep the version in the history beside it.

    The file is written whole or not at all, whatever happens.  What lay there and is in no version
    yet is kept as a version first.  Bytes that lie there already are no new version.

    Parameters
    ----------
    path
        The file.
    data
        Its new bytes: those of a sound case.
    expected_sha256
        Hash of the file as it was read; ``None`` where there was none.
    who, what
        Who saves, and what was done, in words.
    at
        When; by default now.

    Raises
    ------
    CaseError
        If the bytes are no sound case.
    Conflict
        If the file on disk is another.
    OutputError
        If it cannot be written, or another process of ours is saving it for too long.
    """
    parse_case(data, str(path))
    moment = at or dt.datetime.now(dt.UTC)
    now = digest(data)
    with _alone(path):
        before = read_bounded(path, str(path)) if path.exists() else None
        expected = None if before is None else digest(before)
        if expected != expected_sha256:
            raise Conflict(path, data, before)
        store, unkept = Store(path), None
        try:
            last = _caught_up(store, before, moment)
            if before == data:
                return Saved(now, last)
            version = Version.made(moment, who, what, sha256=now, parent=expected)
            store.keep(data, version)
        except (OSError, OutputError) as error:
            unkept = f"the history of {path.name} cannot be written: {_reason(error)}"
        write_atomic(path, data)
        if unkept is not None:
            return Saved(now, None, unkept)
        try:
            sync(path.resolve().parent)
            return Saved(now, store.settle(now))
        except (OSError, OutputError):
            # It is announced, and entered by the next save; until then it counts by its hash.
            return Saved(now, store.versions(now)[-1])


def versions(path: Path) -> tuple[Version, ...]:
    """Return the versions of a case file, oldest first.

    Raises
    ------
    OutputError
        If the history cannot be read.
    """
    now = digest(read_bounded(path, str(path))) if path.exists() else None
    return Store(path).versions(now)


def read_version(path: Path, number: int) -> bytes:
    """Return the bytes of a version.

    Raises
    ------
    OutputError
        If there is no such version, or it is damaged.
    """
    found = [each for each in versions(path) if each.number == number]
    if not found:
        raise OutputError(f"{path}: there is no version {number}")
    return Store(path).read(found[0].sha256)


def restore_version(
    path: Path,
    number: int,
    *,
    expected_sha256: str | None,
    who: str = "",
    at: dt.datetime | None = None,
) -> Saved:
    """Make an old version the newest; the versions between stay.

    Parameters
    ----------
    path
        The file.
    number
        The old version.
    expected_sha256, who, at
        As for `save_case`, whose errors it has as well.
    """
    data, what = read_version(path, number), f"version {number} restored"
    return save_case(path, data, expected_sha256=expected_sha256, who=who, what=what, at=at)


def _caught_up(store: Store, before: bytes | None, moment: dt.datetime) -> Version | None:
    """Return the last version, having made one of what lies on disk if it is none yet."""
    now = None if before is None else digest(before)
    last = store.settle(now)
    if before is None or now is None or (last is not None and last.sha256 == now):
        return last
    parent = None if last is None else last.sha256
    store.keep(before, Version.made(moment, "", _FOUND, sha256=now, parent=parent))
    return store.settle(now)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a file against every other process of ours that saves it, or one beside it.

    The folder is locked, which is there before anything is written and leaves nothing behind.
    """
    try:
        handle = os.open(path.resolve().parent, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {_reason(error)}") from None
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise OutputError(f"{path}: another process is saving it; try again") from None
                time.sleep(0.02)
            except OSError as error:
                raise OutputError(f"{path}: cannot be locked: {_reason(error)}") from None
        yield
    finally:
        os.close(handle)


def _reason(error: OSError | OutputError) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or type(error).__name__).lower()
