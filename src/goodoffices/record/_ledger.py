"""The rules by which forecasts and resolutions follow each other in a log."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from goodoffices.record._entry import Draft, Entry, Forecast, Question, Resolution

__all__ = ["Asked", "Ledger"]

_MOST = 1000
"""Forecasts on one question; each is compared with those before it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that the log says of it.

    Parameters
    ----------
    question
        What is asked.
    forecasts
        All forecasts on it, in the order of the log.
    resolution
        What became of it; None while it is open.
    """

    question: Question
    forecasts: tuple[Forecast, ...]
    resolution: Resolution | None = None

    def latest(self, forecaster: str) -> Forecast | None:
        """Return the last forecast by a forecaster, if there is one."""
        own = (entry for entry in reversed(self.forecasts) if entry.forecaster.name == forecaster)
        return next(own, None)

    def overdue(self, today: dt.date) -> bool:
        """Tell whether the deadline has passed and nobody has said what became of it."""
        return self.resolution is None and today > self.question.by

    def standing(self, forecaster: str) -> tuple[tuple[Forecast, int], ...]:
        """Return a forecaster's forecasts with the days on which each stood, none of them 0.

        A forecast stands from its day until the next by the same forecaster, and at the latest
        until the deadline has passed or, if that was earlier, until the day on which the outcome
        was certain.  The last of them is the one by which a forecaster is scored.  What was made
        on that day or later knew the answer and stands on none; a question that is open or void
        has no answer yet.
        """
        if self.resolution is None or self.resolution.outcome == "void":
            return ()
        end = min(self.resolution.on, self.question.by + dt.timedelta(days=1))
        own = [entry for entry in self.forecasts if entry.forecaster.name == forecaster]
        ends = [entry.made for entry in own[1:]] + [end] * bool(own)
        pairs = zip(own, ends, strict=True)
        spans = ((entry, (min(last, end) - entry.made).days) for entry, last in pairs)
        return tuple((entry, days) for entry, days in spans if days > 0)


class Ledger:
    """The questions of a log, which grows entry by entry and refuses what cannot follow."""

    def __init__(self) -> None:
        self.asked: dict[str, Asked] = {}

    def admit(self, entry: Entry) -> None:
        """Take an entry.

        Raises
        ------
        ValueError
            If it cannot follow what is in the log.
        """
        if isinstance(entry, Forecast):
            self._forecast(entry)
        else:
            self._resolve(entry)

    def numbered(self, draft: Draft) -> Forecast:
        """Return a draft as the next forecast on its question."""
        asked = self.asked.get(draft.question.id, Asked(draft.question, ()))
        before = asked.latest(draft.forecaster.name)
        return Forecast(
            id=f"{draft.question.id}.{len(asked.forecasts) + 1}",
            supersedes=before.id if before else None,
            **{name: getattr(draft, name) for name in Draft.__slots__},
        )

    def _forecast(self, entry: Forecast) -> None:
        question = entry.question
        asked = self.asked.get(question.id, Asked(question, ()))
        if asked.resolution is not None:
            raise ValueError(
                f"{question.id} was resolved as {asked.resolution.outcome} on "
                f"{asked.resolution.on}; nothing can be forecast of it any more"
            )
        if question != asked.question:
            raise ValueError(
                f"{question.id} is in the log with another text, other criteria or another "
                f"deadline ({asked.question.by}); give the new question an id of its own"
            )
        if entry.id != f"{question.id}.{len(asked.forecasts) + 1}":
            raise ValueError(
                f"{entry.id}: expected {question.id}.{len(asked.forecasts) + 1}, the next forecast "
                "on that question"
            )
        if len(asked.forecasts) == _MOST:
            raise ValueError(
                f"{question.id} has been forecast {_MOST:,} times; expected at most so many"
            )
        if entry.made > question.by:
            raise ValueError(
                f"{question.id}: the deadline, {question.by}, is before the day of the forecast, "
                f"{entry.made}; a forecast is made by its deadline"
            )
        before = asked.latest(entry.forecaster.name)
        if entry.supersedes != (before.id if before else None):
            raise ValueError(
                f"{entry.id} supersedes {entry.supersedes}, expected "
                f"{before.id if before else 'none'}: the last forecast by {entry.forecaster.name}"
            )
        if before is not None and entry.made < before.made:
            raise ValueError(
                f"{entry.id} was made on {entry.made}, before {before.id} of {before.made}, which "
                "it supersedes"
            )
        if entry.interval is not None and entry.interval[0] > entry.interval[1]:
            low, high = entry.interval
            raise ValueError(f"{entry.id}: the interval from {low} to {high} ends before it begins")
        self.asked[question.id] = Asked(question, (*asked.forecasts, entry))

    def _resolve(self, entry: Resolution) -> None:
        asked = self.asked.get(entry.question)
        if asked is None:
            raise ValueError(
                f"there is no question {entry.question} in the log; "
                "`goodoffices record forecasts` lists them"
            )
        if asked.resolution is not None:
            raise ValueError(
                f"{entry.question} was resolved on {asked.resolution.on} as "
                f"{asked.resolution.outcome}, and is not resolved twice; where that was wrong, ask "
                "the question again under another id and say so"
            )
        by, first = asked.question.by, asked.forecasts[0].made
        if entry.on < first:
            raise ValueError(
                f"{entry.question} was first forecast on {first}; it cannot have been decided on "
                f"{entry.on}"
            )
        if entry.outcome == "yes" and entry.on > by:
            raise ValueError(
                f"{entry.question} asks for {by} at the latest; what came true on {entry.on} is "
                "a no"
            )
        if entry.outcome == "no" and entry.on < by:
            raise ValueError(
                f"{entry.question} may come true until {by}; it cannot be a no on {entry.on} "
                "(a question that has lost its meaning is void)"
            )
        self.asked[entry.question] = Asked(asked.question, asked.forecasts, entry)
