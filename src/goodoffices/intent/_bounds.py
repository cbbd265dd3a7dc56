"""Bounds on a posterior over every stated range: a credal analysis, solved at the corners.

For the largest posterior of hypothesis h, the odds against it, sum_k p_k L_k / (p_h L_h), are to be
least.  L is a product over items without a voice and over voices, which share no number, and each
factor has few corners that may be worst (`_corners`); they are tried in all combinations.  Priors:
p_h at its largest, the rest filled with the rivals of least likelihood first.

Exact as long as the combinations are at most `_COMBINED`.  Beyond, and where a reliability meets a
weight within a group or a choice set has ranges, each rival takes the end that is best for the
bound: never too narrow, perhaps too wide.

References
----------
Walley 1991, Statistical Reasoning with Imprecise Probabilities, Chapman & Hall, section 6.4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Uncertain
from goodoffices.intent._corners import Ends, alone, ends_of, spoken
from goodoffices.intent._inquiry import Voiced
from goodoffices.intent._posterior import Modal

__all__ = ["Bounds", "bounds"]

Floats = NDArray[np.float64]

_COMBINED = 1024
"""Combinations of corners that are tried."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Least and largest posterior of each hypothesis, shape (H,), and whether they are exact."""

    lower: Floats
    upper: Floats
    exact: bool


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The items that count, at the ends of all that is stated of them."""

    priors: tuple[Uncertain, ...]
    silent: Ends
    voices: tuple[tuple[Voiced, Ends], ...]


def bounds(modal: Modal) -> Bounds:
    """Return the bounds on every posterior over all stated ranges."""
    ranges = [item.ranges(modal.inquiry.gains) for item in modal.inquiry.items]
    exact = all(sure for _, sure in ranges)

    def ends(voice: str | None) -> Ends:
        # What has no weight says nothing, whatever its range.
        members = [m for m, v in enumerate(modal.voices) if v == voice and modal.weights[m] > 0]
        return ends_of(modal, [both for both, _ in ranges], members)

    evidence = _Evidence(
        modal.inquiry.priors,
        ends(None),
        tuple((voice, ends(voice.id)) for voice in modal.inquiry.voices),
    )
    count = len(modal.prior)
    found = np.empty((2, count))
    for h in range(count):
        for high in (False, True):
            worst, sure = _side(evidence, h, high)
            found[int(high), h] = worst
            exact &= sure
    return Bounds(found[0], found[1], bool(exact))


def _side(evidence: _Evidence, h: int, high: bool) -> tuple[float, bool]:
    """Return the largest (or least) posterior of one hypothesis, and whether it is exact."""
    total, open_, exact = alone(evidence.silent, h, high)
    for voice, ends in evidence.voices:
        parts, sure = spoken(ends, voice, h, high)
        open_.append(parts)
        exact &= sure
    combined = total[None]
    with np.errstate(invalid="ignore"):
        for parts in sorted(open_, key=_spread, reverse=True):
            taken = parts
            if len(combined) * len(parts) > _COMBINED:
                taken = (parts.min(axis=0) if high else parts.max(axis=0))[None]
                exact = False
            combined = (combined[:, None] + taken).reshape(-1, total.size)
    # Ruled out by one and its rival by another: see `against`.
    combined = np.where(np.isnan(combined), np.inf if high else -np.inf, combined)
    values = _with_priors(evidence.priors, combined, h, high)
    return float(values.max() if high else values.min()), exact


def _spread(parts: Floats) -> float:
    """Return how much is lost if every rival takes its own candidate."""
    with np.errstate(invalid="ignore"):
        return float(np.nan_to_num(parts.max(axis=0) - parts.min(axis=0)).max())


def _with_priors(priors: tuple[Uncertain, ...], log: Floats, h: int, high: bool) -> Floats:
    """Return the extreme posterior of h over priors, for likelihood ratios exp(log), (C, H)."""
    others = np.array([k for k in range(len(priors)) if k != h])
    low = np.array([priors[k].low for k in others])
    top = np.array([priors[k].high for k in others])
    own = (
        min(priors[h].high, 1 - low.sum())
        if high
        else max(priors[h].low, 1 - top.sum())
    )  # fmt: skip
    if own <= 0:
        return np.zeros(len(log))
    ratio = log[:, others]
    order = np.argsort(ratio if high else -ratio, axis=1, kind="stable")
    room = (top - low)[order]
    left = max(0.0, 1 - own - low.sum())
    share = low[order] + np.clip(left - (np.cumsum(room, axis=1) - room), 0.0, room)
    with np.errstate(over="ignore", invalid="ignore"):
        odds = np.where(share > 0, share * np.exp(np.take_along_axis(ratio, order, 1)), 0.0)
    values: Floats = own / (own + odds.sum(axis=1))
    return values
