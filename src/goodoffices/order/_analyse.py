"""The order of one package: every answer from one seeded set of draws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import numpy as np

from goodoffices.case import Case, NoAnswer
from goodoffices.case.model import Step
from goodoffices.order._calendar import calendar
from goodoffices.order._circles import Workshop, broken, described
from goodoffices.order._commitment import commitment
from goodoffices.order._plan import Plan, plan_for
from goodoffices.order._result import OrderResult, PlannedStep
from goodoffices.order._stakes import Stakes, stakes
from goodoffices.order._suggest import suggested
from goodoffices.preferences import Draws, Preferences, months, prepare, structure

__all__ = ["analyse"]

_PART = 2000
"""Draws made together, to bound memory."""

_TRIED = 1000
"""Draws on which breakers are tried: a few dozen of them, each with its own best order."""


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
    at = at or case.as_of
    start = start or at
    if draws < 1:
        raise ValueError("expected at least one draw")
    if min(at, start) < case.as_of:
        raise ValueError(f"expected dates from {case.as_of} on, the case's as_of")
    fixed = structure(case)
    if not fixed.full:
        raise NoAnswer(
            f"{case.case}: no party has consent: true, so nobody can walk away from an agreement; "
            "mark the parties without whom there is none"
        )
    plan = plan_for(case, package)
    if not case.steps:
        raise NoAnswer(suggested(case, plan))
    if not plan.steps:
        raise NoAnswer(
            f"{case.case}: this package needs none of the {len(case.steps)} steps of the case and "
            "changes nothing, so there is nothing to put in order; name a package that does"
        )
    graph = plan.graph()
    for circle in graph.without(lambda wait: wait.party is not None).circles():
        raise NoAnswer(
            f"{case.case}: these steps come after each other by the nature of things, so no order "
            f"exists: {circle.text()}; drop one of these `after` or `with`, or make it a condition "
            "of a party (`waits_for`)"
        )
    prepared = prepare(case.model_copy(update={"steps": plan.steps}))
    time = months(case, at)
    modal = stakes(plan, prepared.modal(at=time))
    sample = _sample(plan, prepared, seed, draws, time)
    few = Stakes(
        sample.parties, sample.steps, sample.base[:_TRIED], sample.kappa[:_TRIED],
        sample.days[:_TRIED],
    )  # fmt: skip
    shop = Workshop(case, plan, modal, few, float((case.horizon - start).days))
    whole, chosen = broken(shop, graph)
    circles, complete = described(shop, graph, chosen)
    holds, arranged = commitment(whole, modal, sample)
    dated = calendar(case, plan, arranged, modal, sample, start)
    return OrderResult(
        case=case.case,
        as_of=case.as_of,
        at=at,
        start=start,
        seed=seed,
        draws=draws,
        source=source,
        package=dict(plan.package),
        parties=modal.parties,
        steps=tuple(_planned(plan, step) for step in plan.steps),
        left_out=plan.left_out,
        dropped=plan.dropped,
        bare=plan.bare,
        without_kappa=tuple(step.id for step in plan.steps if not step.kappa),
        without_days=tuple(step.id for step in plan.steps if step.days is None),
        circles=circles,
        all_circles=complete,
        commitment=holds,
        schedule=dated.slots,
        ends=dated.ends,
        ends_range=dated.ends_range,
        milestones=dated.milestones,
    )


def _sample(plan: Plan, prepared: Preferences, seed: int, draws: int, time: float) -> Stakes:
    """Return the draws, made part by part: all that is kept of each is what is at stake."""
    parts = []
    for first in range(0, draws, _PART):
        drawn: Draws = prepared.draw(
            seed=seed, first=first, count=min(_PART, draws - first), at=time
        )
        parts.append(stakes(plan, drawn))
    return Stakes(
        parts[0].parties,
        parts[0].steps,
        np.concatenate([part.base for part in parts]),
        np.concatenate([part.kappa for part in parts]),
        np.concatenate([part.days for part in parts]),
    )


def _planned(plan: Plan, step: Step) -> PlannedStep:
    ids = {each.id for each in plan.steps}
    return PlannedStep(
        id=step.id,
        name=step.name,
        by=step.by,
        issues=tuple(
            term.issue for term in step.settles if plan.package[term.issue] in term.options
        ),
        proposed=step.id in plan.proposed,
        after=tuple(key for key in step.after if key in ids),
        together=tuple(key for key in step.with_ if key in ids),
        not_before=step.not_before,
        reversible=step.reversible,
        days=None if step.days is None else (step.days.low, step.days.mode, step.days.high),
        kappa={party: number.mode for party, number in step.kappa.items()},
        claims=step.claims,
    )
