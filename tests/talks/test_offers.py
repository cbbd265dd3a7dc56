"""Stacked alternating offers, against the protocol in plain loops and against its own twin."""

from __future__ import annotations

import dataclasses
import importlib.util
import math
import sys
import types

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices import talks as talks_room
from goodoffices.talks import _offers
from goodoffices.talks._concession import EXPONENTS, conceded, demanded
from goodoffices.talks._offers import ACCEPTED, NOTHING, offer_table, play

FAST = importlib.util.find_spec("numba") is not None
COMPILED = [
    False,
    pytest.param(True, marks=pytest.mark.skipif(not FAST, reason="needs goodoffices[fast]")),
]


def offered_by(utility, p, asked, floor, rule):
    """Return what party `p` offers from one table (N, P), by looking at every item."""
    items, parties = range(len(utility)), range(utility.shape[1])

    def share(x, q):
        allowed = [utility[y, q] for y in items if utility[y, q] > -math.inf]
        if not allowed or (len(set(allowed)) == 1 and utility[x, q] > -math.inf):
            return math.inf
        if utility[x, q] == -math.inf:
            return -math.inf
        return (utility[x, q] - min(allowed)) / (max(allowed) - min(allowed))

    enough = [x for x in items if -math.inf < utility[x, p] >= asked]
    if not enough:
        most = max(utility[:, p])
        enough = [x for x in items if utility[x, p] == most > -math.inf]
    if rule == "least":
        best = min(enough, key=lambda x: (utility[x, p], x), default=None)
    else:
        best = min(
            enough,
            key=lambda x: (-min(share(x, q) for q in parties if q != p), -utility[x, p], x),
            default=None,
        )
    return NOTHING if best is None or utility[best, p] < floor else best


def by_hand(utility, target, floor, first, reciprocal, rule, *, begun=None):
    """Play one run: utility (N, P), target (T, P); return what was said and how it ended."""
    exchanges, parties = target.shape
    item, proposer, accepted = NOTHING, NOTHING, set()
    offers = {p: [] for p in range(parties)}  # one entry per turn: the last offer up to then
    aim = {}
    if begun is not None:
        offers = {p: [begun.before[0, p], begun.last[0, p]] for p in range(parties)}
        aim = {p: begun.aim[0, p] for p in range(parties) if not math.isnan(begun.aim[0, p])}
        stays = {
            p for p in range(parties)
            if begun.accepted[0, p] and utility[begun.item[0], p] >= floor[p]
        }  # fmt: skip
        if begun.proposer[0] in stays:
            item, proposer, accepted = begun.item[0], begun.proposer[0], stays
    said = np.full(target.shape, NOTHING)
    for t in range(exchanges):
        for k in range(parties):
            p = (first + k) % parties
            asked = max(target[t, p], floor[p])
            if reciprocal[p]:
                best = max(*utility[:, p], floor[p])
                if p in aim:
                    risen = 0.0
                    for q in range(parties):
                        heard = [x for x in offers[q][-2:] if x != NOTHING]
                        if q != p and len(heard) == 2 and min(utility[heard, p]) > -math.inf:
                            risen += utility[heard[1], p] - utility[heard[0], p]
                    asked = min(max(aim[p] - risen / (parties - 1), floor[p]), best)
                else:
                    asked = best
                aim[p] = asked
            if item != NOTHING and -math.inf < utility[item, p] >= asked:
                accepted.add(p)
                said[t, p] = ACCEPTED
                offers[p].append(offers[p][-1] if offers[p] else NOTHING)
                if len(accepted) == parties:
                    return said, (item, t, proposer, p)
                continue
            item = offered_by(utility, p, asked, floor[p], rule)
            proposer, accepted = (p, {p}) if item != NOTHING else (NOTHING, set())
            said[t, p] = item
            kept = offers[p][-1] if offers[p] else NOTHING
            offers[p].append(item if item != NOTHING else kept)
    return said, (NOTHING,) * 4


@st.composite
def talks(draw):
    """Several runs of talks; utilities from a coarse grid, so that there are ties."""
    parties, items = draw(st.integers(2, 4)), draw(st.integers(1, 7))
    runs, exchanges = draw(st.integers(1, 4)), draw(st.integers(0, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    shared = draw(st.booleans())
    utility = rng.integers(-1, 6, (1 if shared else runs, items, parties)) / 4
    utility[rng.random(utility.shape) < draw(st.sampled_from([0, 0.1, 0.5]))] = -np.inf
    target = rng.integers(-1, 7, (runs, exchanges, parties)) / 4
    if draw(st.booleans()):
        target = -np.sort(-target, axis=1)
    floor = rng.integers(-2, 7, (runs, parties)) / 4
    floor[rng.random(floor.shape) < 0.3] = -np.inf
    return {
        "utility": utility,
        "target": target,
        "first": rng.integers(0, parties, runs),
        "floor": floor,
        "reciprocal": rng.random(parties) < draw(st.sampled_from([0, 0.5, 1])),
        "rule": draw(st.sampled_from(["least", "trade-off"])),
    }


def run(case, **changed):
    case = case | changed
    table = offer_table(case["utility"], case["rule"])
    keys = ("target", "first", "floor", "reciprocal", "standing", "transcript", "compiled")
    return play(table, **{key: case[key] for key in keys if key in case})


def same(one, other):
    """Say whether two results are equal to the last bit."""
    for field in dataclasses.fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if dataclasses.is_dataclass(a):
            assert same(a, b)
        elif a is None or b is None:
            assert a is b
        else:
            assert (a.dtype, a.shape) == (b.dtype, b.shape)
            assert a.tobytes() == b.tobytes(), field.name
    return True


@pytest.mark.parametrize("compiled", COMPILED)
@given(case=talks())
@settings(max_examples=300, deadline=None)
def test_talks_go_as_they_do_by_hand(compiled, case):
    found = run(case, transcript=True, compiled=compiled)
    for r in range(len(case["target"])):
        said, ended = by_hand(
            case["utility"][r % len(case["utility"])], case["target"][r], case["floor"][r],
            case["first"][r], case["reciprocal"], case["rule"],
        )  # fmt: skip
        assert found.said[r].tolist() == said.tolist()
        outcome = (found.agreed[r], found.exchange[r], found.proposer[r], found.accepter[r])
        assert outcome == ended


@pytest.mark.skipif(not FAST, reason="needs goodoffices[fast]")
@given(talks(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_the_compiled_twin_gives_the_same_bits(case, transcript):
    assert same(
        run(case, transcript=transcript, compiled=False),
        run(case, transcript=transcript, compiled=True),
    )


@pytest.mark.parametrize("compiled", COMPILED)
@given(case=talks())
@settings(max_examples=150, deadline=None)
def test_nothing_is_agreed_below_a_floor_or_against_a_ban(compiled, case):
    found = run(case, compiled=compiled)
    for r in np.flatnonzero(found.agreed >= 0):
        worth = case["utility"][r % len(case["utility"]), found.agreed[r]]
        assert (worth >= case["floor"][r]).all()
        assert (worth > -np.inf).all()
        assert found.standing.accepted[r].all()


@pytest.mark.parametrize("compiled", COMPILED)
@given(case=talks())
@settings(max_examples=150, deadline=None)
def test_runs_do_not_know_of_each_other(compiled, case):
    whole = run(case, transcript=True, compiled=compiled)
    for r in range(len(case["target"])):
        alone = run(
            case, transcript=True, compiled=compiled,
            utility=case["utility"][r % len(case["utility"])][None],
            **{key: case[key][r : r + 1] for key in ("target", "first", "floor")},
        )  # fmt: skip
        assert alone.said.tolist() == whole.said[r : r + 1].tolist()
        assert (alone.agreed[0], alone.proposer[0]) == (whole.agreed[r], whole.proposer[r])


@pytest.mark.parametrize("compiled", COMPILED)
@given(case=talks(), cut=st.integers(0, 6))
@settings(max_examples=200, deadline=None)
def test_two_sessions_are_one_that_was_interrupted(compiled, case, cut):
    whole = run(case, transcript=True, compiled=compiled)
    begun = run(case, transcript=True, compiled=compiled, target=case["target"][:, :cut])
    open_ = np.flatnonzero(begun.agreed < 0)
    rest = {key: case[key][open_] for key in ("first", "floor")}
    if len(case["utility"]) > 1:
        rest["utility"] = case["utility"][open_]
    if len(open_) == 0:
        return
    rest["standing"] = type(begun.standing)(
        *(
            getattr(begun.standing, field.name)[open_]
            for field in dataclasses.fields(begun.standing)
        )
    )
    went_on = run(
        case, transcript=True, compiled=compiled, target=case["target"][open_, cut:], **rest
    )
    assert begun.said.tolist() == whole.said[:, :cut].tolist()
    assert went_on.said.tolist() == whole.said[open_, cut:].tolist()
    assert went_on.agreed.tolist() == whole.agreed[open_].tolist()
    later = went_on.agreed >= 0
    assert (went_on.exchange + cut)[later].tolist() == whole.exchange[open_][later].tolist()
    assert went_on.accepter.tolist() == whole.accepter[open_].tolist()


@pytest.mark.parametrize("compiled", COMPILED)
@given(case=talks(), cut=st.integers(1, 3), seed=st.integers(0, 2**32))
@settings(max_examples=300, deadline=None)
def test_a_session_with_other_floors_and_another_beginner_goes_on_as_by_hand(
    compiled, case, cut, seed
):
    rng = np.random.default_rng(seed)
    for r in range(len(case["target"])):
        utility = case["utility"][r % len(case["utility"])]
        alone = {
            "utility": utility[None], "first": case["first"][r], "floor": case["floor"][r],
            "target": case["target"][r : r + 1, :cut],
        }  # fmt: skip
        begun = run(case, compiled=compiled, **alone)
        if begun.agreed[0] >= 0:
            continue
        first = int(rng.integers(utility.shape[1]))
        floor = rng.integers(-2, 5, utility.shape[1]) / 4
        target = rng.integers(-1, 6, (2, utility.shape[1])) / 4
        alone |= {"first": first, "floor": floor, "target": target[None]}
        found = run(case, compiled=compiled, standing=begun.standing, transcript=True, **alone)
        said, ended = by_hand(
            utility,
            target,
            floor,
            first,
            case["reciprocal"],
            case["rule"],
            begun=begun.standing,
        )
        assert found.said[0].tolist() == said.tolist()
        assert (found.agreed[0], found.exchange[0], found.proposer[0], found.accepter[0]) == ended


@given(talks(), st.permutations(range(7)))
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_items_decides_only_ties(case, order):
    items = case["utility"].shape[1]
    order = [x for x in order if x < items]
    rng = np.random.default_rng(items)
    loose = case["utility"] + rng.random(case["utility"].shape) / 100
    one = run(case, utility=loose)
    other = run(case, utility=loose[:, order])
    for r in np.flatnonzero(one.agreed >= 0):
        assert order[other.agreed[r]] == one.agreed[r]
    assert one.exchange.tolist() == other.exchange.tolist()


PIE = np.array([[[0.0, 4.0], [1.0, 3.0], [2.0, 2.0], [3.0, 1.0], [4.0, 0.0]]])


@pytest.mark.parametrize("compiled", COMPILED)
def test_a_playthrough_of_two_who_divide_four_coins(compiled):
    target = np.array([[[4.0, 4.0], [3.0, 3.0], [2.0, 2.0]]])
    found = play(offer_table(PIE, "least"), target, transcript=True, compiled=compiled)
    # All for me; all for me; three for me; three for me; two each; agreed.
    assert found.said.tolist() == [[[4, 0], [3, 1], [2, ACCEPTED]]]
    assert (found.agreed[0], found.exchange[0], found.proposer[0], found.accepter[0]) == (
        2,
        2,
        0,
        1,
    )


@pytest.mark.parametrize("compiled", COMPILED)
def test_who_reciprocates_gives_a_coin_for_a_coin(compiled):
    target = np.array([[[4.0, 0.0], [3.0, 0.0], [2.0, 0.0], [1.0, 0.0]]])
    found = play(
        offer_table(PIE, "least"),
        target,
        reciprocal=[False, True],
        transcript=True,
        compiled=compiled,
    )
    assert found.said.tolist() == [[[4, 0], [3, 1], [2, ACCEPTED], [NOTHING, NOTHING]]]
    stubborn = play(
        offer_table(PIE, "least"), np.full((1, 4, 2), 4.0), reciprocal=[False, True],
        transcript=True, compiled=compiled,
    )  # fmt: skip
    assert stubborn.said.tolist() == [[[4, 0]] * 4]
    assert stubborn.standing.aim[0, 1] == 4


@pytest.mark.parametrize("compiled", COMPILED)
def test_a_trade_off_gives_the_other_what_costs_nothing(compiled):
    # To the first party items 1 and 2 are worth nearly the same; the second likes the latter.
    utility = np.array([[[1.0, 0.0], [0.6, 0.1], [0.7, 0.9], [0.0, 1.0]]])
    target = np.full((1, 1, 2), 0.6)
    said = {
        rule: play(offer_table(utility, rule), target, transcript=True, compiled=compiled).said
        for rule in ("least", "trade-off")
    }
    assert said["least"].tolist() == [[[1, 2]]]
    assert said["trade-off"].tolist() == [[[2, ACCEPTED]]]


@pytest.mark.parametrize("compiled", COMPILED)
def test_of_equally_good_items_the_first_is_offered(compiled):
    utility = np.array([[[0.5, 0.5], [1.0, 0.0], [0.5, 0.5], [1.0, 0.0]]])
    for rule in ("least", "trade-off"):
        table = offer_table(utility, rule)
        for asked, expected in ((1.0, 1), (0.5, 0), (2.0, 1)):
            found = play(table, np.full((1, 1, 2), asked), transcript=True, compiled=compiled)
            assert found.said[0, 0, 0] == expected


@pytest.mark.parametrize("compiled", COMPILED)
def test_who_can_reach_its_floor_with_nothing_stays_silent_and_the_offer_lapses(compiled):
    found = play(
        offer_table(PIE, "least"), np.zeros((1, 2, 2)), floor=[0.0, 5.0], transcript=True,
        compiled=compiled,
    )  # fmt: skip
    assert found.said.tolist() == [[[0, NOTHING]] * 2]
    assert found.standing.item.tolist() == [NOTHING]
    assert not found.standing.accepted.any()


@pytest.mark.parametrize("compiled", COMPILED)
def test_a_floor_that_has_risen_in_the_meantime_takes_consent_back(compiled):
    utility = np.array([[[1.0, 0.2, 0.3], [0.0, 1.0, 1.0]]])
    table = offer_table(utility, "least")
    # The first proposes, the second accepts, and then the session is over for the third.
    target = np.array([[[1.0, 0.2, 0.5]]])
    begun = play(table, target, transcript=True, compiled=compiled)
    assert begun.said.tolist() == [[[0, ACCEPTED, 1]]]
    low = np.array([[[0.0, 0.2, 0.5]]])
    agreed = play(table, low, standing=begun.standing, compiled=compiled)
    assert (agreed.agreed[0], agreed.proposer[0], agreed.accepter[0]) == (1, 2, 1)
    lapsed = play(
        table, low, floor=[0.0, 0.0, 2.0], standing=begun.standing, transcript=True,
        compiled=compiled,
    )  # fmt: skip
    assert lapsed.said.tolist() == [[[1, ACCEPTED, NOTHING]]]


@pytest.mark.parametrize("compiled", COMPILED)
@pytest.mark.parametrize("names", [("boulware", "conceder"), ("linear", "boulware")])
def test_two_who_trade_off_agree_by_their_deadline_if_and_only_if_they_can(names, compiled):
    rng = np.random.default_rng(5)
    utility = rng.random((200, 30, 2))
    floor = 0.5 + rng.random((200, 2)) / 2
    tau = np.arange(1, 11)[None, :, None] / 10
    exponent = np.array([EXPONENTS[name] for name in names])
    share = conceded(tau, exponent)
    target = demanded(share, floor=floor[:, None], best=utility.max(axis=1)[:, None])
    found = play(offer_table(utility, "trade-off"), target, floor=floor, compiled=compiled)
    possible = (utility >= floor[:, None]).all(axis=2).any(axis=1)
    assert (found.agreed >= 0).tolist() == possible.tolist()
    assert 0.2 < possible.mean() < 0.9


@pytest.mark.parametrize(
    ("runs", "installed", "loads"), [(5, True, 0), (9999, True, 1), (9999, False, 0)]
)
def test_the_compiled_twin_is_taken_where_it_is_installed_and_pays(
    monkeypatch, runs, installed, loads
):
    taken = []
    twin = types.SimpleNamespace(play=lambda *parts: taken.append(1) or _offers._reference(*parts))
    monkeypatch.setitem(sys.modules, "goodoffices.talks._offers_fast", twin)
    monkeypatch.setattr(talks_room, "_offers_fast", twin, raising=False)
    monkeypatch.setattr(_offers.importlib.util, "find_spec", lambda _: twin if installed else None)
    found = play(offer_table(PIE, "least"), np.full((runs, 2, 2), 2.0))
    assert (found.agreed == 2).all()
    assert len(taken) == loads


def test_results_cannot_be_changed():
    found = play(offer_table(PIE, "least"), np.ones((1, 1, 2)), transcript=True)
    for array in (found.agreed, found.said, found.standing.item, found.standing.aim):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


@pytest.mark.parametrize(
    ("utility", "message"),
    [
        (np.zeros((3, 2)), "shape"),
        (np.zeros((1, 0, 2)), "an item"),
        (np.zeros((1, 3, 1)), "two parties"),
        (np.full((1, 3, 2), np.nan), "finite or -inf"),
        (np.full((1, 3, 2), np.inf), "finite or -inf"),
    ],
)
def test_a_table_of_something_else_is_refused(utility, message):
    with pytest.raises(ValueError, match=message):
        offer_table(utility, "least")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"target": np.zeros((2, 3, 3))}, "targets of shape"),
        ({"target": np.full((2, 3, 2), np.nan)}, "numbers"),
        ({"floor": [np.nan, 0.0]}, "numbers"),
        ({"first": 2}, "from 0 to 1"),
        ({"first": -1}, "from 0 to 1"),
    ],
)
def test_talks_of_something_else_are_refused(changed, message):
    table = offer_table(PIE, "least")
    with pytest.raises(ValueError, match=message):
        play(table, **({"target": np.zeros((2, 3, 2))} | changed))


def test_tables_and_standings_of_other_runs_are_refused():
    table = offer_table(np.repeat(PIE, 3, axis=0), "least")
    with pytest.raises(ValueError, match="2 runs or one, found 3"):
        play(table, np.zeros((2, 1, 2)))
    ended = play(table, np.zeros((3, 1, 2)))
    with pytest.raises(ValueError, match="already agreed"):
        play(table, np.zeros((3, 1, 2)), standing=ended.standing)
    with pytest.raises(ValueError, match="standing of 2 runs"):
        play(offer_table(PIE, "least"), np.zeros((2, 1, 2)), standing=ended.standing)
