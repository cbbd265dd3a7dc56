"""Which of many points no other dominates, against comparing each with each."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices.zone._dominance import nondominated


def by_comparison(points):
    """Return which points nothing dominates, of equal ones the first."""
    kept = []
    for n, point in enumerate(points):
        larger = (points >= point).all(axis=1)
        equal = (points == point).all(axis=1)
        kept.append(not (larger & ~equal).any() and not equal[:n].any())
    return kept


@pytest.mark.parametrize("levels", [1, 3, 8, 30, 10**6])
@pytest.mark.parametrize("count", [1, 2, 50, 1500])
@pytest.mark.parametrize("columns", [1, 2, 3, 4])
def test_few_or_many_points_with_or_without_ties(columns, count, levels):
    rng = np.random.default_rng([columns, count, levels])
    points = rng.integers(0, levels, (count, columns)) / levels
    assert nondominated(points).tolist() == by_comparison(points)


def test_points_of_a_surface_that_are_all_undominated_stay():
    rng = np.random.default_rng(1)
    two = rng.random((2000, 2)).round(6)
    points = np.column_stack([two, -two.sum(axis=1)])
    assert nondominated(points).tolist() == by_comparison(points.round(12))


def test_a_column_in_which_all_are_equal_tells_none_apart():
    rng = np.random.default_rng(2)
    for column in range(3):
        points = rng.random((1000, 3)).round(3)
        points[:, column] = 7e5
        assert nondominated(points).tolist() == by_comparison(points)
