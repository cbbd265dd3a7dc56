"""What one draft is to each party, against the answers of the whole analysis and against a loop."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices.case import read_case
from goodoffices.preferences import bargain, prepare, worth_of
from goodoffices.zone import Assessor, analyse

DRAWS = 300


@pytest.fixture(scope="module")
def case():
    return read_case("camp-david-1978").case


@pytest.fixture(scope="module")
def assessor(case):
    return Assessor(case, draws=DRAWS, seed=3)


def test_a_package_has_the_marks_that_the_whole_analysis_gives_it(case, assessor):
    result = analyse(case, draws=DRAWS, seed=3)
    for solution in result.solutions:
        settlement = solution.settlement
        found = assessor.assess(settlement.package)
        assert found.robustness == settlement.robustness
        assert found.in_zone == settlement.in_zone
        marks = {mark.party: mark for mark in found.marks}
        assert {p: m.accepts for p, m in marks.items() if m.accepts} == settlement.acceptance
        assert {p: m.utility.value for p, m in marks.items()} == settlement.utility
        for party, surplus in settlement.surplus.items():
            assert marks[party].surplus.value == pytest.approx(surplus, abs=1e-12)
        assert found.broken == ()


def test_spreads_and_shares_are_those_of_a_plain_loop_over_the_draws(case, assessor):
    prepared = prepare(case)
    fixed = prepared.structure
    draws = prepared.draw(seed=3, count=DRAWS)
    problem = bargain(draws)
    rng = np.random.default_rng(1)
    for _ in range(5):
        package = np.array([rng.integers(len(options)) for options in fixed.options])
        draft = {i: fixed.options[n][package[n]] for n, i in enumerate(fixed.issues)}
        found = assessor.assess(draft)
        utility = worth_of(draws.worth, draws.bonus, fixed, package[None])[:, :, 0]
        for p, mark in enumerate(found.marks):
            low, high = np.quantile(utility[:, p], [0.05, 0.95])
            assert (mark.utility.low, mark.utility.high) == pytest.approx((low, high))
            if mark.accepts is None:
                continue
            k = problem.claimants.index(p)
            accepts = 0
            for d in range(DRAWS):
                worth = sum(problem.gain[d, k, i, o] for i, o in enumerate(package))
                for n, bonus in enumerate(fixed.bonuses):
                    if all(package[i] in options for i, options in bonus.terms):
                        worth += problem.bonus[d, k, n]
                crossed = any(
                    fixed.consent[p, line.issue]
                    and line.party == p
                    and package[line.issue] in line.options
                    and draws.holds[d, n]
                    for n, line in enumerate(fixed.lines)
                )
                accepts += worth - problem.floor[d, k] >= -1e-9 and not crossed
            assert mark.accepts.value == accepts / DRAWS


def test_every_red_line_and_rule_that_is_broken_is_named(case, assessor):
    for position in case.positions:
        for n, line in enumerate(position.red_lines):
            for option in line.options:
                marks = assessor.assess({position.issue: option}).marks
                (mark,) = (mark for mark in marks if mark.party == position.party)
                assert (position.issue, option, n) in {
                    (each.issue, each.option, each.line) for each in mark.crossed
                }


def test_a_broken_rule_leaves_a_package_outside_in_every_draw():
    case = read_case("geneva-2026").case
    rule = next(link for link in case.links if link.excludes)
    assessor = Assessor(case, draws=50)
    draft = {term.issue: term.options[0] for term in rule.excludes}
    found = assessor.assess(draft)
    assert rule.id in found.broken
    assert found.robustness.value == 0
    assert not found.in_zone


def test_what_a_draft_leaves_open_is_as_without_agreement(case, assessor):
    found = assessor.assess({})
    assert found.settled == ()
    assert found.package == {issue.id: issue.without_agreement for issue in case.issues}


def test_an_unknown_issue_or_option_is_named(case, assessor):
    with pytest.raises(ValueError, match="no issue 'nowhere'"):
        assessor.assess({"nowhere": "x"})
    draft = {case.issues[0].id: "nowhere"}
    with pytest.raises(ValueError, match="nowhere"):
        assessor.assess(draft)


def test_the_record_is_plain_json(assessor):
    import json

    data = json.loads(json.dumps(assessor.assess({}).as_json(), allow_nan=False))
    assert data["schema"] == "goodoffices/assessment/1"
    assert data["marks"][0]["utility"].keys() == {"value", "low", "high"}
