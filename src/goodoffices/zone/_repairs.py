"""The least that would open an empty zone: minimal repairs of mixed kinds."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.preferences import Draws, share
from goodoffices.zone._additions import additions, widened
from goodoffices.zone._bargain import TOLERANCE, Bools, Packages, bargain, join
from goodoffices.zone._blocking import hitting_sets
from goodoffices.zone._changes import changed, least_lowering, named, take
from goodoffices.zone._levers import reached
from goodoffices.zone._result import BlockingSet, Change, Demand, Repair
from goodoffices.zone._search import Margins, has_zone, margins

__all__ = ["Payer", "repairs"]

_TRIED = 400
"""Combinations of changes tried, those of fewest changes first."""
_SHOWN = 20
"""Repairs whose share of draws is estimated."""


@dataclass(frozen=True, slots=True)
class Payer:
    """What a party can pay to others, in all, in the utility of those who receive it."""

    budget: float
    receivers: frozenset[str | None]


def repairs(
    modal: Draws,
    blocking: Sequence[BlockingSet],
    payers: Mapping[str, Payer],
    ladders: Mapping[str, Sequence[str]],
    *,
    sample: Draws,
    zone: Bools,
    start: Margins,
) -> tuple[Repair, ...]:
    """Return minimal repairs of an empty zone.

    Parameters
    ----------
    modal
        The modal draw.
    blocking
        Its minimal blocking sets, none where it has a zone: a repair must touch each of them.
    payers
        Who can pay, and what.
    ladders
        By issue, the options of its area in the taxonomy: one that the case lacks is tried by
        itself, not together with other changes.
    sample, zone, start
        Draws on which shares are estimated, whether each has a zone, and their margins.

    Returns
    -------
    tuple of Repair
        Each opens the zone, exactly; no change in one can be left out, and none is stronger than
        needed (a red line is dropped only where allowing one option does not serve). At most 20,
        fewest changes first, those that settle every issue before those that defer one and those
        that add an option, then least cost, then the largest share of draws.
    """
    if not blocking:
        return ()
    demands = sorted({d for group in blocking for d in group.demands}, key=repr)
    found: list[tuple[Change, ...]] = []
    trials = itertools.islice(_trials(modal, demands, blocking), _TRIED)
    for size, group in itertools.groupby(trials, key=len):
        fresh = [trial for trial in group if not any(_covers(done, trial) for done in found)]
        fresh = [sized for trial in fresh for sized in _sized(modal, trial, payers)]
        if fresh:
            margin = margins(join([changed(modal, trial) for trial in fresh])).margin
            opening = [t for t, m in zip(fresh, margin, strict=True) if m >= -TOLERANCE]
            found += _mildest(opening)
        if size > 1 and len(found) >= _SHOWN:
            break
    listed = [
        *_added(modal, ladders, sample, zone, start),
        *_combined(modal, found, sample, zone, start),
    ]
    return tuple(
        sorted(listed, key=lambda r: (len(r.changes), _rank(r), round(r.cost, 9), -r.zone.value))
    )


def _combined(
    modal: Draws, found: list[tuple[Change, ...]], sample: Draws, zone: Bools, start: Margins
) -> Iterator[Repair]:
    """Yield the repairs that are changes of what the parties demand: fewest and cheapest first."""
    if not found:
        return
    at_mode = margins(join([changed(modal, trial) for trial in found]))
    costs = [
        _cost(modal, trial, package) for trial, package in zip(found, at_mode.package, strict=True)
    ]
    order = sorted(range(len(found)), key=lambda n: (len(found[n]), costs[n]))[:_SHOWN]
    counts = reached([found[n] for n in order], sample, zone, start)
    for n, count in zip(order, counts, strict=True):
        yield Repair(
            changes=found[n],
            cost=costs[n],
            margin=float(at_mode.margin[n]),
            package=named(modal.structure, at_mode.package[n]),
            zone=share(count, len(zone)),
        )


def _added(
    modal: Draws,
    ladders: Mapping[str, Sequence[str]],
    sample: Draws,
    zone: Bools,
    start: Margins,
) -> Iterator[Repair]:
    """Yield the further options that open the zone."""
    empty = np.flatnonzero(~zone)
    for addition in additions(modal.structure, ladders):
        wider = widened(modal, addition)
        at_mode = margins(bargain(wider))
        if at_mode.margin[0] < -TOLERANCE:
            continue
        closed = bargain(widened(take(sample, empty), addition))
        opened = int(has_zone(closed, start.multiplier[empty]).sum())
        between = (addition.option, addition.below, addition.above)
        yield Repair(
            changes=(Change("add_option", issue=addition.issue, options=between),),
            cost=0.0,
            margin=float(at_mode.margin[0]),
            package=named(wider.structure, at_mode.package[0]),
            zone=share(int(zone.sum()) + opened, len(zone)),
        )


def _trials(
    modal: Draws, demands: list[Demand], blocking: Sequence[BlockingSet]
) -> Iterator[tuple[Change, ...]]:
    """Yield combinations of changes that touch every blocking set, fewest changes first."""
    touch: dict[Change, set[Demand]] = {}
    for demand in demands:
        for change in _mending(demand):
            touch.setdefault(change, set()).add(demand)
    fixed = modal.structure
    for rule in fixed.rules:
        # Leaving an issue out also brings back an option that is in no agreement: a floor that
        # no agreement can reach may be met by it.
        if len(rule.terms) == 1 and fixed.status_quo[rule.terms[0][0]] in rule.terms[0][1]:
            left_out = Change("defer", issue=fixed.issues[rule.terms[0][0]])
            touch.setdefault(left_out, set()).update(demands)
    changes = list(touch)
    family = [
        frozenset(n for n, change in enumerate(changes) if touch[change] & set(group.demands))
        for group in blocking
    ]
    for chosen in hitting_sets(family):
        yield tuple(changes[n] for n in sorted(chosen))


def _mending(demand: Demand) -> Iterator[Change]:
    """Yield the changes that take the edge off a demand."""
    if demand.kind == "red_line":
        for option in demand.options:
            yield Change("soften_red_line", demand.party, demand.issue, (option,))
        if len(demand.options) > 1:
            yield Change("drop_red_line", demand.party, demand.issue, demand.options)
        yield Change("defer", issue=demand.issue)
    elif demand.kind == "floor":
        yield Change("lower_floor", demand.party)
    else:
        yield Change("drop_rule", link=demand.link)


def _sized(
    modal: Draws, trial: tuple[Change, ...], payers: Mapping[str, Payer]
) -> Iterator[tuple[Change, ...]]:
    """Yield a trial with the floors lowered as far as needed, and with a payer where one can."""
    lowered = [change.party for change in trial if change.kind == "lower_floor"]
    if not lowered:
        yield trial
        return
    rest = tuple(change for change in trial if change.kind != "lower_floor")
    problem = changed(modal, rest)
    parties = [modal.structure.parties[p] for p in problem.claimants]
    delta = least_lowering(problem, [parties.index(party or "") for party in lowered])
    if delta is None:
        return
    yield (*rest, *(Change("lower_floor", party, delta=delta) for party in lowered))
    for name, payer in payers.items():
        if payer.receivers.issuperset(lowered) and delta * len(lowered) <= payer.budget + TOLERANCE:
            yield (
                *rest,
                *(Change("side_payment", party, delta=delta, payer=name) for party in lowered),
            )


def _covers(done: tuple[Change, ...], trial: tuple[Change, ...]) -> bool:
    """Return whether a repair found makes a trial needless: as mild or milder, one by one."""
    return all(any(_milder(change, other) for other in trial) for change in done)


def _milder(change: Change, other: Change) -> bool:
    unsized = dataclasses.replace(change, delta=None, payer=None)
    if unsized == dataclasses.replace(other, delta=None, payer=None):
        return True
    place = (change.party, change.issue)
    return (
        change.kind == "soften_red_line"
        and other.kind == "drop_red_line"
        and place == (other.party, other.issue)
        and set(change.options) <= set(other.options)
    )


def _mildest(opening: list[tuple[Change, ...]]) -> list[tuple[Change, ...]]:
    """Return the trials that no other trial of the same size makes needless."""
    return [
        trial
        for trial in opening
        if not any(
            other != trial and _covers(other, trial) and not _covers(trial, other)
            for other in opening
        )
    ]


def _rank(repair: Repair) -> int:
    """Return 0 for a repair that settles every issue by what is known, 1 if it defers one, else 2.

    The cheapest words come last: an issue put off is not settled, and what an option nobody has
    named is worth to anybody is a guess.
    """
    kinds = {change.kind for change in repair.changes}
    return 2 if "add_option" in kinds else int("defer" in kinds)


def _cost(modal: Draws, trial: tuple[Change, ...], package: Packages) -> float:
    """Return what those who move give up at the modal draw."""
    fixed = modal.structure
    total = 0.0
    for change in trial:
        if change.delta is not None:
            total += change.delta
        elif change.kind in ("drop_red_line", "soften_red_line"):
            p, i = fixed.parties.index(change.party or ""), fixed.issues.index(change.issue or "")
            count = len(fixed.options[i])
            kept = ~modal.red[0, p, i, :count]
            worth = modal.worth[0, p, i, :count]
            best = float(worth[kept].max()) if kept.any() else 0.0
            total += max(0.0, best - float(worth[package[i]]))
    return total
