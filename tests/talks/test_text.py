"""The single negotiating text: what a mediator likes, tables, buys; by hand and by property."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goodoffices.talks._text import negotiate_text, text_score

SHARES = st.integers(0, 10**6).map(lambda share: share / 10**6)
"""Six digits: two utilities are the same or differ by more than the engine's tolerance."""


def play(score, utility, target, *, floor=None, within=None, budget=0.0, held=None):
    """One run of a session on a text."""
    utility, target = np.array(utility, dtype=float), np.array(target, dtype=float)
    parties = utility.shape[1]
    return negotiate_text(
        np.array([score], dtype=float),
        utility[None],
        target[None],
        np.zeros((1, parties)) if floor is None else np.array([floor], dtype=float),
        within=np.ones((1, *utility.shape), bool) if within is None else np.array([within]),
        budget=np.array([budget]),
        held=np.ones((1, len(target)), bool) if held is None else np.array([held]),
    )


# By hand.


def test_a_neutral_mediator_tables_the_nash_point():
    surplus = np.array([[[0.9, 0.1], [0.5, 0.5], [0.1, 0.9], [0.6, 0.4]]])
    score = text_score(surplus, np.zeros((1, 4)), np.ones((1, 4), bool), np.array([0.0]))
    assert score[0] == pytest.approx([0.36, 1.0, 0.36, 0.96])


def test_a_wholly_biased_mediator_tables_its_own_best():
    surplus = np.array([[[0.9, 0.1], [0.5, 0.5]]])
    own = np.array([[3.0, 1.0]])
    score = text_score(surplus, own, np.ones((1, 2), bool), np.array([1.0]))
    assert score[0].tolist() == [1.0, 0.0]


def test_half_a_bias_is_half_of_each():
    surplus = np.array([[[0.9, 0.1], [0.5, 0.5]]])
    own = np.array([[3.0, 1.0]])
    score = text_score(surplus, own, np.ones((1, 2), bool), np.array([0.5]))
    assert score[0] == pytest.approx([0.5 * 0.36 + 0.5, 0.5])


def test_where_nothing_serves_everybody_it_looks_for_the_least_harm():
    surplus = np.array([[[0.9, -0.5], [-0.1, -0.2], [-0.4, 0.9]]])
    score = text_score(surplus, np.zeros((1, 3)), np.ones((1, 3), bool), np.array([0.0]))
    assert score[0] == pytest.approx([0.0, 1.0, 1 / 3])


def test_two_losses_make_no_gain():
    # The product of two negative surpluses is positive, and no solution (section 4 of the model).
    surplus = np.array([[[-0.9, -0.9], [0.1, 0.1]]])
    score = text_score(surplus, np.zeros((1, 2)), np.ones((1, 2), bool), np.array([0.0]))
    assert score[0].tolist() == [0.0, 1.0]


def test_what_cannot_be_used_is_never_liked():
    surplus = np.array([[[0.9, 0.9], [0.1, 0.1]]])
    usable = np.array([[False, True]])
    score = text_score(surplus, np.array([[9.0, 0.0]]), usable, np.array([0.5]))
    assert score[0, 0] == -np.inf
    assert score[0, 1] == pytest.approx(0.5)
    none = text_score(surplus, np.zeros((1, 2)), np.zeros((1, 2), bool), np.array([0.0]))
    assert (none == -np.inf).all()


def test_it_drafts_again_after_a_refusal():
    # p refuses the first text (0.4 < 0.5), which rules out what is worth no more to it.
    played = play([3, 2, 1], [[0.4, 0.9], [0.3, 0.8], [0.6, 0.5]], [[0.5, 0.5], [0.5, 0.5]])
    assert played.tabled[0].tolist() == [0, 2]
    assert played.accepted[0].tolist() == [[False, True], [True, True]]
    assert (played.item[0], played.exchange[0]) == (2, 1)


def test_it_tables_its_first_choice_again_where_nothing_is_left():
    played = play([2, 1], [[0.4, 0.9], [0.3, 0.8]], [[0.5, 0.5]] * 3)
    assert played.tabled[0].tolist() == [0, 0, 0]
    assert played.item[0] == -1


def test_demands_that_fall_meet_the_text():
    played = play([1], [[0.5, 0.6]], [[0.9, 0.9], [0.6, 0.6], [0.5, 0.5]])
    assert (played.item[0], played.exchange[0]) == (0, 2)


def test_the_budget_pays_the_way_from_a_demand_to_the_text():
    played = play([1], [[0.5, 0.6]], [[0.6, 0.7]], budget=0.2)
    assert played.item[0] == 0
    assert played.paid[0] == pytest.approx([0.1, 0.1])
    short = play([1], [[0.5, 0.6]], [[0.6, 0.7]], budget=0.19)
    assert short.item[0] == -1
    assert not short.paid.any()


def test_nobody_is_paid_below_its_floor():
    played = play([1], [[0.5, 0.6]], [[0.7, 0.6]], floor=[0.51, 0.0], budget=9.0)
    assert played.item[0] == -1
    assert not played.paid.any()


def test_what_lies_beyond_a_mandate_is_carried_home_and_not_bought():
    within = [[False, True]]
    played = play([1], [[0.9, 0.9]], [[0.5, 0.5]], within=within, budget=9.0)
    assert played.item[0] == -1
    assert played.home[0].tolist() == [True, False]
    # Better than no agreement, it is worth asking at home about, though not yet accepted.
    less = play([1], [[0.4, 0.9]], [[0.5, 0.5]], within=within, budget=9.0)
    assert less.home[0].tolist() == [True, False]
    poor = play([1], [[-0.1, 0.9]], [[0.5, 0.5]], within=within, budget=9.0)
    assert not poor.home.any()


def test_an_exchange_that_is_not_held_tables_nothing():
    played = play([1], [[0.5, 0.6]], [[0.9, 0.9], [0.5, 0.5]], held=[True, False])
    assert played.tabled[0].tolist() == [0, -1]
    assert played.item[0] == -1


def test_without_a_usable_text_nothing_is_tabled():
    played = play([-np.inf], [[0.9, 0.9]], [[0.5, 0.5]])
    assert played.tabled[0].tolist() == [-1]
    assert played.item[0] == -1


# By property.


@st.composite
def sessions(draw):
    runs, entries = draw(st.integers(1, 4)), draw(st.integers(1, 6))
    exchanges, parties = draw(st.integers(1, 4)), draw(st.integers(2, 3))
    floor = draw(arrays(float, (runs, parties), elements=SHARES))
    extra = draw(arrays(float, (runs, exchanges, parties), elements=SHARES))
    return {
        "score": draw(arrays(float, (runs, entries), elements=SHARES)),
        "utility": draw(arrays(float, (runs, entries, parties), elements=SHARES)),
        "target": floor[:, None] + np.sort(extra, axis=1)[:, ::-1],
        "floor": floor,
        "within": draw(arrays(bool, (runs, entries, parties))),
        "budget": draw(arrays(float, runs, elements=SHARES)),
        "held": np.arange(exchanges) < draw(arrays(int, (runs, 1), elements=st.integers(0, 4))),
    }


@given(sessions())
def test_nothing_is_agreed_below_a_floor_beyond_a_mandate_or_over_the_budget(session):
    played = negotiate_text(**session)
    for r in np.flatnonzero(played.item >= 0):
        n = played.item[r]
        assert (session["utility"][r, n] >= session["floor"][r]).all()
        assert session["within"][r, n].all()
        assert played.paid[r].sum() <= session["budget"][r] + 1e-12
        assert played.tabled[r, played.exchange[r]] == n
        assert session["held"][r, played.exchange[r]]
        assert (played.tabled[r, played.exchange[r] + 1 :] == -1).all()
    assert (played.tabled[~session["held"]] == -1).all()
    assert not played.paid[played.item < 0].any()
    assert (played.paid >= 0).all()


@given(sessions())
def test_a_larger_budget_loses_no_agreement_and_delays_none(session):
    poor = negotiate_text(**session)
    rich = negotiate_text(**{**session, "budget": session["budget"] + 0.5})
    agreed = poor.item >= 0
    assert (rich.item[agreed] >= 0).all()
    assert (rich.exchange[agreed] <= poor.exchange[agreed]).all()


@given(sessions())
def test_the_order_of_runs_does_not_matter(session):
    whole = negotiate_text(**session)
    turned = negotiate_text(**{key: value[::-1] for key, value in session.items()})
    assert (turned.item[::-1] == whole.item).all()
    assert (turned.paid[::-1] == whole.paid).all()


@given(
    arrays(float, (3, 6, 2), elements=st.floats(-1, 1)),
    arrays(float, (3, 6), elements=SHARES),
    arrays(bool, (3, 6)),
    arrays(float, 3, elements=SHARES),
)
def test_removing_the_bias_never_lowers_the_nash_product_of_the_proposal(
    surplus, own, usable, bias
):
    """A theorem of the construction: what it tables first maximises the score."""
    with_bias = text_score(surplus, own, usable, bias).argmax(axis=1)
    without = text_score(surplus, own, usable, np.zeros(3)).argmax(axis=1)
    gains = np.where((surplus >= 0).all(axis=2), surplus.prod(axis=2), 0.0)
    for r in np.flatnonzero(usable.any(axis=1)):
        assert gains[r, without[r]] >= gains[r, with_bias[r]] - 1e-11
        if gains[r][usable[r]].max() <= 0:
            least = surplus[r].min(axis=1)
            assert least[without[r]] >= least[with_bias[r]] - 1e-11


@given(
    arrays(float, (3, 6, 2), elements=st.floats(-1, 1)),
    arrays(float, (3, 6), elements=SHARES),
    arrays(bool, (3, 6)),
    arrays(float, 3, elements=SHARES),
)
def test_scores_are_shares_and_bias_never_lowers_its_own_utility(surplus, own, usable, bias):
    score = text_score(surplus, own, usable, bias)
    assert ((score[usable] >= 0) & (score[usable] <= 1 + 1e-12)).all()
    more = text_score(surplus, own, usable, np.minimum(bias + 0.2, 1.0))
    for r in np.flatnonzero(usable.any(axis=1)):
        assert own[r, more[r].argmax()] >= own[r, score[r].argmax()] - 1e-9
