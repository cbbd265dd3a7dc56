"""Order, splitting, groups and voices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.rivals import IDS, data_with, item, of
from support.two_valleys import case_of

from goodoffices.intent import analyse

level = st.floats(0.02, 0.98).map(lambda value: round(value, 3))
ranges = st.tuples(level, level, level).map(sorted)
row = st.lists(st.one_of(level, ranges), min_size=3, max_size=3)
group = st.sampled_from([None, "a", "b"])


@st.composite
def evidence(draw):
    items = []
    for n in range(draw(st.integers(1, 6))):
        key = draw(group)
        rho = draw(st.one_of(level, ranges))
        items.append(item(f"e{n}", draw(row), reliability=rho, **({"group": key} if key else {})))
    return items


def answer(items, **more):
    (found,) = analyse(of(items, **more), draws=30).mediators
    return {h.id: (h.posterior.value, h.posterior.low, h.posterior.high, h.lower, h.upper, h.naive)
            for h in found.hypotheses}  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(evidence(), st.randoms())
def test_the_order_of_items_does_not_matter(items, random):
    mixed = list(items)
    random.shuffle(mixed)
    first, second = answer(items), answer(mixed)
    for key, values in first.items():
        assert second[key] == pytest.approx(values, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(evidence())
def test_the_order_of_hypotheses_does_not_matter(items):
    data = data_with(items, count=3)
    turned = {**data, "hypotheses": data["hypotheses"][::-1]}
    (a,) = analyse(case_of(data), draws=30).mediators
    (b,) = analyse(case_of(turned), draws=30).mediators
    other = {h.id: h for h in b.hypotheses}
    for h in a.hypotheses:
        assert other[h.id].posterior.low == pytest.approx(h.posterior.low, abs=1e-9)
        assert other[h.id].lower == pytest.approx(h.lower, abs=1e-9)
    assert a.leader == b.leader


@settings(max_examples=25, deadline=None)
@given(evidence(), st.integers(0, 5))
def test_an_item_entered_twice_with_one_origin_counts_once(items, which):
    which %= len(items)
    whole = [dict(entry) for entry in items]
    whole[which].setdefault("group", "split")
    halves = [*whole, {**whole[which], "id": "half"}]
    first, second = answer(whole), answer(halves)
    for key, values in first.items():
        assert second[key][0] == pytest.approx(values[0], abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.lists(level, min_size=3, max_size=3))
def test_two_halves_that_multiply_to_an_item_count_as_it_without_a_group_and_as_one_within(whole):
    half = [float(np.sqrt(value)) for value in whole]
    (once,) = analyse(of([item("e", whole)]), draws=5).mediators
    apart = [item("a", half), item("b", half)]
    (free,) = analyse(of(apart), draws=5).mediators
    (bound,) = analyse(of([{**entry, "group": "g"} for entry in apart]), draws=5).mediators
    (single,) = analyse(of([item("a", half)]), draws=5).mediators
    for h in range(3):
        assert free.hypotheses[h].posterior.value == pytest.approx(
            once.hypotheses[h].posterior.value
        )
        assert bound.hypotheses[h].posterior.value == pytest.approx(
            single.hypotheses[h].posterior.value
        )


def test_items_of_one_origin_that_contradict_each_other_are_reported_and_count():
    items = [item("yes", [0.8, 0.2, 0.5], group="g"), item("no", [0.2, 0.8, 0.5], group="g")]
    (found,) = analyse(of(items), draws=20).mediators
    assert [(c.group, {c.first, c.second}) for c in found.conflicts] == [("g", {"yes", "no"})]
    assert {entry.weight for entry in found.items} == {1.0}
    assert [h.posterior.value for h in found.hypotheses] == pytest.approx(
        [16 / 57, 16 / 57, 25 / 57]
    )


def test_part_of_what_is_said_again_counts_in_part():
    items = [item("a", [0.9, 0.1, 0.1], group="g"), item("b", [0.9, 0.9, 0.1], group="g")]
    (found,) = analyse(of(items), draws=20).mediators
    weights = {entry.id: entry.weight for entry in found.items}
    # Centred, the two point 60 degrees apart.
    assert sorted(weights.values()) == pytest.approx([0.5, 1.0])


VOICE = {"id": "palace", "name": "The palace", "deceives": 0.4}


def test_words_of_one_voice_share_its_chance_to_mislead():
    rows = np.array([[0.9, 0.3, 0.5], [0.8, 0.1, 0.6]])
    items = [item(f"e{n}", list(map(float, r)), voice="palace") for n, r in enumerate(rows)]
    (found,) = analyse(of(items, voices=[VOICE]), draws=20).mediators
    joint = 0.6 * rows.prod(axis=0) + 0.4 * 0.25
    exact = joint / joint.sum()
    assert [h.posterior.value for h in found.hypotheses] == pytest.approx(list(exact))
    apart = (0.6 * rows + 0.4 * 0.5).prod(axis=0)
    assert [h.naive for h in found.hypotheses] == pytest.approx(list(apart / apart.sum()))
    assert list(exact) != pytest.approx(list(apart / apart.sum()))


def test_a_voice_that_would_say_it_anyway_tells_nothing():
    items = [item("e", [0.9, 0.3, 0.5], voice="palace")]
    (found,) = analyse(of(items, voices=[{**VOICE, "deceives": 1}]), draws=20).mediators
    assert [h.posterior.value for h in found.hypotheses] == pytest.approx([1 / 3] * 3)
    assert set(found.items[0].log10.values()) == {0.0}


def test_a_voice_that_misleads_under_one_hypothesis_only_tells_by_that():
    items = [item("e", [0.9, 0.9, 0.9], voice="palace",
                  if_deceiving=dict(zip(IDS, [0.1, 0.1, 0.1], strict=False)))]  # fmt: skip
    voice = {**VOICE, "deceives": 0, "under": {"h1": 1}}
    (found,) = analyse(of(items, voices=[voice]), draws=20).mediators
    expected = np.array([0.1, 0.9, 0.9]) / 1.9
    assert [h.posterior.value for h in found.hypotheses] == pytest.approx(list(expected))
