"""The folder that keeps the versions of one file.

::

    .goodoffices/history/<file name>/
        log          one line per version, only ever added to
        pending      the line of a version that is being put in place
        <sha256>     the bytes of a version, as they were

The order of writing is: bytes, pending, the case file itself, log.  Wherever that stops, the case
file is whole, and the next look knows from the case file's hash whether the pending version was put
in place.  A torn last line of the log is one that was being added, and pending still has it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from goodoffices.case._files import read_bounded, write_atomic
from goodoffices.case._versions.record import Version
from goodoffices.case.errors import CaseError, OutputError

__all__ = ["Store", "digest", "sync"]

LONGEST = 50_000_000
"""Bytes of a log; a line has some 300."""


def digest(data: bytes) -> str:
    """Return the hash by which a version goes."""
    return hashlib.sha256(data).hexdigest()


def sync(folder: Path) -> None:
    """Have the names in a folder on the disk, and not only what the files hold."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class _Log:
    """What the log holds.

    Parameters
    ----------
    found
        Its versions; a line that is damaged is left out and keeps its number.
    lines
        Its whole lines.
    size
        Their length in bytes; what lies beyond is torn.
    """

    found: tuple[Version, ...]
    lines: int
    size: int


class Store:
    """The versions of one file; whoever writes holds the lock of `save_case`.

    Parameters
    ----------
    path
        The case file.
    """

    def __init__(self, path: Path) -> None:
        target = path.resolve()
        self.top = target.parent / ".goodoffices"
        self.folder = self.top / "history" / target.name
        self._log_file, self._pending_file = self.folder / "log", self.folder / "pending"

    def versions(self, now: str | None) -> tuple[Version, ...]:
        """Return the versions, oldest first.

        Parameters
        ----------
        now
            Hash of the case file as it is, which decides whether a pending version counts.

        Raises
        ------
        OutputError
            If they cannot be read.
        """
        log = self._log()
        pending = self._pending(log, now)
        return log.found if pending is None else (*log.found, pending)

    def read(self, sha256: str) -> bytes:
        """Return the bytes of a version.

        Raises
        ------
        OutputError
            If they are not there, or not what they were.
        """
        self._inside()
        data = _read(self.folder / sha256)
        if digest(data) != sha256:
            raise OutputError(f"{self.folder / sha256}: it is damaged, its hash is another by now")
        return data

    def keep(self, data: bytes, version: Version) -> None:
        """Keep the bytes of a version, and announce that they are about to be put in place.

        Raises
        ------
        OSError, OutputError
            If the folder cannot be written.
        """
        self._make()
        kept = self.folder / version.sha256
        with contextlib.suppress(OutputError):
            if self.read(version.sha256) == data:
                kept = self._pending_file
        if kept != self._pending_file:
            write_atomic(kept, data)
        write_atomic(self._pending_file, version.line())
        sync(self.folder)

    def settle(self, now: str | None) -> Version | None:
        """Enter the pending version in the log if it was put in place, and return the last one.

        Raises
        ------
        OSError, OutputError
            If the folder cannot be written.
        """
        log = self._log()
        pending = self._pending(log, now)
        if pending is not None:
            handle = os.open(self._log_file, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.truncate(log.size)
                stream.seek(log.size)
                stream.write(pending.line())
                stream.flush()
                os.fsync(stream.fileno())
            sync(self.folder)
        self._pending_file.unlink(missing_ok=True)
        return pending or (log.found[-1] if log.found else None)

    def _log(self) -> _Log:
        self._inside()
        if not self._log_file.exists():
            return _Log((), 0, 0)
        data = _read(self._log_file)
        size = data.rfind(b"\n") + 1
        lines = data[:size].split(b"\n")[:-1]
        read = (Version.of_line(line, n) for n, line in enumerate(lines, 1))
        return _Log(tuple(each for each in read if each is not None), len(lines), size)

    def _pending(self, log: _Log, now: str | None) -> Version | None:
        """Return the pending version if it was put in place and the log does not have it yet."""
        if not self._pending_file.exists():
            return None
        pending = Version.of_line(_read(self._pending_file), log.lines + 1)
        if pending is None or pending.sha256 != now:
            return None
        entered = bool(log.found) and log.found[-1].line() == pending.line()
        return None if entered else pending

    def _make(self) -> None:
        if not self.top.exists():
            # What is kept is as confidential as the case, and no part of what is in git.
            self.top.mkdir(mode=0o700, exist_ok=True)
            write_atomic(self.top / ".gitignore", b"*\n")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._inside()

    def _inside(self) -> None:
        """Refuse a folder that leads elsewhere, which a link from somebody else could."""
        if self.folder.resolve() != self.folder:
            raise OutputError(f"{self.folder}: this leads out of the folder, expected no link")


def _read(path: Path) -> bytes:
    try:
        return read_bounded(path, str(path), LONGEST)
    except CaseError as error:
        raise OutputError(str(error)) from None
