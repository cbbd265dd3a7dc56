"""The order of one package: every answer from one seeded set of draws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from goodoffices.case import Case
from goodoffices.order._planner import Planner
from goodoffices.order._result import OrderResult

__all__ = ["analyse"]


def analyse(
    case: Case,
    package: Mapping[str, str],
    *,
    source: Literal["robust", "closest", "file"] = "file",
    draws: int = 2000,
    seed: int = 1,
    at: dt.date | None = None,
    start: dt.date | None = None,
) -> OrderResult:
    """Return in what order a package could be carried out, and what makes that order hold.

    Parameters
    ----------
    case
        The case.
    package
        Options by issue; issues it leaves out stay as they are without agreement.
    source
        Where the package comes from.
    draws, seed
        Number of draws, >= 1, and their seed. They are those of the zone under the same seed.
    at
        Date of the no-agreement values, from the case's `as_of` on; that date by default.
    start
        First day of the plan, from `as_of` on; `at` by default.

    Returns
    -------
    OrderResult
        The least guarantee at the most plausible numbers is exact to 24 steps that change
        anybody's hand, and has a bound beyond. Shares over draws are estimates with intervals.

    Raises
    ------
    NoAnswer
        If the case has no steps, no party whose full consent is needed, or steps that come after
        each other in a circle by the nature of things; or if the package needs no steps.
    ValueError
        If `draws` is below 1, or a date before `as_of`.
    """
    planner = Planner(case, package, source=source, draws=draws, seed=seed, at=at, start=start)
    return planner.best()
