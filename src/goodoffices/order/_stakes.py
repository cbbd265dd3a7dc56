"""What is at stake at each step, draw by draw: from a case, a plan and its draws to arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.order._bottleneck import Question
from goodoffices.order._plan import Plan
from goodoffices.order._tasks import Groups, Task
from goodoffices.preferences import Draws, worth_of

__all__ = ["Stakes", "hands", "question", "stakes", "weighty"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stakes:
    """D draws of what P fully consenting parties have at stake in S steps.

    Parameters
    ----------
    parties, steps
        Ids.
    base
        Shape (D, P): r_p - u_p(x), above 0 where the package is worse than no agreement.
    kappa
        Shape (D, P, S): what each done step adds to each party's hand.
    days
        Shape (D, S): durations in days; 0 where none is stated.
    """

    parties: tuple[str, ...]
    steps: tuple[str, ...]
    base: Floats
    kappa: Floats
    days: Floats

    def __len__(self) -> int:
        return len(self.base)

    def place(self, step: str) -> int:
        """Return the index of a step."""
        return self.steps.index(step)


def stakes(plan: Plan, draws: Draws) -> Stakes:
    """Return the stakes of a plan in some draws of a case whose steps are those of the plan."""
    fixed = draws.structure
    package = np.array(
        [
            [
                options.index(plan.package[issue])
                for issue, options in zip(fixed.issues, fixed.options, strict=True)
            ]
        ]
    )
    worth = worth_of(draws.worth, draws.bonus, fixed, package)[:, :, 0]
    full = list(fixed.full)
    parties = tuple(fixed.parties[p] for p in full)
    steps = tuple(step.id for step in plan.steps)
    kappa = np.zeros((len(draws), len(parties), len(steps)))
    days = np.zeros((len(draws), len(steps)))
    column = {entry.name: draws.inputs[:, q] for q, entry in enumerate(draws.names)}
    for s, step in enumerate(steps):
        if (name := f"steps[{step}].days") in column:
            days[:, s] = column[name]
        for p, party in enumerate(parties):
            if (name := f"steps[{step}].kappa[{party}]") in column:
                kappa[:, p, s] = column[name]
    return Stakes(parties, steps, (draws.floor - worth)[:, full], kappa, days)


def weighty(groups: Groups, *samples: Stakes) -> tuple[int, ...]:
    """Return the groups that change anybody's hand in any draw of some samples.

    The others change no exposure, whenever they are done: they are left out of the search.
    """
    moving = {
        step
        for sample in samples
        for s, step in enumerate(sample.steps)
        if sample.kappa[:, :, s].any()
    }
    return tuple(
        g
        for g, members in enumerate(groups.members)
        if any(task.hand and task.step in moving for task in members)
    )


def hands(it: Stakes, tasks: Sequence[tuple[Task, ...]]) -> Floats:
    """Return what each group of tasks adds to each party's hand, shape (D, P, len(tasks))."""
    added = np.zeros((len(it), len(it.parties), len(tasks)))
    for g, members in enumerate(tasks):
        for task in members:
            added[:, :, g] += task.hand * it.kappa[:, :, it.place(task.step)]
    return added


def question(groups: Groups, chosen: tuple[int, ...], it: Stakes, draw: int) -> Question:
    """Return the search for the least guarantee over some groups, in one draw."""
    at = {g: k for k, g in enumerate(chosen)}
    before = tuple(sum(1 << at[h] for h in chosen if groups.before[g] >> h & 1) for g in chosen)
    unfinished = tuple(
        any(groups.before[h] >> g & 1 for h in range(len(groups)) if h not in at) for g in chosen
    )
    kappa = hands(it, [groups.members[g] for g in chosen])[draw]
    return Question(before, it.base[draw], kappa, unfinished)
