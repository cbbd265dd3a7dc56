"""How many packages the zone of one draw has: exactly where two halves meet, else by sampling."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import share, uniforms
from goodoffices.zone._bargain import TOLERANCE, Bargain, Bools, Floats
from goodoffices.zone._diagram import Layer, diagram
from goodoffices.zone._result import Size
from goodoffices.zone._sample import in_zone

__all__ = ["zone_size"]

_HALF = 200_000
"""Partial packages a half may have for the exact count."""
_DIRECT = 1 << 20
"""Pairs compared one by one rather than by divide and conquer."""
_SAMPLES = 100_000

States = NDArray[np.int64]
Steps = list[tuple[Layer, Bools]]


def zone_size(problem: Bargain, *, seed: int) -> Size:
    """Return how many packages lie in the zone of a single draw.

    Parameters
    ----------
    problem
        A problem of one draw.
    seed
        Seed of the sample, where one is needed.

    Returns
    -------
    Size
        Exact where the issues split into two halves of at most 200 000 partial packages each:
        every package is a pair of halves that meet in a state of the diagram, and the pairs that
        give everybody enough are counted by divide and conquer over the claimants. Otherwise the
        share of a uniform sample of the packages that keep rules and red lines, times their
        number, which is exact.

    References
    ----------
    Horowitz & Sahni 1974, "Computing partitions with applications to the knapsack problem",
    Journal of the ACM 21(2) (meeting in the middle); Bentley 1980, "Multidimensional
    divide-and-conquer", Communications of the ACM 23(4).
    """
    _, _, issues, options = problem.gain.shape
    layers = diagram(issues, options, problem.rules, problem.bonuses).layers
    steps = [(layer, _edges(problem, layer)) for layer in layers]
    completions = _completions(steps)
    packages = int(completions[0][0])
    if packages == 0:
        return Size(0, 0, 0, exact=True, packages=0)
    partial = _partials(steps)
    heavier = [max(sum(partial[cut]), sum(completions[cut])) for cut in range(len(layers) + 1)]
    cut = int(np.argmin([float(weight) for weight in heavier]))
    if heavier[cut] <= _HALF:
        count = _meet(problem, steps, cut)
        return Size(count, count, count, exact=True, packages=packages)
    sample = _uniform(steps, completions, seed)
    found = share(int(in_zone(problem, sample).sum()), len(sample))
    return Size(
        round(found.value * packages),
        round(found.low * packages),
        round(found.high * packages),
        exact=False,
        packages=packages,
    )


def _edges(problem: Bargain, layer: Layer) -> Bools:
    """Return which options may be taken from which state, shape (S, O)."""
    free = np.tile(problem.allowed[0, layer.issue], (len(layer.next), 1))
    for rule, broken in layer.closes:
        if problem.active[0, rule]:
            free &= ~broken[:, layer.kind]
    return free


def _completions(steps: Steps) -> list[list[int]]:
    """Return, before each layer and at the end, how many ways lead from each state to the end."""
    ways = [[1]]
    for layer, free in reversed(steps):
        after = ways[-1]
        ways.append(
            [
                sum(after[layer.next[s, layer.kind[o]]] for o in np.flatnonzero(free[s]))
                for s in range(len(free))
            ]
        )
    return ways[::-1]


def _partials(steps: Steps) -> list[list[int]]:
    """Return, before each layer and at the end, how many ways lead to each state."""
    ways = [[1]]
    for layer, free in steps:
        after = [0] * (int(layer.next.max()) + 1)
        for s, count in enumerate(ways[-1]):
            for o in np.flatnonzero(free[s]):
                after[layer.next[s, layer.kind[o]]] += count
        ways.append(after)
    return ways


def _meet(problem: Bargain, steps: Steps, cut: int) -> int:
    """Return the number of zone packages, as pairs of a first and a second half."""
    worth, state = _enumerate(problem, steps[:cut], 0)
    need = problem.floor[0] - TOLERANCE - worth
    total = 0
    for middle in np.unique(state):
        have, _ = _enumerate(problem, steps[cut:], int(middle))
        total += _pairs(need[state == middle], have)
    return total


def _enumerate(problem: Bargain, steps: Steps, start: int) -> tuple[Floats, States]:
    """Return the worth (N, K) and last state of every way through some layers."""
    worth = np.zeros((1, len(problem.claimants)))
    state = np.array([start])
    for layer, free in steps:
        row, option = np.nonzero(free[state])
        kind = layer.kind[option]
        worth = worth[row] + problem.gain[0, :, layer.issue, option]
        for bonus, earned in layer.earns:
            earns = earned[state[row], kind]
            worth[earns] += problem.bonus[0, :, bonus]
        state = layer.next[state[row], kind]
    return worth, state


def _pairs(need: Floats, have: Floats) -> int:
    """Return the number of pairs in which `have` reaches `need` in every column."""
    if len(need) and len(have):
        need = need[(need <= have.max(axis=0)).all(axis=1)]
    if len(need) and len(have):
        have = have[(have >= need.min(axis=0)).all(axis=1)]
    if len(need) == 0 or len(have) == 0:
        return 0
    open_ = need.max(axis=0) > have.min(axis=0)
    need, have = need[:, open_], have[:, open_]
    if need.shape[1] == 0:
        return len(need) * len(have)
    if need.shape[1] == 1:
        reached = np.searchsorted(np.sort(have[:, 0]), need[:, 0], side="left")
        return int((len(have) - reached).sum())
    if len(need) * len(have) <= _DIRECT:
        return int((have[None] >= need[:, None]).all(axis=2).sum())
    pivot = np.median(np.concatenate([need[:, 0], have[:, 0]]))
    little, much = need[:, 0] <= pivot, have[:, 0] >= pivot
    # Little need and much at hand: the first column is settled.
    return (
        _pairs(need[little][:, 1:], have[much][:, 1:])
        + _pairs(need[~little], have[much])
        + _pairs(need[little], have[~much])
    )


def _uniform(steps: Steps, completions: list[list[int]], seed: int) -> NDArray[np.int64]:
    """Return packages drawn uniformly among those that keep rules and red lines, shape (N, I)."""
    uniform = uniforms(seed, "zone size", first=0, count=_SAMPLES, width=len(steps))
    packages = np.empty((_SAMPLES, len(steps)), dtype=np.int64)
    state = np.zeros(_SAMPLES, dtype=np.int64)
    for step, (layer, free) in enumerate(steps):
        after = completions[step + 1]
        following = layer.next[:, layer.kind]
        ways = np.array(
            [
                [int(after[following[s, o]]) * bool(free[s, o]) for o in range(free.shape[1])]
                for s in range(len(free))
            ],
            dtype=object,
        )
        totals = ways.sum(axis=1)
        chance = np.array(
            [[way / (total or 1) for way in row] for row, total in zip(ways, totals, strict=True)]
        )
        edge = np.cumsum(chance, axis=1)[state]
        option = (uniform[:, step, None] >= edge).sum(axis=1)
        # Rounding may leave the last edge a hair below 1.
        last = free.shape[1] - 1 - np.argmax(free[:, ::-1], axis=1)
        option = np.minimum(option, last[state])
        packages[:, layer.issue] = option
        state = layer.next[state, layer.kind[option]]
    return packages
