"""Many runs at once: chunks done by whoever is there, and given back in their order."""

from __future__ import annotations

import contextlib
import itertools
import time
from collections import deque
from collections.abc import Callable, Container, Generator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from typing import Any, TypeVar, overload

from goodoffices.talks._pool import Crew, Lent, Processes, processors
from goodoffices.talks._shard import Shard, run_ranges, runs_of
from goodoffices.talks._task import Columns, parcel
from goodoffices.talks.errors import WorkError

__all__ = ["Progress", "chunks"]

J = TypeVar("J")
T = TypeVar("T")
Progress = Callable[[int, int, float | None], None]
"""Receives the runs done, all runs, and the seconds that are probably left, if that is known."""

_ALL = Shard()
_AHEAD = 4
"""Chunks in flight for each process of ours: while one waits to be taken, others are done."""
_LENT_AHEAD = 256
"""Chunks in flight with an executor whose size is not known; some 250 kilobytes each."""
_TRIES = 3
"""How often a chunk is done again, by itself, after it was in flight when a worker died."""
_ALONE = 1.0
"""Seconds of work before other processes are called, if nobody has said how many."""


@overload
def chunks(
    job: J,
    simulate: Callable[[J, int, int], Columns],
    *,
    runs: int,
    reduce: None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    in_flight: int | None = None,
    shard: Shard = ...,
    done: Container[int] = ...,
    progress: Progress | None = None,
) -> Generator[tuple[int, Columns]]: ...
@overload
def chunks(
    job: J,
    simulate: Callable[[J, int, int], Columns],
    *,
    runs: int,
    reduce: Callable[[Columns], T],
    workers: int | None = None,
    executor: Executor | None = None,
    in_flight: int | None = None,
    shard: Shard = ...,
    done: Container[int] = ...,
    progress: Progress | None = None,
) -> Generator[tuple[int, T]]: ...
def chunks(  # noqa: PLR0913  (what is asked, and who does it)
    job: J,
    simulate: Callable[[J, int, int], Columns],
    *,
    runs: int,
    reduce: Callable[[Columns], T] | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    in_flight: int | None = None,
    shard: Shard = _ALL,
    done: Container[int] = (),
    progress: Progress | None = None,
) -> Generator[tuple[int, Any]]:
    """Simulate runs chunk by chunk, and yield the chunks in their order.

    What is yielded depends on `job`, `runs` and `shard` alone, not on who did the work.  Memory
    does not grow with the number of runs.  Closing the generator, or an exception such as
    KeyboardInterrupt while it waits, ends the workers; what has been yielded stays good.

    Parameters
    ----------
    job, simulate
        ``simulate(job, first, count)`` returns the columns of runs ``first .. first + count - 1``,
        and must depend on the job and the number of each run alone.  Both must pickle.
    runs
        All runs of the simulation.
    reduce
        Applied to the columns of each chunk by whoever simulated it, so that only its result
        travels; without it the columns do.
    workers
        Processes of our own; 1 works in this process.  By default work begins in this process,
        and goes on in one process for each processor once it has proved to be long.
    executor
        Does the work instead: any executor.
    in_flight
        Chunks handed out and not yet yielded, which bounds memory: by default four for each
        process of ours, and 256 for an executor.
    shard
        The part of the runs to do; all of them by default.
    done
        Chunks to leave out.
    progress
        Told before the first chunk and after each.

    Raises
    ------
    WorkError
        If a chunk has ended its process again and again, or the executor can do no more.
    ValueError
        If `runs` or `workers` is below 1, or both `workers` and `executor` are given.
    """
    if runs < 1 or (workers is not None and workers < 1):
        raise ValueError("runs and workers are counted from 1")
    if workers is not None and executor is not None:
        raise ValueError("give workers or an executor")
    every = shard.chunks(runs)
    todo = [index for index in every if index not in done]

    def crew(size: int) -> Crew:
        packed = parcel(job, simulate, reduce)
        return Processes(packed, size) if executor is None else Lent(packed, executor)

    def by(size: int, part: list[int]) -> Generator[tuple[int, Any]]:
        if executor is not None:
            return _in_order(part, runs, crew(0), in_flight or _LENT_AHEAD)
        size = min(size, len(part))
        if size < 2:
            return _here(part, runs, lambda first, count: simulate(job, first, count), reduce)
        return _in_order(part, runs, crew(size), in_flight or _AHEAD * size)

    nobody_said = workers is None and executor is None
    results = _growing(todo, by) if nobody_said else by(workers or 1, todo)
    return _told(results, every, todo, runs, progress)


def _here(
    todo: list[int],
    runs: int,
    simulate: Callable[[int, int], Columns],
    reduce: Callable[[Columns], Any] | None,
) -> Generator[tuple[int, Any]]:
    for index in todo:
        try:
            columns = simulate(*runs_of(index, runs))
            result = columns if reduce is None else reduce(columns)
        except Exception as error:
            error.add_note(f"in {_named(index, runs)}")
            raise
        yield index, result


def _growing(
    todo: list[int], by: Callable[[int, list[int]], Generator[tuple[int, Any]]]
) -> Generator[tuple[int, Any]]:
    """Work alone while that takes a moment: processes take as long to start as a small job."""
    worked = 0.0
    with contextlib.closing(by(1, todo)) as alone:
        for done in itertools.count(1):
            begun = time.perf_counter()
            item = next(alone, None)
            if item is None:
                return
            worked += time.perf_counter() - begun
            yield item
            left = len(todo) - done
            if worked > _ALONE and worked / done * left > _ALONE:
                break
    with contextlib.closing(by(processors(), todo[done:])) as together:
        yield from together


def _in_order(todo: list[int], runs: int, crew: Crew, in_flight: int) -> Generator[tuple[int, Any]]:
    """Keep up to `in_flight` chunks with the crew, and yield the first of them when it is done.

    When a worker dies, nobody knows which of the chunks in flight it was at.  Those that are not
    done are then done one by one, so that a chunk that ends its worker is found out and the
    others bear no blame.
    """
    left = iter(todo)
    waiting: deque[tuple[int, Future[Any] | None]] = deque()  # None: to be done by itself
    try:
        while True:
            if all(future is not None for _, future in waiting):
                for index in itertools.islice(left, in_flight - len(waiting)):
                    waiting.append((index, crew.submit(*runs_of(index, runs))))
            if not waiting:
                return
            index, future = waiting.popleft()
            try:
                result = (
                    _alone(index, runs, crew)
                    if future is None
                    else _settled(future, _named(index, runs))
                )
            except BrokenExecutor:
                crew.renew(_named(index, runs))
                waiting.appendleft((index, None))
                waiting = deque(
                    (index, future if _good(future) else None) for index, future in waiting
                )
                continue
            except Exception as error:
                error.add_note(f"in {_named(index, runs)}")
                raise
            yield index, result
    finally:
        for _, future in waiting:
            if future is not None:
                future.cancel()
        crew.close()


def _alone(index: int, runs: int, crew: Crew) -> Any:
    for _ in range(_TRIES):
        try:
            return crew.submit(*runs_of(index, runs)).result()
        except BrokenExecutor:
            crew.renew(_named(index, runs))
    raise WorkError(
        f"{_named(index, runs)} has ended its process {_TRIES + 1} times, without a message: most "
        "often memory has run out, so try fewer workers; a script that starts workers needs the "
        'line `if __name__ == "__main__":`'
    )


def _settled(future: Future[Any], name: str) -> Any:
    try:
        return future.result()
    except CancelledError:
        raise WorkError(
            f"the executor has dropped {name}: it was shut down, or its connection was lost"
        ) from None


def _good(future: Future[Any] | None) -> bool:
    if future is None or future.cancelled() or not future.done():
        return False
    return not isinstance(future.exception(), BrokenExecutor)


def _named(index: int, runs: int) -> str:
    return f"chunk {index} (runs {run_ranges([index], runs)})"


def _told(
    results: Generator[tuple[int, Any]],
    every: range,
    todo: list[int],
    runs: int,
    progress: Progress | None,
) -> Generator[tuple[int, Any]]:
    """Pass results on, and say how far they are."""
    goal = sum(runs_of(index, runs)[1] for index in every)
    before = done = goal - sum(runs_of(index, runs)[1] for index in todo)
    begun = time.monotonic()
    with contextlib.closing(results):
        if progress is not None:
            progress(done, goal, None)
        for index, result in results:
            done += runs_of(index, runs)[1]
            if progress is not None:
                pace = (time.monotonic() - begun) / (done - before)
                progress(done, goal, pace * (goal - done))
            yield index, result
