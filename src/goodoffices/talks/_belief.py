"""The time that the parties believe they have, and what they ask for as it runs out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import Floats
from goodoffices.talks._setting import end_of
from goodoffices.talks._state import State

__all__ = ["believed_end"]


def believed_end(state: State, runs: NDArray[np.intp], at: Floats) -> Floats:
    """Return when the parties believe that their time is over, in months after `as_of`.

    The ends of the announced deadlines ahead, each weighed with its credibility, and behind them
    the time that they believe in otherwise, or the horizon of the case:
    T = c_1 d_1 + (1 - c_1)(c_2 d_2 + (1 - c_2)(...)).  Every deadline that has passed without
    being kept takes away from the credibility of those to come.

    Parameters
    ----------
    state
        The runs.
    runs
        N of them.
    at
        Shape (N,): the present.

    Returns
    -------
    ndarray, shape (N,)
    """
    fixed, numbers = state.setting, state.luck.numbers
    deadlines = sorted(
        (end_of(fixed.case, event.on.last), event.id)
        for event in fixed.events
        if event.kind == "deadline" and event.credible is not None and event.on is not None
    )
    fading = numbers["talks.fading"][runs]
    trust = np.ones(len(runs))
    weights = []
    for day, event in deadlines:
        passed = (day <= at) & (day >= 0)
        weights.append(np.where(day > at, numbers[f"events[{event}].credible"][runs], 0.0))
        trust = np.where(passed, trust * fading, trust)
    end = np.full(len(runs), fixed.horizon)
    if "talks.believed_months" in numbers:
        end = numbers["talks.believed_months"][runs]
    for (day, _), weight in reversed(list(zip(deadlines, weights, strict=True))):
        credible = weight * trust
        end = credible * day + (1.0 - credible) * end
    return end
