"""The linear relaxation of one draw, and the bounds on packages that its duals give.

A package is a point of binaries x_io, one per issue and option. Its relaxation lets x be
fractional: one unit per issue, every rule of T terms a row "at most T - 1 of its terms", every
bonus a variable y_l between its terms, s_k = sum w v x + sum b y - r_k per claimant. HiGHS solves
it, and is trusted with nothing but a guess of the multipliers: from any multipliers whatever,
`Relaxation.cut` computes in plain arithmetic a bound that holds for every package,

    M . s(x) <= constant + sum_i C[i, x_i],        M >= 0,

so that a proof of optimality never rests on the solver's tolerances.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import Bargain, Bools, Floats

__all__ = ["Cut", "Point", "Relaxation"]

_PENALTY = 1e4
"""Price of a unit of surplus below 0: it keeps the program feasible and its multipliers finite."""
_ROUNDING = 1e-14
"""What a sum of a few dozen terms may be off by, as a share of its largest partial sum."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A bound on every package of the problem: ``constant + sum_i worth[i, x_i]``.

    Parameters
    ----------
    constant
        The part that all packages share.
    worth
        Shape (I, O).
    """

    constant: float
    worth: Floats


@dataclass(frozen=True, slots=True)
class Point:
    """A solution of the relaxation.

    Parameters
    ----------
    share
        Shape (I, O): x.
    column
        All column values, in the order in which columns were added.
    dual
        All row duals: what one more unit of the right-hand side adds to the maximum.
    """

    share: Floats
    column: Floats
    dual: Floats


class Relaxation:
    """The program of one draw; a goal adds its own columns and rows.

    Parameters
    ----------
    problem
        A problem of one draw.

    Attributes
    ----------
    surplus
        Columns of s_k, K of them.
    definition
        Rows that define them, in the same order.

    References
    ----------
    Huangfu & Hall 2018, "Parallelizing the dual revised simplex method", Mathematical Programming
    Computation 10 (HiGHS); Geoffrion 1974, "Lagrangean relaxation for integer programming",
    Mathematical Programming Study 2.
    """

    def __init__(self, problem: Bargain) -> None:
        import highspy

        self._gain, self._floor = problem.gain[0], problem.floor[0]
        self._bonus = problem.bonus[0]
        self._place = np.nonzero(problem.allowed[0])
        claimants, self._issues, self._options = self._gain.shape
        self._binaries, bonuses = len(self._place[0]), len(problem.bonuses)
        self._structure(problem)
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("solver", "simplex"),
            ("presolve", "off"),
            ("primal_feasibility_tolerance", 1e-9),
            ("dual_feasibility_tolerance", 1e-9),
        ):
            self._highs.setOptionValue(option, value)
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._columns = self._rows = 0
        self.columns(np.zeros(self._binaries + bonuses), 0.0, 1.0)
        self.surplus = self.columns(np.zeros(claimants), 0.0, np.inf)
        missing = self.columns(np.full(claimants, -_PENALTY), 0.0, np.inf)
        matrix = np.zeros((self._issues, self._columns))
        matrix[self._place[0], np.arange(self._binaries)] = 1.0
        self.rows(matrix, 1.0, 1.0)
        matrix = np.zeros((claimants, self._columns))
        matrix[:, : self._binaries] = -self._gain[:, self._place[0], self._place[1]]
        matrix[:, self._binaries : self._binaries + bonuses] = -self._bonus
        matrix[np.arange(claimants), self.surplus] = 1.0
        matrix[np.arange(claimants), missing] = -1.0
        self.definition = self.rows(matrix, -self._floor, -self._floor)
        matrix = np.zeros((len(self._most), self._columns))
        matrix[:, : self._binaries] = self._on_option[:, self._place[0], self._place[1]]
        matrix[:, self._binaries : self._binaries + bonuses] = self._on_bonus
        self._structural = self.rows(matrix, -np.inf, self._most)

    def _structure(self, problem: Bargain) -> None:
        """Write the binding rules and the bonuses as rows over x and y, each at most a number."""
        none = np.zeros(len(problem.bonuses))
        rows = [
            (self._terms(rule.terms), none, len(rule.terms) - 1.0)
            for r, rule in enumerate(problem.rules)
            if problem.active[0, r]
        ]
        for k, bonus in enumerate(problem.bonuses):
            own = none.copy()
            own[k] = 1.0
            rows += [(-self._terms((term,)), own, 0.0) for term in bonus.terms]
            rows.append((self._terms(bonus.terms), -own, len(bonus.terms) - 1.0))
        shape = (len(rows), self._issues, self._options)
        self._on_option = np.array([row[0] for row in rows]).reshape(shape)
        self._on_bonus = np.array([row[1] for row in rows]).reshape(len(rows), len(none))
        self._most = np.array([row[2] for row in rows])

    def _terms(self, terms: tuple[tuple[int, tuple[int, ...]], ...]) -> Floats:
        """Return 1 for the options that some terms name, shape (I, O)."""
        entry = np.zeros((self._issues, self._options))
        for issue, options in terms:
            entry[issue, list(options)] = 1.0
        return entry

    def columns(self, cost: Floats, lower: float, upper: float) -> NDArray[np.int32]:
        """Add columns with these costs, to be maximised, and bounds; return their indices."""
        count = len(cost)
        none = np.zeros(0, dtype=np.int32)
        low, high = np.full(count, lower), np.full(count, upper)
        self._highs.addCols(
            count, cost, low, high, 0, np.zeros(count, dtype=np.int32), none, np.zeros(0)
        )
        self._columns += count
        return np.arange(self._columns - count, self._columns, dtype=np.int32)

    def rows(
        self, matrix: Floats, lower: Floats | float, upper: Floats | float
    ) -> NDArray[np.int32]:
        """Add rows ``lower <= matrix @ columns <= upper``; return their indices."""
        count = len(matrix)
        row, column = np.nonzero(matrix)
        start = np.searchsorted(row, np.arange(count)).astype(np.int32)
        low, high = (np.ascontiguousarray(np.broadcast_to(b, count), float) for b in (lower, upper))
        if count:
            self._highs.addRows(
                count, low, high, len(row), start, column.astype(np.int32), matrix[row, column]
            )
        self._rows += count
        return np.arange(self._rows - count, self._rows, dtype=np.int32)

    @property
    def width(self) -> int:
        """The number of columns so far."""
        return self._columns

    def restrict(self, region: Bools) -> None:
        """Allow only the options of a region, shape (I, O)."""
        upper = region[self._place].astype(np.float64)
        index = np.arange(self._binaries, dtype=np.int32)
        self._highs.changeColsBounds(len(index), index, np.zeros(len(index)), upper)

    def solve(self) -> Point | None:
        """Return an optimal point, or ``None`` where the solver offers none."""
        import highspy

        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        column = np.array(solution.col_value)
        share = np.zeros((self._issues, self._options))
        share[self._place] = column[: self._binaries]
        return Point(share, column, np.array(solution.row_dual))

    def cut(
        self,
        multiplier: Floats,
        constant: float,
        factor: float = 1.0,
        point: Point | None = None,
    ) -> Cut:
        """Return the bound on ``multiplier . s(x) + constant`` over packages x.

        Valid for multipliers >= 0 of any origin. The duals of a point, where one is given, times
        `factor` price the rules and bonuses; signs that a tolerance has turned are set right.
        """
        price = np.zeros(len(self._most))
        if point is not None:
            price = factor * np.maximum(point.dual[self._structural], 0.0)
        valued = np.tensordot(multiplier, self._gain, axes=1)
        priced = np.tensordot(price, self._on_option, axes=1)
        earned = multiplier @ self._bonus - price @ self._on_bonus
        total = constant + price @ self._most - multiplier @ self._floor
        total += np.maximum(earned, 0.0).sum()
        # Whatever the multipliers, what rounding may take from the bound is given back.
        size = (np.abs(valued) + np.abs(priced)).max(axis=1).sum()
        size += price @ self._most + multiplier @ np.abs(self._floor) + np.abs(earned).sum()
        return Cut(float(total + _ROUNDING * size), valued - priced)
