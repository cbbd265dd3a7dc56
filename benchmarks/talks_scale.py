"""Measure many runs of the talks: pace, memory, and what a folder of results costs.

Run by hand: ``python benchmarks/talks_scale.py [--runs N,...] [--workers W,...] [--stand-in]``.
With ``--set talks.exchanges=1000`` the case is played so.  With ``--stand-in`` runs cost next to
nothing, so that what is measured is the cost of passing them around.  Each line is a process of its
own; memory is the largest ever, of it and of one worker.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from goodoffices.case import override, read_case
from goodoffices.talks._fill import fill_folder, fold
from goodoffices.talks._job import Job, simulate_job
from goodoffices.talks._play import tally_of
from goodoffices.talks._setting import setting
from goodoffices.talks._shard import Shard
from goodoffices.talks._task import Columns
from goodoffices.talks._work import chunks


@dataclass(frozen=True)
class Nothing:
    """A job whose runs cost nothing."""

    key: str = "stand-in"

    def as_json(self) -> dict[str, Any]:
        """Return nothing: all such jobs are one."""
        return {}


def nothing(_job: Nothing, first: int, count: int) -> Columns:
    """Return columns of the size that real runs have, some 240 bytes a run."""
    days = np.arange(first, first + count) % 997 / 7
    return {f"at_{k}": days + k for k in range(20)} | {
        f"what_{k}": np.full((count, 20), k, np.int8) for k in range(4)
    }


def total_days(columns: Columns) -> int:
    """Return one number of a chunk."""
    return int(columns["at_0"].sum())


def measure(runs: int, workers: int, where: str, stand_in: bool, changed: dict[str, str]) -> None:
    """Do some runs, and print one line about it."""
    job: Any = Nothing()
    work: Callable[..., Columns] = nothing
    tally: Callable[..., Any] = total_days
    if not stand_in:
        fixed = setting(override(read_case("geneva-2026"), changed).case)
        job, work = Job(fixed.case, 1, fixed.dates[-1]), simulate_job
        tally = tally_of(job)
    begun = time.perf_counter()
    if where == "memory":
        fold(part for _, part in chunks(job, work, runs=runs, reduce=tally, workers=workers))
    else:
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(2 if where == "again" else 1):
                begun = time.perf_counter()
                fill_folder(
                    f"{folder}/results", job, work, tally, runs=runs, shard=Shard(), workers=workers
                )
    seconds = time.perf_counter() - begun
    memory = [
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(
        f"{runs:>10,} {workers:>7} {where:>8} {seconds:>8.1f} s {runs / seconds:>9,.0f} runs/s "
        f"{memory[0]:>6} MB {memory[1] if workers > 1 else 0:>6} MB a worker",
        flush=True,
    )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", default="20000")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--where", default="memory,folder,again")
    parser.add_argument("--stand-in", action="store_true")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        changed = dict(each.split("=", 1) for each in given.set)
        measure(int(given.runs), int(given.workers), given.where, given.stand_in, changed)
        return
    more = ["--stand-in"] if given.stand_in else []
    for each in given.set:
        more += ["--set", each]
    for runs in given.runs.split(","):
        for workers in given.workers.split(","):
            for where in given.where.split(","):
                asked = ["--runs", runs, "--workers", workers, "--where", where]
                subprocess.run([sys.executable, __file__, "--one", *asked, *more], check=True)


if __name__ == "__main__":
    main()
