from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from goodoffices.case import NoAnswer, read_case
from goodoffices.record import _from_talks, answer_talks
from goodoffices.talks import play_talks

UNTIL = dt.date(2026, 4, 15)
RUNS = 200


@pytest.fixture(scope="module")
def case():
    return read_case("geneva-2026").case


@pytest.fixture(scope="module")
def played(case):
    return play_talks(case, runs=RUNS, seed=2, until=UNTIL)


@pytest.mark.parametrize(
    ("outcome", "share"),
    [
        ("partial", lambda r: r.reached["partial"][-1]),
        (
            "settled:civilians",
            lambda r: next(i.settled[-1] for i in r.issues if i.issue == "civilians"),
        ),
        ("standing:partial", lambda r: r.states["partial"][-1]),
        ("sessions:2", lambda r: r.held[1]),
    ],
)
def test_the_number_is_the_one_that_the_talks_give(case, played, outcome, share):
    found = answer_talks(case, outcome, UNTIL, runs=RUNS, seed=2)
    assert found.share == share(played)
    assert found.probability == found.share.value
    assert found.interval == pytest.approx((found.share.low, found.share.high), abs=1e-9)
    assert f"{round(found.share.value * RUNS)} of 200 runs" in found.basis
    assert (found.run.outcome, found.run.runs, found.run.seed) == (outcome, RUNS, 2)


def test_part_of_the_runs_is_no_answer(case, monkeypatch, played):
    cut = dataclasses.replace(played, interrupted=True)
    monkeypatch.setattr(_from_talks, "play_talks", lambda *_, **__: cut)
    with pytest.raises(KeyboardInterrupt):
        answer_talks(case, "partial", UNTIL, runs=RUNS)


@pytest.mark.parametrize("outcome", ["comprehensive", "sessions:900"])
def test_what_no_run_has_is_kept_possible_and_said(case, outcome):
    found = answer_talks(case, outcome, dt.date(2026, 2, 20), runs=20)
    assert (found.share.value, found.probability) == (0, 0.001)
    assert "0 of 20 runs" in found.basis
    assert "runs can exclude nothing" in found.basis


@pytest.mark.parametrize(
    "outcome",
    [
        "peace",
        "settled:weather",
        "standing:still",
        "sessions:0",
        "sessions:x",
        "partial:x",
        ":",
        "",
    ],
)
def test_what_the_talks_do_not_know_is_named_with_what_they_do(case, outcome):
    with pytest.raises(NoAnswer, match="expected partial, framework, comprehensive"):
        answer_talks(case, outcome, UNTIL)
