"""Every circle of waits with what would break it, and the graph with all of them broken."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case
from goodoffices.case.model import Step
from goodoffices.order._bottleneck import TOLERANCE
from goodoffices.order._breakers import (
    CUT,
    KINDS,
    PARTS,
    Attempt,
    Kind,
    alone,
    attempts,
    dropped,
    taken,
)
from goodoffices.order._commitment import arranged, enough
from goodoffices.order._plan import Plan
from goodoffices.order._result import Breaker, Circle
from goodoffices.order._stakes import Stakes
from goodoffices.order._tasks import TaskGraph
from goodoffices.order._waits import CircularWait, Wait
from goodoffices.preferences import Share, share

__all__ = ["Choices", "Workshop", "as_chosen", "broken", "described", "named", "untangled"]

_CIRCLES = 8
"""Circles of which the breakers are tried; a case with more has a tangle, not an order."""
_CONDITIONS = 8
"""Conditions of one circle that are tried as the one that gives way."""
_LARGE = 40
_FEW = 2
_SOME = 3
"""Of more steps than `_LARGE`, each plan takes a while: fewer circles and conditions are tried."""

Choices = dict[frozenset[Wait], Breaker | None]
"""How circles are broken, by their waits between steps; None where a condition is given up because
there was nothing to try."""

_THIRD: tuple[Kind, ...] = ("escrow", "snap-back", "penalty")
"""Ways that take a third party."""


@dataclass(frozen=True, slots=True)
class Trial:
    """An attempt, what came of it, and in which draws the plan then holds.

    `held` has an entry for each draw in which the package is worth signing, none where the circle
    stays.
    """

    attempt: Attempt
    breaker: Breaker
    held: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What it takes to try a breaker.

    Parameters
    ----------
    case, plan
        The case, and the steps that the package needs.
    modal, sample
        The most plausible numbers, and draws.
    horizon
        Days from the start to the horizon of the case.
    known
        Trials by graph and circle: a circle is both broken and described.
    """

    case: Case
    plan: Plan
    modal: Stakes
    sample: Stakes
    horizon: float
    known: dict[tuple[TaskGraph, tuple[Wait, ...]], list[Trial]] = field(default_factory=dict)

    @property
    def conditions(self) -> int:
        """Conditions of one circle that are tried as the one that gives way."""
        return _CONDITIONS if len(self.plan.steps) <= _LARGE else _SOME

    @property
    def most(self) -> int:
        """Circles of which the breakers are tried."""
        return _CIRCLES if len(self.plan.steps) <= _LARGE else _FEW

    def step(self, key: str) -> Step:
        """Return a step by id."""
        return next(step for step in self.plan.steps if step.id == key)

    def days(self, key: str) -> float | None:
        """Return the most plausible duration of a step, where it is stated."""
        stated = self.step(key).days is not None
        return float(self.modal.days[0, self.modal.place(key)]) if stated else None

    def attempts(self, graph: TaskGraph, cycle: tuple[Wait, ...]) -> Iterator[Attempt]:
        """Yield every way to break a circle of a graph."""
        return attempts(
            graph,
            cycle,
            reversible=lambda key: self.step(key).reversible,
            days=self.days,
            horizon=self.horizon,
            most=self.conditions,
        )

    def tried(self, graph: TaskGraph, cycle: tuple[Wait, ...]) -> list[Trial]:
        """Return the best attempt of each kind at a circle, taken by itself."""
        if (graph, cycle) not in self.known:
            best: dict[Kind, Trial] = {}
            for attempt in self.attempts(alone(graph, cycle), cycle):
                trial = self._judged(attempt, cycle, graph)
                known = best.get(attempt.kind)
                if known is None or _rank(trial.breaker) < _rank(known.breaker):
                    best[attempt.kind] = trial
            self.known[graph, cycle] = [best[kind] for kind in KINDS if kind in best]
        return self.known[graph, cycle]

    def all_ways(self, cycle: tuple[Wait, ...]) -> bool:
        """Return whether nothing that could break a circle is left untried for its size."""
        conditions = sum(wait.party is not None for wait in cycle)
        pieces = len(self.plan.steps) + (max(PARTS) - 1) * len(cycle)
        return conditions <= self.conditions and pieces <= CUT

    def _judged(self, attempt: Attempt, cycle: tuple[Wait, ...], graph: TaskGraph) -> Trial:
        obstacle, it = attempt.obstacle, None
        steps = {task.id: task.step for task in graph.tasks}
        outside: tuple[str, ...] = ()
        if attempt.kind in _THIRD:
            outside = self._third_parties(
                {steps[key] for each in cycle for key in (each.step, each.on)},
                {condition.party for each in cycle for condition in each.every},
            )
        if attempt.graph is not None:
            if attempt.graph.knotted():
                obstacle = "circle"
            else:
                it = arranged(attempt.graph, self.modal, self.sample, search=False)
                if attempt.kind in _THIRD and not outside:
                    obstacle = "nobody"
        wait = attempt.wait
        signed = (self.sample.base <= TOLERANCE).all(axis=1)
        needed = np.zeros(0) if it is None else it.needed[signed]
        held = needed == 0
        worth = len(needed)
        penalty, holds_with = _punished(needed) if attempt.kind == "penalty" else (None, None)
        breaker = Breaker(
            kind=attempt.kind,
            works=it is not None and not obstacle,
            obstacle=obstacle,
            wait=None if wait is None else named(wait, steps),
            parts=attempt.parts,
            share=attempt.share,
            guarantee=None if it is None else it.found.value,
            exact=None if it is None else it.found.exact,
            holds=share(int(held.sum()), worth) if worth else None,
            enough=enough(needed),
            penalty=penalty,
            holds_with=holds_with,
            third_parties=outside,
        )
        return Trial(attempt, breaker, held)

    def _third_parties(self, steps: set[str], waiting: set[str | None]) -> tuple[str, ...]:
        """Return the parties that neither act nor set a condition in a circle, mediators first."""
        caught = {who for key in steps for who in self.step(key).by} | waiting
        outside = [party for party in self.case.parties if party.id not in caught]
        outside.sort(key=lambda party: party.mediator is None)
        return tuple(party.id for party in outside)


def _rank(it: Breaker) -> tuple[bool, bool, bool, float, float]:
    holds = it.holds.value if it.holds else 0.0
    # Of those that do not work, one that only lacks somebody to do it stands before those that
    # leave the circle.
    stays = it.guarantee is None
    wrong = it.obstacle == "irreversible"
    return not it.works, stays, wrong, round(it.guarantee or 0.0, 9), -holds


def _punished(needed: NDArray[np.float64]) -> tuple[float | None, Share | None]:
    """Return how large a penalty is to be, and in which share of other draws the plan then holds.

    Whoever walks away loses by the penalty, so that its gain at every prefix is less by as much.
    The size is read off every other draw, and tried on the rest.
    """
    read, rest = needed[::2], needed[1::2]
    if not len(rest):
        return None, None
    size = enough(read)[-1].value
    return size, share(int((rest - size <= TOLERANCE).sum()), len(rest))


def _best(works: list[Trial]) -> Trial:
    """Return the first of the attempts that the draws cannot tell from the best one.

    All are tried on the same draws, so that only draws in which one holds and the other does not
    tell them apart (McNemar 1947, "Note on the sampling error of the difference between correlated
    proportions or percentages", Psychometrika 12(2); 5 per cent).
    """
    top = min(works, key=lambda trial: _rank(trial.breaker))

    def as_good(trial: Trial) -> bool:
        better = int((top.held & ~trial.held).sum())
        worse = int((trial.held & ~top.held).sum())
        return better - worse <= 1.959963984540054 * math.sqrt(better + worse)

    return next(
        trial
        for trial in works
        if _rank(trial.breaker)[:-1] == _rank(top.breaker)[:-1] and as_good(trial)
    )


def named(wait: Wait, steps: dict[str, str]) -> Wait:
    """Return a wait between tasks as one between their steps."""
    also = tuple(named(each, steps) for each in wait.also)
    return dataclasses.replace(wait, step=steps[wait.step], on=steps[wait.on], also=also)


def broken(
    shop: Workshop,
    graph: TaskGraph,
    wanted: Mapping[frozenset[Wait], Kind | None] | None = None,
) -> tuple[TaskGraph, Choices]:
    """Return a graph with its circles broken, and how each was.

    One circle after the other, each by the way that leaves the least guarantee, and of those which
    the draws cannot tell from the one that holds most often the first of `KINDS`. The conditions of
    later circles may have gone with an earlier one. Each circle has a condition of some party.

    Parameters
    ----------
    shop, graph
        The workshop, and the graph.
    wanted
        Circles that are to be broken in a way of somebody's choice, or left as they are (None), by
        their waits between steps; also left is one that cannot be broken so.
    """
    chosen: Choices = {}
    wanted = wanted or {}
    left = {key for key, kind in wanted.items() if kind is None}
    rounds = 0
    while True:
        steps = {task.id: task.step for task in graph.tasks}
        found = (
            (cycle, key)
            for circle in graph.circles()
            for cycle in circle.cycles
            if (key := frozenset(named(wait, steps) for wait in cycle)) not in left
        )
        cycle, key = next(found, ((), frozenset()))
        if not cycle:
            return graph, chosen
        rounds += 1
        trials = shop.tried(graph, cycle) if rounds <= shop.most else []
        if key in wanted and key not in chosen:
            way = next((it for it in trials if it.breaker.kind == wanted[key]), None)
            if way is None or way.breaker.guarantee is None:
                left.add(key)
            else:
                graph = _applied(graph, cycle, way.attempt)
                chosen[key] = way.breaker
            continue
        # Where nothing works, a condition is given up although nobody could punish who walks away.
        works = [trial for trial in trials if trial.breaker.works] or [
            trial for trial in trials if trial.attempt.kind == "penalty" and trial.attempt.graph
        ]
        if works:
            best = _best(works)
            graph = _applied(graph, cycle, best.attempt)
            chosen[key] = best.breaker
        elif rounds <= shop.most:
            # Giving a condition up always makes headway.
            graph = dropped(graph, next(wait for wait in cycle if wait.party is not None))
            chosen[key] = None
        else:
            # A tangle: of more circles every condition is given up at once.
            graph = untangled(graph)


def untangled(graph: TaskGraph) -> TaskGraph:
    """Return a graph without any condition that keeps its step waiting in a circle."""
    knots = graph.knotted()
    return graph.without(
        lambda wait: wait.party is not None and any({wait.step, wait.on} <= knot for knot in knots)
    )


def _applied(graph: TaskGraph, cycle: tuple[Wait, ...], it: Attempt) -> TaskGraph:
    """Return the whole graph with a circle broken in a way that was tried on it alone."""
    return taken(graph, cycle, it.kind, it.wait, parts=it.parts, share=it.share)


def described(shop: Workshop, graph: TaskGraph, chosen: Choices) -> tuple[tuple[Circle, ...], bool]:
    """Return the circles of a graph with what would break each, and whether these are all."""
    known = graph.circles()
    every = [(circle, cycle) for circle in known for cycle in circle.cycles]
    found = tuple(
        _described(shop, graph, chosen, circle, cycle) for circle, cycle in every[: shop.most]
    )
    return found, len(every) <= shop.most and all(circle.complete for circle in known)


def _described(
    shop: Workshop,
    graph: TaskGraph,
    chosen: Choices,
    circle: CircularWait,
    cycle: tuple[Wait, ...],
) -> Circle:
    it = Circle(
        steps=circle.steps,
        waits=cycle,
        breakers=tuple(trial.breaker for trial in shop.tried(graph, cycle)),
        chosen=None,
        choice=None,
        all_ways=shop.all_ways(cycle),
    )
    return as_chosen(it, chosen)


def as_chosen(it: Circle, chosen: Choices) -> Circle:
    """Return a circle with the way in which it is broken."""
    key = frozenset(it.waits)
    choice = chosen.get(key)
    kind = choice.kind if choice is not None else "penalty" if key in chosen else None
    kinds = [breaker.kind for breaker in it.breakers]
    return dataclasses.replace(
        it, chosen=kinds.index(kind) if kind in kinds else None, choice=choice
    )
