"""What every question about a zone begins with: the case made ready, at a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from goodoffices.case import Case, NoAnswer
from goodoffices.preferences import Bargain, Draws, Preferences, bargain, months, prepare

__all__ = ["Question", "among", "question"]


@dataclass(frozen=True, slots=True)
class Question:
    """A case made ready for drawing, its date in months after `as_of`, and its modal draw."""

    prepared: Preferences
    day: dt.date
    time: float
    modal: Draws
    at_mode: Bargain


def among(case: Case, parties: Collection[str]) -> Case:
    """Return `case` as if the full consent of some parties were needed, and of no others.

    Parameters
    ----------
    case
        The case.
    parties
        Ids of at least one of its parties.

    Raises
    ------
    ValueError
        If there is none, or one is not a party of the case.
    """
    known = [party.id for party in case.parties]
    unknown = [party for party in parties if party not in known]
    if unknown or not parties:
        found = ", ".join(unknown) or "none"
        raise ValueError(f"expected parties among {', '.join(known)}; found {found}")
    return case.model_copy(
        update={
            "parties": tuple(
                party.model_copy(update={"consent": party.id in parties}) for party in case.parties
            )
        }
    )


def question(case: Case, at: dt.date | None) -> Question:
    """Return the beginning of a question about `case`, with no-agreement values of the day `at`.

    Raises
    ------
    NoAnswer
        If no party's full consent is needed, so that there is no zone to speak of.
    ValueError
        If `at` is before `as_of`.
    """
    day = at or case.as_of
    if day < case.as_of:
        raise ValueError(f"expected a date from {case.as_of} on, the case's as_of; found {day}")
    prepared = prepare(case)
    if not prepared.structure.full:
        raise NoAnswer(
            f"{case.case}: no party has consent: true, so nobody can refuse and there is no zone "
            "to compute; mark the parties without whom there is no agreement"
        )
    time = months(case, day)
    modal = prepared.modal(at=time)
    return Question(prepared, day, time, modal, bargain(modal))
