"""What commands with many runs take alike: how many, who does them, and where they are kept."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from goodoffices.talks import Shard

__all__ = ["Scale", "clear_progress", "hands", "progress", "scale_options"]

_MOST_RUNS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Scale:
    """How many runs, who does them, and where they are kept.

    Parameters
    ----------
    runs
        All of them, those of other shards included.
    out
        A folder for the results, or None.
    shard
        The part to do.
    workers, cluster
        Processes, or the address of a Dask scheduler; where both are None, as many processes as
        it takes.
    """

    runs: int
    out: Path | None
    shard: Shard
    workers: int | None
    cluster: str | None


def scale_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of many runs, which reach the command as one `Scale`."""

    @functools.wraps(command)
    def gathered(
        *,
        runs: int,
        out: Path | None,
        shard: str | None,
        workers: int | None,
        cluster: str | None,
        **rest: object,
    ) -> None:
        command(scale=_scale(runs, out, shard, workers, cluster), **rest)

    options = (
        click.option(
            "--runs", default=2000, show_default=True, type=click.IntRange(1, _MOST_RUNS),
            metavar="N", help="How many times the talks are played; more give narrower intervals.",
        ),
        click.option(
            "--out", type=click.Path(path_type=Path), metavar="FOLDER",
            help="Keep every run in FOLDER, as Parquet. Given again, the command goes on from "
            "there. Needs the extra goodoffices[parquet].",
        ),
        click.option(
            "--shard", metavar="I/N",
            help="Do only part I of N, for example 2/8, into the folder of --out; "
            "'goodoffices merge' puts the parts together.",
        ),
        click.option(
            "--workers", type=click.IntRange(1, 1024), metavar="W",
            help="Processes that do the work; by default one for each processor where it is long.",
        ),
        click.option(
            "--cluster", metavar="ADDRESS",
            help="Let the Dask cluster with this scheduler do the work, for example "
            "tcp://head:8786. Needs the extra goodoffices[cluster].",
        ),
    )  # fmt: skip
    added: Callable[..., None] = gathered
    for option in reversed(options):
        added = option(added)
    return added


def _scale(
    runs: int, out: Path | None, shard: str | None, workers: int | None, cluster: str | None
) -> Scale:
    from goodoffices.talks import Shard

    if workers is not None and cluster is not None:
        raise click.UsageError("give --workers or --cluster, not both")
    if shard is not None and out is None:
        raise click.UsageError("--shard needs --out: a part is only of use where it is kept")
    try:
        part = Shard() if shard is None else Shard.parse(shard)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--shard'") from None
    return Scale(runs, out, part, workers, cluster)


@contextlib.contextmanager
def hands(scale: Scale) -> Iterator[dict[str, Any]]:
    """Yield who does the work, as arguments of `play_talks` and `fill_folder`; clears progress.

    Raises
    ------
    WorkError
        If the cluster cannot be used.
    """
    from goodoffices.talks import cluster

    with contextlib.ExitStack() as stack:
        if scale.cluster is None:
            who: dict[str, Any] = {"workers": scale.workers}
        else:
            who = {"executor": stack.enter_context(cluster(scale.cluster))}
        try:
            yield {**who, "progress": progress}
        finally:
            clear_progress()


def progress(done: int, runs: int, left: float | None) -> None:
    """Say how far the work is, where somebody is watching."""
    if sys.stderr.isatty():
        wait = f", {_time(left)} left" if left else ""
        click.echo(f"\r\x1b[K{done:,} of {runs:,} runs{wait}", err=True, nl=False)


def clear_progress() -> None:
    """Take away what `progress` has said."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)


def _time(seconds: float) -> str:
    for size, unit in ((86_400.0, "days"), (3600.0, "hours"), (60.0, "minutes")):
        if seconds >= 2 * size:
            return f"about {seconds / size:.0f} {unit}"
    return f"about {seconds:.0f} seconds"
