"""From likelihoods to a posterior: Bayes' rule over items, groups and voices.

log P(evidence | h) = sum over items without a voice of w_i log L'_i(h)
                      + sum over voices v of log( (1 - d_v(h)) prod_i L'_i(h)^w_i
                                                  + d_v(h) prod_i F'_i(h)^w_i )

with L' the likelihood mixed with one that tells nothing by the reliability, w the weights within
groups, d_v(h) the chance that the voice misleads, one latent node for all of its words, and F the
likelihoods where it does.  Exact.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Uncertain
from goodoffices.case.model import Evidence
from goodoffices.intent._inquiry import Inquiry
from goodoffices.intent._weights import weights, weights_without
from goodoffices.preferences import perts, uniforms

__all__ = ["Modal", "drawn_posterior", "normalised", "voice_of"]

Floats = NDArray[np.float64]


def voice_of(entry: object) -> str | None:
    """Return the voice of an item, if it has one."""
    return entry.voice if isinstance(entry, Evidence) else None


def normalised(log: Floats) -> Floats:
    """Return probabilities proportional to exp(log), along the last axis."""
    top = log.max(axis=-1, keepdims=True)
    raised = np.exp(log - np.where(np.isfinite(top), top, 0.0))
    total = raised.sum(axis=-1, keepdims=True)
    shares: Floats = raised / np.where(total > 0, total, 1.0)
    return shares


def _logs(values: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        logs: Floats = np.log(values)
    return logs


def _power(weight: float, log: Floats) -> Floats:
    # 0 * -inf would be no number: what has no weight says nothing, not even a zero.
    return weight * log if weight > 0 else np.zeros_like(log)


def _summed(weight: Floats, log: Floats, members: list[int]) -> Floats:
    """Return sum_m weight_sm log_mh over some items, (S, H), what has no weight saying nothing."""
    part, own = weight[:, members], log[members]
    zero = np.isneginf(own)
    total: Floats = part @ np.where(zero, 0.0, own)
    if zero.any():
        total[(part > 0).astype(np.float64) @ zero.astype(np.float64) > 0] = -np.inf
    return total


class Modal:
    """The inference at the most plausible numbers, of which any item can be left out.

    Parameters
    ----------
    inquiry
        What is asked.
    """

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry
        pairs = [item.modal(inquiry.gains) for item in inquiry.items]
        count = len(inquiry.hypotheses)
        self.honest = np.concatenate([p[0] for p in pairs] or [np.empty((0, count))])
        self.false = np.concatenate([p[1] for p in pairs] or [np.empty((0, count))])
        self.log, self.log_false = _logs(self.honest), _logs(self.false)
        self.prior = np.array([prior.mode for prior in inquiry.priors])
        self.delta = {
            voice.id: np.array([number.mode for number in voice.deceives])
            for voice in inquiry.voices
        }
        self.ids = [item.entry.id for item in inquiry.items]
        self.groups = [
            item.entry.group if isinstance(item.entry, Evidence) else None for item in inquiry.items
        ]
        self.voices = [voice_of(item.entry) for item in inquiry.items]
        self.alone = self._alone()
        self.weights = weights(self.alone, self.groups, self.ids)

    def _alone(self) -> Floats:
        """Return log-likelihoods of each item by itself, its voice summed out, (M, H)."""
        alone = self.log.copy()
        for m, voice in enumerate(self.voices):
            if voice is not None:
                delta = self.delta[voice]
                alone[m] = _logs((1 - delta) * self.honest[m] + delta * self.false[m])
        return alone

    def total(self, weight: Floats) -> Floats:
        """Return log P(evidence | h), shape (H,), under weights of shape (M,)."""
        total: Floats = self.totals(weight[None, :])[0]
        return total

    def totals(self, weight: Floats) -> Floats:
        """Return the same for many sets of weights, (S, M) to (S, H); 0 leaves an item out."""
        total = _summed(weight, self.log, [m for m, v in enumerate(self.voices) if v is None])
        for voice, delta in self.delta.items():
            members = [m for m, v in enumerate(self.voices) if v == voice]
            honest = _summed(weight, self.log, members)
            false = _summed(weight, self.log_false, members)
            total += np.logaddexp(_logs(1 - delta) + honest, _logs(delta) + false)
        return total

    def reweighed(self) -> Floats:
        """Return the weights of the items that are left when one is taken out, (M, M)."""
        return weights_without(self.alone, self.groups, self.ids)

    def naive(self) -> Floats:
        """Return the log-likelihood as if all items were independent, voices included, (H,)."""
        return np.sum(self.alone, axis=0) if len(self.ids) else np.zeros(len(self.prior))

    def posterior(self, log: Floats) -> Floats:
        """Return the posterior that a log-likelihood gives."""
        return normalised(_logs(self.prior) + log)


def drawn_posterior(modal: Modal, *, seed: int, draws: int) -> Floats:
    """Return the posterior in every draw of everything uncertain, shape (D, H).

    Weights within groups stay as at the most plausible numbers.
    """
    inquiry = modal.inquiry
    total = _logs(_priors(inquiry, seed=seed, draws=draws))
    honest = {voice.id: np.zeros_like(total) for voice in inquiry.voices}
    false = {voice.id: np.zeros_like(total) for voice in inquiry.voices}
    for m, item in enumerate(inquiry.items):
        good, bad = item.drawn(inquiry.gains, seed=seed, draws=draws)
        voice = modal.voices[m]
        if voice is None:
            total += _power(modal.weights[m], _logs(good))
        else:
            honest[voice] += _power(modal.weights[m], _logs(good))
            false[voice] += _power(modal.weights[m], _logs(bad))
    for spoken in inquiry.voices:
        names = [
            f"voices[{spoken.id}].deceives" if shared else f"voices[{spoken.id}].under[{h.id}]"
            for h, shared in zip(inquiry.hypotheses, spoken.shared, strict=True)
        ]
        delta = _drawn(names, spoken.deceives, seed=seed, draws=draws)
        total += np.logaddexp(_logs(1 - delta) + honest[spoken.id], _logs(delta) + false[spoken.id])
    return normalised(total)


def _drawn(names: list[str], numbers: tuple[Uncertain, ...], *, seed: int, draws: int) -> Floats:
    columns = [uniforms(seed, name, first=0, count=draws)[:, 0] for name in names]
    return perts(numbers, np.column_stack(columns))


def _priors(inquiry: Inquiry, *, seed: int, draws: int) -> Floats:
    """Return drawn priors that sum to 1 and stay within their ranges, shape (D, H).

    PERT draws are moved along the line to the ends of their ranges until they sum to 1.
    """
    names = [f"hypotheses[{h.id}].prior" for h in inquiry.hypotheses]
    drawn = _drawn(names, inquiry.priors, seed=seed, draws=draws)
    low = np.array([prior.low for prior in inquiry.priors])
    high = np.array([prior.high for prior in inquiry.priors])
    excess = drawn.sum(axis=1, keepdims=True) - 1
    room = np.where(excess > 0, drawn - low, high - drawn)
    total = room.sum(axis=1, keepdims=True)
    moved: Floats = drawn - excess * np.abs(room) / np.where(total > 0, total, 1.0)
    return np.maximum(moved, 0.0)
