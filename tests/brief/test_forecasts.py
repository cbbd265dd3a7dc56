from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from support.forecasts import MADE, TODAY, draft, fill

from goodoffices.brief import as_text, calibration_file, forecasts_sections, score_sections
from goodoffices.brief._charts import Reliability, ReliabilityPoint
from goodoffices.brief._document import plain
from goodoffices.brief._figures import parts_of
from goodoffices.brief._words.forecasts import ranking
from goodoffices.record import Paired, add_forecast, list_log, read_log, score_log


def pair(**changed):
    given = {
        "forecaster": "a", "rival": "b", "score": "brier", "n": 40, "cases": 40, "mean": 0.2,
        "rival_mean": 0.25, "skill": 0.2, "difference": -0.05, "low": -0.1, "high": 0.0,
        "detectable": 0.08, "needed": 103, "verdict": "undecided",
    }  # fmt: skip
    return Paired(**{**given, **changed})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, ("n = 40 cannot tell who is better. Differences under 0.080 are too small for so few "
             "questions. A difference like this one would take about 103 such questions.")),
        ({"n": 5, "verdict": "anecdote", "detectable": 0.21, "needed": 89},
         ("n = 5 cannot tell who is better. Differences under 0.210 are too small for so few "
         "questions. A difference like this one would take about 89 such questions.")),
        ({"n": 5, "verdict": "anecdote", "detectable": None, "needed": None},
         "n = 5 cannot tell who is better."),
        ({"verdict": "one-case"}, ("n = 40 cannot tell who is better: all questions are of one case "
                                  "and share its fate.")),
        ({"verdict": "better"}, "The first is better."),
        ({"verdict": "worse"}, "The second is better."),
    ],
)  # fmt: skip
def test_a_ranking_is_given_or_refused_in_words(changed, said):
    assert plain(ranking(pair(**changed))) == said


@pytest.fixture
def log(tmp_path):
    name = str(tmp_path / "forecasts.jsonl")
    fill(name, [(0.2, 0), (0.3, 1), (0.7, 1)])
    return name


def test_a_listing_begins_with_what_is_overdue(log):
    add_forecast(log, draft("late", 0.5), today=TODAY)
    add_forecast(log, draft("late", 0.4, made=MADE + dt.timedelta(2)), today=TODAY)
    text = as_text(forecasts_sections(list_log(read_log(log), today=TODAY)), width=200)
    assert text.index("Overdue") < text.index("late: Does late happen?") < text.index("Resolved")
    assert "40\u202f% by analyst on 12 January 2026, in place of late.1" in text
    assert "Why: made up; late.2: made up" in text


def test_a_score_names_n_in_every_part(log):
    text = as_text(score_sections(score_log(read_log(log), today=TODAY, resamples=20)), width=300)
    assert (
        "n = 3: three questions, 2 of which came true. Below 30 questions this is an anecdote"
        in text
    )
    assert "Nothing speaks against their being right, which with n = 3 says little." in text
    assert "Happened: 0 of 1" in text


def test_a_curve_stays_inside_its_drawing_and_says_its_counts():
    points = tuple(ReliabilityPoint(k / 10, k + 1, k / 10, 0, 1) for k in range(11))
    legend, ((_, _, drawing),) = parts_of(Reliability(points, "Calibration of a < b"))
    root = ET.fromstring(str(drawing))  # noqa: S314  # our own output
    width, height = float(root.get("width")), float(root.get("height"))
    for circle in root.iter("circle"):
        assert 0 <= float(circle.get("cx")) <= width
        assert 0 <= float(circle.get("cy")) <= height
    assert len(list(root.iter("circle"))) == 11
    assert len(legend) == 3
    assert "11" in [node.text for node in root.iter("text")]
    assert root.find("title").text == "Calibration of a < b"


def test_a_file_has_a_drawing_for_each_forecaster(log):
    add_forecast(log, draft("q9", 0.5), today=TODAY)
    add_forecast(log, draft("q9", 0.6, who="<other & co>"), today=TODAY)
    from goodoffices.record import Resolution, add_resolution

    add_resolution(log, Resolution("q9", dt.date(2026, 2, 1), "yes", "x"), today=TODAY)
    file = calibration_file(score_log(read_log(log), today=TODAY, resamples=20))
    words = "".join(ET.fromstring(file).itertext())  # noqa: S314  # our own output
    assert "Calibration of analyst: four questions" in words
    assert "Calibration of <other & co>: one question" in words
