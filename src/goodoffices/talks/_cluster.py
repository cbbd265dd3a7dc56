"""The machines of a Dask cluster as an executor."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from typing import Any

import goodoffices
from goodoffices.talks.errors import WorkError

__all__ = ["cluster"]


@contextlib.contextmanager
def cluster(address: str, *, seconds: float = 10.0) -> Iterator[Executor]:
    """Lend the workers of a Dask cluster, to be given to `chunks` as its executor.

    Parameters
    ----------
    address
        Of the scheduler, for example ``tcp://head:8786``.
    seconds
        How long to wait for the scheduler, and then for a first worker.

    Raises
    ------
    WorkError
        If dask.distributed is missing, nobody answers, no worker comes, a worker has another
        version of goodoffices, or the workers die of the work.
    """
    try:
        import distributed
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise WorkError(
            "a cluster needs dask.distributed; install goodoffices[cluster] here and on its workers"
        ) from None
    connect: Any = distributed.Client  # it has no types
    try:
        asyncio.run(_greet(address, seconds))
        client = connect(address, timeout=seconds, set_as_default=False)
    except TimeoutError:
        raise WorkError(
            f"{address}: whoever answers there is no Dask scheduler: it said nothing for "
            f"{seconds:g} s"
        ) from None
    except (OSError, ValueError) as error:
        raise WorkError(
            f"{address}: no Dask scheduler can be reached: {_lower(error)}; give the address that "
            "it shows when it starts, such as tcp://head:8786"
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=seconds)
        except TimeoutError:
            raise WorkError(
                f"{address}: the cluster has no worker after {seconds:g} s; start one with "
                f"`dask worker {address}`"
            ) from None
        _check_versions(client.run, address)
        try:
            yield client.get_executor()
        except KilledWorker as error:
            place = "".join(getattr(error, "__notes__", ("in a chunk",)))
            raise WorkError(
                f"{address}: worker after worker has died {place}, most often because memory has "
                "run out; try fewer threads for each worker"
            ) from None


async def _greet(address: str, seconds: float) -> None:
    """Find out whether anybody answers; a client waits for ever for a server that is silent."""
    import distributed.comm

    greet: Any = distributed.comm.__dict__["connect"]  # it has no types
    comm = await asyncio.wait_for(greet(address, timeout=seconds), seconds + 1)
    await comm.close()


def _version() -> str:
    return goodoffices.__version__


def _check_versions(run: Callable[..., Mapping[str, Any]], address: str) -> None:
    """Refuse workers that would compute something else.

    Raises
    ------
    WorkError
        If one has another version, or none.
    """
    here = goodoffices.__version__
    try:
        versions = run(_version)
    except ImportError as error:
        raise WorkError(
            f"{address}: its workers lack a part ({_lower(error)}); install goodoffices {here} on "
            "all of them"
        ) from None
    for worker, version in sorted(versions.items()):
        if version != here:
            raise WorkError(
                f"{address}: the worker {worker} has goodoffices {version}, here is {here}; "
                "install the same version on all of them"
            )


def _lower(error: Exception) -> str:
    text = (str(error) or type(error).__name__).splitlines()[0]
    return text[0].lower() + text[1:]
