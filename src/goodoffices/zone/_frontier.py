"""The Pareto frontier of one draw, exactly, by dynamic programming along the diagram."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import TOLERANCE, Bargain, Diagram, Floats, Layer, Packages, diagram
from goodoffices.zone._dominance import DIGITS, nondominated

__all__ = ["Frontier", "frontier"]

_LABELS = 100_000
"""Labels a layer may keep exactly; beyond, the grid is coarsened until it keeps no more."""
_FINEST = 1e-6
"""The first width of a grid cell tried; it doubles until the labels are few enough."""


@dataclass(frozen=True, slots=True)
class Frontier:
    """Non-dominated packages of one draw.

    Parameters
    ----------
    surplus
        Shape (N, F): s_p of the parties of full consent.
    package
        Shape (N, I): one package for each point, in the order of options.
    width
        States of the widest layer of the diagram.
    epsilon
        0 where the frontier is exact. Otherwise every point of the exact frontier has one here
        that is at most so much worse for each party.
    """

    surplus: Floats
    package: Packages
    width: int
    epsilon: float


def frontier(problem: Bargain, *, labels: int = _LABELS) -> Frontier:
    """Return the Pareto frontier over the admissible packages of a single draw.

    Parameters
    ----------
    problem
        A problem of one draw.
    labels
        How many partial packages a layer may keep.

    Returns
    -------
    Frontier
        Exact while it fits. Where a layer would keep more than `labels`, only one partial
        package of each cell of a grid goes on, which costs each party at most a cell's width;
        the widths of all layers add up to the guarantee `epsilon`.

    Raises
    ------
    ValueError
        If the problem has more than one draw.

    Notes
    -----
    Dominance is unchanged by adding the same vector on both sides, so packages of the same
    state that are dominated after some issues stay dominated (F_k = ND(F_{k-1} + V_k)). Limited
    consent is kept as further objectives until all issues are decided.

    References
    ----------
    Rollon & Larrosa 2006, "Bucket elimination for multiobjective optimization problems",
    Journal of Heuristics 12; Dubus, Gonzales & Perny 2009, "Multiobjective optimization using
    GAI models", IJCAI-09.
    """
    if len(problem) != 1:
        raise ValueError("expected a problem of one draw")
    _, claimants, issues, options = problem.gain.shape
    plan = diagram(issues, options, problem.rules, problem.bonuses)
    worth = np.zeros((1, claimants))
    pointers: list[tuple[NDArray[np.intp], NDArray[np.int64]]] = []
    state = np.zeros(1, dtype=np.int64)
    epsilon = 0.0
    for layer in plan.layers:
        offered = _offered(problem, layer)
        gains = problem.gain[0][:, layer.issue, offered].T
        gained = (worth[:, None] + gains).reshape(-1, claimants)
        row = np.repeat(np.arange(len(worth)), len(offered))
        option = np.tile(offered, len(worth))
        kind = layer.kind[option]
        before = state[row]
        for bonus, edges in layer.earns:
            gained[edges[before, kind]] += problem.bonus[0, :, bonus]
        following = layer.next[before, kind]
        broken = np.zeros(len(row), dtype=bool)
        for rule, edges in layer.closes:
            if problem.active[0, rule]:
                broken |= edges[before, kind]
        kept = _best_by_state(gained, following, np.flatnonzero(~broken))
        if len(kept) > labels:
            chosen, cell = _thinned(gained[kept], following[kept], problem.full, labels)
            kept = kept[chosen]
            epsilon += cell
        pointers.append((row[kept], option[kept]))
        worth, state = gained[kept], following[kept]
    package = _followed(plan, pointers, len(worth))
    # Added anew in the order of the case, as everywhere else.
    surplus = problem.surplus(package)[0].T
    met = (surplus[:, problem.full :] >= -TOLERANCE).all(axis=1)
    surplus, package = surplus[met][:, : problem.full], package[met]
    order = _in_option_order(package, options)
    kept = order[nondominated(surplus[order])]
    return Frontier(surplus[kept], package[kept], plan.width, epsilon)


def _offered(problem: Bargain, layer: Layer) -> NDArray[np.intp]:
    """Return the allowed options but for those that another option of their class dominates.

    Options of one class lead to the same states, so what is dominated here stays dominated.
    """
    offered = problem.allowed[0, layer.issue].copy()
    for members in layer.members:
        there = members[offered[members]]
        offered[there] = nondominated(problem.gain[0][:, layer.issue, there].T)
    return np.flatnonzero(offered)


def _followed(
    plan: Diagram, pointers: list[tuple[NDArray[np.intp], NDArray[np.int64]]], count: int
) -> Packages:
    """Return the packages that back-pointers lead to, from the last layer to the first."""
    package = np.empty((count, len(plan.layers)), dtype=np.int64)
    row = np.arange(count)
    for layer, (parent, option) in zip(reversed(plan.layers), reversed(pointers), strict=True):
        package[:, layer.issue] = option[row]
        row = parent[row]
    return package


def _in_option_order(package: Packages, options: int) -> NDArray[np.intp]:
    """Return the rows in the order of their options, the first issue counting most.

    As many issues as fit make up one number, so that there is next to nothing to sort by.
    """
    together = int(62 / math.log2(max(options, 2)))
    keys = []
    for first in range(0, package.shape[1], together):
        part = package[:, first : first + together]
        keys.append(part @ options ** np.arange(part.shape[1])[::-1])
    return np.lexsort(keys[::-1])


def _thinned(
    worth: Floats, state: NDArray[np.int64], full: int, labels: int
) -> tuple[NDArray[np.intp], float]:
    """Return one row of each grid cell, and the cells' width, for at most `labels` rows.

    The grid lies over the parties of full consent; rows share a cell only if they agree exactly
    on what limited consent counts, since there a shortfall however small rules a package out.
    """
    exact = np.unique(worth[:, full:].round(DIGITS), axis=0, return_inverse=True)[1]
    width = _FINEST
    while True:
        cells = np.floor(worth[:, :full] / width).astype(np.int64)
        key = np.column_stack([state, exact, cells])
        chosen = np.sort(np.unique(key, axis=0, return_index=True)[1])
        if len(chosen) <= labels or width > 1:
            return chosen, width
        width *= 2


def _best_by_state(
    worth: Floats, state: NDArray[np.int64], rows: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return those of some rows that no other of their state dominates, sorted by state."""
    rows = rows[np.argsort(state[rows], kind="stable")]
    first = np.flatnonzero(np.diff(state[rows], prepend=-1))
    groups = np.split(rows, first[1:])
    return np.concatenate([group[nondominated(worth[group])] for group in groups])
