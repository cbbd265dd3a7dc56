from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss

from goodoffices.record import SCORES, brier, calibration, logarithmic, paired, parts
from goodoffices.record._corp import isotonic, pooled

TIGHT = 1e-12

forecasts = st.lists(
    st.tuples(st.sampled_from([0.001, 0.05, 0.1, 0.25, 0.3, 0.5, 0.6, 0.9, 0.999]), st.booleans()),
    min_size=1, max_size=40,
).map(lambda rows: (np.array([p for p, _ in rows]), np.array([float(y) for _, y in rows])))  # fmt: skip


def simulated(n, seed, slope=1.0):
    """Return forecasts and outcomes; with a slope below 1 the forecasts are too sure."""
    rng = np.random.default_rng(seed)
    p = np.round(rng.beta(0.7, 0.7, size=n).clip(0.01, 0.99), 2)
    odds = slope * np.log(p / (1 - p))
    return p, (rng.random(n) < 1 / (1 + np.exp(-odds))).astype(float)


# Scores --------------------------------------------------------------------------------------


@given(forecasts)
@settings(deadline=None)
def test_mean_scores_are_those_of_scikit_learn(rows):
    p, y = rows
    assert brier(p, y).mean() == pytest.approx(brier_score_loss(y, p, pos_label=1), abs=TIGHT)
    assert logarithmic(p, y).mean() == pytest.approx(log_loss(y, p, labels=[0, 1]), abs=TIGHT)


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999))
def test_nobody_expects_a_better_score_than_by_saying_what_is_true(truth, said):
    def expected(p, score):
        both = np.array([p, p])
        of = SCORES[score](both, np.array([1.0, 0.0]))
        return truth * of[0] + (1 - truth) * of[1]

    for score in SCORES:
        assert expected(truth, score) <= expected(said, score) + TIGHT
        if abs(truth - said) > 0.01:
            assert expected(truth, score) < expected(said, score)


def test_scores_have_their_known_values():
    p, y = np.array([0.5, 0.9, 0.9, 0.2]), np.array([1.0, 1.0, 0.0, 0.0])
    assert brier(p, y) == pytest.approx([0.25, 0.01, 0.81, 0.04])
    assert logarithmic(p, y) == pytest.approx([0.693147, 0.105361, 2.302585, 0.223144], abs=1e-6)


# Parts ---------------------------------------------------------------------------------------


@given(forecasts)
@settings(deadline=None)
def test_the_parts_add_up_and_none_is_negative(rows):
    p, y = rows
    for score in SCORES:
        found = parts(p, y, score)
        assert found.reliability - found.resolution + found.uncertainty == pytest.approx(
            found.mean, abs=TIGHT
        )
        assert found.reliability >= -TIGHT
        assert found.resolution >= -TIGHT
        assert found.uncertainty >= 0


@given(forecasts)
@settings(deadline=None)
def test_recalibrated_forecasts_are_those_of_scikit_learn(rows):
    p, y = rows
    theirs = IsotonicRegression().fit(p, y).predict(p)
    assert isotonic(p, y) == pytest.approx(theirs, abs=1e-9)


@given(forecasts)
@settings(deadline=None)
def test_recalibrating_what_is_recalibrated_changes_nothing(rows):
    p, y = rows
    once = isotonic(p, y)
    assert isotonic(once, y) == pytest.approx(once, abs=TIGHT)
    assert parts(once, y, "brier").reliability == pytest.approx(0, abs=TIGHT)


def murphy(values, size, happened):
    """Murphy's (1973) partition as he writes it, by value of the forecast."""
    size, happened = np.array(size, float), np.array(happened, float)
    share, base = happened / size, happened.sum() / size.sum()
    reliability = (size * (np.array(values) - share) ** 2).sum() / size.sum()
    resolution = (size * (share - base) ** 2).sum() / size.sum()
    return reliability, resolution, base * (1 - base)


# Wilks, Statistical Methods in the Atmospheric Sciences, table 7.3 of the second edition: 12 402
# subjective forecasts of precipitation in the United States, 1980-81, and how often it fell.
WILKS = (
    (0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1),
    (0.4112, 0.0671, 0.1833, 0.0986, 0.0616, 0.0366, 0.0303, 0.0275, 0.0245, 0.022, 0.017, 0.0203),
    (0.006, 0.019, 0.059, 0.15, 0.277, 0.377, 0.511, 0.587, 0.723, 0.779, 0.934, 0.933),
)


def wilks():
    values, shares, frequencies = WILKS
    size = [round(12_402 * share) for share in shares]
    happened = [round(n * f) for n, f in zip(size, frequencies, strict=True)]
    return values, size, happened


def test_a_published_table_gives_its_murphy_partition():
    values, size, happened = wilks()
    p = np.repeat(values, size)
    y = np.concatenate(
        [np.r_[np.ones(k), np.zeros(n - k)] for n, k in zip(size, happened, strict=True)]
    )
    found = parts(p, y, "brier")
    reliability, resolution, uncertainty = murphy(values, size, happened)
    # The base rate that the table states, and its parts from its own rounded numbers.
    assert y.mean() == pytest.approx(0.162, abs=0.0006)
    assert uncertainty == pytest.approx(0.1358, abs=0.0004)
    assert found.mean == pytest.approx(reliability - resolution + uncertainty, abs=1e-12)
    assert found.uncertainty == pytest.approx(uncertainty, abs=1e-12)
    # The frequencies rise but for the last two, which differ by a thousandth and are pooled.
    assert found.reliability == pytest.approx(reliability, abs=2e-6)
    assert found.resolution == pytest.approx(resolution, abs=2e-6)


@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 6)), min_size=1, max_size=6).map(
        lambda rows: sorted(((n, min(k, n)) for n, k in rows), key=lambda row: row[1] / row[0])
    )
)
def test_where_frequencies_rise_by_themselves_the_partition_is_murphys(rows):
    values = np.linspace(0.05, 0.95, len(rows))
    size, happened = [n for n, _ in rows], [k for _, k in rows]
    p = np.repeat(values, size)
    y = np.concatenate([np.r_[np.ones(k), np.zeros(n - k)] for n, k in rows])
    found = parts(p, y, "brier")
    assert (found.reliability, found.resolution, found.uncertainty) == pytest.approx(
        murphy(values, size, happened), abs=TIGHT
    )


def test_violators_are_pooled():
    assert pooled(np.array([1.0, 0, 1, 3]), np.array([2, 1, 2, 3])) == pytest.approx(
        [1 / 3, 1 / 3, 0.5, 1]
    )


# Calibration ---------------------------------------------------------------------------------


def test_the_bars_hold_nine_in_ten_points_of_forecasts_that_are_right():
    """Frequencies come in steps, so that bars hold a little more than they promise."""
    inside = []
    for seed in range(60):
        p, y = simulated(60, seed)
        found = calibration(p, y, seed=seed, resamples=100)
        inside += [point.low <= point.frequency <= point.high for point in found.points]
    assert 0.88 <= np.mean(inside) <= 0.97


def test_forecasts_that_are_right_are_rarely_accused():
    accused = [
        calibration(*simulated(60, seed), seed=seed, resamples=99).p_value <= 0.05
        for seed in range(200)
    ]
    # 5 in 100, give or take what 200 tries allow.
    assert 0.01 <= np.mean(accused) <= 0.10


def test_forecasts_that_are_too_sure_are_found_out():
    found = [
        calibration(*simulated(150, seed, slope=0.35), seed=seed, resamples=99).p_value <= 0.05
        for seed in range(40)
    ]
    assert np.mean(found) > 0.9


def test_what_chance_shows_grows_smaller_with_n():
    few, many = (calibration(*simulated(n, 1), seed=1, resamples=100) for n in (20, 400))
    assert few.by_chance[1] > 3 * many.by_chance[1]


def test_the_same_seed_gives_the_same_bars_and_another_gives_others():
    p, y = simulated(30, 1)
    one, again, other = (calibration(p, y, seed=s, resamples=50) for s in (1, 1, 2))
    assert one == again
    assert one.points != other.points
    assert [point.frequency for point in one.points] == [point.frequency for point in other.points]


def test_the_work_is_done_in_parts_without_a_difference(monkeypatch):
    from goodoffices.record import _calibration

    p, y = simulated(30, 1)
    whole = calibration(p, y, seed=1, resamples=50)
    monkeypatch.setattr(_calibration, "_CHUNK", 100)
    assert calibration(p, y, seed=1, resamples=50) == whole


def test_the_points_count_what_was_stated():
    found = calibration(
        np.array([0.2, 0.2, 0.7, 0.2]), np.array([0.0, 1.0, 1.0, 0.0]), seed=1, resamples=20
    )
    assert [(pt.forecast, pt.count, pt.happened) for pt in found.points] == [
        (0.2, 3, 1),
        (0.7, 1, 1),
    ]
    assert found.points[0].frequency == pytest.approx(1 / 3)
    assert found.unreliability == pytest.approx(
        parts(np.array([0.2, 0.2, 0.7, 0.2]), np.array([0.0, 1.0, 1.0, 0.0]), "brier").reliability
    )


# Comparisons ---------------------------------------------------------------------------------


def alone(n):
    return [f"case {k}" for k in range(n)]


def test_the_interval_is_the_paired_t_interval_where_every_question_is_a_case():
    from scipy import stats

    rng = np.random.default_rng(1)
    own, other = rng.random(40), rng.random(40)
    found = paired("a", "b", "brier", own, other, alone(40))
    theirs = stats.ttest_rel(own, other).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high))
    assert found.difference == pytest.approx(own.mean() - other.mean())
    assert found.skill == pytest.approx(1 - own.mean() / other.mean())


def test_questions_of_one_case_count_together():
    """Twice the same questions tell nothing new; the interval stays, but for what G costs."""
    from scipy import stats

    rng = np.random.default_rng(2)
    own, other = rng.random(20), rng.random(20)
    doubled = paired(
        "a", "b", "brier", np.repeat(own, 2), np.repeat(other, 2), np.repeat(alone(20), 2).tolist()
    )
    once = stats.ttest_rel(own, other).confidence_interval(0.95)
    assert (doubled.low, doubled.high) == pytest.approx((once.low, once.high))
    assert (doubled.n, doubled.cases) == (40, 20)


def test_a_true_difference_of_the_detectable_size_is_found_four_times_in_five():
    rng = np.random.default_rng(3)
    sd, n = 0.2, 40
    probe = paired("a", "b", "brier", sd * rng.standard_normal(n), np.zeros(n), alone(n))
    assert probe.detectable is not None
    # The detectable difference for the true spread, in place of the estimated one.
    delta = probe.detectable * sd / np.std(probe_spread(probe, n), ddof=0)
    found = []
    for _ in range(600):
        result = paired(
            "a", "b", "brier", delta + sd * rng.standard_normal(n), np.zeros(n), alone(n)
        )
        found.append(result.low is not None and result.low > 0)
    assert 0.74 <= np.mean(found) <= 0.86


def probe_spread(probe, n):
    """Return two numbers whose spread is the standard deviation that a comparison has found."""
    from scipy import stats

    half = (probe.high - probe.low) / 2
    spread = half / stats.t.ppf(0.975, n - 1) * np.sqrt(n)
    return np.array([-spread, spread])


def test_few_questions_rank_nobody_however_clear_they_look():
    found = paired("a", "b", "brier", np.zeros(29), np.ones(29), alone(29))
    assert found.verdict == "anecdote"


def test_one_case_ranks_nobody_and_has_no_interval():
    rng = np.random.default_rng(4)
    found = paired("a", "b", "brier", rng.random(50), rng.random(50), ["one"] * 50)
    assert found.verdict == "one-case"
    assert (found.low, found.high, found.detectable, found.needed) == (None,) * 4


@pytest.mark.parametrize(
    ("shift", "verdict"), [(-0.5, "better"), (0.5, "worse"), (0.01, "undecided")]
)
def test_a_ranking_needs_the_detectable_difference(shift, verdict):
    rng = np.random.default_rng(5)
    noise = 0.2 * rng.standard_normal(60)
    found = paired("a", "b", "brier", shift + noise - noise.mean(), np.zeros(60), alone(60))
    assert found.verdict == verdict
    assert (abs(found.difference) >= found.detectable) == (verdict != "undecided")
    if verdict == "undecided":
        more = found.needed
        assert more is not None
        assert found.detectable * np.sqrt(60 / more) == pytest.approx(0.01, rel=0.01)


@pytest.mark.parametrize("other", [0.0, 1e-300])
def test_no_difference_is_no_ranking(other):
    found = paired("a", "b", "log", np.zeros(40), np.full(40, other), alone(40))
    assert (found.verdict, found.needed) == ("undecided", None)
