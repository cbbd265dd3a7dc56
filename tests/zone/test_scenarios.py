"""The zones of scenarios in circulation, against a look at every single package."""

from __future__ import annotations

import itertools
import math
from functools import partial

import numpy as np
import pytest
from exchange.test_scenarios import GENIUS, NEGMAS, rows_of

from goodoffices.case import NoAnswer
from goodoffices.exchange import from_genius, from_negmas, from_positions, from_table
from goodoffices.preferences import bargain, prepare, worth_of
from goodoffices.zone import analyse
from goodoffices.zone._count import zone_size
from goodoffices.zone._frontier import frontier
from goodoffices.zone._search import margins
from goodoffices.zone._solve import solve

NEARLY = 1e-9
MOST = 2_000_000
"""Packages looked at one by one."""
PAIRS = 50_000
"""Packages up to which each is compared with each: with many parties most are on the frontier."""

READ = {
    **{name: from_genius for name in GENIUS if name != "anac2014-10issues"},
    **{f"{name} as written": partial(from_genius, evaluations="as-written")
       for name in GENIUS if name != "anac2014-10issues"},
    **dict.fromkeys(NEGMAS, from_negmas),
    "decide-climate-cop15-cop21/copenhagen.csv": from_positions,
    "decide-climate-cop15-cop21/sample_data.txt": from_positions,
    "llm-deliberation-base": None,
    "llm-deliberation-game1": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def scenarios(shared):
    return shared / "scenarios"


def case_of(scenarios, name, tmp_path):
    """Return the case of a scenario."""
    read, path = READ[name], scenarios / name.removesuffix(" as written")
    if read is None:
        table = tmp_path / "game.csv"
        table.write_text(rows_of(path))
        return from_table(table).case
    return read(path).case


def every_surplus(draws):
    """Return all packages, their surpluses for each fully consenting party, and who is admitted.

    No scenario in circulation has limited consent or bonuses.
    """
    fixed = draws.structure
    assert not fixed.limited
    assert not fixed.bonuses
    packages = np.array(list(itertools.product(*(range(len(some)) for some in fixed.options))))
    worth = worth_of(draws.worth, draws.bonus, fixed, packages)[0]
    admitted = np.ones(len(packages), dtype=bool)
    for rule in fixed.rules:
        broken = np.ones(len(packages), dtype=bool)
        for i, options in rule.terms:
            broken &= np.isin(packages[:, i], options)
        admitted &= ~broken
    for p, i in itertools.product(fixed.full, range(len(fixed.issues))):
        admitted &= ~draws.red[0, p, i, packages[:, i]]
    full = list(fixed.full)
    return packages, (worth[full] - draws.floor[0, full, None]).T, admitted


def undominated(points):
    """Return the points that no other dominates, each once, by comparing every point."""
    points = np.unique(points.round(9), axis=0)
    points = points[np.argsort(-points.sum(axis=1), kind="stable")]
    left = np.ones(len(points), dtype=bool)
    for i, point in enumerate(points):
        if left[i]:
            left[i + 1 :] &= (points[i + 1 :] > point).any(axis=1)
    return points[left]


def in_order(points):
    """Return points by their coordinates, closer ones than rounding tells apart as equal."""
    return points[np.lexsort(points.round(9).T)]


def best(surplus, keys):
    """Return the sorted surpluses of the best row by its keys in turn, then by leximin."""
    rows = np.arange(len(surplus))
    for key in (*np.transpose(keys), *np.sort(surplus, axis=1).T):
        rows = rows[key[rows] >= key[rows].max() - NEARLY]
    return np.sort(surplus[rows[0]])


def solutions_of(surplus):
    """Return the sorted surpluses of each solution, given those of all packages of a zone."""
    gains = surplus.clip(0)
    least_first = np.sort(gains, axis=1)
    strict = (gains > NEARLY).all(axis=1)
    logs = np.full((len(gains), 1), -math.inf)
    logs[strict] = np.log(gains[strict]).sum(axis=1, keepdims=True)
    ideal = gains.max(axis=0)
    stake = ideal > NEARLY
    return {
        "nash": best(gains, logs if strict.any() else least_first),
        "kalai-smorodinsky": best(gains, np.sort(gains[:, stake] / ideal[stake], axis=1)),
        "egalitarian": best(gains, least_first),
        "utilitarian": best(gains, gains.sum(axis=1, keepdims=True)),
    }


@pytest.mark.parametrize("name", READ)
def test_a_scenario_has_the_zone_that_all_its_packages_make(scenarios, tmp_path, name):
    draws = prepare(case_of(scenarios, name, tmp_path)).modal()
    assert math.prod(len(options) for options in draws.structure.options) <= MOST
    problem = bargain(draws)
    packages, surplus, admitted = every_surplus(draws)
    inside = admitted & (surplus >= -NEARLY).all(axis=1)

    found = margins(problem)
    assert found.exact.all()
    assert found.margin[0] == pytest.approx(surplus[admitted].min(axis=1).max(), abs=NEARLY)
    size = zone_size(problem, seed=1)
    assert (size.exact, size.count, size.packages) == (True, inside.sum(), admitted.sum())

    sizes = [len(options) for options in draws.structure.options]
    routes = [solve(problem)]
    if len(packages) <= PAIRS:
        front = frontier(problem)
        assert front.epsilon == 0
        points = undominated(surplus[admitted])
        assert in_order(front.surplus) == pytest.approx(in_order(points), abs=2 * NEARLY)
        at = np.ravel_multi_index(tuple(front.package.T), tuple(sizes))
        assert front.surplus == pytest.approx(surplus[at], abs=NEARLY)
        routes.append(solve(problem, front=front))

    expected = solutions_of(surplus[inside]) if inside.any() else {}
    for solved in routes:
        assert [each.concept for each in solved] == list(expected)
        for each in solved:
            at = np.ravel_multi_index(tuple(each.package), tuple(sizes))
            assert each.exact
            assert inside[at]
            assert np.sort(surplus[at].clip(0)) == pytest.approx(
                expected[each.concept], abs=10 * NEARLY
            )


@pytest.mark.parametrize(("name", "count"), [("base", 12), ("game1", 21)])
def test_a_game_of_scores_has_as_many_acceptable_deals_as_it_is_known_for(
    scenarios, tmp_path, name, count
):
    case = case_of(scenarios, f"llm-deliberation-{name}", tmp_path)
    size = zone_size(bargain(prepare(case).modal()), seed=1)
    assert (size.count, size.packages, size.exact) == (count, 720, True)


def test_fifteen_parties_of_a_climate_conference_have_a_proven_nash_package(scenarios):
    case = from_positions(scenarios / "decide-climate-cop15-cop21" / "cop21.csv").case
    nash = solve(bargain(prepare(case).modal()))[0]
    assert nash.concept == "nash"
    assert nash.exact
    assert nash.bound == nash.value > 0


def test_where_no_utility_could_be_carried_over_there_is_no_zone_to_speak_of(scenarios):
    case = from_genius(scenarios / "anac2014-10issues").case
    with pytest.raises(NoAnswer, match="consent"):
        analyse(case)
