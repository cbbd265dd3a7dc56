"""Reading a log of forecasts: every line checked, up to the last whole one."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from goodoffices.record._ledger import Asked, Ledger
from goodoffices.record._line import HEADER, VERSION, entry_in, read_line
from goodoffices.record.errors import RecordError

__all__ = ["Log", "bundled_logs", "locked", "log_path", "parse", "read_log"]

LIMIT = 50_000_000
"""Largest log read, in bytes: some fifty thousand forecasts."""

_PATIENCE = 10.0
"""Seconds for which a lock is waited for; whoever holds it needs a moment of them."""
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Log:
    """A log as far as it can be read.

    Parameters
    ----------
    name, path
        The log as the user named it, and where it lies.
    asked
        The questions in the order in which they were first asked.
    hashes
        Of each line, the header included; the last stands for the whole log.
    whole
        How many bytes the whole lines take.
    ended
        False where the last whole line lacks nothing but its end.
    cut
        What follows the last whole line: the beginning of one whose writing was cut short.
    """

    name: str
    path: Path
    asked: tuple[Asked, ...] = ()
    hashes: tuple[str, ...] = ()
    whole: int = 0
    ended: bool = True
    cut: bytes = b""

    def ledger(self) -> Ledger:
        """Return the questions as a ledger, which takes more entries and leaves this log alone."""
        ledger = Ledger()
        ledger.asked = {asked.question.id: asked for asked in self.asked}
        return ledger


def bundled_logs() -> dict[str, Path]:
    """Return the logs that ship with the package, by name."""
    folder = Path(__file__).parent
    return {path.stem.removesuffix("-forecasts"): path for path in folder.glob("*-forecasts.jsonl")}


def log_path(name: str) -> Path:
    """Return the path of a log: of a file, or of a bundled log where there is no such file."""
    path = Path(name)
    # lexists: a link that leads nowhere is the user's own mistake, not the name of a bundled log.
    return path if os.path.lexists(path) else bundled_logs().get(name, path)


def read_log(name: str) -> Log:
    """Read a log.

    Parameters
    ----------
    name
        A file, or the name of a bundled log.

    Raises
    ------
    RecordError
        If there is none, it cannot be read, or a line has been edited, moved or removed.
    """
    path = log_path(name)
    with locked(path, name, os.O_RDONLY, fcntl.LOCK_SH) as stream:
        data = stream.read()
    return parse(data, name, path)


@contextmanager
def locked(path: Path, name: str, flags: int, lock: int) -> Iterator[BinaryIO]:
    """Open a log, hold it against others, and yield it.

    Raises
    ------
    RecordError
        If it cannot be opened, is no regular file or too large, or others hold it for long.
    """
    try:
        # Looking before opening: opening a pipe that nobody writes to would wait for ever.
        if path.exists() and not path.is_file():
            raise RecordError(name, "this is not a regular file, expected a log of forecasts")
        handle = os.open(path, flags | os.O_CLOEXEC, 0o666)
    except FileNotFoundError:
        if flags & os.O_CREAT:
            raise RecordError(
                name, f"there is no folder {path.parent}; make it, or name another file"
            ) from None
        raise RecordError(
            name,
            "there is no such log; `goodoffices record forecast` begins one, and --log names one "
            f"(bundled: {', '.join(sorted(bundled_logs()))})",
        ) from None
    except (OSError, ValueError) as error:
        raise RecordError(name, f"cannot be opened: {_reason(error)}") from None
    with os.fdopen(handle, "r+b" if flags & os.O_RDWR else "rb", buffering=0) as stream:
        size = os.fstat(handle).st_size
        if size > LIMIT:
            raise RecordError(
                name, f"the log has {size:,} bytes, expected at most {LIMIT:,}; begin another"
            )
        _hold(handle, name, lock)
        yield stream


def _hold(handle: int, name: str, lock: int) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, lock | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise RecordError(
                    name,
                    f"another program has held the log for more than {_PATIENCE:.0f} seconds; "
                    "let it end, then try again",
                ) from None
            time.sleep(_PAUSE)
        except OSError as error:
            raise RecordError(name, f"cannot be locked: {_reason(error)}") from None
        else:
            return


def parse(data: bytes, name: str, path: Path) -> Log:
    """Return the log that some bytes are.

    A last line without its end is one like the others where it has all of an object; otherwise
    its writing was cut short.

    Raises
    ------
    RecordError
        If a line is not as it was written, or does not follow the one before it.
    """
    lines = data.split(b"\n")
    rest = lines.pop()
    ended = not _is_whole(rest)
    if not ended:
        lines.append(rest)
        rest = b""
    ledger = Ledger()
    hashes: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            content, digest = read_line(line, hashes[-1] if hashes else "")
            if number == 1:
                _check_header(content, line)
            else:
                ledger.admit(entry_in(content))
        except ValueError as error:
            raise RecordError(name, str(error), number) from None
        hashes.append(digest)
    if not lines and not HEADER[0].startswith(rest):
        # Whatever this file is, adding to it must not take it for a log that was cut short.
        raise RecordError(name, "this is no log of forecasts; --log names another file", 1)
    return Log(
        name, path, tuple(ledger.asked.values()), tuple(hashes), len(data) - len(rest), ended, rest
    )


def _is_whole(line: bytes) -> bool:
    """Tell whether a line has all of an object; the beginning of one never has."""
    try:
        json.JSONDecoder().raw_decode(line.decode())
    except (ValueError, RecursionError):
        return False
    return True


def _check_header(content: dict[str, object], line: bytes) -> None:
    if content["kind"] == "log" and content.get("version") != VERSION:
        raise ValueError(
            f"the log has version {content.get('version')!r}, expected {VERSION}; a later "
            "goodoffices has written it"
        )
    if line != HEADER[0]:
        raise ValueError("the first line is not that of a log; it has been removed or replaced")


def _reason(error: OSError | ValueError) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or type(error).__name__).lower()
