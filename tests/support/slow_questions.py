"""Questions about a case that take as long, or end as badly, as a test wants."""

from __future__ import annotations

import os
import time
from pathlib import Path


def pid(_file, _progress=None):
    """Return who answers."""
    return os.getpid()


def noted(_file, *, note, seconds=0.0):
    """Write a line when begun and one when done, so that a test sees what was computed."""
    with Path(note).open("a") as stream:
        stream.write(f"begun {os.getpid()}\n")
        stream.flush()
        time.sleep(seconds)
        stream.write("done\n")
    return seconds


def sleeps(_file, progress, *, seconds, note):
    """Take long, and say so."""
    Path(note).write_text(str(os.getpid()))
    progress("sleep", 0.5)
    time.sleep(seconds)
    return "slept"


def breaks(_file, _progress=None):
    """Fail in a way that no user can mend."""
    raise ZeroDivisionError("a slip of ours")


def dies(_file, _progress=None):
    """End as a process does that the system kills for want of memory."""
    os.kill(os.getpid(), 9)


def unsendable(_file, _progress=None):
    """Return what cannot go to another process."""
    return lambda: None


def slow_to_start():
    """Do nothing, after a while."""
    time.sleep(0.6)


class _Odd(Exception):
    """Something that can be sent and not be read."""

    def __init__(self, one, other):
        super().__init__(one + other)


class _Unreadable:
    """The same in an answer."""

    def __reduce__(self):
        return _Odd, ("one",)


def unreadable(_file, _progress=None):
    """Return what can be sent and not be read."""
    return _Unreadable()
