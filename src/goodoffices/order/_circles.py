"""Every circle of waits with what would break it, and the graph with all of them broken."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goodoffices.case import Case
from goodoffices.case.model import Step
from goodoffices.order._bottleneck import TOLERANCE
from goodoffices.order._breakers import KINDS, Attempt, Kind, alone, attempts, dropped
from goodoffices.order._commitment import arranged, enough
from goodoffices.order._plan import Plan
from goodoffices.order._result import Breaker, Circle
from goodoffices.order._stakes import Stakes
from goodoffices.order._tasks import TaskGraph
from goodoffices.order._waits import CircularWait, Wait
from goodoffices.preferences import share

__all__ = ["Workshop", "broken", "described"]

_CIRCLES = 8
"""Circles of which the breakers are tried; a case with more has a tangle, not an order."""
_LARGE = 40
_FEW = 2
"""Of more steps than `_LARGE`, each plan takes a while, and fewer circles are tried."""


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
    """

    case: Case
    plan: Plan
    modal: Stakes
    sample: Stakes
    horizon: float

    @property
    def most(self) -> int:
        """Circles of which the breakers are tried."""
        return _CIRCLES if len(self.plan.steps) <= _LARGE else _FEW

    def step(self, key: str) -> Step:
        """Return a step by id."""
        return next(step for step in self.plan.steps if step.id == key)

    def days(self, key: str) -> float:
        """Return the most plausible duration of a step."""
        return float(self.modal.days[0, self.modal.place(key)])

    def attempts(self, graph: TaskGraph, cycle: tuple[Wait, ...]) -> Iterator[Attempt]:
        """Yield every way to break a circle of a graph."""
        return attempts(
            graph,
            cycle,
            reversible=lambda key: self.step(key).reversible,
            days=self.days,
            horizon=self.horizon,
        )

    def tried(self, graph: TaskGraph, cycle: tuple[Wait, ...]) -> list[tuple[Attempt, Breaker]]:
        """Return the best attempt of each kind at a circle, taken by itself."""
        single = alone(graph, cycle)
        best: dict[Kind, tuple[Attempt, Breaker]] = {}
        for attempt in self.attempts(single, cycle):
            breaker = self._judged(attempt, cycle, graph)
            known = best.get(attempt.kind)
            if known is None or _rank(breaker) < _rank(known[1]):
                best[attempt.kind] = attempt, breaker
        return [best[kind] for kind in KINDS if kind in best]

    def _judged(self, attempt: Attempt, cycle: tuple[Wait, ...], graph: TaskGraph) -> Breaker:
        obstacle, it = attempt.obstacle, None
        if attempt.graph is not None:
            if attempt.graph.knotted():
                obstacle = "circle"
            else:
                it = arranged(attempt.graph, self.modal, self.sample, search=False)
        steps = {task.id: task.step for task in graph.tasks}
        wait = attempt.wait
        signed = (self.sample.base <= TOLERANCE).all(axis=1)
        needed = np.zeros(0) if it is None else it.needed[signed]
        worth = len(needed)
        return Breaker(
            kind=attempt.kind,
            works=it is not None,
            obstacle=obstacle,
            wait=None if wait is None else _named(wait, steps),
            parts=attempt.parts,
            share=attempt.share,
            guarantee=None if it is None else it.found.value,
            holds=None if it is None or not worth else share(int((needed == 0).sum()), worth),
            enough=enough(needed),
            third_parties=(
                self._third_parties({steps[key] for each in cycle for key in (each.step, each.on)},
                                    {each.party for each in cycle})
                if attempt.kind in ("escrow", "snap-back", "penalty")
                else ()
            ),
        )  # fmt: skip

    def _third_parties(self, steps: set[str], waiting: set[str | None]) -> tuple[str, ...]:
        """Return the parties that neither act nor set a condition in a circle, mediators first."""
        caught = {who for key in steps for who in self.step(key).by} | waiting
        outside = [party for party in self.case.parties if party.id not in caught]
        outside.sort(key=lambda party: party.mediator is None)
        return tuple(party.id for party in outside)


def _rank(it: Breaker) -> tuple[bool, bool, float, float]:
    holds = it.holds.value if it.holds else 0.0
    return not it.works, it.obstacle == "irreversible", round(it.guarantee or 0.0, 9), -holds


def _best(works: list[tuple[Attempt, Breaker]]) -> Attempt:
    """Return the first of the attempts that the draws cannot tell from the best one."""
    top = min((breaker for _, breaker in works), key=_rank)
    floor = top.holds.low if top.holds else 0.0
    return next(
        attempt
        for attempt, breaker in works
        if _rank(breaker)[:3] == _rank(top)[:3]
        and (breaker.holds is None or breaker.holds.high >= floor)
    )


def _named(wait: Wait, steps: dict[str, str]) -> Wait:
    """Return a wait between tasks as one between their steps."""
    return dataclasses.replace(wait, step=steps[wait.step], on=steps[wait.on])


def broken(shop: Workshop, graph: TaskGraph) -> tuple[TaskGraph, dict[frozenset[Wait], Kind]]:
    """Return a graph with all its circles broken, and how each was, by its waits between steps.

    One circle after the other, each by the way that leaves the least guarantee, and of those which
    the draws cannot tell from the one that holds most often the first of `KINDS`. The conditions of
    later circles may have gone with an earlier one. Each circle has a condition of some party.
    """
    chosen: dict[frozenset[Wait], Kind] = {}
    rounds = 0
    while circles := graph.circles():
        rounds += 1
        cycle = circles[0].cycle
        steps = {task.id: task.step for task in graph.tasks}
        key = frozenset(_named(wait, steps) for wait in cycle)
        works = shop.tried(graph, cycle) if rounds <= shop.most else []
        works = [pair for pair in works if pair[1].works]
        if works:
            attempt = _best(works)
            graph = _applied(shop, graph, cycle, attempt)
            chosen[key] = attempt.kind
        elif rounds <= shop.most:
            # Giving a condition up always makes headway.
            graph = dropped(graph, next(wait for wait in cycle if wait.party is not None))
            chosen[key] = "penalty"
        else:
            # A tangle: of more circles every condition is given up at once.
            knots = graph.knotted()
            graph = graph.without(
                lambda wait, knots=knots: (
                    wait.party is not None  # type: ignore[misc]
                    and any({wait.step, wait.on} <= knot for knot in knots)
                )
            )
    return graph, chosen


def _applied(
    shop: Workshop, graph: TaskGraph, cycle: tuple[Wait, ...], attempt: Attempt
) -> TaskGraph:
    """Return the whole graph with a circle broken in a way that was tried on it alone."""
    same = next(
        each
        for each in shop.attempts(graph, cycle)
        if (each.kind, each.wait, each.parts) == (attempt.kind, attempt.wait, attempt.parts)
    )
    return same.graph or graph


def described(
    shop: Workshop, graph: TaskGraph, chosen: dict[frozenset[Wait], Kind]
) -> tuple[tuple[Circle, ...], bool]:
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
    chosen: dict[frozenset[Wait], Kind],
    circle: CircularWait,
    cycle: tuple[Wait, ...],
) -> Circle:
    breakers = tuple(breaker for _, breaker in shop.tried(graph, cycle))
    kind = chosen.get(frozenset(cycle))
    kinds = [breaker.kind for breaker in breakers]
    return Circle(
        steps=circle.steps,
        waits=cycle,
        breakers=breakers,
        chosen=kinds.index(kind) if kind in kinds else None,
    )
