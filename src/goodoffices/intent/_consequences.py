"""What a hypothesis means for how a mediator behaves in talks: bias, leaning, patience, leaving.

The rule, for a utility with worths A of any agreement, w_p of the parties' surpluses, o of single
options, q of a month of talks, m of a month that passes, and e of leaving::

    own     = (sum of w_p - P min_p w_p) + sum |o| + max(q, 0) + max(e, 0)
    common  = max(A, 0) + P min_p w_p
    b       = own / (own + common)
    leans   to the party with the largest w_p, where it is 0.1 above the next
    patience = (A / 2 - e) / -(q + m) months; without end where q + m >= 0 and e <= A / 2
    leaves  where e > A / 2: leaving is worth more than an even chance of an agreement

P counts the parties whose surplus has a weight.  What is the same for every party is the parties'
own; what sets them apart, single options, and talks or leaving for their own sake are the
mediator's.  An even chance of agreement is a convention, so patience orders hypotheses and
forecasts no date.  "None of these" has no utility and takes what the case states of the mediator.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case, Uncertain
from goodoffices.case.model import Hypothesis, Mediator, Utility
from goodoffices.intent._result import Behaviour, MediatorResult
from goodoffices.preferences import uniforms

__all__ = ["as_if_true", "behaviour", "hypothesis_draws"]

_ZERO = Uncertain(0.0, 0.0, 0.0)
_CLEAR = 0.1
LONGEST = 120.0
"""Months: ten years stand for any longer patience."""


def behaviour(hypothesis: Hypothesis, mediator: Mediator) -> Behaviour:
    """Return what a hypothesis implies, by the rule at the head of this module."""
    wants = hypothesis.wants
    if wants is None:
        bias, months = mediator.bias, mediator.patience
        return Behaviour(
            bias=(bias.low, bias.mode, bias.high),
            leans=mediator.leans,
            patience=(months.low, months.mode, months.high),
            exit=0.0,
            leaves=False,
            rule="stated",
        )
    bias_ends = tuple(_bias(wants, own, common) for own, common in
                      (("low", "high"), ("mode", "mode"), ("high", "low")))  # fmt: skip
    edge = _edge(wants, "mode", "mode")
    return Behaviour(
        bias=(bias_ends[0], bias_ends[1], bias_ends[2]),
        leans=_leaning(wants),
        patience=_patience(wants),
        exit=-edge,
        leaves=edge < 0,
        rule="utility",
    )


def as_if_true(case: Case, hypothesis: Hypothesis) -> Case:
    """Return a case whose mediator behaves as a hypothesis about it implies.

    Its bias, leaning and patience are those of `behaviour`; one that would rather leave has no
    patience at all.  Everything else is the case's.

    Raises
    ------
    ValueError
        If the hypothesis is about somebody who does not mediate.
    """
    party = next(entry for entry in case.parties if entry.id == hypothesis.about)
    if party.mediator is None:
        raise ValueError(f"{party.id} does not mediate, expected a party with `mediator`")
    how = behaviour(hypothesis, party.mediator)
    months = (LONGEST,) * 3 if how.patience is None else how.patience
    mediator = party.mediator.model_copy(
        update={
            "bias": Uncertain(*how.bias),
            "leans": how.leans,
            "patience": _ZERO if how.leaves else Uncertain(*months),
        }
    )
    parties = tuple(
        entry.model_copy(update={"mediator": mediator}) if entry is party else entry
        for entry in case.parties
    )
    return case.model_copy(update={"parties": parties})


def hypothesis_draws(
    result: MediatorResult, *, seed: int, count: int, first: int = 0
) -> NDArray[np.int64]:
    """Return the index of a hypothesis for each of some runs, drawn from the mean posterior.

    Parameters
    ----------
    result
        What one mediator may be after.
    seed
        Any integer.
    first, count
        Range of runs; a run draws the same whatever the range is.

    Returns
    -------
    ndarray, shape (count,)
        Indices into ``result.hypotheses``.
    """
    name = f"intent[{result.about}].hypothesis"
    uniform = uniforms(seed, name, first=first, count=count)[:, 0]
    steps = np.cumsum([hypothesis.mean for hypothesis in result.hypotheses])
    index = np.searchsorted(steps / steps[-1], uniform, side="right")
    return np.minimum(index, len(steps) - 1).astype(np.int64)


def _at(number: Uncertain | None, end: str) -> float:
    return float(getattr(number or _ZERO, end))


def _bias(wants: Utility, own_end: str, common_end: str) -> float:
    weights = [_at(weight, own_end) for weight in wants.parties.values()]
    least = min(weights, default=0.0)
    apart = sum(weights) - len(weights) * least
    options = sum(abs(_at(worth, own_end)) for worth in wants.options.values())
    own = apart + options + max(0.0, _at(wants.process, own_end))
    own += max(0.0, _at(wants.exit, own_end))
    common = max(0.0, _at(wants.agreement, common_end)) + len(weights) * max(0.0, least)
    return own / (own + common) if own + common > 0 else 0.0


def _leaning(wants: Utility) -> str | None:
    ranked = sorted(wants.parties.items(), key=lambda pair: (-pair[1].mode, pair[0]))
    if not ranked or ranked[0][1].mode <= 0:
        return None
    next_ = ranked[1][1].mode if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1].mode - next_ >= _CLEAR else None


def _edge(wants: Utility, agreement: str, exit_: str) -> float:
    """Return what an even chance of an agreement is worth above leaving."""
    return _at(wants.agreement, agreement) / 2 - _at(wants.exit, exit_)


def _patience(wants: Utility) -> tuple[float, float, float] | None:
    def months(worth: str, cost: str) -> float:
        edge = _edge(wants, worth, cost)
        flow = _at(wants.process, worth) + _at(wants.per_month, worth)
        if edge <= 0:
            return 0.0
        return LONGEST if flow >= 0 else min(LONGEST, edge / -flow)

    three = (months("low", "high"), months("mode", "mode"), months("high", "low"))
    return None if three[1] >= LONGEST else three
