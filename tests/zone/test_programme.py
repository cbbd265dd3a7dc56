"""Solutions by branch and bound, against enumeration and against the frontier."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from support.random_bargains import random_bargain, zone

from goodoffices.preferences import Bargain
from goodoffices.zone import _branch, _programme, _solutions, _solve
from goodoffices.zone._branch import best
from goodoffices.zone._frontier import frontier
from goodoffices.zone._goals import Product, Smallest, Weighted
from goodoffices.zone._solve import solve

SEEDS = range(300)
CONCEPTS = ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian")


def powers_of(problem: Bargain, seed: int) -> np.ndarray:
    if seed % 4 == 0:
        return np.random.default_rng(seed).choice([0.5, 1.0, 2.0], problem.full)
    return np.ones(problem.full)


@pytest.fixture
def _no_frontier(monkeypatch):
    monkeypatch.setattr(_solve, "_small", lambda _: False)


@pytest.mark.usefixtures("_no_frontier")
@pytest.mark.parametrize("seed", SEEDS)
def test_branch_and_bound_finds_the_packages_of_enumeration(seed):
    problem = random_bargain(seed)
    beta = powers_of(problem, seed)
    packages, surplus = zone(problem)
    found = {one.concept: one for one in solve(problem, powers=beta)}
    if not len(packages):
        assert not found
        return
    assert tuple(found) == CONCEPTS
    expected = {
        "nash": _solutions.nash(surplus, beta),
        "kalai-smorodinsky": _solutions.kalai_smorodinsky(surplus),
        "egalitarian": _solutions.egalitarian(surplus),
        "utilitarian": _solutions.utilitarian(surplus),
    }
    for concept, row in expected.items():
        assert found[concept].package.tolist() == packages[row].tolist(), concept
        assert found[concept].exact
        assert found[concept].bound == found[concept].value
        assert found[concept].proof.count("exact") == 1


@pytest.mark.usefixtures("_no_frontier")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_frontier_and_branch_and_bound_agree(seed):
    problem = random_bargain(seed + 1000)
    beta = powers_of(problem, seed)
    front = frontier(problem)
    for one, other in zip(
        solve(problem, powers=beta), solve(problem, powers=beta, front=front), strict=True
    ):
        assert one.concept == other.concept
        surplus = problem.surplus(np.array([one.package, other.package]))[0, : problem.full]
        assert surplus[:, 0] == pytest.approx(surplus[:, 1], abs=1e-12)
        if problem.full == len(problem.claimants):
            assert one.package.tolist() == other.package.tolist()
        assert one.value == pytest.approx(other.value, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("seed", range(60))
def test_leximin_by_sums_of_the_smallest_is_that_of_enumeration(seed, monkeypatch):
    """With room for one tie only, every level of the comparison is a search of its own."""
    monkeypatch.setattr(_branch, "_TIES", 1)
    problem = random_bargain(seed)
    _, surplus = zone(problem)
    found = _programme.egalitarian(problem)
    if found is None:
        assert not len(surplus)
        return
    expected = surplus[_solutions.egalitarian(surplus)]
    assert np.sort(found.surplus) == pytest.approx(np.sort(expected), abs=1e-10)


@pytest.mark.parametrize("seed", range(60))
def test_a_search_that_stops_early_brackets_the_best(seed, monkeypatch):
    problem = random_bargain(seed)
    _, surplus = zone(problem)
    monkeypatch.setattr(_branch, "_LISTED", 1)
    monkeypatch.setattr(_branch, "_ROUNDED", 1)
    monkeypatch.setattr(_branch, "_NODES", 2)
    for found, truth in (
        (_programme.utilitarian(problem), surplus.sum(axis=1)),
        (_programme.egalitarian(problem), surplus.min(axis=1, initial=math.inf)),
        (_programme.nash(problem), np.prod(np.clip(surplus, 0, None), axis=1)),
    ):
        if found is not None:
            assert found.value <= truth.max() + 1e-10
            assert found.bound >= truth.max() - 1e-10
            if found.exact:
                assert found.value == pytest.approx(truth.max(), abs=1e-10)
            else:
                assert "not proven" in found.proof


@pytest.mark.parametrize("seed", range(60))
def test_no_package_exceeds_a_bound_from_whatever_duals(seed):
    """The proof must not rest on the solver: any multipliers give a bound that holds."""
    problem = random_bargain(seed)
    packages, _ = zone(problem)
    surplus = problem.surplus(packages)[0].T
    rng = np.random.default_rng(seed)
    claimants = len(problem.claimants)
    scale = (np.arange(claimants) < problem.full).astype(float)
    goals = [Weighted(rng.random(claimants)), Product(np.ones(problem.full)), Smallest(scale)]
    if len(surplus):
        goals.append(Smallest(scale, (float(surplus[:, : problem.full].min(axis=1).max()),)))
    for goal in goals[: 3 if problem.full == 1 else 4]:
        search = _branch._Search(problem, goal)
        point = search.relaxation.solve()
        noise = rng.normal(0, 0.3, point.dual.shape)
        for dual in (point.dual, point.dual + noise, noise):
            turned = type(point)(point.share, point.column, dual)
            cut = search.relaxation.cut(*goal.bound(turned), point=turned)
            reach = cut.constant + sum(
                cut.worth[i, packages[:, i]] for i in range(packages.shape[1])
            )
            for value, most in zip(goal.value(surplus), reach, strict=True):
                assert value == -math.inf or goal.level(value) <= most + 1e-10


@pytest.mark.usefixtures("_no_frontier")
def test_the_same_problem_gives_the_same_answer_twice():
    problem = random_bargain(7)
    one, other = solve(problem), solve(problem)
    assert [(s.package.tolist(), s.value) for s in one] == [
        (s.package.tolist(), s.value) for s in other
    ]


def test_fifteen_parties_are_solved_with_proof():
    rng = np.random.default_rng(15)
    gain = rng.random((15, 13, 5)) * rng.dirichlet(np.ones(13), 15)[:, :, None]
    problem = additive(gain)
    found = solve(problem)
    assert [one.concept for one in found] == list(CONCEPTS)
    assert all(one.exact for one in found)
    near = np.array([one.package for one in found])
    for i in range(13):
        for o in range(5):
            changed = near[:1].copy()
            changed[0, i] = o
            near = np.vstack([near, changed])
    product = np.prod(problem.surplus(near)[0], axis=0)
    assert product.argmax() == 0 or product.max() == pytest.approx(product[0])


def climate(shared) -> Bargain:
    """Return COP21: 15 parties, 13 issues, the distinct positions on an issue as its options."""
    path = shared / "scenarios" / "decide-climate-cop15-cop21" / "cop21.csv"
    rows = [[cell.strip("'") for cell in line.split("\t")] for line in path.read_text().split("\n")]
    parties = [row[1] for row in rows if row[0] == "#A"]
    issues = [row[1] for row in rows if row[0] == "#P"]
    said = {(r[1], r[2]): (float(r[3]), float(r[4])) for r in rows if r[0] == "#D"}
    ladders = [sorted({at for (_, j), (at, _) in said.items() if j == i}) for i in issues]
    gain = np.zeros((len(parties), len(issues), max(map(len, ladders))))
    allowed = np.zeros(gain.shape[1:], dtype=bool)
    for i, (issue, ladder) in enumerate(zip(issues, ladders, strict=True)):
        allowed[i, : len(ladder)] = True
        for p, party in enumerate(parties):
            at, salience = said.get((party, issue), (0.0, 0.0))
            gain[p, i, : len(ladder)] = salience * (1 - np.abs(np.array(ladder) - at) / 100)
    weight = [sum(salience for (q, _), (_, salience) in said.items() if q == p) for p in parties]
    problem = additive(gain / np.array(weight)[:, None, None])
    return dataclasses.replace(problem, allowed=allowed[None])


def outer_approximation(problem: Bargain) -> float:
    """Return the largest sum of logarithms, by tangents of the logarithm and an integer program.

    Shares nothing with the package: Duran & Grossmann 1986, with SciPy's solver.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    issue, option = np.nonzero(problem.allowed[0])
    worth = problem.gain[0][:, issue, option]
    parties, binaries = worth.shape
    one_each = (issue == np.arange(problem.gain.shape[2])[:, None]).astype(float)
    rows = [LinearConstraint(np.hstack([one_each, np.zeros((len(one_each), parties))]), 1, 1)]
    at, best, bound = np.full(parties, 0.5), -np.inf, np.inf
    cost = -np.append(np.zeros(binaries), np.ones(parties))
    limits = Bounds(np.append(np.zeros(binaries), np.full(parties, -20.0)), 1.0)
    kinds = np.append(np.ones(binaries), np.zeros(parties))
    while bound - best > 1e-8:
        slope = np.hstack([-worth / at[:, None], np.eye(parties)])
        rows.append(LinearConstraint(slope, -np.inf, np.log(at) - 1))
        found = milp(
            cost, integrality=kinds, bounds=limits, constraints=rows, options={"mip_rel_gap": 0}
        )
        at, bound = worth @ found.x[:binaries].round(), -found.fun
        best = max(best, float(np.log(at).sum()))
    return best


def test_the_climate_talks_of_fifteen_parties_have_the_nash_package_of_another_method(shared):
    problem = climate(shared)
    found = _programme.nash(problem)
    assert found.exact
    assert np.log(found.surplus).sum() == pytest.approx(outer_approximation(problem), abs=1e-9)


def test_more_power_takes_more():
    x = np.linspace(0, 1, 101)
    problem = additive(np.array([[x], [1 - x]]))
    for share in (0.2, 0.5, 0.7):
        for front in (None, frontier(problem)):
            (nash, *_) = solve(problem, powers=(share, 1 - share), front=front)
            assert x[nash.package[0]] == pytest.approx(share)


def test_the_kinds_of_nonsense_are_refused():
    problem = additive(np.array([[[0.0, 1.0]]]))
    with pytest.raises(ValueError, match="one draw"):
        solve(problem.take(np.array([0, 0])))
    for powers in ((0.0,), (1.0, 1.0), (math.nan,), (-1.0,)):
        with pytest.raises(ValueError, match="positive powers"):
            solve(problem, powers=powers)


@pytest.mark.usefixtures("_no_frontier")
def test_too_many_ties_are_said_to_be_so(monkeypatch):
    monkeypatch.setattr(_branch, "_TIES", 3)
    gain = np.zeros((2, 3, 3))
    gain[0, :], gain[1, :] = [0.0, 0.1, 0.2], [0.2, 0.1, 0.0]
    found = {one.concept: one for one in solve(additive(gain))}
    assert "packages tie" in found["utilitarian"].proof
    assert found["utilitarian"].exact
    assert found["egalitarian"].value == pytest.approx(0.3)


def test_an_option_that_repeats_another_is_passed_over():
    gain = np.array([[[0.0, 0.5, 0.5]], [[0.5, 0.5, 0.5]]])
    found = best(additive(gain), Weighted(np.ones(2)))
    assert found.package.tolist() == [[1]]


def additive(gain: np.ndarray) -> Bargain:
    parties = len(gain)
    return Bargain(
        claimants=tuple(range(parties)),
        full=parties,
        gain=np.asarray(gain, dtype=float)[None],
        floor=np.zeros((1, parties)),
        allowed=np.ones((1, *gain.shape[1:]), dtype=bool),
        rules=(),
        active=np.ones((1, 0), dtype=bool),
        bonuses=(),
        bonus=np.zeros((1, parties, 0)),
    )
