"""Forecasts made up for tests."""

from __future__ import annotations

import datetime as dt
import os
import signal
from typing import Any

from goodoffices.record import (
    Draft,
    Forecaster,
    Question,
    Resolution,
    add_forecast,
    add_resolution,
)

MADE = dt.date(2026, 1, 10)
BY = dt.date(2026, 2, 1)
TODAY = dt.date(2026, 6, 1)


def question(slug: str = "q1", by: dt.date = BY) -> Question:
    return Question(slug, f"Does {slug} happen?", f"Yes if {slug} has happened.", by)


def draft(slug: str = "q1", probability: Any = 0.3, *, who: str = "analyst", **rest: Any) -> Draft:
    given = {
        "question": question(slug), "made": MADE, "probability": probability,
        "forecaster": Forecaster(who), "basis": "made up",
    }  # fmt: skip
    return Draft(**{**given, **rest})


def fill(log: str, stated: list[tuple[float, int]], **rest: Any) -> None:
    """Add a question for each probability, answered by what happened."""
    for k, (probability, happened) in enumerate(stated, 1):
        add_forecast(log, draft(f"q{k}", probability, **rest), today=TODAY)
        outcome = "yes" if happened else "no"
        add_resolution(log, Resolution(f"q{k}", BY, outcome, "made up"), today=TODAY)


def add_some(log: str, name: str) -> None:
    for k in range(6):
        add_forecast(log, draft(f"{name}-{k}", 0.5), today=TODAY)


def die_after(log: str, count: int) -> None:
    """Add a forecast, and be killed when so many bytes of it are written."""

    def pwrite(handle: int, data: memoryview, offset: int) -> int:
        os.lseek(handle, offset, os.SEEK_SET)
        os.write(handle, data[:count])
        os.kill(os.getpid(), signal.SIGKILL)
        return count

    os.pwrite = pwrite
    add_forecast(log, draft("q7", 0.5), today=TODAY)
