"""The package that lies in the zone most often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.preferences import Bools, Packages
from goodoffices.zone._sample import Sample, SolvedDraws

__all__ = ["Headline", "most_robust"]

_CANDIDATES = 400
"""Packages compared; the best packages of the draws, most frequent first."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The most robust package found.

    Parameters
    ----------
    package
        Shape (I,).
    compared
        How many packages were compared.
    hits
        Shape (D, N): whether each of the candidates lies in the zone of each draw.
    """

    package: Packages
    compared: int
    hits: Bools


def most_robust(sample: Sample, solved: SolvedDraws, further: Packages) -> Headline | None:
    """Return the package that lies in the zone of most draws, among those searched.

    Parameters
    ----------
    sample, solved
        The draws, and their margins and Nash packages, which are candidates.
    further
        Shape (N, I): more candidates.

    Returns
    -------
    Headline or None
        At least as robust as every candidate, and as every package that differs from it in one
        option. Of equally robust ones the first in the order of options. ``None`` where no draw
        has a zone.
    """
    if not solved.zone.any():
        return None
    offered = np.vstack([solved.found.package[solved.zone], solved.nash[solved.zone]])
    unique, counts = np.unique(offered, axis=0, return_counts=True)
    chosen = np.argsort(-counts, kind="stable")[:_CANDIDATES]
    packages = np.unique(np.vstack([unique[chosen], further]), axis=0)
    hits = sample.hits(packages)
    totals = hits.sum(axis=0)
    best, score = packages[totals.argmax()], int(totals.max())
    compared = len(packages)
    widths = [len(options) for options in sample.prepared.structure.options]
    while True:
        near = _neighbours(best, widths)
        if len(near) == 0:
            return Headline(best, compared, hits)
        compared += len(near)
        totals = sample.hits(near).sum(axis=0)
        if totals.max() <= score:
            return Headline(best, compared, hits)
        best, score = near[totals.argmax()], int(totals.max())


def _neighbours(package: Packages, widths: list[int]) -> Packages:
    """Return the packages that differ in one option, in the order of options, shape (N, I)."""
    near = []
    for i, width in enumerate(widths):
        for option in range(width):
            if option != package[i]:
                neighbour = package.copy()
                neighbour[i] = option
                near.append(neighbour)
    return np.unique(np.array(near), axis=0) if near else np.empty((0, len(package)), dtype=int)
