"""A probability out of the talks played forward."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from goodoffices.case import Case, NoAnswer
from goodoffices.preferences import Share, share
from goodoffices.record._entry import HIGHEST, LOWEST, Run
from goodoffices.talks import MILESTONES, STATES, TalksResult, play_talks

__all__ = ["FORECASTER", "Answer", "answer_talks"]

FORECASTER = "goodoffices talks"
"""The name under which the model stands in a log; its version is that of the program."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the talks say to a question.

    Parameters
    ----------
    probability
        The share of runs, kept within what a log takes.
    share
        The share itself, with its Monte Carlo interval.
    run
        How they were asked.
    """

    probability: float
    share: Share
    run: Run

    @property
    def interval(self) -> tuple[float, float]:
        """The Monte Carlo interval."""
        # Nine digits, as in JSON; the rest is rounding of the machine's.
        return (round(self.share.low, 9) + 0.0, round(self.share.high, 9) + 0.0)

    @property
    def basis(self) -> str:
        """Where the number comes from, in words."""
        hits = round(self.share.value * self.share.draws)
        text = (
            f"{hits:,} of {self.run.runs:,} runs of the talks (outcome {self.run.outcome}, seed "
            f"{self.run.seed}); what follows from stated assumptions about conduct"
        )
        if self.probability == self.share.value:
            return text
        return f"{text}; kept within {LOWEST} and {HIGHEST}, since runs can exclude nothing"


def _outcomes(case: Case) -> str:
    """Return in words what can be asked of the talks of a case."""
    issues = ", ".join(f"settled:{issue.id}" for issue in case.issues)
    states = ", ".join(f"standing:{state}" for state in STATES)
    return f"{', '.join(MILESTONES)}; sessions:1, sessions:2, ...; {issues}; {states}"


def answer_talks(  # what is asked, how often, and who watches
    case: Case,
    outcome: str,
    by: dt.date,
    *,
    runs: int = 2000,
    seed: int = 1,
    progress: Callable[[int, int, float | None], None] | None = None,
) -> Answer:
    """Play the talks until a day, and return in how many runs something has happened by then.

    Parameters
    ----------
    case
        The case.
    outcome
        A milestone of the talks, such as ``comprehensive``; ``settled:ISSUE``; ``sessions:K``, at
        least so many sessions held; or ``standing:STATE``, where the talks stand on that day.
    by
        The day.
    runs, seed
        How many runs, and their seed.
    progress
        Receives the runs done, all runs, and the seconds that are probably left.

    Raises
    ------
    NoAnswer
        If there is no such outcome, or the talks cannot be played.
    ValueError
        If the day is before the case's.
    KeyboardInterrupt
        If it is interrupted: part of the runs is no answer to write down.
    """
    # Asked before anything is played.
    share_in = _reading(outcome, case)
    result = play_talks(case, runs=runs, seed=seed, until=by, progress=progress)
    if result.interrupted:
        raise KeyboardInterrupt
    found = share_in(result)
    probability = min(max(found.value, LOWEST), HIGHEST)
    return Answer(probability, found, Run(outcome, found.draws, seed))


def _reading(outcome: str, case: Case) -> Callable[[TalksResult], Share]:
    """Return how to read an outcome off the talks' last day.

    Raises
    ------
    NoAnswer
        If there is no such outcome.
    """
    kind, _, what = outcome.partition(":")
    if not what and kind in MILESTONES:
        return lambda result: result.reached[kind][-1]
    if kind == "standing" and what in STATES:
        return lambda result: result.states[what][-1]
    if kind == "settled" and what in {issue.id for issue in case.issues}:
        return lambda result: next(i.settled[-1] for i in result.issues if i.issue == what)
    if kind == "sessions" and what.isdecimal() and 0 < int(what) < 1000:
        return lambda result: _held(result, int(what))
    raise NoAnswer(f"the talks know no outcome {outcome}; expected {_outcomes(case)}")


def _held(result: TalksResult, number: int) -> Share:
    if number <= len(result.held):
        return result.held[number - 1]
    return share(0, result.runs)
