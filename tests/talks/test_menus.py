"""Menus hold what maximises weighted sums of utilities, by enumeration; twins agree to the bit."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from support.random_bargains import everything, random_bargain
from support.random_talks import random_talks

from goodoffices.case import NoAnswer
from goodoffices.preferences import Bargain, bargain, prepare
from goodoffices.talks._menu import (
    EVERY,
    FEW,
    Plan,
    best_packages,
    menu_weights,
    menus,
    plan_of,
)


def binding(seed: int) -> Bargain:
    """A random problem with at least two parties of full consent, all of whose rules bind."""
    problem = random_bargain(seed)
    return dataclasses.replace(problem, active=np.ones_like(problem.active))


def worths(problem: Bargain, packages: np.ndarray) -> np.ndarray:
    """What packages (N, I) are worth to each claimant before its floor, one by one: (N, K)."""
    rows = []
    for package in packages:
        worth = problem.gain[0][:, range(len(package)), package].sum(axis=1)
        for k, bonus in enumerate(problem.bonuses):
            if all(package[i] in options for i, options in bonus.terms):
                worth = worth + problem.bonus[0, :, k]
        rows.append(worth)
    return np.array(rows)


def admissible(problem: Bargain, packages: np.ndarray) -> np.ndarray:
    return np.array(
        [
            problem.allowed[0][range(len(package)), package].all()
            and not any(
                all(package[i] in options for i, options in rule.terms) for rule in problem.rules
            )
            for package in packages
        ]
    )


@pytest.mark.parametrize("seed", range(60))
def test_every_entry_is_a_best_package_by_its_weights(seed):
    problem = binding(seed)
    weights = menu_weights(problem.full, len(problem.claimants))
    packages, found = best_packages(problem, weights)
    every = everything(problem)
    ok = admissible(problem, every)
    assert (found == ok.any()).all()
    if not ok.any():
        return
    sums = worths(problem, every) @ weights.T
    best = np.where(ok[:, None], sums, -np.inf).max(axis=0)
    assert admissible(problem, packages[0].astype(int)).all()
    own = (worths(problem, packages[0].astype(int)) * weights).sum(axis=1)
    assert own == pytest.approx(best, abs=1e-12)


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_of_equally_good_packages_the_first_in_the_case_without_links(seed):
    # Without links every issue is decided by itself, so that the first of equals is well defined.
    problem = binding(seed)
    problem = dataclasses.replace(problem, rules=(), active=np.ones((1, 0), bool), bonuses=())
    problem = dataclasses.replace(problem, bonus=np.zeros((1, len(problem.claimants), 0)))
    problem = dataclasses.replace(problem, gain=np.round(problem.gain * 4) / 4)
    weights = np.round(menu_weights(problem.full, len(problem.claimants)) * 4) / 4
    packages, found = best_packages(problem, weights)
    every = everything(problem)
    ok = admissible(problem, every)
    sums = np.where(ok[:, None], worths(problem, every) @ weights.T, -np.inf)
    assert found.all()
    for m in range(len(weights)):
        assert (packages[0, m] == every[sums[:, m].argmax()]).all()


@pytest.mark.parametrize("seed", range(60))
def test_the_compiled_twin_gives_the_same_bits(seed):
    pytest.importorskip("numba")
    problem = binding(seed)
    weights = menu_weights(problem.full, len(problem.claimants))
    for one, other in zip(
        best_packages(problem, weights), best_packages(problem, weights, compiled=True), strict=True
    ):
        assert one.dtype == other.dtype
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("seed", range(40))
def test_a_menu_knows_what_its_packages_are_worth(seed):
    problem = binding(seed)
    weights = menu_weights(problem.full, len(problem.claimants))
    menu = menus(problem, Plan(weights, None, np.ones(problem.gain.shape[2], dtype=bool)))
    assert menu.utility[0] == pytest.approx(worths(problem, menu.packages[0]), abs=1e-12)


@pytest.mark.parametrize("seed", range(30))
def test_a_menu_of_everything_has_every_admissible_package(seed):
    case = random_talks(seed, offers="least")
    problem = bargain(prepare(case).draw(seed=1, first=0, count=3))
    menu = menus(problem, plan_of(case, problem))
    sizes = [len(issue.options) for issue in case.issues]
    assert menu.packages.shape == (3, np.prod(sizes), len(sizes))
    for r in range(3):
        one = problem.take(slice(r, r + 1))
        assert (menu.found[r] == admissible(one, menu.packages[r].astype(int))).all()


def test_weights_move_from_each_party_to_the_others():
    two = menu_weights(2, 2)
    assert two[0].tolist() == [1.0, 0.0]
    assert two[-1].tolist() == [0.0, 1.0]
    assert two.sum(axis=1) == pytest.approx(1.0)
    four = menu_weights(3, 4)
    assert four[:, :3].sum(axis=1) == pytest.approx(1.0)
    assert set(four[:, 3]) == {0.0, 0.15, 0.5}
    # Nobody is treated better for standing earlier in the case.
    ones = {tuple(row) for row in np.round(four, 12)}
    for order in ([1, 0, 2, 3], [2, 1, 0, 3]):
        assert {tuple(row) for row in np.round(four[:, order], 12)} == ones


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_compromises_stand_half_way_between_neighbours_and_break_nothing(seed):
    problem = binding(seed)
    weights = menu_weights(problem.full, len(problem.claimants))
    issues = problem.gain.shape[2]
    best, there = best_packages(problem, weights)
    menu = menus(problem, Plan(weights, None, np.ones(issues, dtype=bool)))
    many = len(weights)
    assert menu.packages.shape[1] == 2 * many - 1
    assert (menu.packages[:, :many] == best).all()
    assert (menu.found[:, :many] == there).all()
    for n in range(many - 1):
        for i in range(issues):
            a, b = int(best[0, n, i]), int(best[0, n + 1, i])
            assert menu.packages[0, many + n, i] == (a + b) // 2
    ok = admissible(problem, menu.packages[0].astype(int))
    assert (ok[menu.found[0]]).all()
    assert (menu.found[0][many:] == (ok[many:] & there[0, :-1] & there[0, 1:])).all()


def test_options_without_an_order_have_no_middle():
    problem = binding(4)
    weights = menu_weights(problem.full, len(problem.claimants))
    issues = problem.gain.shape[2]
    menu = menus(problem, Plan(weights, None, np.zeros(issues, dtype=bool)))
    many = len(weights)
    assert (menu.packages[:, many:] == menu.packages[:, : many - 1]).all()


def test_opposites_find_the_middle():
    """What weighted sums alone never find: equal steps, opposite wishes."""
    steps = np.linspace(0, 1, 5)
    gain = np.stack([steps, 1 - steps])[None, :, None]
    problem = Bargain(
        claimants=(0, 1), full=2, gain=gain, floor=np.zeros((1, 2)),
        allowed=np.ones((1, 1, 5), dtype=bool), rules=(), active=np.ones((1, 0), dtype=bool),
        bonuses=(), bonus=np.zeros((1, 2, 0)),
    )  # fmt: skip
    menu = menus(problem, Plan(menu_weights(2, 2), None, np.ones(1, dtype=bool)))
    assert {0, 2, 4} <= set(menu.packages[0, :, 0].tolist())


def test_too_many_packages_to_look_at_every_one():
    case = random_talks(3, offers="least")
    issue = case.issues[0]
    many = tuple(
        issue.model_copy(update={"id": f"i{k}", "options": issue.options[:1] * 2})
        for k in range(13)
    )
    large = case.model_copy(update={"issues": many, "positions": (), "links": ()})
    problem = bargain(prepare(case).draw(seed=1, first=0, count=1))
    assert EVERY == 2**12
    with pytest.raises(NoAnswer, match=r"8,192 packages.*at most 4,096.*trade-off"):
        plan_of(large, problem)
    enough = large.model_copy(update={"issues": many[:12]})
    assert len(np.asarray(plan_of(enough, problem).packages)) == EVERY


def test_a_few_packages_are_all_looked_at():
    issue = random_talks(3).issues[0]
    case = random_talks(3, offers="trade-off").model_copy(
        update={
            "issues": tuple(
                issue.model_copy(update={"id": f"i{k}", "options": issue.options[:1] * 2})
                for k in range(9)
            )
        }
    )
    problem = bargain(prepare(random_talks(3)).draw(seed=1, first=0, count=1))
    assert FEW == 2**8
    assert plan_of(case, problem).packages is None
    enough = case.model_copy(update={"issues": case.issues[:8]})
    assert len(np.asarray(plan_of(enough, problem).packages)) == FEW
