"""Many documents, on all cores, in the order in which they were named."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from goodoffices.reading._document import read_document
from goodoffices.reading._lexicon import Lexicon, lexicon
from goodoffices.reading._reader import read
from goodoffices.reading._types import Reading
from goodoffices.reading.errors import ReadingError

__all__ = ["read_files"]

FEW = 24
"""Documents below which the start of other processes takes longer than the reading."""

Outcome = Reading | ReadingError


def read_files(
    paths: Sequence[str | Path],
    *,
    date: dt.date | None = None,
    names: Path | None = None,
    workers: int | None = None,
) -> Iterator[Outcome]:
    """Yield the reading of each document, or the error of one that cannot be read.

    Parameters
    ----------
    paths
        The documents.
    date
        The day that all of them bear, or None.
    names
        A user's lexicon, or None.
    workers
        Processes; None: one for each core.

    Yields
    ------
    In the order of `paths`.  A few documents wait for their turn at a time, so that memory does not
    grow with their number as long as the caller lets go of what it is given.

    Raises
    ------
    CaseError, ReadingError
        If the lexicon cannot be read.
    """
    workers = workers or os.cpu_count() or 1
    known = lexicon(names)
    if len(paths) < FEW or workers == 1:
        for path in paths:
            yield _one(path, date, known)
        return
    waiting: deque[Future[Outcome]] = deque()
    todo = iter(paths)
    # Forking a process that has threads can lock it for ever, so fresh ones are started.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (names,)) as pool:
        for path in todo:
            waiting.append(pool.submit(_in_worker, path, date))
            if len(waiting) >= 8 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _one(path: str | Path, date: dt.date | None, known: Lexicon) -> Outcome:
    try:
        return read(read_document(path, date=date), known)
    except ReadingError as error:
        return error


_known: list[Lexicon] = []


def _begin(names: Path | None) -> None:
    _known[:] = [lexicon(names)]


def _in_worker(path: str | Path, date: dt.date | None) -> Outcome:
    return _one(path, date, _known[0])
