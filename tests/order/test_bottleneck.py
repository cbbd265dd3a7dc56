"""The least guarantee is the least over all orders, by every route, and no larger than it must be."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_orders import chain, guarantee_of, least_by_trying, random_question

from goodoffices.order import _bottleneck as bottleneck
from goodoffices.order._bottleneck import Bottleneck, Question, least_guarantee

CLOSE = 1e-9


@st.composite
def questions(draw, most=6):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return random_question(
        rng,
        draw(st.integers(1, most)),
        draw(st.integers(1, 4)),
        density=draw(st.sampled_from([0.0, 0.2, 0.5])),
        unfinished=draw(st.sampled_from([0.0, 0.4])),
    )


def assert_found(found, question, least):
    assert found.value == pytest.approx(max(0.0, least), abs=CLOSE)
    assert found.exact
    assert sorted(found.order) == list(range(len(question.before)))
    done = 0
    for v in found.order:
        assert question.before[v] & ~done == 0
        done |= 1 << v
    assert max(0.0, guarantee_of(question, found.order)) == pytest.approx(found.value, abs=CLOSE)


@given(questions())
def test_it_is_the_least_over_all_linear_extensions(question):
    assert_found(least_guarantee(question), question, least_by_trying(question))


@pytest.mark.parametrize("seed", range(6))
def test_it_is_so_for_eight_steps(seed):
    question = random_question(np.random.default_rng(seed), 8, 3, density=0.25, unfinished=0.2)
    assert_found(least_guarantee(question), question, least_by_trying(question))


@given(questions())
def test_the_searches_agree_with_each_other(question):
    """Each is given an order that is no help, so that it has to find its own."""
    order = tuple(range(len(question.before)))
    start = Bottleneck(1e9, 0.0, order, 0)
    least = least_by_trying(question)
    for search in (bottleneck._table, bottleneck._best_first):
        assert_found(search(question, start), question, least)


@given(questions())
def test_the_bound_is_one(question):
    assert bottleneck._certain(question) <= max(0.0, least_by_trying(question)) + CLOSE


@given(questions(), st.floats(0, 0.2))
def test_a_larger_guarantee_never_breaks_a_plan_that_held(question, more):
    """A guarantee g makes walking away worth that much less: the need falls by g, to 0 at most."""
    eased = dataclasses.replace(question, base=question.base - more)
    before, after = least_guarantee(question).value, least_guarantee(eased).value
    assert after <= before + CLOSE
    assert after == pytest.approx(max(0.0, before - more), abs=1e-8)


@given(questions(most=5))
def test_no_conditions_never_need_more(question):
    free = dataclasses.replace(question, before=(0,) * len(question.before))
    assert least_guarantee(free).value <= least_guarantee(question).value + CLOSE


def test_what_is_done_last_is_not_waited_for():
    """A gain that comes with completion tempts nobody; with something left to do it does."""
    question = chain(-0.1, 0.5)
    assert least_guarantee(question).value == 0
    open_end = dataclasses.replace(question, unfinished=(False, True))
    assert least_guarantee(open_end).value == pytest.approx(0.4)


def test_a_package_worse_than_no_agreement_is_exposed_before_anything_is_done():
    question = chain(-0.5, 0.1, base=(0.2,))
    assert least_guarantee(question).value == pytest.approx(0.2)


def test_no_steps_need_what_the_package_lacks():
    for base, value in ((-0.1, 0.0), (0.3, 0.3)):
        question = Question((), np.array([base]), np.zeros((1, 0)), ())
        assert least_guarantee(question).value == pytest.approx(value)


def test_two_sides_that_take_turns_need_less_than_one_that_goes_first():
    """Two parties, two steps each, every step worth 0.1 to the other side and costing nothing."""
    kappa = np.array([[0.1, 0.1, -0.1, -0.1], [-0.1, -0.1, 0.1, 0.1]])
    question = Question((0, 1, 0, 4), np.array([-0.05, -0.05]), kappa, (False,) * 4)
    found = least_guarantee(question)
    assert found.value == pytest.approx(0.05)
    assert guarantee_of(question, (0, 1, 2, 3)) == pytest.approx(0.15)
    assert found.order in {(0, 2, 1, 3), (2, 0, 3, 1), (0, 2, 3, 1), (2, 0, 1, 3)}


def test_twenty_free_steps_are_exact():
    question = random_question(np.random.default_rng(5), 20, 4, density=0.0)
    found = bottleneck._table(question, Bottleneck(1e9, 0.0, tuple(range(20)), 0))
    assert found.opened == 2**20 - 1
    assert guarantee_of(question, found.order) == pytest.approx(found.value)


@pytest.mark.parametrize("density", [0.0, 0.02, 0.2])
def test_two_hundred_steps_have_a_bound_and_no_more_sets_are_looked_at_than_may_be(density):
    question = random_question(np.random.default_rng(7), 200, 3, density=density)
    found = least_guarantee(question, opened=300, width=20)
    # Each set that is opened leads to one set for each step that is left.
    assert found.opened <= 300 * 200 + 1
    assert 0 <= found.bound <= found.value
    assert guarantee_of(question, found.order) == pytest.approx(found.value)


def test_a_search_given_up_says_so():
    question = random_question(np.random.default_rng(11), 8, 3, density=0.0)
    start = Bottleneck(1e9, 0.0, tuple(range(8)), 0)
    found = bottleneck._best_first(question, start, 3)
    assert not found.exact
    assert found.bound <= max(0.0, least_by_trying(question)) + CLOSE


@settings(max_examples=40)
@given(questions(most=4), st.integers(2, 3), st.integers(2, 3), st.data())
def test_a_refinement_of_tranches_never_needs_more(question, parts, times, data):
    """Cut every step of a question into n, and into n times m: the finer can do all the coarser does.

    Not where a part of the last step is left to do once the rest is done: as a whole it would be
    completion, so the coarser cut is compared with some of its parts left whole.
    """
    question = dataclasses.replace(question, unfinished=(True,) * len(question.before))
    which = data.draw(st.integers(0, len(question.before) - 1))
    values = [least_guarantee(cut(question, which, n)).value for n in (1, parts, parts * times)]
    assert values[1] <= values[0] + CLOSE
    assert values[2] <= values[1] + CLOSE


def cut(question, which, parts):
    """Return the question with one group in equal parts, the first of which is in its place."""
    count = len(question.before)
    places = [which, *range(count, count + parts - 1)]
    whole = sum(1 << place for place in places)
    before = [bits | whole if bits >> which & 1 else bits for bits in question.before]
    before += [
        question.before[which] | sum(1 << place for place in places[:k]) for k in range(1, parts)
    ]
    kappa = np.hstack([question.kappa, np.zeros((len(question.base), parts - 1))])
    kappa[:, places] = question.kappa[:, [which]] / parts
    return Question(tuple(before), question.base, kappa, (True,) * (count + parts - 1))
