"""The bargaining problem as arrays: who demands what of a package, in each of D draws."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences._draws import Draws
from goodoffices.preferences._structure import Conjunction

__all__ = ["TOLERANCE", "Bargain", "Bools", "Floats", "Packages", "bargain", "join"]

TOLERANCE = 1e-9
"""A surplus this little below 0 still counts as 0: sums of utilities carry rounding errors of
about 1e-15, and no judgement in a case is known to nine digits."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Packages = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bargain:
    """D bargaining problems with the same issues, options and rules, among K claimants.

    Parameters
    ----------
    claimants
        Indices into the case's parties: those of full consent first, then those of limited.
    full
        F: how many claimants have full consent. Their surpluses make the margin and the
        solutions; the others only constrain, each needing a surplus >= 0 on its issues.
    gain
        Shape (D, K, I, O): what an option adds to a claimant's utility, on the issues that count
        for it.
    floor
        Shape (D, K): r_p; for limited consent the worth of x0 on its issues.
    allowed
        Shape (D, I, O): the option exists, no claimant's red line rules it out, and no rule of
        one term does.
    rules
        Conjunctions of two terms or more that no package may satisfy.
    active
        Shape (D, R): which rules bind.
    bonuses
        Conjunctions that add to utilities.
    bonus
        Shape (D, K, L).
    """

    claimants: tuple[int, ...]
    full: int
    gain: Floats
    floor: Floats
    allowed: Bools
    rules: tuple[Conjunction, ...]
    active: Bools
    bonuses: tuple[Conjunction, ...]
    bonus: Floats

    def __len__(self) -> int:
        return len(self.gain)

    def take(self, draws: NDArray[np.intp] | slice) -> Bargain:
        """Return the problem restricted to some draws."""
        return dataclasses.replace(
            self,
            gain=self.gain[draws],
            floor=self.floor[draws],
            allowed=self.allowed[draws],
            active=self.active[draws],
            bonus=self.bonus[draws],
        )

    def surplus(self, packages: Packages) -> Floats:
        """Return s_k(x) of packages, shape (D, K, N), for packages of shape (N, I).

        Added issue by issue, so that the last bit depends on no grouping of draws or packages.
        """
        total = np.zeros((len(self), len(self.claimants), len(packages)))
        for i in range(packages.shape[1]):
            total += self.gain[:, :, i, packages[:, i]]
        for k, conjunction in enumerate(self.bonuses):
            active = holds(conjunction, packages)
            total[:, :, active] += self.bonus[:, :, k, None]
        total -= self.floor[:, :, None]
        return total

    def own_surplus(self, draws: NDArray[np.intp], packages: Packages) -> Floats:
        """Return s_k(x), shape (N, K), of package n, shape (N, I), in draw ``draws[n]``."""
        total = np.zeros((len(draws), len(self.claimants)))
        for i in range(packages.shape[1]):
            total += self.gain[draws, :, i, packages[:, i]]
        for k, conjunction in enumerate(self.bonuses):
            active = holds(conjunction, packages)
            total[active] += self.bonus[draws[active], :, k]
        total -= self.floor[draws]
        return total

    def admissible(self, packages: Packages) -> Bools:
        """Return whether packages, shape (N, I), are in X, limited consent included: (D, N)."""
        ok = self.keeps_rules(packages)
        for i in range(packages.shape[1]):
            ok &= self.allowed[:, i, packages[:, i]]
        if self.full < len(self.claimants):
            ok &= (self.surplus(packages)[:, self.full :] >= -TOLERANCE).all(axis=1)
        return ok

    def keeps_rules(self, packages: Packages) -> Bools:
        """Return whether packages break no binding rule, shape (D, N)."""
        ok = np.ones((len(self), len(packages)), dtype=bool)
        for r, rule in enumerate(self.rules):
            ok &= ~(self.active[:, r, None] & holds(rule, packages)[None, :])
        return ok


def join(problems: Sequence[Bargain]) -> Bargain:
    """Return problems with the same claimants and links as one, their draws in a row."""
    return dataclasses.replace(
        problems[0],
        gain=np.concatenate([problem.gain for problem in problems]),
        floor=np.concatenate([problem.floor for problem in problems]),
        allowed=np.concatenate([problem.allowed for problem in problems]),
        active=np.concatenate([problem.active for problem in problems]),
        bonus=np.concatenate([problem.bonus for problem in problems]),
    )


def holds(conjunction: Conjunction, packages: Packages) -> Bools:
    """Return whether every term of a conjunction holds in packages, shape (N, I) -> (N,)."""
    active = np.ones(len(packages), dtype=bool)
    for i, options in conjunction.terms:
        active &= np.isin(packages[:, i], options)
    return active


def bargain(draws: Draws) -> Bargain:
    """Return the bargaining problem of `draws`, among the parties whose consent is needed."""
    fixed = draws.structure
    claimants = (*fixed.full, *fixed.limited)
    chosen = list(claimants)
    counts = fixed.consent[chosen]
    gain = draws.worth[:, chosen] * counts[None, :, :, None]
    red = (draws.red[:, chosen] & counts[None, :, :, None]).any(axis=1)
    exists = np.zeros((len(fixed.issues), fixed.width), dtype=bool)
    for i, options in enumerate(fixed.options):
        exists[i, : len(options)] = True
    for rule in fixed.rules:
        if len(rule.terms) == 1:
            i, barred = rule.terms[0]
            exists[i, list(barred)] = False
    # A bonus counts for limited consent only where all of its issues do.
    bonus = draws.bonus[:, chosen].copy()
    for k, conjunction in enumerate(fixed.bonuses):
        within = counts[:, [i for i, _ in conjunction.terms]].all(axis=1)
        bonus[:, ~within, k] = 0.0
    floor = draws.floor[:, chosen].copy()
    rules = tuple(rule for rule in fixed.rules if len(rule.terms) > 1)
    full = len(fixed.full)
    problem = Bargain(
        claimants=claimants,
        full=full,
        gain=gain,
        floor=floor,
        allowed=exists[None] & ~red,
        rules=rules,
        active=np.ones((len(draws), len(rules)), dtype=bool),
        bonuses=fixed.bonuses,
        bonus=bonus,
    )
    # Limited consent: the floor is what x0 is worth on the party's issues (section 3).
    at_status_quo = dataclasses.replace(problem, floor=np.zeros_like(floor))
    floor[:, full:] = at_status_quo.surplus(np.array([fixed.status_quo]))[:, full:, 0]
    return problem
