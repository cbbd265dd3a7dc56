"""One package, ready to be put in order over and over: the best order, and any that is asked for.

What is expensive, the draws and the breakers of each circle, is done once; an order that somebody
gives is then added up in every draw at once.  The guarantee of a given order is the largest
exposure that it meets short of completion, as Fearon 1998 and Powell 2006 have it; see
`_bottleneck` for the least over all orders.

References
----------
Fearon 1998, "Commitment problems and the spread of ethnic conflict"; Powell 2006, "War as a
commitment problem", International Organization 60(1); Kahn 1962, "Topological sorting of large
networks", Communications of the ACM 5(11) (mending an order).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from goodoffices.case import Case, NoAnswer
from goodoffices.case.model import Step
from goodoffices.order._acts import act_of
from goodoffices.order._arrangement import Arrangement, Awaited, Least
from goodoffices.order._breakers import Kind
from goodoffices.order._calendar import Calendar, calendar
from goodoffices.order._circles import (
    Choices,
    Workshop,
    as_chosen,
    broken,
    described,
    named,
    untangled,
)
from goodoffices.order._commitment import Arranged, arranged, commitment, given
from goodoffices.order._plan import Plan, plan_for
from goodoffices.order._result import Circle, Commitment, OrderResult, PlannedStep
from goodoffices.order._stakes import Stakes, stakes
from goodoffices.order._suggest import suggested
from goodoffices.order._tasks import Groups, TaskGraph, grouped
from goodoffices.order._waits import Wait
from goodoffices.preferences import Draws, Preferences, months, prepare, structure

__all__ = ["Planner", "usable"]

_PART = 2000
"""Draws made together, to bound memory."""

_TRIED = 1000
"""Draws on which breakers are tried: a few dozen of them, each with its own best order."""

_WAYS = 32
"""Choices of breakers of which the best order is kept."""

Ways = tuple[Kind | None, ...]
"""By what each circle is broken, if anything."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The acts once circles are broken in some ways.

    Parameters
    ----------
    graph
        What is to be done; circles that nothing breaks are still in it.
    chosen
        How each circle was broken.
    best, dated
        The best order, for which no condition in a circle that is left binds, and its dates.
    """

    graph: TaskGraph
    chosen: Choices
    best: Arranged
    dated: Calendar

    def ids(self, order: Sequence[int]) -> tuple[str, ...]:
        """Return ids of groups: that of the first task of each."""
        return tuple(self.best.groups.members[g][0].id for g in order)


class Planner:
    """What it takes to put a package in order, in any order.

    Parameters
    ----------
    case
        The case.
    package
        Options by issue; issues it leaves out stay as they are without agreement.
    source
        Where the package comes from.
    draws, seed
        Number of draws, >= 1, and their seed. They are those of the zone under the same seed.
    at
        Date of the no-agreement values, from the case's `as_of` on; that date by default.
    start
        First day of the plan, from `as_of` on; `at` by default.

    Raises
    ------
    NoAnswer
        If the case has no steps, no party whose full consent is needed, or steps that come after
        each other in a circle by the nature of things; or if the package needs no steps.
    ValueError
        If `draws` is below 1, or a date before `as_of`.
    """

    def __init__(
        self,
        case: Case,
        package: Mapping[str, str],
        *,
        source: Literal["robust", "closest", "file"] = "file",
        draws: int = 2000,
        seed: int = 1,
        at: dt.date | None = None,
        start: dt.date | None = None,
    ) -> None:
        self._case, self._source, self._draws, self._seed = case, source, draws, seed
        self._at = at or case.as_of
        self._start = start or self._at
        if draws < 1:
            raise ValueError("expected at least one draw")
        if min(self._at, self._start) < case.as_of:
            raise ValueError(f"expected dates from {case.as_of} on, the case's as_of")
        if not structure(case).full:
            raise NoAnswer(
                f"{case.case}: no party has consent: true, so nobody can walk away from an "
                "agreement; mark the parties without whom there is none"
            )
        self._plan = plan = plan_for(case, package)
        if not case.steps:
            raise NoAnswer(suggested(case, plan))
        if not plan.steps:
            raise NoAnswer(
                f"{case.case}: this package needs none of the {len(case.steps)} steps of the case "
                "and changes nothing, so there is nothing to put in order; name a package that does"
            )
        self._graph = graph = plan.graph()
        for circle in graph.without(lambda wait: wait.party is not None).circles():
            raise NoAnswer(
                f"{case.case}: these steps come after each other by the nature of things, so no "
                f"order exists: {circle.text()}; drop one of these `after` or `with`, or make it a "
                "condition of a party (`waits_for`)"
            )
        prepared = prepare(case.model_copy(update={"steps": plan.steps}))
        time = months(case, self._at)
        self._modal = stakes(plan, prepared.modal(at=time))
        self._sample = it = _sample(plan, prepared, seed, draws, time)
        few = Stakes(it.parties, it.steps, it.base[:_TRIED], it.kappa[:_TRIED], it.days[:_TRIED])
        horizon = float((case.horizon - self._start).days)
        self._shop = Workshop(case, plan, self._modal, few, horizon)
        whole, chosen = broken(self._shop, graph)
        self._circles, self._all_circles = described(self._shop, graph, chosen)
        self._own = tuple(_kind(circle) for circle in self._circles)
        self._ways = {self._own: self._arranged(whole, chosen)}

    @property
    def circles(self) -> tuple[Circle, ...]:
        """The circles of waits, with what would break each and what the best order assumes."""
        return self._circles

    def best(self) -> OrderResult:
        """Return the order that needs the least guarantee, and what makes it hold."""
        way = self._ways[self._own]
        holds = commitment(way.best, self._modal, self._sample, graph=way.graph)
        return self._result(self._circles, holds, way.dated)

    def follow(
        self, order: Sequence[str] = (), breakers: Mapping[int, Kind] | None = None
    ) -> Arrangement:
        """Return what an order that somebody gives comes to.

        Parameters
        ----------
        order
            Ids of all acts, in order. An act has the id of its first step; where a breaker makes
            several acts of one step, these are ``step:1``, ``step:2`` and so on for tranches,
            ``step:first`` and ``step:second`` for the stages of escrow, snap-back and sunset.
            Nothing for the best order. An order of other acts, such as those of other breakers, is
            mended: the nearest to it is followed that keeps all conditions which can be kept.
        breakers
            What breaks each circle, by its place in `circles`; circles left out stay. None for
            what the best order assumes.

        Returns
        -------
        Arrangement
            Exact at the most plausible numbers for the order itself; the least of all orders is
            exact as `analyse` has it.

        Raises
        ------
        ValueError
            If there is no such circle, or it cannot be broken in that way.
        """
        way = self._way(self._own if breakers is None else self._checked(breakers))
        wanted = _exactly(way.best.groups, order) if order else way.dated.order
        asked = wanted is not None
        line = _mended(way, order) if wanted is None else wanted
        breached, found = _waits(way, line)
        result = None
        if all(entry.kept or entry.wait.party for entry in found):
            groups = grouped(way.graph.without(lambda wait: wait in breached))
            at = {members[0].id: g for g, members in enumerate(groups.members)}
            renamed = tuple(at[key] for key in way.ids(line))
            it = given(groups, renamed, way.best, self._modal, self._sample)
            dated = calendar(
                self._case, self._plan, it, self._modal, self._sample, self._start, order=renamed
            )
            holds = commitment(it, self._modal, self._sample)
            result = self._result(self._as_broken(way), holds, dated)
        least = commitment(way.best, self._modal, self._sample)
        return Arrangement(
            steps=tuple(_planned(self._plan, step) for step in self._plan.steps),
            circles=self._as_broken(way),
            asked=asked,
            order=way.ids(line),
            acts=tuple(act_of(way.best.groups.members[g]) for g in line),
            waits=found,
            least=Least(
                least.guarantee, least.exact, least.holds_if_worth, way.ids(way.dated.order)
            ),
            result=result,
        )

    def _checked(self, breakers: Mapping[int, Kind]) -> Ways:
        """Return what breaks each circle."""
        for k, kind in breakers.items():
            if not 0 <= k < len(self._circles):
                raise ValueError(f"expected a circle from 0 to {len(self._circles) - 1}, not {k}")
            if kind not in usable(self._circles[k]):
                raise ValueError(f"expected a way that breaks circle {k}, not {kind!r}")
        return tuple(breakers.get(k) for k in range(len(self._circles)))

    def _way(self, ways: Ways) -> _Way:
        """Return the acts once circles are broken in some ways."""
        if ways not in self._ways:
            while len(self._ways) >= _WAYS:
                # The oldest but the first, which is the analysis' own.
                del self._ways[list(self._ways)[1]]
            wanted = {
                frozenset(circle.waits): kind
                for circle, kind in zip(self._circles, ways, strict=True)
            }
            self._ways[ways] = self._arranged(*broken(self._shop, self._graph, wanted))
        return self._ways[ways]

    def _arranged(self, graph: TaskGraph, chosen: Choices) -> _Way:
        best = arranged(untangled(graph), self._modal, self._sample, search=True)
        dated = calendar(self._case, self._plan, best, self._modal, self._sample, self._start)
        return _Way(graph, chosen, best, dated)

    def _as_broken(self, way: _Way) -> tuple[Circle, ...]:
        return tuple(as_chosen(circle, way.chosen) for circle in self._circles)

    def _result(
        self, circles: tuple[Circle, ...], holds: Commitment, dated: Calendar
    ) -> OrderResult:
        plan = self._plan
        return OrderResult(
            case=self._case.case,
            as_of=self._case.as_of,
            at=self._at,
            start=self._start,
            seed=self._seed,
            draws=self._draws,
            source=self._source,
            package=dict(plan.package),
            parties=self._modal.parties,
            steps=tuple(_planned(plan, step) for step in plan.steps),
            left_out=plan.left_out,
            dropped=plan.dropped,
            bare=plan.bare,
            without_kappa=tuple(step.id for step in plan.steps if not step.kappa),
            without_days=tuple(step.id for step in plan.steps if step.days is None),
            circles=circles,
            all_circles=self._all_circles,
            commitment=holds,
            schedule=dated.slots,
            ends=dated.ends,
            ends_range=dated.ends_range,
            milestones=dated.milestones,
        )


def usable(circle: Circle) -> tuple[Kind, ...]:
    """Return the ways in which a circle can be taken as broken, if only somebody were to do it."""
    return tuple(it.kind for it in circle.breakers if it.guarantee is not None)


def _kind(circle: Circle) -> Kind | None:
    return None if circle.chosen is None else circle.breakers[circle.chosen].kind


def _exactly(groups: Groups, order: Sequence[str]) -> tuple[int, ...] | None:
    """Return the groups in an order of ids, or None where it is not one of all of them."""
    at = {task.id: g for g, members in enumerate(groups.members) for task in members}
    line = tuple(at.get(key, -1) for key in order)
    return line if sorted(line) == list(range(len(groups))) else None


def _mended(way: _Way, order: Sequence[str]) -> tuple[int, ...]:
    """Return the nearest order that keeps every condition which can be kept.

    Of the groups for which everything before them is done, always the one that comes first in
    `order`.  A part of a step stands where the step stands there, a later stage where the last
    part does; what is not in it stands after what is before it in the best order.
    """
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for k, key in enumerate(order):
        step = key.partition(":")[0]
        first.setdefault(step, k)
        last[step] = k
    groups, places, now = way.best.groups, dict[int, float](), -0.5
    exact = {key: k for k, key in enumerate(order)}
    for g in way.dated.order:
        known: list[int] = []
        for task in groups.members[g]:
            late = task.part > 1 or task.phase in ("release", "final")
            by_step = (last if late else first).get(task.step)
            place = exact.get(task.id, by_step)
            known += [] if place is None else [place]
        now = min(known, default=now)
        places[g] = now
    left, line = list(way.dated.order), list[int]()
    while left:
        g = min(
            (g for g in left if not any(groups.before[g] >> h & 1 for h in left)),
            key=lambda g: places[g],
        )
        left.remove(g)
        line.append(g)
    return tuple(line)


def _waits(way: _Way, line: tuple[int, ...]) -> tuple[frozenset[Wait], tuple[Awaited, ...]]:
    """Return the waits between tasks that an order does not keep, and all waits between acts."""
    members = way.best.groups.members
    place = {task.id: k for k, g in enumerate(line) for task in members[g]}
    steps = {task.id: task.step for task in way.graph.tasks}
    acts = [act_of(members[g]) for g in line]
    every = sorted(way.graph.waits, key=lambda wait: (place[wait.step], place[wait.on]))
    breached = frozenset(wait for wait in every if place[wait.step] <= place[wait.on])
    found = dict.fromkeys(
        Awaited(acts[place[wait.step]], acts[place[wait.on]], named(wait, steps),
                kept=wait not in breached)
        for wait in every
    )  # fmt: skip
    return breached, tuple(found)


def _sample(plan: Plan, prepared: Preferences, seed: int, draws: int, time: float) -> Stakes:
    """Return the draws, made part by part: all that is kept of each is what is at stake."""
    parts = []
    for first in range(0, draws, _PART):
        drawn: Draws = prepared.draw(
            seed=seed, first=first, count=min(_PART, draws - first), at=time
        )
        parts.append(stakes(plan, drawn))
    return Stakes(
        parts[0].parties,
        parts[0].steps,
        np.concatenate([part.base for part in parts]),
        np.concatenate([part.kappa for part in parts]),
        np.concatenate([part.days for part in parts]),
    )


def _planned(plan: Plan, step: Step) -> PlannedStep:
    ids = {each.id for each in plan.steps}
    return PlannedStep(
        id=step.id,
        name=step.name,
        by=step.by,
        issues=tuple(
            term.issue for term in step.settles if plan.package[term.issue] in term.options
        ),
        proposed=step.id in plan.proposed,
        after=tuple(key for key in step.after if key in ids),
        together=tuple(key for key in step.with_ if key in ids),
        not_before=step.not_before,
        reversible=step.reversible,
        days=None if step.days is None else (step.days.low, step.days.mode, step.days.high),
        kappa={party: number.mode for party, number in step.kappa.items()},
        claims=step.claims,
    )
