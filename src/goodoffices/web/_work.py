"""Answers computed beside the server, so that no page ever waits for another's.

Quick questions (what-ifs, a draft's marks) go to a few processes that stay; long ones (the talks,
a whole brief) get a process of their own, which tells how far it is and can be ended.  Equal
questions are computed once: an answer is known by its function, its case, and its arguments.
What nobody waits for any more is not computed: a quick question is dropped with the last request
that asked it, a long one when no page has looked at it for `PATIENCE`.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
import logging
import os
import pickle
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from goodoffices.case import GoodofficesError, NoAnswer
from goodoffices.web._asked import Asked
from goodoffices.web._latest import Latest
from goodoffices.web._pool import Call, Pool
from goodoffices.web._process import answer, begin, end, heard

__all__ = ["Job", "Progress", "Work"]

Progress = Callable[[str, float], None]
"""Called with the part that is being worked on, and the share of it that is done."""

Key = tuple[Hashable, ...]

_Long = tuple[Callable[..., Any], Asked, dict[str, Any]]
"""What a long question is about: its function, the case, and its arguments."""

_LOG = logging.getLogger(__name__)
"""To the terminal where the server was started: what is wrong with the program, no user mends."""

LONG = 2
"""Long questions worked on at a time."""

WAITING = 50
"""Long questions that wait for their turn, at most."""

PATIENCE = 600.0
"""Seconds after which a long question that no page looks at is given up; a page in the background
looks once a minute."""

KEPT = 256
"""Answers kept, of long questions an eighth of it."""

BYTES = 64_000_000
"""What the answers kept may take as they come from their processes, in bytes."""

_OFTEN = 0.1
"""Seconds between two words on how far it is."""

_DIGITS = 12
"""A number of a job is shorter than this."""

_LONG_KEY = 200
"""Characters of an argument above which only its hash is remembered."""


@dataclass(slots=True)
class Job:
    """A long question, and how far it is.

    Parameters
    ----------
    number
        Its name in addresses.
    key
        What is asked.
    state
        Whether it waits for a process, is worked on, or is over, and how.
    part, done
        What it is working on, and the share of that which is done.
    result
        The answer, once it is there.
    size
        Bytes of the answer.
    error
        Why there is none, where a user can mend it; None where the fault is the program's own.
    seen
        When a page last looked at it.
    """

    number: int
    key: Key
    state: Literal["waiting", "working", "done", "failed", "cancelled"] = "waiting"
    part: str = ""
    done: float = 0.0
    result: Any = None
    size: int = 0
    error: GoodofficesError | None = None
    seen: float = 0.0
    process: Any = field(default=None, repr=False)

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed", "cancelled")

    def answers(self, function: Callable[..., Any], path: Path, **arguments: Hashable) -> bool:
        """Return whether it asks a function of a case file, with these short arguments."""
        module, name, about, *given = self.key
        return (
            (module, name) == (function.__module__, function.__qualname__)
            and isinstance(about, tuple)
            and path in about
            and set(arguments.items()) <= set(given)
        )


class Work:
    """All that is being computed, and the latest answers."""

    def __init__(self) -> None:
        self._pool = Pool()
        self._answers: Latest[tuple[Any]] = Latest(KEPT, BYTES)
        self._open: dict[Key, Call] = {}
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._queue: deque[tuple[Job, _Long]] = deque()
        self._working = 0
        self._numbers = itertools.count(1)
        # A question may end in the very moment in which it is asked or dropped.
        self._lock = threading.RLock()

    def warm(self) -> None:
        """Load the libraries in the background, so that the first question need not wait."""
        self._pool.warm()

    async def quick(self, function: Callable[..., Any], asked: Asked, **arguments: Hashable) -> Any:
        """Return what a function of a case answers, computed in another process.

        Parameters
        ----------
        function
            Takes a `CaseFile` and the arguments; a function of a module, so that another process
            can find it.
        asked
            The case.
        arguments
            The rest of the question.

        Raises
        ------
        GoodofficesError
            If a user can mend it; also if it takes longer than half a minute.
        """
        key = _key(function, asked, arguments)
        with self._lock:
            known = self._answers.get(key)
            if known is not None:
                return known[0]
            call = self._open.get(key)
            if call is None:
                call = self._open[key] = Call(_answer, (function, asked), arguments)
                call.future.add_done_callback(lambda _: self._answered(key, call))
                self._pool.submit(call)
            call.waiting += 1
        return await self._waited(call)

    async def once(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return what a function answers, computed in another process, and keep nothing of it.

        For what is asked while somebody types, and so never again.

        Raises
        ------
        GoodofficesError
            If a user can mend it; also if it takes longer than half a minute.
        """
        call = Call(function, arguments, {})
        call.waiting = 1
        self._pool.submit(call)
        return await self._waited(call)

    def start(self, function: Callable[..., Any], asked: Asked, **arguments: Hashable) -> Job:
        """Return the job of a long question, begun unless it is under way or answered already.

        The function takes a `CaseFile`, a `Progress` and the arguments.

        Raises
        ------
        NoAnswer
            If `WAITING` others wait already.
        """
        key = _key(function, asked, arguments)
        with self._lock:
            self._give_up()
            for job in self._jobs.values():
                if job.key == key and job.state not in ("failed", "cancelled"):
                    self._jobs.move_to_end(job.number)
                    job.seen = time.monotonic()
                    return job
            if len(self._queue) >= WAITING:
                raise NoAnswer(
                    f"{WAITING} long computations wait for their turn already; cancel what is "
                    "not needed, or ask again later"
                )
            job = Job(next(self._numbers), key, seen=time.monotonic())
            self._jobs[job.number] = job
            self._trim()
            self._queue.append((job, (function, asked, arguments)))
            self._advance()
        return job

    def job(self, number: int | str) -> Job | None:
        """Return a job by its number, as an address may have it, or None where there is none."""
        number = str(number) if isinstance(number, int) else number
        if not (number.isascii() and number.isdecimal() and len(number) < _DIGITS):
            return None
        with self._lock:
            job = self._jobs.get(int(number))
            if job is not None:
                job.seen = time.monotonic()
            return job

    def cancel(self, job: Job) -> None:
        """End a job; its process stops at once."""
        with self._lock:
            if job.over:
                return
            if job.state == "waiting":
                self._queue = deque(each for each in self._queue if each[0] is not job)
            job.state = "cancelled"
            if job.process is not None:
                job.process.kill()

    def close(self) -> None:
        """End everything; whoever still waits is told."""
        for job in list(self._jobs.values()):
            self.cancel(job)
        self._pool.close()

    async def _waited(self, call: Call) -> Any:
        try:
            # Shielded: others may wait for the same.
            return await asyncio.shield(asyncio.wrap_future(call.future))
        finally:
            with self._lock:
                call.waiting -= 1
                if not call.waiting and not call.future.done():
                    self._pool.drop(call)

    def _answered(self, key: Key, call: Call) -> None:
        with self._lock:
            self._open.pop(key, None)
            if not call.future.cancelled() and call.future.exception() is None:
                self._answers.put(key, (call.future.result(),), call.size)

    def _advance(self) -> None:
        while self._queue and self._working < LONG:
            job, asked = self._queue.popleft()
            self._working += 1
            job.state = "working"
            threading.Thread(target=self._watch, args=(job, asked), daemon=True).start()

    def _trim(self) -> None:
        """Forget what is over, from what was asked for longest ago, where it is too much."""
        over = [job for job in self._jobs.values() if job.over]
        total = sum(job.size for job in over)
        for left, job in zip(range(len(over), 1, -1), over, strict=False):
            if left <= KEPT // 8 and total <= BYTES:
                break
            total -= job.size
            del self._jobs[job.number]

    def _give_up(self) -> None:
        """Cancel what no page looks at any more."""
        late = time.monotonic() - PATIENCE
        for job in list(self._jobs.values()):
            if not job.over and job.seen < late:
                self.cancel(job)

    def _watch(self, job: Job, asked: _Long) -> None:
        process: Any = None
        line: Connection | None = None
        try:
            process, line = begin(_long, *asked)
            with self._lock:
                job.process = process
                if job.over:
                    process.kill()
            while not job.over:
                if line.poll(1.0):
                    self._heard(job, *heard(line))
                else:
                    with self._lock:
                        self._give_up()
        except (EOFError, OSError) as error:
            self._failed(job, f"was ended by the system: {error!r}")
        except Exception as error:  # noqa: BLE001  # who looks at it is told
            self._failed(job, f"sent what cannot be read: {error!r}")
        finally:
            with self._lock:
                job.process = None
                self._working -= 1
                self._advance()
            if process is not None and line is not None:
                end(process, line)

    def _failed(self, job: Job, how: str) -> None:
        with self._lock:
            if not job.over:
                _LOG.error("a long computation %s", how)
                job.state = "failed"

    def _heard(self, job: Job, kind: str, what: Any, size: int) -> None:
        with self._lock:
            if job.over:
                return
            if kind == "progress":
                job.part, job.done = what
            elif kind == "done":
                job.result, job.size, job.state = what, size, "done"
            else:
                if isinstance(what, GoodofficesError):
                    job.error = what
                else:
                    _LOG.error("a long computation failed\n%s", what)
                job.state = "failed"


def _key(function: Callable[..., Any], asked: Asked, arguments: dict[str, Hashable]) -> Key:
    named = ((name, _short(value)) for name, value in sorted(arguments.items()))
    return function.__module__, function.__qualname__, asked.key, *named


def _short(value: Hashable) -> Hashable:
    """Return what a value is known by: of what is long its hash, since keys are kept."""
    if isinstance(value, Asked):
        return value.key
    if isinstance(value, str | bytes) and len(value) > _LONG_KEY:
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        return type(value).__name__, hashlib.sha256(data).digest()
    return tuple(map(_short, value)) if type(value) is tuple else value


def _answer(function: Callable[..., Any], asked: Asked, **arguments: Any) -> Any:
    return function(asked.file(), **arguments)


def _long(
    line: Connection, function: Callable[..., Any], asked: Asked, arguments: dict[str, Any]
) -> None:
    if hasattr(os, "nice"):
        # A slider is waited for with the hand on it; a long answer is not.
        with contextlib.suppress(OSError):
            os.nice(10)
    last, when = "", 0.0

    def progress(part: str, done: float) -> None:
        nonlocal last, when
        now = time.monotonic()
        if part != last or now > when + _OFTEN:
            last, when = part, now
            line.send_bytes(pickle.dumps(("progress", (part, done))))

    answer(line, lambda: function(asked.file(), progress, **arguments))
