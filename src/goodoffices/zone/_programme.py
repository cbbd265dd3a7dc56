"""Bargaining solutions of one draw without its frontier, for any number of parties.

Each solution is one or a few searches of `_branch`: Nash the product of surpluses, egalitarian
the sums of the smallest surpluses in turn, Kalai-Smorodinsky the same of surpluses over their
ideals, utilitarian the sum. All packages that tie are kept, and the rules of `_solutions` choose
among them, so that the answer is the one that the frontier would give.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from goodoffices.preferences import TOLERANCE, Bargain, Floats, Packages
from goodoffices.zone import _solutions
from goodoffices.zone._branch import Best, best
from goodoffices.zone._goals import Product, Smallest, Weighted

__all__ = ["Optimum", "egalitarian", "kalai_smorodinsky", "nash", "utilitarian"]


@dataclass(frozen=True, slots=True)
class Optimum:
    """A solution, and how it is known to be the best.

    Parameters
    ----------
    package
        Shape (I,).
    surplus
        Shape (F,): s_p of the parties of full consent.
    value
        Its objective: the product, the smallest surplus or share of an ideal, or the sum.
    bound
        No package of the zone has a larger objective; equal to `value` where the search finished.
    exact
        Whether the search finished.
    proof
        The same in words, with how ties were broken.
    """

    package: Packages
    surplus: Floats
    value: float
    bound: float
    exact: bool
    proof: str


def egalitarian(problem: Bargain) -> Optimum | None:
    """Return the leximin package of the zone of a single draw, or ``None`` where it is empty.

    Notes
    -----
    Exact where the search finishes, and says otherwise. An empty zone is proven unless the search
    gave up before it found any package, which then counts as empty too.

    References
    ----------
    As for `_solutions.egalitarian`, and Ogryczak & Sliwinski 2006 (see `_goals.Smallest`).
    """
    first, last = _leximin(problem, _full(problem))
    if not len(last.package):
        return None
    rows = last.surplus[:, : problem.full]
    row = _solutions.egalitarian(rows)
    value = max(0.0, float(rows[row].min()))
    return _optimum(last, row, rows[row], value, first.bound, exact=first.exact and last.exact)


def nash(problem: Bargain, *, powers: Floats | None = None) -> Optimum | None:
    """Return the Nash package of the zone of a single draw, or ``None`` where it is empty.

    Parameters
    ----------
    problem
        A problem of one draw.
    powers
        Shape (F,), > 0: bargaining powers; 1 by default.

    Notes
    -----
    Exact where the search finishes, and says otherwise. Where nobody can gain without another
    gaining nothing, every product is 0 and the leximin package is taken.

    References
    ----------
    As for `_solutions.nash`, and Duran & Grossmann 1986 (see `_goals.Product`).
    """
    beta = np.ones(problem.full) if powers is None else powers
    found = best(problem, Product(beta / beta.mean()))
    if not len(found.package):
        lexical = egalitarian(problem)
        if lexical is None:
            return None
        proof = "no package gives every party a gain, so the leximin package; " + lexical.proof
        return Optimum(
            lexical.package,
            lexical.surplus,
            0.0,
            0.0 if found.exact else float((found.bound / problem.full) ** beta.sum()),
            found.exact and lexical.exact,
            proof,
        )
    rows = found.surplus[:, : problem.full]
    row = _solutions.nash(rows, beta)
    value = float(np.prod(np.clip(rows[row], 0.0, None) ** beta))
    bound = float((found.bound / problem.full) ** beta.sum())
    return _optimum(found, row, rows[row], value, bound, exact=found.exact)


def kalai_smorodinsky(problem: Bargain) -> Optimum | None:
    """Return the Kalai-Smorodinsky package of a single draw, or ``None`` where the zone is empty.

    Notes
    -----
    Exact where all searches finish, the one for each party's ideal among them, and says
    otherwise.

    References
    ----------
    As for `_solutions.kalai_smorodinsky`.
    """
    each = _full(problem)
    start, ideal, exact = None, np.zeros(problem.full), True
    for p in range(problem.full):
        found = best(problem, Weighted(np.eye(len(each))[p]), start=start)
        if not len(found.package):
            return None
        # Another party's ideal package lies in the zone, so it is a start for the next search.
        start = found.package[:1]
        ideal[p], exact = found.value, exact and found.exact
    counted = ideal > TOLERANCE
    if not counted.any():
        lexical = egalitarian(problem)
        return lexical and dataclasses.replace(lexical, value=1.0, bound=1.0)
    scale = each.copy()
    scale[: problem.full] = np.where(counted, 1.0 / np.where(counted, ideal, 1.0), 0.0)
    first, last = _leximin(problem, scale, start)
    rows = last.surplus[:, : problem.full]
    row = _solutions.kalai_smorodinsky(rows, ideal)
    value = max(0.0, float((rows[row][counted] / ideal[counted]).min()))
    exact = exact and first.exact and last.exact
    return _optimum(last, row, rows[row], value, first.bound, exact=exact)


def utilitarian(problem: Bargain) -> Optimum | None:
    """Return the zone package of a single draw with the largest sum, or ``None`` where empty.

    Notes
    -----
    Exact where the search finishes, and says otherwise.

    References
    ----------
    As for `_solutions.utilitarian`.
    """
    found = best(problem, Weighted(_full(problem)))
    if not len(found.package):
        return None
    rows = found.surplus[:, : problem.full]
    row = _solutions.utilitarian(rows)
    value = float(np.clip(rows[row], 0.0, None).sum())
    return _optimum(found, row, rows[row], value, found.bound, exact=found.exact)


def _full(problem: Bargain) -> Floats:
    """Return 1 for the claimants of full consent, 0 for the others."""
    return (np.arange(len(problem.claimants)) < problem.full).astype(np.float64)


def _leximin(problem: Bargain, scale: Floats, start: Packages | None = None) -> tuple[Best, Best]:
    """Return the search for the largest smallest surplus, and the one that settled its ties.

    With all that tie at hand the rest is a comparison of rows. Where they are too many to keep,
    the two smallest are made largest, then the three smallest, and so on.
    """
    first = last = best(problem, Smallest(scale), start=start)
    reached: tuple[float, ...] = ()
    while last.exact and not last.complete and len(reached) + 1 < np.count_nonzero(scale):
        reached = (*reached, last.value)
        last = best(problem, Smallest(scale, reached), start=last.package)
    return first, last


def _optimum(
    found: Best, row: int, surplus: Floats, value: float, bound: float, *, exact: bool
) -> Optimum:
    if exact:
        bound = value
        proof = (
            "exact: no package of the zone is better, by branch and bound with the bounds of the "
            "linear relaxation"
        )
    else:
        bound = max(bound, value)
        proof = (
            f"the best found, not proven: no package exceeds {bound:.6g}, a gap of "
            f"{bound - value:.2g}"
        )
    if not found.complete and found.exact:
        proof += (
            f"; more than {len(found.package) - 1} packages tie, of which one is shown without "
            "the usual order among them"
        )
    return Optimum(found.package[row], surplus, value, bound, exact, proof)
