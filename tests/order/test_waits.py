"""Circular waits are found, in words, and nothing else is."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.case import read_case
from goodoffices.order import Wait, circular_waits


def step(name, *, after=(), with_=(), waits=()):
    """A step; `waits` are pairs of a party and the steps it wants done first."""
    conditions = tuple(
        SimpleNamespace(party=party, steps=steps, claims=()) for party, steps in waits
    )
    return SimpleNamespace(id=name, after=tuple(after), with_=tuple(with_), waits_for=conditions)


def case(*steps):
    return SimpleNamespace(steps=steps)


def test_guarantees_after_the_agreement_against_no_agreement_before_guarantees():
    found = circular_waits(
        case(
            step("sign", waits=[("ukraine", ("guarantees",))]),
            step("guarantees", waits=[("united-states", ("sign",))]),
            step("withdraw", after=["sign"]),
        )
    )
    assert len(found) == 1
    assert found[0].steps == ("sign", "guarantees")
    assert set(found[0].cycle) == {
        Wait("sign", "guarantees", "ukraine"),
        Wait("guarantees", "sign", "united-states"),
    }
    assert "sign waits for guarantees (by a condition of ukraine)" in found[0].text()


def test_a_chain_is_no_circle():
    assert (
        circular_waits(case(step("a"), step("b", after=["a"]), step("c", after=["a", "b"]))) == ()
    )


def test_a_step_that_waits_for_one_it_must_happen_with_is_a_circle():
    found = circular_waits(case(step("a", with_=["b"]), step("b", after=["a"])))
    assert found[0].steps == ("a", "b")
    assert found[0].cycle == (Wait("b", "a", None),)
    assert found[0].text() == ("b waits for a (by the nature of things); a happens together with b")


def test_steps_that_happen_together_wait_for_each_others_conditions():
    found = circular_waits(
        case(step("a", with_=["b"]), step("b", after=["c"]), step("c", after=["a"]), step("d"))
    )
    assert found[0].steps == ("a", "b", "c")
    assert len(found[0].cycle) == 2


def test_a_shortest_circle_is_given():
    ring = [step(f"s{n}", after=[f"s{(n + 1) % 6}"]) for n in range(6)]
    ring[3] = step("s3", after=["s4", "s2"])
    found = circular_waits(case(*ring))
    assert len(found) == 1
    assert len(found[0].steps) == 6
    assert {wait.step for wait in found[0].cycle} == {"s2", "s3"}


def test_two_circles_that_do_not_touch_are_two():
    found = circular_waits(
        case(
            step("a", after=["b"]), step("b", after=["a"]), step("c", after=["d"]),
            step("d", after=["c", "a"]),
        )
    )  # fmt: skip
    assert [circle.steps for circle in found] == [("a", "b"), ("c", "d")]


def test_a_chain_of_many_steps_is_no_recursion():
    names = [f"s{n}" for n in range(5_000)]
    steps = [step(b, after=[a]) for a, b in itertools.pairwise(names)]
    assert circular_waits(case(step("s0"), *steps)) == ()


def test_geneva_has_the_circle_of_guarantees_and_agreement():
    found = circular_waits(read_case("geneva-2026").case)
    assert any(
        {wait.party for wait in circle.cycle} >= {"ukraine", "united-states"} for circle in found
    )


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 6))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
        lambda pair: pair[0] != pair[1]
    )
    edges = draw(st.sets(pairs, max_size=12)) if count > 1 else set()
    together = draw(st.sets(pairs, max_size=2)) if count > 1 else set()
    return count, edges, together


@settings(deadline=None)
@given(graphs())
def test_a_circle_is_found_exactly_where_no_order_exists(graph):
    """The oracle tries every order of the steps, ties allowed only for steps that go together."""
    count, edges, together = graph
    steps = [
        step(
            str(n),
            after=[str(b) for a, b in sorted(edges) if a == n],
            with_=[str(b) for a, b in sorted(together) if a == n],
        )
        for n in range(count)
    ]
    possible = any(
        all(time[a] > time[b] for a, b in edges) and all(time[a] == time[b] for a, b in together)
        for time in itertools.product(range(count), repeat=count)
    )
    found = circular_waits(case(*steps))
    assert bool(found) == (not possible)
    for circle in found:
        assert {wait.step for wait in circle.cycle} <= set(circle.steps)
        for wait in circle.cycle:
            assert (int(wait.step), int(wait.on)) in edges
