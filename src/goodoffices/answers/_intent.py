"""What mediator and delegations may be after, where a case has anything to go on."""

from __future__ import annotations

from goodoffices.case import CaseFile, NoAnswer
from goodoffices.intent import IntentResult, analyse

__all__ = ["inferred"]

_DRAWS = 10_000
"""Draws from which the intervals of beliefs are as steady as they are shown."""


def inferred(file: CaseFile, *, draws: int, seed: int) -> IntentResult | None:
    """Infer what mediator and delegations may be after; None where the case has nothing to go on.

    A brief has other things to say, so what a question on its own would end with is no error here.
    """
    try:
        return analyse(file.case, seed=seed, draws=min(draws, _DRAWS))
    except NoAnswer:
        return None
