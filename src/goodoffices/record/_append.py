"""Adding to a log so that nothing in it is ever lost.

A line is added under a lock, in one write, and is on the disk before anybody is told so.  Whatever
stops the writing leaves the lines before it whole and, at worst, the beginning of one after them.
Whoever adds next takes that beginning off, after it has been copied to a file beside the log.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from goodoffices.case import OutputError
from goodoffices.record._entry import Draft, Entry, Resolution
from goodoffices.record._ledger import Ledger
from goodoffices.record._line import HEADER, line_of, written
from goodoffices.record._log import Log, bundled_logs, locked, log_path, parse
from goodoffices.record.errors import RecordError

__all__ = ["Added", "add_forecast", "add_resolution"]


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to a log.

    Parameters
    ----------
    entry
        The entry as it stands there.
    line
        Its line, counted from 1.
    sha256
        The hash of that line, which stands for the whole log up to it.
    kept
        The file that now has the beginning of a line whose writing had been cut short, if one
        was found.
    """

    entry: Entry
    line: int
    sha256: str
    kept: Path | None


def add_forecast(name: str, draft: Draft, *, today: dt.date) -> Added:
    """Add a forecast to a log; the first one begins it.

    Parameters
    ----------
    name
        The file.
    draft
        The forecast; one by the same forecaster on the same question is superseded by it.
    today
        The day on which it is written down.

    Raises
    ------
    RecordError
        If the log cannot be read, or cannot take the forecast; it is then as it was.
    OutputError
        If it cannot be written to; it is then as it was.
    """
    if draft.made > today:
        raise RecordError(name, f"the forecast is of {draft.made}, which is after today, {today}")
    return _add(name, lambda ledger: ledger.numbered(draft))


def add_resolution(name: str, resolution: Resolution, *, today: dt.date) -> Added:
    """Add to a log what became of a question.

    Parameters
    ----------
    name
        The file.
    resolution
        What became of which question.
    today
        The day on which it is written down.

    Raises
    ------
    RecordError
        If the log cannot be read, or cannot take the resolution; it is then as it was.
    OutputError
        If it cannot be written to; it is then as it was.
    """
    if resolution.on > today:
        raise RecordError(
            name, f"{resolution.question} cannot have been decided on {resolution.on}: "
            f"that is after today, {today}",
        )  # fmt: skip
    if not os.path.lexists(log_path(name)):
        raise RecordError(
            name, "there is no such log, and so nothing to resolve; --log names another"
        )
    return _add(name, lambda _: resolution)


def _add(name: str, make: Callable[[Ledger], Entry]) -> Added:
    path = log_path(name)
    if path in bundled_logs().values():
        raise RecordError(
            name, f"this log comes with the program and is not added to; copy {path} and name the "
            "copy with --log",
        )  # fmt: skip
    if not os.path.lexists(path):
        # Refused before there is a file, so that a mistake leaves none behind.
        _next(Log(name, path), make)
    with locked(path, name, os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as stream:
        handle = stream.fileno()
        log = parse(stream.read(), name, path)
        entry, line, digest, text = _next(log, make)
        kept = None
        try:
            if log.cut:
                kept = _keep(path, log.cut)
                os.ftruncate(handle, log.whole)
            _write(handle, text, log.whole)
            _sync_folder(path)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise OutputError(f"{name}: cannot be written: {reason}; nothing was added") from None
    return Added(entry, line, digest, kept)


def _next(log: Log, make: Callable[[Ledger], Entry]) -> tuple[Entry, int, str, bytes]:
    """Return the entry that is to be added, its line's number and hash, and the bytes to write."""
    ledger = log.ledger()
    try:
        entry = written(make(ledger))
        ledger.admit(entry)
    except ValueError as error:
        raise RecordError(log.name, str(error)) from None
    header, first = HEADER
    line, digest = line_of(entry, log.hashes[-1] if log.hashes else first)
    begin = (b"" if log.ended else b"\n") if log.hashes else header + b"\n"
    return entry, max(len(log.hashes), 1) + 1, digest, begin + line + b"\n"


def _keep(path: Path, cut: bytes) -> Path:
    """Write what was cut short to a new file beside the log, and return that."""
    number = 1
    while True:
        kept = path.with_name(f"{path.name}.cut-{number}")
        try:
            handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        except FileExistsError:
            number += 1
            continue
        with os.fdopen(handle, "wb") as stream:
            stream.write(cut)
            stream.flush()
            os.fsync(handle)
        _sync_folder(kept)
        return kept


def _write(handle: int, text: bytes, end: int) -> None:
    try:
        rest = memoryview(text)
        place = end
        while rest:
            count = os.pwrite(handle, rest, place)
            rest, place = rest[count:], place + count
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, end)
        raise


def _sync_folder(path: Path) -> None:
    """Make sure that the name of a new file outlives a crash of the machine."""
    handle = os.open(path.resolve().parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
