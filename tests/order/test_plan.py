"""Which steps a package needs."""

from __future__ import annotations

import pytest
from support.made_up import SIGNED, made_up, step, waits

from goodoffices.case import bundled, read_case, taxonomy
from goodoffices.order import Wait, plan_for


def ids(plan):
    return [each.id for each in plan.steps]


def test_steps_that_settle_what_the_package_settles_and_those_that_settle_nothing():
    case = made_up(
        step("sign", settles=["deal.signed"]), step("extra", settles=["deal.more"]), step("press")
    )
    assert ids(plan_for(case, SIGNED)) == ["sign", "press"]
    assert plan_for(case, SIGNED).left_out == ("extra",)
    assert ids(plan_for(case, {"deal": "more"})) == ["extra", "press"]


def test_what_a_needed_step_comes_after_is_needed_too():
    case = made_up(
        step("ground", settles=["deal.more"]),
        step("base", settles=["deal.more"], after=["ground"]),
        step("sign", settles=["deal.signed"], after=["base"]),
    )
    assert ids(plan_for(case, SIGNED)) == ["ground", "base", "sign"]


def test_a_condition_on_a_step_that_is_not_needed_falls_away():
    case = made_up(
        step("sign", settles=["deal.signed"], waits=[waits("b", "extra", claims=["c1"])]),
        step("extra", settles=["deal.more"]),
    )
    plan = plan_for(case, SIGNED)
    assert plan.dropped == (Wait("sign", "extra", "b", ("c1",)),)
    assert plan.graph().waits == ()


def test_a_settled_issue_without_a_step_gets_a_proposal_after_the_signature():
    case = made_up(step("sign", by=["a", "b"]), step("party", after=["sign"]))
    plan = plan_for(case, SIGNED)
    assert ids(plan) == ["sign", "party", "carry-out-deal"]
    assert plan.proposed == {"carry-out-deal"}
    proposal = plan.steps[-1]
    assert proposal.by == ("a", "b")
    assert proposal.after == ("sign",)
    assert proposal.days.mode == 3
    assert proposal.kappa == {}
    assert str(proposal.settles[0]) == "deal.signed"


def test_what_stays_as_it_is_needs_nothing():
    case = made_up(step("sign", settles=["deal.signed"]))
    assert ids(plan_for(case, {})) == []
    assert plan_for(case, {}).package == {"deal": "none"}


def test_a_proposal_never_takes_the_id_of_a_step():
    case = made_up(step("carry-out-deal", settles=["deal.more"]))
    assert ids(plan_for(case, SIGNED)) == ["carry-out-deal-x"]


def test_a_third_party_acts_where_the_area_asks_for_one():
    issue = {"id": "deal", "name": "Watch", "area": "monitoring",
             "options": ["none", "signed", "more"], "without_agreement": "none"}  # fmt: skip
    plan = plan_for(made_up(issues=[issue]), SIGNED)
    assert plan.steps[0].by == ("m",)


def test_an_area_that_needs_no_act_of_its_own_is_named():
    issue = {"id": "deal", "name": "Format", "area": "process_format",
             "options": ["none", "signed", "more"], "without_agreement": "none"}  # fmt: skip
    plan = plan_for(made_up(issues=[issue]), SIGNED)
    assert (ids(plan), plan.bare) == ([], ("deal",))


@pytest.mark.parametrize("name", bundled())
def test_every_option_of_a_bundled_case_can_be_carried_out(name):
    case = read_case(name).case
    for issue in case.issues:
        for option in issue.options:
            plan = plan_for(case, {issue.id: option.id})
            settled = {term.issue for each in plan.steps for term in each.settles}
            changed = option.id != issue.without_agreement
            assert not changed or issue.id in settled | set(plan.bare)


def test_undertakings_of_the_taxonomy_are_in_order():
    for area in taxonomy().areas.values():
        if area.undertaking is not None:
            low, mode, high = area.undertaking.days
            assert 0 < low <= mode <= high, area.id
            assert area.undertaking.name
