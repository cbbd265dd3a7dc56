"""Whether one forecaster is better than another: paired differences, and what n can tell.

Both are scored on the same questions, so the differences are looked at and not the two means.

The interval is Student's, with the differences summed by case: questions on one war share its
fate, and ten of them are nearer to one observation than to ten.  Where every question has a case of
its own this is the ordinary paired t interval.  The test of Diebold & Mariano, made for errors
along time at a fixed horizon, would need an order that questions do not have; a bootstrap of few
differences gives intervals that are too short.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from goodoffices.preferences import Floats
from goodoffices.record._proper import Score
from goodoffices.record._rates import ANECDOTE

__all__ = ["Paired", "paired"]

_CONFIDENCE = 0.975
_POWER = 0.80
_NOTHING = 1e-9
"""Differences of scores below this come from rounding."""


@dataclass(frozen=True, slots=True)
class Paired:
    """One forecaster against another, or against a rule, on the same questions.

    Parameters
    ----------
    forecaster, rival
        Who is compared with whom; a rule is ``reference class`` or ``no change``.
    score
        brier or log.
    n, cases
        Questions that both have answered, and the cases they belong to.
    mean, rival_mean
        Their mean scores on these; lower is better.
    skill
        What part of the rival's score is saved: 1 - mean / rival_mean; null where that is 0.
    difference
        mean - rival_mean; below 0 the forecaster did better.
    low, high
        Its interval at 95 per cent; null where a single case gives none.
    detectable
        The least true difference that so many questions, with differences that vary so much, would
        find in 80 of 100 such records; null where a single case gives none.
    needed
        About how many such questions it would take to find a difference as large as the one seen;
        null where none was seen or a single case gives no idea.
    verdict
        better or worse; or why there is no ranking: anecdote (under 30 questions), one-case, or
        undecided (the difference is below the detectable one).
    """

    forecaster: str
    rival: str
    score: Score
    n: int
    cases: int
    mean: float
    rival_mean: float
    skill: float | None
    difference: float
    low: float | None
    high: float | None
    detectable: float | None
    needed: int | None
    verdict: Literal["better", "worse", "undecided", "one-case", "anecdote"]


def paired(
    forecaster: str,
    rival: str,
    score: Score,
    own: Floats,
    other: Floats,
    cases: Sequence[str],
) -> Paired:
    """Compare two rows of scores.

    Parameters
    ----------
    forecaster, rival
        Their names.
    score
        Which score.
    own, other
        Shape (n,): their scores on the same questions; at least one.
    cases
        By question, the case it belongs to.

    References
    ----------
    Cameron & Miller 2015, "A practitioner's guide to cluster-robust inference", Journal of Human
    Resources 50(2), 317-372, eq. 8 and section VI (sums by cluster, G/(G - 1), t with G - 1 degrees
    of freedom); Bloom 1995, "Minimum detectable effects", Evaluation Review 19(5), 547-556 (the
    difference found with a power of 80 per cent); Diebold & Mariano 1995, "Comparing predictive
    accuracy", Journal of Business & Economic Statistics 13(3), 253-263, which is not used.
    """
    differences = own - other
    n = len(differences)
    mean = float(differences.mean())
    _, group = np.unique(np.array(cases), return_inverse=True)
    count = int(group.max()) + 1
    error, critical, reach = _error(differences - mean, group, count)
    detectable = None if error is None else reach * error
    return Paired(
        forecaster=forecaster,
        rival=rival,
        score=score,
        n=n,
        cases=count,
        mean=float(own.mean()),
        rival_mean=float(other.mean()),
        skill=1 - float(own.mean()) / float(other.mean()) if other.mean() > 0 else None,
        difference=mean,
        low=None if error is None else mean - critical * error,
        high=None if error is None else mean + critical * error,
        detectable=detectable,
        needed=_needed(n, mean, detectable),
        verdict=_verdict(n, mean, detectable),
    )


def _error(
    centred: Floats, group: np.typing.NDArray[np.intp], count: int
) -> tuple[float | None, float, float]:
    """Return the standard error of the mean, the half-width and the reach in units of it."""
    if count < 2:
        return None, math.nan, math.nan
    from scipy.special import stdtrit

    sums = np.bincount(group, weights=centred)
    error = math.sqrt(count / (count - 1) * float((sums**2).sum())) / len(centred)
    critical = float(stdtrit(count - 1, _CONFIDENCE))
    return error, critical, critical + float(stdtrit(count - 1, _POWER))


def _needed(n: int, mean: float, detectable: float | None) -> int | None:
    # A difference that only rounding has made asks for no number of questions.
    if not detectable or abs(mean) < _NOTHING:
        return None
    return math.ceil(n * (detectable / mean) ** 2)


def _verdict(
    n: int, mean: float, detectable: float | None
) -> Literal["better", "worse", "undecided", "one-case", "anecdote"]:
    if n < ANECDOTE:
        return "anecdote"
    if detectable is None:
        return "one-case"
    if abs(mean) < max(detectable, _NOTHING):
        return "undecided"
    return "better" if mean < 0 else "worse"
