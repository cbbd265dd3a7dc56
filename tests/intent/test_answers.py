"""What the answer says: verdict, linchpins, the least change, priors, what to watch, talks."""

from __future__ import annotations

import itertools
import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.rivals import IDS, data_with, hypothesis, item, of, rivals
from support.two_valleys import case_of

from goodoffices.case import NoAnswer, read_case
from goodoffices.intent import analyse, as_if_true, behaviour, hypothesis_draws


def test_not_identified_below_a_factor_of_three_and_identified_from_it():
    (weak,) = analyse(rivals([0.58, 0.2]), draws=10).mediators
    (strong,) = analyse(rivals([0.6, 0.2]), draws=10).mediators
    assert not weak.identified
    assert strong.identified
    assert strong.log10_factor == pytest.approx(math.log10(3))


def test_a_prior_does_not_identify_anything():
    data = data_with([item("e", [0.5, 0.4])], count=2)
    data["hypotheses"][1]["prior"] = 0.95
    (found,) = analyse(case_of(data), draws=10).mediators
    assert (found.leader, found.best, found.identified) == ("h2", "h1", False)
    assert found.hypotheses[0].prior == pytest.approx(0.05)


def test_factors_of_items_add_up_to_the_total():
    rng = np.random.default_rng(1)
    rows = [list(map(float, rng.uniform(0.05, 0.95, 4))) for _ in range(6)]
    (found,) = analyse(rivals(*rows), draws=10).mediators
    for h in found.hypotheses:
        total = sum(e.log10[found.best] - e.log10[h.id] for e in found.items)
        assert h.log10_factor == pytest.approx(total)


def test_an_item_speaks_against_a_hypothesis_from_a_minus_mark_of_what_counts_of_it():
    rows = [[0.2, 0.5, 0.5], [0.49, 0.5, 0.5], [0.05, 0.05, 0.05], [0.1, 0.9, 0.9]]
    plain = [item(f"e{n}", row) for n, row in enumerate(rows)]
    (found,) = analyse(of(plain), draws=5).mediators
    # Not the slight second, and not the third, which fits all of them equally badly.
    assert [h.against for h in found.hypotheses] == [2, 0, 0]
    # Beside their geometric mean 0.2 stands at 0.54, a minus mark; at a reliability of 0.2 at 0.91.
    faint = [item("e", rows[0], reliability=0.2)]
    assert analyse(of(faint), draws=5).mediators[0].hypotheses[0].against == 0
    # What was said before counts nothing.
    twice = [item("a", rows[0], group="g"), item("b", rows[0], group="g")]
    assert analyse(of(twice), draws=5).mediators[0].hypotheses[0].against == 1


def test_leaving_an_item_out_gives_what_a_case_without_it_gives():
    items = [item("a", [0.9, 0.2, 0.4], group="g"), item("b", [0.8, 0.4, 0.3], group="g"),
             item("c", [0.3, 0.6, 0.5])]  # fmt: skip
    (whole,) = analyse(of(items), draws=10).mediators
    for n, entry in enumerate(items):
        (rest,) = analyse(of(items[:n] + items[n + 1 :]), draws=10).mediators
        expected = {h.id: h.posterior.value for h in rest.hypotheses}
        found = next(e for e in whole.items if e.id == entry["id"])
        assert found.without == pytest.approx(expected)
        turned = (rest.leader, rest.identified) != (whole.leader, whole.identified)
        assert found.linchpin == turned


def test_a_linchpin_carries_the_answer():
    (found,) = analyse(rivals([0.9, 0.1], [0.4, 0.6]), draws=10).mediators
    assert {e.id: e.linchpin for e in found.items} == {"e0": True, "e1": False}
    (calm,) = analyse(rivals([0.6, 0.5], [0.6, 0.5]), draws=10).mediators
    assert not any(e.linchpin for e in calm.items)


def test_the_least_change_of_each_kind_levels_the_two_and_nothing_less_does():
    rng = np.random.default_rng(2)
    for _ in range(15):
        rows = [list(map(float, rng.uniform(0.2, 0.8, 3).round(2))) for _ in range(3)]
        rho = [float(x) for x in rng.uniform(0.5, 1, 3).round(2)]
        items = [item(f"e{n}", r, reliability=rho[n]) for n, r in enumerate(rows)]
        (found,) = analyse(of(items), draws=5).mediators
        for flip in found.flips:
            if flip.kind == "remove":
                rest = [e for e in items if e["id"] not in flip.items]
                if rest:
                    (after,) = analyse(of(rest), draws=5).mediators
                    assert after.leader != found.leader
                for n in range(3):
                    if len(flip.items) > 1:
                        one = [e for k, e in enumerate(items) if k != n]
                        assert analyse(of(one), draws=5).mediators[0].leader == found.leader
                continue
            for beyond, turned in ((1.001, True), (0.99, False)):
                new = flip.old + (flip.new - flip.old) * beyond
                if flip.kind == "likelihood":
                    changed = json.loads(json.dumps(items))
                    row = next(e for e in changed if e["id"] == flip.items[0])
                    row["likelihood"][flip.hypothesis] = min(1.0, max(0.0, new))
                    (after,) = analyse(of(changed), draws=5).mediators
                else:
                    data = data_with(items, count=3)
                    next(h for h in data["hypotheses"] if h["id"] == flip.hypothesis)["prior"] = new
                    (after,) = analyse(case_of(data), draws=5).mediators
                assert (after.leader != found.leader) == turned
                if turned:
                    assert after.leader == flip.winner


def test_priors_halved_and_doubled_are_odds():
    (found,) = analyse(rivals([0.6, 0.3]), draws=5).mediators
    first = found.hypotheses[0]
    assert first.posterior.value == pytest.approx(2 / 3)
    # Prior odds 1 to 1 halved, times 2; doubled, times 2.
    assert (first.halved, first.doubled) == pytest.approx((0.5, 0.8))
    assert found.hypotheses[1].needed_prior == pytest.approx(2 / 3)


@pytest.mark.parametrize("seed", [1, 2])
def test_exact_at_certain_numbers_whatever_the_draws(seed):
    case = rivals([0.7, 0.2, 0.4], [0.5, 0.6, 0.1])
    (found,) = analyse(case, seed=seed, draws=7).mediators
    for h in found.hypotheses:
        assert h.posterior.low == pytest.approx(h.posterior.value)
        assert h.mean == pytest.approx(h.posterior.value)
        assert (h.lower, h.upper) == pytest.approx((h.posterior.value,) * 2)


def test_sampling_a_world_and_seeing_the_same_evidence_gives_the_exact_posterior():
    rows = np.array([[0.7, 0.2, 0.4], [0.5, 0.6, 0.1]])
    palace = 0.3
    case = of([item("e0", [0.7, 0.2, 0.4], voice="palace"), item("e1", [0.5, 0.6, 0.1])],
              voices=[{"id": "palace", "name": "P", "deceives": palace}])  # fmt: skip
    (found,) = analyse(case, draws=5).mediators
    rng = np.random.default_rng(0)
    n = 400_000
    truth = rng.integers(0, 3, n)
    misled = rng.random(n) < palace
    first = rng.random(n) < np.where(misled, 0.5, rows[0, truth])
    second = rng.random(n) < rows[1, truth]
    kept = truth[first & second]
    shares = np.bincount(kept, minlength=3) / len(kept)
    for h, share in zip(found.hypotheses, shares, strict=True):
        assert abs(h.posterior.value - share) < 4 * math.sqrt(0.25 / len(kept))


def test_simulated_evidence_recovers_the_hypothesis_at_the_nominal_rate():
    """Simulation-based calibration: draw a hypothesis, simulate evidence, look at its posterior.

    Over many worlds the mean posterior of the truth in each bin of posteriors must be the share
    of truths in it; and the rank of the truth must be right in as many as promised.
    """
    rng = np.random.default_rng(7)
    said, true = [], []
    for _ in range(250):
        rows = rng.uniform(0.1, 0.9, (4, 3)).round(3)
        rho = rng.uniform(0.4, 1, 4).round(3)
        truth = int(rng.integers(0, 3))
        mixed = rho * rows[:, truth] + (1 - rho) / 2
        seen = rng.random(4) < mixed
        like = np.where(seen[:, None], rows, 1 - rows)
        items = [item(f"e{n}", list(map(float, like[n])), reliability=float(rho[n]))
                 for n in range(4)]  # fmt: skip
        (found,) = analyse(of(items), draws=1).mediators
        said += [h.posterior.value for h in found.hypotheses]
        true += [k == truth for k in range(3)]
    said, true = np.array(said), np.array(true)
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 1.01)):
        inside = (said >= low) & (said < high)
        n = inside.sum()
        assert n > 20
        error = abs(said[inside].mean() - true[inside].mean())
        assert error < 3.5 * math.sqrt(0.25 / n)


def test_groups_voices_and_choices_recover_the_hypothesis_at_the_nominal_rate():
    """The same for a world with two words of a voice, a choice, and a report that comes twice."""
    rng = np.random.default_rng(11)
    said, true = [], []
    for _ in range(400):
        rows = rng.uniform(0.1, 0.9, (3, 3)).round(3)
        false = rng.uniform(0.1, 0.9, (2, 3)).round(3)
        worth = rng.uniform(-1, 1, (3, 3)).round(3)
        misleads, rho = (float(x) for x in rng.uniform(0.2, 0.7, 2).round(3))
        truth = int(rng.integers(0, 3))
        spoken = false[:, truth] if rng.random() < misleads else rows[:2, truth]
        seen = rng.random(3) < np.append(spoken, rows[2, truth])
        raised = np.exp(2 * worth[:, truth])
        act = int(rng.choice(3, p=rho * raised / raised.sum() + (1 - rho) / 3))
        like = np.where(seen[:, None], rows, 1 - rows)
        bad = np.where(seen[:2, None], false, 1 - false)
        evidence = [
            item(f"v{n}", list(map(float, like[n])), voice="palace",
                 if_deceiving=dict(zip(IDS, map(float, bad[n]), strict=False)))
            for n in range(2)
        ]  # fmt: skip
        evidence += [item(key, list(map(float, like[2])), group="g") for key in ("d1", "d2")]
        options = [
            {"id": f"o{n}", "name": "o", "inaction": n == 0,
             "utility": dict(zip(IDS, map(float, worth[n]), strict=False))}
            for n in range(3)
        ]  # fmt: skip
        evidence.append({"id": "c", "text": "c", "channel": "choice", "options": options,
                         "chosen": f"o{act}", "rationality": 2, "reliability": rho})  # fmt: skip
        voice = {"id": "palace", "name": "P", "deceives": misleads}
        (found,) = analyse(of(evidence, voices=[voice]), draws=1).mediators
        said += [h.posterior.value for h in found.hypotheses]
        true += [k == truth for k in range(3)]
    said, true = np.array(said), np.array(true)
    for low, high in ((0, 0.15), (0.15, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 1.01)):
        inside = (said >= low) & (said < high)
        expected, n = said[inside].mean(), inside.sum()
        assert n > 60
        assert abs(expected - true[inside].mean()) < 3 * math.sqrt(expected * (1 - expected) / n)


def test_what_to_watch_is_ranked_by_what_it_would_tell():
    likely = dict(zip(IDS, [0.9, 0.1], strict=False))
    vague = dict(zip(IDS, [0.5, 0.4], strict=False))
    flat = dict(zip(IDS, [0.5, 0.5], strict=False))
    watch = [
        {"id": "flat", "text": "t", "round": "second", "likelihood": flat},
        {"id": "vague", "text": "t", "event": "vote", "likelihood": vague},
        {"id": "sharp", "text": "t", "date": "2026-03-01", "likelihood": likely},
    ]
    (found,) = analyse(of([item("e", [0.6, 0.4])], watch=watch), draws=5).mediators
    assert [entry.id for entry in found.watch] == ["sharp", "vague", "flat"]
    sharp = found.watch[0]
    p = np.array([0.6, 0.4])
    chance = p @ np.array([0.9, 0.1])

    def entropy(x):
        return -sum(v * math.log2(v) for v in x)

    gain = entropy(p)
    for weight, seen in ((chance, [0.9, 0.1]), (1 - chance, [0.1, 0.9])):
        gain -= weight * entropy(p * np.array(seen) / (p @ np.array(seen)))
    assert sharp.bits == pytest.approx(gain)
    assert sharp.after["seen"]["h1"] == pytest.approx(0.54 / 0.58)
    assert found.watch[2].bits == 0.0
    assert [str(entry.first) for entry in found.watch] == ["2026-03-01", "2026-06-01", "2026-02-10"]


def test_runs_of_talks_draw_their_hypothesis_from_the_posterior():
    (found,) = analyse(rivals([0.7, 0.2, 0.1]), draws=50).mediators
    drawn = hypothesis_draws(found, seed=3, count=40_000)
    shares = np.bincount(drawn, minlength=3) / 40_000
    assert shares == pytest.approx([h.mean for h in found.hypotheses], abs=0.01)
    part = hypothesis_draws(found, seed=3, count=100, first=500)
    assert np.array_equal(part, drawn[500:600])
    assert not np.array_equal(drawn, hypothesis_draws(found, seed=4, count=40_000))


def test_what_a_hypothesis_means_for_talks_follows_the_rule():
    data = data_with([item("e", [0.5, 0.5, 0.5])], count=0)
    data["hypotheses"] = [
        hypothesis("h1", utility={"agreement": 0.6, "parties": {"north": 0.8, "south": 0.1},
                                  "per_month": -0.03, "exit": -0.2}),
        hypothesis("h2", utility={"agreement": 0.3, "process": 0.15, "exit": -0.3}),
        {"id": "h3", "about": "empire", "name": "none", "text": "none"},
    ]  # fmt: skip
    (found,) = analyse(case_of(data), draws=5).mediators
    partial, process, none = (h.behaviour for h in found.hypotheses)
    # own 0.7, common 0.6 + 2 x 0.1; (0.6 / 2 + 0.2) / 0.03 months.
    assert partial.bias[1] == pytest.approx(0.7 / 1.5)
    assert (partial.rule, process.rule) == ("utility", "utility")
    assert partial.leans == "north"
    assert partial.patience[1] == pytest.approx(0.5 / 0.03)
    assert not partial.leaves
    assert process.patience == (math.inf,) * 3
    # A month of talks is the same whatever is proposed.
    assert process.bias == (0, 0, 0)
    assert (none.rule, none.bias, none.patience) == ("stated", (0.1, 0.3, 0.5), (2, 5, 9))
    assert not found.lacks_none


def told(**utility):
    data = data_with([item("e", [0.5, 0.5])], count=1)
    data["hypotheses"].append(hypothesis("h2", utility=utility))
    case = case_of(data)
    return case, behaviour(case, case.hypotheses[1])


def test_one_who_cares_for_one_side_alone_is_the_limit_of_one_who_hardly_cares_for_the_other():
    _, alone = told(agreement=0.6, parties={"north": 0.8})
    # own 0.8, common 0.6.
    assert alone.bias[1] == pytest.approx(0.8 / 1.4)
    assert alone.leans == "north"
    for weight in (1e-3, 1e-6, 0):
        _, nearly = told(agreement=0.6, parties={"north": 0.8, "south": weight})
        assert nearly.bias[1] == pytest.approx(alone.bias[1], abs=3 * weight + 1e-12)
    _, even = told(agreement=0.6, parties={"north": 0.8, "south": 0.8})
    assert even.bias[1] == 0


number = st.lists(st.integers(-10, 10).map(lambda n: n / 10), min_size=3, max_size=3).map(sorted)


@settings(max_examples=60, deadline=None)
@given(number, number, number, number, number, number)
def test_the_ends_of_a_behaviour_are_those_over_a_grid(north, south, option, worth, flow, leave):
    case, how = told(agreement=worth, parties={"north": north, "south": south},
                     options={"bridge.north": option}, per_month=flow, exit=leave)  # fmt: skip
    least, most = math.inf, -math.inf
    grids = [sorted({*np.linspace(r[0], r[2], 9), min(max(0.0, r[0]), r[2])})
             for r in (north, south)]  # fmt: skip
    shared = [sorted({*grid, *(v for v in other if grid[0] <= v <= grid[-1])})
              for grid, other in (grids, grids[::-1])]  # fmt: skip
    for n, s in itertools.product(*shared):
        for o in (option[0], option[2], min(max(0.0, option[0]), option[2])):
            for a in (worth[0], worth[2]):
                floor = max(0.0, min(n, s))
                own = abs(n - floor) + abs(s - floor) + abs(o)
                both = own + max(0.0, a) + 2 * floor
                b = own / both if both > 0 else 0.0
                least, most = min(least, b), max(most, b)
    assert how.bias[0] == pytest.approx(least, abs=1e-9)
    assert how.bias[2] == pytest.approx(most, abs=1e-9)
    assert 0 <= how.bias[0] <= how.bias[1] <= how.bias[2] <= 1
    assert 0 <= how.patience[0] <= how.patience[1] <= how.patience[2]
    mediator = next(p.mediator for p in as_if_true(case, case.hypotheses[1]).parties if p.mediator)
    assert 0 <= mediator.patience.low <= mediator.patience.mode <= mediator.patience.high <= 120


def test_who_neither_gains_nor_loses_by_leaving_stays_while_staying_costs_nothing():
    _, free = told(agreement=0.4, exit=0.2)
    assert free.patience == (math.inf,) * 3
    _, dear = told(agreement=0.4, exit=0.2, per_month=-0.1)
    assert dear.patience == (0, 0, 0)
    assert not free.leaves
    assert not dear.leaves


def test_of_a_utility_that_says_nothing_nothing_follows():
    case, how = told()
    assert how is None
    assert as_if_true(case, case.hypotheses[1]) is case


def test_a_zero_rules_out_and_is_named():
    (found,) = analyse(rivals([0, 0.5, 0.4], [0.9, 0.1, 0.3]), draws=20).mediators
    first = found.hypotheses[0]
    assert first.posterior.value == first.upper == first.doubled == 0
    assert first.ruled_out_by == ("e0",)
    assert first.log10_factor is None
    assert first.needed_prior is None
    with pytest.raises(NoAnswer, match=r"ruled out by a likelihood of 0 \(e0, e1\)"):
        analyse(rivals([0, 0.5], [0.5, 0]), draws=5)


def test_one_hypothesis_only_has_no_answer():
    with pytest.raises(NoAnswer, match="h1 is the only hypothesis about empire"):
        analyse(rivals([0.5]), draws=5)


def test_without_hypotheses_and_delegations_there_is_no_answer():
    data = data_with([], count=0)
    for party in data["parties"]:
        party.pop("delegations", None)
    with pytest.raises(NoAnswer, match="no hypotheses about a mediator and no delegations"):
        analyse(case_of(data), draws=5)


def test_no_evidence_leaves_the_priors():
    data = data_with([], count=4)
    (found,) = analyse(case_of(data), draws=5).mediators
    assert [h.posterior.value for h in found.hypotheses] == [0.25] * 4
    assert not found.identified


def test_the_same_seed_gives_the_same_answer_and_another_does_not():
    case = read_case("geneva-2026").case
    a, b, c = (json.dumps(analyse(case, seed=s, draws=60).as_json()) for s in (1, 1, 2))
    assert a == b != c


def test_five_hundred_items_and_ten_hypotheses_are_weighed():
    rng = np.random.default_rng(0)
    items = []
    for n in range(500):
        row = [sorted(map(float, rng.uniform(0.1, 0.9, 3).round(3))) for _ in range(10)]
        group = {"group": f"g{n // 5}"} if n % 2 else {}
        items.append(item(f"e{n}", row, reliability=[0.5, 0.7, 0.9], **group))
    case = of(items)
    (found,) = analyse(case, draws=5).mediators
    assert len(found.items) == 500
    assert sum(h.posterior.value for h in found.hypotheses) == pytest.approx(1)
