"""The zone at a glance: how often there is one, what it leaves open, and its solutions."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from goodoffices.case import Case
from goodoffices.preferences import (
    Bargain,
    Bools,
    Share,
    Structure,
    bargain,
    plain,
    share,
    worth_of,
)
from goodoffices.zone._changes import named
from goodoffices.zone._frontier import frontier
from goodoffices.zone._question import question
from goodoffices.zone._result import Concept
from goodoffices.zone._search import has_zone, margins
from goodoffices.zone._solve import solve

__all__ = ["FRONTIER_PARTIES", "Glance", "Suggestion", "glance", "possible"]

FRONTIER_PARTIES = 5
"""Of more parties nearly every package is on the frontier: solutions need none."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A solution on the zone at the modal draw: its package, and u_p of every party."""

    concept: Concept
    package: dict[str, str]
    utility: dict[str, float]
    exact: bool


@dataclass(frozen=True, slots=True)
class Glance:
    """The first answers of an analysis, in a fraction of its time.

    Parameters
    ----------
    case
        The case.
    draws, seed
        What the share rests on.
    zone
        Share of draws that have a zone, each settled exactly.
    margin
        M at the modal draw, -inf where red lines and rules leave no package.
    admissible
        By issue, the options that no red line at the modal draw rules out.
    in_zone
        By issue, the options that occur in some package of the zone at the modal draw.
    solutions
        Those on the zone at the modal draw; none where it is empty.
    closest
        The package that leaves the worst-off party the most at the modal draw, in the zone or
        not; None where red lines and rules leave no package.
    floor
        r_p at the modal draw, by fully consenting party.
    """

    case: str
    draws: int
    seed: int
    zone: Share
    margin: float
    admissible: dict[str, tuple[str, ...]]
    in_zone: dict[str, tuple[str, ...]]
    solutions: tuple[Suggestion, ...]
    closest: dict[str, str] | None
    floor: dict[str, float]

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values; numbers rounded to nine digits."""
        return {"schema": "goodoffices/glance/1", **plain(dataclasses.asdict(self))}


def glance(case: Case, *, draws: int = 500, seed: int = 1, at: dt.date | None = None) -> Glance:
    """Return the first answers about the zone of a case, for whoever changes it and looks.

    Parameters
    ----------
    case
        The case.
    draws
        Number of draws, >= 1.
    seed
        Seed of the draws.
    at
        Date of the no-agreement values; `as_of` by default.

    Returns
    -------
    Glance
        The same numbers as those of `analyse` with as many draws: exact at the modal draw, a
        share with its interval over the draws.

    Raises
    ------
    NoAnswer
        If no party's full consent is needed.
    ValueError
        If `draws` is below 1, or `at` is before `as_of`.
    """
    if draws < 1:
        raise ValueError("expected at least one draw")
    asked = question(case, at)
    fixed, modal, at_mode = asked.prepared.structure, asked.modal, asked.at_mode
    found = has_zone(bargain(asked.prepared.draw(seed=seed, count=draws, at=asked.time)))
    best = margins(at_mode)
    front = frontier(at_mode) if len(at_mode.claimants) <= FRONTIER_PARTIES else None
    solved = solve(at_mode, front=front if front is not None and front.epsilon == 0 else None)
    any_package = bool((best.package[0] >= 0).all())
    occurs = possible(at_mode, fixed)
    suggestions = []
    for each in solved:
        worth = worth_of(modal.worth, modal.bonus, fixed, each.package[None])[0, :, 0]
        utility = {party: float(worth[p]) for p, party in enumerate(fixed.parties)}
        package = named(fixed, each.package)
        suggestions.append(Suggestion(each.concept, package, utility, each.exact))
    return Glance(
        case=case.case,
        draws=draws,
        seed=seed,
        zone=share(int(found.sum()), draws),
        margin=float(best.margin[0]),
        admissible={
            issue: tuple(
                option for o, option in enumerate(fixed.options[i]) if at_mode.allowed[0, i, o]
            )
            for i, issue in enumerate(fixed.issues)
        },
        in_zone={
            issue: tuple(option for o, option in enumerate(fixed.options[i]) if occurs[i, o])
            for i, issue in enumerate(fixed.issues)
        },
        solutions=tuple(suggestions),
        closest=named(fixed, best.package[0]) if any_package else None,
        floor={fixed.parties[p]: float(modal.floor[0, p]) for p in fixed.full},
    )


def possible(at_mode: Bargain, fixed: Structure) -> Bools:
    """Return whether each option occurs in some package of the zone of a single draw, (I, O).

    One exact question per option, all asked together.
    """
    places = [(i, o) for i, options in enumerate(fixed.options) for o in range(len(options))]
    forced = at_mode.take(np.zeros(len(places), dtype=np.intp))
    allowed = forced.allowed.copy()
    for row, (i, o) in enumerate(places):
        allowed[row, i, np.arange(allowed.shape[2]) != o] = False
    met = has_zone(dataclasses.replace(forced, allowed=allowed))
    occurs = np.zeros(at_mode.allowed.shape[1:], dtype=bool)
    for row, (i, o) in enumerate(places):
        occurs[i, o] = met[row]
    return occurs
