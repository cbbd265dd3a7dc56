"""The down-sets of an order, layer by layer, and questions asked of many draws at once on them.

Which sets there are, and which leads to which, is the same in every draw; so each step through the
lattice is one operation on the numbers of all draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.order._bottleneck import TOLERANCE, Bottleneck, Question

__all__ = ["CELLS", "Lattice", "best_over_draws", "exposures", "lattice", "steadiest"]

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

SETS = 60_000
"""Down-sets up to which every draw is searched."""

CELLS = 60_000_000
"""Down-sets times draws up to which every draw is searched: seconds."""

_PART = 400_000
"""Numbers of a layer, over draws and parties, held at once."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """Down-sets by size, and the steps between neighbouring sizes.

    Parameters
    ----------
    layers
        For each size, the sets as bit sets.
    steps
        For each size but the last, triples of a group and the places, in the layers before and
        after, of the sets that it leads from and to.
    origins
        For each size but the first, one way into each of its sets: the place in the layer before,
        and the group.
    """

    layers: tuple[NDArray[np.int64], ...]
    steps: tuple[tuple[tuple[int, Indices, Indices], ...], ...]
    origins: tuple[tuple[Indices, Indices], ...]

    def __len__(self) -> int:
        return sum(map(len, self.layers))


def lattice(before: tuple[int, ...], *, most: int = SETS) -> Lattice | None:
    """Return the down-sets of an order, or None where there are more than `most`.

    Parameters
    ----------
    before
        For each of at most 62 groups, a bit set of those that must be done first.
    """
    n = len(before)
    layers = [np.zeros(1, dtype=np.int64)]
    steps = []
    origins = []
    count = 1
    for _ in range(n):
        layer = layers[-1]
        raw = []
        for v in range(n):
            bit = 1 << v
            ready = np.flatnonzero((layer & (before[v] | bit)) == before[v])
            if len(ready):
                raw.append((v, ready, layer[ready] | bit))
        following = np.unique(np.concatenate([to for _, _, to in raw]))
        count += len(following)
        if count > most:
            return None
        found = tuple((v, ready, np.searchsorted(following, to)) for v, ready, to in raw)
        origin = np.empty(len(following), np.intp), np.empty(len(following), np.intp)
        for v, ready, to in reversed(found):
            origin[0][to], origin[1][to] = ready, v
        steps.append(found)
        origins.append(origin)
        layers.append(following)
    return Lattice(tuple(layers), tuple(steps), tuple(origins))


def best_over_draws(
    it: Lattice, base: Floats, kappa: Floats, unfinished: tuple[bool, ...]
) -> Floats:
    """Return the least guarantee of each draw, shape (D,). Exact.

    Parameters
    ----------
    it
        The down-sets of n groups.
    base, kappa
        Shapes (D, P) and (D, P, n).
    unfinished
        As in `Question`.
    """
    widest = max(map(len, it.layers)) * base.shape[1]
    rows = max(1, _PART // widest)
    parts = [
        _best(it, base[k : k + rows].T, kappa[k : k + rows].transpose(2, 1, 0), unfinished)
        for k in range(0, len(base), rows)
    ]
    return np.concatenate(parts)


def _best(it: Lattice, base: Floats, kappa: Floats, unfinished: tuple[bool, ...]) -> Floats:
    """Return the same for few draws; shapes (P, D) and (n, P, D)."""
    net = base[None]
    value = np.maximum(base.max(axis=0), 0.0)[None]
    size = len(it.steps)
    for k, steps in enumerate(it.steps):
        count = len(it.layers[k + 1])
        arrived = np.full((count, value.shape[1]), np.inf)
        came_from, by = it.origins[k]
        net = net[came_from] + kappa[by]
        for v, here, to in steps:
            came = value[here]
            if k == size - 1 and unfinished[v]:
                came = np.maximum(came, net.max(axis=1))
            arrived[to] = np.minimum(arrived[to], came)
        value = arrived if k == size - 1 else np.maximum(arrived, net.max(axis=1))
    found: Floats = np.where(value[0] > TOLERANCE, value[0], 0.0)
    return found


def steadiest(
    it: Lattice, modal: Question, found: Bottleneck, base: Floats, kappa: Floats
) -> tuple[int, ...]:
    """Return, of the orders that need no more than `found`, one that holds in most draws.

    It has the least sum, over its prefixes short of completion, of the share of draws in which
    somebody is exposed there: by Boole's inequality a bound from above on the share in which the
    order does not hold. Exact for that purpose; ties go to the order of the groups.

    Parameters
    ----------
    it
        The down-sets.
    modal
        The question at the most plausible numbers, of which `found` is the answer.
    base, kappa
        Draws, shapes (D, P) and (D, P, n).
    """
    most = found.value + TOLERANCE
    net, at_mode = base.T[None], modal.base[None]
    columns = kappa.transpose(2, 1, 0)
    cost = [np.zeros(1)]
    ends: list[tuple[float, int, int]] = []
    size = len(it.steps)
    for k, steps in enumerate(it.steps):
        arrived = np.full(len(it.layers[k + 1]), np.inf)
        came_from, by = it.origins[k]
        net = net[came_from] + columns[by]
        at_mode = at_mode[came_from] + modal.kappa.T[by]
        allowed = at_mode.max(axis=1) <= most
        exposed = (net.max(axis=1) > TOLERANCE).mean(axis=1)
        weight = np.where(allowed, exposed, np.inf)
        for v, here, to in steps:
            counts = k < size - 1 or modal.unfinished[v]
            came = cost[-1][here] + (weight[to] if counts else 0.0)
            arrived[to] = np.minimum(arrived[to], came)
            if k == size - 1:
                ends += [(float(value), v, int(at)) for value, at in zip(came, here, strict=True)]
        cost.append(arrived)
    if not ends or not np.isfinite(min(ends)[0]):
        return found.order
    _, v, at = min(ends)
    order = [v]
    for k in range(size - 2, -1, -1):
        _, v, at = min(
            (float(cost[k][here[place]]), v, int(here[place]))
            for v, here, to in it.steps[k]
            for place in np.flatnonzero(to == at)
        )
        order.append(v)
    order.reverse()
    return tuple(order)


def exposures(base: Floats, kappa: Floats, order: tuple[int, ...]) -> Floats:
    """Return what each party gains by walking away at each prefix, shape (D, len(order) + 1, P)."""
    steps = kappa[:, :, list(order)].transpose(0, 2, 1)
    start = base[:, None, :]
    return np.concatenate([start, start + np.cumsum(steps, axis=1)], axis=1)
