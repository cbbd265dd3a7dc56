"""Random orders of steps with what each adds to each hand, and a search that tries everything."""

from __future__ import annotations

import itertools

import numpy as np

from goodoffices.order._bottleneck import Question


def random_question(rng, count, parties, *, density, unfinished=0.0):
    """Return a question over a random order of `count` groups; `density` is that of its links."""
    before = []
    for v in range(count):
        bits = 0
        for u in range(v):
            if rng.random() < density:
                bits |= 1 << u | before[u]
        before.append(bits)
    return Question(
        before=tuple(before),
        base=-rng.uniform(-0.02, 0.1, parties),
        kappa=rng.normal(0, 0.05, (parties, count)),
        unfinished=tuple(bool(rng.random() < unfinished) for _ in range(count)),
    )


def orders(question):
    """Yield every order that is allowed."""
    count = len(question.before)
    for order in itertools.permutations(range(count)):
        done = 0
        for v in order:
            if question.before[v] & ~done:
                break
            done |= 1 << v
        else:
            yield order


def guarantee_of(question, order):
    """Return what an order needs, added up step by step as the definition has it."""
    worst, now = 0.0, [float(value) for value in question.base]
    for k, v in enumerate((None, *order)):
        if v is not None:
            now = [value + float(question.kappa[p, v]) for p, value in enumerate(now)]
        if k < len(order) or not order or question.unfinished[v]:
            worst = max(worst, *now)
    return worst


def least_by_trying(question):
    """Return the least guarantee over all allowed orders."""
    return min(guarantee_of(question, order) for order in orders(question))


def chain(*rows, base=(0.0,)):
    """Return a question with one party and a fixed order."""
    count = len(rows)
    return Question(
        before=tuple((1 << k) - 1 for k in range(count)),
        base=np.array(base),
        kappa=np.array([rows], dtype=float),
        unfinished=(False,) * count,
    )
