"""Questions about the talks: how they may go, how one run goes, what another case would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from goodoffices.case import Case, NoAnswer, Uncertain
from goodoffices.talks._fill import fill_folder, fold
from goodoffices.talks._job import Job, simulate_job
from goodoffices.talks._result import TalksResult, result
from goodoffices.talks._setting import setting
from goodoffices.talks._shard import Shard
from goodoffices.talks._simulate import Columns
from goodoffices.talks._tally import Tally, tally
from goodoffices.talks._work import Progress, chunks

__all__ = ["answer_from", "play_talks", "tally_of"]


def play_talks(  # noqa: PLR0913  # what is asked, where it goes, and who does it
    case: Case,
    *,
    runs: int = 2000,
    seed: int = 1,
    until: dt.date | None = None,
    overrides: Mapping[str, Uncertain] | None = None,
    out: Path | None = None,
    shard: Shard | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> TalksResult:
    """Play the talks of a case forward many times, and sum up how they went.

    Parameters
    ----------
    case
        The case.
    runs
        How many times, at least 1; each is one draw of everything uncertain.
    seed
        The seed; the same seed gives the same answer on one processor, on many, on a cluster.
    until
        The last day; by default the horizon of the case.
    overrides
        Behavioural assumptions to use in place of the case's, by their names.
    out
        A folder to keep every run in, as Parquet; asked again, what is there is not played anew.
    shard
        The part of the runs to play; all of them by default.
    workers, executor
        Who does the work: so many processes, or any executor. By default this process, and one
        for each processor once the work has proved to be long.
    progress
        Receives the runs done, all runs, and the seconds that are probably left.

    Returns
    -------
    TalksResult
        Estimates with their Monte Carlo intervals. Interrupted from the keyboard after the first
        chunk, it is made of the runs done so far.

    Raises
    ------
    NoAnswer
        If there are fewer than two parties to talk, too many sessions, too many packages, or no
        run in the shard.
    ValueError
        If `until` is before `as_of`, or `runs` or `workers` below 1.
    KeyError
        If an override names no assumption.
    FolderError, OutputError
        If the folder belongs to something else, or cannot be written to.
    WorkError
        If the workers cannot do it.

    References
    ----------
    Faratin, Sierra & Jennings 1998, "Negotiation decision functions for autonomous agents"
    (demands that fall over time); Raiffa 1982, "The Art and Science of Negotiation" (the single
    negotiating text); Aydogan et al. 2017 (stacked alternating offers); Putter, Fiocco & Geskus
    2007, "Tutorial in biostatistics: competing risks and multi-state models", Statistics in
    Medicine 26(11) (cumulative incidence).
    """
    fixed = setting(case, until=until, overrides=overrides)
    job = Job(case, seed, fixed.dates[-1], overrides or {})
    part = shard or Shard()
    if out is not None:
        total, interrupted = fill_folder(
            out,
            job,
            simulate_job,
            tally_of(job),
            runs=runs,
            shard=part,
            workers=workers,
            executor=executor,
            progress=progress,
        )
    else:
        tallies = chunks(
            job,
            simulate_job,
            runs=runs,
            reduce=tally_of(job),
            shard=part,
            workers=workers,
            executor=executor,
            progress=progress,
        )
        total, interrupted = fold(each for _, each in tallies)
    if total is None:
        raise NoAnswer(f"shard {part} of {runs:,} runs has no run in it; ask for fewer shards")
    return answer_from(job, total, interrupted=interrupted)


def tally_of(job: Job) -> Callable[[Columns], Tally]:
    """Return the function that sums up the columns of a chunk of a job."""
    fixed = setting(job.case, until=job.until, overrides=job.overrides)
    return partial(tally, grid=fixed.grid, options=fixed.prepared.structure.width)


def answer_from(job: Job, total: Tally, *, interrupted: bool = False) -> TalksResult:
    """Return the answer that the runs of a job come to."""
    fixed = setting(job.case, until=job.until, overrides=job.overrides)
    return result(fixed, total, seed=job.seed, key=job.key, interrupted=interrupted)
