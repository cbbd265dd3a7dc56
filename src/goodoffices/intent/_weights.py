"""Dependence: how much of an item counts where others share its origin.

The rule: within a group, items are taken from the most to the least telling; each counts only with
that part of its log-likelihood that none of those before it has said already, 1 - s, where s is the
largest cosine (0 at least) between its centred log-likelihoods and theirs.  So an item entered
twice counts once, whatever else the group holds, an item that every hypothesis predicts alike takes
no weight from any other, and two items that contradict each other both count in full and are
reported.

The rule sees directions and no amounts: two halves of an item, whose likelihoods multiply to its
own, look like one half entered twice, and count as one half.  What adds up is one item, or has no
group.

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

__all__ = ["centred", "conflicts", "weights", "weights_without"]

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
        order, said = _said_before(vectors, members, ids)
        weight[order] = 1 - said.max(axis=1)
    return weight


def weights_without(log: Floats, groups: Sequence[str | None], ids: Sequence[str]) -> Floats:
    """Return the weights of the items that are left when one is taken out, shape (M, M).

    Row m is without item m, whose own weight there is 0.
    """
    count = len(log)
    weight = np.tile(weights(log, groups, ids), (count, 1))
    vectors = _bounded(centred(log))
    for members in _members(groups).values():
        order, said = _said_before(vectors, members, ids)
        # Taking one out matters to those that it, of all before them, resembles most.
        nearest = said.argmax(axis=1)
        others = said.copy()
        others[np.arange(len(order)), nearest] = 0.0
        weight[order[nearest], order] = 1 - others.max(axis=1)
    np.fill_diagonal(weight, 0.0)
    return weight


def conflicts(
    log: Floats, groups: Sequence[str | None], ids: Sequence[str]
) -> tuple[tuple[str, str, str], ...]:
    """Return (group, item, item) for items that share an origin and contradict each other."""
    vectors = _bounded(centred(log))
    found = []
    for group, members in _members(groups).items():
        opposed = np.triu(_cosines(vectors[members]) <= _OPPOSED, 1)
        found += [(group, ids[members[a]], ids[members[b]]) for a, b in np.argwhere(opposed)]
    return tuple(found)


def _members(groups: Sequence[str | None]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for m, group in enumerate(groups):
        if group is not None:
            found[group].append(m)
    return {group: members for group, members in found.items() if len(members) > 1}


def _said_before(
    vectors: Floats, members: list[int], ids: Sequence[str]
) -> tuple[NDArray[np.int64], Floats]:
    """Return members, most telling first, and how much each repeats of each before it, (N, N)."""
    norm = np.linalg.norm(vectors, axis=1)
    order = np.array(sorted(members, key=lambda m: (-round(float(norm[m]), 12), ids[m])))
    return order, np.maximum(np.tril(_cosines(vectors[order]), -1), 0.0)


def _cosines(vectors: Floats) -> Floats:
    norm = np.linalg.norm(vectors, axis=1)
    size = np.outer(norm, norm)
    cosines: Floats = np.where(size > 0, vectors @ vectors.T / np.where(size > 0, size, 1.0), 0.0)
    # A duplicate must count nothing at all, and rounding leaves it a little.
    return np.where(cosines > 1 - 1e-12, 1.0, cosines)
