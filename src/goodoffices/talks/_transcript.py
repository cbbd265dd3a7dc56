"""One run from beginning to end, as a record that can be told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from goodoffices.case import Case
from goodoffices.preferences import DAYS_PER_MONTH
from goodoffices.talks._result import plain
from goodoffices.talks._setting import Setting, setting
from goodoffices.talks._simulate import follow, simulate
from goodoffices.talks._state import CAUSES, Cause, Course, Entry

__all__ = ["Moment", "Transcript", "runs_by_outcome", "transcribe"]

SCHEMA = "goodoffices/transcript/1"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened in a run.

    Parameters
    ----------
    day
        When.
    kind
        session, settled-apart, text, no-text, offer, mandate, framework, signed,
        refused-outside, event, mediator-left, suspended, resumed, escalated or collapsed.
    data
        Ids and numbers of it, by name: ``party``, ``event``, ``issue``, ``option``, ``package``
        (option by issue; only what is settled), ``accepted`` (by party), ``surplus`` (by party),
        ``paid`` (by party), ``cause``, ``subject``, ``blamed``, and of a session ``round``,
        ``number``, ``technical``, ``mediated`` and ``last`` (its last day).
    """

    day: dt.date
    kind: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Transcript:
    """One run.

    Parameters
    ----------
    case, seed, run, until
        Which.
    outcome
        Where the talks stand on the last day: comprehensive, talking, suspended, collapsed or
        escalated.
    moments
        What happened, in the order of time.
    """

    case: str
    seed: int
    run: int
    until: dt.date
    outcome: str
    moments: tuple[Moment, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the transcript as plain data, with the version of its layout."""
        return {"schema": SCHEMA, **plain(self)}


def transcribe(case: Case, *, run: int, seed: int = 1, until: dt.date | None = None) -> Transcript:
    """Return one run of the talks, the very one that `play_talks` counts under this number.

    Parameters
    ----------
    case, seed, until
        As in `play_talks`.
    run
        Its number, from 0.

    Raises
    ------
    NoAnswer
        As `play_talks`.
    ValueError
        If `run` is negative, or `until` before `as_of`.
    """
    if run < 0:
        raise ValueError("runs are counted from 0")
    fixed = setting(case, until=until)
    columns, entries = follow(fixed, seed=seed, run=run)
    return Transcript(
        case=case.case,
        seed=seed,
        run=run,
        until=fixed.dates[-1],
        outcome=_outcome(columns["ended"][0]),
        moments=tuple(
            Moment(_day(case, e.month, ending=_ends(e)), e.kind, _named(fixed, e)) for e in entries
        ),
    )


def runs_by_outcome(
    case: Case, *, runs: int = 200, seed: int = 1, until: dt.date | None = None
) -> dict[str, tuple[int, ...]]:
    """Return which runs end how, so that one can be chosen for `transcribe`.

    Parameters
    ----------
    case, seed, until
        As in `transcribe`.
    runs
        How many are looked at, from run 0 on.

    Returns
    -------
    By outcome, as a transcript has it, the numbers of the runs that end so, most often first;
    outcomes in which none of them ends are left out.

    Raises
    ------
    NoAnswer, ValueError
        As `transcribe`; or if `runs` is below 1.
    """
    if runs < 1:
        raise ValueError("runs are counted from 1")
    ended = simulate(setting(case, until=until), seed=seed, first=0, count=runs)["ended"]
    found: dict[str, list[int]] = {}
    for run, how in enumerate(ended):
        found.setdefault(_outcome(how), []).append(run)
    ranked = sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return {outcome: tuple(numbers) for outcome, numbers in ranked}


def _outcome(ended: object) -> str:
    course = Course(_int(ended))
    return "comprehensive" if course is Course.SIGNED else course.name.lower()


_ENDING = frozenset(
    {"settled-apart", "text", "no-text", "offer", "mandate", "framework", "signed",
     "refused-outside"}
)  # fmt: skip
"""What is dated by the end of an exchange, and not by the beginning of a day."""


def _ends(entry: Entry) -> bool:
    stops = (Cause.BROKE_OFF, Cause.DEADLINE)
    return entry.kind in _ENDING or (entry.kind == "suspended" and entry.data["cause"] in stops)


def _day(case: Case, month: float, *, ending: bool) -> dt.date:
    # What ends with a day is told of that day and not of the next.
    days = month * DAYS_PER_MONTH + (-1e-6 if ending else 1e-6)
    return case.as_of + dt.timedelta(days=min(int(days), (dt.date.max - case.as_of).days))


def _named(fixed: Setting, entry: Entry) -> dict[str, Any]:
    """Return the data of an entry in the analyst's ids."""
    structure = fixed.prepared.structure
    parties = [structure.parties[p] for p in fixed.negotiators]
    named: dict[str, Any] = {}
    for key, value in entry.data.items():
        match key:
            case "party" if entry.kind == "refused-outside":
                named[key] = structure.parties[fixed.outside[_int(value)]]
            case "party":
                named[key] = parties[_int(value)]
            case "blamed":
                named[key] = parties[_int(value)] if _int(value) >= 0 else None
            case "event" | "by":
                named[key] = fixed.events[_int(value)].id if _int(value) >= 0 else None
            case "accepted" | "surplus" | "paid" if isinstance(value, list):
                named[key] = dict(zip(parties, value, strict=True))
            case "package" if isinstance(value, list):
                named[key] = {
                    issue: structure.options[i][o]
                    for i, (issue, o) in enumerate(zip(structure.issues, value, strict=True))
                    if o >= 0
                }
            case "issue":
                named[key] = structure.issues[_int(value)]
            case "option":
                named[key] = structure.options[_int(entry.data["issue"])][_int(value)]
            case "cause":
                named[key] = CAUSES[Cause(_int(value))]
            case "subject":
                named[key] = _subject(fixed, _int(entry.data["cause"]), _int(value))
            case "last":
                named[key] = _day(fixed.case, float(str(value)), ending=True)
            case _:
                named[key] = value
    return named


def _subject(fixed: Setting, cause: int, subject: int) -> str | None:
    if cause in (Cause.BROKE_OFF, Cause.PARTY_LEFT):
        return fixed.prepared.structure.parties[subject]
    return fixed.events[subject].id if cause in (Cause.DEADLINE, Cause.EVENT) else None


def _int(value: object) -> int:
    return int(str(value))
