"""The best packages of many draws at once, exactly, by branch and bound along the diagram.

All draws are searched together: a *label* is a draw with options chosen for the first few issues,
and every step extends all labels by one issue and drops those that cannot beat the best package
known for their draw.  Two bounds cut: each claimant's own best completion, and a Lagrangian bound

    M <= max_x sum_k m_k s_k(x),                        m >= 0, sum of m over full consent = 1,
    sum_k log s_k <= max_x sum_k (m_k s_k(x) - 1 - log m_k),        m > 0,

the second from log s <= m s - 1 - log m.  The multipliers m are found per draw by subgradient
steps (Held & Karp 1971).  Both bounds respect every link rule, since they are computed backwards
along the diagram.  The packages met on the way are the first incumbents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import TOLERANCE, Bargain, Bools, Floats, Layer, Packages, diagram

__all__ = ["Margins", "has_zone", "margins", "nash_packages"]

_STEPS = 24
"""Subgradient steps: more gives tighter bounds and so fewer labels."""
_BEAM = 12
"""Labels a draw keeps in the quick first pass that looks for a good incumbent."""
_LABELS = 100_000
"""Labels extended at once; a larger batch is split and its first part searched to the end."""
_BLOCK = 500
"""Draws searched together. Fixed, and counted from the first draw, so that the package reported
among equally good ones does not depend on how a caller cuts its draws."""
_BUDGET = 4_000_000
"""Labels that the search of a block may take; draws still open then keep the best found."""
_SLACK = 1e-12
"""A label must promise to be better by more than rounding."""


@dataclass(frozen=True, slots=True)
class Margins:
    """M and a package that reaches it, for each of D draws.

    Parameters
    ----------
    margin
        Shape (D,): max over admissible packages of the smallest surplus among full consent;
        -inf where no package is admissible.
    package
        Shape (D, I): option indices of a package that reaches it; -1 where there is none.
    multiplier
        Shape (D, K): multipliers of the Lagrangian bound, a good start for similar problems.
    exact
        Shape (D,): whether the margin is proven. Where not, the search was given up, and the
        margin is that of the best package found.
    """

    margin: Floats
    package: Packages
    multiplier: Floats
    exact: Bools


def margins(problem: Bargain) -> Margins:
    """Return the margin of every draw, with whether it is proven.

    Notes
    -----
    Time grows with the labels that the bounds leave open, at worst exponentially in the number
    of issues, so it is capped: with up to five parties and the issues of a real case the cap
    is not met. Memory is bounded.
    """
    parts = [
        _Search(problem.take(block), _Smallest(), goal=np.inf).run()
        for block in _blocks(len(problem))
    ]
    return Margins(
        np.concatenate([part.best for part in parts]),
        np.concatenate([part.package for part in parts]),
        np.concatenate([part.multiplier for part in parts]),
        np.concatenate([part.exact for part in parts]),
    )


def nash_packages(problem: Bargain, found: Margins) -> Packages:
    """Return a package with the largest product of surpluses found in each draw's zone.

    Parameters
    ----------
    problem
        The problem of D draws.
    found
        Its margins.

    Returns
    -------
    ndarray of int, shape (D, I)
        -1 where the draw has no zone. Where nobody can gain strictly in it, so that every
        product is 0, the package of the margin. The largest, unless the search of a block of
        draws met its cap.
    """
    package = np.where(found.margin[:, None] >= -TOLERANCE, found.package, -1)
    strict = np.flatnonzero(found.margin > TOLERANCE)
    for first in range(0, len(strict), _BLOCK):
        draws = strict[first : first + _BLOCK]
        part = problem.take(draws)
        search = _Search(part, _Product(), goal=np.inf)
        surplus = part.own_surplus(np.arange(len(part)), found.package[draws])
        search.multiplier[:, : part.full] = 1.0 / surplus[:, : part.full]
        search.offer(np.arange(len(part)), found.package[draws], surplus)
        package[draws] = search.run().package
    return package


def has_zone(problem: Bargain, start: Floats | None = None) -> Bools:
    """Return, for every draw, whether a package with M >= 0 is found; cheaper than the margin.

    Exact unless the search of a block of draws met its cap, which real cases do not.

    Parameters
    ----------
    problem
        The problem of D draws.
    start
        Shape (D, K): multipliers to start from, of a similar problem. They change the time only.

    Returns
    -------
    ndarray of bool, shape (D,)
    """
    parts = [np.zeros(0, dtype=bool)]
    for block in _blocks(len(problem)):
        search = _Search(problem.take(block), _Smallest(), goal=-TOLERANCE)
        if start is not None:
            search.multiplier = start[block].copy()
        parts.append(search.run().best >= -TOLERANCE)
    return np.concatenate(parts)


def _blocks(count: int) -> Iterator[slice]:
    for first in range(0, count, _BLOCK):
        yield slice(first, min(first + _BLOCK, count))


@dataclass(frozen=True, slots=True)
class _Labels:
    """N partial packages: their draw, state, worth so far less floor (N, K), and options."""

    draw: NDArray[np.intp]
    state: NDArray[np.int64]
    worth: Floats
    chosen: Packages

    def __len__(self) -> int:
        return len(self.draw)

    def __getitem__(self, rows: NDArray[np.intp] | slice) -> _Labels:
        return _Labels(self.draw[rows], self.state[rows], self.worth[rows], self.chosen[rows])


class _Objective(Protocol):
    """What is maximised over packages: a rising function of the surpluses of full consent."""

    def score(self, surplus: Floats) -> Floats:
        """Return the objective of surpluses, shape (N, F) -> (N,)."""

    def offset(self, multiplier: Floats) -> Floats:
        """Return what the Lagrangian bound adds to the weighted sum, shape (D, F) -> (D,)."""

    def step(self, multiplier: Floats, surplus: Floats, rate: float) -> Floats:
        """Return better multipliers, given the surpluses of the bound's package."""


class _Smallest:
    """The smallest surplus: the margin."""

    def score(self, surplus: Floats) -> Floats:
        return np.asarray(surplus.min(axis=1))

    def offset(self, multiplier: Floats) -> Floats:
        return np.zeros(len(multiplier))

    def step(self, multiplier: Floats, surplus: Floats, rate: float) -> Floats:
        away = surplus - surplus.mean(axis=1, keepdims=True)
        scale = np.abs(away).max(axis=1, keepdims=True) + _SLACK
        return _simplex(multiplier - rate * away / scale)


class _Product:
    """The logarithm of the product of surpluses: the Nash solution where all can gain."""

    def score(self, surplus: Floats) -> Floats:
        strict = (surplus > TOLERANCE).all(axis=1)
        logarithms = np.log(np.maximum(surplus, TOLERANCE)).sum(axis=1)
        return np.where(strict, logarithms, -np.inf)

    def offset(self, multiplier: Floats) -> Floats:
        return np.asarray(-(1.0 + np.log(multiplier)).sum(axis=1))

    def step(self, multiplier: Floats, surplus: Floats, rate: float) -> Floats:
        # At the optimum m = 1 / s: a step there on the scale of logarithms.
        target = 1.0 / np.clip(surplus, 1e-3, None)
        return multiplier ** (1.0 - rate) * target**rate


class _Search:
    """One search over a block of draws; `goal`: a score that is good enough for a draw."""

    def __init__(self, problem: Bargain, objective: _Objective, *, goal: float) -> None:
        self.problem = problem
        self.objective = objective
        self.goal = goal
        count, _, issues, options = problem.gain.shape
        start = -np.inf if goal == np.inf else float(np.nextafter(goal, -np.inf))
        self.best = np.full(count, start)
        self.package = np.full((count, issues), -1, dtype=np.int64)
        self.exact = np.ones(count, dtype=bool)
        self.spent = 0
        self.multiplier = np.zeros((count, len(problem.claimants)))
        self.multiplier[:, : problem.full] = 1.0 / problem.full
        self.layers = diagram(issues, options, problem.rules, problem.bonuses).layers
        self.order = [layer.issue for layer in self.layers]
        self.blocked = [self._broken(layer) for layer in self.layers]
        self.barred = np.where(problem.allowed, 0.0, -np.inf)

    def _broken(self, layer: Layer) -> Bools | None:
        """Return the edges of a layer that break a binding rule, shape (D, S, C)."""
        if not layer.closes:
            return None
        broken = np.zeros((len(self.problem), *layer.next.shape), dtype=bool)
        for rule, edges in layer.closes:
            broken |= self.problem.active[:, rule, None, None] & edges
        return broken

    def run(self, *, steps: int = _STEPS) -> _Search:
        """Find the best score and package of every draw: -inf and -1 where there is none."""
        undecided, left = self._multipliers(steps)
        if left and len(undecided):
            self._narrow(undecided, left)
        elif len(undecided):
            own = np.eye(len(self.problem.claimants))
            each = [self._backward(np.tile(row, (len(self.problem), 1)))[0] for row in own]
            self.alone = [np.stack(parts, axis=2) for parts in zip(*each, strict=True)]
            self._descend(undecided, beam=_BEAM)
            self._descend(undecided[self.best[undecided] < self.goal], beam=None)
        self.best[(self.package < 0).any(axis=1)] = -np.inf
        return self

    def _narrow(self, undecided: NDArray[np.intp], steps: int) -> None:
        """Go on with the undecided draws alone."""
        inner = _Search(self.problem.take(undecided), self.objective, goal=self.goal)
        inner.best = self.best[undecided]
        inner.package = self.package[undecided]
        inner.multiplier = self.multiplier[undecided]
        inner.run(steps=steps)
        self.best[undecided] = inner.best
        self.package[undecided] = inner.package
        self.multiplier[undecided] = inner.multiplier
        self.exact[undecided] = inner.exact

    def _backward(self, weight: Floats) -> tuple[list[Floats], list[Packages]]:
        """Return the best weighted completion of every state, and the option that gives it.

        For weights of shape (D, K): per layer an array (D, S), -inf where no completion keeps
        the rules, and an array (D, S) of options.
        """
        problem = self.problem
        value = np.zeros((len(problem), 1))
        values, options = [value], []
        rows = np.arange(len(problem))
        for layer, blocked in zip(reversed(self.layers), reversed(self.blocked), strict=True):
            states, kinds = layer.next.shape
            worth = self.barred[:, layer.issue].copy()
            for k in range(weight.shape[1]):
                worth += weight[:, k, None] * problem.gain[:, k, layer.issue]
            best = np.empty((len(problem), kinds))
            argbest = np.empty((len(problem), kinds), dtype=np.int64)
            for kind, members in enumerate(layer.members):
                argbest[:, kind] = members[worth[:, members].argmax(axis=1)]
                best[:, kind] = worth[rows, argbest[:, kind]]
            edge = value[:, layer.next] + best[:, None, :]
            for bonus, edges in layer.earns:
                earned = np.zeros(len(problem))
                for k in range(weight.shape[1]):
                    earned += weight[:, k] * problem.bonus[:, k, bonus]
                edge += earned[:, None, None] * edges
            if blocked is not None:
                edge[blocked] = -np.inf
            if kinds == 1:
                value = edge[:, :, 0]
                options.append(np.repeat(argbest, states, axis=1))
            else:
                pick = edge.argmax(axis=2)
                value = edge[rows[:, None], np.arange(states), pick]
                options.append(argbest[rows[:, None], pick])
            values.append(value)
        return values[::-1], options[::-1]

    def _trace(self, options: list[Packages]) -> Packages:
        """Return the packages that a backward pass found, in the order of the case."""
        draws = np.arange(len(self.problem))
        state = np.zeros(len(draws), dtype=np.int64)
        packages = np.empty((len(draws), len(self.layers)), dtype=np.int64)
        for layer, option in zip(self.layers, options, strict=True):
            chosen = option[draws, state]
            packages[:, layer.issue] = chosen
            state = layer.next[state, layer.kind[chosen]]
        return packages

    def _multipliers(self, steps: int) -> tuple[NDArray[np.intp], int]:
        """Lower the bounds and meet incumbents; return the undecided draws and the steps left.

        Stops early once few draws are undecided, since the others need no more steps.
        """
        problem = self.problem
        count, full = len(problem), problem.full
        multiplier = self.multiplier.copy()
        draws = np.arange(count)
        undecided = draws
        lowest = np.full(count, np.inf)
        for step in range(steps):
            values, options = self._backward(multiplier)
            packages = self._trace(options)
            surplus = problem.own_surplus(draws, packages)
            bound = values[0][:, 0] - (multiplier * problem.floor).sum(axis=1)
            bound += self.objective.offset(multiplier[:, :full])
            if step == 0:
                better = np.ones(count, dtype=bool)
                self.joint = values
            else:
                better = bound < lowest
                for kept, value in zip(self.joint, values, strict=True):
                    kept[better] = value[better]
            lowest = np.where(better, bound, lowest)
            self.multiplier[better] = multiplier[better]
            sound = np.flatnonzero(np.isfinite(bound))
            self.offer(sound, packages[sound], surplus[sound])
            undecided = np.flatnonzero(
                (self.best < self.goal) & (lowest > self.best + _SLACK) & np.isfinite(bound)
            )
            if len(undecided) <= count // 2:
                return undecided, steps - step - 1
            rate = 0.5 / (1 + _STEPS - steps + step) ** 0.8
            multiplier = multiplier.copy()
            multiplier[:, :full] = self.objective.step(
                multiplier[:, :full], surplus[:, :full], rate
            )
            # Surpluses of limited consent are fractions of a utility: a tenth is a full step.
            push = rate * surplus[:, full:] / 0.1
            multiplier[:, full:] = np.maximum(multiplier[:, full:] - push, 0.0)
        return undecided, 0

    def offer(self, draws: NDArray[np.intp], packages: Packages, surplus: Floats) -> None:
        """Take rule-keeping packages, one per entry of `draws`, where they beat the incumbent."""
        full = self.problem.full
        ok = (surplus[:, full:] >= -TOLERANCE).all(axis=1)
        score = self.objective.score(surplus[:, :full])
        good = np.flatnonzero(ok & (score > self.best[draws]))
        # The last write wins, so the best of each draw is written last; ties keep the first.
        good = good[np.lexsort((-good, score[good]))]
        self.best[draws[good]] = score[good]
        self.package[draws[good]] = packages[good]

    def _descend(self, draws: NDArray[np.intp], *, beam: int | None) -> None:
        """Extend labels to complete packages; with a beam, only the most promising of a draw."""
        count = len(draws)
        self.offsets = self.objective.offset(self.multiplier[:, : self.problem.full])
        root = _Labels(
            draws,
            np.zeros(count, dtype=np.int64),
            -self.problem.floor[draws],
            np.empty((count, 0), dtype=np.int64),
        )
        stack = [(0, root)]
        while stack:
            if beam is None and self.spent > _BUDGET:
                self.exact[np.concatenate([labels.draw for _, labels in stack])] = False
                return
            step, labels = stack.pop()
            self.spent += len(labels)
            if step == len(self.layers):
                packages = np.empty_like(labels.chosen)
                packages[:, self.order] = labels.chosen
                # Added anew in the order of the case, as everywhere else.
                surplus = self.problem.own_surplus(labels.draw, packages)
                self.offer(labels.draw, packages, surplus)
            elif len(labels) > _LABELS:
                half = len(labels) // 2
                stack += [(step, labels[half:]), (step, labels[:half])]
            else:
                extended, bound = self._extend(step, labels)
                if beam is not None and len(extended):
                    order = np.lexsort((-bound, extended.draw))
                    owner = extended.draw[order]
                    first = np.searchsorted(owner, owner)
                    extended = extended[order[np.arange(len(owner)) - first < beam]]
                if len(extended):
                    stack.append((step + 1, extended))

    def _extend(self, step: int, labels: _Labels) -> tuple[_Labels, Floats]:
        """Return the labels one issue further that may still beat their incumbent."""
        problem, layer = self.problem, self.layers[step]
        row, option = np.nonzero(problem.allowed[labels.draw, layer.issue])
        draw, state = labels.draw[row], labels.state[row]
        kind = layer.kind[option]
        after = layer.next[state, kind]
        worth = labels.worth[row] + problem.gain[draw, :, layer.issue, option]
        for bonus, edges in layer.earns:
            earned = edges[state, kind]
            worth[earned] += problem.bonus[draw[earned], :, bonus]
        own = worth + self.alone[step + 1][draw, after]
        joint = self.joint[step + 1][draw, after] + self.offsets[draw]
        for k in range(worth.shape[1]):
            joint += self.multiplier[draw, k] * worth[:, k]
        bound = np.minimum(self.objective.score(own[:, : problem.full]), joint)
        keep = bound > self.best[draw] + _SLACK
        keep &= self.best[draw] < self.goal
        keep &= (own[:, problem.full :] >= -TOLERANCE).all(axis=1)
        blocked = self.blocked[step]
        if blocked is not None:
            keep &= ~blocked[draw, state, kind]
        kept = np.flatnonzero(keep)
        chosen = np.concatenate([labels.chosen[row[kept]], option[kept, None]], axis=1)
        return _Labels(draw[kept], after[kept], worth[kept], chosen), bound[kept]


def _simplex(points: Floats) -> Floats:
    """Return the nearest points of the unit simplex, row by row (Held, Wolfe & Crowder 1974)."""
    ordered = -np.sort(-points, axis=1)
    excess = np.cumsum(ordered, axis=1) - 1
    ranks = np.arange(1, points.shape[1] + 1)
    last = (ordered - excess / ranks > 0).sum(axis=1)
    shift = excess[np.arange(len(points)), last - 1] / last
    projected: Floats = np.maximum(points - shift[:, None], 0.0)
    return projected
