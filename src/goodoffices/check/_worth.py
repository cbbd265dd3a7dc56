"""Numbers that defeat an agreement before anybody talks, at the modal draw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.case import Case
from goodoffices.check._demands import ruled_out
from goodoffices.check._remark import Remark
from goodoffices.preferences import DAYS_PER_MONTH, months, prepare, worth_of

if TYPE_CHECKING:
    from goodoffices.preferences import Draws, Preferences

__all__ = ["floors", "waiting"]

SLACK = 1e-9
"""Differences of utility up to this are rounding."""

BEFORE = 1e-6
"""Months before an event at which a no-agreement value is what it was without it."""


def waiting(case: Case) -> Iterator[Remark]:
    """Yield consenting parties whose no-agreement value will exceed all they can still get.

    What a party can get is bounded from above: its best option of each issue that nobody whose
    consent is needed rules out for certain, and every bonus in its favour, rules between options
    left aside.  A party reported is one that no package can hold; others may be as badly off.
    """
    preferences = prepare(case)
    now = preferences.modal()
    fixed = now.structure
    out = ruled_out(case, stated=False)
    best = np.maximum(now.bonus[0], 0.0).sum(axis=1)
    for i, issue in enumerate(fixed.issues):
        left = [o for o, option in enumerate(fixed.options[i]) if (issue, option) not in out]
        if not left:
            return
        best += now.worth[0, :, i, left].max(axis=0)
    highest = _highest_floors(preferences, now, case)
    for p in fixed.full:
        floor, at = highest[p]
        if floor <= best[p] + SLACK:
            continue
        party = fixed.parties[p]
        day = case.as_of + dt.timedelta(days=round(at * DAYS_PER_MONTH))
        when = "now" if at == 0 else f"on {day}"
        message = (
            f"{party} does better without an agreement: {when} that is worth {floor:.2f} to it, "
            f"and no package it can still get more than {best[p]:.2f}"
        )
        yield Remark("better-off-waiting", ("parties", p), message, (party,))


def floors(case: Case) -> Iterator[Remark]:
    """Yield stated no-agreement values below the worth of what holds without agreement."""
    now = prepare(case).modal()
    fixed = now.structure
    quo = worth_of(now.worth, now.bonus, fixed, np.array([fixed.status_quo]))[0, :, 0]
    for p, party in enumerate(case.parties):
        stated = party.no_agreement.utility if party.no_agreement else None
        if stated is None or not party.consent or stated.mode >= quo[p] - SLACK:
            continue
        message = (
            f"{party.id} is said to have {stated.mode:.2f} without agreement, but the options that "
            f"hold without one are worth {quo[p]:.2f} to it: a package that changes nothing would "
            "count as a gain"
        )
        path = ("parties", p, "no_agreement", "utility")
        yield Remark("floor-below-status-quo", path, message, (party.id,))


def _highest_floors(preferences: Preferences, now: Draws, case: Case) -> list[tuple[float, float]]:
    """Return each party's highest no-agreement value up to the horizon, and when, in months.

    The value moves in straight lines between events, so that its ends, and the moments at and
    just before events, are all the moments to look at.
    """
    end = max(0.0, months(case, case.horizon))
    times = {0.0, end}
    for entry, value in zip(now.names, now.inputs[0], strict=True):
        if entry.kind == "event" and 0 < value <= end:
            times |= {float(value), max(0.0, float(value) - BEFORE)}
    highest = [(-np.inf, 0.0)] * len(now.structure.parties)
    for at in sorted(times):
        floor = preferences.modal(at=at).floor[0]
        highest = [
            (float(floor[p]), at) if floor[p] > known[0] + SLACK else known
            for p, known in enumerate(highest)
        ]
    return highest
