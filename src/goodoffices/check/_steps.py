"""Steps of which too little is known, or which come too late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from goodoffices.case import Case
from goodoffices.check._remark import Remark, several

__all__ = ["bare_steps", "late_steps"]


def bare_steps(case: Case) -> Iterator[Remark]:
    """Yield steps of which neither an effect on anybody's hand nor a duration is stated."""
    for key, what in (("kappa", "what it adds to anybody's hand"), ("days", "how long it takes")):
        bare = [(n, step.id) for n, step in enumerate(case.steps) if not getattr(step, key)]
        if bare:
            names = [name for _, name in bare]
            of = f"of {several(names)} nothing says {what}"
            yield Remark("bare-step", ("steps", bare[0][0]), of, tuple(names))


def late_steps(case: Case) -> Iterator[Remark]:
    """Yield steps that cannot be finished by the horizon, however quick each step is.

    Only the natural order counts: a party may give up a condition. Steps that come after each other
    in a circle have no date; they are another finding.
    """
    steps = {step.id: step for step in case.steps}
    try:
        order = list(TopologicalSorter({s.id: s.after for s in case.steps}).static_order())
    except CycleError:
        return
    place = {step.id: n for n, step in enumerate(case.steps)}
    ends: dict[str, float] = {}
    for key in order:
        step = steps[key]
        begins = [ends[before] for before in step.after]
        if step.not_before is not None:
            begins.append((step.not_before - case.as_of).days)
        ends[key] = max([0.0, *begins]) + (step.days.low if step.days else 0.0)
        if step.not_before is not None and step.not_before > case.horizon:
            message = (
                f"{key} cannot begin before {step.not_before}, after the horizon ({case.horizon})"
            )
            yield Remark("late-step", ("steps", place[key], "not_before"), message, (key,))
        elif ends[key] > (case.horizon - case.as_of).days:
            message = f"{key} cannot be finished by the horizon ({case.horizon})" + _earliest(
                case, ends[key]
            )
            yield Remark("late-step", ("steps", place[key]), message, (key,))


def _earliest(case: Case, days: float) -> str:
    if days > (dt.date.max - case.as_of).days:
        return ""
    return f": at the shortest durations stated it is done on {case.as_of + dt.timedelta(days)}"
