"""Processes that compute: what they are started with, and how they end with the server."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any

from goodoffices.case import GoodofficesError

__all__ = ["Fault", "answer", "begin", "end", "heard"]

_PRELOADED = [
    "goodoffices.web._answers", "goodoffices.web._pool", "goodoffices.web._work",
    "goodoffices.zone", "goodoffices.talks", "goodoffices.order", "goodoffices.intent",
]  # fmt: skip

_STARTING = threading.Lock()
"""`multiprocessing` keeps its list of children for one thread at a time."""


class Fault(Exception):
    """Something in a computation that no user can mend; its text is the traceback."""


@cache
def _context() -> Any:
    # A server of fresh processes: the libraries are loaded once, and no thread of ours is
    # copied half-way through something.
    methods = multiprocessing.get_all_start_methods()
    made: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        made.set_forkserver_preload(_PRELOADED)
    return made


def begin(target: Callable[..., None], *arguments: Any) -> tuple[Any, Connection]:
    """Start a process, and return it with our end of the line to it.

    Parameters
    ----------
    target
        A function of a module; takes its end of the line, then the arguments.
    arguments
        The rest.
    """
    ours, theirs = _context().Pipe()
    process = _context().Process(target=_run, args=(target, theirs, *arguments), daemon=True)
    try:
        with _STARTING, _deaf():
            process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return process, ours


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Let what is started here not hear of Ctrl-C.

    In a terminal it reaches every process; what happens then is the server's to say. The server of
    fresh processes inherits the mask, and so does all that it starts.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # It lifts the mask itself when it begins, so it begins first.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end(process: Any, line: Connection) -> None:
    """End a process at once, and leave nothing of it behind."""
    process.kill()
    line.close()
    with _STARTING:
        process.join()
        process.close()


def heard(line: Connection) -> tuple[str, Any, int]:
    """Return the next message of a process: its kind, what it says, and its bytes.

    Raises
    ------
    EOFError, OSError
        If the process has ended.
    """
    data = line.recv_bytes()
    kind, what = pickle.loads(data)  # noqa: S301  # of our own process
    return kind, what, len(data)


def answer(
    line: Connection, function: Callable[..., Any], /, *arguments: Any, **named: Any
) -> None:
    """Send what a function returns, or why it returns nothing."""
    try:
        said = pickle.dumps(("done", function(*arguments, **named)))
    except GoodofficesError as error:
        said = pickle.dumps(("failed", error))
    except Exception:  # noqa: BLE001
        # Told to the terminal by the server, which knows who asked.
        said = pickle.dumps(("failed", Fault(traceback.format_exc())))
    line.send_bytes(said)


def _run(target: Callable[..., None], line: Connection, *arguments: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    # They say that nobody is there any more.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError, EOFError):
        target(line, *arguments)


def _follow() -> None:
    """End this process when the server has ended, however it did."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
