"""Circular waits: steps of an agreement each of which is to come after the others.

References
----------
Tarjan 1972, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1(2),
doi:10.1137/0201010 (strongly connected components).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from goodoffices.case import Case
from goodoffices.case.model import Step

__all__ = ["CircularWait", "Wait", "circles", "circular_waits", "knotted", "roots", "waits_of"]

MOST = 20
"""Circles listed for one circular wait; beyond that nobody reads them."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One step waits for another.

    Parameters
    ----------
    step, on
        Ids of the step that waits and of the step it waits for.
    party
        The party that attached the condition; None where the order lies in the nature of things.
    claims
        Ids of the claims the condition rests on.
    also
        Conditions that ask for the same: of other parties, or of the same party again.
    """

    step: str
    on: str
    party: str | None
    claims: tuple[str, ...] = ()
    also: tuple[Wait, ...] = ()

    @property
    def every(self) -> tuple[Wait, ...]:
        """Return this condition and all that ask for the same."""
        return self, *self.also

    def text(self) -> str:
        """Return the wait in words."""
        return "; ".join(
            f"{each.step} waits for {each.on} "
            + (f"(by a condition of {each.party})" if each.party else "(by the nature of things)")
            for each in self.every
        )


Links = Mapping[str, Mapping[str, Wait]]


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
    cycles
        Every shortest circle through some wait between these steps, the shortest first.
    complete
        Whether `cycles` has all of them.
    """

    steps: tuple[str, ...]
    cycle: tuple[Wait, ...]
    cycles: tuple[tuple[Wait, ...], ...]
    complete: bool

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
    ids = [step.id for step in case.steps]
    pairs = [(step.id, other) for step in case.steps for other in step.with_]
    return circles(ids, waits_of(case.steps), pairs)


def waits_of(steps: Iterable[Step]) -> tuple[Wait, ...]:
    """Return every wait that steps state, whether or not the step waited for is among them."""
    found: list[Wait] = []
    for step in steps:
        found += [Wait(step.id, on, None) for on in step.after]
        found += [
            Wait(step.id, on, condition.party, condition.claims)
            for condition in step.waits_for
            for on in condition.steps
        ]
    return tuple(found)


def circles(
    ids: Collection[str], waits: Iterable[Wait], pairs: Iterable[tuple[str, str]]
) -> tuple[CircularWait, ...]:
    """Return every circular wait among steps, in their order.

    Parameters
    ----------
    ids
        The steps.
    waits
        Who waits for whom.
    pairs
        Steps that must happen at the same time.
    """
    together = roots(ids, pairs)
    found = []
    for inside in _knots(together, waits):
        cycles = list(islice(_shortest(inside, list(ids)), MOST + 1))
        caught = tuple(step for step in ids if together[step] in inside)
        kept = tuple(cycles[:MOST])
        found.append(CircularWait(caught, kept[0], kept, complete=len(cycles) <= MOST))
    place = {step: n for n, step in enumerate(ids)}
    return tuple(sorted(found, key=lambda circle: place[circle.steps[0]]))


def knotted(
    ids: Collection[str], waits: Iterable[Wait], pairs: Iterable[tuple[str, str]]
) -> tuple[frozenset[str], ...]:
    """Return the steps of each circular wait, and nothing of its circles: that is much quicker."""
    together = roots(ids, pairs)
    return tuple(
        frozenset(step for step in ids if together[step] in inside)
        for inside in _knots(together, waits)
    )


def _knots(together: Mapping[str, str], waits: Iterable[Wait]) -> Iterator[Links]:
    """Yield the links inside each strongly connected component that holds a circle."""
    links: dict[str, dict[str, Wait]] = {node: {} for node in dict.fromkeys(together.values())}
    # Where nature and a party ask for the same, the party cannot give way.
    for wait in sorted(waits, key=lambda wait: wait.party is not None):
        known = links[together[wait.step]]
        end = together[wait.on]
        if end not in known:
            known[end] = wait
        elif known[end].party is not None and wait not in known[end].every:
            known[end] = dataclasses.replace(known[end], also=(*known[end].also, wait))
    for component in _components(links):
        inside = {n: {m: w for m, w in links[n].items() if m in component} for n in component}
        if any(inside.values()):
            yield inside


def roots(ids: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return, for every step, the first of the steps that must happen at the same time."""
    first = {step: step for step in ids}
    place = {step: n for n, step in enumerate(first)}

    def root(step: str) -> str:
        while first[step] != step:
            step = first[step]
        return step

    for one, other in pairs:
        low, high = sorted((root(one), root(other)), key=place.__getitem__)
        first[high] = low
    return {step: root(step) for step in first}


def _components(graph: Links) -> Iterator[frozenset[str]]:
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


def _shortest(graph: Links, order: list[str]) -> Iterator[tuple[Wait, ...]]:
    """Yield the shortest circles through each link of a strongly connected graph, shortest first.

    A link from a to b closes every shortest way from b back to a.
    """
    place = {step: n for n, step in enumerate(order)}
    nodes = sorted(graph, key=place.__getitem__)
    far = {node: _distances(graph, node) for node in nodes}
    links = [(far[b][a], place[a], place[b], a, b) for a in nodes for b in graph[a]]
    seen: set[frozenset[Wait]] = set()
    for _, _, _, a, b in sorted(links):
        for way in _ways(graph, far, b, a):
            circle = (graph[a][b], *way)
            if frozenset(circle) not in seen:
                seen.add(frozenset(circle))
                yield circle


def _distances(graph: Links, start: str) -> dict[str, int]:
    far = {start: 0}
    line = [start]
    for node in line:
        for other in graph[node]:
            if other not in far:
                far[other] = far[node] + 1
                line.append(other)
    return far


def _ways(
    graph: Links, far: Mapping[str, Mapping[str, int]], start: str, end: str
) -> Iterator[tuple[Wait, ...]]:
    """Yield every shortest way from one node to another."""
    line: list[tuple[str, tuple[Wait, ...]]] = [(start, ())]
    while line:
        node, way = line.pop()
        if node == end:
            yield way
            continue
        line += [
            (other, (*way, wait))
            for other, wait in reversed(list(graph[node].items()))
            if far[other][end] == far[node][end] - 1
        ]
