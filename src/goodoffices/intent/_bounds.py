"""Bounds on a posterior over every stated range: a credal analysis, solved at the corners.

For the largest posterior of hypothesis h, the odds against it, sum_k p_k L_k / (p_h L_h), are to be
least.  They rise with every likelihood of a rival and fall with every likelihood of h, whatever the
rest is, so every likelihood stands at an end of its range; a number stated alike under h and a
rival is one unknown and cancels.  Priors: p_h at its largest, the rest filled with the rivals of
least likelihood first.  What hypotheses share (a reliability, the chance that a voice misleads)
enters as a ratio of linear functions, so it is at an end of its range too, and both ends are tried.

Exact for priors, likelihoods, and shared numbers as long as at most `_TRIED` items leave open which
end is worse.  Otherwise, and where a shared number meets a weight within a group or a choice set
has ranges, each rival takes the end that is best for the bound: never too narrow, perhaps too wide.

References
----------
Walley 1991, Statistical Reasoning with Imprecise Probabilities, Chapman & Hall, section 6.4.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Uncertain
from goodoffices.intent._posterior import Modal

__all__ = ["Bounds", "bounds"]

Floats = NDArray[np.float64]
Ends = tuple[Floats, NDArray[np.bool_]]
"""Least and largest likelihoods of an item, (2, H), and which hypotheses share a number."""

_TRIED = 6
"""Items whose two ends are tried in all combinations."""
_SHARED = 6
"""Shared numbers of one voice whose ends are tried in all combinations."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Least and largest posterior of each hypothesis, shape (H,), and whether they are exact."""

    lower: Floats
    upper: Floats
    exact: bool


def bounds(modal: Modal) -> Bounds:
    """Return the bounds on every posterior over all stated ranges."""
    ranges = [item.ranges(modal.inquiry.gains) for item in modal.inquiry.items]
    exact = all(sure for _, sure in ranges)
    ends = [(end, item.alike()) for (end, _), item in zip(ranges, modal.inquiry.items, strict=True)]
    count = len(modal.prior)
    found = np.empty((2, count))
    for h in range(count):
        for high in (False, True):
            worst, sure = _side(modal, ends, h, high)
            found[int(high), h] = worst
            exact &= sure
    return Bounds(found[0], found[1], bool(exact))


def _side(modal: Modal, ends: list[Ends], h: int, high: bool) -> tuple[float, bool]:
    """Return the largest (or least) posterior of one hypothesis, and whether it is exact."""
    total = np.zeros(len(modal.prior))
    open_: list[list[Floats]] = []
    exact = True
    for parts, sure in _blocks(modal, ends, h, high):
        exact &= sure
        kept = _undominated(parts, high)
        if len(kept) > 1 and not sure:
            kept = [np.min(kept, axis=0) if high else np.max(kept, axis=0)]
        if len(kept) == 1:
            total += kept[0]
        else:
            open_.append(kept)
    if len(open_) > _TRIED:
        exact = False
        for kept in open_[_TRIED:]:
            total += np.min(kept, axis=0) if high else np.max(kept, axis=0)
        open_ = open_[:_TRIED]
    best = 0.0 if high else 1.0
    for picked in itertools.product(*open_):
        value = _with_priors(
            modal.inquiry.priors, total + sum(picked, np.zeros_like(total)), h, high
        )
        best = max(best, value) if high else min(best, value)
    return best, exact


def _undominated(parts: list[Floats], high: bool) -> list[Floats]:
    """Return the candidates of which none is at least as good as another for every rival."""
    if len(parts) == 1:
        return parts
    sign = 1.0 if high else -1.0
    kept: list[Floats] = []
    for k, part in enumerate(parts):
        beaten = any(
            np.all(sign * other <= sign * part) and (np.any(sign * other < sign * part) or j < k)
            for j, other in enumerate(parts)
            if j != k
        )
        if not beaten:
            kept.append(part)
    return kept


def _blocks(modal: Modal, ends: list[Ends], h: int, high: bool) -> list[tuple[list[Floats], bool]]:
    """Return, for each item without a voice and each voice, its candidates of log(N_k / N_h)."""
    found = []
    corner = [_corner(end, h, high) for end in ends]
    for m, item in enumerate(modal.inquiry.items):
        weight = modal.weights[m]
        if modal.voices[m] is None and weight > 0:
            rhos = _ends(item.reliability)
            parts = [weight * _ratio(_mixed(corner[m], rho, item.nothing), h, high) for rho in rhos]
            # Raised to a power below 1 the odds need not be least at an end.
            parts = _undominated(parts, high)
            found.append((parts, weight == 1.0 or len(parts) == 1))
    for voice in modal.inquiry.voices:
        members = [m for m, v in enumerate(modal.voices) if v == voice.id and modal.weights[m] > 0]
        found.append(_voice(modal, voice.id, members, corner, h, high))
    return found


def _corner(ends: Ends, h: int, high: bool) -> Floats:
    """Return the likelihoods of an item at their worst corner for h: rivals at the other end."""
    end, alike = ends
    corner: Floats = np.where(alike[h], end[int(high)], end[int(not high)])
    return corner


def _voice(
    modal: Modal, voice_id: str, members: list[int], corner: list[Floats], h: int, high: bool
) -> tuple[list[Floats], bool]:
    voice = next(v for v in modal.inquiry.voices if v.id == voice_id)
    items = [modal.inquiry.items[m] for m in members]
    false = [_false_corner(item.deceived, h, high) for item in items]
    common = next((d for d, s in zip(voice.deceives, voice.shared, strict=True) if s), None)
    shared = [*(item.reliability for item in items), *([common] if common else [])]
    wide = [k for k, number in enumerate(shared) if not number.certain]
    if len(wide) > _SHARED:
        # Too many corners to try: the widest answer is never too narrow.
        widest = np.full(len(modal.prior), -np.inf if high else np.inf)
        widest[h] = 0.0
        return [widest], False
    exact = not wide or all(modal.weights[m] == 1.0 for m in members)
    parts, corners = [], []
    for pick in itertools.product((0, 1), repeat=len(wide)):
        values = [number.mode for number in shared]
        for k, end in zip(wide, pick, strict=True):
            values[k] = shared[k].high if end else shared[k].low
        honest, misled = np.zeros(len(modal.prior)), np.zeros(len(modal.prior))
        for k, m in enumerate(members):
            weight, nothing = modal.weights[m], items[k].nothing
            with np.errstate(divide="ignore"):
                honest += weight * np.log(_mixed(corner[m], values[k], nothing))
                misled += weight * np.log(_mixed(false[k], values[k], nothing))
        delta = [
            (values[-1],) if is_shared else _ends(number)
            for number, is_shared in zip(voice.deceives, voice.shared, strict=True)
        ]
        logs = np.empty(len(modal.prior))
        for k, choices in enumerate(delta):
            with np.errstate(divide="ignore"):
                sums = [
                    float(np.logaddexp(np.log1p(-d) + honest[k], np.log(d) + misled[k]))
                    for d in choices
                ]
            logs[k] = max(sums) if (k == h) == high else min(sums)
        parts.append(_difference(logs, h, high))
        corners.append(logs)
    if not exact:
        # A weight below 1 bends the sum, so each side of the ratio goes to its own end.
        far, near = (np.max, np.min) if high else (np.min, np.max)
        logs = near(corners, axis=0)
        logs[h] = far(corners, axis=0)[h]
        parts = [_difference(logs, h, high)]
    return parts, exact


def _false_corner(numbers: tuple[Uncertain, ...], h: int, high: bool) -> Floats:
    own = numbers[h]
    return np.array(
        [
            (n.high if high else n.low) if n == own else (n.low if high else n.high)
            for n in numbers
        ]
    )  # fmt: skip


def _ends(number: Uncertain) -> tuple[float, ...]:
    return (number.mode,) if number.certain else (number.low, number.high)


def _mixed(raw: Floats, rho: float, nothing: float) -> Floats:
    return rho * raw + (1 - rho) * nothing


def _ratio(values: Floats, h: int, high: bool) -> Floats:
    with np.errstate(divide="ignore"):
        return _difference(np.log(values), h, high)


def _difference(logs: Floats, h: int, high: bool) -> Floats:
    """Return log(N_k / N_h); where both are 0, what leaves the bound widest."""
    with np.errstate(invalid="ignore"):
        difference: Floats = logs - logs[h]
    difference = np.where(np.isnan(difference), -np.inf if high else np.inf, difference)
    difference[h] = 0.0
    return difference


def _with_priors(priors: tuple[Uncertain, ...], log: Floats, h: int, high: bool) -> float:
    """Return the extreme posterior of h over priors, for fixed likelihood ratios exp(log)."""
    low = np.array([prior.low for prior in priors])
    top = np.array([prior.high for prior in priors])
    others = [k for k in range(len(priors)) if k != h]
    own = min(top[h], 1 - low[others].sum()) if high else max(low[h], 1 - top[others].sum())
    left = 1 - own - low[others].sum()
    odds = 0.0
    share = low.copy()
    for k in sorted(others, key=lambda k: (log[k] if high else -log[k], k)):
        more = min(max(left, 0.0), top[k] - low[k])
        share[k] += more
        left -= more
    if own <= 0:
        return 0.0
    for k in others:
        if share[k] > 0:
            with np.errstate(over="ignore"):
                odds += share[k] * float(np.exp(log[k]))
    return float(own / (own + odds))
