"""The score of every forecaster in a log."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from goodoffices.case import NoAnswer
from goodoffices.preferences import Floats, plain
from goodoffices.record._calibration import RESAMPLES, Calibration, calibration
from goodoffices.record._corp import Parts, parts
from goodoffices.record._entry import Forecast
from goodoffices.record._ledger import Asked
from goodoffices.record._log import Log
from goodoffices.record._paired import Paired, paired
from goodoffices.record._proper import SCORES, Score

__all__ = ["NO_CHANGE", "REFERENCE", "ScoreResult", "Scored", "score_log"]

SCHEMA = "goodoffices/record-score/1"

_MOST = 50
"""Forecasters compared with each other."""

REFERENCE = "reference class"
NO_CHANGE = "no change"
"""The two rules that a forecaster is compared with."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One forecaster's record.

    Parameters
    ----------
    forecaster
        The name.
    versions
        The versions of it that made the forecasts; empty texts left out.
    n, happened
        Questions scored, and how many of the events happened.
    cases
        How many cases they belong to.
    brier, log
        Mean scores of the last forecast on each question that did not know the answer, and their
        parts.
    daily_brier, daily_log
        Mean over questions of the mean over days of the forecast that stood on each: a correction
        does not wash off what stood before it.
    calibration
        How well the stated probabilities fit what happened.
    """

    forecaster: str
    versions: tuple[str, ...]
    n: int
    happened: int
    cases: int
    brier: Parts
    log: Parts
    daily_brier: float
    daily_log: float
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """How good the forecasts of a log have been.

    Parameters
    ----------
    log, sha256
        The log, and the hash of its last line, which stands for all of it.
    today
        The day on which overdue was decided.
    resolved, void, waiting
        Questions answered by yes or no, given up as void, and still open.
    overdue
        How many of those open are past their deadline: whoever resolves only what went well looks
        good.
    late
        Forecasts that are not scored since they were made when the outcome was certain.
    forecasters
        By name.
    comparisons
        Each forecaster against its reference classes, against no change, and against the others,
        for each score.
    seed
        Seed of the resampling.
    """

    log: str
    sha256: str
    today: dt.date
    resolved: int
    void: int
    waiting: int
    overdue: int
    late: tuple[str, ...]
    forecasters: tuple[Scored, ...]
    comparisons: tuple[Paired, ...]
    seed: int

    def as_json(self) -> dict[str, Any]:
        """Return the result as plain data, with the version of its layout."""
        return {"schema": SCHEMA, **plain(dataclasses.asdict(self))}


@dataclass(frozen=True, slots=True)
class _Answered:
    """A question as one forecaster answered it, and what became of it."""

    asked: Asked
    standing: tuple[tuple[Forecast, int], ...]

    @property
    def last(self) -> Forecast:
        return self.standing[-1][0]

    @property
    def outcome(self) -> float:
        return float(self.asked.resolution is not None and self.asked.resolution.outcome == "yes")

    @property
    def case(self) -> str:
        """The case it belongs to; a question of no case is one of its own."""
        named = (entry.case.name for entry in self.asked.forecasts if entry.case)
        return next(named, f"question {self.asked.question.id}")


def score_log(
    log: Log, *, today: dt.date, seed: int = 1, resamples: int = RESAMPLES
) -> ScoreResult:
    """Score every forecaster of a log.

    Parameters
    ----------
    log
        The log.
    today
        The day on which it is asked: an open question is overdue once its deadline is before it.
    seed
        Seed of the resampling.
    resamples
        How many times outcomes are drawn for the ranges of chance.

    Raises
    ------
    NoAnswer
        If no question has been answered by yes or no, all forecasts knew the answer, or there are
        too many forecasters.
    """
    decided = [a for a in log.asked if a.resolution and a.resolution.outcome != "void"]
    if not decided:
        raise NoAnswer(
            f"{log.name} has no question that was answered by yes or no, and so nothing to score; "
            "`goodoffices record resolve` says what became of one"
        )
    names = sorted({entry.forecaster.name for asked in decided for entry in asked.forecasts})
    if len(names) > _MOST:
        raise NoAnswer(
            f"{log.name} has {len(names):,} forecasters, expected at most {_MOST}: each is "
            "compared with every other; keep a log for each group"
        )
    answered = {name: _answered(decided, name) for name in names}
    answered = {name: rows for name, rows in answered.items() if rows}
    if not answered:
        raise NoAnswer(
            f"{log.name}: every forecast on a question that was answered was made when the outcome "
            "was certain; there is nothing to score"
        )
    fair = {entry.id for rows in answered.values() for row in rows for entry, _ in row.standing}
    return ScoreResult(
        log=log.name,
        sha256=log.hashes[-1],
        today=today,
        resolved=len(decided),
        void=sum(a.resolution is not None and a.resolution.outcome == "void" for a in log.asked),
        waiting=sum(a.resolution is None for a in log.asked),
        overdue=sum(a.overdue(today) for a in log.asked),
        late=tuple(
            entry.id
            for asked in decided
            for entry in asked.forecasts
            if entry.id not in fair and asked.resolution and entry.made >= asked.resolution.on
        ),
        forecasters=tuple(
            _scored(name, rows, seed=seed, resamples=resamples) for name, rows in answered.items()
        ),
        comparisons=tuple(_comparisons(answered)),
        seed=seed,
    )


def _answered(decided: Sequence[Asked], name: str) -> tuple[_Answered, ...]:
    rows = (_Answered(asked, asked.standing(name)) for asked in decided)
    return tuple(row for row in rows if row.standing)


def _scored(name: str, rows: tuple[_Answered, ...], *, seed: int, resamples: int) -> Scored:
    p = np.array([row.last.probability for row in rows])
    y = np.array([row.outcome for row in rows])
    versions = {entry.forecaster.version for row in rows for entry, _ in row.standing}
    return Scored(
        forecaster=name,
        versions=tuple(sorted(versions - {""})),
        n=len(rows),
        happened=int(y.sum()),
        cases=len({row.case for row in rows}),
        brier=parts(p, y, "brier"),
        log=parts(p, y, "log"),
        daily_brier=float(np.mean([_daily(row, "brier") for row in rows])),
        daily_log=float(np.mean([_daily(row, "log") for row in rows])),
        calibration=calibration(p, y, seed=seed, resamples=resamples),
    )


def _daily(row: _Answered, score: Score) -> float:
    p = np.array([entry.probability for entry, _ in row.standing])
    days = np.array([days for _, days in row.standing])
    return float(np.average(SCORES[score](p, np.full_like(p, row.outcome)), weights=days))


def _comparisons(answered: dict[str, tuple[_Answered, ...]]) -> Iterator[Paired]:
    for name, rows in answered.items():
        for rule in (REFERENCE, NO_CHANGE):
            said = {row: value for row in rows if (value := _by_rule(row, rule)) is not None}
            yield from _both(name, rule, list(said), list(said.values()))
    for (name, rows), (other, rivals) in itertools.combinations(answered.items(), 2):
        theirs = {row.asked.question.id: row.last.probability for row in rivals}
        common = [row for row in rows if row.asked.question.id in theirs]
        yield from _both(name, other, common, [theirs[row.asked.question.id] for row in common])


def _by_rule(row: _Answered, rule: str) -> float | None:
    """Return what a rule says, as stated last: a correction need not say it again."""
    for entry, _ in reversed(row.standing):
        if rule == NO_CHANGE and entry.no_change is not None:
            return entry.no_change
        if rule == REFERENCE and entry.reference is not None:
            return entry.reference.probability
    return None


def _both(name: str, rival: str, rows: list[_Answered], said: list[float]) -> Iterator[Paired]:
    if not rows:
        return
    own: Floats = np.array([row.last.probability for row in rows])
    other: Floats = np.array(said)
    y = np.array([row.outcome for row in rows])
    cases = [row.case for row in rows]
    for score, of in SCORES.items():
        yield paired(name, rival, score, of(own, y), of(other, y), cases)
