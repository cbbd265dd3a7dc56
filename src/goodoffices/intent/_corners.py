"""What items and voices can do to a hypothesis at worst, each for itself: corners of their ranges.

N_h is the likelihood of an item, or of all the words of a voice, under hypothesis h.  Whatever is
stated enters every N_h as a linear function while the rest is held (a likelihood within a group: as
one of its power, which stands at the same ends), so that the odds against h, sum_k c_k N_k / N_h,
are a ratio of linear functions in each unknown number and extreme at an end of its range.  Which
end is known where the number is of the rivals alone, or of h alone: a likelihood never lowers its
own N.  Both ends are tried where it is of h and of rivals::

                                       without a voice                with a voice
    likelihood stated alike            cancels                        both ends
    likelihood if misleading, alike    -                              both ends
    chance to mislead, shared          -                              both ends
    reliability                        both ends                      both ends
    reliability, in a group            each rival takes its own end   every factor takes its own end

In a group a reliability is within the power, the ratio bends, and its worst need not be at an end:
what is let go then is never too narrow, perhaps too wide.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Uncertain
from goodoffices.intent._inquiry import Voiced
from goodoffices.intent._posterior import Modal

__all__ = ["Ends", "against", "alone", "ends_of", "spoken", "undominated"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_TRIED = 6
"""Numbers of one voice whose two ends are tried in all combinations: the widest."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The M items that one voice speaks, or none does, at the ends of all that is stated of them.

    Parameters
    ----------
    honest, misled
        Log-likelihoods times the weight, (2, 2, M, H): by end of the reliability and of the
        likelihood, where the voice is honest and where it misleads.
    alike, alike_misled
        Whether two hypotheses have one likelihood, (M, H, H).
    width, width_misled
        Of the range of each likelihood, (M, H).
    unsure
        Width of the range of the reliability, (M,).
    whole
        Whether an item has its full weight, (M,).
    """

    honest: Floats
    misled: Floats
    alike: Flags
    alike_misled: Flags
    width: Floats
    width_misled: Floats
    unsure: Floats
    whole: Flags


def ends_of(modal: Modal, ranges: Sequence[Floats], members: Sequence[int]) -> Ends:
    """Return the ends of some items, of which `ranges` has the likelihoods, (2, H) each."""
    items = [modal.inquiry.items[m] for m in members]
    count = len(modal.prior)
    raw = np.array([ranges[m] for m in members]).reshape(-1, 2, count).swapaxes(0, 1)
    false = np.array([_ends(item.deceived) for item in items])
    false = false.reshape(-1, 2, count).swapaxes(0, 1)
    rho = _ends([item.reliability for item in items])
    nothing = np.array([item.nothing for item in items])
    weight = modal.weights[list(members)]

    def logs(likelihood: Floats) -> Floats:
        sure = rho[:, None, :, None]
        mixed = sure * likelihood + (1 - sure) * nothing[:, None]
        with np.errstate(divide="ignore"):
            return np.asarray(weight[:, None] * np.log(mixed))

    return Ends(
        honest=logs(raw),
        misled=logs(false),
        alike=np.array([item.alike() for item in items], dtype=bool).reshape(-1, count, count),
        alike_misled=np.array(
            [[[a == b for b in item.deceived] for a in item.deceived] for item in items],
            dtype=bool,
        ).reshape(-1, count, count),
        width=raw[1] - raw[0],
        width_misled=false[1] - false[0],
        unsure=rho[1] - rho[0],
        whole=weight == 1.0,
    )


def alone(ends: Ends, h: int, high: bool) -> tuple[Floats, list[Floats], bool]:
    """Return what items without a voice can do to the largest (or least) posterior of h.

    Returns
    -------
    ndarray, shape (H,)
        log(N_k / N_h) of all the items of which one end is worst for every rival.
    list of ndarray, shape (2, H)
        The same at both ends, for each other item.
    bool
        Whether this is exact.
    """
    # Numbers that h shares stand at the end that h would choose, the others at the other.
    corner = np.where(ends.alike[:, h] == high, ends.honest[:, 1], ends.honest[:, 0])
    # What cancels does so at 0 as well.
    low, top = np.where(ends.alike[:, h], 0.0, against(corner, h, high))
    worse = np.minimum if high else np.maximum
    worst = worse(low, top)
    open_ = (worst != low).any(axis=-1) & (worst != top).any(axis=-1)
    tried = open_ & ends.whole
    with np.errstate(invalid="ignore"):
        total = worst[~tried].sum(axis=0)
    pairs = [np.stack([low[m], top[m]]) for m in np.flatnonzero(tried)]
    return total, pairs, not (open_ & ~ends.whole).any()


def spoken(ends: Ends, voice: Voiced, h: int, high: bool) -> tuple[Floats, bool]:
    """Return log(N_k / N_h) of the words of a voice at the corners that may be worst, (C, H).

    And whether this is exact.
    """
    delta = _ends(voice.deceives)
    shared = np.array(voice.shared)
    unknown = _unknown(ends, delta, shared, h)
    exact = len(unknown) <= _TRIED and bool(ends.whole[ends.unsure > 0].all())
    tried = unknown[:_TRIED]
    corners = np.array(list(itertools.product((0, 1), repeat=len(tried))), dtype=np.int64)
    rows = np.arange(len(corners))
    count, many = ends.width.shape
    sure = np.ones((len(corners), 2, count), dtype=bool)
    true = np.ones((len(corners), 2, count, many), dtype=bool)
    false, deceives = true.copy(), np.ones((len(corners), 2, many), dtype=bool)
    for n, (_, kind, m) in enumerate(tried):
        other = 1 - corners[:, n]
        if kind == "deceives":
            deceives[rows, other] &= ~shared
        elif kind == "reliability":
            sure[rows, other, m] = False
        elif kind == "likelihood":
            true[rows, other, m] &= ~ends.alike[m, h]
        else:
            false[rows, other, m] &= ~ends.alike_misled[m, h]
    sign = np.full(many, 1.0 if high else -1.0)
    sign[h] *= -1
    honest = _reached(ends.honest, sure, true, sign)
    misled = _reached(ends.misled, sure, false, sign)
    with np.errstate(divide="ignore"):
        both = np.logaddexp(
            np.log1p(-delta) + honest[:, None], np.log(delta) + misled[:, None]
        )  # (C, 2, H)
    logs = sign * np.where(deceives, sign * both, np.inf).min(axis=1)
    return undominated(against(logs, h, high), high), exact


def _unknown(ends: Ends, delta: Floats, shared: Flags, h: int) -> list[tuple[float, str, int]]:
    """Return width, kind and item of each number whose worse end is open, the widest first."""
    found = []
    if shared.sum() > 1:
        found.append((float((delta[1] - delta[0])[shared][0]), "deceives", 0))
    for m in range(len(ends.whole)):
        if ends.whole[m]:
            found.append((float(ends.unsure[m]), "reliability", m))
        if ends.alike[m, h].sum() > 1:
            found.append((float(ends.width[m, h]), "likelihood", m))
        if ends.alike_misled[m, h].sum() > 1:
            found.append((float(ends.width_misled[m, h]), "misled", m))
    return sorted((entry for entry in found if entry[0] > 0), key=lambda entry: -entry[0])


def _reached(table: Floats, sure: Flags, ends: Flags, sign: Floats) -> Floats:
    """Return sums over items of the least sign * table among the ends allowed, (C, H)."""
    allowed = sure[:, :, None, :, None] & ends[:, None]
    least = np.where(allowed, sign * table, np.inf).min(axis=(1, 2))
    total: Floats = sign * least.sum(axis=1)
    return total


def against(logs: Floats, h: int, high: bool) -> Floats:
    """Return log(N_k / N_h), along the last axis.

    Where both are 0, the one for whom the corner is the best there is has no chance at all.
    """
    with np.errstate(invalid="ignore"):
        difference: Floats = logs - logs[..., h : h + 1]
    difference = np.where(np.isnan(difference), np.inf if high else -np.inf, difference)
    difference[..., h] = 0.0
    return difference


def undominated(parts: Floats, high: bool) -> Floats:
    """Return the candidates of which none is at least as good as another for every rival."""
    signed = parts if high else -parts
    below = (signed[:, None] <= signed[None]).all(axis=-1)
    earlier = np.triu(np.ones(below.shape, dtype=bool), 1)
    kept: Floats = parts[~(below & (~below.T | earlier)).any(axis=0)]
    return kept


def _ends(numbers: Sequence[Uncertain]) -> Floats:
    return np.array([[n.low for n in numbers], [n.high for n in numbers]])
