"""What a hypothesis means for how a mediator behaves in talks: bias, leaning, patience, leaving.

The rule, for a utility with worths A of any agreement, w_p of the parties' surpluses, o of single
options, q of a month of talks, m of a month that passes, and e of leaving::

    least   = max(0, min w_p over the P parties without which there is no agreement)
    own     = sum |w_p - least| + sum |o|       (over every other party: sum |w_p|)
    common  = max(A, 0) + P least
    b       = own / (own + common), and 0 where both are 0
    leans   to the party with the largest w_p, where it is 0.1 above the next
    patience = (A / 2 - e) / -(q + m) months; none where e > A / 2, else endless where q + m >= 0
    leaves  where e > A / 2: leaving is worth more than an even chance of an agreement

A weight that is not stated is 0, so a mediator who cares for one side alone is as partial as one
who cares for the other next to nothing.  What is the same for every party is the parties' own; what
sets them apart, and single options, are the mediator's.  Worths of talks, of time and of leaving
are the same whichever package is proposed, so they have no part in b, and months are not added to
what is had once.  An even chance of agreement is a convention, so patience orders hypotheses and
forecasts no date.  "None of these" has no utility and takes what the case states of the mediator;
of a hypothesis whose utility says nothing, nothing follows.

The ends are the least and the largest over all stated ranges, exact.  b falls with A and rises with
each |o|.  In a weight it falls up to the least of the others and rises above it: so it is least
where every weight is as near as its range lets it to the smallest upper end, and largest where one
weight is at its lower end and the rest are as far from 0 as they can be.
"""

from __future__ import annotations

import math

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
"""Months: ten years stand in talks for a patience without end."""


def behaviour(case: Case, hypothesis: Hypothesis) -> Behaviour | None:
    """Return what a hypothesis implies, by the rule at the head of this module.

    Parameters
    ----------
    case
        The case, whose parties and mediator it is about.
    hypothesis
        One of its hypotheses.

    Returns
    -------
    Behaviour or None
        None where its utility says nothing, as in a case made from a matrix.

    Raises
    ------
    ValueError
        If the hypothesis is about somebody who does not mediate.
    """
    mediator = _mediator(case, hypothesis)
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
    if wants == Utility():
        return None
    weights = _weights(case, wants)
    edge = _edge(wants, "mode", "mode")
    return Behaviour(
        bias=_biases(case, wants, weights),
        leans=_leaning(weights),
        patience=_patience(wants),
        exit=-edge,
        leaves=edge < 0,
        rule="utility",
    )


def as_if_true(case: Case, hypothesis: Hypothesis) -> Case:
    """Return a case whose mediator behaves as a hypothesis about it implies.

    Its bias, leaning and patience are those of `behaviour`, a patience without end being ten
    years.  Everything else is the case's, and so is all of it where nothing follows.

    Raises
    ------
    ValueError
        If the hypothesis is about somebody who does not mediate.
    """
    how = behaviour(case, hypothesis)
    if how is None:
        return case
    low, mode, high = (min(LONGEST, months) for months in how.patience)
    mediator = _mediator(case, hypothesis).model_copy(
        update={
            "bias": Uncertain(*how.bias),
            "leans": how.leans,
            "patience": Uncertain(low, mode, high),
        }
    )
    parties = tuple(
        entry.model_copy(update={"mediator": mediator}) if entry.id == hypothesis.about else entry
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


def _mediator(case: Case, hypothesis: Hypothesis) -> Mediator:
    party = next(entry for entry in case.parties if entry.id == hypothesis.about)
    if party.mediator is None:
        raise ValueError(f"{party.id} does not mediate, expected a party with `mediator`")
    return party.mediator


def _at(number: Uncertain | None, end: str) -> float:
    return float(getattr(number or _ZERO, end))


def _weights(case: Case, wants: Utility) -> dict[str, Uncertain]:
    """Return the weight of every party whose consent is needed, and of those that have one."""
    needed = [party.id for party in case.parties if party.consent is True]
    return {key: wants.parties.get(key, _ZERO) for key in dict.fromkeys((*needed, *wants.parties))}


def _biases(
    case: Case, wants: Utility, weights: dict[str, Uncertain]
) -> tuple[float, float, float]:
    """Return b at its least, at the most plausible numbers, and at its largest; exact."""
    needed = [party.id for party in case.parties if party.consent is True] or list(weights)

    def b(chosen: dict[str, float], options: float, agreement: float) -> float:
        least = max(0.0, min((chosen[key] for key in needed), default=0.0))
        own = options + sum(abs(weight - least * (key in needed)) for key, weight in chosen.items())
        common = max(0.0, agreement) + len(needed) * least
        return own / (own + common) if own + common > 0 else 0.0

    worths = list(wants.options.values())
    level = max(0.0, min((weights[key].high for key in needed), default=0.0))
    level_of = {key: level if key in needed else 0.0 for key in weights}
    near = {key: min(max(level_of[key], w.low), w.high) for key, w in weights.items()}
    apart = {key: max(w.low, w.high, key=abs) for key, w in weights.items()}
    smallest = sum(abs(min(max(0.0, worth.low), worth.high)) for worth in worths)
    largest = sum(max(abs(worth.low), abs(worth.high)) for worth in worths)
    mode = b({key: w.mode for key, w in weights.items()}, sum(abs(w.mode) for w in worths),
             _at(wants.agreement, "mode"))  # fmt: skip
    least = b(near, smallest, _at(wants.agreement, "high"))
    worst = [apart, *({**apart, key: weights[key].low} for key in needed)]
    most = max(b(chosen, largest, _at(wants.agreement, "low")) for chosen in worst)
    # Rounding must not put the ends of certain numbers on the wrong side of them.
    return min(least, mode), mode, max(most, mode)


def _leaning(weights: dict[str, Uncertain]) -> str | None:
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1].mode, pair[0]))
    if not ranked or ranked[0][1].mode <= 0:
        return None
    next_ = max(0.0, ranked[1][1].mode) if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1].mode - next_ >= _CLEAR else None


def _edge(wants: Utility, agreement: str, exit_: str) -> float:
    """Return what an even chance of an agreement is worth above leaving."""
    return _at(wants.agreement, agreement) / 2 - _at(wants.exit, exit_)


def _patience(wants: Utility) -> tuple[float, float, float]:
    def months(worth: str, cost: str) -> float:
        edge = _edge(wants, worth, cost)
        flow = _at(wants.process, worth) + _at(wants.per_month, worth)
        if edge < 0:
            return 0.0
        return math.inf if flow >= 0 else edge / -flow

    return months("low", "high"), months("mode", "mode"), months("high", "low")
