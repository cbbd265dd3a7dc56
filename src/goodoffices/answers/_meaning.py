"""From what a mediator may be after to what that would mean for the talks."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from goodoffices.case import Case
from goodoffices.intent import IntentResult, MediatorResult, as_if_true, hypothesis_draws
from goodoffices.talks import Comparison, compare

__all__ = ["meaning_of", "weighed"]


def weighed(intent: IntentResult | None, case: Case) -> MediatorResult | None:
    """Return the inference about the party that mediates in the talks, if there is one."""
    mediating = next((party.id for party in case.parties if party.mediator is not None), None)
    found = intent.mediators if intent is not None else ()
    return next((entry for entry in found if entry.about == mediating), None)


def meaning_of(
    case: Case,
    result: MediatorResult,
    *,
    runs: int,
    seed: int,
    until: dt.date | None = None,
    **who: Any,
) -> Comparison:
    """Play the talks as the case has them, and as each hypothesis about the mediator implies.

    The mixture draws the hypothesis of each run from the posterior.

    Raises
    ------
    NoAnswer
        If the talks cannot be played.
    """
    by_id = {hypothesis.id: hypothesis for hypothesis in case.hypotheses}
    versions = {"": case}
    versions |= {entry.id: as_if_true(case, by_id[entry.id]) for entry in result.hypotheses}
    chosen = partial(hypothesis_draws, result, seed=seed)
    return compare(versions, runs=runs, seed=seed, until=until, chosen=chosen, **who)
