"""Answers computed beside the server, so that no page ever waits for another's.

Quick questions (what-ifs, a draft's marks) go to a few processes that stay; long ones (the talks,
a whole brief) get a process of their own, which tells how far it is and can be ended.  Equal
questions are computed once: an answer is known by its function, its case, and its arguments.
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Literal

from goodoffices.case import CaseFile, GoodofficesError, NoAnswer
from goodoffices.web._asked import Asked

__all__ = ["Job", "Progress", "Work"]

Progress = Callable[[str, float], None]
"""Called with the part that is being worked on, and the share of it that is done."""

Key = tuple[Hashable, ...]

WORKERS = 2
"""Processes for quick questions, and long ones at a time."""

LIMIT = 30.0
"""Seconds after which a question is not a quick one."""

KEPT = 256
"""Answers kept: the latest, in the order in which they were last asked for."""

_PRELOADED = [
    "goodoffices.zone",
    "goodoffices.talks",
    "goodoffices.order",
    "goodoffices.intent",
    "goodoffices.web",
]


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
    error
        Why there is none, where a user can mend it; None where the fault is the program's own.
    """

    number: int
    key: Key
    state: Literal["waiting", "working", "done", "failed", "cancelled"] = "waiting"
    part: str = ""
    done: float = 0.0
    result: Any = None
    error: GoodofficesError | None = None
    process: Any = field(default=None, repr=False)

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed", "cancelled")


class Work:
    """All that is being computed, and the latest answers."""

    def __init__(self) -> None:
        # A server of fresh processes: the libraries are loaded once, and no thread of ours is
        # copied half-way through something.
        methods = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context(
            "forkserver" if "forkserver" in methods else "spawn"
        )
        if "forkserver" in methods:
            self._context.set_forkserver_preload(_PRELOADED)
        self._pool: ProcessPoolExecutor | None = None
        self._answers: OrderedDict[Key, Future[Any]] = OrderedDict()
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._room = threading.Semaphore(WORKERS)

    def warm(self) -> None:
        """Load the libraries in the background, so that the first question need not wait."""
        for _ in range(WORKERS):
            self._executor().submit(_nothing)

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
            If a user can mend it; also if it takes longer than `LIMIT`.
        """
        key = _key(function, asked, arguments)
        with self._lock:
            future = self._answers.get(key)
            if future is None:
                future = self._executor().submit(_answer, function, asked, arguments)
                self._answers[key] = future
            self._answers.move_to_end(key)
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        try:
            return await self._patient(future)
        except asyncio.CancelledError:
            raise
        except Exception:
            self._forget(key)
            raise

    async def once(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return what a function answers, computed in another process, and keep nothing of it.

        For what is asked while somebody types, and so never again.

        Raises
        ------
        GoodofficesError
            If a user can mend it; also if it takes longer than `LIMIT`.
        """
        with self._lock:
            future = self._executor().submit(function, *arguments)
        return await self._patient(future)

    async def _patient(self, future: Future[Any]) -> Any:
        try:
            return await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(future)), LIMIT)
        except TimeoutError:
            self._replace()
            raise NoAnswer(
                f"this took longer than {LIMIT:.0f} seconds; ask it on the command line, "
                "which has no such limit"
            ) from None
        except BrokenExecutor:
            # A process was killed, by the system's hand for want of memory or by ours for being
            # late; what it was asked can be asked again.
            self._replace()
            raise NoAnswer("the computation was stopped; ask again") from None

    def start(self, function: Callable[..., Any], asked: Asked, **arguments: Hashable) -> Job:
        """Return the job of a long question, begun unless it is under way or answered already.

        The function takes a `CaseFile`, a `Progress` and the arguments.
        """
        key = _key(function, asked, arguments)
        with self._lock:
            for job in self._jobs.values():
                if job.key == key and job.state not in ("failed", "cancelled"):
                    self._jobs.move_to_end(job.number)
                    return job
            job = Job(next(self._numbers), key)
            self._jobs[job.number] = job
            for number in [n for n, each in self._jobs.items() if each.over][: -KEPT // 8]:
                del self._jobs[number]
        threading.Thread(
            target=self._watch, args=(job, function, asked, arguments), daemon=True
        ).start()
        return job

    def job(self, number: int) -> Job | None:
        """Return a job by its number, or None where it is not known any more."""
        return self._jobs.get(number)

    def cancel(self, job: Job) -> None:
        """End a job; its process stops at once."""
        with self._lock:
            if not job.over:
                job.state = "cancelled"
                if job.process is not None:
                    job.process.kill()

    def close(self) -> None:
        """End everything."""
        for job in list(self._jobs.values()):
            self.cancel(job)
        self._replace()

    def _watch(
        self, job: Job, function: Callable[..., Any], asked: Asked, arguments: dict[str, Hashable]
    ) -> None:
        with self._room:
            ours, theirs = self._context.Pipe(duplex=False)
            with self._lock:
                if job.over:
                    return
                job.process = self._context.Process(
                    target=_run, args=(theirs, function, asked, arguments), daemon=True
                )
                job.process.start()
                job.state = "working"
            theirs.close()
            try:
                while not job.over:
                    self._heard(job, *ours.recv())
            except (EOFError, OSError):
                with self._lock:
                    if not job.over:
                        job.state = "failed"
            finally:
                ours.close()
                job.process.join()

    def _heard(self, job: Job, kind: str, *what: Any) -> None:
        with self._lock:
            if job.over:
                return
            if kind == "progress":
                job.part, job.done = what
            elif kind == "done":
                (job.result,) = what
                job.state = "done"
            else:
                (job.error,) = what
                job.state = "failed"

    def _executor(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(WORKERS, mp_context=self._context)
        return self._pool

    def _forget(self, key: Key) -> None:
        with self._lock:
            self._answers.pop(key, None)

    def _replace(self) -> None:
        """End the processes for quick questions; the next question starts new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            for process in list((pool._processes or {}).values()):  # noqa: SLF001  # no other way
                process.kill()
            pool.shutdown(wait=False, cancel_futures=True)


def _key(function: Callable[..., Any], asked: Asked, arguments: dict[str, Hashable]) -> Key:
    return (function.__module__, function.__qualname__, asked, *sorted(arguments.items()))


def _nothing() -> None:
    """Do nothing, in a process that has been started for it."""


def _answer(function: Callable[..., Any], asked: Asked, arguments: dict[str, Any]) -> Any:
    return function(asked.file(), **arguments)


def _run(
    connection: Connection, function: Callable[..., Any], asked: Asked, arguments: dict[str, Any]
) -> None:
    def progress(part: str, done: float) -> None:
        connection.send(("progress", part, done))

    try:
        file: CaseFile = asked.file()
        connection.send(("done", function(file, progress, **arguments)))
    except GoodofficesError as error:
        connection.send(("failed", error))
    finally:
        connection.close()
