"""The best packages of one draw under one goal, exactly, by branch and bound.

A node is a region: some options left for every issue. Its linear relaxation gives a bound that is
linear in the options (see `_relaxation`), and so says of every option what the best package with
it can reach at most. Options that cannot reach the incumbent are struck out. If few packages are
left they are listed, issue by issue, cut by all bounds known; otherwise the node is split by the
options of the issue on which the relaxation is least decided.

Land & Doig 1960, "An automatic method of solving discrete programming problems", Econometrica
28(3); Crowder, Johnson & Padberg 1983, "Solving large-scale zero-one linear programming problems",
Operations Research 31(5) (reduced-cost fixing).
"""

from __future__ import annotations

import heapq
import itertools
import math
from dataclasses import dataclass

import numpy as np

from goodoffices.preferences import TOLERANCE, Bargain, Bools, Floats, Packages
from goodoffices.zone._goals import TIE, Goal
from goodoffices.zone._relaxation import Cut, Point, Relaxation

__all__ = ["Best", "best"]

_NODES = 4000
"""Nodes before the search stops with a bound and a gap."""
_LISTED = 2000
"""Partial packages listed at once; beyond this a node is split."""
_TIES = 5000
"""Equally good packages kept; beyond this only better ones are looked for."""
_POOL = 64
"""Bounds applied together: the most recent."""
_REFINED = 12
"""Rounds of tangents at a node."""
_ROUNDED = 256
"""Packages tried around a fractional point."""
_ROUNDING = 1e-12
"""What sums of a few dozen numbers of size 1 may be off by."""


@dataclass(frozen=True, slots=True)
class Best:
    """What a search found.

    Parameters
    ----------
    package
        Shape (N, I): packages of the best value found; N = 0 where none counts.
    surplus
        Shape (N, K): their surpluses.
    value
        The goal's value, -inf where N = 0.
    bound
        On the scale of the goal's `level`: no package exceeds it.
    complete
        Whether the packages are all that tie.
    exact
        Whether the search was finished, so that no package is better.
    """

    package: Packages
    surplus: Floats
    value: float
    bound: float
    complete: bool
    exact: bool


def best(problem: Bargain, goal: Goal, *, start: Packages | None = None) -> Best:
    """Return the zone packages of a single draw with the largest value.

    Parameters
    ----------
    problem
        A problem of one draw; every claimant, of full or limited consent, needs a surplus >= 0.
    goal
        What is maximised.
    start
        Shape (N, I): packages to start from. They change the time only.

    Notes
    -----
    Values within 1e-11 tie. The same problem gives the same answer: the solver runs on one thread
    with a fixed seed, and no step depends on time.
    """
    return _Search(problem, goal).run(start)


class _Search:
    def __init__(self, problem: Bargain, goal: Goal) -> None:
        self.problem, self.goal = problem, goal
        _, claimants, self.issues, self.options = problem.gain.shape
        self.rules = [
            [(i, np.isin(np.arange(self.options), options)) for i, options in rule.terms]
            for r, rule in enumerate(problem.rules)
            if problem.active[0, r]
        ]
        self.relaxation = Relaxation(problem)
        goal.attach(self.relaxation)
        self.caps = [self.relaxation.cut(one, TOLERANCE) for one in np.eye(claimants)]
        self.pool: list[Cut] = []
        self.value = -math.inf
        self.package = np.empty((0, self.issues), dtype=np.int64)
        self.surplus = np.empty((0, claimants))
        self.complete = True

    def run(self, start: Packages | None) -> Best:
        if start is not None:
            self.consider(start)
        root = _distinct(self.problem)
        heap = [(-math.inf, 0, root)] if root.any(axis=1).all() else []
        made = itertools.count(1)
        for _ in range(_NODES):
            if not heap:
                break
            negative, _, region = heapq.heappop(heap)
            if -negative < self.needed():
                continue
            for child, bound in self.node(region):
                heapq.heappush(heap, (-bound, next(made), child))
        left = [-negative for negative, _, _ in heap if -negative >= self.needed()]
        reached = self.goal.level(self.value) if len(self.package) else -math.inf
        order = np.lexsort(self.package.T[::-1])
        return Best(
            self.package[order],
            self.surplus[order],
            self.value,
            max([reached, *left]),
            self.complete and not left,
            not left,
        )

    def needed(self) -> float:
        """Return the level that a package must be able to reach to be of interest."""
        if not len(self.package):
            return self.goal.level(self.goal.least) - _ROUNDING
        wanted = self.value - TIE if self.complete else self.value + TIE
        return self.goal.level(wanted) - _ROUNDING

    def node(self, region: Bools) -> list[tuple[Bools, float]]:
        """Settle a region, or return its parts, each with what it may still reach."""
        point = self.relax(region)
        region, bound = self.strike(region)
        if not region.any(axis=1).all() or self.list(region):
            return []
        doubt = region.sum(axis=1) * 1e-6
        if point is not None:
            doubt += (point.share * (1 - point.share)).sum(axis=1)
        doubt[region.sum(axis=1) == 1] = -1.0
        issue = int(doubt.argmax())
        parts = []
        for option in np.flatnonzero(region[issue]):
            part = region.copy()
            part[issue] = np.arange(self.options) == option
            part, reach = self.strike(part)
            if part.any(axis=1).all():
                parts.append((part, min(reach, bound)))
        return parts

    def relax(self, region: Bools) -> Point | None:
        """Solve the relaxation of a region for bounds and for packages near its optimum."""
        self.relaxation.restrict(region)
        point = None
        for _ in range(_REFINED):
            solved = self.relaxation.solve()
            if solved is None:
                break
            point = solved
            self.pool.append(self.relaxation.cut(*self.goal.bound(point), point=point))
            if not self.goal.refine(point):
                break
        del self.pool[:-_POOL]
        if point is not None:
            self.consider(_around(point.share, region))
        return point

    def bounds(self) -> tuple[Floats, Floats]:
        """Return all bounds, less what is needed: constants (J,) and worths (J, I, O)."""
        needed = self.needed()
        constant = [cut.constant - needed for cut in self.pool]
        constant += [cut.constant + _ROUNDING for cut in self.caps]
        return np.array(constant), np.array([cut.worth for cut in (*self.pool, *self.caps)])

    def strike(self, region: Bools) -> tuple[Bools, float]:
        """Strike out options that no package of interest has; return what the rest may reach."""
        constant, worth = self.bounds()
        while True:
            inside = np.where(region, worth, -np.inf)
            most = inside.max(axis=2)
            room = constant + most.sum(axis=1)
            if not (room >= 0).all():
                return np.zeros_like(region), -math.inf
            kept = region & (inside - most[:, :, None] + room[:, None, None] >= 0).all(axis=0)
            if not kept.any(axis=1).all():
                return kept, -math.inf
            if (kept == region).all():
                pool = room[: len(self.pool)]
                return region, self.needed() + float(pool.min(initial=math.inf))
            region = kept

    def list(self, region: Bools) -> bool:
        """List the packages of a region and consider them; return whether they were few enough."""
        constant, worth = self.bounds()
        inside = np.where(region, worth, -np.inf)
        most = inside.max(axis=2)
        loss = most[:, :, None] - inside
        room = (constant + most.sum(axis=1))[None]
        # The issues on which most is lost come first, so that partial packages fall early.
        second = np.where(loss > 0, loss, np.inf).min(axis=2)
        second = np.where(np.isfinite(second), second, 0.0).max(axis=0)
        order = np.argsort(-second, kind="stable")
        chosen = np.zeros((1, self.issues), dtype=np.int64)
        decided: set[int] = set()
        for issue in order:
            option = np.flatnonzero(region[issue])
            after = room[:, None, :] - loss[:, issue, option].T[None]
            row, column = np.nonzero((after >= 0).all(axis=2))
            room, chosen = after[row, column], chosen[row]
            chosen[:, issue] = option[column]
            decided.add(int(issue))
            ok = np.ones(len(chosen), dtype=bool)
            for rule in self.rules:
                touched = [i for i, _ in rule]
                if issue in touched and decided.issuperset(touched):
                    ok &= ~_holds(rule, chosen)
            room, chosen = room[ok], chosen[ok]
            if len(chosen) > _LISTED:
                return False
        self.consider(chosen)
        return True

    def consider(self, packages: Packages) -> None:
        """Take zone packages as good as the incumbents, or better."""
        packages = packages[self.keeps(packages)]
        surplus = self.problem.surplus(packages)[0].T
        met = (surplus >= -TOLERANCE).all(axis=1)
        packages, surplus = packages[met], surplus[met]
        value = self.goal.value(surplus)
        if not len(value) or value.max() == -np.inf:
            return
        highest = float(value.max())
        if highest > self.value:
            # A chain of ties must not drift: what is kept is within one tie of the best.
            if highest > self.value + TIE:
                self.package, self.surplus = self.package[:0], self.surplus[:0]
                self.complete = True
            self.value = highest
            kept = self.goal.value(self.surplus) >= highest - TIE
            self.package, self.surplus = self.package[kept], self.surplus[kept]
        good = value >= self.value - TIE
        if not good.any() or not self.complete:
            return
        both = np.concatenate([self.package, packages[good]])
        self.package, first = np.unique(both, axis=0, return_index=True)
        self.surplus = np.concatenate([self.surplus, surplus[good]])[first]
        self.complete = len(self.package) <= _TIES

    def keeps(self, packages: Packages) -> Bools:
        """Return which packages, shape (N, I), use allowed options only and break no rule."""
        ok = self.problem.allowed[0][np.arange(self.issues), packages].all(axis=1)
        for rule in self.rules:
            ok &= ~_holds(rule, packages)
        return np.asarray(ok)


def _holds(rule: list[tuple[int, Bools]], packages: Packages) -> Bools:
    held: Bools = np.ones(len(packages), dtype=bool)
    for issue, within in rule:
        held &= within[packages[:, issue]]
    return held


def _distinct(problem: Bargain) -> Bools:
    """Return the allowed options, of those that differ in nothing only the first."""
    allowed: Bools = problem.allowed[0].copy()
    conjunctions = (*problem.rules, *problem.bonuses)
    for i, options in enumerate(allowed):
        seen: set[tuple[bytes, tuple[int, ...]]] = set()
        for o in np.flatnonzero(options):
            terms = (dict(conjunction.terms) for conjunction in conjunctions)
            member = tuple(c for c, term in enumerate(terms) if o in term.get(i, ()))
            key = (problem.gain[0, :, i, o].tobytes(), member)
            allowed[i, o] = key not in seen
            seen.add(key)
    return allowed


def _around(share: Floats, region: Bools) -> Packages:
    """Return packages of the options that a fractional point uses, the largest shares first."""
    share = np.where(region, share, -1.0)
    ranked = np.argsort(-share, axis=1, kind="stable")
    part = np.take_along_axis(share, ranked, axis=1)
    count = np.maximum((part > _ROUNDING).sum(axis=1), 1)
    while count.prod(dtype=np.float64) > _ROUNDED:
        # Give up the smallest share that is still in use.
        last = np.where(count > 1, part[np.arange(len(count)), count - 1], np.inf)
        count[last.argmin()] -= 1
    grids = np.meshgrid(*(ranked[i, :n] for i, n in enumerate(count)), indexing="ij")
    return np.stack([grid.ravel() for grid in grids], axis=1)
