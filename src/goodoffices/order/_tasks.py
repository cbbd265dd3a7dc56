"""A plan as a graph: what is to be done, what waits for what, what happens at the same time.

Steps enter as tasks of their own.  A breaker may cut a step into tranches or put it in escrow, and
then several tasks carry out one step.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from goodoffices.order._waits import CircularWait, Wait, circles, knotted, roots

__all__ = ["Groups", "Phase", "Task", "TaskGraph", "grouped"]


Phase = Literal["done", "deposit", "release", "provisional", "final"]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be done.

    Parameters
    ----------
    id
        Its id, unlike that of any other task; that of the step where it is the whole step.
    step
        Id of the step it carries out, wholly or in part.
    hand
        Share of the step's kappa that it brings, usually in [0, 1].
    time
        Share of the step's duration that it takes, in [0, 1].
    phase
        ``deposit`` and ``release`` where the step is put in escrow, ``provisional`` and ``final``
        where it can be undone for a while; else ``done``.
    part, parts
        Which part of how many of that it is.
    """

    id: str
    step: str
    hand: float = 1.0
    time: float = 1.0
    phase: Phase = "done"
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class TaskGraph:
    """Tasks, in the order of the case, and what is known of their order.

    Parameters
    ----------
    tasks
        The tasks.
    waits
        Who waits for whom, between ids of tasks.
    pairs
        Tasks that must happen at the same time.
    """

    tasks: tuple[Task, ...]
    waits: tuple[Wait, ...]
    pairs: tuple[tuple[str, str], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the tasks."""
        return tuple(task.id for task in self.tasks)

    def circles(self) -> tuple[CircularWait, ...]:
        """Return every circular wait among the tasks."""
        return circles(self.ids, self.waits, self.pairs)

    def knotted(self) -> tuple[frozenset[str], ...]:
        """Return the tasks of each circular wait."""
        return knotted(self.ids, self.waits, self.pairs)

    def without(self, gone: Callable[[Wait], bool]) -> TaskGraph:
        """Return the graph without some waits."""
        kept = tuple(wait for wait in self.waits if not gone(wait))
        return dataclasses.replace(self, waits=kept)

    def joined(self, pairs: Iterable[tuple[str, str]]) -> TaskGraph:
        """Return the graph with more tasks that happen at the same time."""
        return dataclasses.replace(self, pairs=(*self.pairs, *pairs))


@dataclass(frozen=True, slots=True)
class Groups:
    """Tasks gathered into groups that happen at one time, and the order among the groups.

    Parameters
    ----------
    members
        The tasks of each group.
    before
        For each group, a bit set of the groups that must be done first, directly or not.
    """

    members: tuple[tuple[Task, ...], ...]
    before: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.members)


def grouped(graph: TaskGraph) -> Groups:
    """Return the groups of a graph without circular waits, in an order that respects the waits.

    Raises
    ------
    ValueError
        If tasks wait for each other in a circle.
    """
    root = roots(graph.ids, graph.pairs)
    direct: dict[str, dict[str, None]] = {node: {} for node in dict.fromkeys(root.values())}
    for wait in graph.waits:
        direct[root[wait.step]][root[wait.on]] = None
    # Kahn 1962: always the first group of the case that waits for nothing left.
    order: list[str] = []
    left = dict.fromkeys(direct)
    while left:
        ready = next((node for node in left if not any(m in left for m in direct[node])), None)
        if ready is None:
            raise ValueError("tasks wait for each other in a circle")
        order.append(ready)
        del left[ready]
    place = {node: n for n, node in enumerate(order)}
    before: list[int] = []
    for node in order:
        bits = 0
        for other in direct[node]:
            bits |= 1 << place[other] | before[place[other]]
        before.append(bits)
    members = tuple(tuple(task for task in graph.tasks if root[task.id] == node) for node in order)
    return Groups(members, tuple(before))
