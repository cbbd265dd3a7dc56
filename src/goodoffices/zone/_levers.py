"""Single changes: what each would do to the zone."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import Draws, Structure
from goodoffices.zone._bargain import TOLERANCE, Bargain, Bools, Floats, Packages, bargain, join
from goodoffices.zone._blocking import demands
from goodoffices.zone._result import Lever, share
from goodoffices.zone._search import Margins, has_zone, margins

__all__ = ["levers"]

_GRAIN = 0.01
"""A floor is lowered in hundredths of the utility scale, rounded up: finer is beyond judgement."""
_TOGETHER = 16
"""Changes searched together; more would only take memory."""

Kind = Literal["drop_red_line", "lower_floor", "drop_rule", "give_way", "defer"]


@dataclass(frozen=True, slots=True)
class _Change:
    kind: Kind
    party: str | None = None
    issue: str | None = None
    options: tuple[str, ...] = ()
    link: str | None = None
    delta: float | None = None


def levers(modal: Draws, sample: Draws, zone: Bools, start: Margins) -> tuple[Lever, ...]:
    """Return every single change of a fixed list, with what it does to the zone.

    Parameters
    ----------
    modal
        The modal draw; its answers are exact.
    sample
        Draws on which shares are estimated, the same ones for all changes.
    zone
        Shape (D,): whether each of them has a zone as it is.
    start
        Their margins.

    Returns
    -------
    tuple of Lever
        Those that open the zone at the modal draw first, then by the share reached; ties by
        kind and place.
    """
    fixed = modal.structure
    empty = np.flatnonzero(~zone)
    closed = _take(sample, empty)
    changes = list(_changes(modal, sample))
    at_mode = margins(join([_changed(modal, change) for change in changes]))
    reached = _reached(changes, sample, closed, zone, start)
    found = []
    for n, change in enumerate(changes):
        margin = float(at_mode.margin[n])
        found.append(
            Lever(
                kind=change.kind,
                party=change.party,
                issue=change.issue,
                options=change.options,
                link=change.link,
                delta=change.delta,
                opens=margin >= -TOLERANCE,
                margin=margin,
                zone=share(reached[n], len(zone)),
                gain=(reached[n] - int(zone.sum())) / len(zone),
                package=named(fixed, at_mode.package[n]) if math.isfinite(margin) else None,
            )
        )
    return tuple(sorted(found, key=lambda lever: (not lever.opens, -lever.zone.value)))


def _reached(
    changes: list[_Change], sample: Draws, closed: Draws, zone: Bools, start: Margins
) -> list[int]:
    """Return, for each change, how many of the draws have a zone after it."""
    empty = np.flatnonzero(~zone)
    counts = []
    for first in range(0, len(changes), _TOGETHER):
        problems, multipliers, kept = [], [], []
        for change in changes[first : first + _TOGETHER]:
            # Leaving an issue out can also close a zone that a trade on it held open; any other
            # change only adds packages or surplus, so draws with a zone keep it.
            whole = change.kind == "defer"
            problems.append(_changed(sample if whole else closed, change))
            multipliers.append(start.multiplier if whole else start.multiplier[empty])
            kept.append(0 if whole else int(zone.sum()))
        opened = has_zone(join(problems), np.concatenate(multipliers))
        cuts = np.cumsum([len(problem) for problem in problems])[:-1]
        counts += [
            n + int(part.sum()) for n, part in zip(kept, np.split(opened, cuts), strict=True)
        ]
    return counts


def named(fixed: Structure, package: Packages) -> dict[str, str]:
    """Return a package by ids."""
    return {
        issue: options[int(o)]
        for issue, options, o in zip(fixed.issues, fixed.options, package, strict=True)
    }


def _changes(modal: Draws, sample: Draws) -> Iterator[_Change]:
    fixed = modal.structure
    problem = bargain(modal)
    # Red lines that hold in some draw, at the mode or not.
    some = np.asarray(sample.red.any(axis=0))[None] | modal.red
    ever = dataclasses.replace(modal, red=some)
    wanted = demands(ever, problem)
    for demand in wanted:
        if demand.kind == "red_line":
            yield _Change("drop_red_line", demand.party, demand.issue, demand.options)
    for k, p in enumerate(problem.claimants[: problem.full]):
        delta = _least_lowering(problem, k)
        if delta is not None:
            yield _Change("lower_floor", fixed.parties[p], delta=delta)
    for demand in wanted:
        if demand.kind == "rule":
            yield _Change("drop_rule", link=demand.link)
    for p in problem.claimants:
        for i, issue in enumerate(fixed.issues):
            if fixed.consent[p, i] and (modal.worth[0, p, i].any() or some[0, p, i].any()):
                yield _Change("give_way", fixed.parties[p], issue)
    for issue in fixed.issues:
        yield _Change("defer", issue=issue)


def _least_lowering(problem: Bargain, k: int) -> float | None:
    """Return by how much claimant k's floor must fall to open the zone of the modal draw.

    Exact up to rounding up to the grain: -max s_k(x) over packages in which every other claimant
    has its floor, found as the margin of claimant k alone with the others as constraints.
    ``None`` where no lowering helps, or none is needed.
    """
    others = [q for q in range(len(problem.claimants)) if q != k]
    order = [k, *others]
    alone = dataclasses.replace(
        problem,
        claimants=tuple(problem.claimants[q] for q in order),
        full=1,
        gain=problem.gain[:, order],
        floor=problem.floor[:, order],
        bonus=problem.bonus[:, order],
    )
    best = float(margins(alone).margin[0])
    if not math.isfinite(best) or best >= -TOLERANCE:
        return None
    return math.ceil(-best / _GRAIN - TOLERANCE) * _GRAIN


def _changed(draws: Draws, change: _Change) -> Bargain:
    """Return the problem after a change."""
    fixed = draws.structure
    p = fixed.parties.index(change.party) if change.party else -1
    i = fixed.issues.index(change.issue) if change.issue else -1
    red, worth, floor = draws.red, draws.worth, draws.floor
    if change.kind in ("drop_red_line", "give_way"):
        red = red.copy()
        red[:, p, i] = False
    if change.kind == "give_way":
        worth = worth.copy()
        kept: Floats = worth[:, p, i, fixed.status_quo[i], None]
        worth[:, p, i] = np.maximum(worth[:, p, i], kept)
    if change.kind == "lower_floor":
        floor = floor.copy()
        floor[:, p] -= change.delta or 0.0
    problem = bargain(dataclasses.replace(draws, red=red, worth=worth, floor=floor))
    active, allowed = problem.active, problem.allowed
    if change.kind == "drop_rule":
        active = active.copy()
        active[:, [rule.link == change.link for rule in problem.rules]] = False
    if change.kind == "defer":
        active, allowed = active.copy(), allowed.copy()
        active[:, [any(j == i for j, _ in rule.terms) for rule in problem.rules]] = False
        allowed[:, i] = False
        allowed[:, i, fixed.status_quo[i]] = True
    return dataclasses.replace(problem, active=active, allowed=allowed)


def _take(draws: Draws, rows: NDArray[np.intp]) -> Draws:
    return dataclasses.replace(
        draws,
        worth=draws.worth[rows],
        red=draws.red[rows],
        bonus=draws.bonus[rows],
        floor=draws.floor[rows],
        inputs=draws.inputs[rows],
    )
