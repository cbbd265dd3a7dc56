"""The zone of one case: every answer from one seeded set of draws."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Callable, Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case, taxonomy
from goodoffices.preferences import TOLERANCE, Bargain, Draws, Packages, Structure, share, worth_of
from goodoffices.zone._assess import accepted
from goodoffices.zone._blocking import blocking_sets
from goodoffices.zone._changes import named
from goodoffices.zone._count import zone_size
from goodoffices.zone._frontier import Frontier, frontier
from goodoffices.zone._glance import FRONTIER_PARTIES, possible
from goodoffices.zone._influence import influences
from goodoffices.zone._levers import levers
from goodoffices.zone._pivots import pivots
from goodoffices.zone._question import question
from goodoffices.zone._repairs import Payer, repairs
from goodoffices.zone._result import (
    Band,
    BlockingSet,
    FrontierSize,
    Influence,
    Lever,
    Margin,
    Repair,
    Settlement,
    Solution,
    ZoneResult,
)
from goodoffices.zone._robust import most_robust
from goodoffices.zone._sample import Sample, SolvedDraws, in_zone
from goodoffices.zone._search import Margins, margins
from goodoffices.zone._solve import Solved, solve

__all__ = ["analyse"]

_LEVER_DRAWS = 400
"""Draws on which single changes are tried: some seventy changes, each searched exactly."""

_Part = TypeVar("_Part")


def analyse(
    case: Case,
    *,
    draws: int = 2000,
    seed: int = 1,
    at: dt.date | None = None,
    powers: Mapping[str, float] | None = None,
    progress: Callable[[str, float], None] = lambda _part, _done: None,
) -> ZoneResult:
    """Return what could be agreed in a case, what blocks it, and what would open it.

    Parameters
    ----------
    case
        The case.
    draws
        Number of draws, >= 1.
    seed
        Seed of the draws. The same case, seed, number of draws and date give the same result,
        bit for bit.
    at
        Date of the no-agreement values, from the case's `as_of` on; that date by default.
    powers
        Bargaining powers beta_p > 0 in the Nash solution, by fully consenting party; 1 for those
        left out.
    progress
        Called with the name of the part at work, and the share of it that is done.

    Returns
    -------
    ZoneResult
        Answers at the modal draw are exact. Shares over draws are estimates with intervals, of
        draws that are each solved exactly. Interrupted (Ctrl-C) once some draws are solved, the
        result holds what was done, and its `unfinished` says what was not.

    Raises
    ------
    NoAnswer
        If no party's full consent is needed, so that there is no zone to speak of.
    ValueError
        If `draws` is below 1, `at` is before `as_of`, or a power is not positive or not of a
        fully consenting party.
    """
    if draws < 1:
        raise ValueError("expected at least one draw")
    asked = question(case, at)
    prepared, modal, at_mode = asked.prepared, asked.modal, asked.at_mode
    fixed = prepared.structure
    parties = tuple(fixed.parties[p] for p in fixed.full)
    betas = _betas(fixed, powers)
    progress("the most plausible numbers", 0.0)
    modal_margin = margins(at_mode)
    front = frontier(at_mode) if len(at_mode.claimants) <= FRONTIER_PARTIES else None
    exact_front = front if front is not None and front.epsilon == 0 else None
    solutions = solve(at_mode, powers=betas, front=exact_front)

    sample = Sample(prepared, seed, draws, asked.time)
    solved = sample.solve(progress)
    unfinished = [] if sample.count == draws else [f"{draws - sample.count} of {draws} draws"]
    headline = most_robust(sample, solved, _candidates(solutions, modal_margin))

    def settle(package: Packages) -> Settlement:
        return _settlement(package, modal, at_mode, sample)

    def unless_interrupted(part: str, compute: Callable[[], _Part], nothing: _Part) -> _Part:
        if unfinished:
            unfinished.append(part)
            return nothing
        try:
            progress(part, 0.0)
            return compute()
        except KeyboardInterrupt:
            unfinished.append(part)
            return nothing

    no_sets: tuple[BlockingSet, ...] = ()
    no_repairs: tuple[Repair, ...] = ()
    no_levers: tuple[Lever, ...] = ()
    no_influences: tuple[Influence, ...] = ()
    blocking, complete = unless_interrupted(
        "what blocks", lambda: blocking_sets(modal), (no_sets, False)
    )
    few = slice(0, min(sample.count, _LEVER_DRAWS))
    start = Margins(*(part[few] for part in dataclasses.astuple(solved.found)))
    few_draws = sample.first(_LEVER_DRAWS)
    mended = unless_interrupted(
        "what it takes together",
        lambda: repairs(
            modal,
            blocking,
            _payers(case),
            _ladders(case),
            sample=few_draws,
            zone=solved.zone[few],
            start=start,
        ),
        no_repairs,
    )
    pulled = unless_interrupted(
        "what would open it",
        lambda: levers(modal, few_draws, solved.zone[few], start),
        no_levers,
    )
    kept = slice(0, len(solved.inputs))
    hits = np.zeros((sample.count, 0), dtype=bool) if headline is None else headline.hits
    deciding = unless_interrupted(
        "what decides",
        lambda: influences(
            solved.inputs,
            solved.names,
            solved.found.margin[kept],
            solved.zone[kept],
            hits[kept],
        ),
        no_influences,
    )
    return ZoneResult(
        case=case.case,
        as_of=case.as_of,
        at=asked.day,
        seed=seed,
        draws=sample.count,
        parties=parties,
        limited={
            fixed.parties[p]: tuple(
                issue
                for issue, counts in zip(fixed.issues, fixed.consent[p], strict=True)
                if counts
            )
            for p in fixed.limited
        },
        floor={fixed.parties[p]: float(modal.floor[0, p]) for p in fixed.full},
        zone=share(int(solved.zone.sum()), sample.count),
        inadmissible=share(int((~np.isfinite(solved.found.margin)).sum()), sample.count),
        undecided=share(int((~solved.found.exact & ~solved.zone).sum()), sample.count),
        margin=Margin(
            float(modal_margin.margin[0]),
            _quantiles(solved.found.margin),
            exact=bool(modal_margin.exact[0] and solved.found.exact.all()),
        ),
        pivots=pivots(modal, _chances(case)),
        status_quo_in_zone=bool(in_zone(at_mode, np.array([fixed.status_quo]))[0, 0]),
        headline=None if headline is None else settle(headline.package),
        searched=(
            ""
            if headline is None
            else f"{headline.compared} packages compared in every draw: the packages with the "
            "largest margin and the largest Nash product of each draw with a zone, the most "
            "frequent first, the solutions at the modal draw, and every change of one option "
            "until none was better"
        ),
        closest=(
            settle(modal_margin.package[0]) if math.isfinite(modal_margin.margin[0]) else None
        ),
        size=zone_size(at_mode, seed=seed),
        frontier=None if front is None else _front_size(front),
        powers=None if betas is None else dict(zip(parties, betas, strict=True)),
        solutions=tuple(
            Solution(
                each.concept, settle(each.package), each.value, each.bound, each.exact, each.proof
            )
            for each in solutions
        ),
        bands=_bands(modal, at_mode, sample, solved),
        blocking=blocking,
        blocking_complete=complete,
        repairs=mended,
        levers=pulled,
        influences=deciding,
        unfinished=tuple(unfinished),
    )


def _betas(fixed: Structure, powers: Mapping[str, float] | None) -> list[float] | None:
    """Return the bargaining powers in the order of the fully consenting parties."""
    if powers is None:
        return None
    parties = [fixed.parties[p] for p in fixed.full]
    for party, power in powers.items():
        if party not in parties:
            raise ValueError(
                f"no bargaining power for {party!r}; the fully consenting parties are "
                f"{', '.join(parties)}"
            )
        if not 0 < power < math.inf:
            raise ValueError(f"expected a positive bargaining power of {party}; found {power}")
    return [powers.get(party, 1.0) for party in parties]


def _chances(case: Case) -> list[float]:
    """Return the most plausible chance that each red line is meant, in the order of the case."""
    return [line.chance.mode for position in case.positions for line in position.red_lines]


def _ladders(case: Case) -> dict[str, tuple[str, ...]]:
    """Return, by issue, the options that the taxonomy has for its area, in ladder order."""
    areas = taxonomy().areas
    return {issue.id: tuple(areas[issue.area].options) for issue in case.issues if issue.ladder}


def _payers(case: Case) -> dict[str, Payer]:
    """Return who can pay whom, at the mode."""
    return {
        party.id: Payer(party.side_payments.budget.mode, frozenset(party.side_payments.to))
        for party in case.parties
        if party.side_payments is not None
    }


def _front_size(front: Frontier) -> FrontierSize:
    rational = (front.surplus >= -TOLERANCE).all(axis=1)
    return FrontierSize(len(front.surplus), int(rational.sum()), front.width, front.epsilon)


def _candidates(solutions: tuple[Solved, ...], modal_margin: Margins) -> Packages:
    packages = [each.package for each in solutions]
    if (modal_margin.package[0] >= 0).all():
        packages.append(modal_margin.package[0])
    return np.array(packages, dtype=np.int64).reshape(-1, modal_margin.package.shape[1])


def _settlement(package: Packages, modal: Draws, at_mode: Bargain, sample: Sample) -> Settlement:
    fixed = modal.structure
    one = package[None]
    utility = worth_of(modal.worth, modal.bonus, fixed, one)[0, :, 0]
    floor = modal.floor[0]
    counts, inside = accepted(package, at_mode, fixed, sample)
    return Settlement(
        package=named(fixed, package),
        utility={party: float(utility[p]) for p, party in enumerate(fixed.parties)},
        surplus={fixed.parties[p]: float(utility[p] - floor[p]) for p in fixed.full},
        acceptance={
            fixed.parties[p]: share(int(counts[k]), sample.count)
            for k, p in enumerate(at_mode.claimants)
        },
        robustness=share(inside, sample.count),
        in_zone=bool(in_zone(at_mode, one)[0, 0]),
    )


def _bands(modal: Draws, at_mode: Bargain, sample: Sample, solved: SolvedDraws) -> dict[str, Band]:
    """Return the band of each issue."""
    fixed = modal.structure
    occurs = possible(at_mode, fixed)
    bands = {}
    for i, issue in enumerate(fixed.issues):
        options = fixed.options[i]
        picked = solved.nash[solved.zone, i]
        bands[issue] = Band(
            admissible=tuple(
                option for o, option in enumerate(options) if at_mode.allowed[0, i, o]
            ),
            in_zone=tuple(option for o, option in enumerate(options) if occurs[i, o]),
            nash={
                option: float((picked == o).mean()) if len(picked) else 0.0
                for o, option in enumerate(options)
            },
            closed=share(int(solved.closed[i]), sample.count),
        )
    return bands


def _quantiles(margin: NDArray[np.float64]) -> tuple[float, float, float, float, float]:
    """Return order statistics: no interpolation, which -inf would spoil."""
    low, lower, middle, upper, high = (
        float(value)
        for value in np.quantile(margin, [0.05, 0.25, 0.5, 0.75, 0.95], method="inverted_cdf")
    )
    return low, lower, middle, upper, high
