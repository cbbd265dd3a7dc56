"""Dates are those of the longest way through what must come before."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.made_up import SIGNED, made_up, step

from goodoffices.order import analyse, plan_for
from goodoffices.order._calendar import days_of
from goodoffices.order._commitment import arranged
from goodoffices.order._schedule import times
from goodoffices.order._stakes import hands, stakes
from goodoffices.order._tasks import Groups, Task
from goodoffices.preferences import prepare


def groups(*before):
    tasks = tuple((Task(f"s{k}", f"s{k}"),) for k in range(len(before)))
    return Groups(tasks, before)


def dates(it, plan, days, not_before=None, *, completes=False):
    row = np.array([days], dtype=float)
    first = np.array(not_before or [0.0] * len(days), dtype=float)
    return times(it, plan, row, first, completes=completes)


def test_a_chain_adds_up_and_what_stands_beside_it_can_slip():
    found = dates(groups(0, 1, 0), (), [3, 4, 2])
    assert found.begins[0] == pytest.approx([0, 3, 0])
    assert found.ends[0] == pytest.approx([3, 7, 2])
    assert found.latest_ends[0] == pytest.approx([3, 7, 7])
    assert list(found.critical[0]) == [True, True, False]
    assert found.whole[0] == 7


def test_a_step_waits_for_its_day():
    found = dates(groups(0, 1), (), [3, 4], [0, 10])
    assert found.begins[0] == pytest.approx([0, 10])
    assert list(found.critical[0]) == [False, True]
    assert found.latest_ends[0] == pytest.approx([10, 14])


def test_a_plan_holds_back_what_would_be_finished_too_soon():
    """The second act may begin before the first has ended, but not be finished before it."""
    found = dates(groups(0, 0), (0, 1), [10, 4])
    assert found.ends[0] == pytest.approx([10, 10])
    assert found.begins[0] == pytest.approx([0, 6])
    assert list(found.critical[0]) == [True, True]
    assert dates(groups(0, 0), (), [10, 4]).ends[0] == pytest.approx([10, 4])


@st.composite
def networks(draw):
    count = draw(st.integers(1, 6))
    before = []
    for k in range(count):
        bits = 0
        for j in draw(st.sets(st.integers(0, max(0, k - 1)), max_size=k)) if k else ():
            bits |= 1 << j | before[j]
        before.append(bits)
    days = draw(st.lists(st.integers(0, 9), min_size=count, max_size=count))
    weighty = draw(st.sets(st.integers(0, count - 1)))
    starts = draw(st.lists(st.integers(0, 5), min_size=count, max_size=count))
    return groups(*before), tuple(sorted(weighty)), days, starts


@given(networks())
def test_dates_keep_every_rule_and_a_critical_delay_delays_the_whole(network):
    it, plan, days, starts = network
    found = dates(it, plan, days, starts)
    begins, ends = found.begins[0], found.ends[0]
    for g, bits in enumerate(it.before):
        assert begins[g] >= starts[g]
        for h in range(len(it)):
            if bits >> h & 1:
                assert begins[g] >= ends[h]
    for g, h in itertools.pairwise(plan):
        assert ends[h] >= ends[g]
    for g in range(len(it)):
        slack = found.latest_ends[0, g] - ends[g]
        assert slack >= -1e-9
        # What the plan holds back begins late, and a longer duration only brings that forward.
        for longer in (slack, slack + 1) if g not in plan else ():
            later = [*days]
            later[g] += longer
            late = longer > slack + 1e-9
            assert (dates(it, plan, later, starts).whole[0] > found.whole[0] + 1e-9) == late


def test_the_last_of_a_plan_that_completes_it_waits_for_everything_else():
    found = dates(groups(0, 0), (0,), [10, 300], completes=True)
    assert found.ends[0] == pytest.approx([300, 300])
    assert found.begins[0] == pytest.approx([290, 0])
    assert list(found.critical[0]) == [True, True]
    assert dates(groups(0, 0), (0,), [10, 300]).ends[0] == pytest.approx([10, 300])


def test_slow_work_without_weight_comes_before_what_would_expose():
    """Ceding first would leave B 0.5 - 0.2 better off for 290 days by walking away."""
    result = analyse(
        made_up(
            step("cede", settles=["deal.signed"], days=10, kappa={"b": 0.5}),
            step("slow", by="b", settles=["deal.signed"], days=300),
            worth=(0.7, 0.7),
        ),
        SIGNED,
        draws=20,
    )
    assert result.commitment.guarantee == 0
    ends = {slot.act.steps: slot.ends for slot in result.schedule}
    assert ends["cede",] >= ends["slow",]
    assert all(not slot.exposure for slot in result.schedule)


@st.composite
def weighed(draw):
    """Steps with after, durations, first days, and kappa of which many are nothing."""
    shift = st.none() | st.tuples(st.integers(-30, 40), st.integers(0, 20))
    steps = []
    for k in range(draw(st.integers(1, 6))):
        after = draw(st.sets(st.integers(0, k - 1), max_size=2)) if k else ()
        hands = {p: draw(shift) for p in "ab"}
        more = {"not_before": f"2030-0{draw(st.integers(1, 9))}-15"} if draw(st.booleans()) else {}
        low = draw(st.integers(0, 200))
        steps.append(
            step(
                f"s{k}", settles=["deal.signed"], after=[f"s{j}" for j in sorted(after)],
                days=[low, low + 10, low + 90],
                kappa={p: [(m - w) / 100, m / 100, (m + w) / 100]
                       for p, entry in hands.items() if entry for m, w in [entry]}, **more,
            )
        )  # fmt: skip
    return steps


@settings(max_examples=60, deadline=None)
@given(weighed())
def test_on_no_day_is_anybody_exposed_by_more_than_the_guarantee(steps):
    """At the most plausible numbers by the dates given out, and in each draw by its own dates."""
    case = made_up(*steps, worth=(0.65, 0.7))
    result = analyse(case, SIGNED, draws=8)
    start = {party: 0.5 - worth for party, worth in (("a", 0.65), ("b", 0.7))}
    kappa = {entry.id: entry.kappa for entry in result.steps}
    worst = 0.0
    for day in {slot.ends for slot in result.schedule if slot.ends < result.ends}:
        done = [key for slot in result.schedule if slot.ends <= day for key in slot.act.steps]
        for party, base in start.items():
            worst = max(worst, base + sum(kappa[key].get(party, 0.0) for key in done))
    assert worst <= result.commitment.guarantee + 1e-9
    assert all(
        value <= result.commitment.guarantee + 1e-9
        for slot in result.schedule
        for value in slot.exposure.values()
    )

    plan = plan_for(case, SIGNED)
    prepared = prepare(case.model_copy(update={"steps": plan.steps}))
    modal = stakes(plan, prepared.modal(at=0.0))
    sample = stakes(plan, prepared.draw(seed=3, first=0, count=8, at=0.0))
    it = arranged(plan.graph(), modal, sample, search=True)
    drawn = times(
        it.groups, it.plan, days_of(it.groups, sample), np.zeros(len(it.groups)),
        completes=not it.last_counts,
    )  # fmt: skip
    added = hands(sample, it.groups.members)
    for d in range(8):
        for day in drawn.ends[d][drawn.ends[d] < drawn.whole[d]]:
            gain = sample.base[d] + added[d][:, drawn.ends[d] <= day].sum(axis=1)
            assert gain.max() <= it.needed[d] + 1e-9
