"""A stand-in for a simulation of talks: quick, and of the same shape; workers can import it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import signal
import time
from pathlib import Path

import numpy as np

from goodoffices.preferences import uniforms


@dataclasses.dataclass(frozen=True)
class ToyJob:
    seed: int = 1
    case: str = "toy"
    trouble: str = ""
    """A folder for marks; not part of what decides the results."""

    @property
    def key(self):
        return hashlib.sha256(json.dumps([self.seed, self.case]).encode()).hexdigest()

    def as_json(self):
        return {"seed": self.seed, "case": {"name": self.case}}


def simulate(job, first, count):
    u = uniforms(job.seed, job.case, first=first, count=count, width=6)
    months = np.where(u[:, 0] < 0.2, np.nan, 60 * u[:, 1])
    return {
        "outcome": (4 * u[:, 0]).astype(np.int8),
        "signed": u[:, 0] < 0.5,
        "months": months,
        "path": np.array([row.tobytes()[:5] for row in u[:, 2].copy()], dtype="S5"),
        "package": (3 * u[:, 3:]).astype(np.int8),
    }


@dataclasses.dataclass(frozen=True)
class Tally:
    runs: int
    outcomes: tuple[int, ...]
    path: str

    def __add__(self, other):
        return Tally(
            self.runs + other.runs,
            tuple(a + b for a, b in zip(self.outcomes, other.outcomes, strict=True)),
            hashlib.sha256((self.path + other.path).encode()).hexdigest(),
        )


def tally(columns):
    outcomes = np.bincount(columns["outcome"], minlength=4)
    digest = hashlib.sha256()
    for column in columns.values():
        digest.update(column.tobytes())
    return Tally(len(columns["outcome"]), tuple(map(int, outcomes)), digest.hexdigest())


def dies_once(job, first, count):
    """End the process without a word at one chunk, the first time."""
    mark = Path(job.trouble, "died")
    if first == 3000 and not mark.exists():
        mark.touch()
        os._exit(9)
    return simulate(job, first, count)


def dies_always(job, first, count):
    if first == 3000:
        with Path(job.trouble, "died").open("a") as marks:
            marks.write("x")
        os._exit(9)
    return simulate(job, first, count)


def fails(job, first, count):
    if first == 3000:
        raise ZeroDivisionError("a mistake of ours")
    return simulate(job, first, count)


def slow(job, first, count):
    time.sleep(0.02)
    return simulate(job, first, count)


def crashes_this_process(job, first, count):
    """Be killed at one chunk, as by the system, the first time."""
    mark = Path(job.trouble, "killed")
    if first == 5000 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return simulate(job, first, count)


def deaf_to_interrupts(_job, _first, count):
    """Say whether this process would be told of Ctrl-C."""
    held = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    return {"deaf": np.full(count, held)}
