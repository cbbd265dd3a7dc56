"""The draws of one run, solved part by part, so that memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import (
    OF_STEPS,
    TOLERANCE,
    Bargain,
    Bools,
    Draws,
    Floats,
    Input,
    Packages,
    Preferences,
    bargain,
)
from goodoffices.zone._search import Margins, margins, nash_packages

__all__ = ["Part", "Sample", "SolvedDraws", "in_zone"]

_PART = 2000
"""Draws made and solved together."""
_KEPT = 8000
"""Up to so many draws are kept in memory; of more, the parts are drawn anew when needed again."""
_INPUTS = 20_000
"""Inputs are kept for sensitivities of so many draws at most."""
_CELLS = 4_000_000
"""Draws times packages evaluated at once, to bound memory."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some draws and the bargaining problems they make."""

    draws: Draws
    problem: Bargain


@dataclass(frozen=True, slots=True)
class SolvedDraws:
    """The draws solved.

    Parameters
    ----------
    found
        Their margins.
    zone
        Shape (D,): whether M >= 0.
    nash
        Shape (D, I): the Nash package of each zone, -1 where there is none.
    closed
        Shape (I,): in how many draws red lines leave an issue without an option.
    inputs, names
        Shape (min(D, 20 000), Q) and Q names: the inputs that vary.
    """

    found: Margins
    zone: Bools
    nash: Packages
    closed: NDArray[np.int64]
    inputs: Floats
    names: tuple[Input, ...]


@dataclass(slots=True)
class Sample:
    """Draws 0 .. count - 1 of a case under a seed, at a date.

    `count` falls to the draws done when solving is interrupted.
    """

    prepared: Preferences
    seed: int
    count: int
    at: float
    _kept: list[Part] = field(default_factory=list)

    def parts(self) -> Iterator[Part]:
        """Yield the draws in order, part by part."""
        done = 0
        for part in self._kept:
            yield part
            done += len(part.draws)
        while done < self.count:
            draws = self.prepared.draw(
                seed=self.seed, first=done, count=min(_PART, self.count - done), at=self.at
            )
            part = Part(draws, bargain(draws))
            if done + len(draws) <= _KEPT:
                self._kept.append(part)
            yield part
            done += len(draws)

    def first(self, count: int) -> Draws:
        """Return the first `count` draws, or all where there are fewer."""
        return self.prepared.draw(seed=self.seed, count=min(count, self.count), at=self.at)

    def solve(self, progress: Callable[[str, float], None]) -> SolvedDraws:
        """Return all draws solved.

        On an interruption (Ctrl-C) after the first part, the draws done so far are all there are.
        """
        solved: list[tuple[Margins, Packages, NDArray[np.int64], Floats]] = []
        names: tuple[Input, ...] = ()
        done = 0
        try:
            for part in self.parts():
                draws, problem = part.draws, part.problem
                varies = [
                    q
                    for q, about in enumerate(draws.names)
                    if about.uncertain and about.kind not in OF_STEPS
                ]
                names = tuple(draws.names[q] for q in varies)
                found = margins(problem)
                kept = max(0, min(len(draws), _INPUTS - done))
                solved.append(
                    (
                        found,
                        nash_packages(problem, found),
                        (~problem.allowed.any(axis=2)).sum(axis=0),
                        draws.inputs[:kept, varies],
                    )
                )
                done += len(draws)
                progress("margins", done / self.count)
        except KeyboardInterrupt:
            if not solved:
                raise
            self.count = done
            kept_parts = -(-done // _PART)
            del self._kept[kept_parts:]
        found = Margins(
            np.concatenate([part[0].margin for part in solved]),
            np.concatenate([part[0].package for part in solved]),
            np.concatenate([part[0].multiplier for part in solved]),
            np.concatenate([part[0].exact for part in solved]),
        )
        return SolvedDraws(
            found=found,
            zone=found.margin >= -TOLERANCE,
            nash=np.concatenate([part[1] for part in solved]),
            closed=np.sum([part[2] for part in solved], axis=0),
            inputs=np.concatenate([part[3] for part in solved]),
            names=names,
        )

    def hits(self, packages: Packages) -> Bools:
        """Return whether packages, shape (N, I), lie in the zone of each draw, shape (D, N)."""
        return np.concatenate([in_zone(part.problem, packages) for part in self.parts()])


def in_zone(problem: Bargain, packages: Packages) -> Bools:
    """Return whether packages, shape (N, I), lie in the zone of each draw, shape (D, N). Exact."""
    rows = max(1, _CELLS // (len(packages) * len(problem.claimants)))
    parts = []
    for first in range(0, len(problem), rows):
        part = problem.take(slice(first, first + rows))
        met = (part.surplus(packages) >= -TOLERANCE).all(axis=1)
        met &= part.keeps_rules(packages)
        for i in range(packages.shape[1]):
            met &= part.allowed[:, i, packages[:, i]]
        parts.append(met)
    return np.concatenate(parts)
