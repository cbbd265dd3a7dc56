"""Changes to a bargaining problem: what it is after somebody moves."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import TOLERANCE, Bargain, Draws, Floats, Packages, Structure, bargain
from goodoffices.zone._result import Change
from goodoffices.zone._search import margins

__all__ = ["changed", "least_lowering", "named", "take"]

_GRAIN = 0.01
"""A floor is lowered in hundredths of the utility scale, rounded up: finer is beyond judgement."""


def changed(draws: Draws, changes: Sequence[Change]) -> Bargain:
    """Return the bargaining problem of `draws` after some changes, all of them together."""
    fixed = draws.structure
    lines, holds, worth = list(fixed.lines), draws.holds.copy(), draws.worth
    for change in changes:
        p, i = _place(fixed, change)
        if change.kind in ("drop_red_line", "soften_red_line", "give_way"):
            named_options = {fixed.options[i].index(option) for option in change.options}
            for k, line in enumerate(lines):
                if (line.party, line.issue) != (p, i):
                    continue
                if change.kind == "soften_red_line":
                    kept_options = tuple(o for o in line.options if o not in named_options)
                    lines[k] = dataclasses.replace(line, options=kept_options)
                elif change.kind == "give_way" or set(line.options) == named_options:
                    holds[:, k] = False
        if change.kind == "give_way":
            worth = worth.copy()
            kept: Floats = worth[:, p, i, fixed.status_quo[i], None]
            worth[:, p, i] = np.maximum(worth[:, p, i], kept)
    moved = dataclasses.replace(fixed, lines=tuple(lines))
    problem = bargain(dataclasses.replace(draws, structure=moved, holds=holds, worth=worth))
    active, allowed, floor = problem.active.copy(), problem.allowed.copy(), problem.floor.copy()
    for change in changes:
        if change.kind in ("lower_floor", "side_payment"):
            party, _ = _place(fixed, change)
            floor[:, problem.claimants.index(party)] -= change.delta or 0.0
        elif change.kind == "drop_rule":
            active[:, [rule.link == change.link for rule in problem.rules]] = False
        elif change.kind == "defer":
            i = fixed.issues.index(change.issue or "")
            allowed[:, i] = False
            allowed[:, i, fixed.status_quo[i]] = True
    return dataclasses.replace(problem, active=active, allowed=allowed, floor=floor)


def _place(fixed: Structure, change: Change) -> tuple[int, int]:
    """Return the indices of a change's party and issue, -1 where it has none."""
    party = fixed.parties.index(change.party) if change.party is not None else -1
    issue = fixed.issues.index(change.issue) if change.issue is not None else -1
    return party, issue


def least_lowering(problem: Bargain, claimants: Sequence[int]) -> float | None:
    """Return by how much the floors of some claimants must fall, alike, to open the zone.

    Parameters
    ----------
    problem
        A problem of one draw.
    claimants
        Positions among its claimants.

    Returns
    -------
    float or None
        Exact up to rounding up to the grain: minus the margin of these claimants alone, with the
        others' floors as constraints. ``None`` where no lowering helps, or none is needed.
    """
    others = [k for k in range(len(problem.claimants)) if k not in claimants]
    order = [*claimants, *others]
    alone = dataclasses.replace(
        problem,
        claimants=tuple(problem.claimants[k] for k in order),
        full=len(claimants),
        gain=problem.gain[:, order],
        floor=problem.floor[:, order],
        bonus=problem.bonus[:, order],
    )
    best = float(margins(alone).margin[0])
    if not math.isfinite(best) or best >= -TOLERANCE:
        return None
    return round(math.ceil(-best / _GRAIN - TOLERANCE) * _GRAIN, 2)


def named(fixed: Structure, package: Packages) -> dict[str, str]:
    """Return a package by ids."""
    return {
        issue: options[int(o)]
        for issue, options, o in zip(fixed.issues, fixed.options, package, strict=True)
    }


def take(draws: Draws, rows: NDArray[np.intp]) -> Draws:
    """Return some of the draws."""
    return dataclasses.replace(
        draws,
        worth=draws.worth[rows],
        holds=draws.holds[rows],
        bonus=draws.bonus[rows],
        floor=draws.floor[rows],
        inputs=draws.inputs[rows],
    )
