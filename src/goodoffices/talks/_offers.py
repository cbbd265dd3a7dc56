"""Stacked alternating offers over tables of packages, for many runs at once.

One after another, the parties answer the standing offer: who accepts it leaves it standing, who
does not puts an offer of its own in its place.  An offer that all others have accepted, one after
another, is the agreement.  What a party asks for when is given to the protocol as its target, or
follows what the others have conceded.

References
----------
Aydogan, Festen, Hindriks & Jonker 2017, "Alternating offers protocols for multilateral
negotiation", in Modern Approaches to Agent-based Complex Automated Negotiation, Springer,
doi:10.1007/978-3-319-51563-2_10 (the stacked alternating offers protocol, SAOP).
Faratin, Sierra & Jennings 1998, "Negotiation decision functions for autonomous agents", Robotics
and Autonomous Systems 24(3-4), doi:10.1016/S0921-8890(98)00029-3 (behaviour-dependent tactics).
Faratin, Sierra & Jennings 2002, "Using similarity criteria to make issue trade-offs in automated
negotiations", Artificial Intelligence 142(2), doi:10.1016/S0004-3702(02)00290-4 (trade-offs).
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.preferences import Bools, Floats

__all__ = ["ACCEPTED", "NOTHING", "OfferTable", "Played", "Standing", "offer_table", "play"]

Items = NDArray[np.int32]
"""Indices of items of a table, or `NOTHING`, or `ACCEPTED`."""

NOTHING = -1
"""In place of an item: no agreement, no offer, no party."""
ACCEPTED = -2
"""In a transcript, in place of an item: the standing offer was accepted."""

_PAYS = 20_000
"""Turns of all runs from which the compiled twin, where there is one, wins back its loading."""
_LEAST = np.finfo(np.float64).min
"""A target that every item but a forbidden one reaches."""


@dataclass(frozen=True, slots=True)
class OfferTable:
    """Items that can be offered, ready for looking up what a party offers at which target.

    Parameters
    ----------
    utility
        Shape (S, N, P): what each party has from each item; -inf where it may neither propose
        nor accept it.  S is the number of runs, or 1 where all runs share the table.
    ascending
        Shape (S, P, N): the same utilities, each party's sorted.
    offer
        Shape (S, P, N): the item offered where the least utility not below the target stands at
        this place of `ascending`.
    top
        Shape (S, P): the place of the first item that is worth the most to the party.
    """

    utility: Floats
    ascending: Floats
    offer: Items
    top: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where R runs of talks stand when a session is over, so that the next can go on from there.

    Parameters
    ----------
    item
        Shape (R,): the standing offer, or `NOTHING`.
    proposer
        Shape (R,): whose offer it is, or `NOTHING`.
    accepted
        Shape (R, P): who has accepted it; its proposer has.
    last, before
        Shape (R, P): each party's latest offer, and its offer one turn earlier, `NOTHING` where
        there was none.  Who accepted at its latest turn has the same in both.
    aim
        Shape (R, P): the present targets of those who reciprocate; nan before their first turn.
    """

    item: Items
    proposer: Items
    accepted: Bools
    last: Items
    before: Items
    aim: Floats


@dataclass(frozen=True, slots=True)
class Played:
    """How R runs of alternating offers went.

    Parameters
    ----------
    agreed
        Shape (R,): the item agreed upon, or `NOTHING`.
    exchange
        Shape (R,): in which exchange, from 0; `NOTHING` without agreement.
    proposer
        Shape (R,): whose offer it was; `NOTHING` without agreement.
    accepter
        Shape (R,): who accepted it last; `NOTHING` without agreement.
    standing
        Where the runs stand; those that are agreed, at the agreement.
    said
        Shape (R, T, P), where a transcript was asked for: the item that the party offered at its
        turn in the exchange, `ACCEPTED`, or `NOTHING` if it had nothing to offer or the run was
        over; else None.
    """

    agreed: Items
    exchange: Items
    proposer: Items
    accepter: Items
    standing: Standing
    said: Items | None


def offer_table(utility: Floats, rule: Literal["least", "trade-off"]) -> OfferTable:
    """Return a table that is ready for offers by a rule.

    Parameters
    ----------
    utility
        Shape (S, N, P), with S the number of runs or 1, N items and P parties: finite, or -inf
        where a party may neither propose nor accept an item.
    rule
        What a party offers.  ``least``: of the items not worth less to it than its target, the
        one worth least, of equal ones the first in the table.  ``trade-off``: of all of them, the
        one best for the others, of those the one best for itself, of those the first.

    Raises
    ------
    ValueError
        If the shape is another, there is no item or fewer than two parties, or a utility is
        neither finite nor -inf.

    Notes
    -----
    ``least`` is what the time-based parties of NegMAS 0.16 do, which leaves open, for items of
    equal utility, which of them.

    For ``trade-off``, an item is as good for the others as for the one of them that gains the
    smallest share of its own range, from the worst to the best item that it may accept; a party
    whose items are all worth the same to it has no say in it.  Faratin, Sierra & Jennings (2002)
    look for the item most similar to the other's last offer instead, since their parties do not
    know what the others prefer; these do.
    """
    if utility.ndim != 3 or utility.shape[1] < 1 or utility.shape[2] < 2:
        raise ValueError(
            "expected utilities of shape (runs or 1, items, parties) with an item and two "
            f"parties, found {utility.shape}"
        )
    if not (utility < np.inf).all():
        raise ValueError("expected utilities that are finite or -inf")
    utility = np.ascontiguousarray(utility, dtype=np.float64)
    own = np.ascontiguousarray(utility.transpose(0, 2, 1))
    if rule == "least":
        offer = np.argsort(own, axis=2, kind="stable").astype(np.int32)
        ascending = np.take_along_axis(own, offer, axis=2)
    else:
        # From the best down, so that of equal ones, too, the first in the table comes first.
        descending = np.argsort(-own, axis=2, kind="stable").astype(np.int32)
        offer = _best_for_others(own, descending)[:, :, ::-1].copy()
        ascending = np.take_along_axis(own, descending, axis=2)[:, :, ::-1].copy()
    top = (ascending < ascending[:, :, -1:]).sum(axis=2)
    return OfferTable(utility, ascending, offer, top)


def _best_for_others(own: Floats, descending: Items) -> Items:
    """Return the best item for the others down to each place, shape (S, P, N) -> (S, P, N)."""
    allowed = own > -np.inf
    lowest = np.where(allowed, own, np.inf).min(axis=2, keepdims=True)
    width = own.max(axis=2, keepdims=True) - lowest
    gain = np.full(own.shape, np.inf)
    # A party that may accept nothing at all has a width of -inf: it counts nowhere.
    np.divide(own - lowest, width, out=gain, where=allowed & (width > 0))
    gain[~allowed & (width >= 0)] = -np.inf
    best = np.empty_like(descending)
    places = np.arange(own.shape[2], dtype=np.int32)
    for p in range(own.shape[1]):
        others = np.delete(gain, p, axis=1).min(axis=1)
        ranked = np.take_along_axis(others, descending[:, p], axis=1)
        record = np.maximum.accumulate(ranked, axis=1)
        new = np.ones(ranked.shape, dtype=bool)
        new[:, 1:] = ranked[:, 1:] > record[:, :-1]
        at = np.maximum.accumulate(np.where(new, places, 0), axis=1)
        best[:, p] = np.take_along_axis(descending[:, p], at, axis=1)
    return best


def play(
    table: OfferTable,
    target: Floats,
    *,
    first: ArrayLike = 0,
    floor: ArrayLike | None = None,
    reciprocal: ArrayLike = False,
    standing: Standing | None = None,
    transcript: bool = False,
    compiled: bool | None = None,
) -> Played:
    """Return how R runs of stacked alternating offers go.

    Parameters
    ----------
    table
        What can be offered.
    target
        Shape (R, T, P): the utility that each party asks for at its turn in each of T exchanges.
    first
        The party that begins, one for all or shape (R,).  An exchange is one turn of each party,
        in their order from the first one round.
    floor
        What each party has without agreement, broadcasting to (R, P); none by default.
    reciprocal
        Which parties, broadcasting to (P,), leave their targets aside and concede as the others
        do (see the notes).
    standing
        Where an earlier session over the same table ended; by default the talks are new.
    transcript
        Whether to keep what everybody said.
    compiled
        Whether to use the compiled twin (extra goodoffices[fast]), bit for bit equal; by default
        where it is installed and there is enough to do.

    Returns
    -------
    Played
        Exact, and the same for any division of the runs, or of the exchanges into sessions with
        the same floors.

    Raises
    ------
    ValueError
        If shapes do not fit each other, a target or floor is not a number, a first party is
        unknown, or the run is already agreed.

    Notes
    -----
    A party accepts the standing offer if and only if that is worth at least its target and its
    floor to it; what it would offer itself plays no part.  If nothing in the table reaches its
    target, it offers what is worth most to it.  If nothing reaches its floor, it offers nothing,
    and the standing offer lapses.  So nothing is agreed below anyone's floor.

    A session goes on from the standing offer and from what was accepted, as far as that still
    reaches the floors: who would now be worse off than without agreement has not accepted, and
    an offer whose proposer would be, lapses.

    A party that reciprocates begins with what is worth most to it.  At each later turn its target
    falls by as much as the offers of the others have risen in its own utility, each from its
    last but one to its last, on average over the others; it rises where they retreat, and stays
    between the floor and the best: the absolute tit-for-tat of Faratin, Sierra & Jennings (1998,
    equation for x[n+1], with a delay of one and no random part), in utilities instead of single
    issues.  Who accepted instead of offering has conceded nothing; who has not offered twice,
    neither.
    """
    setting = _setting(table, target, first, floor, reciprocal, standing)
    runs, exchanges, parties = target.shape
    if compiled is None:
        compiled = (
            runs * exchanges * parties >= _PAYS and importlib.util.find_spec("numba") is not None
        )
    said = np.full(target.shape if transcript else (0, 0, 0), NOTHING, dtype=np.int32)
    if compiled:
        from goodoffices.talks import _offers_fast

        ended = _offers_fast.play(table, setting, said)
    else:
        ended = _reference(table, setting, said)
    agreed = ended >= 0
    at = setting.standing
    turn = ended % parties
    result = Played(
        agreed=np.where(agreed, at.item, NOTHING).astype(np.int32),
        exchange=np.where(agreed, ended // parties, NOTHING).astype(np.int32),
        proposer=np.where(agreed, at.proposer, NOTHING).astype(np.int32),
        accepter=np.where(agreed, (setting.first + turn) % parties, NOTHING).astype(np.int32),
        standing=at,
        said=said if transcript else None,
    )
    for array in (
        result.agreed, result.exchange, result.proposer, result.accepter, said,
        at.item, at.proposer, at.accepted, at.last, at.before, at.aim,
    ):  # fmt: skip
        array.setflags(write=False)
    return result


@dataclass(frozen=True, slots=True)
class Setting:
    """What a kernel works on: checked, and broadcast to full shape.

    Parameters
    ----------
    target
        Shape (R, T, P), nowhere below the floor, and everywhere above the -inf of what is
        forbidden.
    floor
        Shape (R, P), above -inf likewise.
    first
        Shape (R,).
    reciprocal
        Shape (P,).
    standing
        Arrays of its own, which the kernel moves on.
    """

    target: Floats
    floor: Floats
    first: NDArray[np.int64]
    reciprocal: Bools
    standing: Standing


def _setting(
    table: OfferTable,
    target: Floats,
    first: ArrayLike,
    floor: ArrayLike | None,
    reciprocal: ArrayLike,
    standing: Standing | None,
) -> Setting:
    parties = table.utility.shape[2]
    if target.ndim != 3 or target.shape[2] != parties:
        raise ValueError(
            f"expected targets of shape (runs, exchanges, {parties}), found {target.shape}"
        )
    runs = len(target)
    if len(table.utility) not in {1, runs}:
        raise ValueError(f"expected tables for {runs} runs or one, found {len(table.utility)}")
    low = np.full((runs, parties), _LEAST)
    if floor is not None:
        low = np.maximum(np.broadcast_to(np.asarray(floor, dtype=np.float64), low.shape), low)
    asked = np.maximum(target, low[:, None, :])
    if np.isnan(asked).any():
        raise ValueError("expected targets and floors that are numbers")
    begins = np.array(np.broadcast_to(np.asarray(first, dtype=np.int64), (runs,)))
    if not ((begins >= 0) & (begins < parties)).all():
        raise ValueError(f"expected a first party from 0 to {parties - 1}")
    mirrors = np.array(np.broadcast_to(np.asarray(reciprocal, dtype=bool), (parties,)))
    return Setting(asked, low, begins, mirrors, _resumed(table, low, standing))


def _resumed(table: OfferTable, floor: Floats, standing: Standing | None) -> Standing:
    """Return where the talks stand at the beginning, as far as the floors still let it stand."""
    runs, parties = floor.shape
    if standing is None:
        nobody = np.full((runs, parties), NOTHING, dtype=np.int32)
        return Standing(
            item=nobody[:, 0].copy(),
            proposer=nobody[:, 0].copy(),
            accepted=np.zeros((runs, parties), dtype=bool),
            last=nobody,
            before=nobody.copy(),
            aim=np.full((runs, parties), np.nan),
        )
    if standing.last.shape != (runs, parties):
        raise ValueError(
            f"expected a standing of {runs} runs and {parties} parties, found {standing.last.shape}"
        )
    if (standing.accepted.all(axis=1)).any():
        raise ValueError("expected runs that are still open: one of them is already agreed")
    rows = np.arange(runs)
    item, proposer = standing.item.copy(), standing.proposer.copy()
    worth = table.utility[rows % len(table.utility), item]
    accepted = standing.accepted & (worth >= floor)
    lapsed = (item < 0) | ~accepted[rows, proposer]
    item[lapsed] = proposer[lapsed] = NOTHING
    accepted[lapsed] = False
    return Standing(
        item, proposer, accepted, standing.last.copy(), standing.before.copy(), standing.aim.copy()
    )


def _reference(table: OfferTable, setting: Setting, said: Items) -> NDArray[np.int64]:
    """Move the standing of all runs on, turn by turn; return the turn each agreed at, or -1."""
    runs, exchanges, parties = setting.target.shape
    ended = np.full(runs, -1, dtype=np.int64)
    for begins in range(parties):
        live = np.flatnonzero(setting.first == begins)
        for turn in range(exchanges * parties):
            if not len(live):
                break
            t, p = turn // parties, (begins + turn) % parties
            agreed = _turn(table, setting, said, live, t, p)
            if agreed.any():
                ended[live[agreed]] = turn
                live = live[~agreed]
    return ended


def _turn(  # a turn is where everything meets
    table: OfferTable, setting: Setting, said: Items, r: NDArray[np.intp], t: int, p: int
) -> Bools:
    """Let party `p` have its turn in the runs `r`; return in which of them all are agreed."""
    at = setting.standing
    asked = setting.target[r, t, p]
    if setting.reciprocal[p]:
        asked = _mirrored(table, setting, r, p)
        at.aim[r, p] = asked
    last = at.last[r, p]
    at.before[r, p] = last
    item = at.item[r]
    yes = (item >= 0) & (table.utility[_of(table, r), item, p] >= asked)
    agreed = np.zeros(len(r), dtype=bool)
    if yes.any():
        at.accepted[r[yes], p] = True
        agreed[yes] = at.accepted[r[yes]].all(axis=1)
        if len(said):
            said[r[yes], t, p] = ACCEPTED
        no = ~yes
        r, asked, last = r[no], asked[no], last[no]
    offer = _offered(table, setting.floor, r, p, asked)
    made = offer >= 0
    at.item[r] = offer
    at.proposer[r] = np.where(made, p, NOTHING)
    at.accepted[r] = False
    at.accepted[r, p] = made
    at.last[r, p] = np.where(made, offer, last)
    if len(said):
        said[r, t, p] = offer
    return agreed


def _of(table: OfferTable, r: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return which tables the runs `r` use."""
    return r if len(table.utility) > 1 else np.zeros(1, dtype=np.intp)


def _mirrored(table: OfferTable, setting: Setting, r: NDArray[np.intp], p: int) -> Floats:
    """Return the target of party `p` in the runs `r` if it reciprocates."""
    parties = setting.floor.shape[1]
    at, s, floor = setting.standing, _of(table, r), setting.floor[r, p]
    best = np.maximum(table.ascending[s, p, -1], floor)
    risen = np.zeros(len(r))
    for q in range(parties):
        if q == p:
            continue
        last, before = at.last[r, q], at.before[r, q]
        now, then = table.utility[s, last, p], table.utility[s, before, p]
        # What the party may not accept is not worth anything to it that could rise or fall.
        moved = (before >= 0) & (now > -np.inf) & (then > -np.inf)
        risen += np.where(moved, now, 0.0) - np.where(moved, then, 0.0)
    aim = np.minimum(np.maximum(at.aim[r, p] - risen / (parties - 1), floor), best)
    asked: Floats = np.where(np.isnan(at.aim[r, p]), best, aim)
    return asked


def _offered(table: OfferTable, floor: Floats, r: NDArray[np.intp], p: int, asked: Floats) -> Items:
    """Return what party `p` offers in the runs `r` at its targets."""
    s, items = _of(table, r), table.ascending.shape[2]
    if len(table.ascending) == 1:
        low = np.searchsorted(table.ascending[0, p], asked)
    else:
        low, high = np.zeros(len(r), dtype=np.intp), np.full(len(r), items)
        for _ in range(items.bit_length()):
            middle = (low + high) // 2
            below = (low < high) & (table.ascending[s, p, np.minimum(middle, items - 1)] < asked)
            low = np.where(below, middle + 1, low)
            high = np.where(below, high, middle)
    place = np.where(low < items, low, table.top[s, p])
    offer = table.offer[s, p, place]
    return np.where(table.ascending[s, p, place] >= floor[r, p], offer, NOTHING)
