"""The mediator's single negotiating text: it drafts, the parties say no, it drafts again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import TOLERANCE, Bools, Floats

__all__ = ["Texts", "negotiate_text", "text_score"]

_LEAST = 1e-12
"""Ranges below this count as none, so that nothing is divided by them."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A session on a single text, in R runs.

    Parameters
    ----------
    item
        Shape (R,): the menu entry agreed, -1 where none.
    exchange
        Shape (R,): in which exchange, -1 where none.
    tabled
        Shape (R, T): the entry tabled in each exchange, -1 where none.
    accepted
        Shape (R, T, F): whether a party accepted it.
    paid
        Shape (R, F): what the mediator spent on a party to bring it from its demand to the text.
    home
        Shape (R, F): whether a party's delegates met a text that is better for it than no
        agreement and lies beyond their mandate, and carry it home.
    """

    item: NDArray[np.intp]
    exchange: NDArray[np.intp]
    tabled: NDArray[np.intp]
    accepted: Bools
    paid: Floats
    home: Bools


def text_score(surplus: Floats, own: Floats, usable: Bools, bias: Floats) -> Floats:
    """Return how much a mediator likes each entry of a menu, shape (R, M); -inf if not usable.

    (1 - b) Nash + b own (section 7 of the model), each on a scale from 0 to 1 over the usable
    entries: the Nash product of the surpluses relative to the largest one, or, where no entry
    gives everybody something, the smallest surplus between its least and largest; and its own
    utility between its least and largest.  Exact on the menu.

    Parameters
    ----------
    surplus
        Shape (R, M, F): s_p of the negotiators.
    own
        Shape (R, M): the mediator's own utility.
    usable
        Shape (R, M).
    bias
        Shape (R,): b.

    References
    ----------
    Nash 1950, "The bargaining problem", Econometrica 18(2); Kydd 2003, "Which side are you on?
    Bias, credibility, and mediation", American Journal of Political Science 47(4).
    """
    product = np.maximum(surplus[:, :, 0], 0.0)
    least = surplus[:, :, 0]
    for p in range(1, surplus.shape[2]):
        product = product * np.maximum(surplus[:, :, p], 0.0)
        least = np.minimum(least, surplus[:, :, p])
    product = np.where(usable & (least >= -TOLERANCE), product, 0.0)
    top = product.max(axis=1, keepdims=True)
    nash = np.where(top > _LEAST, product / np.maximum(top, _LEAST), _scaled(least, usable))
    share = bias[:, None]
    score = (1.0 - share) * nash + share * _scaled(own, usable)
    return np.where(usable, score, -np.inf)


def _scaled(value: Floats, usable: Bools) -> Floats:
    low = np.where(usable, value, np.inf).min(axis=1, keepdims=True)
    high = np.where(usable, value, -np.inf).max(axis=1, keepdims=True)
    low = np.where(np.isfinite(low), low, 0.0)
    span = np.where(np.isfinite(high), high - low, 0.0)
    return np.where(span > _LEAST, (value - low) / np.maximum(span, _LEAST), 0.0)


def negotiate_text(
    score: Floats,
    utility: Floats,
    target: Floats,
    floor: Floats,
    *,
    within: Bools,
    budget: Floats,
    held: Bools,
) -> Texts:
    """Play a session on a single text.

    In each exchange the mediator tables the entry it likes best among those that no answer of
    this session rules out: a party that has refused a text will refuse what is worth no more to
    it.  Where nothing is left it tables its first choice again.  A party accepts what is worth
    at least its demand and lies within its mandate.  Where all that is missing is the way from a
    party's demand down to a text that is better for it than no agreement, the mediator spends its
    budget on inducements and pressure, one for one.  Nobody is ever moved below its floor.

    Parameters
    ----------
    score
        Shape (R, M): the mediator's liking, -inf where an entry cannot be used.
    utility
        Shape (R, M, F).
    target
        Shape (R, T, F): demands in each of T exchanges.
    floor
        Shape (R, F): r_p(t).
    within
        Shape (R, M, F): whether the entry lies within the mandate of a party's delegates.
    budget
        Shape (R,): what the mediator can still spend.
    held
        Shape (R, T): whether the exchange is held.

    References
    ----------
    Fisher & Ury 1981, "Getting to Yes" (the one-text procedure); Raiffa 1982, "The Art and
    Science of Negotiation", chapter 14 (the single negotiating text at Camp David).
    """
    runs, exchanges, parties = target.shape
    row = np.arange(runs)
    refused = np.full((runs, parties), -np.inf)
    item = np.full(runs, -1, dtype=np.intp)
    exchange = np.full(runs, -1, dtype=np.intp)
    tabled = np.full((runs, exchanges), -1, dtype=np.intp)
    accepted = np.zeros((runs, exchanges, parties), dtype=bool)
    paid = np.zeros((runs, parties))
    home = np.zeros((runs, parties), dtype=bool)
    usable = score.max(axis=1) > -np.inf
    for k in range(exchanges):
        open_ = usable & (item < 0) & held[:, k]
        if not open_.any():
            break
        left = utility[:, :, 0] > refused[:, 0, None]
        for p in range(1, parties):
            left &= utility[:, :, p] > refused[:, p, None]
        choice = np.where(left, score, -np.inf)
        text = np.where(choice.max(axis=1) > -np.inf, choice.argmax(axis=1), score.argmax(axis=1))
        worth = utility[row, text]
        willing = worth >= target[:, k] - TOLERANCE
        allowed = within[row, text]
        agreed = willing & allowed
        missing = np.where(agreed, 0.0, target[:, k] - worth)
        can_move = agreed | (allowed & (worth >= floor - TOLERANCE))
        bill = missing[:, 0].copy()
        for p in range(1, parties):
            bill += missing[:, p]
        bought = can_move.all(axis=1) & (bill <= budget)
        done = open_ & (agreed.all(axis=1) | bought)
        tabled[open_, k] = text[open_]
        accepted[open_, k] = agreed[open_]
        paid[done] = missing[done]
        home |= open_[:, None] & (worth >= floor - TOLERANCE) & ~allowed
        item[done] = text[done]
        exchange[done] = k
        refused = np.where(open_[:, None] & ~willing, np.maximum(refused, worth), refused)
    return Texts(item, exchange, tabled, accepted, paid, home)
