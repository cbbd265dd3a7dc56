"""Bargaining solutions against published points, and the axioms that define them."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goodoffices.zone._solutions import egalitarian, kalai_smorodinsky, nash, utilitarian

STEPS = 20_000
GRID_TOLERANCE = 2e-4
"""A frontier of 20 001 points has no point closer to a real optimum than this share of its length."""


@pytest.fixture(scope="module")
def golden(shared):
    path = shared / "golden" / "bargaining" / "axiomatic_bargaining.json"
    return {case["name"]: case for case in json.loads(path.read_text())["cases"]}


def curve(points):
    """Return points along a polygon, finely spaced."""
    points = np.array(points, dtype=float)
    t = np.linspace(0, len(points) - 1, STEPS + 1)
    return np.stack([np.interp(t, np.arange(len(points)), column) for column in points.T], axis=1)


FRONTIERS = {
    "wage": curve([[0, 100], [100, 0]]),
    "asymmetric": curve([[0, 12], [6, 0]]),
    "parabola": np.stack(
        [np.linspace(0, 1, STEPS + 1), 1 - np.linspace(0, 1, STEPS + 1) ** 2], axis=1
    ),
    "KS1975_S": curve([[0, 1], [0.75, 0.75], [1, 0]]),
    "KS1975_T": curve([[0, 1], [1, 0.7]]),
}

CONCEPTS = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
    "utilitarian_IR": utilitarian,
}


@pytest.mark.parametrize("name", FRONTIERS)
def test_published_points_are_found_on_fine_frontiers(golden, name):
    case = golden[name]
    floor = np.array(case["d"], dtype=float)
    points = FRONTIERS[name]
    points = points[(points >= floor).all(axis=1)]
    size = np.ptp(points, axis=0).max()
    checked = 0
    for concept, choose in CONCEPTS.items():
        if concept in case:
            found = points[choose(points - floor)]
            assert found == pytest.approx(case[concept], abs=GRID_TOLERANCE * size * 5), concept
            checked += 1
    assert checked >= 2


def test_three_parties_on_a_plane_share_the_surplus_equally(golden):
    case = golden["three_party_linear"]
    floor = np.array(case["d"])
    steps = np.linspace(0, 1, 301)
    a, b = np.meshgrid(steps, steps)
    points = np.stack([a.ravel(), b.ravel(), 1 - a.ravel() - b.ravel()], axis=1)
    points = points[(points >= floor - 1e-9).all(axis=1)]
    for concept in ("nash", "egalitarian", "kalai_smorodinsky"):
        found = points[CONCEPTS[concept](np.clip(points - floor, 0, None))]
        assert found == pytest.approx(case[concept], abs=1 / 300)


def test_two_negative_surpluses_do_not_make_a_solution(golden):
    case = golden["discrete_pitfall_negative_gains"]
    surplus = np.array(case["outcomes"]) - np.array(case["d"])
    rational = surplus[(surplus >= 0).all(axis=1)]
    assert rational[nash(rational)] + np.array(case["d"]) == pytest.approx([5, 5.2])


points = arrays(
    np.float64,
    st.tuples(st.integers(1, 30), st.integers(1, 4)),
    elements=st.integers(0, 20).map(lambda n: n / 20),
)


@given(points)
@settings(max_examples=200, deadline=None)
def test_every_solution_is_pareto_optimal(surplus):
    for choose in (nash, kalai_smorodinsky, egalitarian, utilitarian):
        best = surplus[choose(surplus)]
        assert not any((row >= best).all() and (row > best).any() for row in surplus)


@given(points, st.randoms())
@settings(max_examples=200, deadline=None)
def test_renaming_parties_and_reordering_points_changes_no_solution(surplus, random):
    rows, columns = list(range(len(surplus))), list(range(surplus.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    for choose in (nash, kalai_smorodinsky, egalitarian, utilitarian):
        a = surplus[choose(surplus)]
        turned = surplus[rows][:, columns]
        b = turned[choose(turned)]
        # Points that mirror each other tie, so the multiset is what stays.
        assert sorted(a) == pytest.approx(sorted(b))


@given(points, st.lists(st.sampled_from([0.5, 2.0, 8.0]), min_size=4, max_size=4))
@settings(max_examples=200, deadline=None)
def test_the_nash_solution_does_not_depend_on_the_scales_of_utility(surplus, scales):
    factors = np.array(scales[: surplus.shape[1]])
    strict = (surplus > 0).all(axis=1)
    if not strict.any():
        return
    products = [surplus[nash(surplus)].prod(), surplus[nash(surplus * factors)].prod()]
    assert products[0] == pytest.approx(products[1], rel=1e-9)


@given(points)
@settings(max_examples=200, deadline=None)
def test_points_that_are_left_out_matter_to_no_nash_solution(surplus):
    best = nash(surplus)
    fewer = [row for n, row in enumerate(surplus) if n % 2 or n == best]
    assert np.array_equal(np.array(fewer)[nash(np.array(fewer))], surplus[best])


def test_where_nobody_can_gain_the_nash_solution_falls_back_on_leximin():
    surplus = np.array([[0.0, 0.3], [0.0, 0.5]])
    assert nash(surplus) == 1
