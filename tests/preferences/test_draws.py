"""Numbers from a case: values, weights, red lines, no-agreement values, and how they are drawn."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaincinv
from support.random_cases import random_case

from goodoffices.case import Case, Uncertain
from goodoffices.preferences import Draws, months, perts, prepare
from goodoffices.preferences._pert import pert

COUNT = 4000


def make(**parts: Any) -> Case:
    """Return a case of two issues and two parties, with some parts replaced."""
    case: dict[str, Any] = {
        "format": 1,
        "case": "small",
        "title": "Small",
        "as_of": "2026-01-01",
        "horizon": "2026-12-31",
        "parties": (
            {"id": "a", "name": "A", "consent": True},
            {"id": "b", "name": "B", "consent": True},
        ),
        "issues": (
            {
                "id": "i",
                "name": "I",
                "area": "territory",
                "options": ("x", "y", "z"),
                "without_agreement": "y",
            },
            {
                "id": "j",
                "name": "J",
                "area": "ceasefire",
                "options": ("x", "y"),
                "without_agreement": "x",
            },
        ),
        "positions": (
            {"party": "a", "issue": "i", "weight": 3, "values": {"x": 0, "y": 0.25, "z": 1}},
            {"party": "a", "issue": "j", "weight": 1, "values": {"x": 0, "y": 1}},
            {"party": "b", "issue": "i", "weight": 1, "values": {"x": 1, "y": 0.5, "z": 0}},
        ),
    }
    return Case.model_validate({**case, **parts})


def one(case: Case, at: float = 0.0) -> Draws:
    return prepare(case).modal(at=at)


def column(draws: Draws, name: str) -> np.ndarray:
    return draws.inputs[:, [entry.name for entry in draws.names].index(name)]


def test_utilities_are_normalised_weights_times_values():
    draws = one(make())
    assert draws.worth[0, 0, 0].tolist() == [0.0, 0.1875, 0.75]
    assert draws.worth[0, 0, 1].tolist() == [0.0, 0.25, 0.0]
    assert draws.worth[0, 1, 0].tolist() == [1.0, 0.5, 0.0]


def test_without_a_stated_utility_the_floor_is_the_worth_of_the_options_without_agreement():
    assert one(make()).floor[0].tolist() == [0.1875, 0.5]


def test_a_party_without_a_position_on_an_issue_gets_nothing_from_it():
    assert not one(make()).worth[0, 1, 1].any()


def test_an_ideal_and_a_curvature_give_one_minus_relative_distance_to_a_power():
    positions = (
        {"party": "a", "issue": "i", "weight": 1, "ideal": "x", "curvature": 2},
        {"party": "b", "issue": "i", "weight": 1, "ideal": "y"},
    )
    draws = one(make(positions=positions))
    assert draws.worth[0, 0, 0].tolist() == [1.0, 0.75, 0.0]
    assert draws.worth[0, 1, 0].tolist() == [0.0, 1.0, 0.0]


def test_a_ranking_is_drawn_uniformly_between_its_ends():
    positions = (
        {"party": "a", "issue": "i", "weight": 1, "ranking": ("z", "y", "x")},
        {"party": "b", "issue": "i", "weight": 1, "values": {"x": 1, "y": 0, "z": 0}},
    )
    case = make(positions=positions)
    assert one(case).worth[0, 0, 0].tolist() == [0.0, 0.5, 1.0]
    middle = prepare(case).draw(seed=3, count=COUNT).worth[:, 0, 0, 1]
    assert abs(middle.mean() - 1 / 2) < 4 * (1 / 12 / COUNT) ** 0.5
    assert abs(middle.var() - 1 / 12) < 0.01


def test_ranked_weights_are_uniform_on_the_ordered_simplex():
    parties = (
        {"id": "a", "name": "A", "consent": True, "weights": {"ranking": ("j", "i")}},
        {"id": "b", "name": "B", "consent": True},
    )
    positions = (
        {"party": "a", "issue": "i", "values": {"x": 0, "y": 0, "z": 1}},
        {"party": "a", "issue": "j", "values": {"x": 0, "y": 1}},
        {"party": "b", "issue": "i", "weight": 1, "values": {"x": 1, "y": 0, "z": 0}},
    )
    case = make(parties=parties, positions=positions)
    modal = one(case)
    assert modal.worth[0, 0, 1, 1] == pytest.approx(0.75)  # rank-order centroid of two
    assert modal.worth[0, 0, 0, 2] == pytest.approx(0.25)
    draws = prepare(case).draw(seed=3, count=COUNT)
    heavy, light = draws.worth[:, 0, 1, 1], draws.worth[:, 0, 0, 2]
    assert (heavy >= light).all()
    assert np.allclose(heavy + light, 1)
    assert abs(heavy.mean() - 0.75) < 0.01


def test_a_pert_number_has_the_pert_mean_and_stays_in_its_range():
    parties = (
        {"id": "a", "name": "A", "consent": True, "no_agreement": {"utility": (0.1, 0.2, 0.6)}},
        {"id": "b", "name": "B", "consent": True},
    )
    draws = prepare(make(parties=parties)).draw(seed=1, count=COUNT)
    drawn = draws.floor[:, 0]
    assert drawn.min() >= 0.1
    assert drawn.max() <= 0.6
    mean = (0.1 + 4 * 0.2 + 0.6) / 6
    spread = ((mean - 0.1) * (0.6 - mean) / 7) ** 0.5  # PERT with weight 4: alpha + beta = 6
    assert abs(drawn.mean() - mean) < 4 * spread / COUNT**0.5
    assert abs(drawn.std() - spread) < 0.005
    assert one(make(parties=parties)).floor[0, 0] == 0.2


def test_a_stated_red_line_holds_with_its_probability_and_an_absolute_one_always():
    positions = (
        {
            "party": "a",
            "issue": "i",
            "weight": 1,
            "values": {"x": 0, "y": 0, "z": 1},
            "red_lines": (
                {"options": ("x",), "kind": "stated", "holds": 0.3},
                {"options": ("y",), "kind": "absolute"},
            ),
        },
        {"party": "b", "issue": "i", "weight": 1, "values": {"x": 1, "y": 0, "z": 0}},
    )
    case = make(positions=positions)
    draws = prepare(case).draw(seed=1, count=COUNT)
    assert abs(draws.red[:, 0, 0, 0].mean() - 0.3) < 4 * (0.3 * 0.7 / COUNT) ** 0.5
    assert draws.red[:, 0, 0, 1].all()
    assert one(case).red[0, 0, 0].tolist() == [False, True, False]


def test_the_no_agreement_value_moves_by_the_month_and_with_the_events_before_the_date():
    parties = (
        {
            "id": "a",
            "name": "A",
            "consent": True,
            "no_agreement": {"utility": 0.5, "per_month": -0.02},
        },
        {"id": "b", "name": "B", "consent": True},
    )
    events = (
        {
            "id": "e",
            "name": "E",
            "kind": "other",
            "on": "2026-03-02",
            "effect": {"no_agreement": {"a": -0.1}},
        },
        {
            "id": "past",
            "name": "Past",
            "kind": "other",
            "on": "2025-12-01",
            "effect": {"no_agreement": {"a": -0.3}},
        },
    )
    case = make(parties=parties, events=events)
    assert one(case, at=1.0).floor[0, 0] == pytest.approx(0.48)
    assert one(case, at=3.0).floor[0, 0] == pytest.approx(0.5 - 0.06 - 0.1)
    assert months(case, dt.date(2027, 1, 1)) == pytest.approx(12, abs=0.01)


def test_an_event_with_a_hazard_happens_as_often_as_its_rate_says():
    parties = (
        {"id": "a", "name": "A", "consent": True, "no_agreement": {"utility": 0.5}},
        {"id": "b", "name": "B", "consent": True},
    )
    events = (
        {
            "id": "e",
            "name": "E",
            "kind": "other",
            "hazard_per_month": 0.2,
            "effect": {"no_agreement": {"a": -0.1}},
        },
    )
    case = make(parties=parties, events=events)
    shifted = prepare(case).draw(seed=1, count=COUNT, at=2.0).floor[:, 0] < 0.45
    chance = 1 - np.exp(-0.4)
    assert abs(shifted.mean() - chance) < 4 * (chance * (1 - chance) / COUNT) ** 0.5
    assert one(case, at=3.0).floor[0, 0] == 0.5  # the median time is 3.47 months
    assert one(case, at=4.0).floor[0, 0] == pytest.approx(0.4)


@given(st.integers(0, 30), st.integers(0, 2**40), st.integers(0, 300), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_any_chunk_of_draws_has_the_bytes_of_the_whole(case_seed, seed, first, count):
    prepared = prepare(random_case(case_seed))
    whole = prepared.draw(seed=seed, count=first + count, at=2.0)
    part = prepared.draw(seed=seed, count=count, first=first, at=2.0)
    for field in ("worth", "red", "bonus", "floor", "inputs"):
        expected = np.ascontiguousarray(getattr(whole, field)[first:])
        assert np.ascontiguousarray(getattr(part, field)).tobytes() == expected.tobytes()


def test_seeds_draws_and_inputs_differ_and_reruns_do_not():
    prepared = prepare(random_case(1))
    a, b, c = (prepared.draw(seed=seed, count=50).inputs for seed in (1, 1, 2))
    varying = (a != a[:1]).any(axis=0)
    assert varying.any()
    assert (a == b).all()
    assert (a[:, varying] != c[:, varying]).any(axis=0).all()
    assert len(np.unique(a[:, varying], axis=0)) == 50


def test_the_order_of_parties_and_issues_in_the_file_changes_no_number():
    case = random_case(5)
    turned = Case.model_validate(
        {
            **{name: getattr(case, name) for name in type(case).model_fields},
            "parties": case.parties[::-1],
            "issues": case.issues[::-1],
            "positions": case.positions[::-1],
        }
    )
    a = prepare(case).draw(seed=1, count=20)
    b = prepare(turned).draw(seed=1, count=20)
    assert np.allclose(a.worth, b.worth[:, ::-1, ::-1], atol=1e-15)
    assert np.allclose(a.floor, b.floor[:, ::-1], atol=1e-15)


@pytest.mark.parametrize(("count", "first", "at"), [(0, 0, 0.0), (1, -1, 0.0), (1, 0, -1.0)])
def test_a_range_of_draws_that_makes_no_sense_is_refused(count, first, at):
    with pytest.raises(ValueError, match="expected count >= 1"):
        prepare(make()).draw(seed=1, count=count, first=first, at=at)


@given(
    st.tuples(*[st.floats(0, 1)] * 3).map(sorted).filter(lambda x: x[2] - x[0] > 1e-6),
    st.lists(st.floats(2**-53, 1, exclude_max=True), min_size=1, max_size=50),
)
@settings(max_examples=150, deadline=None)
def test_interpolated_quantiles_are_those_of_the_beta_distribution(triple, uniform):
    low, mode, high = triple
    number = Uncertain(low, mode, high)
    u = np.array(uniform)
    a, b = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    exact = low + (high - low) * betaincinv(a, b, u)
    assert np.abs(pert(number, u) - exact).max() <= 1e-8 * (high - low)


def test_many_numbers_at_once_are_drawn_as_one_by_one():
    rng = np.random.default_rng(4)
    numbers = [Uncertain(*sorted(map(float, rng.uniform(-2, 3, 3)))) for _ in range(40)]
    numbers += [Uncertain(0.0, 0.0, 1.0), Uncertain(0.0, 1.0, 1.0), Uncertain(0.7, 0.7, 0.7)]
    uniform = rng.random((3000, len(numbers)))
    drawn = perts(numbers, uniform)
    for k, number in enumerate(numbers):
        alone = pert(number, uniform[:, k])
        assert np.abs(drawn[:, k] - alone).max() <= 2e-4 * max(number.high - number.low, 1e-9)
        assert number.low <= drawn[:, k].min() <= drawn[:, k].max() <= number.high
