"""How often a package lies in the zone, and the package that does most often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.zone._bargain import TOLERANCE, Bargain, Bools, Packages
from goodoffices.zone._search import Margins

__all__ = ["Headline", "in_zone", "most_robust"]

_CANDIDATES = 400
"""Packages compared; the best packages of the draws, most frequent first."""
_CELLS = 4_000_000
"""Draws times packages evaluated at once, to bound memory."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The most robust package found.

    Parameters
    ----------
    package
        Shape (I,).
    candidates
        How many packages were compared in the end.
    """

    package: Packages
    candidates: int


def in_zone(problem: Bargain, packages: Packages) -> Bools:
    """Return whether packages, shape (N, I), lie in the zone of each draw, shape (D, N). Exact."""
    rows = max(1, _CELLS // (len(packages) * len(problem.claimants)))
    parts = []
    for first in range(0, len(problem), rows):
        part = problem.take(slice(first, first + rows))
        surplus = part.surplus(packages)
        met = (surplus >= -TOLERANCE).all(axis=1)
        met &= part.keeps_rules(packages)
        for i in range(packages.shape[1]):
            met &= part.allowed[:, i, packages[:, i]]
        parts.append(met)
    return np.concatenate(parts)


def most_robust(problem: Bargain, found: Margins, further: Packages) -> Headline | None:
    """Return the package that lies in the zone of most draws, among those searched.

    Parameters
    ----------
    problem
        The draws.
    found
        Their margins; the packages of draws with a zone are candidates.
    further
        Shape (N, I): more candidates.

    Returns
    -------
    Headline or None
        Better or as good as every candidate, and as every package that differs from it in one
        option. Of equally robust ones the first in the order of options. ``None`` where no draw
        has a zone.
    """
    good = found.margin >= -TOLERANCE
    if not good.any():
        return None
    unique, counts = np.unique(found.package[good], axis=0, return_counts=True)
    chosen = np.argsort(-counts, kind="stable")[:_CANDIDATES]
    packages = np.unique(np.vstack([unique[chosen], further]), axis=0)
    compared = len(packages)
    hits = in_zone(problem, packages).sum(axis=0)
    best, score = packages[hits.argmax()], int(hits.max())
    exists = np.asarray(problem.allowed.any(axis=0))
    while True:
        near = []
        for i, options in enumerate(exists):
            for option in np.flatnonzero(options):
                if option != best[i]:
                    neighbour = best.copy()
                    neighbour[i] = option
                    near.append(neighbour)
        if not near:
            return Headline(best, compared)
        packages = np.unique(np.array(near), axis=0)
        compared += len(packages)
        hits = in_zone(problem, packages).sum(axis=0)
        if hits.max() <= score:
            return Headline(best, compared)
        best, score = packages[hits.argmax()], int(hits.max())
