"""Bounds on a posterior against every corner, points within, and the draws of the answer itself."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from support.rivals import IDS, data_with, item
from support.two_valleys import case_of

from goodoffices.case import NoAnswer
from goodoffices.intent import analyse

RIVALS = IDS[:3]
SURE = 1.0
CORNERS = 4096

level = st.floats(0.02, 0.98).map(lambda value: round(value, 3))
ranges = st.tuples(level, level, level).map(sorted)
number = st.one_of(level, ranges)
group = st.sampled_from([None, "a", "b"])


def ends(stated):
    return tuple(stated[::2]) if isinstance(stated, list) else (stated, stated)


class World:
    """The defined posterior, from everything stated by name: the same number is one unknown."""

    def __init__(self, data, weights):
        self.data, self.weights = data, weights
        self.voices = {voice["id"]: voice for voice in data.get("voices", [])}
        self.numbers = {}
        for entry in data["evidence"]:
            for key in RIVALS:
                for kind in ("likelihood", "if_deceiving"):
                    stated = entry.get(kind, {}).get(key, 0.5)
                    self.numbers[entry["id"], kind, str(stated)] = ends(stated)
            self.numbers[entry["id"], "reliability"] = ends(entry.get("reliability", SURE))
        for voice in self.voices.values():
            self.numbers[voice["id"],] = ends(voice["deceives"])
            for key, stated in voice.get("under", {}).items():
                self.numbers[voice["id"], key] = ends(stated)
        self.wide = [name for name, (low, high) in self.numbers.items() if low < high]

    def likelihoods(self, places):
        """Return P(evidence | h), (N, H), with what is a range at N places in it, (N, wide)."""
        value = {
            name: low + (high - low) * (places[:, self.wide.index(name)] if low < high else 0.0)
            for name, (low, high) in self.numbers.items()
        }
        columns = []
        for key in RIVALS:
            total = np.ones(len(places))
            for speaker in (None, *self.voices):
                honest, misled = np.ones(len(places)), np.ones(len(places))
                for entry in self.data["evidence"]:
                    if entry.get("voice") != speaker:
                        continue
                    rho = value[entry["id"], "reliability"]
                    raw, false = (
                        value[entry["id"], kind, str(entry.get(kind, {}).get(key, 0.5))]
                        for kind in ("likelihood", "if_deceiving")
                    )
                    weight = self.weights[entry["id"]]
                    honest *= (rho * raw + (1 - rho) / 2) ** weight
                    misled *= (rho * false + (1 - rho) / 2) ** weight
                delta = 0.0
                if speaker is not None:
                    own = key in self.voices[speaker].get("under", {})
                    delta = value[(speaker, key) if own else (speaker,)]
                total = total * ((1 - delta) * honest + delta * misled)
            columns.append(total)
        return np.column_stack(columns)

    def posteriors(self, places, priors):
        """Return the posteriors at places and each of some priors, where any hypothesis is left."""
        joint = (self.likelihoods(places)[:, None] * np.array(priors)).reshape(-1, len(RIVALS))
        left = joint.sum(axis=1) > 0
        return joint[left] / joint[left].sum(axis=1, keepdims=True)

    def corners(self):
        return np.array(list(itertools.product((0.0, 1.0), repeat=len(self.wide))))

    def within(self, rng, count):
        """Return places within, of which many numbers stand at an end."""
        shape = (count, len(self.wide))
        places = rng.uniform(size=shape)
        return np.where(rng.uniform(size=shape) < 0.5, places, np.round(places))


def solved(evidence, *, draws=1, **more):
    data = data_with(evidence, count=3, **more)
    try:
        (found,) = analyse(case_of(data), draws=draws).mediators
    except NoAnswer:
        # Everything is ruled out, which is another test's.
        assume(False)
    return World(data, {entry.id: entry.weight for entry in found.items}), found


def bounds_of(found):
    return np.array([[h.lower for h in found.hypotheses], [h.upper for h in found.hypotheses]])


EQUAL = [np.full(3, 1 / 3)]


@st.composite
def spoken(draw, number=number):
    """Evidence of which much is stated alike, in groups, and said by two voices."""
    alike = draw(number)
    entry = st.one_of(number, st.just(alike))
    row = st.lists(entry, min_size=3, max_size=3)
    items = []
    for n in range(draw(st.integers(1, 3))):
        more = {"reliability": draw(number)} if draw(st.booleans()) else {}
        if key := draw(group):
            more["group"] = key
        if voice := draw(st.sampled_from([None, "palace", "press"])):
            more["voice"] = voice
            if draw(st.booleans()):
                more["if_deceiving"] = dict(zip(RIVALS, draw(row), strict=True))
        items.append(item(f"e{n}", draw(row), **more))
    used = {entry["voice"] for entry in items if "voice" in entry}
    voices = []
    for key in sorted(used):
        under = draw(st.dictionaries(st.sampled_from(RIVALS), number, max_size=3))
        more = {"under": under} if under else {}
        voices.append({"id": key, "name": key, "deceives": draw(number), **more})
    return items, {"voices": voices} if voices else {}


@settings(max_examples=60, deadline=None)
@given(spoken())
def test_bounds_are_those_of_all_corners_and_hold_every_point_between(told):
    evidence, more = told
    world, found = solved(evidence, **more)
    lower, upper = bounds_of(found)
    inside = world.posteriors(world.within(np.random.default_rng(1), 500), EQUAL)
    assert (inside >= lower - 1e-9).all()
    assert (inside <= upper + 1e-9).all()
    if found.exact_bounds and 2 ** len(world.wide) <= CORNERS:
        reached = world.posteriors(world.corners(), EQUAL)
        assert lower == pytest.approx(reached.min(axis=0), abs=1e-9)
        assert upper == pytest.approx(reached.max(axis=0), abs=1e-9)


edge = st.one_of(level, st.sampled_from([0.0, 1.0]))


@settings(max_examples=40, deadline=None)
@given(spoken(number=st.one_of(edge, st.tuples(edge, edge, edge).map(sorted))))
@example(([item("a", [[0, 0.3, 0.5], 0.5, 0.5]), item("b", [0.5, 0, 0.5])], {}))
@example(([item("a", [0.5, 0.5, 0]), item("b", [[0, 0.5, 0.5], [0, 0.5, 0.5], 0.5])], {}))
def test_bounds_hold_every_point_where_likelihoods_may_be_0(told):
    evidence, more = told
    world, found = solved(evidence, **more)
    lower, upper = bounds_of(found)
    inside = world.posteriors(world.within(np.random.default_rng(1), 500), EQUAL)
    assert (inside >= lower - 1e-9).all()
    assert (inside <= upper + 1e-9).all()
    assert (lower <= upper + 1e-9).all()


def test_bounds_where_a_zero_may_rule_a_hypothesis_out_and_another_does_rule_out_a_rival():
    """Infinite odds against each other once made the lower bound 1 and the upper one a half."""
    _, found = solved([item("a", [[0, 0.3, 0.5], 0.5, 0.5]), item("b", [0.5, 0, 0.5])])
    assert bounds_of(found) == pytest.approx(np.array([[0, 0, 0.5], [0.5, 0, 1]]))


def test_a_reliability_within_a_group_may_be_worst_between_its_ends():
    """Words that are likelier if honest and less likely if misleading, or the other way round."""
    words = {
        "voice": "palace",
        "group": "g",
        "reliability": [0.0, 0.5, 1.0],
        "if_deceiving": dict(zip(RIVALS, [0.1, 0.5, 0.5], strict=True)),
    }
    evidence = [
        item("first", [0.9, 0.5, 0.1], group="g"),
        item("second", [0.98, 0.5, 0.5], **words),
    ]
    world, found = solved(evidence, voices=[{"id": "palace", "name": "P", "deceives": 0.5}])
    assert 0 < world.weights["second"] < 1
    path = world.posteriors(np.linspace(0, 1, 201)[:, None], EQUAL)[:, 0]
    assert 0 < path.argmax() < 200, "the worst is at neither end"
    assert not found.exact_bounds
    assert found.hypotheses[0].upper >= path.max()


def test_more_unknown_numbers_than_are_tried_leave_bounds_that_are_not_too_narrow():
    rng = np.random.default_rng(3)
    voice = {"id": "palace", "name": "P", "deceives": [0.1, 0.3, 0.6]}
    evidence = []
    for n in range(14):
        shared, other = (sorted(map(float, rng.uniform(0.2, 0.8, 3).round(2))) for _ in range(2))
        rho = sorted(map(float, rng.uniform(0.4, 1, 3).round(2)))
        row = [shared, shared, other] if n % 2 else [other, shared, [0.3, 0.5, 0.7]]
        more = {"voice": "palace"} if n % 2 else {}
        evidence.append(item(f"e{n}", row, reliability=rho, **more))
    world, found = solved(evidence, voices=[voice])
    lower, upper = bounds_of(found)
    inside = world.posteriors(world.within(rng, 2000), EQUAL)
    assert not found.exact_bounds
    assert (inside >= lower).all()
    assert (inside <= upper).all()
    assert (lower > 0).all()
    assert (upper < 1).all()


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
    world = World(data, {"e": 1.0})
    reached = world.posteriors(world.corners(), grid)
    assert bounds_of(found)[0] == pytest.approx(reached.min(axis=0), abs=1e-9)
    assert bounds_of(found)[1] == pytest.approx(reached.max(axis=0), abs=1e-9)
    for h in found.hypotheses:
        assert h.lower <= h.posterior.low <= h.posterior.high <= h.upper


@st.composite
def evidence(draw):
    items = []
    for n in range(draw(st.integers(1, 6))):
        key = draw(group)
        row = draw(st.lists(number, min_size=3, max_size=3))
        more = {"group": key} if key else {}
        items.append(item(f"e{n}", row, reliability=draw(number), **more))
    return items


@settings(max_examples=20, deadline=None)
@given(evidence(), ranges, st.booleans())
@example(
    items=[item("e0", [0.5, [0.5, 0.5, 0.75], [0.5, 0.5, 0.75]], reliability=0.5)],
    deceives=[0.5, 0.75, 0.75],
    apart=True,
)
def test_bounds_with_voices_and_groups_hold_every_draw(items, deceives, apart):
    """Likelihoods alike cancel only where no voice may mislead: once the bounds were too narrow."""
    voiced = [dict(entry) for entry in items]
    for entry in voiced[::2]:
        entry["voice"] = "palace"
        if apart:
            entry["if_deceiving"] = dict(zip(IDS, [0.2, [0.3, 0.5, 0.9], 0.8], strict=False))
    under = {"under": {"h2": 0.1}} if apart else {}
    voice = {"id": "palace", "name": "The palace", "deceives": deceives, **under}
    for told, more in ((items, {}), (voiced, {"voices": [voice]})):
        _, found = solved(told, draws=200, **more)
        for h in found.hypotheses:
            assert h.lower - 1e-6 <= h.posterior.low <= h.posterior.high <= h.upper + 1e-6
            assert h.lower - 1e-9 <= h.posterior.value <= h.upper + 1e-9
