"""What a worker does: open the job once, then simulate chunk after chunk."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

__all__ = ["Columns", "Parcel", "begin", "parcel", "work"]

Columns = Mapping[str, NDArray[Any]]
"""Results of runs by name: arrays whose first axis is the run."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Job and functions, packed once so that sending them again costs little.

    Parameters
    ----------
    digest
        Tells a worker whether it has opened this parcel before.
    content
        Compressed pickle; a case shrinks to an eighth.
    """

    digest: str
    content: bytes


def parcel(
    job: object,
    simulate: Callable[[Any, int, int], Columns],
    reduce: Callable[[Columns], Any] | None,
) -> Parcel:
    """Pack a job with the functions that are to be applied to it, all of which must pickle."""
    content = zlib.compress(pickle.dumps((job, simulate, reduce)), 1)
    return Parcel(hashlib.sha256(content).hexdigest(), content)


_held: list[Parcel] = []
_opened: dict[str, tuple[Any, Callable[[Any, int, int], Columns], Callable[..., Any] | None]] = {}


def begin(given: Parcel) -> None:
    """Make a process of ours ready: it keeps its parcel, and ends when the one it works for does.

    The parcel is not opened yet: an error in here would be a broken pool without a reason.
    """
    _held[:] = [given]
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.join,), daemon=True).start()


def _end_with(wait: Callable[[], None]) -> None:
    # Workers hold both ends of the pipe they read from, so that one whose parent was killed would
    # wait in it for ever.
    wait()
    os._exit(1)


def work(given: Parcel | None, first: int, count: int) -> Any:
    """Simulate runs ``first .. first + count - 1``, and reduce them where that was asked for.

    Parameters
    ----------
    given
        The parcel; None where `begin` has brought it.
    first, count
        Range of runs.
    """
    parcel_ = _held[0] if given is None else given
    if (opened := _opened.get(parcel_.digest)) is None:
        opened = pickle.loads(zlib.decompress(parcel_.content))  # noqa: S301  (our own process)
        # A worker of a cluster lives long, and one parcel is all it needs.
        _opened.clear()
        _opened[parcel_.digest] = opened
    job, simulate, reduce = opened
    columns = simulate(job, first, count)
    return columns if reduce is None else reduce(columns)
