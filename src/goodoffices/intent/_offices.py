"""What the holder of an office is there to discuss: a Dirichlet prior over portfolios.

Counts add up from three places: 0.2 for each portfolio, so that nobody is there for one thing
only; 4 for the portfolio that the case states for the delegate; and 4 for the office, spread over
the portfolios of the areas that the taxonomy's role points to, or the counts of an ``offices``
entry of the case whose words the office contains.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case, taxonomy
from goodoffices.case.model import Delegate

__all__ = ["PORTFOLIOS", "announced", "prior_counts"]

Floats = NDArray[np.float64]

PORTFOLIOS = ("military", "political", "economic", "humanitarian", "legal")

_ANY = 0.2
_STATED = 4.0
_OFFICE = 4.0
_STEM = 6
"""Letters of a word that are compared: parliament and parliamentary are one."""
_SAME = {"chief": "head", "leader": "head", "director": "head", "commander": "head"}
_EMPTY = {"of", "the", "and", "for", "in", "a", "to"}


def prior_counts(case: Case, delegate: Delegate) -> Floats:
    """Return the Dirichlet counts of a delegate, shape (5,), in the order of `PORTFOLIOS`."""
    counts = np.full(len(PORTFOLIOS), _ANY)
    counts[PORTFOLIOS.index(delegate.portfolio)] += _STATED
    return counts + _of_office(case, delegate.office)


def announced(case: Case, agenda: tuple[str, ...]) -> Floats:
    """Return the share of an agenda's issues by portfolio, shape (5,)."""
    areas = {issue.id: issue.area for issue in case.issues}
    known = taxonomy().areas
    tally = Counter(known[areas[issue]].portfolio for issue in agenda)
    return np.array([tally[portfolio] / len(agenda) for portfolio in PORTFOLIOS])


def _of_office(case: Case, office: str) -> Floats:
    words = _words(office)
    best: tuple[int, Floats] = (0, np.zeros(len(PORTFOLIOS)))
    for entry in case.offices:
        own = _words(entry.office)
        if own and own <= words and len(own) > best[0]:
            given = {str(portfolio): n.mode for portfolio, n in entry.portfolios.items()}
            best = (len(own), np.array([given.get(p, 0.0) for p in PORTFOLIOS]))
    if best[0]:
        return best[1]
    for phrase, spread in _roles():
        if phrase <= words and len(phrase) > best[0]:
            best = (len(phrase), _OFFICE * spread)
    return best[1]


@cache
def _roles() -> tuple[tuple[frozenset[str], Floats], ...]:
    known = taxonomy()
    found = []
    for role in known.roles:
        tally = Counter(known.areas[area].portfolio for area in role.areas)
        spread = np.array([tally[p] / len(role.areas) for p in PORTFOLIOS])
        phrases = [_words(part) for part in role.role.split("/")]
        # "head of state/government": a single word beside longer ones leans on them.
        found += [(phrase, spread) for phrase in phrases if len(phrase) > 1 or len(phrases) == 1]
    return tuple(found)


def _words(text: str) -> frozenset[str]:
    plain = re.findall(r"\w+", text.lower())
    return frozenset(_SAME.get(word, word[:_STEM]) for word in plain if word not in _EMPTY)
