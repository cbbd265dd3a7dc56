"""Choices as evidence: how likely an act was among those open to the actor, under each hypothesis.

L(a | h) = exp(lambda U_h(a)) / sum_b exp(lambda U_h(b)), the softmax (logit) choice with
rationality lambda: 0 chooses blindly, infinity always takes the best.  Doing nothing is one of the
acts.  U_h(a) is stated, or follows from the utility of the hypothesis and what the act leads to::

    U_h(a) = q (agreement + sum of the worths of the package's options + sum_p weight_p gain_p)
             + months (process + per_month) + leaves exit

with q the chance that it leads to an agreement and gain_p the sum over the issues the package
settles of w_p(i) (v_p(i, x_i) - v_p(i, x0_i)): link bonuses are left aside.  Where the hypothesis
has no utility (none of these) every act is as likely as any other, which tells nothing.

References
----------
Luce 1959, Individual Choice Behavior, Wiley (the choice rule).
McFadden 1974, "Conditional logit analysis of qualitative choice behavior", in Zarembka (ed.),
Frontiers in Econometrics.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Uncertain
from goodoffices.case.model import Alternative, Hypothesis

__all__ = ["RATIONALITY", "Choice", "Term", "choice_of", "softmax"]

Floats = NDArray[np.float64]

RATIONALITY = Uncertain(1.0, 3.0, 8.0)
"""lambda where none is stated: from hardly better than blind to nearly always the best."""

_VERTICES = 12
"""Uncertain numbers of one utility whose corners are all tried; beyond, the rest stay at mode."""


@dataclass(frozen=True, slots=True)
class Term:
    """One uncertain number of a utility, with what it is multiplied by.

    Parameters
    ----------
    name
        Keys its random numbers; a number of a hypothesis has one name in every choice.
    number
        The number.
    factor
        Pairs (name, number) it is multiplied by, such as the chance of an agreement.
    gain
        Party and package whose gain it is multiplied by, or None.
    """

    name: str
    number: Uncertain
    factor: tuple[tuple[str, Uncertain], ...] = ()
    gain: tuple[str, tuple[tuple[str, str], ...]] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice set under every hypothesis.

    Parameters
    ----------
    options
        Ids of the M acts.
    terms
        By hypothesis and act, the terms whose sum is U_h(a); None for a hypothesis that predicts
        every act alike.
    rationality
        lambda, with its name.
    """

    options: tuple[str, ...]
    terms: tuple[tuple[tuple[Term, ...], ...] | None, ...]
    rationality: tuple[str, Uncertain]

    def numbers(self) -> dict[str, Uncertain]:
        """Return every uncertain number of the choice by name."""
        found = dict([self.rationality])
        for acts in self.terms:
            for term in itertools.chain.from_iterable(acts or ()):
                found[term.name] = term.number
                found.update(term.factor)
        return found

    def gains(self) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
        """Return the parties and packages whose gains it needs."""
        return {
            term.gain
            for acts in self.terms
            for term in itertools.chain.from_iterable(acts or ())
            if term.gain is not None
        }

    def worth(self, h: int, values: dict[str, Floats], gains: dict[object, Floats]) -> Floats:
        """Return U_h of every act, shape (D, M), from drawn numbers of shape (D,)."""
        acts = self.terms[h]
        count = len(values[self.rationality[0]])
        worth = np.zeros((count, len(self.options)))
        for a, terms in enumerate(acts or ()):
            for term in terms:
                product = values[term.name]
                for name, _ in term.factor:
                    product = product * values[name]
                if term.gain is not None:
                    product = product * gains[term.gain]
                worth[:, a] += product
        return worth

    def likelihood(self, values: dict[str, Floats], gains: dict[object, Floats]) -> Floats:
        """Return the chance of every act under every hypothesis, shape (D, H, M)."""
        lam = values[self.rationality[0]][:, None]
        return np.stack(
            [softmax(lam * self.worth(h, values, gains)) for h in range(len(self.terms))], axis=1
        )

    def interval(
        self, h: int, chosen: int, gains: dict[object, tuple[float, float]]
    ) -> tuple[float, float]:
        """Return bounds on the chance of an act under a hypothesis, over all stated ranges.

        The lower bound is exact: 1 / sum_b exp(lambda (U(b) - U(a))) is least at a corner, since
        the sum is convex in each number while the others stay.  The upper one takes each
        difference at its largest on its own, so it is never too small, and exact where the
        differences do not share numbers.
        """
        if self.terms[h] is None:
            return 1 / len(self.options), 1 / len(self.options)
        corners, free = self._corners(h, gains)
        lam = corners[self.rationality[0]]
        worth = self.worth(h, corners, {key: corners[str(key)] for key in gains})
        exponent = lam[:, None] * (worth - worth[:, [chosen]])
        low = float(1 / np.exp(exponent).sum(axis=1).max())
        high = float(1 / np.exp(exponent.min(axis=0)).sum())
        return (0.0, 1.0) if free else (low, high)

    def _corners(
        self, h: int, gains: dict[object, tuple[float, float]]
    ) -> tuple[dict[str, Floats], bool]:
        ends: dict[str, tuple[float, float]] = {}
        needed = [term for acts in self.terms[h] or () for term in acts]
        for name, number in [
            self.rationality,
            *((term.name, term.number) for term in needed),
            *(factor for term in needed for factor in term.factor),
        ]:
            ends[name] = (number.low, number.high)
        used = {term.gain for term in needed}
        for key, span in gains.items():
            ends[str(key)] = span if key in used else (span[0], span[0])
        wide = [name for name, (low, high) in ends.items() if low < high]
        tried = wide[:_VERTICES]
        grid = np.array(list(itertools.product((0, 1), repeat=len(tried))), dtype=np.int64)
        count = max(1, len(grid))
        corners = {name: np.full(count, low) for name, (low, _) in ends.items()}
        for k, name in enumerate(tried):
            corners[name] = np.where(grid[:, k] == 1, ends[name][1], ends[name][0])
        return corners, len(wide) > _VERTICES


def softmax(exponent: Floats) -> Floats:
    """Return exp(x) / sum exp(x) along the last axis, without overflow."""
    raised = np.exp(exponent - exponent.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def choice_of(
    options: Sequence[Alternative],
    rationality: Uncertain | None,
    name: str,
    hypotheses: Sequence[Hypothesis],
) -> Choice:
    """Return the choice set that a case states, `name` being its place in the case."""
    table = []
    for hypothesis in hypotheses:
        rows = [_terms(option, hypothesis, f"{name}.options[{option.id}]") for option in options]
        stated = [row for row in rows if row is not None]
        table.append(tuple(stated) if len(stated) == len(rows) else None)
    return Choice(
        tuple(option.id for option in options),
        tuple(table),
        (f"{name}.rationality", rationality or RATIONALITY),
    )


def _terms(option: Alternative, hypothesis: Hypothesis, name: str) -> tuple[Term, ...] | None:
    if option.utility is not None:
        # A utility stated alike under several hypotheses is one unknown number.
        number = option.utility[hypothesis.id]
        twin = min(key for key, other in option.utility.items() if other == number)
        return (Term(f"{name}.utility[{twin}]", number),)
    wants = hypothesis.wants
    if wants is None:
        return None
    own = f"hypotheses[{hypothesis.id}].utility"
    terms: list[Term] = []
    if option.agreement is not None:
        factor = ((f"{name}.agreement", option.agreement),)
        package = tuple((option.package or {}).items())
        if wants.agreement is not None:
            terms.append(Term(f"{own}.agreement", wants.agreement, factor))
        terms += [
            Term(f"{own}.options[{issue}.{chosen}]", wants.options[f"{issue}.{chosen}"], factor)
            for issue, chosen in package
            if f"{issue}.{chosen}" in wants.options
        ]
        if package:
            terms += [
                Term(f"{own}.parties[{party}]", weight, factor, (party, package))
                for party, weight in wants.parties.items()
            ]
    if option.months is not None:
        factor = ((f"{name}.months", option.months),)
        for key in ("process", "per_month"):
            number = getattr(wants, key)
            if number is not None:
                terms.append(Term(f"{own}.{key}", number, factor))
    if option.leaves is not None and wants.exit is not None:
        terms.append(Term(f"{own}.exit", wants.exit, ((f"{name}.leaves", option.leaves),)))
    return tuple(terms)
