"""Sum up chunks as they come, and keep them in a folder on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from pathlib import Path
from typing import Protocol, Self, TypeVar

from goodoffices.talks._folder import ResultsFolder
from goodoffices.talks._manifest import Described
from goodoffices.talks._shard import Shard
from goodoffices.talks._task import Columns
from goodoffices.talks._work import Progress, chunks

__all__ = ["fill_folder", "fold"]


class Summable(Protocol):
    """A sum of runs that can be added to another, exactly."""

    def __add__(self, other: Self, /) -> Self:
        """Return the sum of both, which may be this one grown."""


J = TypeVar("J", bound=Described)
T = TypeVar("T", bound=Summable)


def fold(parts: Iterable[T]) -> tuple[T | None, bool]:
    """Add up the parts in their order, and stop at Ctrl-C with what has come by then.

    Returns
    -------
    sum
        None if there was no part.
    interrupted
        Whether parts are missing.

    Raises
    ------
    KeyboardInterrupt
        If it comes before the first part, so that there is nothing to give.
    """
    total: T | None = None
    try:
        for part in parts:
            total = part if total is None else total + part
    except KeyboardInterrupt:
        if total is None:
            raise
        return total, True
    return total, False


def fill_folder(  # noqa: PLR0913  (what is asked, where it goes, and who does it)
    path: str | Path,
    job: J,
    simulate: Callable[[J, int, int], Columns],
    tally: Callable[[Columns], T],
    *,
    runs: int,
    shard: Shard,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[T | None, bool]:
    """Simulate into a folder whatever it does not hold yet, and sum up all runs of the shard.

    Parameters
    ----------
    path
        The folder, begun or gone on with; see `ResultsFolder`.
    job, simulate, runs, shard, workers, executor, progress
        See `chunks`.
    tally
        Sums up the columns of a chunk.

    Returns
    -------
    sum, interrupted
        See `fold`; the sum is None for a shard without runs.

    Raises
    ------
    FolderError
        If the folder belongs to something else.
    OutputError
        If it cannot be written to.
    WorkError
        If the workers cannot do it.
    KeyboardInterrupt
        If it comes before the first chunk.
    """
    with ResultsFolder(path, job, runs=runs, shard=shard) as folder:
        fresh = chunks(
            job,
            simulate,
            runs=runs,
            workers=workers,
            executor=executor,
            shard=shard,
            done=folder.done,
            progress=progress,
        )
        return fold(tally(columns) for _, columns in folder.filled(fresh))
