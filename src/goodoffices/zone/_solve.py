"""The solutions of one draw, by the frontier where it is small, else by branch and bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.preferences import TOLERANCE, Bargain, Floats, Packages
from goodoffices.zone import _programme, _solutions
from goodoffices.zone._frontier import Frontier, frontier
from goodoffices.zone._result import Concept

__all__ = ["Solved", "solve"]

_CLAIMANTS = 3
"""The frontier grows with the power of the number of claimants; up to three it is a curve or a
surface that takes milliseconds."""
_CHOICES = 64
"""Options of all issues together up to which a frontier of three claimants stays small."""
_LINKS = 8
"""Links up to which the diagram that the frontier follows stays narrow, however they hang
together."""


@dataclass(frozen=True, slots=True)
class Solved:
    """One solution of one draw.

    Parameters
    ----------
    concept
        Which solution; ``egalitarian`` is leximin.
    package
        Shape (I,): option indices.
    value
        The objective: the product of s_p^beta_p; the smallest share of an ideal (1 where nobody
        can gain); the smallest surplus; or the sum of surpluses.
    proof
        How it is known to be the best, in words.
    bound
        No package of the zone has a larger objective.
    exact
        Whether the package is proven to be the solution; `bound` then equals `value`.
    """

    concept: Concept
    package: Packages
    value: float
    proof: str
    bound: float
    exact: bool


def solve(
    problem: Bargain,
    *,
    powers: Sequence[float] | None = None,
    front: Frontier | None = None,
) -> tuple[Solved, ...]:
    """Return the Nash, Kalai-Smorodinsky, egalitarian and utilitarian solutions of a single draw.

    Parameters
    ----------
    problem
        A problem of one draw with at least one party of full consent.
    powers
        Bargaining powers beta_p > 0 of the parties of full consent, for Nash; equal by default.
    front
        The frontier of the problem, where it is at hand.

    Returns
    -------
    tuple of Solved
        In that order; empty where the zone is.

    Raises
    ------
    ValueError
        If the problem has more than one draw or nobody of full consent, or the powers are not
        one positive, finite number per party of full consent.

    Notes
    -----
    The frontier is used where it is given, or small by a rule: at most three claimants, 64
    options over all issues, and 8 links. Otherwise each solution is found without it, by branch
    and bound, whose time does not grow with the frontier. Both give the same surpluses: ties go
    to the leximin package, then to the first in the order of options; with limited consent the
    frontier may hold a later one of the packages that give the same surpluses.
    """
    if len(problem) != 1:
        raise ValueError("expected a problem of one draw")
    if problem.full < 1:
        raise ValueError("expected a party of full consent: without one there is no zone")
    beta = np.ones(problem.full) if powers is None else np.asarray(powers, dtype=np.float64)
    if beta.shape != (problem.full,) or not (np.isfinite(beta) & (beta > 0)).all():
        raise ValueError(f"expected {problem.full} positive powers, found {powers}")
    if front is None and _small(problem):
        front = frontier(problem)
    if front is not None:
        return _on(front, beta)
    searches: tuple[tuple[Concept, Callable[[], _programme.Optimum | None]], ...] = (
        ("nash", lambda: _programme.nash(problem, powers=beta)),
        ("kalai-smorodinsky", lambda: _programme.kalai_smorodinsky(problem)),
        ("egalitarian", lambda: _programme.egalitarian(problem)),
        ("utilitarian", lambda: _programme.utilitarian(problem)),
    )
    solved = []
    for concept, search in searches:
        found = search()
        if found is None:
            return ()
        solved.append(
            Solved(concept, found.package, found.value, found.proof, found.bound, found.exact)
        )
    return tuple(solved)


def _small(problem: Bargain) -> bool:
    return (
        len(problem.claimants) <= _CLAIMANTS
        and int(problem.allowed.sum()) <= _CHOICES
        and len(problem.rules) + len(problem.bonuses) <= _LINKS
    )


def _on(front: Frontier, beta: Floats) -> tuple[Solved, ...]:
    """Return the solutions on the points of a frontier that lie in the zone."""
    rational = (front.surplus >= -TOLERANCE).all(axis=1)
    surplus, package = front.surplus[rational], front.package[rational]
    if not len(surplus):
        return ()
    ideal = surplus.max(axis=0)
    counted = ideal > TOLERANCE
    rows: dict[Concept, int] = {
        "nash": _solutions.nash(surplus, beta),
        "kalai-smorodinsky": _solutions.kalai_smorodinsky(surplus),
        "egalitarian": _solutions.egalitarian(surplus),
        "utilitarian": _solutions.utilitarian(surplus),
    }
    proof = f"exact: best of the {len(surplus)} points of the Pareto frontier that lie in the zone"
    solved = []
    for concept, row in rows.items():
        gains = np.clip(surplus[row], 0.0, None)
        value = {
            "nash": float(np.prod(gains**beta)),
            "kalai-smorodinsky": float((gains[counted] / ideal[counted]).min(initial=1.0)),
            "egalitarian": float(gains.min()),
            "utilitarian": float(gains.sum()),
        }[concept]
        solved.append(Solved(concept, package[row], value, proof, value, exact=True))
    return tuple(solved)
