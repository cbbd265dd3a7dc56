"""Every number of the zone analysis against plain enumeration, on small random cases."""

from __future__ import annotations

import dataclasses
import itertools
import math

import numpy as np
import pytest
from support.random_cases import TOLERANCE, Enumeration, random_case

from goodoffices.preferences import Share, prepare
from goodoffices.zone import analyse

DRAWS = 25
SEEDS = range(60)


@pytest.fixture(scope="module", params=SEEDS)
def solved(request):
    case = random_case(request.param)
    result = analyse(case, draws=DRAWS, seed=request.param)
    prepared = prepare(case)
    modal = Enumeration(case, prepared.modal(), 0)
    draws = prepared.draw(seed=request.param, count=DRAWS)
    return case, result, modal, [Enumeration(case, draws, d) for d in range(DRAWS)]


def hits(share: Share) -> int:
    return round(share.value * share.draws)


def test_the_margin_and_the_share_of_draws_with_a_zone_are_those_of_enumeration(solved):
    _, result, modal, each = solved
    assert result.margin.modal == pytest.approx(modal.margin(), abs=1e-12)
    margins = [one.margin() for one in each]
    assert hits(result.zone) == sum(margin >= -TOLERANCE for margin in margins)
    assert hits(result.inadmissible) == sum(math.isinf(margin) for margin in margins)
    expected = np.quantile(margins, [0.05, 0.25, 0.5, 0.75, 0.95], method="inverted_cdf")
    assert result.margin.quantiles == pytest.approx(tuple(expected), abs=1e-12)


def test_the_frontier_has_the_points_of_enumeration(solved):
    _, result, modal, _ = solved
    points = modal.frontier()
    assert (result.frontier.points, result.frontier.in_zone) == (
        len(points),
        sum(min(point) >= -TOLERANCE for point in points),
    )


def test_each_solution_is_the_best_of_the_zone_by_its_own_measure(solved):
    _, result, modal, _ = solved
    zone = modal.zone()
    assert bool(result.solutions) == bool(zone)
    if not zone:
        return
    gains = {x: [max(0.0, modal.surplus(p, x)) for p in modal.full] for x in zone}
    ideal = [max(column) for column in zip(*gains.values(), strict=True)]
    best = {
        "nash": max(math.prod(row) for row in gains.values()),
        "egalitarian": max(min(row) for row in gains.values()),
        "utilitarian": max(sum(row) for row in gains.values()),
        "kalai-smorodinsky": max(
            min(
                (g / top for g, top in zip(row, ideal, strict=True) if top > TOLERANCE),
                default=1.0,
            )
            for row in gains.values()
        ),
    }
    for solution in result.solutions:
        assert modal.in_zone(modal.by_name(solution.settlement.package))
        assert solution.value == pytest.approx(best[solution.concept], abs=1e-9)


def test_utilities_and_surpluses_of_settlements_are_sums_over_issues(solved):
    _, result, modal, each = solved
    for settlement in [s.settlement for s in result.solutions] + [
        s for s in (result.headline, result.closest) if s is not None
    ]:
        package = modal.by_name(settlement.package)
        for p, party in enumerate(modal.parties):
            assert settlement.utility[party] == pytest.approx(modal.utility(p, package))
            if p in modal.full:
                assert settlement.surplus[party] == pytest.approx(modal.surplus(p, package))
        assert settlement.in_zone == modal.in_zone(package)
        assert hits(settlement.robustness) == sum(one.in_zone(package) for one in each)
        for p in modal.full + modal.limited:
            accepted = sum(
                one.surplus(p, package) >= -TOLERANCE
                and not any(one.red(p, i, o) for i, o in enumerate(package))
                for one in each
            )
            assert hits(settlement.acceptance[modal.parties[p]]) == accepted


def test_no_package_is_more_robust_than_the_headline_among_those_one_option_away(solved):
    _, result, modal, each = solved
    if result.headline is None:
        assert result.zone.value == 0
        return
    package = modal.by_name(result.headline.package)
    score = sum(one.in_zone(package) for one in each)
    near = [
        (*package[:i], o, *package[i + 1 :])
        for i, options in enumerate(modal.options)
        for o in range(len(options))
    ]
    assert score == max(sum(one.in_zone(x) for one in each) for x in near)


def test_the_bands_are_the_options_of_the_zone(solved):
    _, result, modal, _ = solved
    zone = modal.zone()
    for i, issue in enumerate(modal.issues):
        used = {package[i] for package in zone}
        assert result.bands[issue].in_zone == tuple(
            option for o, option in enumerate(modal.options[i]) if o in used
        )


def test_single_changes_reach_what_enumeration_says(solved):
    case, result, modal, each = solved
    base = [bool(one.zone()) for one in each]
    for lever in result.levers:
        change = lever.change
        after = Enumeration(case, modal.draws, 0, [change])
        assert lever.margin == pytest.approx(after.margin(), abs=1e-9), lever
        assert lever.opens == bool(after.zone()), lever
        reached = [bool(Enumeration(case, one.draws, one.d, [change]).zone()) for one in each]
        assert hits(lever.zone) == sum(reached), lever
        assert round(lever.gain * DRAWS) == sum(reached) - sum(base), lever
        if lever.package is not None:
            package = after.by_name(lever.package)
            assert after.admissible(package)
            smallest = min(after.surplus(p, package) for p in after.full)
            assert smallest == pytest.approx(lever.margin, abs=1e-9)


def test_a_floor_is_lowered_no_further_than_needed(solved):
    case, result, modal, _ = solved
    for lever in result.levers:
        if lever.change.kind == "lower_floor":
            assert lever.opens
            less = dataclasses.replace(lever.change, delta=lever.change.delta - 0.01 - 1e-6)
            assert not Enumeration(case, modal.draws, 0, [less]).zone()


def blocking_by_enumeration(modal: Enumeration) -> set[frozenset[int]]:
    """Return the minimal sets of demands that no package meets, by trying every subset."""
    case, draws = modal.case, modal.draws
    demands: list[tuple[str, object]] = list(
        dict.fromkeys(
            ("red", (line.party, line.issue, frozenset(line.options)))
            for k, line in enumerate(draws.structure.lines)
            if draws.holds[0, k]
            and line.party in modal.full + modal.limited
            and line.issue in modal.scope(line.party)
        )
    )
    demands += [("floor", p) for p in modal.full + modal.limited]
    demands += [("rule", link.id) for link in case.links if link.bonus is None and not single(link)]
    met: list[set[int]] = []
    for package in modal.packages:
        if any(single(link) and modal.holds(package, link.excludes) for link in case.links):
            continue
        broken = modal.broken(package)
        met.append(
            {
                k
                for k, (kind, what) in enumerate(demands)
                if (kind == "red" and package[what[1]] not in what[2])
                or (kind == "floor" and modal.surplus(what, package) >= -TOLERANCE)
                or (kind == "rule" and what not in broken)
            }
        )
    infeasible: list[frozenset[int]] = []
    for size in range(len(demands) + 1):
        for subset in itertools.combinations(range(len(demands)), size):
            chosen = frozenset(subset)
            if any(smaller <= chosen for smaller in infeasible):
                continue
            if not any(chosen <= row for row in met):
                infeasible.append(chosen)
    return {frozenset(demands[k] for k in chosen) for chosen in infeasible}


def single(link) -> bool:
    return link.excludes is not None and len(link.excludes) == 1


def test_blocking_sets_are_all_the_minimal_ones(solved):
    _, result, modal, _ = solved
    if modal.zone():
        assert result.blocking == ()
        return
    found = set()
    for group in result.blocking:
        members = set()
        for demand in group.demands:
            if demand.kind == "red_line":
                i = modal.issues.index(demand.issue)
                ruled_out = frozenset(modal.options[i].index(option) for option in demand.options)
                members.add(("red", (modal.parties.index(demand.party), i, ruled_out)))
            elif demand.kind == "floor":
                members.add(("floor", modal.parties.index(demand.party)))
            else:
                members.add(("rule", demand.link))
        found.add(frozenset(members))
    assert result.blocking_complete
    assert found == blocking_by_enumeration(modal)


def test_repairs_open_the_zone_and_none_of_their_changes_could_be_left_out(solved):
    case, result, modal, each = solved
    assert bool(result.repairs) <= (not modal.zone())
    sizes = [len(repair.changes) for repair in result.repairs]
    assert sizes == sorted(sizes)
    for repair in result.repairs:
        after = Enumeration(case, modal.draws, 0, repair.changes)
        assert after.zone()
        assert repair.margin == pytest.approx(after.margin(), abs=1e-9)
        assert after.in_zone(after.by_name(repair.package))
        for change in repair.changes:
            fewer = [other for other in repair.changes if other != change]
            assert not Enumeration(case, modal.draws, 0, fewer).zone(), (repair, change)
        reached = sum(bool(Enumeration(case, x.draws, x.d, repair.changes).zone()) for x in each)
        assert hits(repair.zone) == reached


def test_where_one_change_opens_the_zone_so_does_a_repair_of_one_change(solved):
    _, result, _, _ = solved
    if result.blocking and result.blocking[0].demands:
        single = {x.change.kind for x in result.levers if x.opens} - {"give_way"}
        assert bool(single) == any(len(repair.changes) == 1 for repair in result.repairs)


def test_the_random_cases_cover_open_and_empty_zones():
    zones = [analyse(random_case(seed), draws=1).margin.modal for seed in SEEDS]
    assert sum(margin >= 0 for margin in zones) > 10
    assert sum(margin < 0 for margin in zones) > 10
