"""What another case would change: scenarios on the same random numbers, run by run."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case, Uncertain
from goodoffices.case.model import Conduct, Party
from goodoffices.preferences import Share, share
from goodoffices.talks._assumptions import assumptions, is_leaving, mediator_of, negotiators
from goodoffices.talks._job import Job, simulate_job
from goodoffices.talks._result import TalksResult, plain, result
from goodoffices.talks._setting import setting
from goodoffices.talks._simulate import Columns
from goodoffices.talks._tally import MILESTONES, Tally, passed, tally
from goodoffices.talks._work import Progress, chunks

__all__ = [
    "Comparison",
    "Difference",
    "Scenario",
    "Sensitivity",
    "Swing",
    "compare",
    "mediators",
    "sensitivity",
]

Chooser = Callable[..., NDArray[np.int64]]
"""Draws a version for each run: keywords `first` and `count`."""

_PARTIAL = 0.7
"""The bias b of a mediator that leans, where mediators are compared."""
_CHANCES = (".tells", ".bias", ".credible", ".without_mediator", ".breaks_off", ".settles_apart")
"""Numbers on a scale from 0 to 1, whose ends are tried where the case states no range."""
_WIDER = 2.0
"""Factor by which a number without a range is halved and doubled."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two shares of the same runs, with its 95 per cent interval.

    The runs are paired: run n has the same random numbers in both, so that only runs that end
    differently move it.  The interval is the score interval for paired shares with Yule's
    correction (Newcombe 1998, "Improved confidence intervals for the difference between binomial
    proportions based on paired data", Statistics in Medicine 17(22), method 10).
    """

    value: float
    low: float
    high: float
    runs: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario beside the first one.

    Parameters
    ----------
    name
        Its name.
    result
        How the talks may go in it.
    differences
        By milestone, what it changes by the last day; nothing in the first scenario itself.
    """

    name: str
    result: TalksResult
    differences: dict[str, Difference]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scenarios on the same random numbers.

    Parameters
    ----------
    scenarios
        The first is what the others are compared with.
    mixture
        By milestone, the share of runs that have passed it by the last day if each run is played
        in a scenario drawn for it; None where no such draw was asked for.
    """

    scenarios: tuple[Scenario, ...]
    mixture: dict[str, Share] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the comparison as plain data, with the version of its layout."""
        return {"schema": "goodoffices/talks-comparison/1", **plain(self)}


@dataclass(frozen=True, slots=True)
class Swing:
    """What one assumption does to the chance of a comprehensive agreement by the last day.

    Parameters
    ----------
    name
        The assumption.
    low, high
        The values tried, the ends of its range; of a mandate 0 (not bound) and 1 (bound).
    at_low, at_high
        Differences from the chance with the assumption as it is.
    """

    name: str
    low: float
    high: float
    at_low: Difference
    at_high: Difference


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What each assumption about behaviour does, the largest first."""

    result: TalksResult
    swings: tuple[Swing, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the sensitivities as plain data, with the version of their layout."""
        return {"schema": "goodoffices/talks-sensitivity/1", **plain(self)}


def compare(
    cases: Mapping[str, Case],
    *,
    runs: int = 2000,
    seed: int = 1,
    until: dt.date | None = None,
    chosen: Chooser | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Play several versions of a case with the same random numbers.

    A number that two versions share is drawn alike in both, so that small changes can be told
    from chance with few runs.

    Parameters
    ----------
    cases
        Cases by name; the others are compared with the first.
    chosen
        Draws, for each run, which of the other cases it is played in for the mixture: a function
        of the keywords `first` and `count` to indices from 0, shape (count,). It must pickle.
    runs, seed, until, workers, progress
        As in `play_talks`, the last day being by default the horizon of the first case, for all of
        them; `progress` counts the runs of all versions as one.

    Raises
    ------
    NoAnswer, ValueError
        As `play_talks`; or if there is no case.
    """
    if not cases:
        raise ValueError("expected at least one case")
    last = until or next(iter(cases.values())).horizon
    for case in cases.values():
        setting(case, until=last)
    jobs = {name: Job(case, seed, last) for name, case in cases.items()}
    return _compared(jobs, runs=runs, chosen=chosen, workers=workers, progress=progress)


def mediators(case: Case) -> dict[str, Case]:
    """Return versions of a case that differ in the mediator, for `compare`.

    As the case has it; neutral (b = 0); leaning to each negotiator in turn (b = 0.7); none.

    Raises
    ------
    ValueError
        If the case has no mediator.
    """
    party = mediator_of(case)
    if party is None or party.mediator is None:
        raise ValueError(f"{case.case} has no mediator, expected a party with `mediator`")
    versions = {"as in the case": case}

    def changed(**fields: object) -> Case:
        mediator = party.mediator.model_copy(update=fields) if party.mediator else None
        return _with_mediator(case, party.id, mediator)

    versions["a neutral mediator"] = changed(bias=Uncertain(0.0, 0.0, 0.0))
    bias = Uncertain(_PARTIAL, _PARTIAL, _PARTIAL)
    for other in negotiators(case):
        versions[f"a mediator leaning to {other.label}"] = changed(bias=bias, leans=other.id)
    # Who is not there cannot leave.
    stays = [event for event in case.events if not is_leaving(event, party.id)]
    without = case.model_copy(update={"events": tuple(stays)})
    versions["no mediator"] = _with_mediator(without, party.id, None)
    return versions


def _with_mediator(case: Case, party: str, mediator: object) -> Case:
    parties = tuple(
        entry.model_copy(update={"mediator": mediator}) if entry.id == party else entry
        for entry in case.parties
    )
    return case.model_copy(update={"parties": parties})


def sensitivity(
    case: Case,
    *,
    runs: int = 1000,
    seed: int = 1,
    until: dt.date | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Return what each assumption about behaviour does to the chance of an agreement.

    One assumption at a time is set to the ends of its range (a number without one to its half
    and its double, a certain chance to 0 and 1), everything else and all random numbers kept; and
    each negotiator's delegates are freed of their mandate.  What is no number (protocol,
    strategies) is tried by `compare`; hazards and chances of events are inputs of the case.

    Parameters
    ----------
    case, runs, seed, until, workers, progress
        As in `compare`.

    Raises
    ------
    NoAnswer, ValueError
        As `play_talks`.
    """
    last = setting(case, until=until).dates[-1]
    jobs = {"": Job(case, seed, last)}
    ends: dict[str, tuple[float, float]] = {}
    for name, assumption in assumptions(case).items():
        number = assumption.number
        low, high = number.low, number.high
        if number.certain and ".effect." in name:
            continue
        if number.certain:
            low, high = number.mode / _WIDER, number.mode * _WIDER
            if name.endswith(_CHANCES):
                low, high = 0.0, 1.0
        if low == high:
            continue
        ends[name] = (low, high)
        for value in (low, high):
            fixed = {name: Uncertain(value, value, value)}
            jobs[f"{name}={value}"] = Job(case, seed, last, fixed)
    bound = [party for party in negotiators(case) if _is_bound(case, party)]
    for party in bound:
        jobs[f"{_mandate(party)}=0"] = Job(_unbound(case, party.id), seed, last)
    found = _compared(jobs, runs=runs, workers=workers, progress=progress)
    by_name = {scenario.name: scenario for scenario in found.scenarios}
    swings = [
        Swing(
            name,
            low,
            high,
            by_name[f"{name}={low}"].differences["comprehensive"],
            by_name[f"{name}={high}"].differences["comprehensive"],
        )
        for name, (low, high) in ends.items()
    ]
    # As the case has it, delegates are bound: that end is the case itself.
    same = Difference(0.0, 0.0, 0.0, runs)
    for party in bound:
        free = by_name[f"{_mandate(party)}=0"].differences["comprehensive"]
        swings.append(Swing(_mandate(party), 0.0, 1.0, free, same))
    largest = sorted(swings, key=lambda s: -max(abs(s.at_low.value), abs(s.at_high.value)))
    return Sensitivity(found.scenarios[0].result, tuple(largest))


def _mandate(party: Party) -> str:
    return f"talks.conduct[{party.id}].bound_by_mandate"


def _is_bound(case: Case, party: Party) -> bool:
    conduct = case.talks.conduct.get(party.id)
    stated = any(
        position.mandate is not None for position in case.positions if position.party == party.id
    )
    return stated and (conduct is None or conduct.bound_by_mandate)


def _unbound(case: Case, party: str) -> Case:
    conduct = dict(case.talks.conduct)
    free = conduct.get(party, Conduct()).model_copy(update={"bound_by_mandate": False})
    talks = case.talks.model_copy(update={"conduct": conduct | {party: free}})
    return case.model_copy(update={"talks": talks})


def _compared(
    jobs: dict[str, Job],
    *,
    runs: int,
    chosen: Chooser | None = None,
    workers: int | None,
    progress: Progress | None,
) -> Comparison:
    settings = {
        name: setting(job.case, until=job.until, overrides=job.overrides)
        for name, job in jobs.items()
    }
    shapes = tuple((fixed.grid, fixed.prepared.structure.width) for fixed in settings.values())
    every = chunks(
        _Versions(tuple(jobs.values()), chosen),
        _together,
        runs=runs,
        reduce=partial(_paired, shapes=shapes),
        workers=workers,
        progress=progress,
    )
    tallies: list[Tally] = []
    gained = lost = np.zeros((len(jobs), len(MILESTONES)), dtype=np.int64)
    mixed = np.zeros(len(MILESTONES), dtype=np.int64)
    for _, (parts, won, gone, drawn) in every:
        tallies = [a + b for a, b in zip(tallies, parts, strict=True)] if tallies else parts
        gained, lost, mixed = gained + won, lost + gone, mixed + drawn
    scenarios = []
    for n, (name, job) in enumerate(jobs.items()):
        differences = {
            milestone: _difference(
                int(gained[n, k]), int(lost[n, k]), int(tallies[0].reached[-1, k]), runs
            )
            for k, milestone in enumerate(MILESTONES)
        }
        answer = result(settings[name], tallies[n], seed=job.seed, key=job.key)
        scenarios.append(Scenario(name, answer, differences if n else {}))
    mixture = {name: share(int(hits), runs) for name, hits in zip(MILESTONES, mixed, strict=True)}
    return Comparison(tuple(scenarios), mixture if chosen else None)


@dataclass(frozen=True, slots=True)
class _Versions:
    """Jobs to play side by side, and how the one of each run is drawn for a mixture of them."""

    jobs: tuple[Job, ...]
    chosen: Chooser | None


def _together(versions: _Versions, first: int, count: int) -> Columns:
    """Return the columns of several jobs, each under its number."""
    columns: dict[str, NDArray[Any]] = {}
    if versions.chosen is not None:
        columns["chosen"] = versions.chosen(first=first, count=count)
    for n, job in enumerate(versions.jobs):
        columns |= {f"{n}:{k}": v for k, v in simulate_job(job, first, count).items()}
    return columns


def _paired(
    columns: Columns, shapes: Sequence[tuple[NDArray[np.float64], int]]
) -> tuple[list[Tally], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the tally of each job, and in how many runs each has more or less than the first.

    Last comes in how many runs each milestone is passed in the job drawn for the run.
    """
    tallies, gained, lost = [], [], []
    mixed = np.zeros(len(MILESTONES), dtype=np.int64)
    base: NDArray[np.bool_] | None = None
    for n, (grid, options) in enumerate(shapes):
        own = {k.partition(":")[2]: v for k, v in columns.items() if k.startswith(f"{n}:")}
        tallies.append(tally(own, grid, options))
        reached = np.stack([time <= grid[-1] for time in passed(own).values()], axis=1)
        base = reached if base is None else base
        gained.append((reached & ~base).sum(axis=0))
        lost.append((base & ~reached).sum(axis=0))
        if "chosen" in columns:
            mixed += reached[columns["chosen"] == n - 1].sum(axis=0)
    return tallies, np.array(gained), np.array(lost), mixed


def _difference(gained: int, lost: int, base: int, runs: int) -> Difference:
    """Return a difference of paired shares with its interval (Newcombe 1998, method 10).

    Parameters
    ----------
    gained, lost
        Runs in which only the scenario, or only the first one, has passed the milestone.
    base
        Runs in which the first one has.
    runs
        All of them.
    """
    both, neither = base - lost, runs - base - gained
    here, there = share(base + gained - lost, runs), share(base, runs)
    cross = both * neither - gained * lost
    if cross > 0:
        cross = max(cross - runs // 2, 0)
    spread = math.sqrt((both + gained) * (lost + neither) * (both + lost) * (gained + neither))
    like = cross / spread if spread else 0.0
    value = (gained - lost) / runs

    def half(own: float, other: float) -> float:
        return math.sqrt(max(own * own - 2 * like * own * other + other * other, 0.0))

    below = half(here.value - here.low, there.high - there.value)
    above = half(here.high - here.value, there.value - there.low)
    return Difference(value, max(-1.0, value - below), min(1.0, value + above), runs)
