"""The exact frontier: links, red lines, ties, size."""

from __future__ import annotations

import json

import numpy as np
import pytest

from goodoffices.preferences import Bargain, Conjunction, diagram
from goodoffices.zone._frontier import frontier
from goodoffices.zone._search import has_zone, margins


def additive(gain, floor=None, rules=(), allowed=None) -> Bargain:
    """Return a problem of one draw from gains of shape (K, I, O)."""
    gain = np.asarray(gain, dtype=float)[None]
    parties = gain.shape[1]
    return Bargain(
        claimants=tuple(range(parties)),
        full=parties,
        gain=gain,
        floor=np.zeros((1, parties)) if floor is None else np.array([floor], dtype=float),
        allowed=np.ones((1, *gain.shape[2:]), dtype=bool) if allowed is None else allowed,
        rules=rules,
        active=np.ones((1, len(rules)), dtype=bool),
        bonuses=(),
        bonus=np.zeros((1, parties, 0)),
    )


def test_a_divisible_good_gives_the_bargaining_range_of_fearon(shared):
    path = shared / "golden" / "bargaining" / "fearon_bargaining_range.json"
    for case in json.loads(path.read_text())["cases"]:
        p, a, b = case["p"], case["cA"], case["cB"]
        x = np.linspace(0, 1, 201)
        problem = additive([[x], [1 - x]], floor=[p - a, 1 - p - b])
        found = frontier(problem)
        in_zone = (found.surplus >= -1e-9).all(axis=1)
        shares = x[found.package[in_zone, 0]]
        assert [shares.min(), shares.max()] == pytest.approx(case["range"], abs=1 / 200)


def test_of_packages_with_equal_surpluses_the_first_in_option_order_stands():
    found = frontier(additive([[[0, 1, 1], [0.5, 0.5, 0]]]))
    assert found.package.tolist() == [[1, 0]]


def test_a_rule_takes_its_packages_from_the_frontier():
    gain = [[[0, 1], [0, 1]], [[0, 0], [0, 1]]]
    both = Conjunction("both", ((0, (1,)), (1, (1,))))
    assert frontier(additive(gain)).package.tolist() == [[1, 1]]
    assert frontier(additive(gain, rules=(both,))).package.tolist() == [[0, 1]]


def test_no_admissible_package_gives_an_empty_frontier_and_an_infinite_margin():
    nothing = np.zeros((1, 1, 2), dtype=bool)
    problem = additive([[[0, 1]]], allowed=nothing)
    assert len(frontier(problem).surplus) == 0
    assert margins(problem).margin[0] == -np.inf
    assert not has_zone(problem)[0]


def test_a_frontier_is_asked_for_one_draw_at_a_time():
    problem = additive([[[0, 1]]]).take(np.array([0, 0]))
    with pytest.raises(ValueError, match="one draw"):
        frontier(problem)


def test_contexts_that_behave_alike_share_a_state():
    chain = tuple(Conjunction(f"c{i}", ((i, (0,)), (i + 1, (0,)))) for i in range(9))
    assert diagram(10, 5, chain, ()).width == 2
    assert diagram(10, 5, (), ()).width == 1


def test_twenty_issues_of_five_options_have_the_frontier_of_their_own_scalarisations():
    """9.5e13 packages: every maximiser of a positive weighting must be a point found."""
    rng = np.random.default_rng(5)
    gain = rng.random((3, 20, 5))
    found = frontier(additive(gain))
    for weight in rng.dirichlet([1, 1, 1], 200):
        best = np.tensordot(weight, gain, axes=1).max(axis=1).sum()
        assert (found.surplus @ weight).max() == pytest.approx(best, abs=1e-12)
    assert len(found.surplus) > 1000


@pytest.mark.parametrize("labels", [20, 40, 80])
def test_a_grid_keeps_its_stated_guarantee(labels):
    rng = np.random.default_rng(labels)
    problem = additive(rng.dirichlet(np.ones(8), 3)[:, :, None] * rng.random((3, 8, 4)))
    exact = frontier(problem)
    coarse = frontier(problem, labels=labels)
    assert exact.epsilon == 0.0
    assert 0.0 < coarse.epsilon < 0.5
    worst = max(min((point - near).max() for near in coarse.surplus) for point in exact.surplus)
    assert worst <= coarse.epsilon + 1e-12
    assert len(coarse.surplus) < len(exact.surplus)
