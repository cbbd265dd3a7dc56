"""What the answer hangs on: items left out, priors moved, and the least change that flips it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from goodoffices.intent._measures import IDENTIFIED
from goodoffices.intent._posterior import Modal
from goodoffices.intent._result import Flip

__all__ = ["ahead", "flips", "needed_priors", "reweighted", "verdict"]

Floats = NDArray[np.float64]


def ahead(log: Floats, ids: tuple[str, ...]) -> tuple[int, int]:
    """Return the indices of the largest and the second largest; ids settle ties."""
    order = sorted(range(len(log)), key=lambda h: (-round(float(log[h]), 12), ids[h]))
    return order[0], order[1]


def verdict(log: Floats, ids: tuple[str, ...]) -> tuple[int, int, float, bool]:
    """Return best, rival, the log Bayes factor between them, and whether that identifies one."""
    best, rival = ahead(log, ids)
    factor = float(log[best] - log[rival])
    # 0.6 against 0.2 is a factor of 3, which rounding must not take away.
    return best, rival, factor, factor >= math.log(IDENTIFIED) - 1e-12


def needed_priors(modal: Modal, log: Floats) -> list[float | None]:
    """Return the least prior with which each hypothesis would lead, the rest in proportion."""
    needed: list[float | None] = []
    for h in range(len(log)):
        rest = np.delete(modal.prior, h)
        left = rest.sum()
        rivals = np.delete(log, h)
        if left <= 0 or not np.isfinite(log[h]):
            needed.append(None if not np.isfinite(log[h]) else 0.0)
            continue
        with np.errstate(divide="ignore"):
            strongest = float((np.log(rest / left) + rivals).max())
        needed.append(1 / (1 + math.exp(min(700.0, float(log[h]) - strongest))))
    return needed


def reweighted(modal: Modal, log: Floats, h: int, factor: float) -> float:
    """Return the posterior of a hypothesis whose prior odds are multiplied by a factor."""
    prior = modal.prior.copy()
    prior[h] *= factor
    with np.errstate(divide="ignore"):
        raised = np.log(prior) + log
    share = np.exp(raised - raised.max())
    return float(share[h] / share.sum())


def flips(modal: Modal, log: Floats) -> tuple[Flip, ...]:
    """Return the least change of each kind after which another hypothesis leads.

    Weights within groups are held. The fewest items to leave out are sought by taking those that
    favour the leader most first: exact where items are independent, a sure way in any case.
    """
    ids = tuple(h.id for h in modal.inquiry.hypotheses)
    with np.errstate(divide="ignore"):
        posterior = np.log(modal.prior) + log
    lead, second = ahead(posterior, ids)
    found = [_likelihood(modal, posterior, lead, second), _prior(modal, log, lead)]
    found.append(_removal(modal, lead))
    return tuple(flip for flip in found if flip is not None)


def _likelihood(modal: Modal, posterior: Floats, lead: int, second: int) -> Flip | None:
    ids = [h.id for h in modal.inquiry.hypotheses]
    best: tuple[float, str, Flip] | None = None
    for m, item in enumerate(modal.inquiry.items):
        rho, weight = item.reliability.mode, modal.weights[m]
        if not item.stated or modal.voices[m] is not None or rho == 0 or weight == 0:
            continue
        for h in range(len(ids)):
            # Lowering the leader lets the second pass; raising any other lets that one pass.
            winner = second if h == lead else h
            gap = posterior[lead] - posterior[winner]
            if not np.isfinite(gap):
                continue
            factor = math.exp(min(700.0, float(gap) / weight))
            mixed = modal.honest[m, h]
            level = mixed / factor if h == lead else mixed * factor
            new = (level - (1 - rho) * item.nothing) / rho
            old = item.stated[h].mode
            if 0 <= new <= 1:
                flip = Flip("likelihood", ids[h], ids[winner], (modal.ids[m],), old, float(new))
                key = (round(abs(new - old), 12), f"{modal.ids[m]} {ids[h]}", flip)
                best = key if best is None or key[:2] < best[:2] else best
    return best[2] if best else None


def _prior(modal: Modal, log: Floats, lead: int) -> Flip | None:
    ids = [h.id for h in modal.inquiry.hypotheses]
    rises = [
        (needed - float(modal.prior[h]), ids[h], needed, h)
        for h, needed in enumerate(needed_priors(modal, log))
        if needed is not None and h != lead
    ]
    if not rises:
        return None
    _, name, needed, h = min(rises)
    return Flip("prior", name, name, (), float(modal.prior[h]), needed)


def _removal(modal: Modal, lead: int) -> Flip | None:
    ids = tuple(h.id for h in modal.inquiry.hypotheses)
    best: tuple[int, str, tuple[str, ...]] | None = None
    for h in range(len(ids)):
        if h == lead:
            continue
        with np.errstate(invalid="ignore"):
            favour = np.nan_to_num(
                modal.weights * (modal.alone[:, lead] - modal.alone[:, h]), nan=0.0
            )
        order = sorted(range(len(favour)), key=lambda m: (-favour[m], modal.ids[m]))
        most = sum(favour > 0) if best is None else min(sum(favour > 0), best[0] - 1)
        left = np.tile(modal.weights, (most, 1))
        for count in range(most):
            left[count, order[: count + 1]] = 0.0
        with np.errstate(divide="ignore"):
            after = np.log(modal.prior) + modal.totals(left)
        turned = np.flatnonzero(after[:, h] > after[:, lead])
        if turned.size:
            count = int(turned[0]) + 1
            best = (count, ids[h], tuple(modal.ids[m] for m in order[:count]))
    if best is None:
        return None
    return Flip("remove", best[1], best[1], best[2], None, None)
