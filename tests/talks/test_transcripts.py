"""Transcripts checked by hand, line by line: `golden/*.yaml` is a case, `golden/*.txt` its run.

Lines that begin with # say why the next ones must be as they are.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path

import pytest
from support.random_talks import random_talks

from goodoffices.case import read_case
from goodoffices.talks import runs_by_outcome, transcribe
from goodoffices.talks._setting import setting

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.glob("*.yaml"))


def spelled(value):
    if isinstance(value, dict):
        return " ".join(f"{key}={spelled(part)}" for key, part in value.items())
    if isinstance(value, float):
        return f"{value:.3g}"
    return str(value)


def lines(case):
    told = transcribe(case, run=0)
    for moment in told.moments:
        parts = [
            f"{key}({spelled(value)})" if isinstance(value, dict) else f"{key}={spelled(value)}"
            for key, value in moment.data.items()
            if value is not None and value is not False
        ]
        yield " ".join([moment.day.isoformat(), moment.kind, *parts])
    yield f"outcome: {told.outcome}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_run_goes_as_checked_by_hand(path):
    checked = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert list(lines(read_case(path).case)) == [
        line for line in checked if line and not line.startswith("#")
    ]


def test_every_special_turn_is_among_them():
    kinds = set()
    for path in CASES:
        kinds |= {moment.kind for moment in transcribe(read_case(path).case, run=0).moments}
    assert kinds == {
        "session", "settled-apart", "text", "offer", "mandate", "framework", "signed",
        "refused-outside", "event", "mediator-left", "suspended", "resumed", "escalated",
        "collapsed",
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_a_transcript_is_plain_data_in_order_within_its_days(seed):
    case = random_talks(seed)
    for run in range(3):
        told = transcribe(case, run=run)
        data = json.loads(json.dumps(told.as_json()))
        assert data["schema"] == "goodoffices/transcript/1"
        days = [moment.day for moment in told.moments]
        assert all(case.as_of <= day <= told.until for day in days)
        # The end of an exchange is told of its day, so that it may share it with what follows.
        slack = dt.timedelta(days=1)
        assert all(later >= day - slack for day, later in itertools.pairwise(days))
        parties = {party.id for party in case.parties}
        events = {event.id for event in case.events}
        for moment in told.moments:
            assert moment.data.get("party") in parties | {None}
            assert moment.data.get("event") in events | {None}
            for name in ("accepted", "surplus", "paid"):
                assert set(moment.data.get(name, ())) <= parties
            for issue, option in (moment.data.get("package") or {}).items():
                i = [entry.id for entry in case.issues].index(issue)
                assert option in [entry.id for entry in case.issues[i].options]


def test_a_later_end_only_adds_moments():
    case = random_talks(2)
    middle = setting(case).dates[len(setting(case).dates) // 2]
    long = transcribe(case, run=1)
    short = transcribe(case, run=1, until=middle)
    assert [m for m in short.moments if m.kind == "event"] == [
        m for m in long.moments if m.kind == "event"
    ][: len([m for m in short.moments if m.kind == "event"])]
    assert short.until == middle


def test_runs_are_found_by_how_they_end():
    case = read_case(CASES[0]).case
    found = runs_by_outcome(case, runs=25, seed=3)
    assert sorted(run for runs in found.values() for run in runs) == list(range(25))
    assert [len(runs) for runs in found.values()] == sorted(map(len, found.values()), reverse=True)
    for outcome, runs in found.items():
        for run in runs:
            assert transcribe(case, run=run, seed=3).outcome == outcome


def test_runs_by_outcome_are_counted_from_one():
    with pytest.raises(ValueError, match="counted from 1"):
        runs_by_outcome(read_case(CASES[0]).case, runs=0)
