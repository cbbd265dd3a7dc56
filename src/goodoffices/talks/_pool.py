"""Where chunks are done: in processes of our own, or with an executor that somebody lends."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from typing import Any, Protocol

from goodoffices.talks._task import Parcel, begin, work
from goodoffices.talks.errors import WorkError

__all__ = ["Crew", "Lent", "Processes", "processors"]


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not every system tells
        return os.cpu_count() or 1


class Crew(Protocol):
    """Whoever does chunks."""

    def submit(self, first: int, count: int) -> Future[Any]:
        """Have some runs done."""

    def renew(self, at: str) -> None:
        """Go on after a worker has died at a chunk; every future given before is then settled."""

    def close(self) -> None:
        """Finish what is being done, drop what is waiting."""


class Processes:
    """Processes of our own, and fresh ones when one of them dies.

    They are spawned, not forked: a fork of a process with threads, as numerical libraries start
    them, may hang.

    Parameters
    ----------
    parcel
        What to do; each process receives it once.
    size
        How many.
    """

    def __init__(self, parcel: Parcel, size: int) -> None:
        self._parcel, self._size = parcel, size
        self._pool = self._fresh()

    def submit(self, first: int, count: int) -> Future[Any]:
        """Have some runs done; where the pool has just broken, its error is in the future."""
        with _interrupts_wait():  # a process is started here when it is needed
            try:
                return self._pool.submit(work, None, first, count)
            except BrokenExecutor as error:
                failed: Future[Any] = Future()
                failed.set_exception(error)
                return failed

    def renew(self, at: str) -> None:  # noqa: ARG002  (others can only say where it happened)
        """Replace a broken pool."""
        self.close()
        self._pool = self._fresh()

    def close(self) -> None:
        """Finish what is being done, drop what is waiting."""
        self._pool.shutdown(cancel_futures=True)

    def _fresh(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._size,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=begin,
            initargs=(self._parcel,),
        )


class Lent:
    """An executor that somebody lends: it is used, and neither mended nor shut down.

    Parameters
    ----------
    parcel
        What to do; it goes with every chunk, since nobody knows how many workers there are.
    executor
        Any executor: of threads, of processes, of a cluster.
    """

    def __init__(self, parcel: Parcel, executor: Executor) -> None:
        self._parcel, self._executor = parcel, executor

    def submit(self, first: int, count: int) -> Future[Any]:
        """Have some runs done."""
        return self._executor.submit(work, self._parcel, first, count)

    def renew(self, at: str) -> None:
        """Give up: only its owner can make another.

        Raises
        ------
        WorkError
            Always.
        """
        raise WorkError(
            f"a worker of the executor has died at {at} or soon after, and it takes no more work; "
            "make a new executor"
        )

    def close(self) -> None:
        """Leave it to its owner."""


@contextlib.contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Hold back Ctrl-C, and have processes started meanwhile never receive it.

    A terminal sends it to all of them; a worker would die of it with a traceback, in the middle of
    a chunk.  What is blocked here stays blocked in a child, and comes to us when the block ends.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
