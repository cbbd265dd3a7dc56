from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from support.forecasts import fill

NEW = (
    "--question",
    "Will it rain?",
    "--criteria",
    "Yes if the gauge has rain.",
    "--by",
    "2026-03-01",
)
MADE = ("--made", "2026-02-01")
HAND = ("record", "forecast", *NEW, *MADE, "--probability", "0.3", "--basis", "It often does.")


def test_a_forecast_is_written_resolved_listed_and_scored(run):
    done = run(*HAND, "--reference", "rain-days", "0.4", "--reference-n", "365",
               "--reference-basis", "days with rain last year", "--no-change", "0.2")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "q1: 0.3 by analyst" in done.output
    assert "Line 2 of forecasts.jsonl" in done.output
    shown = run("record", "forecasts").output
    assert "Overdue" in shown
    assert "reference class 40 % (rain-days, n = 365); no change 20 %" in " ".join(shown.split())
    done = run("record", "resolve", "q1", "yes", "--on", "2026-02-10", "--source", "the gauge")
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "q1: yes")
    shown = run("record", "forecasts").output
    assert "yes, certain on 10 February 2026 (the gauge)" in shown
    shown = " ".join(run("record", "score").output.split())
    assert (
        "n = 1: one question, 1 of which came true. Below 30 questions this is an anecdote" in shown
    )
    assert "n = 1 cannot tell who is better." in shown
    assert "The first is better" not in shown


def test_a_correction_takes_the_question_from_the_log(run):
    run(*HAND)
    done = run(
        "record",
        "forecast",
        "--id",
        "q1",
        "--made",
        "2026-02-03",
        "--probability",
        "0.5",
        "--basis",
        "clouds",
    )
    assert done.exit_code == 0, done.output
    assert "in place of q1.1" in run("record", "forecasts").output
    other = run(
        "record",
        "forecast",
        "--id",
        "q1",
        "--by",
        "2026-04-01",
        "--made",
        "2026-02-03",
        "--probability",
        "0.5",
        "--basis",
        "x",
    )
    assert other.exit_code == 1
    assert "another deadline (2026-03-01)" in other.output


def test_a_second_question_gets_the_next_number(run):
    run(*HAND)
    assert "q2: 0.3" in run(*HAND).output


def test_the_talks_give_the_number_and_their_interval(run):
    done = run("record", "forecast", "--from-talks", "geneva-2026", "--outcome", "partial", "--runs", "50",
               "--question", "Is anything settled?", "--criteria", "Yes if so.", "--by", "2026-03-01",
               "--made", "2026-02-16", "--basis", "As played.", "--forecaster", "team")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "of 50 runs of the talks (outcome partial, seed 1)" in done.output
    assert "As played." in done.output
    run("record", "forecasts", "--json", "f.json")
    (question,) = json.loads(Path("f.json").read_text())["questions"]
    (forecast,) = question["forecasts"]
    assert forecast["forecaster"]["name"] == "team"
    assert forecast["interval"][0] <= forecast["probability"] <= forecast["interval"][1]
    assert forecast["run"] == {"outcome": "partial", "runs": 50, "seed": 1}
    assert len(forecast["case"]["sha256"]) == 64


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("record", "forecast", *NEW), 2, "give --probability, or --from-talks"),
        ((*HAND, "--from-talks", "geneva-2026"), 2, "give --probability, or --from-talks"),
        (("record", "forecast", *NEW, "--from-talks", "geneva-2026"), 2, "goes with --outcome"),
        (("record", "forecast", *NEW, "--probability", "0.3"), 2, "goes with --basis"),
        ((*HAND, "--reference", "a", "0.2"), 2, "--reference-basis"),
        ((*HAND, "--reference-n", "3"), 2, "go with --reference"),
        ((*HAND, "--case", "nowhere.yaml"), 1, "nowhere.yaml"),
        (("record", "forecast", "--probability", "0.3", "--basis", "x"), 2, "a new question needs"),
        (("record", "forecast", "--id", "q9", "--probability", "0.3", "--basis", "x"), 2, "no question q9"),
        (("record", "forecast", *NEW, "--probability", "nan", "--basis", "x", *MADE), 1, "found nan, expected a number"),
        (("record", "forecast", *NEW, "--probability", "0", "--basis", "x", *MADE), 1, "no room for error"),
        (("record", "forecast", *NEW, "--probability", "1", "--basis", "x", *MADE), 1, "no room for error"),
        (("record", "forecast", *NEW[:-1], "2026-02-30", "--probability", "0.3", "--basis", "x"), 2, "2026-02-30"),
        (("record", "forecast", *NEW[:-1], "2026-01-01", *MADE, "--probability", "0.3", "--basis", "x"), 1, "is before the day of the forecast"),
        (("record", "forecast", *NEW, "--made", "2026-02-16", "--from-talks", "geneva-2026", "--outcome", "peace"), 3, "no outcome peace"),
        (("record", "forecast", *NEW[:-1], "2026-02-01", "--made", "2026-01-01", "--from-talks", "geneva-2026", "--outcome", "partial"), 2, "before the case's as_of"),
        (("record", "resolve", "q1", "yes", "--on", "2026-02-01", "--source", "x"), 1, "nothing to resolve"),
        (("record", "resolve", "q1", "maybe", "--on", "2026-02-01", "--source", "x"), 2, "maybe"),
        (("record", "forecasts"), 1, "there is no such log"),
        (("record", "score", "--log", "geneva-2026"), 3, "nothing to score"),
        ((*HAND, "--log", "geneva-2026"), 1, "comes with the program"),
        (("record", "resolve", "geneva-tracks-march", "void", "--on", "2026-03-31", "--source", "x", "--log", "geneva-2026"), 1, "comes with the program"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_message_and_leaves_no_log(run, arguments, code, said):
    done = run(*arguments)
    assert done.exit_code == code, done.output
    assert said in done.output
    assert "Traceback" not in done.output
    assert not Path("forecasts.jsonl").exists()


def test_the_bundled_forecasts_are_listed(run):
    shown = " ".join(run("record", "forecasts", "--log", "geneva-2026").output.split())
    for slug in (
        "agreement-february",
        "ceasefire-february",
        "prisoners-march",
        "tracks-march",
        "next-round-march",
    ):
        assert f"geneva-{slug}: " in shown


def test_a_hash_that_somebody_keeps_finds_lines_taken_off_the_end(run):
    said = run(*HAND).output.split()[-1]
    run(*HAND)
    found = run("record", "forecasts", "--contains", said)
    assert (found.exit_code, found.output) == (
        0,
        "Line 2 of 3; nothing up to it has been changed\n",
    )
    log = Path("forecasts.jsonl")
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:1]))
    assert run("record", "forecasts").exit_code == 0
    gone = run("record", "forecasts", "--contains", said)
    assert gone.exit_code == 1
    assert "taken off the end" in gone.output


def test_an_edited_line_is_named(run):
    run(*HAND)
    log = Path("forecasts.jsonl")
    log.write_text(log.read_text().replace('"probability":0.3', '"probability":0.9'))
    for arguments in (
        ("forecasts",),
        ("score",),
        ("resolve", "q1", "yes", "--on", "2026-02-10", "--source", "x"),
    ):
        done = run("record", *arguments)
        assert done.exit_code == 1
        assert "forecasts.jsonl:2: the line is not as it was written" in done.output


def test_a_log_that_was_cut_short_is_read_and_mended_and_both_are_said(run):
    run(*HAND)
    log = Path("forecasts.jsonl")
    with log.open("ab") as stream:
        stream.write(b'{"basis":"cut')
    listed = run("record", "forecasts")
    assert listed.exit_code == 0
    assert (
        "the last line was cut short (13 bytes) and is left out; the 2 before it are whole"
        in listed.output
    )
    added = run(*HAND)
    assert added.exit_code == 0
    assert "is kept in forecasts.jsonl.cut-1" in added.output
    assert Path("forecasts.jsonl.cut-1").read_bytes() == b'{"basis":"cut'
    assert "cut short" not in run("record", "forecasts").output


def test_the_score_is_given_as_json_and_drawn(run):
    fill("forecasts.jsonl", [(0.2, 0), (0.3, 1), (0.8, 1)])
    done = run("record", "score", "--json", "-", "--plot", "plot.svg")
    data = json.loads(done.stdout)
    assert data["schema"] == "goodoffices/record-score/1"
    assert data["forecasters"][0]["n"] == 3
    drawn = ET.parse("plot.svg").getroot()  # noqa: S314  # our own output
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Calibration of analyst: three questions, an anecdote" in "".join(drawn.itertext())
    again = run("record", "score", "--json", "-", "--plot", "again.svg")
    assert again.stdout == done.stdout
    assert Path("again.svg").read_bytes() == Path("plot.svg").read_bytes()


@pytest.mark.parametrize("option", ["--plot", "--json"])
def test_the_log_is_never_written_over(run, option):
    fill("forecasts.jsonl", [(0.2, 0)])
    before = Path("forecasts.jsonl").read_bytes()
    assert run("record", "score", option, "forecasts.jsonl").exit_code == 1
    assert run("record", "score", option, "none/file").exit_code == 1
    assert Path("forecasts.jsonl").read_bytes() == before
