"""A few processes for quick questions, which stay; a question that nobody waits for is dropped."""

from __future__ import annotations

import os
import pickle
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import Any

from goodoffices.case import NoAnswer
from goodoffices.web._process import answer, begin, end, heard

__all__ = ["LIMIT", "WORKERS", "Call", "Pool"]

WORKERS = min(4, max(2, os.cpu_count() or 1))
"""Processes for quick questions; each takes some hundred megabytes."""

LIMIT = 30.0
"""Seconds of work after which a question is not a quick one."""

_GRACE = 1.0
"""Seconds that are left to a question which nobody waits for, before its process is ended: to
start another costs about as much."""

_LOOK = 0.2
"""Seconds between two looks at whether a question that is worked on is still wanted."""


class Call:
    """A question on its way.

    Parameters
    ----------
    function, arguments, named
        What to call, in another process.
    """

    def __init__(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> None:
        self.function = function
        self.arguments = arguments
        self.named = named
        self.future: Future[Any] = Future()
        self.size = 0
        """Bytes of the answer, once it is there."""
        self.waiting = 0
        """How many wait for it."""
        self.left = 0.0
        """When the last of them left."""


class Pool:
    """Processes that answer one question after another.

    Parameters
    ----------
    size
        How many.
    """

    def __init__(self, size: int = WORKERS) -> None:
        self._calls: queue.SimpleQueue[Call | None] = queue.SimpleQueue()
        self._size = size
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._closed = False

    def warm(self) -> None:
        """Start the processes, so that the first question need not wait for that."""
        for _ in range(self._size):
            call = Call(_nothing, (), {})
            # Wanted however long a process takes to start.
            call.waiting = 1
            self.submit(call)

    def submit(self, call: Call) -> None:
        """Queue a question."""
        with self._lock:
            if self._closed:
                call.future.set_exception(_stopped())
                return
            if not self._threads:
                self._threads = [
                    threading.Thread(target=self._serve, daemon=True) for _ in range(self._size)
                ]
                for thread in self._threads:
                    thread.start()
            self._calls.put(call)

    def drop(self, call: Call) -> None:
        """Take back a question that nobody waits for any more."""
        if not call.future.cancel():
            call.left = time.monotonic()

    def close(self) -> None:
        """End the processes; whoever still waits is told."""
        with self._lock:
            self._closed = True
        while True:
            try:
                call = self._calls.get_nowait()
            except queue.Empty:
                break
            if call is not None and call.future.set_running_or_notify_cancel():
                call.future.set_exception(_stopped())
        for _ in self._threads:
            self._calls.put(None)
        until = time.monotonic() + 3 * _LOOK
        for thread in self._threads:
            # One that still starts a process does not end with us, but its process does.
            thread.join(max(0.0, until - time.monotonic()))

    def _serve(self) -> None:
        worker: tuple[Any, Connection] | None = None
        while (call := self._calls.get()) is not None:
            if not call.future.set_running_or_notify_cancel():
                continue
            try:
                if worker is not None and not worker[0].is_alive():
                    # Killed while it had nothing to do, so that nothing is lost.
                    end(*worker)
                    worker = None
                if worker is None:
                    worker = begin(_answers)
                kind, what, call.size = self._asked(worker[1], call)
            except Exception as error:  # noqa: BLE001  # who asked is told, and the pool lives on
                if worker is not None:
                    end(*worker)
                worker = None
                call.future.set_exception(error)
            else:
                if kind == "done":
                    call.future.set_result(what)
                else:
                    call.future.set_exception(what)
        if worker is not None:
            end(*worker)

    def _asked(self, line: Connection, call: Call) -> tuple[str, Any, int]:
        asked = pickle.dumps((call.function, call.arguments, call.named))
        began = time.monotonic()
        try:
            line.send_bytes(asked)
            while not line.poll(_LOOK):
                now = time.monotonic()
                if now > began + LIMIT:
                    raise NoAnswer(
                        f"this took longer than {LIMIT:.0f} seconds; ask it on the command line, "
                        "which has no such limit"
                    )
                if self._closed or (not call.waiting and now > call.left + _GRACE):
                    raise _stopped()
            return heard(line)
        except (EOFError, OSError):
            # Killed, by the system's hand for want of memory for example.
            raise _stopped() from None


def _stopped() -> NoAnswer:
    return NoAnswer("the computation was stopped; ask again")


def _nothing() -> None:
    """Do nothing, in a process that has been started for it."""


def _answers(line: Connection) -> None:
    while True:
        function, arguments, named = pickle.loads(line.recv_bytes())  # noqa: S301  # our own
        answer(line, function, *arguments, **named)
