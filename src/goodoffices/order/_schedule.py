"""A plan on the calendar: dates, slack and the critical path, in every draw at once.

References
----------
Kelley & Walker 1959, "Critical-path planning and scheduling", Proceedings of the Eastern Joint
Computer Conference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.order._tasks import Groups

__all__ = ["SLACK", "Times", "times"]

Floats = NDArray[np.float64]

SLACK = 1e-6
"""Days of slack up to which an act is critical: rounding."""


@dataclass(frozen=True, slots=True)
class Times:
    """When G groups begin and end in D draws, in days from the start; shapes (D, G).

    Parameters
    ----------
    begins, ends
        As early as the order allows.
    latest_begins, latest_ends
        As late as the end of the whole allows.
    whole
        Shape (D,): when everything is done.
    order
        The groups so that each follows all that it must follow.
    """

    begins: Floats
    ends: Floats
    latest_begins: Floats
    latest_ends: Floats
    whole: Floats
    order: tuple[int, ...]

    @property
    def critical(self) -> NDArray[np.bool_]:
        """Whether a delay of a group delays the whole, shape (D, G)."""
        return self.latest_ends - self.ends <= SLACK


def times(
    groups: Groups,
    plan: tuple[int, ...],
    days: Floats,
    not_before: Floats,
    *,
    completes: bool = False,
    held: Iterable[tuple[int, int]] = (),
) -> Times:
    """Return when each group begins and ends.

    Parameters
    ----------
    groups
        The groups and their order; a group begins when all before it have ended.
    plan
        Groups that must also end in this order, since their order is what makes the plan hold:
        each may begin before the one ahead of it has ended, but is not finished before it.
    days
        Shape (D, G): durations.
    not_before
        Shape (G,): days from the start before which a group cannot begin; 0 or less for none.
    completes
        Whether the plan holds only because its last group completes everything: then no group is
        finished after it, those outside the plan included. Nothing may have to come after it.
    held
        More pairs of groups of which the second is not finished before the first.
    """
    count = len(groups)
    ahead = {g: {h} for g, h in zip(plan[1:], plan, strict=False)}
    if completes and plan:
        ahead[plan[-1]] = {g for g in range(count) if g != plan[-1]}
    for h, g in held:
        ahead.setdefault(g, set()).add(h)
    order = _order(groups, ahead)
    begins, ends = np.zeros_like(days), np.zeros_like(days)
    for g in order:
        start = np.full(len(days), max(0.0, float(not_before[g])))
        for h in range(count):
            if groups.before[g] >> h & 1:
                np.maximum(start, ends[:, h], out=start)
        end = start + days[:, g]
        for h in ahead.get(g, ()):
            np.maximum(end, ends[:, h], out=end)
        begins[:, g], ends[:, g] = end - days[:, g], end
    whole = ends.max(axis=1)
    latest = np.repeat(whole[:, None], count, axis=1)
    for g in reversed(order):
        for h in range(count):
            if groups.before[g] >> h & 1:
                latest[:, h] = np.minimum(latest[:, h], latest[:, g] - days[:, g])
        for h in ahead.get(g, ()):
            latest[:, h] = np.minimum(latest[:, h], latest[:, g])
    return Times(begins, ends, latest - days, latest, whole, tuple(order))


def _order(groups: Groups, ahead: Mapping[int, Collection[int]]) -> list[int]:
    """Return the groups so that each follows what it must follow, in the plan and otherwise."""
    left, order = list(range(len(groups))), list[int]()
    while left:
        g = next(
            g
            for g in left
            if not any(h in ahead.get(g, ()) or groups.before[g] >> h & 1 for h in left)
        )
        left.remove(g)
        order.append(g)
    return order
