"""What a solution maximises: a weighted sum, a product, or the smallest surpluses.

Each goal says what a package is worth, adds itself to the relaxation, and turns the relaxation's
duals into a linear bound. The bounds hold for every package of the zone, whatever the duals.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import TOLERANCE, Floats
from goodoffices.zone._relaxation import Point, Relaxation

__all__ = ["TIE", "Goal", "Product", "Smallest", "Weighted"]

TIE = 1e-11
"""Values this close are compared as ties: ten times what a tie may differ by after rounding."""

_CLOSE = 1e-8
"""Tangents of the logarithm are added until the relaxation is this close to the curve."""
_NEAREST = 1e-6
"""No tangent is taken closer to 0 than this, where its slope would swamp the program."""


class Goal(Protocol):
    """A concave function of the surpluses of one package, to be maximised over the zone."""

    def attach(self, relaxation: Relaxation) -> None:
        """Add the goal to a relaxation."""

    def refine(self, point: Point) -> bool:
        """Tighten the relaxation at a point; return whether anything was added."""

    def bound(self, point: Point) -> tuple[Floats, float, float]:
        """Return M >= 0, shape (K,), c, and f such that `level` of a value <= M . s + c.

        M is f times the duals of the point, so that its other duals go with M once multiplied.
        """

    def value(self, surplus: Floats) -> Floats:
        """Return the values of zone packages, (N, K) -> (N,); -inf where one does not count."""

    def level(self, value: float) -> float:
        """Return the value on the scale of the bounds, which rises with it."""

    @property
    def least(self) -> float:
        """A value that no package that counts falls short of."""


class Weighted:
    """The sum of weighted surpluses.

    Parameters
    ----------
    weights
        Shape (K,), >= 0.
    """

    def __init__(self, weights: Floats) -> None:
        self.weights = weights
        self.least = float(-2 * TOLERANCE * weights.sum())

    def attach(self, relaxation: Relaxation) -> None:
        """Add a column that equals the sum."""
        self._relaxation = relaxation
        total = relaxation.columns(np.ones(1), -np.inf, np.inf)
        matrix = np.zeros((1, relaxation.width))
        matrix[0, total] = 1.0
        matrix[0, relaxation.surplus] = -self.weights
        relaxation.rows(matrix, 0.0, 0.0)

    def refine(self, point: Point) -> bool:  # noqa: ARG002
        """Add nothing: the relaxation of a linear function is the function."""
        return False

    def bound(self, point: Point) -> tuple[Floats, float, float]:
        """Return the weights and, on top, the price of each surplus being >= 0."""
        price = np.maximum(point.dual[self._relaxation.definition] - self.weights, 0.0)
        return self.weights + price, TOLERANCE * float(price.sum()), 1.0

    def value(self, surplus: Floats) -> Floats:
        """Return the sums."""
        total = np.zeros(len(surplus))
        for k in range(surplus.shape[1]):
            total += self.weights[k] * surplus[:, k]
        return total

    def level(self, value: float) -> float:
        """Return the value."""
        return value


class Product:
    """The product of powers of surpluses, as the sum of beta_p log s_p; only gains by all count.

    Parameters
    ----------
    powers
        Shape (F,), > 0: beta, the bargaining powers of the parties of full consent.

    Notes
    -----
    By concavity of the logarithm, for every m > 0 and B = sum beta,

        sum beta_p log s_p <= B log(m . s / B) + sum beta_p log(beta_p / m_p),

    so with m scaled to make the last sum 0 the goal is at most B log(m . s / B).

    References
    ----------
    Duran & Grossmann 1986, "An outer-approximation algorithm for a class of mixed-integer
    nonlinear programs", Mathematical Programming 36; Kalai 1977, "Nonsymmetric Nash solutions and
    replications of 2-person bargaining", International Journal of Game Theory 6.
    """

    def __init__(self, powers: Floats) -> None:
        self.powers = powers
        self._sum = float(powers.sum())
        self.least = float(np.log(TOLERANCE) * self._sum)

    def attach(self, relaxation: Relaxation) -> None:
        """Add the logarithms as columns, with a few tangents to begin with."""
        self._relaxation = relaxation
        self._log = relaxation.columns(self.powers, np.log(_NEAREST) - 1, np.inf)
        for start in (0.02, 0.2, 1.0):
            self._tangents(np.full(len(self.powers), start))

    def _tangents(self, at: Floats) -> None:
        matrix = np.zeros((len(at), self._relaxation.width))
        rows = np.arange(len(at))
        matrix[rows, self._log] = 1.0
        matrix[rows, self._relaxation.surplus[: len(at)]] = -1.0 / at
        self._relaxation.rows(matrix, -np.inf, np.log(at) - 1.0)

    def refine(self, point: Point) -> bool:
        """Add the tangents at the point, unless they are met already."""
        at = np.maximum(point.column[self._relaxation.surplus[: len(self.powers)]], _NEAREST)
        if (self.powers * (point.column[self._log] - np.log(at))).sum() <= _CLOSE:
            return False
        self._tangents(at)
        return True

    def bound(self, point: Point) -> tuple[Floats, float, float]:
        """Return the duals of the surpluses, scaled."""
        multiplier = np.maximum(point.dual[self._relaxation.definition], 0.0)
        full = len(self.powers)
        multiplier[:full] = np.maximum(multiplier[:full], 1e-9)
        excess = (self.powers * np.log(self.powers / multiplier[:full])).sum() / self._sum
        factor = float(np.exp(excess))
        multiplier *= factor
        return multiplier, TOLERANCE * float(multiplier[full:].sum()), factor

    def value(self, surplus: Floats) -> Floats:
        """Return the sums of logarithms, -inf where not everybody gains."""
        full = len(self.powers)
        gains = surplus[:, :full]
        strict = (gains > TOLERANCE).all(axis=1)
        total = np.full(len(surplus), -np.inf)
        total[strict] = np.log(gains[strict]) @ self.powers
        return total

    def level(self, value: float) -> float:
        """Return B exp(value / B)."""
        return self._sum * float(np.exp(value / self._sum))


class Smallest:
    """The sum of the k smallest scaled surpluses, where those of fewer are at their largest.

    Parameters
    ----------
    scale
        Shape (K,): factor of each surplus; 0 for claimants who are not compared.
    reached
        The largest sums of the 1, 2, ..., k - 1 smallest, each given those before it. Only
        packages that reach them count.

    Notes
    -----
    The leximin package is the one that maximises the sum of the k smallest for k = 1, 2, ... in
    turn. The sum of the k smallest is min a . s over 0 <= a <= 1 with sum a = k.

    References
    ----------
    Ogryczak & Sliwinski 2006, "On direct methods for lexicographic min-max optimization",
    ICCSA 2006, LNCS 3982.
    """

    def __init__(self, scale: Floats, reached: tuple[float, ...] = ()) -> None:
        self.scale = scale
        self.reached = reached
        self._compared = np.flatnonzero(scale)
        self._count = len(reached) + 1
        self.least = float(-2 * TOLERANCE * self._count * scale.max())

    def attach(self, relaxation: Relaxation) -> None:
        """Add, for each number of smallest surpluses, k t - sum d with d_p >= t - s_p."""
        self._relaxation = relaxation
        compared = len(self._compared)
        self._parts = []
        for count in range(1, self._count + 1):
            cost = 1.0 if count == self._count else 0.0
            middle = relaxation.columns(np.array([cost * count]), -np.inf, np.inf)
            below = relaxation.columns(np.full(compared, -cost), 0.0, np.inf)
            matrix = np.zeros((compared, relaxation.width))
            rows = np.arange(compared)
            matrix[:, middle] = 1.0
            matrix[rows, below] = -1.0
            matrix[rows, relaxation.surplus[self._compared]] = -self.scale[self._compared]
            self._parts.append(relaxation.rows(matrix, -np.inf, 0.0))
            if count < self._count:
                matrix = np.zeros((1, relaxation.width))
                matrix[0, middle] = count
                matrix[0, below] = -1.0
                relaxation.rows(matrix, self.reached[count - 1] - TIE, np.inf)

    def refine(self, point: Point) -> bool:  # noqa: ARG002
        """Add nothing: the sum of the smallest is a piecewise linear function, and all is there."""
        return False

    def bound(self, point: Point) -> tuple[Floats, float, float]:
        """Return the duals, each part put back on its own simplex with bounds."""
        compared, constant = self._compared, 0.0
        multiplier = np.zeros(len(self.scale))
        for count, rows in enumerate(self._parts, start=1):
            dual = np.maximum(point.dual[rows], 0.0)
            price = 1.0 if count == self._count else float(dual.sum()) / count
            if price > 0:
                multiplier[compared] += price * _capped(dual / price, count)
                if count < self._count:
                    constant -= price * (self.reached[count - 1] - 2 * TIE)
        multiplier *= self.scale
        rest = np.maximum(point.dual[self._relaxation.definition] - multiplier, 0.0)
        return multiplier + rest, constant + TOLERANCE * float(rest.sum()), 1.0

    def value(self, surplus: Floats) -> Floats:
        """Return the sums of the k smallest, -inf where those of fewer are not at their largest."""
        ordered = np.sort(surplus[:, self._compared] * self.scale[self._compared], axis=1)
        sums = np.cumsum(ordered, axis=1)
        total: Floats = sums[:, self._count - 1].copy()
        for n, most in enumerate(self.reached):
            total[sums[:, n] < most - 2 * TIE] = -np.inf
        return total

    def level(self, value: float) -> float:
        """Return the value."""
        return value


def _capped(weights: NDArray[np.float64], total: int) -> Floats:
    """Return weights moved into [0, 1] with the given sum, by as little as rounding asks for."""
    inside: Floats = np.minimum(weights, 1.0)
    excess = float(inside.sum()) - total
    if excess >= 0:
        inside *= total / inside.sum()
    else:
        room = 1.0 - inside
        inside -= excess * room / max(float(room.sum()), TIE)
    return inside
