"""What must hold of every run: the zone, the bytes, and what a change can only do one way."""

from __future__ import annotations

import copy
import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_cases import Enumeration
from support.random_talks import random_talks, random_talks_raw

from goodoffices.case import Case, Uncertain
from goodoffices.preferences import TOLERANCE, prepare
from goodoffices.talks import _menu as menu_module
from goodoffices.talks import play_talks, transcribe
from goodoffices.talks._belief import believed_end
from goodoffices.talks._luck import luck
from goodoffices.talks._offers import ACCEPTED, NOTHING, offer_table, play
from goodoffices.talks._setting import setting
from goodoffices.talks._simulate import follow, simulate
from goodoffices.talks._state import begin


def certain(value):
    return Uncertain(value, value, value)


# Nothing is signed outside the zone of its own draw and date.


class Dated(Enumeration):
    """The zone of one run on one day, its no-agreement values moved by a mediator that left."""

    def __init__(self, case, fixed, *, seed, run, at, left):
        super().__init__(case, prepare(case).draw(seed=seed, first=run, count=1, at=at), 0)
        self.more = dict.fromkeys(self.full, 0.0)
        column = {about.name: q for q, about in enumerate(self.draws.names)}
        for event in case.events:
            when = self.draws.inputs[0, column[f"events[{event.id}]"]]
            # What an event that takes the mediator away is stated to change holds once it is gone.
            early = fixed.takes_mediator(event) and left <= at and not 0 <= when <= at
            for p in self.full if early and when >= 0 else ():
                name = f"events[{event.id}].effect.no_agreement[{self.parties[p]}]"
                if name in column:
                    self.more[p] += self.draws.inputs[0, column[name]]

    def surplus(self, p, package):
        return super().surplus(p, package) - self.more.get(p, 0.0)


@pytest.mark.parametrize("block", range(8))
def test_nothing_is_signed_outside_the_zone_of_its_draw_and_date(block):
    signed = 0
    for seed in range(1000 + block, 1096, 8):
        case = random_talks(seed)
        fixed = setting(case)
        runs = simulate(fixed, seed=2, first=0, count=8)
        for r in range(8):

            def zone(at, case=case, fixed=fixed, run=r, left=runs["left_at"][r]):
                return Dated(case, fixed, seed=2, run=run, at=float(at), left=left)

            package = tuple(int(o) for o in runs["package"][r])
            if np.isfinite(at := runs["signed_at"][r]):
                assert zone(at).in_zone(package), (seed, r)
                signed += 1
            if np.isfinite(at := runs["framework_at"][r]):
                # A framework is the part of a package in the zone that is of principle.
                there = zone(at)
                kept = {
                    i: package[i]
                    for i in range(len(package))
                    if runs["how"][r, i] and runs["closed_at"][r, i] <= at
                }
                assert any(all(x[i] == o for i, o in kept.items()) for x in there.zone()), (seed, r)
                assert all(case.issues[i].principle for i in kept if runs["how"][r, i] == 2)
            for i in np.flatnonzero(runs["how"][r] == 1):
                at = zone(runs["closed_at"][r, i])
                assert case.issues[i].separable
                for p in at.full + at.limited:
                    if i in at.scope(p):
                        gain = at.worth(p, i, package[i]) - at.worth(p, i, 0)
                        assert gain >= -TOLERANCE, (seed, r, i, p)
                    assert not at.red(p, i, package[i]), (seed, r, i, p)
    assert signed > 12


def test_where_the_zone_is_always_empty_nothing_is_ever_signed():
    for seed in range(200, 220):
        raw = random_talks_raw(seed)
        raw["events"] = ()
        # Nobody can be given more than 1 and what links add.
        raw["links"] = ()
        raw["parties"][0]["no_agreement"] = {"utility": 1.0, "per_month": 0.01}
        runs = simulate(setting(Case.model_validate(raw)), seed=1, first=0, count=10)
        assert np.isinf(runs["signed_at"]).all()
        assert np.isinf(runs["framework_at"]).all()


# The same bytes however the work is cut, and compiled or not.


def same(one, other, where=slice(None)):
    for name in one:
        assert one[name].dtype == other[name].dtype, name
        assert one[name].tobytes() == np.ascontiguousarray(other[name][where]).tobytes(), name


@pytest.mark.parametrize("few", [0, menu_module.FEW])
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**6), cut=st.integers(1, 11), first=st.integers(0, 10**9))
def test_any_chunks_give_the_same_bytes(few, seed, cut, first):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(menu_module, "FEW", few)
        fixed = setting(random_talks(seed))
        whole = simulate(fixed, seed=1, first=first, count=12)
        same(simulate(fixed, seed=1, first=first, count=cut), whole, slice(0, cut))
        same(simulate(fixed, seed=1, first=first + cut, count=12 - cut), whole, slice(cut, 12))


@pytest.mark.parametrize("few", [0, menu_module.FEW])
def test_compiled_kernels_change_no_bit_of_a_run(few, monkeypatch):
    pytest.importorskip("numba")
    monkeypatch.setattr(menu_module, "FEW", few)
    for seed in range(14):
        fixed = setting(random_talks(seed))
        reference = simulate(fixed, seed=1, first=3, count=15)
        same(reference, simulate(fixed, seed=1, first=3, count=15, compiled=True))


@pytest.mark.parametrize("seed", range(20))
def test_a_run_followed_is_the_run_that_is_counted(seed):
    fixed = setting(random_talks(seed))
    runs = simulate(fixed, seed=1, first=0, count=6)
    for r in (0, 5):
        columns, entries = follow(fixed, seed=1, run=r)
        same(columns, runs, slice(r, r + 1))
        assert [e.month for e in entries] == sorted(e.month for e in entries)
        kinds = [e.kind for e in entries]
        assert kinds.count("session") == columns["sessions"][0]
        assert ("signed" in kinds) == np.isfinite(columns["signed_at"][0])
        assert ("framework" in kinds) == np.isfinite(columns["framework_at"][0])
        assert ("escalated" in kinds) == (columns["ended"][0] == 3)
        assert ("collapsed" in kinds) == (columns["ended"][0] == 2)
        assert ("mediator-left" in kinds) == np.isfinite(columns["left_at"][0])
        assert kinds.count("settled-apart") == (columns["how"][0] == 1).sum()
        assert ("suspended" in kinds) == np.isfinite(columns["suspended_at"][0])
        assert kinds.count("refused-outside") >= columns["refused_outside"][0]


def test_replicates_differ_and_reruns_do_not():
    """Seeds and runs are other worlds; the same ones are the same world."""
    case = next(
        case
        for seed in range(100)
        if len((case := random_talks(seed, every_days=(5, 20, 40))).rounds) == 0
        and 0.3 < play_talks(case, runs=60).states["comprehensive"][-1].value < 0.7
    )
    fixed = setting(case)
    runs = simulate(fixed, seed=1, first=0, count=2000)
    same(runs, simulate(fixed, seed=1, first=0, count=2000))
    # No two runs share a time: with continuous times that has probability 0.
    signed = runs["signed_at"][np.isfinite(runs["signed_at"])]
    assert len(np.unique(signed)) == len(signed)
    other = simulate(fixed, seed=2, first=0, count=2000)["signed_at"]
    assert not set(other[np.isfinite(other)]) & set(signed)
    # One run says nothing about the next, nor one seed about another (4 standard errors).
    agreed = np.isfinite(runs["signed_at"]).astype(float)
    for a, b in (
        (agreed[:-1], agreed[1:]),
        (agreed[:1000], agreed[1000:]),
        (agreed, np.isfinite(other).astype(float)),
    ):
        assert abs(np.corrcoef(a, b)[0, 1]) < 4 / math.sqrt(len(a))
    # Halves agree within their error.
    half = agreed[:1000].mean() - agreed[1000:].mean()
    assert abs(half) < 4 * math.sqrt(0.5 / 1000)


def test_reruns_of_the_whole_answer_are_equal():
    case = random_talks(11)
    assert play_talks(case, runs=30).as_json() == play_talks(case, runs=30).as_json()
    one, other = (transcribe(case, run=4) for _ in range(2))
    assert one.as_json() == other.as_json()


# What a change can only do one way, on common random numbers.


def runs_of(raw, count=10, **more):
    return simulate(setting(Case.model_validate(raw), **more), seed=1, first=0, count=count)


def test_raising_a_floor_makes_agreement_rarer_in_the_mean():
    """No theorem of single runs: another floor is another path, and may be a luckier one.

    What is one: nothing is signed outside a zone that can only have shrunk (above). In the mean,
    over many cases, the paired difference lies below 0 by more than 3 standard errors.
    """
    differences = []
    for seed in range(60):
        low = random_talks_raw(seed)
        low["talks"] |= {"breaks_off": 0, "conduct": {}}
        high = copy.deepcopy(low)
        low["parties"][0]["no_agreement"] = {"utility": 0.35}
        high["parties"][0]["no_agreement"] = {"utility": 0.7}
        one, other = (np.isfinite(runs_of(raw, 6)["signed_at"]) for raw in (low, high))
        differences.append(other.mean() - one.mean())
    mean, error = np.mean(differences), np.std(differences) / math.sqrt(len(differences))
    assert mean < -3 * error


def mediated_cases(count):
    found = (
        raw
        for seed in itertools.count()
        if (raw := random_talks_raw(seed))["parties"][-1]["id"] == "m"
    )
    return list(itertools.islice(found, count))


def test_more_patience_never_makes_a_mediator_leave_earlier():
    """A theorem: until it would have left, both runs are the same, and then it is still there."""
    later = 0
    for raw in mediated_cases(20):
        name = "parties[m].mediator.patience"
        short = runs_of(raw, overrides={name: certain(2.0)})
        long = runs_of(raw, overrides={name: certain(3.0)})
        assert (long["left_at"] >= short["left_at"]).all()
        later += (long["left_at"] > short["left_at"]).sum()
        # And until then nothing differs.
        for column in ("signed_at", "framework_at", "partial_at"):
            before = np.minimum(short[column], long[column]) < short["left_at"]
            assert (short[column][before] == long[column][before]).all()
    assert later > 20


def test_a_first_text_without_bias_has_the_largest_nash_product():
    """A theorem: the first text of a session maximises the score; b = 0 makes that the product."""
    compared = better = 0
    for raw in mediated_cases(40):
        raw["talks"]["protocol"] = "single-text"
        raw["events"] = ()
        products = []
        for bias in (0.0, 0.8):
            raw["parties"][-1]["mediator"]["bias"] = bias
            first = next(
                (
                    moment
                    for moment in transcribe(Case.model_validate(raw), run=0).moments
                    if moment.kind == "text"
                ),
                None,
            )
            if first is not None:
                surplus = first.data["surplus"].values()
                products.append(math.prod(surplus) if min(surplus) > 0 else 0.0)
        if len(products) == 2:
            compared += 1
            better += products[0] > products[1] + 1e-9
            assert products[0] >= products[1] - 1e-12
    assert compared > 12
    assert better > 1


def test_a_more_credible_deadline_never_leaves_more_time_before_it():
    """A theorem for deadlines before the horizon: more weight on the nearer of two ends."""
    sooner = 0
    for seed in range(30):
        raw = random_talks_raw(seed)
        raw["events"] = tuple(
            {"id": f"e{k}", "name": "E", "kind": "deadline", "on": f"2026-0{2 + k}-15",
             "credible": 0.5}
            for k in range(2)
        )  # fmt: skip
        case = Case.model_validate(raw)
        ends = []
        for chance in (0.2, 0.5, 0.9):
            fixed = setting(case, overrides={"events[e1].credible": certain(chance)})
            drawn = luck(fixed, seed=1, first=0, count=4)
            rows = np.arange(4)
            ends.append([believed_end(begin(drawn), rows, np.full(4, t)) for t in (0.0, 1.0, 2.0)])
        assert (np.diff(ends, axis=0) <= 1e-12).all()
        sooner += (np.diff(ends, axis=0) < 0).sum()
    assert sooner > 0


def test_credibility_fades_with_every_deadline_that_passes():
    raw = random_talks_raw(1)
    raw["horizon"] = "2026-12-31"
    raw["talks"]["fading"] = 0.5
    raw["events"] = tuple(
        {"id": f"e{k}", "name": "E", "kind": "deadline", "on": day, "credible": 0.8}
        for k, day in enumerate(("2026-03-31", "2026-06-30"))
    )
    fixed = setting(Case.model_validate(raw))
    state = begin(luck(fixed, seed=1, first=0, count=1))
    month = 365.2425 / 12
    first, second, horizon = 90 / month, 181 / month, 365 / month
    by_hand = {
        0.0: 0.8 * first + 0.2 * (0.8 * second + 0.2 * horizon),
        4.0: 0.4 * second + 0.6 * horizon,
        8.0: horizon,
    }
    for at, end in by_hand.items():
        assert believed_end(state, np.arange(1), np.array([at]))[0] == pytest.approx(end)


def test_a_red_line_that_holds_is_never_crossed_and_a_surer_one_holds_in_more_runs():
    """A theorem, run by run; `holds` is drawn with the same lot whatever its chance."""
    name = "positions[p0,i0].red_lines[0]"
    crossed = 0
    for seed in range(20):
        raw = random_talks_raw(seed)
        raw["positions"][0].pop("mandate", None)
        held = []
        for chance in (0.3, 0.9):
            raw["positions"][0]["red_lines"] = (
                {"options": ("o1",), "kind": "stated", "holds": chance},
            )
            case = Case.model_validate(raw)
            draws = prepare(case).draw(seed=1, count=10)
            column = [about.name for about in draws.names].index(name)
            held.append(draws.inputs[:, column] > 0)
            runs = runs_of(raw)
            taken = runs["package"][:, 0] == 1
            assert not (taken & held[-1]).any()
            crossed += taken.sum()
        assert (held[0] <= held[1]).all()
    assert crossed > 5


def test_talks_that_never_break_off_are_never_broken_off():
    for seed in range(20):
        raw = random_talks_raw(seed)
        raw["talks"]["breaks_off"] = 0
        assert not (runs_of(raw)["cause"] == 2).any()


def test_the_last_day_only_cuts_the_runs():
    """What happens by a day does not depend on how much later the runs end."""
    for seed in range(25):
        case = random_talks(seed)
        long = setting(case)
        middle = long.dates[len(long.dates) // 2]
        short = setting(case, until=middle)
        one = simulate(short, seed=1, first=0, count=8)
        other = simulate(long, seed=1, first=0, count=8)
        end = short.until
        for name in ("signed_at", "framework_at", "partial_at", "suspended_at", "left_at"):
            early = other[name] <= end
            assert (one[name][early] == other[name][early]).all(), (seed, name)
            assert np.isinf(one[name][~early]).all(), (seed, name)
        closed = other["closed_at"] <= end
        assert (one["package"][closed] == other["package"][closed]).all()
        assert (one["how"][closed] == other["how"][closed]).all()


# With certainty, one exchange protocol and one long session: the published protocol.


@pytest.mark.parametrize(
    "strategies",
    [("boulware", "conceder"), ("linear", "boulware"), ("tit-for-tat", "conceder"),
     ("boulware", "linear", "conceder"), ("tit-for-tat", "linear", "boulware")],
)  # fmt: skip
def test_one_long_session_is_the_published_protocol(strategies):
    exponents = {"boulware": 4.0, "linear": 1.0, "conceder": 0.25, "tit-for-tat": 1.0}
    rng = np.random.default_rng(len("".join(strategies)))
    sizes = (4, 5, 3)
    exchanges = 60
    parties = [f"p{n}" for n in range(len(strategies))]
    floor = 0.3
    weight = [0.5, 0.3, 0.2]
    values = rng.random((len(parties), len(sizes), max(sizes))).round(3)
    raw = {
        "format": 1, "case": "one", "title": "One", "as_of": "2026-01-01", "horizon": "2026-12-31",
        "parties": tuple(
            {"id": p, "name": p, "consent": True, "no_agreement": {"utility": floor}}
            for p in parties
        ),
        "issues": tuple(
            {"id": f"i{k}", "name": "I", "area": "territory", "without_agreement": "o0",
             "options": tuple(f"o{j}" for j in range(size))}
            for k, size in enumerate(sizes)
        ),
        "positions": tuple(
            {"party": p, "issue": f"i{k}", "weight": weight[k],
             "values": {f"o{j}": float(values[n, k, j]) for j in range(size)}}
            for n, p in enumerate(parties)
            for k, size in enumerate(sizes)
        ),
        "rounds": (
            {"id": "r", "dates": ("2026-01-01", "2026-12-31"), "place": "Town",
             "format": "bilateral", "level": "political"},
        ),
        "talks": {
            "protocol": "alternating-offers", "offers": "least", "exchanges": exchanges,
            "breaks_off": 0,
            "conduct": {p: {"strategy": s, "exponent": exponents[s]}
                        for p, s in zip(parties, strategies, strict=True)},
        },
    }  # fmt: skip
    case = Case.model_validate(raw)
    every = list(itertools.product(*(range(size) for size in sizes)))
    total = sum(weight)
    utility = np.zeros((1, len(every), len(parties)))
    for n, p in itertools.product(range(len(every)), range(len(parties))):
        for k, o in enumerate(every[n]):
            utility[0, n, p] += weight[k] / total * values[p, k, o]
    best = utility[0].max(axis=0)
    tau = np.arange(1, exchanges + 1)[:, None] / exchanges
    share = tau ** np.array([exponents[s] for s in strategies])
    target = (best - floor) * (1 - share) + floor
    played = play(
        offer_table(utility, "least"),
        target[None],
        floor=floor,
        reciprocal=np.array([s == "tit-for-tat" for s in strategies]),
        transcript=True,
    )
    assert played.said is not None
    said = []
    for k, p in itertools.product(range(exchanges), range(len(parties))):
        item = int(played.said[0, k, p])
        if item == ACCEPTED:
            said.append((parties[p], True, None))
        elif item != NOTHING:
            said.append((parties[p], False, {f"i{n}": f"o{o}" for n, o in enumerate(every[item])}))
    told = [
        (m.data["party"], m.data["accepts"], m.data["package"])
        for m in transcribe(case, run=0).moments
        if m.kind == "offer"
    ]
    assert told == said
    assert played.agreed[0] >= 0
    signed = transcribe(case, run=0).moments[-1]
    assert signed.kind == "signed"
    package = {f"i{n}": f"o{o}" for n, o in enumerate(every[int(played.agreed[0])])}
    assert signed.data["package"] == package
