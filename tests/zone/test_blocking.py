"""Minimal infeasible sets of any monotone family."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from goodoffices.zone._blocking import minimal_infeasible


def by_enumeration(count, meets):
    found = []
    for size in range(count + 1):
        for subset in map(frozenset, itertools.combinations(range(count), size)):
            if not any(smaller <= subset for smaller in found) and not meets([subset])[0]:
                found.append(subset)
    return found


@pytest.mark.parametrize("seed", range(60))
def test_all_minimal_infeasible_sets_are_found(seed):
    pick = random.Random(seed)
    count = pick.randint(1, 9)
    ways = [
        frozenset(k for k in range(count) if pick.random() < 0.6) for _ in range(pick.randint(0, 8))
    ]

    def meets(subsets):
        return np.array([any(subset <= way for way in ways) for subset in subsets])

    found, complete = minimal_infeasible(count, meets, cap=10_000)
    assert complete
    assert sorted(map(sorted, found)) == sorted(map(sorted, by_enumeration(count, meets)))


def test_a_cap_is_said_and_what_was_found_is_minimal():
    # Fifteen pairs that clash: 2^15 maximal sets, fifteen minimal infeasible ones.
    pairs = [frozenset({2 * k, 2 * k + 1}) for k in range(15)]

    def meets(subsets):
        return np.array([not any(pair <= subset for pair in pairs) for subset in subsets])

    found, complete = minimal_infeasible(30, meets, cap=50)
    assert not complete
    assert set(found) <= set(pairs)
