"""What breaks a circle of waits: each way applied to the graph, and shown to work or not.

========== ================================================================= ===================
kind       what is done to the graph                                         what it takes
========== ================================================================= ===================
together   the steps of the circle become one act                            that they can be
snap-back  a step that can be undone goes first, and is undone by itself if  somebody who
           anybody walks away before its condition is met: until then it     triggers it
           adds to nobody's hand
escrow     a step is done into a third party's hands, and is released at     a third party
           the moment its condition is met: until then it adds to nobody's
           hand
tranches   every step of the circle is cut into n equal parts, and one       that they can be
           condition asks for one part less than before                      cut
sunset     a step that can be undone goes first, until the awaited one is   a date
           done with all that has to come between: until then it adds that
           part of its kappa which this is of the time to the horizon
penalty    one condition is given up, and a guarantor punishes whoever       a guarantor who
           walks away by as much as is enough in most draws                  is believed
========== ================================================================= ===================

Commitment problems and their remedies: Fearon 1998, "Commitment problems and the spread of ethnic
conflict"; Walter 2002, "Committing to Peace".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from goodoffices.order._schedule import times
from goodoffices.order._tasks import Phase, Task, TaskGraph, grouped
from goodoffices.order._waits import Wait, roots

__all__ = [
    "CUT",
    "KINDS",
    "PARTS",
    "Attempt",
    "Kind",
    "Obstacle",
    "alone",
    "attempts",
    "cut",
    "dropped",
    "taken",
]

Kind = Literal["together", "snap-back", "escrow", "tranches", "sunset", "penalty"]
Obstacle = Literal[
    "", "irreversible", "nature", "duration", "unknown", "horizon", "circle", "nobody"
]

KINDS: tuple[Kind, ...] = ("together", "snap-back", "escrow", "tranches", "sunset", "penalty")
"""From what needs least to what needs most from others: among equals the first is taken."""

PARTS = (2, 3, 4)
"""Numbers of tranches that are tried."""

ONE_ACT = 15.0
"""Steps are one act only if none takes so many times as long as another: a vote of three months
cannot be the same act as a ceasefire of three days. The number is a judgement, not a finding; a
step of less than a day counts as one of a day."""

CUT = 400
"""Tasks that a cut may make; beyond it only the fewest parts are tried."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to break a circle.

    Parameters
    ----------
    kind
        Which way.
    graph
        The graph after it; None where the way is closed.
    wait
        The condition that gives way, where one does.
    parts
        Number of tranches.
    share
        Part of its kappa that the step of `wait` adds before its condition is met.
    obstacle
        Why the way is closed: ``irreversible`` (the step cannot be undone), ``nature`` (what would
        happen together comes one after the other by the nature of things), ``duration`` (what
        would be one act takes very unlike times), ``unknown`` (it is not stated how long steps
        take), ``horizon`` (the awaited step is not done before it), ``circle`` (steps still wait
        for each other in a circle), or ``nobody`` (it takes a third party, and there is none).
    """

    kind: Kind
    graph: TaskGraph | None
    wait: Wait | None = None
    parts: int = 0
    share: float = 1.0
    obstacle: Obstacle = ""


def alone(graph: TaskGraph, cycle: tuple[Wait, ...]) -> TaskGraph:
    """Return the graph in which this circle is the only one that conditions of parties make."""
    caught = frozenset[str]().union(*graph.knotted())
    root = roots(graph.ids, graph.pairs)
    links = {(root[wait.step], root[wait.on]) for wait in cycle}
    return graph.without(
        lambda wait: (
            wait.party is not None
            and wait.step in caught
            and wait.on in caught
            and (root[wait.step], root[wait.on]) not in links
        )
    )


def attempts(
    graph: TaskGraph,
    cycle: tuple[Wait, ...],
    *,
    reversible: Callable[[str], bool | None],
    days: Callable[[str], float | None],
    horizon: float,
    most: int,
) -> Iterator[Attempt]:
    """Yield every way to break a circle, whether or not it turns out to work.

    Parameters
    ----------
    graph, cycle
        The graph, and one of its circles.
    reversible, days
        Of a step, whether it can be undone, and its most plausible duration in days, None where
        that is not stated.
    horizon
        Days from the beginning of the plan to the horizon of the case.
    most
        Conditions of the circle tried as the one that gives way.
    """
    step = {task.id: task.step for task in graph.tasks}
    conditions = [wait for wait in cycle if wait.party is not None][:most]
    yield _together(graph, cycle, lambda task: days(step[task]))
    for wait in conditions:
        yield Attempt("escrow", taken(graph, cycle, "escrow", wait), wait)
    for wait in conditions:
        if reversible(step[wait.step]) is not True:
            yield Attempt("snap-back", None, wait, obstacle="irreversible")
            yield Attempt("sunset", None, wait, obstacle="irreversible")
            continue
        staged = taken(graph, cycle, "snap-back", wait, share=0.0)
        yield Attempt("snap-back", staged, wait, share=0.0)
        part, why = _lasts(staged, wait, days, horizon)
        if why:
            yield Attempt("sunset", None, wait, obstacle=why)
        else:
            yield Attempt(
                "sunset", taken(graph, cycle, "sunset", wait, share=part), wait, share=part
            )
    for parts in PARTS:
        if parts > PARTS[0] and len(graph.tasks) + (parts - 1) * len(cycle) > CUT:
            break
        for wait in conditions:
            cut_up = taken(graph, cycle, "tranches", wait, parts=parts)
            yield Attempt("tranches", cut_up, wait, parts)
    for wait in conditions:
        yield Attempt("penalty", taken(graph, cycle, "penalty", wait), wait)


def taken(
    graph: TaskGraph,
    cycle: tuple[Wait, ...],
    kind: Kind,
    wait: Wait | None,
    *,
    parts: int = 0,
    share: float = 0.0,
) -> TaskGraph:
    """Return the graph once a way is taken, whether or not anything speaks against that.

    Parameters
    ----------
    graph, cycle
        A graph, and a circle of waits in it.
    kind, wait, parts, share
        The way, as in `Attempt`; only steps that become one act need no condition that gives way.
    """
    if kind == "together" or wait is None:
        inside = _inside(graph, cycle)
        merged = graph.without(lambda each: {each.step, each.on} <= set(inside))
        return merged.joined((inside[0], other) for other in inside[1:])
    if kind == "escrow":
        return _staged(graph, cycle, wait, 0.0, ("deposit", "release"))
    if kind == "tranches":
        return _tranches(graph, cycle, wait, parts)
    if kind == "penalty":
        return dropped(graph, wait)
    return _staged(graph, cycle, wait, share, ("provisional", "final"))


def _inside(graph: TaskGraph, cycle: tuple[Wait, ...]) -> list[str]:
    """Return the tasks of a circle, and those that happen together with them."""
    root = roots(graph.ids, graph.pairs)
    nodes = {root[wait.step] for wait in cycle}
    return [task for task in graph.ids if root[task] in nodes]


def _lasts(
    staged: TaskGraph, wait: Wait, days: Callable[[str], float | None], horizon: float
) -> tuple[float, Obstacle]:
    """Return for which part of the time to the horizon a sunset has to bridge, or why it cannot.

    That is the longest way from the first stage to the end of the awaited step, through all that
    has to come between; what else either needs can be done before, so that it begins late enough.
    """
    if staged.knotted():
        return 0.0, "circle"
    groups = grouped(staged)
    place = {task.id: g for g, members in enumerate(groups.members) for task in members}
    first = place[f"{wait.step}:first"]
    between = [g for g in range(len(groups)) if groups.before[g] >> first & 1]
    needs = groups.before[place[wait.on]] | 1 << place[wait.on]
    takes = np.zeros((1, len(groups)))
    for g in between:
        stated = [(task, days(task.step)) for task in groups.members[g] if task.time]
        if needs >> g & 1 and any(known is None for _, known in stated):
            return 0.0, "unknown"
        takes[0, g] = max((task.time * (known or 0.0) for task, known in stated), default=0.0)
    lasts = float(times(groups, (), takes, np.zeros(len(groups))).ends[0, place[wait.on]])
    if lasts >= horizon:
        return 0.0, "horizon"
    return lasts / horizon, ""


def dropped(graph: TaskGraph, wait: Wait) -> TaskGraph:
    """Return the graph without a condition, and without any other that asks for the same."""
    root = roots(graph.ids, graph.pairs)
    link = root[wait.step], root[wait.on]
    return graph.without(
        lambda other: other.party is not None and (root[other.step], root[other.on]) == link
    )


def _together(
    graph: TaskGraph, cycle: tuple[Wait, ...], days: Callable[[str], float | None]
) -> Attempt:
    inside = set(_inside(graph, cycle))
    if any(wait.party is None and {wait.step, wait.on} <= inside for wait in graph.waits):
        return Attempt("together", None, obstacle="nature")
    stated = [days(wait.step) for wait in cycle]
    known = [max(each, 1.0) for each in stated if each is not None]
    if len(known) < len(stated):
        return Attempt("together", None, obstacle="unknown")
    if max(known) >= ONE_ACT * min(known):
        return Attempt("together", None, obstacle="duration")
    return Attempt("together", taken(graph, cycle, "together", None))


def _staged(
    graph: TaskGraph,
    cycle: tuple[Wait, ...],
    wait: Wait,
    share: float,
    phases: tuple[Phase, Phase],
) -> TaskGraph:
    """Return the graph in which the step of `wait` is done in two stages.

    In the first it goes ahead and adds `share` of its kappa: nothing while it lies in escrow, since
    it would be returned, or while it is undone as soon as somebody walks away. The second adds the
    rest, and comes by itself, at the same time as the step that it was to wait for, so that nobody
    can walk away between the two. Whoever waits for it within the circle is content with the first
    stage; so is everybody else where that is the step itself and not a deposit.
    """
    whole = next(task for task in graph.tasks if task.id == wait.step)
    first = dataclasses.replace(
        whole, id=f"{whole.id}:first", hand=whole.hand * share, phase=phases[0]
    )
    second = dataclasses.replace(
        whole, id=f"{whole.id}:second", hand=whole.hand * (1 - share), time=0.0, phase=phases[1]
    )
    root = roots(graph.ids, graph.pairs)
    links = {(root[each.step], root[each.on]) for each in cycle}
    waits = [Wait(second.id, first.id, None)]
    for each in dropped(graph, wait).waits:
        on, by = each.on, each.step
        if on == whole.id:
            inside = each.party is not None and (root[by], root[on]) in links
            on = first.id if inside or phases[0] == "provisional" else second.id
        if by == whole.id:
            by = first.id
        waits.append(dataclasses.replace(each, step=by, on=on))
    tasks = [
        part for task in graph.tasks for part in ((first, second) if task is whole else (task,))
    ]
    pairs = [
        (first.id if a == whole.id else a, first.id if b == whole.id else b) for a, b in graph.pairs
    ]
    return TaskGraph(tuple(tasks), tuple(waits), (*pairs, (wait.on, second.id)))


def _tranches(graph: TaskGraph, cycle: tuple[Wait, ...], wait: Wait, parts: int) -> TaskGraph:
    """Return the graph with every step of the circle in equal parts.

    Part k of a step waits for part k of the step it waits for, and for `wait` for part k - 1, so
    that the step of `wait` begins, with one part of what is at stake.
    """
    root = roots(graph.ids, graph.pairs)
    inside = set(_inside(graph, cycle))
    eased = root[wait.step], root[wait.on]
    waits: list[Wait] = []
    for each in graph.waits:
        if each.step in inside and each.on in inside:
            late = each.party is not None and (root[each.step], root[each.on]) == eased
            for k in range(1 + late, parts + 1):
                ends = _part(each.step, k), _part(each.on, k - late)
                waits.append(dataclasses.replace(each, step=ends[0], on=ends[1]))
        else:
            step = _part(each.step, 1) if each.step in inside else each.step
            on = _part(each.on, parts) if each.on in inside else each.on
            waits.append(dataclasses.replace(each, step=step, on=on))
    pairs: list[tuple[str, str]] = []
    for a, b in graph.pairs:
        if a in inside and b in inside:
            pairs += [(_part(a, k), _part(b, k)) for k in range(1, parts + 1)]
        else:
            pairs.append((a, b))
    pieces = TaskGraph(graph.tasks, tuple(waits), tuple(pairs))
    return _pieces(pieces, inside, parts)


def cut(graph: TaskGraph, ids: set[str], parts: int) -> TaskGraph:
    """Return the graph with all tasks of some groups cut into equal parts, one after the other.

    What waits for such a task waits for its last part, and what it waits for comes before its
    first; tasks that happen together are cut together.
    """
    waits = tuple(
        dataclasses.replace(
            each,
            step=_part(each.step, 1) if each.step in ids else each.step,
            on=_part(each.on, parts) if each.on in ids else each.on,
        )
        for each in graph.waits
    )
    pairs = tuple(
        (_part(a, k), _part(b, k)) if a in ids else (a, b)
        for a, b in graph.pairs
        for k in range(1, parts + 1 if a in ids else 2)
    )
    return _pieces(TaskGraph(graph.tasks, waits, pairs), ids, parts)


def _pieces(graph: TaskGraph, ids: set[str], parts: int) -> TaskGraph:
    """Return the graph with the tasks themselves in parts, each after the one before."""
    tasks: list[Task] = []
    chain: list[Wait] = []
    for task in graph.tasks:
        if task.id not in ids:
            tasks.append(task)
            continue
        tasks += [
            dataclasses.replace(
                task,
                id=_part(task.id, k),
                hand=task.hand / parts,
                time=task.time / parts,
                part=(task.part - 1) * parts + k,
                parts=task.parts * parts,
            )
            for k in range(1, parts + 1)
        ]
        chain += [Wait(_part(task.id, k), _part(task.id, k - 1), None) for k in range(2, parts + 1)]
    return TaskGraph(tuple(tasks), (*graph.waits, *chain), graph.pairs)


def _part(task: str, k: int) -> str:
    return f"{task}:{k}"
