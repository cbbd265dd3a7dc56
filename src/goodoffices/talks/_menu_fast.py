"""The menus of `_menu`, compiled: the same sums in the same order, so the same bits."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from goodoffices.preferences import Bargain, Bools, Diagram, Floats

__all__ = ["best_packages"]


def best_packages(
    problem: Bargain, weights: Floats, graph: Diagram
) -> tuple[NDArray[np.int8], Bools]:
    """Return what `_menu.best_packages` returns."""
    layers = graph.layers
    states = max(layer.next.shape[0] for layer in layers)
    kinds = max(layer.next.shape[1] for layer in layers)
    options = problem.gain.shape[3]
    following = np.zeros((len(layers), states, kinds), dtype=np.int64)
    closed = np.ones((len(layers), states, kinds), dtype=bool)
    earned = np.zeros((len(layers), len(problem.bonuses), states, kinds), dtype=bool)
    kind = np.full((len(layers), options), -1, dtype=np.int64)
    issue = np.array([layer.issue for layer in layers])
    for n, layer in enumerate(layers):
        s, c = layer.next.shape
        following[n, :s, :c] = layer.next
        closed[n, :s, :c] = False
        for _, where in layer.closes:
            closed[n, :s, :c] |= where
        for bonus, where in layer.earns:
            earned[n, bonus, :s, :c] = where
        kind[n] = layer.kind
    sizes = np.array([layer.next.shape for layer in layers])
    order = [[bonus for bonus, _ in layer.earns] for layer in layers]
    earns = np.full((len(layers), max(1, *(len(o) for o in order), 1)), -1, dtype=np.int64)
    for n, bonuses in enumerate(order):
        earns[n, : len(bonuses)] = bonuses
    packages = np.zeros((len(problem), len(weights), len(layers)), dtype=np.int8)
    found = np.zeros(packages.shape[:2], dtype=bool)
    _fill(
        problem.gain, problem.allowed, problem.bonus, weights, issue, kind, following, closed,
        earned, earns, sizes, packages, found,
    )  # fmt: skip
    return packages, found


@njit(cache=True)
def _fill(  # type: ignore[no-untyped-def]  # noqa: ANN202, PLR0913, PLR0917
    gain, allowed, bonus, weights, issue, kind, following, closed, earned, earns, sizes,  # noqa: ANN001
    packages, found,  # noqa: ANN001
):  # fmt: skip
    runs, claimants, issues, options = gain.shape
    count, bonuses = len(weights), bonus.shape[2]
    states, kinds = following.shape[1], following.shape[2]
    ahead = np.zeros(states)
    before = np.zeros(states)
    taken = np.zeros((issues, states), dtype=np.int64)
    member = np.zeros((issues, kinds), dtype=np.int64)
    best = np.zeros(kinds)
    worth = np.zeros(options)
    extra = np.zeros(max(1, bonuses))
    for r in range(runs):
        for m in range(count):
            for b in range(bonuses):
                extra[b] = 0.0
                for k in range(claimants):
                    extra[b] += weights[m, k] * bonus[r, k, b]
            ahead[0] = 0.0
            for n in range(issues - 1, -1, -1):
                i = issue[n]
                size, width = sizes[n, 0], sizes[n, 1]
                for o in range(options):
                    worth[o] = 0.0
                    for k in range(claimants):
                        worth[o] += weights[m, k] * gain[r, k, i, o]
                    if not allowed[r, i, o]:
                        worth[o] = -np.inf
                for c in range(width):
                    member[n, c] = -1
                for o in range(options):
                    c = kind[n, o]
                    if member[n, c] < 0 or worth[o] > best[c]:
                        member[n, c] = o
                        best[c] = worth[o]
                for s in range(size):
                    top = -np.inf
                    taken[n, s] = 0
                    for c in range(width):
                        value = best[c] + ahead[following[n, s, c]]
                        if closed[n, s, c]:
                            value = -np.inf
                        for e in range(earns.shape[1]):
                            b = earns[n, e]
                            if b >= 0 and earned[n, b, s, c]:
                                value = value + extra[b]
                        if value > top:
                            top = value
                            taken[n, s] = c
                    before[s] = top
                for s in range(size):
                    ahead[s] = before[s]
            found[r, m] = ahead[0] > -np.inf
            state = 0
            for n in range(issues):
                c = taken[n, state]
                packages[r, m, issue[n]] = member[n, c]
                state = following[n, state, c]
