"""Dependence: how much of an item counts where others share its origin.

The rule: within a group, items are taken from the most to the least telling; each counts only with
that part of its log-likelihood that none of those before it has said already, 1 - s, where s is the
largest cosine (0 at least) between its centred log-likelihoods and theirs.  So a duplicate counts
nothing, an item split in two dependent halves counts once, whatever else the group holds, an item
that every hypothesis predicts alike takes no weight from any other, and two items that contradict
each other both count in full and are reported.

Departure: Karvetski et al. draw the common cause as a node and ask for conditional likelihoods,
which grow with the square of the group and which nobody states.  The cosine reads the redundancy
off the likelihoods that are there.

References
----------
Karvetski, Olson, Gantz & Cross 2013, "Structuring and analyzing competing hypotheses with Bayesian
networks for intelligence analysis", EURO Journal on Decision Processes 1,
doi:10.1007/s40070-013-0001-x.
Aitchison 1986, The Statistical Analysis of Compositional Data, Chapman & Hall (centred
log-ratios, in which a Bayesian update is an addition).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["centred", "conflicts", "weights"]

Floats = NDArray[np.float64]

_OPPOSED = -0.5
"""Cosine from which two items of one origin are called contradicting."""


def centred(log: Floats) -> Floats:
    """Return centred log-ratios along the last axis; -inf stays, the rest is centred on itself."""
    finite = np.isfinite(log)
    count = np.maximum(finite.sum(axis=-1, keepdims=True), 1)
    mean = np.where(finite, log, 0.0).sum(axis=-1, keepdims=True) / count
    # Rounding of a common factor is no evidence.
    moved = np.where(finite, log - mean, log)
    scale = np.abs(np.where(finite, log, 0.0)).max(axis=-1, keepdims=True)
    clean: Floats = np.where(np.abs(moved) <= 1e-13 * (1 + scale), 0.0, moved)
    return clean


def _bounded(log: Floats) -> Floats:
    # A zero likelihood points as far as any number here can.
    return np.where(np.isfinite(log), log, -50.0)


def weights(log: Floats, groups: Sequence[str | None], ids: Sequence[str]) -> Floats:
    """Return the weight of each of M items, shape (M,), in [0, 1].

    Parameters
    ----------
    log
        Shape (M, H): log-likelihoods at the most plausible numbers.
    groups
        The group of each item, or None.
    ids
        Ids, which settle ties so that the order of items does not matter.
    """
    weight = np.ones(len(log))
    vectors = _bounded(centred(log))
    for members in _members(groups).values():
        counted: list[int] = []
        for m in sorted(members, key=lambda m: (-round(float(_norm(vectors[m])), 12), ids[m])):
            said = max((_cosine(vectors[m], vectors[k]) for k in counted), default=0.0)
            weight[m] = 1 - max(0.0, said)
            counted.append(m)
    return weight


def conflicts(
    log: Floats, groups: Sequence[str | None], ids: Sequence[str]
) -> tuple[tuple[str, str, str], ...]:
    """Return (group, item, item) for items that share an origin and contradict each other."""
    vectors = _bounded(centred(log))
    return tuple(
        (str(group), ids[a], ids[b])
        for group, members in _members(groups).items()
        for n, a in enumerate(members)
        for b in members[n + 1 :]
        if _cosine(vectors[a], vectors[b]) <= _OPPOSED
    )


def _members(groups: Sequence[str | None]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for m, group in enumerate(groups):
        if group is not None:
            found[group].append(m)
    return {group: members for group, members in found.items() if len(members) > 1}


def _norm(vector: Floats) -> float:
    return float(np.sqrt(vector @ vector))


def _cosine(a: Floats, b: Floats) -> float:
    size = _norm(a) * _norm(b)
    if size == 0:
        return 0.0
    cosine = float(a @ b) / size
    # A duplicate must count nothing at all, and rounding leaves it a little.
    return 1.0 if cosine > 1 - 1e-12 else cosine
