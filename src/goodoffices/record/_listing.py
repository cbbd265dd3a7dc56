"""What a log holds, question by question."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from goodoffices.preferences import plain
from goodoffices.record._entry import Forecast, Question, Resolution
from goodoffices.record._log import Log

__all__ = ["Listed", "Listing", "list_log"]

SCHEMA = "goodoffices/record-forecasts/1"


@dataclass(frozen=True, slots=True)
class Listed:
    """A question of a log.

    Parameters
    ----------
    question
        What is asked.
    status
        open, overdue (the deadline has passed and nobody has said what became of it) or resolved.
    forecasts
        All forecasts on it, in the order of the log.
    resolution
        What became of it, if anybody has said so.
    """

    question: Question
    status: Literal["open", "overdue", "resolved"]
    forecasts: tuple[Forecast, ...]
    resolution: Resolution | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a log holds.

    Parameters
    ----------
    log, path
        The log as it was named, and where it lies.
    lines, sha256
        How many whole lines it has, the first one included, and the hash of the last, which stands
        for all of them.
    cut
        Bytes at its end that are the beginning of a line whose writing was cut short.
    today
        The day on which overdue was decided.
    questions
        In the order in which they were first asked.
    """

    log: str
    path: str
    lines: int
    sha256: str
    cut: int
    today: dt.date
    questions: tuple[Listed, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the listing as plain data, with the version of its layout."""
        return {"schema": SCHEMA, **plain(dataclasses.asdict(self))}


def list_log(log: Log, *, today: dt.date) -> Listing:
    """Return what a log holds.

    Parameters
    ----------
    log
        The log.
    today
        The day on which it is asked: a question is overdue once its deadline is before it.
    """
    return Listing(
        log=log.name,
        path=str(log.path),
        lines=len(log.hashes),
        sha256=log.hashes[-1] if log.hashes else "",
        cut=len(log.cut),
        today=today,
        questions=tuple(
            Listed(
                asked.question,
                "resolved" if asked.resolution else "overdue" if asked.overdue(today) else "open",
                asked.forecasts,
                asked.resolution,
            )
            for asked in log.asked
        ),
    )
