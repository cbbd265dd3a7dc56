"""Whether a plan holds: its least guarantee, and the same draw by draw."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
from numpy.typing import NDArray

from goodoffices.order._acts import act_of
from goodoffices.order._bottleneck import OPENED, TOLERANCE, WIDTH, Bottleneck, least_guarantee
from goodoffices.order._breakers import cut
from goodoffices.order._lattice import CELLS, best_over_draws, exposures, lattice, steadiest
from goodoffices.order._result import Commitment, Guarantee, Prefix, Tranching, WeakStep
from goodoffices.order._stakes import Stakes, hands, question, weighty
from goodoffices.order._tasks import Groups, TaskGraph, grouped
from goodoffices.preferences import Share, share

__all__ = ["SHARES", "Arranged", "arranged", "commitment", "enough", "given"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SHARES = (0.8, 0.95)
"""Shares of draws in which a guarantee is to be enough."""

_STEADY_DRAWS = 1000
"""Draws on which it is judged which of the orders that need the least holds most often."""

_TRIED = 500
"""Sets opened for each of the many plans that are only tried; of few steps all are looked at."""

_LOOKED = 200_000
"""Groups looked at, over all sets, by the beam of a plan that is only tried."""

_TRANCHES = (2, 3, 4, 5, 6)
"""Numbers of tranches shown; nobody inspects more."""


@dataclasses.dataclass(frozen=True, slots=True)
class Arranged:
    """A graph in the order that needs the least guarantee.

    Parameters
    ----------
    groups
        What happens at one time.
    plan
        The groups that change anybody's hand, in that order.
    found
        The least guarantee at the most plausible numbers.
    last_counts
        Whether something is still to be done once all of `plan` is.
    gains
        Shape (D, len(plan) + 1, P): what each party gains by walking away, over draws.
    needed
        Shape (D,): the guarantee this order needs.
    best
        Shape (D,): the least that any order needs, or None where that is too much to ask.
    """

    groups: Groups
    plan: tuple[int, ...]
    found: Bottleneck
    last_counts: bool
    gains: Floats
    needed: Floats
    best: Floats | None


def arranged(graph: TaskGraph, modal: Stakes, sample: Stakes, *, search: bool) -> Arranged:
    """Return a graph in the order that needs the least guarantee.

    Parameters
    ----------
    graph
        Tasks without circular waits.
    modal, sample
        The most plausible numbers, and draws.
    search
        Whether to look for the best order of each draw, too, and as long as it takes.
    """
    groups = grouped(graph)
    chosen = weighty(groups, modal, sample)
    asked = question(groups, chosen, modal, 0)
    count = max(1, len(chosen))
    found = least_guarantee(
        asked,
        opened=OPENED if search else _TRIED,
        # The beam looks at `count` times `width` sets, each of `count` groups.
        width=WIDTH if search else min(WIDTH, max(1, _LOOKED // count**2)),
    )
    kappa = hands(sample, [groups.members[g] for g in chosen])
    sets = lattice(asked.before) if len(chosen) <= 62 else None
    order, best = found.order, None
    few = min(len(sample), _STEADY_DRAWS)
    if sets is not None and len(sets) * few <= CELLS:
        order = steadiest(sets, asked, found, sample.base[:few], kappa[:few])
    if search and sets is not None and len(sets) * len(sample) <= CELLS:
        best = best_over_draws(sets, sample.base, kappa, asked.unfinished)
    gains = exposures(sample.base, kappa, order)
    last = not order or asked.unfinished[order[-1]]
    plan = tuple(chosen[k] for k in order)
    return Arranged(groups, plan, found, last, gains, _needed(gains, last=last), best)


def given(
    groups: Groups, order: tuple[int, ...], best: Arranged, modal: Stakes, sample: Stakes
) -> Arranged:
    """Return groups in an order that somebody gives.

    Parameters
    ----------
    groups
        What happens at one time.
    order
        All of them.
    best
        The same in the best order, for what no order makes do without.
    modal, sample
        The most plausible numbers, and draws.
    """
    moving = set(weighty(groups, modal, sample))
    plan = tuple(g for g in order if g in moving)
    last = not plan or order[-1] != plan[-1]
    members = [groups.members[g] for g in plan]
    places = tuple(range(len(plan)))
    at_mode, gains = (exposures(it.base, hands(it, members), places) for it in (modal, sample))
    value = float(_needed(at_mode, last=last)[0])
    bound = min(value, best.found.bound)
    found = Bottleneck(value, bound, places, best.found.opened)
    return Arranged(groups, plan, found, last, gains, _needed(gains, last=last), best.best)


def _needed(gains: Floats, *, last: bool) -> Floats:
    """Return the guarantee that an order needs in each draw: its largest exposure that counts."""
    counted = gains if last else gains[:, :-1]
    needed: Floats = np.maximum(counted.max(axis=(1, 2)), 0.0)
    needed[needed <= TOLERANCE] = 0.0
    return needed


def enough(needed: Floats) -> tuple[Guarantee, ...]:
    """Return the guarantees that are enough in each of `SHARES` of some draws.

    Order statistics; the interval takes those whose ranks enclose the true quantile in 95 per cent
    of samples, by the normal approximation to the binomial (Conover 1999, section 3.2).
    """
    if not len(needed):
        return ()
    ranked = np.sort(needed)
    count = len(ranked)
    found = []
    for part in SHARES:
        half = 1.959963984540054 * math.sqrt(count * part * (1 - part))
        places = (math.ceil(count * part), math.floor(count * part - half),
                  math.ceil(count * part + half) + 1)  # fmt: skip
        value, low, high = (float(ranked[min(max(place, 1), count) - 1]) for place in places)
        found.append(Guarantee(part, value, low, high))
    return tuple(found)


def commitment(
    it: Arranged, modal: Stakes, sample: Stakes, *, graph: TaskGraph | None = None
) -> Commitment:
    """Return whether a plan holds.

    Parameters
    ----------
    it
        The plan in its order.
    modal, sample
        The most plausible numbers, and draws.
    graph
        Its graph, to try what cutting the weak act buys; None to leave that out.
    """
    worth: Bools = np.asarray((sample.base <= TOLERANCE).all(axis=1))
    some = int(worth.sum())
    weak, group = _weak(it, modal, worth)
    return Commitment(
        guarantee=it.found.value,
        bound=it.found.bound,
        exact=it.found.exact,
        opened=it.found.opened,
        plan=_plan(it, modal, worth),
        worth=share(some, len(sample)),
        holds=share(int((it.needed == 0).sum()), len(sample)),
        holds_if_worth=share(int((it.needed[worth] == 0).sum()), some) if some else None,
        some_order=(
            share(int((it.best[worth] == 0).sum()), some) if some and it.best is not None else None
        ),
        enough=enough(it.needed),
        enough_if_worth=enough(it.needed[worth]),
        weak=weak,
        tranches=(
            ()
            if group is None or graph is None
            else _tranches(graph, it, group, modal, sample, worth)
        ),
    )


def _plan(it: Arranged, modal: Stakes, worth: Bools) -> tuple[Prefix, ...]:
    kappa = hands(modal, [it.groups.members[g] for g in it.plan])
    gains = exposures(modal.base, kappa, tuple(range(len(it.plan))))[0]
    some = int(worth.sum())
    exposed = (it.gains[worth] > TOLERANCE).any(axis=2).sum(axis=0)
    prefixes = []
    for k, row in enumerate(gains):
        highest = float(row.max())
        prefixes.append(
            Prefix(
                act=act_of(it.groups.members[it.plan[k - 1]]) if k else None,
                gain={party: float(row[p]) for p, party in enumerate(modal.parties)},
                exposure=highest if highest > TOLERANCE else 0.0,
                counts=k < len(it.plan) or it.last_counts,
                often=share(int(exposed[k]), some) if some else None,
            )
        )
    return tuple(prefixes)


def _weak(it: Arranged, modal: Stakes, worth: Bools) -> tuple[WeakStep | None, int | None]:
    """Return the act after which exposure peaks most often, and its group."""
    exposed = worth & (it.needed > 0)
    count = int(exposed.sum())
    if not count:
        return None, None
    gains = it.gains[exposed] if it.last_counts else it.gains[exposed][:, :-1]
    peaks = gains.max(axis=2).argmax(axis=1)
    often = np.bincount(peaks, minlength=gains.shape[1])
    k = int(often.argmax())
    who = int(np.bincount(gains[peaks == k][:, k].argmax(axis=1)).argmax())
    group = it.plan[k - 1]
    act = act_of(it.groups.members[group])
    return WeakStep(act, modal.parties[who], share(int(often[k]), count)), group


def _tranches(
    graph: TaskGraph, it: Arranged, group: int, modal: Stakes, sample: Stakes, worth: Bools
) -> tuple[Tranching, ...]:
    """Return what cutting a group into at most n equal parts buys, for some n.

    More parts allow what fewer do only if they can be left unused: halves are no thirds, and the
    last act of a plan is safest as a whole. So the best up to n is taken, one part included, and
    for each number by itself: what is best at the most plausible numbers is not so in every draw.
    """
    ids = {task.id for task in it.groups.members[group]}
    whole = best = _tranching(1, it, worth)
    bound = it.found.bound
    found = []
    for parts in _TRANCHES:
        made = arranged(cut(graph, ids, parts), modal, sample, search=False)
        tried = _tranching(parts, made, worth)
        bound = min(bound, made.found.bound)
        least = min(best, tried, key=_rank)
        best = dataclasses.replace(
            least,
            most=parts,
            exact=least.guarantee <= bound + TOLERANCE,
            holds=max(best.holds, tried.holds, key=lambda entry: entry.value),
            enough=tuple(
                min(pair, key=lambda entry: entry.value)
                for pair in zip(best.enough, tried.enough, strict=True)
            ),
        )
        same = (best.guarantee, best.holds, best.enough) == (
            whole.guarantee, whole.holds, whole.enough,
        )  # fmt: skip
        best = dataclasses.replace(best, same=same)
        found.append(best)
    return tuple(found)


def _tranching(parts: int, it: Arranged, worth: Bools) -> Tranching:
    needed = it.needed[worth]
    holds: Share = share(int((needed == 0).sum()), len(needed))
    return Tranching(
        parts, parts, it.found.value, it.found.exact, same=True, holds=holds, enough=enough(needed)
    )


def _rank(it: Tranching) -> tuple[float, ...]:
    values = (it.guarantee, *(entry.value for entry in it.enough))
    return (*(round(value, 9) for value in values), -it.holds.value)
