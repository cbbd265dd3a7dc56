"""Concession functions, against their formula, their ends and their orders."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.talks._concession import EXPONENTS, conceded, demanded

times = st.floats(0, 1)
exponents = st.floats(0.01, 100)
utilities = st.floats(-10, 10)


@pytest.mark.parametrize(
    ("name", "time", "expected"),
    [
        ("boulware", 0.5, 0.0625),
        ("linear", 0.5, 0.5),
        ("conceder", 0.0625, 0.5),
        ("boulware", 0.0, 0.0),
        ("conceder", 1.0, 1.0),
    ],
)
def test_the_named_functions_concede_what_their_formula_says(name, time, expected):
    assert conceded(time, EXPONENTS[name]) == pytest.approx(expected, rel=1e-15)


@given(times, exponents, utilities, utilities)
def test_what_is_asked_for_is_the_formula_and_stays_between_floor_and_best(tau, e, low, high):
    asked = float(demanded(conceded(tau, e), floor=low, best=high))
    assert low <= asked <= max(low, high)
    expected = low + (max(low, high) - low) * (1 - math.pow(tau, e))
    assert asked == pytest.approx(expected, abs=1e-12)


@given(exponents, utilities, utilities)
def test_nothing_is_conceded_at_first_and_everything_in_the_end(e, low, high):
    best = max(low, high)
    share = conceded([0.0, -1.0, 1.0, 2.0], e)
    assert share.tolist() == [0, 0, 1, 1]
    asked = demanded(share, floor=low, best=high).tolist()
    assert asked == pytest.approx([best, best, low, low], abs=1e-14)
    assert asked[2:] == [low, low]


@given(times, times, exponents)
def test_nobody_takes_a_concession_back(one, other, e):
    early, late = sorted((one, other))
    assert conceded(early, e) <= conceded(late, e)


@given(times)
def test_a_boulware_has_never_conceded_more_than_a_linear_nor_that_more_than_a_conceder(tau):
    share = conceded(tau, [EXPONENTS[name] for name in ("boulware", "linear", "conceder")])
    assert (np.diff(share) >= 0).all()


def test_who_never_concedes_still_reaches_the_floor_at_the_deadline():
    assert conceded([0.0, 0.999, 1.0], math.inf).tolist() == [0, 0, 1]


def test_runs_and_parties_broadcast():
    share = conceded(np.full((5, 4, 1), 0.5), [1.0, 4.0, 0.25])
    asked = demanded(share, floor=np.zeros(3), best=1.0)
    assert asked.shape == (5, 4, 3)


@pytest.mark.parametrize(("time", "exponent"), [(0.5, 0.0), (0.5, -1.0), (math.nan, 1.0)])
def test_what_is_no_time_or_exponent_is_refused(time, exponent):
    with pytest.raises(ValueError, match="expected"):
        conceded(time, exponent)


@given(st.floats(1e-18, 1e-12), utilities, utilities)
def test_the_first_crumb_conceded_never_asks_for_more_than_the_best(tau, low, high):
    assert low <= demanded(conceded(tau, 1.0), floor=low, best=high) <= max(low, high)


@pytest.mark.parametrize("floor", [-math.inf, math.nan])
def test_a_floor_must_be_finite(floor):
    with pytest.raises(ValueError, match="finite"):
        demanded(0.5, floor=floor, best=1.0)
