"""Menus: the efficient packages that the parties of each run look at when they bargain.

The packages of a case are too many to list, and most are bad for everybody.  A menu holds, for
one run, the packages that maximise weighted sums of utilities for a fixed list of weights: points
of the Pareto frontier on its convex hull, from what is best for one party to what is best for
the others; and the compromises half-way between neighbours.  Parties of limited consent enter
with several weights as well, so that packages which they would refuse have neighbours which they
would not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case, NoAnswer
from goodoffices.preferences import Bargain, Bools, Conjunction, Diagram, Floats, diagram

__all__ = ["EVERY", "FEW", "Menus", "Plan", "best_packages", "menu_weights", "menus", "plan_of"]

FEW = 256
"""Up to so many packages, the menu is all of them."""
EVERY = 4096
"""Packages that a menu of every package may hold."""

_STEPS = 9
"""Weights from one of two parties to the other; of three or more, to all others, in `_LINE`."""
_LINE = 7
_OUTSIDE = (0.0, 0.15, 0.5)
"""Weights of each party of limited consent, where there is one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What menus hold.

    Parameters
    ----------
    weights
        Shape (W, K): the best packages by these weights, and those half-way between them; or None.
    packages
        Shape (M, I): every package; or None.
    ladders
        Shape (I,), with `weights`: whether the options of an issue form an order.
    """

    weights: Floats | None
    packages: NDArray[np.int8] | None
    ladders: Bools | None


@dataclass(frozen=True, slots=True)
class Menus:
    """A menu of M packages for each of R runs.

    Parameters
    ----------
    packages
        Shape (R, M, I): option indices.
    found
        Shape (R, M): whether the entry is a package at all; False where no package keeps every
        rule and red line.
    utility
        Shape (R, M, K): what each claimant of the problem has from it, before its floor.
    """

    packages: NDArray[np.int8]
    found: Bools
    utility: Floats


def menu_weights(full: int, claimants: int) -> Floats:
    """Return the weights of the claimants in the sums that make a menu, shape (M, K).

    Among two parties of full consent the weight moves from the one to the other in equal steps.
    Among more it moves, for each of them, from that party alone to all others alike.
    """
    if full == 1:
        lines = [np.ones((1, 1))]
    elif full == 2:
        share = np.linspace(1.0, 0.0, _STEPS)
        lines = [np.stack([share, 1.0 - share], axis=1)]
    else:
        share = np.linspace(1.0, 0.0, _LINE)
        lines = []
        for p in range(full):
            line = np.repeat((1.0 - share)[:, None] / (full - 1), full, axis=1)
            line[:, p] = share
            lines.append(line)
    inner = np.concatenate(lines)
    outside = _OUTSIDE if claimants > full else (0.0,)
    parts = []
    for weight in outside:
        part = np.full((len(inner), claimants), weight)
        part[:, :full] = inner
        parts.append(part)
    return np.concatenate(parts)


def plan_of(case: Case, problem: Bargain) -> Plan:
    """Return what the menus of a case hold.

    Raises
    ------
    NoAnswer
        If every package is to be looked at (``offers: least``) and there are too many.
    """
    sizes = [len(issue.options) for issue in case.issues]
    count = math.prod(sizes)
    if case.talks.offers == "trade-off" and count > FEW:
        ladders = np.array([issue.ladder for issue in case.issues])
        return Plan(menu_weights(problem.full, len(problem.claimants)), None, ladders)
    if count > EVERY:
        raise NoAnswer(
            f"{case.case}: {count:,} packages, and talks.offers: least looks at every one of at "
            f"most {EVERY:,}; use talks.offers: trade-off"
        )
    every = np.stack(np.unravel_index(np.arange(count), sizes), axis=1).astype(np.int8)
    return Plan(None, every, None)


def menus(problem: Bargain, plan: Plan, *, compiled: bool = False) -> Menus:
    """Return the menu of every run of `problem`, whose rules must all bind."""
    if plan.weights is not None and plan.ladders is not None:
        best, there = best_packages(problem, plan.weights, compiled=compiled)
        between, keeps = _half_way(problem, best, there, plan.ladders)
        packages = np.concatenate([best, between], axis=1)
        found = np.concatenate([there, keeps], axis=1)
    else:
        every = np.asarray(plan.packages)
        found = problem.keeps_rules(every.astype(np.int64))
        for i in range(every.shape[1]):
            found &= problem.allowed[:, i, every[:, i]]
        packages = np.broadcast_to(every, (len(problem), *every.shape))
    return Menus(packages, found, _utility(problem, packages))


def _half_way(
    problem: Bargain, best: NDArray[np.int8], there: Bools, ladders: Bools
) -> tuple[NDArray[np.int8], Bools]:
    """Return the compromises between neighbours of a menu, and whether they can be agreed.

    Where two neighbours settle an issue differently, the option in the middle between theirs on
    its ladder.  The best packages by weighted sums alone leap from end to end where the parties
    want the opposite of each other.
    """
    first, second = best[:, :-1].astype(np.int16), best[:, 1:].astype(np.int16)
    between = np.where(ladders, (first + second) // 2, first).astype(np.int8)
    found = there[:, :-1] & there[:, 1:]
    row = np.arange(len(best))[:, None]
    for i in range(best.shape[2]):
        found &= problem.allowed[row, i, between[:, :, i]]
    for rule in problem.rules:
        found &= ~_holds(problem, rule, between)
    return between, found


def _utility(problem: Bargain, packages: NDArray[np.int8]) -> Floats:
    runs, _, issues = packages.shape
    rows = np.arange(runs)[:, None]
    total = np.zeros((runs, packages.shape[1], len(problem.claimants)))
    for i in range(issues):
        total += problem.gain.transpose(0, 2, 3, 1)[rows, i, packages[:, :, i]]
    for k, conjunction in enumerate(problem.bonuses):
        active = _holds(problem, conjunction, packages)
        total += np.where(active[:, :, None], problem.bonus[:, None, :, k], 0.0)
    return total


def _holds(problem: Bargain, conjunction: Conjunction, packages: NDArray[np.int8]) -> Bools:
    """Return whether every term of a conjunction holds in packages, shape (R, M)."""
    active = np.ones(packages.shape[:2], dtype=bool)
    for i, options in conjunction.terms:
        meant = np.zeros(problem.gain.shape[3], dtype=bool)
        meant[list(options)] = True
        active &= meant[packages[:, :, i]]
    return active


def best_packages(
    problem: Bargain, weights: Floats, *, compiled: bool = False
) -> tuple[NDArray[np.int8], Bools]:
    """Return the packages of the largest weighted sums of utilities, and whether there is one.

    Parameters
    ----------
    problem
        R bargaining problems; every rule binds.
    weights
        Shape (M, K), at least 0.
    compiled
        Whether to use the compiled twin (extra goodoffices[fast]), bit for bit equal.

    Returns
    -------
    tuple
        Packages, shape (R, M, I), and whether any package is admissible, shape (R, M).

    Notes
    -----
    Exact: dynamic programming backwards along the diagram of the links, as bucket elimination
    (Dechter 1999).  Of equally good packages the one with the earliest option in the case.
    """
    graph = diagram(problem.gain.shape[2], problem.gain.shape[3], problem.rules, problem.bonuses)
    if compiled:
        from goodoffices.talks import _menu_fast

        return _menu_fast.best_packages(problem, weights, graph)
    return _reference(problem, weights, graph)


def _reference(problem: Bargain, weights: Floats, graph: Diagram) -> tuple[NDArray[np.int8], Bools]:
    runs, claimants, issues, _ = problem.gain.shape
    count = len(weights)
    bonus = np.zeros((runs, count, len(problem.bonuses)))
    for k in range(claimants):
        bonus += weights[None, :, k, None] * problem.bonus[:, None, k]
    ahead = np.zeros((runs, count, 1))
    chosen: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
    for layer in reversed(graph.layers):
        worth = np.zeros((runs, count, problem.gain.shape[3]))
        for k in range(claimants):
            worth += weights[None, :, k, None] * problem.gain[:, None, k, layer.issue]
        worth = np.where(problem.allowed[:, None, layer.issue], worth, -np.inf)
        member = np.stack(
            [options[worth[..., options].argmax(axis=2)] for options in layer.members], axis=2
        )
        value = np.take_along_axis(worth, member, axis=2)[:, :, None] + ahead[:, :, layer.next]
        for _, closed in layer.closes:
            value = np.where(closed, -np.inf, value)
        for earned, where in layer.earns:
            value = np.where(where, value + bonus[:, :, earned, None, None], value)
        kind = value.argmax(axis=3)
        ahead = np.take_along_axis(value, kind[..., None], axis=3)[..., 0]
        chosen.append((kind, member))
    packages = np.zeros((runs, count, issues), dtype=np.int8)
    state = np.zeros((runs, count, 1), dtype=np.intp)
    for layer, (kind, member) in zip(graph.layers, reversed(chosen), strict=True):
        taken = np.take_along_axis(kind, state, axis=2)
        packages[:, :, layer.issue] = np.take_along_axis(member, taken, axis=2)[..., 0]
        state = layer.next[state, taken]
    return packages, ahead[..., 0] > -np.inf
