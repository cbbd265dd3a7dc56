"""A block of runs from the first session to the last day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from goodoffices.talks._interval import pass_time
from goodoffices.talks._luck import luck
from goodoffices.talks._menu import plan_of
from goodoffices.talks._package import Options
from goodoffices.talks._session import hold_session
from goodoffices.talks._setting import Setting
from goodoffices.talks._state import Entry, State, begin

__all__ = ["Columns", "follow", "simulate"]

Columns = Mapping[str, NDArray[Any]]
"""What is known of R runs when they are over, by name; each array has R rows."""


def simulate(
    setting: Setting, *, seed: int, first: int, count: int, compiled: bool = False
) -> Columns:
    """Return how runs ``first .. first + count - 1`` went.

    Run n depends on the setting, the seed and n alone, so that any division gives the same bytes.
    """
    return _columns(_play(setting, seed, first, count, log=False, compiled=compiled))


def follow(setting: Setting, *, seed: int, run: int) -> tuple[Columns, list[Entry]]:
    """Return one run with everything that happened in it, in the order of time."""
    state = _play(setting, seed, run, 1, log=True, compiled=False)
    return _columns(state), sorted(state.log or [], key=lambda entry: entry.month)


def _play(
    setting: Setting, seed: int, first: int, count: int, *, log: bool, compiled: bool
) -> State:
    drawn = luck(setting, seed=seed, first=first, count=count)
    options = Options(plan_of(setting.case, drawn.problem), compiled)
    state = begin(drawn, log=log)
    step = 0
    while state.live.any():
        held = pass_time(state, step)
        if len(held):
            hold_session(state, held, step, options)
        step += 1
    return state


def _columns(state: State) -> Columns:
    return {
        "standing": state.standing,
        "ended": state.ended,
        "ended_at": state.ended_at,
        "cause": state.cause,
        "subject": state.subject,
        "suspended_at": state.first_suspended,
        "left_at": state.left,
        "left_by": state.left_by,
        "blamed": state.blamed,
        "partial_at": state.partial_at,
        "framework_at": state.framework_at,
        "signed_at": state.signed_at,
        "package": state.package,
        "how": state.how,
        "closed_at": state.closed_at,
        "sessions": state.sessions,
        "refused_by": state.refused_by,
        "refused_outside": state.refused_outside,
    }
