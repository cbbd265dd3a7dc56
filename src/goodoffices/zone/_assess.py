"""What one draft is to each party: its worth, floor, red lines, and how often it accepts."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case
from goodoffices.preferences import (
    TOLERANCE,
    Bargain,
    Packages,
    Share,
    Structure,
    plain,
    share,
    worth_of,
)
from goodoffices.zone._changes import named
from goodoffices.zone._question import Question, question
from goodoffices.zone._sample import Sample, in_zone

__all__ = ["Assessment", "Assessor", "Crossing", "PartyMark", "Spread", "accepted", "chosen"]


@dataclass(frozen=True, slots=True)
class Spread:
    """A number at the modal draw, and between which ends nine in ten of the draws have it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Crossing:
    """A red line that a package crosses.

    Parameters
    ----------
    issue, option
        What the package has.
    line
        Which of the red lines of the party's position on the issue, from 0.
    kind
        ``absolute`` or ``stated``.
    chance
        The most plausible chance that it is meant; 1 where it is absolute.
    counts
        Whether the party's consent is needed on the issue.
    """

    issue: str
    option: str
    line: int
    kind: Literal["absolute", "stated"]
    chance: float
    counts: bool


@dataclass(frozen=True, slots=True)
class PartyMark:
    """What a package is to one party.

    Parameters
    ----------
    party
        Its id.
    consent
        Whether its consent is needed: ``full``, on some issues (``limited``), or ``none``.
    utility
        u_p(x).
    floor
        r_p; for limited consent the worth of no agreement on its issues; None where its consent
        is not needed and the case says nothing of what it has without agreement.
    surplus
        u_p(x) - r_p, on its issues where its consent is limited; None where there is no floor.
    accepts
        Share of draws in which it has its floor and none of its red lines is crossed; None where
        its consent is not needed.
    crossed
        The red lines that the package crosses.
    """

    party: str
    consent: Literal["full", "limited", "none"]
    utility: Spread
    floor: Spread | None
    surplus: Spread | None
    accepts: Share | None
    crossed: tuple[Crossing, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a package is to every party.

    Parameters
    ----------
    case
        The case.
    package
        Option by issue; issues that the draft left open are as without agreement.
    settled
        The issues that the draft settles.
    marks
        One for every party, in the order of the case.
    broken
        Ids of the links whose rule it breaks.
    robustness
        Share of draws in which it lies in the zone.
    in_zone
        Whether it does at the modal draw.
    draws, seed
        What the shares and spreads rest on.
    """

    case: str
    package: dict[str, str]
    settled: tuple[str, ...]
    marks: tuple[PartyMark, ...]
    broken: tuple[str, ...]
    robustness: Share
    in_zone: bool
    draws: int
    seed: int

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values; numbers rounded to nine digits."""
        return {"schema": "goodoffices/assessment/1", **plain(dataclasses.asdict(self))}


class Assessor:
    """A case made ready, so that one draft after another is assessed at once.

    Values at the modal draw are exact; shares and spreads are over the same seeded draws for
    every draft, so that two drafts differ by what is in them and not by luck.

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

    Raises
    ------
    NoAnswer
        If no party's full consent is needed.
    ValueError
        If `draws` is below 1, or `at` is before `as_of`.
    """

    def __init__(
        self, case: Case, *, draws: int = 1000, seed: int = 1, at: dt.date | None = None
    ) -> None:
        if draws < 1:
            raise ValueError("expected at least one draw")
        self.case = case
        self._asked: Question = question(case, at)
        self._sample = Sample(self._asked.prepared, seed, draws, self._asked.time)

    def assess(self, draft: Mapping[str, str]) -> Assessment:
        """Return what a draft is to every party.

        Parameters
        ----------
        draft
            An option by issue, by ids; issues left out are as without agreement.

        Raises
        ------
        ValueError
            If it names an unknown issue or option.
        """
        fixed = self._asked.prepared.structure
        package = chosen(fixed, draft)
        one = package[None]
        problem = self._asked.at_mode
        counts, inside = accepted(package, problem, fixed, self._sample)
        shares = {
            p: share(int(counts[k]), self._sample.count) for k, p in enumerate(problem.claimants)
        }
        return Assessment(
            case=self.case.case,
            package=named(fixed, package),
            settled=tuple(issue for issue in fixed.issues if issue in draft),
            marks=self._marks(package, shares),
            broken=tuple(rule.link for rule in fixed.rules if _holds(rule.terms, package)),
            robustness=share(inside, self._sample.count),
            in_zone=bool(in_zone(problem, one)[0, 0]),
            draws=self._sample.count,
            seed=self._sample.seed,
        )

    def _marks(self, package: Packages, shares: dict[int, Share]) -> tuple[PartyMark, ...]:
        fixed, modal, problem = (
            self._asked.prepared.structure,
            self._asked.modal,
            self._asked.at_mode,
        )
        one = package[None]
        parts = list(self._sample.parts())
        utility = np.concatenate(
            [worth_of(part.draws.worth, part.draws.bonus, fixed, one)[:, :, 0] for part in parts]
        )
        surplus = np.concatenate([part.problem.surplus(one)[:, :, 0] for part in parts])
        floor = np.concatenate([part.draws.floor for part in parts])
        own_floor = np.concatenate([part.problem.floor for part in parts])
        at_mode = worth_of(modal.worth, modal.bonus, fixed, one)[0, :, 0]
        modal_surplus = problem.surplus(one)[0, :, 0]
        marks = []
        for p, party in enumerate(self.case.parties):
            k = problem.claimants.index(p) if p in problem.claimants else None
            gained, least = None, None
            if k is not None:
                least = _spread(float(problem.floor[0, k]), own_floor[:, k])
                gained = _spread(float(modal_surplus[k]), surplus[:, k])
            elif party.no_agreement is not None:
                least = _spread(float(modal.floor[0, p]), floor[:, p])
                gained = _spread(float(at_mode[p] - modal.floor[0, p]), utility[:, p] - floor[:, p])
            marks.append(
                PartyMark(
                    party=party.id,
                    consent="none" if k is None else "full" if k < problem.full else "limited",
                    utility=_spread(float(at_mode[p]), utility[:, p]),
                    floor=least,
                    surplus=gained,
                    accepts=shares.get(p),
                    crossed=self._crossed(party.id, package),
                )
            )
        return tuple(marks)

    def _crossed(self, party: str, package: Packages) -> tuple[Crossing, ...]:
        fixed = self._asked.prepared.structure
        owner = next(entry for entry in self.case.parties if entry.id == party)
        has = named(fixed, package)
        return tuple(
            Crossing(
                issue=position.issue,
                option=has[position.issue],
                line=n,
                kind=line.kind,
                chance=line.chance.mode,
                counts=owner.needed_on(position.issue),
            )
            for position in self.case.positions
            if position.party == party
            for n, line in enumerate(position.red_lines)
            if has[position.issue] in line.options
        )


def chosen(fixed: Structure, draft: Mapping[str, str]) -> Packages:
    """Return a draft as option indices, shape (I,); what it leaves open is as without agreement.

    Raises
    ------
    ValueError
        If it names an unknown issue or option.
    """
    package = np.array(fixed.status_quo, dtype=np.int64)
    for issue, option in draft.items():
        if issue not in fixed.issues:
            raise ValueError(f"no issue {issue!r}; the issues are {', '.join(fixed.issues)}")
        options = fixed.options[fixed.issues.index(issue)]
        if option not in options:
            raise ValueError(f"no option {option!r} of {issue}; there are {', '.join(options)}")
        package[fixed.issues.index(issue)] = options.index(option)
    return package


def accepted(
    package: Packages, at_mode: Bargain, fixed: Structure, sample: Sample
) -> tuple[NDArray[np.int64], int]:
    """Return in how many draws each claimant accepts a package, and in how many it is in the zone.

    A claimant accepts where it has its floor and none of its own red lines is crossed.
    """
    one = package[None]
    counts = np.zeros(len(at_mode.claimants), dtype=np.int64)
    inside = 0
    for part in sample.parts():
        enough = part.problem.surplus(one)[:, :, 0] >= -TOLERANCE
        red = part.draws.red
        inside += int(in_zone(part.problem, one).sum())
        for k, p in enumerate(at_mode.claimants):
            met = enough[:, k]
            for i in np.flatnonzero(fixed.consent[p]):
                met &= ~red[:, p, i, package[i]]
            counts[k] += int(met.sum())
    return counts, inside


def _holds(terms: tuple[tuple[int, tuple[int, ...]], ...], package: Packages) -> bool:
    return all(package[i] in options for i, options in terms)


def _spread(value: float, drawn: NDArray[np.float64]) -> Spread:
    low, high = np.quantile(drawn, [0.05, 0.95])
    return Spread(value, float(low), float(high))
