"""A simulation as a piece of work: all that decides its bytes, and what a worker does with it."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from goodoffices.case import Case, Uncertain, parse_case
from goodoffices.talks._setting import Setting, setting
from goodoffices.talks._simulate import Columns, simulate

__all__ = ["Job", "job_from", "simulate_job"]

_PAYS = 500
"""Runs from which loading the compiled kernels is worth its second."""
_HELD = 64
"""Settings that a worker keeps at hand."""
_MODEL = 1
"""Raised whenever the same case and seed would give other runs than before."""


@dataclass(frozen=True, slots=True)
class Job:
    """All that decides the runs of a simulation.

    Parameters
    ----------
    case
        The case.
    seed
        The seed; run n is the same in every simulation of this job.
    until
        The last day.
    overrides
        Behavioural assumptions to use in place of the case's, by name.
    key
        SHA-256 of all of this, in hexadecimal.
    """

    case: Case
    seed: int
    until: dt.date
    overrides: Mapping[str, Uncertain] = field(default_factory=dict)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        """Hash what decides the runs."""
        text = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False, allow_nan=False)
        object.__setattr__(self, "key", hashlib.sha256(text.encode()).hexdigest())

    def as_json(self) -> dict[str, Any]:
        """Return all that is needed to make the job again."""
        return {
            "model": _MODEL,
            "seed": self.seed,
            "until": self.until.isoformat(),
            "overrides": {name: number.as_plain() for name, number in self.overrides.items()},
            "case": self.case.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        }


def job_from(data: Mapping[str, Any]) -> Job:
    """Return the job that its JSON describes.

    Raises
    ------
    CaseError
        If its case is none.
    ValueError, KeyError, TypeError
        If the rest of it is no job.
    """
    overrides = {
        name: Uncertain(*(number if isinstance(number, list) else [number] * 3))
        for name, number in data["overrides"].items()
    }
    # JSON is YAML: what comes from a file is read and checked like any case.
    case, _ = parse_case(json.dumps(data["case"], ensure_ascii=False).encode(), "job")
    return Job(case, int(data["seed"]), dt.date.fromisoformat(data["until"]), overrides)


_settings: dict[str, Setting] = {}


def simulate_job(job: Job, first: int, count: int) -> Columns:
    """Return how runs ``first .. first + count - 1`` of a job went.

    Compiled kernels are used where they are installed; they change no bit.
    """
    if job.key not in _settings:
        if len(_settings) >= _HELD:
            _settings.clear()
        _settings[job.key] = setting(job.case, until=job.until, overrides=job.overrides)
    compiled = importlib.util.find_spec("numba") is not None and count >= _PAYS
    return simulate(_settings[job.key], seed=job.seed, first=first, count=count, compiled=compiled)
