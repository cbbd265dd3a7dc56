"""Which uncertain inputs decide the answer: given-data sensitivity from the draws at hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import Draws
from goodoffices.zone._bargain import Bools, Floats
from goodoffices.zone._result import Influence, share

__all__ = ["influences"]

_FIFTHS = 5
_BINS = 20


def influences(draws: Draws, margin: Floats, zone: Bools) -> tuple[Influence, ...]:
    """Return the inputs that vary, by first-order index of the margin, largest first.

    Parameters
    ----------
    draws
        The draws with their inputs.
    margin
        Shape (D,): M; draws in which no package is admissible count with the lowest finite M.
    zone
        Shape (D,): whether the draw has a zone.

    Notes
    -----
    Estimated: the correlation ratio of the margin on classes of the input, less what chance
    alone gives (epsilon squared, Kelley 1935).  Interactions are not in it.

    References
    ----------
    Plischke, Borgonovo & Smith 2013, "Global sensitivity measures from given data", European
    Journal of Operational Research 226(3).
    """
    finite = np.isfinite(margin)
    if len(margin) < 2 * _BINS or not finite.any():
        return ()
    answer = np.where(finite, margin, margin[finite].min())
    found = []
    for q, about in enumerate(draws.names):
        column = draws.inputs[:, q]
        if not about.uncertain or column.min() == column.max():
            continue
        if about.kind == "event":
            column = np.isfinite(column).astype(np.float64)
            if column.min() == column.max():
                continue
        low, high = _ends(column)
        found.append(
            Influence(
                name=about.name,
                kind=about.kind,
                party=about.party,
                issue=about.issue,
                option=about.option,
                low=share(int(zone[low].sum()), len(low)),
                high=share(int(zone[high].sum()), len(high)),
                index=_index(column, answer),
            )
        )
    return tuple(sorted(found, key=lambda item: (-item.index, item.name)))


def _classes(column: Floats, count: int) -> list[NDArray[np.intp]]:
    """Return the rows in classes of rising value: by value if it has two, else of equal size."""
    values = np.unique(column)
    if len(values) == 2:
        return [np.flatnonzero(column == value) for value in values]
    order = np.argsort(column, kind="stable")
    return [part for part in np.array_split(order, count) if len(part)]


def _ends(
    column: Floats,
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    classes = _classes(column, _FIFTHS)
    return classes[0], classes[-1]


def _index(column: Floats, answer: Floats) -> float:
    classes = _classes(column, _BINS)
    total = float(((answer - answer.mean()) ** 2).sum())
    if total == 0.0:
        return 0.0
    within = sum(float(((answer[rows] - answer[rows].mean()) ** 2).sum()) for rows in classes)
    n, k = len(answer), len(classes)
    return max(0.0, 1.0 - (within / (n - k)) / (total / (n - 1)))
