"""Many draws at once give what each gives alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.random_orders import guarantee_of, least_by_trying, orders, random_question

from goodoffices.order._bottleneck import Question, least_guarantee
from goodoffices.order._lattice import best_over_draws, exposures, lattice, steadiest


@st.composite
def samples(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count, parties = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    question = random_question(
        rng, count, parties, density=draw(st.sampled_from([0.0, 0.4])), unfinished=0.3
    )
    size = draw(st.integers(1, 6))
    return question, -rng.uniform(-0.02, 0.1, (size, parties)), rng.normal(0, 0.05, (size, parties, count))  # fmt: skip


def single(question, base, kappa, d):
    return Question(question.before, base[d], kappa[d], question.unfinished)


@given(samples())
def test_the_best_order_of_each_draw(sample):
    question, base, kappa = sample
    found = best_over_draws(lattice(question.before), base, kappa, question.unfinished)
    for d, value in enumerate(found):
        least = max(0.0, least_by_trying(single(question, base, kappa, d)))
        assert value == pytest.approx(least, abs=1e-9)


@given(samples())
def test_the_steadiest_order_needs_no_more_and_is_exposed_least(sample):
    question, base, kappa = sample
    found = least_guarantee(question)
    order = steadiest(lattice(question.before), question, found, base, kappa)
    assert guarantee_of(question, order) <= found.value + 1e-8

    def exposed(each):
        gains = exposures(base, kappa, each)
        counted = gains[:, 1:] if question.unfinished[each[-1]] else gains[:, 1:-1]
        return (counted.max(axis=2) > 1e-9).mean(axis=0).sum()

    best = min(
        exposed(each)
        for each in orders(question)
        if guarantee_of(question, each) <= found.value + 1e-9
    )
    assert exposed(order) == pytest.approx(best)


def test_down_sets_are_counted():
    assert len(lattice((0, 0, 0))) == 8
    assert len(lattice((0, 1, 3))) == 4
    assert lattice((0,) * 20, most=1000) is None


def test_exposures_are_sums_along_the_order():
    base, kappa = np.array([[-0.1]]), np.array([[[0.2, -0.3]]])
    assert exposures(base, kappa, (1, 0))[0, :, 0] == pytest.approx([-0.1, -0.4, -0.2])
    nothing = exposures(base, kappa[:, :, :0], ())
    assert nothing.shape == (1, 1, 1)


def test_no_more_sets_are_held_than_fit(monkeypatch):
    from goodoffices.order import _lattice

    question = random_question(np.random.default_rng(2), 5, 2, density=0.2)
    base, kappa = np.full((50, 2), -0.05), np.random.default_rng(3).normal(0, 0.05, (50, 2, 5))
    whole = best_over_draws(lattice(question.before), base, kappa, question.unfinished)
    monkeypatch.setattr(_lattice, "_PART", 1)
    single_rows = best_over_draws(lattice(question.before), base, kappa, question.unfinished)
    assert np.array_equal(whole, single_rows)
