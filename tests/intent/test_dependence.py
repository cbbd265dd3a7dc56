"""Order, splitting, groups and voices."""

from __future__ import annotations

import itertools

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


def corners(number):
    return (number,) if isinstance(number, float | int) else (number[0], number[2])


def brute(items, priors, voice=None):
    """Every corner of every range, tied numbers moving together; and the priors on a fine grid."""
    lower, upper = np.ones(3), np.zeros(3)
    axes, places = [], []
    for n, entry in enumerate(items):
        for number in {str(v): v for v in entry["likelihood"].values()}.values():
            axes.append(corners(number))
            places.append(
                (n, [k for k, v in enumerate(entry["likelihood"].values()) if v == number])
            )
        axes.append(corners(entry.get("reliability", 1.0)))
        places.append((n, "rho"))
    if voice is not None:
        axes.append(corners(voice["deceives"]))
        places.append((-1, "delta"))
    for values in itertools.product(*axes):
        like = np.zeros((len(items), 3))
        rho, delta = np.ones(len(items)), 0.0
        for (n, where), value in zip(places, values, strict=True):
            if where == "rho":
                rho[n] = value
            elif where == "delta":
                delta = value
            else:
                like[n, where] = value
        mixed = rho[:, None] * like + (1 - rho[:, None]) / 2
        total = (1 - delta) * mixed.prod(axis=0) + delta * 0.5 ** len(items)
        for prior in priors:
            post = prior * total / (prior * total).sum()
            lower, upper = np.minimum(lower, post), np.maximum(upper, post)
    return lower, upper


def test_bounds_are_those_of_all_corners():
    rng = np.random.default_rng(5)
    for n in range(12):
        items = []
        for k in range(2):
            rows = [sorted(map(float, rng.uniform(0.05, 0.95, 3).round(2))) for _ in range(3)]
            if n % 3 == 0:
                rows[1] = rows[0]
            rho = sorted(map(float, rng.uniform(0.1, 1, 3).round(2)))
            items.append(item(f"e{k}", rows, reliability=rho))
        voice = None
        if n % 2:
            deceives = sorted(map(float, rng.uniform(0, 0.8, 3).round(2)))
            voice = {**VOICE, "deceives": deceives}
            for entry in items:
                entry["voice"] = "palace"
        (found,) = analyse(of(items, voices=[voice] if voice else []), draws=40).mediators
        lower, upper = brute(items, [np.ones(3) / 3], voice)
        assert found.exact_bounds
        assert [h.lower for h in found.hypotheses] == pytest.approx(list(lower), abs=1e-9)
        assert [h.upper for h in found.hypotheses] == pytest.approx(list(upper), abs=1e-9)


def test_bounds_take_in_ranges_of_priors():
    data = data_with([item("e", [0.7, [0.2, 0.3, 0.5], 0.4])], count=3)
    for entry, prior in zip(data["hypotheses"], ([0.1, 0.3, 0.5], [0.2, 0.3, 0.6], [0.1, 0.4, 0.6]),
                            strict=True):  # fmt: skip
        entry["prior"] = prior
    (found,) = analyse(case_of(data), draws=400).mediators
    grid = [
        np.array([a, b, 1 - a - b])
        for a in np.linspace(0.1, 0.5, 41)
        for b in np.linspace(0.2, 0.6, 41)
        if 0.1 - 1e-9 <= 1 - a - b <= 0.6 + 1e-9
    ]
    lower, upper = brute(data["evidence"], grid)
    assert [h.lower for h in found.hypotheses] == pytest.approx(list(lower), abs=1e-9)
    assert [h.upper for h in found.hypotheses] == pytest.approx(list(upper), abs=1e-9)
    for h in found.hypotheses:
        assert h.lower <= h.posterior.low <= h.posterior.high <= h.upper


@settings(max_examples=20, deadline=None)
@given(evidence())
def test_draws_lie_within_the_bounds(items):
    for value, low, high, lower, upper, _ in answer(items).values():
        assert lower - 1e-6 <= low <= high <= upper + 1e-6
        assert lower - 1e-9 <= value <= upper + 1e-9


@settings(max_examples=20, deadline=None)
@given(evidence(), ranges, st.booleans())
def test_bounds_with_voices_and_groups_hold_every_draw(items, deceives, apart):
    for entry in items[::2]:
        entry["voice"] = "palace"
        if apart:
            entry["if_deceiving"] = dict(zip(IDS, [0.2, [0.3, 0.5, 0.9], 0.8], strict=False))
    voice = {**VOICE, "deceives": deceives, **({"under": {"h2": 0.1}} if apart else {})}
    (found,) = analyse(of(items, voices=[voice]), draws=200).mediators
    for h in found.hypotheses:
        assert h.lower - 1e-6 <= h.posterior.low <= h.posterior.high <= h.upper + 1e-6
        assert h.lower - 1e-9 <= h.posterior.value <= h.upper + 1e-9
