"""An order that somebody gives: added up as the definition has it, and beside the best one."""

from __future__ import annotations

import dataclasses
import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.made_up import SIGNED, made_up, step, waits

from goodoffices.case import read_case
from goodoffices.order import Planner, analyse, usable

GIVE = [
    step("give", by="a", waits=[waits("a", "pay", claims=["c1"])], days=10, reversible=True,
         kappa={"a": -0.3, "b": 0.3}),
    step("pay", by="b", waits=[waits("b", "give", claims=["c2"])], days=5, reversible=False,
         kappa={"a": 0.3, "b": -0.3}),
    step("sign", settles=["deal.signed"], after=["give", "pay"]),
]  # fmt: skip

OTHER = [
    step("open", by="a", waits=[waits("a", "fund")], days=20, reversible=True, kappa={"b": 0.05}),
    step("fund", by="b", waits=[waits("b", "open")], days=20, reversible=True, kappa={"a": 0.05}),
]


def planner(*steps, **changes):
    return Planner(made_up(*steps, **changes), SIGNED, draws=50)


@pytest.fixture(scope="module")
def geneva():
    case = read_case("geneva-2026").case
    package = {issue.id: issue.options[-1].id for issue in case.issues}
    return case, package, Planner(case, package, draws=200)


def test_the_best_order_given_back_has_the_numbers_of_the_analysis(geneva):
    case, package, made = geneva
    known = analyse(case, package, draws=200)
    assert made.best() == known
    for order in ((), made.follow().order):
        found = made.follow(order)
        assert (found.asked, found.breaches) == (True, ())
        holds = dataclasses.replace(known.commitment, tranches=())
        assert found.result == dataclasses.replace(known, commitment=holds)
        assert found.least.guarantee == known.commitment.guarantee
        assert found.least.holds_if_worth == known.commitment.holds_if_worth


@st.composite
def bargains(draw):
    """Return steps in a random order of nature and conditions without circles."""
    count = draw(st.integers(2, 5))
    kappa = st.integers(-30, 30).map(lambda n: n / 100)
    steps = []
    for k in range(count):
        earlier = [f"s{j}" for j in range(k)]
        some = st.lists(st.sampled_from(earlier), unique=True, max_size=2) if k else st.just([])
        wanted = draw(some)
        steps.append(
            step(
                f"s{k}",
                after=draw(some),
                waits=[waits("a", *wanted)] if wanted else [],
                days=draw(st.integers(0, 40)),
                kappa={party: draw(kappa) for party in "ab"},
            )
        )
    return [
        *steps,
        step("sign", settles=["deal.signed"], after=draw(st.sampled_from([[], ["s0"]]))),
    ]


@settings(max_examples=40, deadline=None)
@given(bargains())
def test_every_order_is_added_up_and_none_that_keeps_the_conditions_needs_less(steps):
    made = planner(*steps)
    ids = [each["id"] for each in steps]
    kappa = {each["id"]: each.get("kappa", {}) for each in steps}
    least = np.inf
    for order in itertools.islice(itertools.permutations(ids), 120):
        found = made.follow(order)
        early = [
            (each["id"], on, party)
            for each in steps
            for party, ons in [
                (None, each.get("after", [])),
                *((entry["party"], entry["steps"]) for entry in each.get("waits_for", [])),
            ]
            for on in ons
            if order.index(each["id"]) < order.index(on)
        ]
        told = [(it.wait.step, it.wait.on, it.wait.party) for it in found.breaches]
        assert sorted(told, key=str) == sorted(early, key=str)
        assert (found.result is None) == any(party is None for _, _, party in early)
        if found.result is None:
            continue
        # Surplus 0.1 each; what is done last completes the agreement unless it weighs nothing.
        now, worst = {"a": -0.1, "b": -0.1}, 0.0
        for k, key in enumerate(order):
            now = {party: now[party] + kappa[key].get(party, 0) for party in "ab"}
            if k < len(order) - 1:
                worst = max(worst, *now.values())
        assert found.result.commitment.guarantee == pytest.approx(worst, abs=1e-8)
        assert found.least.exact
        if not early:
            least = min(least, worst)
            assert found.least.guarantee <= worst + 1e-8
    if len(ids) < 6:
        assert made.best().commitment.guarantee == pytest.approx(least, abs=1e-8)


@settings(max_examples=25, deadline=None)
@given(bargains(), st.randoms(use_true_random=False))
def test_on_the_calendar_acts_are_finished_in_the_order_that_was_given(steps, rng):
    made = planner(*steps)
    ids = [each["id"] for each in steps]
    rng.shuffle(ids)
    found = made.follow(ids)
    if found.result is None:
        return
    slots = {slot.act: slot for slot in found.result.schedule}
    ends = [slots[act].ends for act in found.acts]
    assert ends == sorted(ends)


def test_a_broken_condition_is_named_with_its_claims():
    made = planner(*GIVE)
    found = made.follow(("pay", "give", "sign"), {})
    (breach,) = found.breaches
    assert (breach.act.steps, breach.on.steps) == (("pay",), ("give",))
    assert (breach.wait.party, breach.wait.claims) == ("b", ("c2",))
    assert found.result.commitment.guarantee == pytest.approx(0.2)
    assert found.result.circles[0].chosen is None
    assert found.least.guarantee == pytest.approx(0.2), "one of the two has to go first"


@pytest.mark.parametrize(
    "kind", ["together", "snap-back", "escrow", "tranches", "sunset", "penalty"]
)
def test_each_way_to_break_a_circle_can_be_taken(kind):
    made = planner(*GIVE)
    (circle,) = made.circles
    assert kind in usable(circle)
    found = made.follow((), {0: kind})
    (told,) = found.circles
    assert told.breakers[told.chosen].kind == kind
    (entry,) = [each for each in circle.breakers if each.kind == kind]
    assert found.result.commitment.guarantee == pytest.approx(entry.guarantee)
    assert found.breaches == ()


@pytest.mark.parametrize(
    "kind", ["together", "snap-back", "escrow", "tranches", "sunset", "penalty"]
)
def test_a_way_is_taken_while_another_circle_stays(kind):
    made = planner(*GIVE[:2], *OTHER, GIVE[2])
    assert len(made.circles) == 2
    found = made.follow((), {0: kind})
    assert [circle.chosen is None for circle in found.circles] == [False, True]
    # Of the circle that stays one condition goes, of the one that is broken none.
    assert len(found.breaches) == 1
    assert found.breaches[0].wait.step in ("open", "fund")
    both = made.follow((), {0: kind, 1: "together"})
    assert both.breaches == ()


def test_an_order_of_other_acts_is_mended():
    made = planner(*GIVE[:2], *OTHER, GIVE[2])
    stale = ("open", "gone", "fund", "pay", "give", "sign")
    found = made.follow(stale, {0: "tranches", 1: "penalty"})
    assert not found.asked
    assert found.breaches == ()
    assert sorted(found.order) == sorted(made.follow((), {0: "tranches", 1: "penalty"}).order)
    assert found.order[0] == "open"
    again = made.follow(found.order, {0: "tranches", 1: "penalty"})
    assert again.asked
    assert again.result == found.result


@pytest.mark.parametrize("order", [("give",), ("give", "give", "pay", "sign"), ("", ":", "x:1")])
def test_an_order_that_is_none_is_mended(order):
    found = planner(*GIVE).follow(order)
    assert not found.asked
    assert found.breaches == ()


@pytest.mark.parametrize("breakers", [{1: "escrow"}, {-1: "escrow"}, {0: "magic"}])
def test_a_breaker_that_there_is_not_is_refused(breakers):
    with pytest.raises(ValueError, match="expected"):
        planner(*GIVE).follow((), breakers)


def test_json_is_plain(geneva):
    found = geneva[2].follow()
    assert json.loads(json.dumps(found.as_json())) == found.as_json()
    assert found.as_json()["result"]["schema"] == "goodoffices/order/1"


def test_ways_are_forgotten_but_the_first():
    made = planner(*GIVE[:2], *OTHER, GIVE[2])
    kinds = (None, "together", "snap-back", "escrow", "tranches", "sunset", "penalty")
    before = made.best()
    for one, other in itertools.product(kinds, kinds):
        made.follow((), {k: kind for k, kind in enumerate((one, other)) if kind})
    assert made.best() == before
