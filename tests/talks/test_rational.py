"""The rational benchmark, against published shares and the whole game tree."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.talks._rational import reason_backwards


def pie(parts, scale=1.0):
    """Return the ways to divide a pie of so many parts between two."""
    mine = np.arange(parts + 1.0)
    return np.stack([mine, parts - mine], axis=1)[None] * (scale / parts)


# Rubinstein 1982 (the shares of players with discount factors): delta1, delta2, share of the
# first proposer (1 - d2) / (1 - d1 d2), of the other d2 (1 - d1) / (1 - d1 d2).
SHARES = [
    (0.9, 0.9, 0.5263157894736843, 0.4736842105263158),
    (0.9, 0.8, 0.7142857142857143, 0.28571428571428575),
    (0.5, 0.99, 0.01980198019801982, 0.9801980198019802),
    (0.95, 0.9, 0.6896551724137928, 0.31034482758620713),
    (0.99, 0.98, 0.6711409395973149, 0.3288590604026843),
]
# Stahl 1972: what the first proposer gets of a game with T periods and delta = 0.9.
FINITE = [(1, 1.0), (2, 0.1), (3, 0.91), (4, 0.181)]
# Rubinstein 1982: r1 = 0.1, r2 = 0.2; with periods of length dt the share tends to r2 / (r1 + r2).
LIMIT = [(1.0, 0.6993903946442726), (0.1, 0.6699943890289793)]
# Binmore, Shaked & Sutton 1989: delta1 = delta2 = 0.9; the other's outside option, both shares.
OUTSIDE = [(0.3, 0.5263157894736842, 0.4736842105263158), (0.6, 0.4, 0.6)]


def bound(parts, one, two, periods):
    """Return how far the shares of a pie in parts may be from those of a continuous one.

    Each period rounds what is offered up to a part, which the periods before see discounted; and
    what is left of the deadline's influence.
    """
    return 2 / parts / (1 - one * two) + (one * two) ** (periods // 2)


@pytest.mark.parametrize(("one", "two", "first", "second"), SHARES)
def test_a_long_game_gives_rubinsteins_shares(one, two, first, second):
    parts, periods = 20_000, 1200
    found = reason_backwards(pie(parts), periods, disagreement=0.0, discount=[one, two])
    assert found.period == 0
    assert found.value[0] == pytest.approx([first, second], abs=bound(parts, one, two, periods))


@pytest.mark.parametrize(("one", "two", "first", "_second"), SHARES[:3])
def test_a_finer_pie_comes_closer(one, two, first, _second):
    off = [
        abs(reason_backwards(pie(parts), 400, disagreement=0.0, discount=[one, two]).value[0, 0] - first)
        for parts in (100, 10_000)
    ]  # fmt: skip
    assert off[1] < off[0] / 10


@pytest.mark.parametrize(("periods", "share"), FINITE)
def test_a_deadline_gives_the_shares_of_the_finite_game_exactly(periods, share):
    found = reason_backwards(pie(1000, 1000), periods, disagreement=0.0, discount=0.9)
    assert found.value[0].tolist() == [round(1000 * share), 1000 - round(1000 * share)]
    assert found.accepted.all()


@pytest.mark.parametrize(("dt", "share"), LIMIT)
def test_short_periods_give_shares_by_impatience(dt, share):
    one, two = math.exp(-0.1 * dt), math.exp(-0.2 * dt)
    parts, periods = 20_000, round(120 / dt)
    found = reason_backwards(pie(parts), periods, disagreement=0.0, discount=[one, two])
    assert found.value[0, 0] == pytest.approx(share, abs=bound(parts, one, two, periods))
    assert abs(share - 2 / 3) < dt / 20


@pytest.mark.parametrize(("option", "first", "second"), OUTSIDE)
def test_an_outside_option_matters_only_where_it_is_better_than_the_share(option, first, second):
    parts = 20_000
    found = reason_backwards(
        pie(parts), 400, disagreement=0.0, discount=0.9, outside=[-np.inf, option]
    )
    assert found.value[0] == pytest.approx([first, second], abs=bound(parts, 0.9, 0.9, 400))
    assert not found.broken_off[0, 0]


@pytest.mark.parametrize(
    ("costs", "first"), [([0.1, 0.2], 1.0), ([0.2, 0.1], 0.1), ([0.25, 0.05], 0.05)]
)
def test_costs_per_period_give_the_cheaper_party_nearly_everything(costs, first):
    # Rubinstein 1982, conclusion 1: all to the first if c1 < c2, c2 to it if c1 > c2.
    found = reason_backwards(pie(1000), 400, disagreement=-1000.0, cost=costs)
    assert found.value[0, 0] == pytest.approx(first, abs=0.002)


def test_the_numbers_are_those_of_the_file(shared):
    known = json.loads((shared / "golden" / "bargaining" / "rubinstein.json").read_text())
    assert [tuple(case.values()) for case in known["cases"]] == SHARES
    assert [(case["T"], case["proposer"]) for case in known["finite_examples"]] == FINITE
    assert [tuple(pair) for pair in known["limit"]["approach"]][:2] == LIMIT
    assert [(c["o2"], c["proposer"], c["responder"]) for c in known["outside_option"]] == OUTSIDE


def in_the_tree(utility, *, periods, disagreement, outside, discount, cost, first):
    """Solve one game by walking its whole tree: utility (N, P), outside (T, P)."""
    items, parties = utility.shape

    def period(t):
        """Return what being in period t is worth, the offer, and what it leads to."""
        if t == periods:
            return list(disagreement), -1, "end"
        ahead = period(t + 1)[0]
        later = [discount[q] * ahead[q] - cost[q] for q in range(parties)]
        p = (first + t) % parties

        def answered(x, k):
            """Return what follows if party p + k is the next to answer offer x."""
            if k == parties:
                return list(utility[x]), "agreed"
            q = (p + k) % parties
            yes = answered(x, k + 1)
            if outside[t][q] > later[q]:
                no = list(outside[t]), "broken off"
            else:
                no = later, "goes on"
            return yes if yes[0][q] >= no[0][q] else no

        best = None
        for rank in ("agreed", "goes on", "broken off"):
            for x in range(items):
                worth, result = answered(x, 1)
                if (
                    utility[x, p] > -math.inf
                    and result == rank
                    and (best is None or worth[p] > best[0][p])
                ):
                    best = worth, x, result
        return best or (later, -1, "goes on")

    return [period(t) for t in range(periods + 1)]


@st.composite
def games(draw):
    parties, items = draw(st.integers(2, 4)), draw(st.integers(1, 5))
    periods, runs = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    step = draw(st.sampled_from([4, 2**20]))
    utility = rng.integers(0, step + 1, (runs, items, parties)) / step
    utility[rng.random(utility.shape) < draw(st.sampled_from([0, 0.2]))] = -np.inf
    outside = rng.integers(0, step + 1, (runs, periods, parties)) / step - draw(
        st.sampled_from([0, 0.5, 2])
    )
    return {
        "utility": utility,
        "periods": periods,
        "disagreement": rng.integers(0, step + 1, (runs, parties)) / step / 2,
        "outside": outside,
        "discount": rng.integers(1, 5, (runs, parties)) / 4,
        "cost": rng.integers(0, 3, (runs, parties)) / 8,
        "first": draw(st.integers(0, parties - 1)),
    }


@given(games())
@settings(max_examples=300, deadline=None)
def test_backward_induction_is_the_walk_through_the_whole_tree(game):
    found = reason_backwards(**game)
    for r in range(len(game["utility"])):
        each = {key: game[key][r] for key in ("disagreement", "outside", "discount", "cost")}
        expected = in_the_tree(
            game["utility"][r], periods=game["periods"], first=game["first"], **each
        )
        for t, (worth, offer, result) in enumerate(expected[:-1]):
            assert found.continuing[r, t].tolist() == worth
            assert found.offered[r, t] == offer
            assert found.accepted[r, t] == (result == "agreed")
            assert found.broken_off[r, t] == (result == "broken off")
        over = next(t for t, (_, _, result) in enumerate(expected) if result != "goes on")
        assert found.period[r] == over
        offer, result = expected[over][1:]
        assert found.agreed[r] == (offer if result == "agreed" else -1)
        assert found.value[r].tolist() == expected[0][0]


@given(games())
@settings(max_examples=100, deadline=None)
def test_nobody_agrees_to_less_than_by_refusing(game):
    found = reason_backwards(**game)
    for r in np.flatnonzero((found.agreed >= 0) & (found.period == 0)):
        later = game["discount"][r] * found.continuing[r, 1] - game["cost"][r]
        answering = np.arange(later.size) != game["first"]
        worth = game["utility"][r, found.agreed[r]]
        assert (worth >= np.maximum(later, game["outside"][r, 0]))[answering].all()


def test_three_who_divide_a_pie_leave_the_last_proposer_everything():
    parts = [(a, b, 4 - a - b) for a in range(5) for b in range(5 - a)]
    found = reason_backwards(np.array([parts], dtype=float), 2, disagreement=0.0)
    # The second party proposes last and would take all; so it gets all at once.
    assert found.value.tolist() == [[0, 4, 0]]
    assert found.period == 0


def test_runs_share_what_is_given_once():
    found = reason_backwards(
        pie(10), 3, disagreement=[0.0, 0.1], discount=np.array([[0.9, 0.9], [0.5, 1.0]]),
        outside=np.zeros((3, 2)), first=1,
    )  # fmt: skip
    assert found.offered.shape == (2, 3)
    for array in (found.agreed, found.value, found.continuing):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"utility": np.zeros((2, 2))}, "shape"),
        ({"utility": np.full((1, 3, 2), np.nan)}, "finite or -inf"),
        ({"utility": np.zeros((3, 3, 2)), "disagreement": np.zeros((4, 2))}, "4 runs or one"),
        ({"periods": 0}, "one period"),
        ({"disagreement": -np.inf}, "finite"),
        ({"outside": np.inf}, "outside options"),
        ({"discount": 0.0}, "discount"),
        ({"discount": 1.1}, "discount"),
        ({"cost": -1.0}, "costs"),
        ({"first": 2}, "from 0 to 1"),
        ({"disagreement": [0.0, 0.0, 0.0]}, "broadcast"),
    ],
)
def test_what_is_no_game_is_refused(changed, message):
    game = {"utility": pie(3), "periods": 2, "disagreement": 0.0} | changed
    with pytest.raises(ValueError, match=message):
        reason_backwards(**game)
