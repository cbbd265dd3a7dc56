"""The link graph as a layered diagram: which packages keep the rules, and which earn bonuses.

Issues are decided one after another.  What matters of the options already chosen is only which
conjunctions are still open: begun, and so far holding.  Such a set is a *state*; the diagram
lists the states of every layer and the edges between them.  It is the elimination of section 4 of
the model along an order of the link graph, with the contexts that behave alike merged, and it is
shared by all draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences._structure import Conjunction

__all__ = ["Diagram", "Layer", "diagram"]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One issue of the order: edges from S states by C classes of options.

    Parameters
    ----------
    issue
        The issue decided here.
    kind
        Shape (O,): the class of each option; options of one class behave alike in every link.
    members
        The options of each class.
    next
        Shape (S, C): the state that follows.
    closes
        Pairs (rule, Boolean array of shape (S, C)): edges on which the rule is broken.
    earns
        Pairs (bonus, Boolean array of shape (S, C)): edges on which the bonus is earned.
    """

    issue: int
    kind: NDArray[np.int64]
    members: tuple[NDArray[np.intp], ...]
    next: NDArray[np.int64]
    closes: tuple[tuple[int, NDArray[np.bool_]], ...]
    earns: tuple[tuple[int, NDArray[np.bool_]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Diagram:
    """Layers in the order of elimination.

    Parameters
    ----------
    layers
        One per issue.
    width
        The largest number of states of a layer: 1 without links; cost grows with it.
    """

    layers: tuple[Layer, ...]
    width: int

    @property
    def order(self) -> list[int]:
        """The issues in the order of elimination."""
        return [layer.issue for layer in self.layers]


_State = frozenset[int]


@lru_cache(maxsize=64)
def diagram(
    issues: int,
    options: int,
    rules: tuple[Conjunction, ...],
    bonuses: tuple[Conjunction, ...],
) -> Diagram:
    """Return the diagram of some rules and bonuses over `issues` issues of `options` options.

    The order is greedy: next comes the issue that leaves the fewest states, linked issues before
    the others, ties by their place in the case.  The order changes cost only, never an answer.
    """
    conjunctions = (*rules, *bonuses)
    terms = [dict(conjunction.terms) for conjunction in conjunctions]
    linked = {issue for term in terms for issue in term}
    left = list(range(issues))
    decided: set[int] = set()
    states: list[_State] = [frozenset()]
    layers: list[Layer] = []
    width = 1
    while left:
        choices = [i for i in left if i in linked] or left[:1]
        built = [_layer(i, options, terms, decided, states, len(rules)) for i in choices]
        pick = min(range(len(choices)), key=lambda n: (len(built[n][1]), choices[n]))
        layer, states = built[pick]
        layers.append(layer)
        decided.add(choices[pick])
        left.remove(choices[pick])
        width = max(width, len(states))
    return Diagram(tuple(layers), width)


def _layer(
    issue: int,
    options: int,
    terms: list[dict[int, tuple[int, ...]]],
    decided: set[int],
    states: list[_State],
    rules: int,
) -> tuple[Layer, list[_State]]:
    """Return the layer that decides `issue` next, and the states after it."""
    here = [c for c, term in enumerate(terms) if issue in term]
    signature = [frozenset(c for c in here if o in terms[c][issue]) for o in range(options)]
    classes = sorted(set(signature), key=sorted)
    kind = np.array([classes.index(entry) for entry in signature])
    begun = {c for c in here if any(i in decided for i in terms[c])}
    ends = {c for c in here if all(i in decided or i == issue for i in terms[c])}
    found: dict[_State, int] = {}
    following = np.empty((len(states), len(classes)), dtype=np.int64)
    done: dict[int, NDArray[np.bool_]] = {}
    for s, state in enumerate(states):
        for k, met in enumerate(classes):
            alive = {c for c in met if c in state or c not in begun}
            for c in alive & ends:
                done.setdefault(c, np.zeros(following.shape, dtype=bool))[s, k] = True
            after = (state - frozenset(here)) | frozenset(alive - ends)
            following[s, k] = found.setdefault(after, len(found))
    closes = tuple((c, done[c]) for c in sorted(done) if c < rules)
    earns = tuple((c - rules, done[c]) for c in sorted(done) if c >= rules)
    members = tuple(np.flatnonzero(kind == k) for k in range(len(classes)))
    return Layer(issue, kind, members, following, closes, earns), list(found)
