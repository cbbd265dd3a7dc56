"""Which uncertain inputs decide the answer, and what it would be worth to learn them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import Input, share
from goodoffices.zone._bargain import Bools, Floats
from goodoffices.zone._result import Influence, Learning

__all__ = ["influences"]

_FIFTHS = 5
_BINS = 20
_Z = 1.959963984540054

Rows = NDArray[np.intp]


def influences(
    inputs: Floats, names: tuple[Input, ...], margin: Floats, zone: Bools, hits: Bools
) -> tuple[Influence, ...]:
    """Return the inputs that vary, by first-order index of the margin, largest first.

    Parameters
    ----------
    inputs, names
        Shape (D, Q) and Q names: the inputs as drawn.
    margin
        Shape (D,): M; draws in which no package is admissible count with the lowest finite M.
    zone
        Shape (D,): whether the draw has a zone.
    hits
        Shape (D, N): whether each of N candidate packages lies in the zone of the draw.

    Notes
    -----
    Estimated from the draws at hand.  The index is the correlation ratio of the margin on classes
    of the input, less what chance alone gives (epsilon squared, Kelley 1935); interactions are
    not in it.  The worth of learning an input is the expected value of partial perfect
    information for the choice of one package to propose, which succeeds where it lies in the
    zone: half of the draws choose, the other half judge, so that choosing among many packages is
    not taken for knowledge.

    References
    ----------
    Plischke, Borgonovo & Smith 2013, "Global sensitivity measures from given data", European
    Journal of Operational Research 226(3); Strong & Oakley 2013, "An efficient method for
    computing single-parameter partial expected value of perfect information", Medical Decision
    Making 33(6).
    """
    finite = np.isfinite(margin)
    if len(margin) < 2 * _BINS or not finite.any():
        return ()
    answer = np.where(finite, margin, margin[finite].min())
    found = []
    for q, about in enumerate(names):
        column = inputs[:, q]
        if about.kind == "event":
            # What counts is whether it happens; its date is spread by judgement alone.
            column = np.isfinite(column).astype(np.float64)
        if column.min() == column.max():
            continue
        fifths = _classes(column, _FIFTHS)
        low, high = fifths[0], fifths[-1]
        found.append(
            Influence(
                name=about.name,
                kind=about.kind,
                party=about.party,
                issue=about.issue,
                option=about.option,
                low=share(int(zone[low].sum()), len(low)),
                high=share(int(zone[high].sum()), len(high)),
                index=_index(_classes(column, _BINS), answer),
                learning=_learning(fifths, hits),
            )
        )
    return tuple(sorted(found, key=lambda item: (-item.index, item.name)))


def _classes(column: Floats, count: int) -> list[Rows]:
    """Return the rows in classes of rising value: by value if it has two, else of equal size."""
    values = np.unique(column)
    if len(values) == 2:
        return [np.flatnonzero(column == value) for value in values]
    order = np.argsort(column, kind="stable")
    return [part for part in np.array_split(order, count) if len(part)]


def _index(classes: list[Rows], answer: Floats) -> float:
    total = float(((answer - answer.mean()) ** 2).sum())
    if total == 0.0:
        return 0.0
    within = sum(float(((answer[rows] - answer[rows].mean()) ** 2).sum()) for rows in classes)
    n, k = len(answer), len(classes)
    return max(0.0, 1.0 - (within / (n - k)) / (total / (n - 1)))


def _learning(classes: list[Rows], hits: Bools) -> Learning:
    """Return how much more often the package proposed fits if the class is known first."""
    gains = np.zeros(len(hits))
    if hits.shape[1]:
        for parity in (0, 1):
            chooses = np.zeros(len(hits), dtype=bool)
            chooses[parity::2] = True
            without = hits[chooses].sum(axis=0).argmax()
            for rows in classes:
                choosing, judging = rows[chooses[rows]], rows[~chooses[rows]]
                if len(choosing):
                    informed = hits[choosing].sum(axis=0).argmax()
                    gains[judging] = hits[judging, informed] * 1.0 - hits[judging, without]
    mean = float(gains.mean())
    error = float(gains.std(ddof=1)) / math.sqrt(len(gains))
    return Learning(mean, mean - _Z * error, mean + _Z * error)
