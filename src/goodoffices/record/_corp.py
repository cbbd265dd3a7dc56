"""What a mean score is made of: reliability, resolution and uncertainty.

Murphy's partition asks how often the event happened where a given probability was stated.  With few
forecasts on each value that has to be binned, and the answer then hangs on the bins.  We take the
partition that needs none: the frequencies are those that rise with the forecast and fit the
outcomes best (isotonic regression).  It adds up exactly, its parts are never negative, it holds for
both scores alike, and where the frequencies at the stated values rise by themselves it is Murphy's.

Its price is that of every such estimate: with few forecasts some of the unreliability is chance.
No term is subtracted for that, as Bröcker (2012) and Ferro & Fricker (2012) do for bins; what
chance alone would show is found by resampling instead, and shown beside it (`_calibration`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import Floats
from goodoffices.record._proper import SCORES, Score

__all__ = ["Parts", "isotonic", "parts", "pooled"]


@dataclass(frozen=True, slots=True)
class Parts:
    """A mean score and its parts: ``mean = reliability - resolution + uncertainty``.

    Parameters
    ----------
    mean
        The mean score; lower is better.
    reliability
        What would have been saved by stating the frequencies that belong to the forecasts; 0 is
        perfect.
    resolution
        What telling events apart has gained over always stating how often they happened.
    uncertainty
        The score of always stating how often they happened.
    """

    mean: float
    reliability: float
    resolution: float
    uncertainty: float


def parts(p: Floats, y: Floats, score: Score) -> Parts:
    """Return a mean score and what it is made of.

    Parameters
    ----------
    p
        Shape (n,): probabilities; at least one.
    y
        Shape (n,): what happened, 1 or 0.
    score
        Which score.

    References
    ----------
    Dimitriadis, Gneiting & Jordan 2021, "Stable reliability diagrams for probabilistic
    classifiers", PNAS 118(8), e2016191118 (the CORP partition: their miscalibration is our
    reliability, their discrimination our resolution); Murphy 1973, "A new vector partition of the
    probability score", Journal of Applied Meteorology 12(4), 595-600.
    """
    of = SCORES[score]
    mean = float(of(p, y).mean())
    recalibrated = float(of(isotonic(p, y), y).mean())
    uncertainty = float(of(np.full_like(p, y.mean()), y).mean())
    return Parts(mean, mean - recalibrated, uncertainty - recalibrated, uncertainty)


def isotonic(p: Floats, y: Floats) -> Floats:
    """Return the frequencies that rise with the forecasts and fit the outcomes best: shape (n,)."""
    _, group, size = np.unique(p, return_inverse=True, return_counts=True)
    happened: Floats = np.bincount(group, weights=y).astype(float)
    return pooled(happened, size)[group]


def pooled(happened: Floats, size: NDArray[np.intp]) -> Floats:
    """Return rising frequencies by pooling adjacent violators.

    Parameters
    ----------
    happened
        Shape (k,): events in each group, groups in the order of their forecasts.
    size
        Shape (k,): forecasts in each group, at least 1.

    Returns
    -------
    Shape (k,): frequencies, none below the one before it; exact.

    References
    ----------
    Ayer, Brunk, Ewing, Reid & Silverman 1955, "An empirical distribution function for sampling
    with incomplete information", Annals of Mathematical Statistics 26(4), 641-647.
    """
    pools: list[tuple[float, int, int]] = []
    for events, count in zip(happened.tolist(), size.tolist(), strict=True):
        pool = (events, count, 1)
        # Compared crosswise: equal frequencies must be found equal.
        while pools and pools[-1][0] * pool[1] >= pool[0] * pools[-1][1]:
            last = pools.pop()
            pool = (last[0] + pool[0], last[1] + pool[1], last[2] + pool[2])
        pools.append(pool)
    events, counts, widths = (np.array(column) for column in zip(*pools, strict=True))
    return np.repeat(events / counts, widths)
