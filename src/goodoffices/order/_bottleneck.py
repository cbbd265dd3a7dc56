"""The order of steps that needs the least guarantee: a bottleneck path over down-sets.

After the steps D a party's walk-away value less what completing is worth to it is
base_p + sum of kappa_p(s) over s in D, so that it depends on the set D alone, and the exposure is
e(D) = max_p max(0, that).  A plan passes through one down-set of the precedence order after the
other; the largest exposure it meets short of completion is the guarantee that it needs.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "EXACT",
    "OPENED",
    "TOLERANCE",
    "WIDTH",
    "Bottleneck",
    "Question",
    "along",
    "least_guarantee",
]

Floats = NDArray[np.float64]
Sets = NDArray[np.int64]

TOLERANCE = 1e-9
"""Exposure up to this is rounding."""

EXACT = 24
"""Groups up to which the table of all sets, 2^24 numbers or 128 MB, is kept."""

WIDTH = 100
"""Sets of one size that the beam keeps."""

OPENED = 60_000
"""Sets that the best-first search opens before it gives a bound: some seconds."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which orders are allowed, and what each group adds.

    Parameters
    ----------
    before
        For each of n groups, a bit set of those that must be done first, transitively closed.
    base
        Shape (P,): r_p - u_p(x).
    kappa
        Shape (P, n).
    unfinished
        Shape (n,): whether other things are still to be done after a group, so that the set of
        all n groups is short of completion where that group is the last of them.
    """

    before: tuple[int, ...]
    base: Floats
    kappa: Floats
    unfinished: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """The least guarantee, and an order that makes do with it.

    Parameters
    ----------
    value
        The guarantee that the order needs.
    bound
        No order makes do with less.
    order
        The groups in that order.
    opened
        Sets that were looked at.
    """

    value: float
    bound: float
    order: tuple[int, ...]
    opened: int

    @property
    def exact(self) -> bool:
        """Whether no order makes do with less than this one."""
        return self.value <= self.bound + TOLERANCE


def along(it: Question, order: Sequence[int]) -> Floats:
    """Return what each party gains by walking away at each prefix, shape (len(order) + 1, P).

    The first row is before anything is done; below 0 a party loses by walking away.
    """
    steps = it.kappa[:, list(order)].T
    return it.base + np.vstack([np.zeros(len(it.base)), np.cumsum(steps, axis=0)])


def needed(it: Question, order: Sequence[int]) -> float:
    """Return the guarantee that an order needs: the largest exposure short of completion."""
    value = np.maximum(along(it, order).max(axis=1), 0.0)
    if order and not it.unfinished[order[-1]]:
        value = value[:-1]
    return _clean(float(value.max()))


def least_guarantee(it: Question, *, opened: int = OPENED, width: int = WIDTH) -> Bottleneck:
    """Return the least guarantee over all allowed orders.

    `opened` is how many sets may be opened beyond `EXACT` groups before there is but a bound, and
    `width` how many sets of one size the beam keeps.

    Exact to `EXACT` groups, by dynamic programming over down-sets, layer by layer: the value of a
    down-set is the larger of its own exposure and the least value of a set that it comes from.
    Beyond, best first; where that is given up, what is left open bounds every order from below.

    References
    ----------
    Held & Karp 1962, "A dynamic programming approach to sequencing problems", Journal of SIAM
    10(1) (dynamic programming over sets); Pollack 1960, "The maximum capacity through a network",
    Operations Research 8(5) (bottleneck paths).
    """
    n = len(it.before)
    bound = _certain(it)
    first = _greedy(it)
    if needed(it, first) > bound + TOLERANCE:
        first = min(first, _beam(it, width), key=lambda order: needed(it, order))
    start = Bottleneck(needed(it, first), bound, first, n + 1)
    if start.exact:
        return start
    return _table(it, start) if n <= EXACT else _best_first(it, start, opened)


def _clean(value: float) -> float:
    return value if value > TOLERANCE else 0.0


def _certain(it: Question) -> float:
    """Return what every order needs, by three relaxations.

    Something is first and something is last.  And just before and just after group s, everything
    that must come before s is done and nothing that must come after it; of the rest, a party's
    worst case for walking away is all that it loses by.
    """
    n = len(it.before)
    after = [sum(1 << w for w in range(n) if it.before[w] >> v & 1) for v in range(n)]
    least = [max(0.0, float(it.base.max()))]
    low = np.minimum(it.kappa, 0.0)
    whole = it.base + it.kappa.sum(axis=1)
    first, last = [], []
    for s in range(n):
        ahead = [v for v in range(n) if it.before[s] >> v & 1]
        free = [v for v in range(n) if v != s and not (it.before[s] | after[s]) >> v & 1]
        value = it.base + it.kappa[:, ahead].sum(axis=1) + low[:, free].sum(axis=1)
        least.append(float(value.max()))
        if after[s] or it.unfinished[s]:
            least.append(float((value + it.kappa[:, s]).max()))
        if not ahead and n > 1:
            first.append(float((it.base + it.kappa[:, s]).max()))
        if not after[s]:
            end = float((whole - it.kappa[:, s]).max())
            last.append(max(end, float(whole.max())) if it.unfinished[s] else end)
    return _clean(max(*least, min(first, default=0.0), min(last, default=0.0)))


def _greedy(it: Question) -> tuple[int, ...]:
    """Return an order that always takes the group with the least exposure after it."""
    n = len(it.before)
    done, now, order = 0, it.base.copy(), list[int]()
    while len(order) < n:
        ready = [v for v in range(n) if not done >> v & 1 and it.before[v] & ~done == 0]
        v = ready[int((now[:, None] + it.kappa[:, ready]).max(axis=0).argmin())]
        order.append(v)
        done |= 1 << v
        now += it.kappa[:, v]
    return tuple(order)


def _beam(it: Question, width: int) -> tuple[int, ...]:
    """Return an order found by a beam: of each size, the sets that needed least so far are kept."""
    n = len(it.before)
    before = np.array([[bits >> v & 1 for v in range(n)] for bits in it.before], dtype=np.int32)
    # Zobrist 1970: a set is known by the exclusive or of its members' random numbers. Were two
    # sets taken for one, the beam would lose one of them, and nothing that it says would be wrong.
    marks = np.random.default_rng(0).integers(1, 1 << 62, n)
    done, named = np.zeros((1, n), dtype=bool), np.zeros(1, dtype=np.int64)
    short = before.sum(axis=1, dtype=np.int32)[None]
    now, most = it.base[None], np.array([it.base.max()])
    steps: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
    for _ in range(n):
        rows, groups = np.nonzero(~done & (short == 0))
        after = now[rows] + it.kappa.T[groups]
        worst = after.max(axis=1)
        need = np.maximum(most[rows], worst)
        order = np.lexsort((worst, need))
        made = named[rows] ^ marks[groups]
        _, first = np.unique(made[order], return_index=True)
        kept = order[np.sort(first)[:width]]
        came, by = rows[kept], groups[kept]
        steps.append((came, by))
        done, short = done[came], short[came] - before[:, by].T
        done[np.arange(len(by)), by] = True
        named, now, most = made[kept], after[kept], need[kept]
    at, found = 0, list[int]()
    for rows, groups in reversed(steps):
        found.append(int(groups[at]))
        at = int(rows[at])
    return tuple(reversed(found))


def _table(it: Question, start: Bottleneck) -> Bottleneck:
    """Return the least guarantee from a table of all sets; those worse than `start` are left out.

    A layer holds the down-sets of one size.  For one group v the sets that v leads to are all
    different, so that plain indexing takes the place of a scatter.
    """
    n = len(it.before)
    half = n // 2
    low, high = _sums(it.base, it.kappa[:, :half]), _sums(0 * it.base, it.kappa[:, half:])
    mask = (1 << half) - 1
    value = np.full(1 << n, np.inf)
    layer: Sets = np.zeros(1, dtype=np.int64)
    value[0] = max(0.0, float(it.base.max()))
    full = (1 << n) - 1
    opened = 1
    for _ in range(n - 1):
        found: list[Sets] = []
        here = value[layer]
        for v in range(n):
            bit = 1 << v
            ready = np.flatnonzero((layer & (it.before[v] | bit)) == it.before[v])
            to = layer[ready] | bit
            known = value[to]
            found.append(to[np.isinf(known)])
            value[to] = np.minimum(known, here[ready])
        # In their order, so that the table is walked through and not jumped about in.
        layer = np.sort(np.concatenate(found))
        worst = low[0][layer & mask] + high[0][layer >> half]
        for p in range(1, len(it.base)):
            np.maximum(worst, low[p][layer & mask] + high[p][layer >> half], out=worst)
        value[layer] = np.maximum(value[layer], worst)
        opened += len(layer)
        layer = layer[value[layer] < start.value - TOLERANCE]
    end = max(0.0, float((it.base + it.kappa.sum(axis=1)).max()))
    ends = {
        v: max(float(value[full ^ 1 << v]), end if it.unfinished[v] else 0.0)
        for v in range(n)
        if not any(before >> v & 1 for before in it.before)
    }
    last = min(ends, key=ends.__getitem__)
    if not ends[last] < start.value - TOLERANCE:
        return Bottleneck(start.value, start.value, start.order, opened)
    order, now = [last], full ^ 1 << last
    while now:
        members = [v for v in range(n) if now >> v & 1]
        # A set may be left only by a group that nothing else in it must follow.
        outer = [v for v in members if not any(it.before[w] >> v & 1 for w in members)]
        v = min(outer, key=lambda v: (value[now ^ 1 << v], v))
        order.append(v)
        now ^= 1 << v
    best = _clean(ends[last])
    return Bottleneck(best, best, tuple(reversed(order)), opened)


def _sums(base: Floats, kappa: Floats) -> Floats:
    """Return base plus the sums of kappa over every set of columns, shape (P, 2^k)."""
    sums = base[:, None].astype(np.float64)
    for column in kappa.T:
        sums = np.hstack([sums, sums + column[:, None]])
    return sums


def _best_first(it: Question, start: Bottleneck, opened: int = OPENED) -> Bottleneck:
    """Return the least guarantee, or an order and a bound where the search is given up.

    Sets are opened by their value, larger sets first among equals.  Every order not yet seen
    passes through a set that waits to be opened, so the least of their values bounds them all.
    """
    n = len(it.before)
    full = (1 << n) - 1
    columns = [it.kappa[:, v] for v in range(n)]
    zero = max(0.0, float(it.base.max()))
    waiting: list[tuple[float, int, int, int]] = [(zero, 0, 0, -1)]
    came: dict[int, int] = {}
    sums = {0: it.base}
    made = 1
    while waiting and len(came) < opened:
        value, size, now, by = heapq.heappop(waiting)
        if now in came:
            continue
        if value >= start.value - TOLERANCE:
            return Bottleneck(start.value, max(start.bound, _clean(value)), start.order, made)
        came[now] = by
        if now == full:
            best = _clean(value)
            return Bottleneck(best, best, _back(came, full), made)
        here = sums.pop(now)
        for v in range(n):
            to = now | 1 << v
            if to == now or to in came or it.before[v] & ~now:
                continue
            there = here + columns[v]
            worst = max(value, float(there.max()))
            if to == full and not it.unfinished[v]:
                worst = value
            if worst < start.value - TOLERANCE:
                sums[to] = there
                heapq.heappush(waiting, (worst, size - 1, to, v))
                made += 1
    bound = min((value for value, _, now, _ in waiting if now not in came), default=start.value)
    return Bottleneck(start.value, max(start.bound, _clean(bound)), start.order, made)


def _back(came: dict[int, int], now: int) -> tuple[int, ...]:
    order = []
    while now:
        order.append(came[now])
        now ^= 1 << came[now]
    return tuple(reversed(order))
