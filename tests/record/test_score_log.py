from __future__ import annotations

import datetime as dt
import json
import math

import numpy as np
import pytest
from support.forecasts import BY, MADE, TODAY, draft, fill, question

from goodoffices.case import NoAnswer
from goodoffices.record import (
    CaseUsed,
    Reference,
    Resolution,
    _score,
    add_forecast,
    add_resolution,
    list_log,
    read_log,
    score_log,
)

SHARES = [(0.2, 0), (0.3, 1), (0.7, 1), (0.9, 1), (0.4, 0), (0.6, 0)]


@pytest.fixture
def log(tmp_path):
    return str(tmp_path / "forecasts.jsonl")


def days(number):
    return MADE + dt.timedelta(number)


def scored(log, **rest):
    return score_log(read_log(log), today=TODAY, resamples=50, **rest)


def resolve(log, slug, on, outcome="yes"):
    add_resolution(log, Resolution(slug, on, outcome, "made up"), today=TODAY)


def test_the_scores_are_those_of_the_stated_probabilities(log):
    fill(log, SHARES)
    (found,) = scored(log).forecasters
    p, y = (np.array(column, float) for column in zip(*SHARES, strict=True))
    assert (found.n, found.happened, found.cases) == (6, 3, 6)
    assert found.brier.mean == pytest.approx(((p - y) ** 2).mean())
    assert found.log.mean == pytest.approx(-np.log(np.where(y > 0, p, 1 - p)).mean())
    assert (found.daily_brier, found.daily_log) == pytest.approx((found.brier.mean, found.log.mean))


def test_the_last_forecast_that_did_not_know_counts(log):
    for day, probability in ((0, 0.2), (4, 0.6), (10, 0.9), (12, 0.99)):
        add_forecast(log, draft("q1", probability, made=days(day)), today=TODAY)
    resolve(log, "q1", days(10))
    result = scored(log)
    (found,) = result.forecasters
    assert found.brier.mean == pytest.approx(0.4**2)
    # Four days at 0.2, six at 0.6; what was made on the day of the event and later knew it.
    assert found.daily_brier == pytest.approx((4 * 0.8**2 + 6 * 0.4**2) / 10)
    assert found.daily_log == pytest.approx(-(4 * math.log(0.2) + 6 * math.log(0.6)) / 10)
    assert result.late == ("q1.3", "q1.4")


def test_a_no_is_scored_to_the_end_of_its_deadline(log):
    add_forecast(log, draft("q1", 0.2), today=TODAY)
    add_forecast(log, draft("q1", 0.1, made=BY), today=TODAY)
    resolve(log, "q1", BY + dt.timedelta(30), "no")
    (found,) = scored(log).forecasters
    before = (BY - MADE).days
    assert found.brier.mean == pytest.approx(0.01)
    assert found.daily_brier == pytest.approx((before * 0.04 + 0.01) / (before + 1))


def test_a_correction_on_the_same_day_leaves_no_day_to_the_first(log):
    add_forecast(log, draft("q1", 0.9), today=TODAY)
    add_forecast(log, draft("q1", 0.1), today=TODAY)
    resolve(log, "q1", BY, "no")
    result = scored(log)
    assert result.forecasters[0].daily_brier == pytest.approx(0.01)
    assert result.late == ()


def test_open_and_void_questions_are_counted_and_not_scored(log):
    fill(log, SHARES)
    add_forecast(log, draft("open", 0.5), today=TODAY)
    add_forecast(log, draft("gone", 0.5), today=TODAY)
    resolve(log, "gone", MADE, "void")
    result = scored(log)
    assert (result.resolved, result.void, result.waiting, result.overdue) == (6, 1, 1, 1)
    assert result.forecasters[0].n == 6


def test_nothing_to_score_is_said(log):
    add_forecast(log, draft("q1", 0.5), today=TODAY)
    with pytest.raises(NoAnswer, match="nothing to score"):
        scored(log)
    resolve(log, "q1", MADE)
    with pytest.raises(NoAnswer, match="made when the outcome was certain"):
        scored(log)


def test_too_many_forecasters_are_refused(monkeypatch, log):
    monkeypatch.setattr(_score, "_MOST", 1)
    add_forecast(log, draft("q1", 0.5), today=TODAY)
    add_forecast(log, draft("q1", 0.5, who="other"), today=TODAY)
    resolve(log, "q1", BY)
    with pytest.raises(NoAnswer, match="2 forecasters, expected at most 1"):
        scored(log)


def test_forecasters_are_compared_with_rules_and_with_each_other(log):
    reference = Reference("class", 0.5, 100, "made up")
    for k, (probability, _) in enumerate(SHARES, 1):
        add_forecast(log, draft(f"q{k}", probability, reference=reference), today=TODAY)
    for k in (1, 2):
        add_forecast(log, draft(f"q{k}", 0.1, who="other", no_change=0.2), today=TODAY)
    for k, (_, happened) in enumerate(SHARES, 1):
        resolve(log, f"q{k}", BY, "yes" if happened else "no")
    found = {(c.forecaster, c.rival, c.score): c for c in scored(log).comparisons}
    assert {key[:2] for key in found} == {
        ("analyst", "reference class"), ("other", "no change"), ("analyst", "other"),
    }  # fmt: skip
    own = found["analyst", "reference class", "brier"]
    assert (own.n, own.rival_mean) == (6, pytest.approx(0.25))
    assert found["analyst", "other", "brier"].n == 2
    assert found["analyst", "other", "brier"].rival_mean == pytest.approx((0.01 + 0.81) / 2)
    assert all(each.verdict == "anecdote" for each in found.values())


def test_a_correction_keeps_what_it_is_measured_against(log):
    add_forecast(log, draft("q1", 0.3, no_change=0.1), today=TODAY)
    add_forecast(log, draft("q1", 0.6, made=days(2)), today=TODAY)
    resolve(log, "q1", BY)
    (brier, _) = scored(log).comparisons
    assert (brier.mean, brier.rival_mean) == pytest.approx((0.16, 0.81))


def test_questions_of_one_case_are_one_case(log):
    used = CaseUsed("talks", "a" * 64)
    for k in range(1, 4):
        add_forecast(log, draft(f"q{k}", 0.3, case=used, no_change=0.1), today=TODAY)
        # A judgement on the same question that names no case is still of that case.
        add_forecast(log, draft(f"q{k}", 0.4, who="other", no_change=0.1), today=TODAY)
        resolve(log, f"q{k}", BY, "no")
    result = scored(log)
    assert [found.cases for found in result.forecasters] == [1, 1]
    assert all(pair.low is None for pair in result.comparisons)


def test_a_long_record_ranks(log):
    """Forty questions with a forecaster who knows more than the reference class."""
    rng = np.random.default_rng(1)
    reference = Reference("class", 0.5, 100, "made up")
    rows = [(float(p), int(rng.random() < p)) for p in rng.choice([0.1, 0.9], size=40)]
    fill(log, rows, reference=reference)
    found = scored(log).comparisons[0]
    assert (found.verdict, found.n, found.cases) == ("better", 40, 40)
    assert found.high is not None
    assert found.high < 0


def test_the_result_is_json(log):
    fill(log, SHARES)
    data = scored(log).as_json()
    assert data["schema"] == "goodoffices/record-score/1"
    assert json.loads(json.dumps(data, allow_nan=False)) == data


@pytest.mark.parametrize(("today", "status"), [(BY, "open"), (BY + dt.timedelta(1), "overdue")])
def test_a_question_is_overdue_when_its_last_day_is_over(log, today, status):
    add_forecast(log, draft("q1", 0.5), today=TODAY)
    (listed,) = list_log(read_log(log), today=today).questions
    assert listed.status == status


def test_a_listing_is_json_and_follows_the_log(log):
    fill(log, SHARES[:2])
    add_forecast(
        log, draft("last", 0.5, question=question("last", dt.date(2027, 1, 1))), today=TODAY
    )
    found = read_log(log)
    data = list_log(found, today=TODAY).as_json()
    assert data["schema"] == "goodoffices/record-forecasts/1"
    assert [each["status"] for each in data["questions"]] == ["resolved", "resolved", "open"]
    assert data["sha256"] == found.hashes[-1]
    assert json.loads(json.dumps(data, allow_nan=False)) == data
