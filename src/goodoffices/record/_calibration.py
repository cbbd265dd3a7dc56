"""Calibration: how often events happened that were given this probability, and what chance shows.

A curve of few forecasts is never straight, so each point comes with the range in which it would lie
if the forecasts were right: outcomes are drawn with the probabilities as stated, many times, and
treated as the real ones were.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.preferences import Floats, uniforms
from goodoffices.record._corp import pooled

__all__ = ["RESAMPLES", "Calibration", "Point", "calibration"]

RESAMPLES = 1000
_LEVELS = (0.05, 0.95)
_CHUNK = 4_000_000
"""Random numbers drawn at a time, to bound memory."""


@dataclass(frozen=True, slots=True)
class Point:
    """One probability that was stated.

    Parameters
    ----------
    forecast
        The probability.
    count, happened
        How often it was stated, and how many of the events happened.
    frequency
        How often such events happen, estimated over all forecasts as rising with them.
    low, high
        Between which the frequency would lie in 90 of 100 cases if the forecasts were right.
    """

    forecast: float
    count: int
    happened: int
    frequency: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well stated probabilities fit what happened.

    Parameters
    ----------
    points
        By probability stated, rising.
    unreliability
        The reliability part of the Brier score.
    by_chance
        Between which it would lie in 90 of 100 cases if the forecasts were right.
    p_value
        How often it would be at least as large if they were.
    resamples, seed
        From how many draws of outcomes the ranges come, and their seed.
    """

    points: tuple[Point, ...]
    unreliability: float
    by_chance: tuple[float, float]
    p_value: float
    resamples: int
    seed: int


def calibration(p: Floats, y: Floats, *, seed: int, resamples: int = RESAMPLES) -> Calibration:
    """Return the calibration curve with consistency bars.

    Parameters
    ----------
    p
        Shape (n,): probabilities; at least one.
    y
        Shape (n,): what happened, 1 or 0.
    seed
        Seed of the resampling.
    resamples
        How many times outcomes are drawn.

    Notes
    -----
    Outcomes are drawn independently. Events that share their causes, as those of one war do, vary
    together, and the bars are then too narrow.

    References
    ----------
    Bröcker & Smith 2007, "Increasing the reliability of reliability diagrams", Weather and
    Forecasting 22(3), 651-661 (consistency resampling; outcomes are redrawn for the forecasts as
    they are); Dimitriadis, Gneiting & Jordan 2021, PNAS 118(8), e2016191118 (the same for curves
    without bins).
    """
    values, group, size = np.unique(p, return_inverse=True, return_counts=True)

    def curve(outcomes: Floats) -> Floats:
        return pooled(np.bincount(group, weights=outcomes).astype(float), size)

    def unreliability(outcomes: Floats, frequencies: Floats) -> float:
        # The Brier score less that of the recalibrated forecasts; what is left of each pair.
        stated, fitted = values[group], frequencies[group]
        return float(((stated - outcomes) ** 2 - (fitted - outcomes) ** 2).mean())

    curves = np.empty((resamples, len(values)))
    spread = np.empty(resamples)
    step = max(1, _CHUNK // len(p))
    for first in range(0, resamples, step):
        count = min(step, resamples - first)
        lots = uniforms(seed, "consistency", first=first, count=count, width=len(p))
        for row, drawn in enumerate((lots < p).astype(float), first):
            curves[row] = curve(drawn)
            spread[row] = unreliability(drawn, curves[row])
    found = curve(y)
    happened = np.bincount(group, weights=y)
    low, high = np.quantile(curves, _LEVELS, axis=0)
    seen = unreliability(y, found)
    points = zip(values, size, happened, found, low, high, strict=True)
    return Calibration(
        points=tuple(
            Point(float(v), int(n), int(k), float(f), float(lo), float(hi))
            for v, n, k, f, lo, hi in points
        ),
        unreliability=seen,
        by_chance=tuple(np.quantile(spread, _LEVELS).tolist()),
        # A draw that equals what was seen may differ from it in the last bit.
        p_value=(1 + int((spread >= seen - 1e-12).sum())) / (1 + resamples),
        resamples=resamples,
        seed=seed,
    )
