"""Dates are those of the longest way through what must come before."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.order._schedule import times
from goodoffices.order._tasks import Groups, Task


def groups(*before):
    tasks = tuple((Task(f"s{k}", f"s{k}"),) for k in range(len(before)))
    return Groups(tasks, before)


def dates(it, plan, days, not_before=None):
    row = np.array([days], dtype=float)
    return times(it, plan, row, np.array(not_before or [0.0] * len(days), dtype=float))


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
