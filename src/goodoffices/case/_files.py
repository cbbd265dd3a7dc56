"""Files in and out: bounded reading, atomic writing."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from goodoffices.case.errors import CaseError, OutputError, Problem

__all__ = ["LIMIT", "read_bounded", "write_atomic"]

LIMIT = 5_000_000
"""Largest file read, in bytes; the longest case imaginable by hand is a tenth of it."""


def read_bounded(path: Path, name: str, limit: int = LIMIT) -> bytes:
    """Read a regular file of at most `limit` bytes.

    Parameters
    ----------
    path
        The file.
    name
        The file as the user named it, for messages.
    limit
        Largest size in bytes.

    Raises
    ------
    CaseError
        If there is no such file, or it is no regular file, unreadable or too large.
    """
    try:
        # Looking before opening: opening a pipe nobody writes to would wait for ever.
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _unreadable(name, "this is a directory, expected a case file")
        if not stat.S_ISREG(status.st_mode):
            raise _unreadable(name, "this is not a regular file, expected a case file")
        if status.st_size > limit:
            raise _unreadable(name, _too_large(status.st_size, limit))
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(name, f"cannot be read: {_reason(error)}") from None
    if len(data) > limit:
        raise _unreadable(name, _too_large(len(data), limit))
    return data


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a crash, finds either the old bytes or all the new ones.

    Parameters
    ----------
    path
        The file, replaced if it exists.
    data
        Its new content.

    Raises
    ------
    OutputError
        If it cannot be written; an old file is then as it was.
    """
    temporary: Path | None = None
    try:
        # A link is followed, so that the file it names is replaced and not the link.
        target = path.resolve()
        if target.is_dir():
            raise OutputError(f"{path}: this is a directory, expected the name of a file")
        if target.exists() and not target.is_file():
            # Replacing a device would remove it from the machine.
            raise OutputError(f"{path}: this is not a regular file, so it cannot be replaced")
        mode = _mode(target)
        temporary = target.with_name(f".{target.name[:40]}.{os.urandom(8).hex()}")
        # Private until it has the mode of what it replaces; a new one has that of any new file.
        handle = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600
        )
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            if mode is not None:
                os.fchmod(stream.fileno(), mode)
        temporary.replace(target)
    except (OSError, ValueError) as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise OutputError(f"{path}: cannot be written: {_reason(error)}") from None


def _mode(target: Path) -> int | None:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        return None


def _reason(error: OSError | ValueError) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or type(error).__name__).lower()


def _too_large(size: int, limit: int) -> str:
    return f"the file has {size:,} bytes, expected at most {limit:,}"


def _unreadable(name: str, message: str) -> CaseError:
    return CaseError(name, (Problem(None, None, "", message),))
