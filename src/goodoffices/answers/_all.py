"""All the answers that a brief is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from goodoffices.answers._intent import inferred
from goodoffices.answers._meaning import meaning_of, weighed
from goodoffices.answers._order import order_or_reason
from goodoffices.case import CaseFile, NoAnswer
from goodoffices.intent import IntentResult
from goodoffices.order import OrderResult
from goodoffices.reading import Excerpt, excerpts
from goodoffices.record import RecordResult, in_the_way, set_beside
from goodoffices.talks import Comparison, TalksResult, play_talks
from goodoffices.zone import ZoneResult, analyse

__all__ = ["Answers", "answer_all"]

_VERSIONS = 500
"""Runs at most in which each hypothesis about a mediator is played, since there are several."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of a case once every room has been asked.

    Parameters
    ----------
    zone
        What could be agreed, what blocks it, what would open it.
    order
        In what order the package could be carried out; in words why there is no answer; None
        where the zone was interrupted.
    talks
        How the talks may go; None where nobody can talk to anybody, and `no_talks` says why.
    intent
        What the mediator and the delegations may be after; None where there is nothing to go on.
    meaning
        What the hypotheses about the mediator would mean for the talks.
    record
        What became of talks and agreements like these.
    excerpts
        The words that claims rest on, by claim.
    """

    zone: ZoneResult
    order: OrderResult | str | None
    talks: TalksResult | None
    no_talks: str
    intent: IntentResult | None
    meaning: Comparison | None
    record: RecordResult
    excerpts: Mapping[str, Excerpt]


def answer_all(
    file: CaseFile,
    *,
    draws: int,
    seed: int,
    runs: int,
    at: dt.date | None = None,
    progress: Progress = lambda _part, _done: None,
) -> Answers:
    """Ask every room about a case.

    Parameters
    ----------
    file
        The case.
    draws, runs
        How many draws of everything uncertain, and how many runs of the talks.
    seed
        The same seed gives the same answers.
    at
        Date of the no-agreement values; `as_of` by default.
    progress
        Called with the part at work, and the share of it that is done.

    Raises
    ------
    NoAnswer
        If no party's full consent is needed, so that there is no zone to speak of.
    ValueError
        If a number is below 1, or `at` is before `as_of`.
    """

    def told(done: int, every: int, _left: float | None) -> None:
        progress("runs of the talks", done / every)

    zone = analyse(file.case, draws=draws, seed=seed, at=at, progress=progress)
    progress("in what order", 0.0)
    order = order_or_reason(file, zone, draws=draws, seed=seed)
    talks, no_talks = None, ""
    try:
        talks = play_talks(file.case, runs=runs, seed=seed, progress=told)
    except NoAnswer as error:
        no_talks = str(error)
    intent = inferred(file, draws=draws, seed=seed)
    found = weighed(intent, file.case) if talks is not None else None
    meaning = None
    if found is not None:
        few = min(runs, _VERSIONS)
        meaning = meaning_of(file.case, found, runs=few, seed=seed, progress=told)
    chosen = zone.headline or zone.closest
    record = set_beside(
        file.case,
        chosen.package if chosen else None,
        source="robust" if zone.headline else "closest",
        issues=in_the_way(file.case, zone),
    )
    return Answers(zone, order, talks, no_talks, intent, meaning, record, excerpts(file))
