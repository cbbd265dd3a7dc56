"""Circular waits: steps of an agreement each of which is to come after the others.

References
----------
Tarjan 1972, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1(2),
doi:10.1137/0201010 (strongly connected components).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goodoffices.case import Case

__all__ = ["CircularWait", "Wait", "circular_waits"]


@dataclass(frozen=True, slots=True)
class Wait:
    """One step waits for another.

    Parameters
    ----------
    step, on
        Ids of the step that waits and of the step it waits for.
    party
        The party that attached the condition; None where the order lies in the nature of things.
    """

    step: str
    on: str
    party: str | None

    def text(self) -> str:
        """Return the wait in words."""
        by = f"by a condition of {self.party}" if self.party else "by the nature of things"
        return f"{self.step} waits for {self.on} ({by})"


@dataclass(frozen=True, slots=True)
class CircularWait:
    """Steps none of which can be the first.

    Parameters
    ----------
    steps
        Ids of all steps caught in it, in the order of the case.
    cycle
        A shortest circle of waits among them.  Where a wait ends at another step than the one
        the next begins with, the two must happen together.
    """

    steps: tuple[str, ...]
    cycle: tuple[Wait, ...]

    def text(self) -> str:
        """Return the circle in words."""
        parts = []
        for wait, following in zip(self.cycle, self.cycle[1:] + self.cycle[:1], strict=True):
            parts.append(wait.text())
            if wait.on != following.step:
                parts.append(f"{wait.on} happens together with {following.step}")
        return "; ".join(parts)


def circular_waits(case: Case) -> tuple[CircularWait, ...]:
    """Return every circular wait among the steps of a case.

    Returns
    -------
    One for each strongly connected component of the waits-for graph that holds a circle, in the
    order of the case; steps that must happen together are one node.  Exact.
    """
    together = _together(case)
    waits: dict[str, list[Wait]] = defaultdict(list)
    for step in case.steps:
        found = [Wait(step.id, on, None) for on in step.after]
        found += [
            Wait(step.id, on, condition.party)
            for condition in step.waits_for
            for on in condition.steps
        ]
        waits[together[step.id]] += found
    graph = {
        node: {together[wait.on]: wait for wait in reversed(waits[node])}
        for node in dict.fromkeys(together.values())
    }
    circles = []
    for component in _components(graph):
        inside = {n: {m: w for m, w in graph[n].items() if m in component} for n in component}
        cycle = _shortest(inside)
        if cycle:
            caught = tuple(step.id for step in case.steps if together[step.id] in component)
            circles.append(CircularWait(caught, cycle))
    place = {step.id: n for n, step in enumerate(case.steps)}
    return tuple(sorted(circles, key=lambda circle: place[circle.steps[0]]))


def _together(case: Case) -> dict[str, str]:
    """Return, for every step, the first of the steps that must happen at the same time."""
    first = {step.id: step.id for step in case.steps}

    def root(step: str) -> str:
        while first[step] != step:
            step = first[step]
        return step

    place = {step.id: n for n, step in enumerate(case.steps)}
    for step in case.steps:
        for other in step.with_:
            low, high = sorted((root(step.id), root(other)), key=place.__getitem__)
            first[high] = low
    return {step: root(step) for step in first}


Graph = Mapping[str, Mapping[str, Wait]]


def _components(graph: Graph) -> Iterator[frozenset[str]]:
    # Tarjan's algorithm with a stack of its own: a long chain of steps must not end in a
    # RecursionError.  `index` and `low` are the paper's NUMBER and LOWLINK.
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    waiting: set[str] = set()
    for start in graph:
        if start in index:
            continue
        index[start] = low[start] = len(index)
        stack.append(start)
        waiting.add(start)
        path = [(start, iter(graph[start]))]
        while path:
            node, rest = path[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    waiting.add(other)
                    path.append((other, iter(graph[other])))
                    break
                if other in waiting:
                    low[node] = min(low[node], index[other])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == index[node]:
                    cut = stack.index(node)
                    yield frozenset(stack[cut:])
                    waiting.difference_update(stack[cut:])
                    del stack[cut:]


def _shortest(graph: Graph) -> tuple[Wait, ...]:
    """Return a shortest circle in a strongly connected graph, or () where there is none."""
    best: tuple[Wait, ...] = ()
    for start in sorted(graph):
        before: dict[str, tuple[str, Wait] | None] = {start: None}
        line = [start]
        for node in line:
            for other, wait in graph[node].items():
                if other == start:
                    found = (*_way(node, before), wait)
                    if not best or len(found) < len(best):
                        best = found
                elif other not in before:
                    before[other] = node, wait
                    line.append(other)
    return best


def _way(node: str, before: Mapping[str, tuple[str, Wait] | None]) -> tuple[Wait, ...]:
    way: list[Wait] = []
    while (step := before[node]) is not None:
        node, wait = step
        way.append(wait)
    return tuple(reversed(way))
