"""``goodoffices order``, as it is typed."""

from __future__ import annotations

import json

import pytest

HEAD = """\
format: 1
case: small
title: Small
as_of: 2030-01-01
horizon: 2030-12-31
parties:
  - {id: a, name: A, consent: true, no_agreement: {utility: 0.5}}
  - {id: b, name: B, consent: true, no_agreement: {utility: 0.5}}
issues:
  - {id: deal, name: The deal, area: ceasefire, options: [none, signed], without_agreement: none}
positions:
  - {party: a, issue: deal, weight: 1, values: {none: 0, signed: 1}}
  - {party: b, issue: deal, weight: 1, values: {none: 0, signed: 1}}
"""
GIVE = "  - {id: give, name: Give, by: [a], days: 5, kappa: {b: 0.2}}\n"
PAY = "  - {id: pay, name: Pay, by: [b], after: [give], days: 5, settles: [deal.signed]}\n"


@pytest.fixture
def order(run, tmp_path):
    def call(steps, *options):
        (tmp_path / "small.yaml").write_text(HEAD + steps, encoding="utf-8")
        return run("order", "small.yaml", "--draws", "20", *options)

    return call


def test_the_answer_is_a_section_of_the_brief(order):
    done = order("steps:\n" + GIVE + PAY)
    assert done.exit_code == 0
    assert done.output.startswith("In what order\n=============\n")


def test_json_alone_goes_to_standard_output(order):
    data = json.loads(order("steps:\n" + GIVE + PAY, "--json", "-").stdout)
    assert data["schema"] == "goodoffices/order/1"
    assert data["source"] == "robust"


def test_a_package_of_ones_own(order, tmp_path):
    (tmp_path / "mine.yaml").write_text("deal: signed\n", encoding="utf-8")
    done = order("steps:\n" + GIVE + PAY, "--package", "mine.yaml", "--json", "-")
    assert json.loads(done.stdout)["source"] == "file"
    (tmp_path / "mine.yaml").write_text("deal: sgned\n", encoding="utf-8")
    done = order("steps:\n" + GIVE + PAY, "--package", "mine.yaml")
    assert done.exit_code == 1
    assert "did you mean 'signed'" in done.output


def test_the_plan_as_a_table_and_a_calendar(order, tmp_path):
    done = order(
        "steps:\n" + GIVE + PAY, "--csv", "plan.csv", "--ics", "plan.ics", "--start", "2030-02-01"
    )
    assert done.exit_code == 0
    assert (
        (tmp_path / "plan.csv")
        .read_text("utf-8")
        .splitlines()[1]
        .startswith("Give,give,A,2030-02-01")
    )
    assert (tmp_path / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_the_case_is_never_written_over(order):
    for option in ("--csv", "--ics", "--json"):
        done = order("steps:\n" + GIVE + PAY, option, "small.yaml")
        assert done.exit_code == 1
        assert "is the case itself" in done.output


@pytest.mark.parametrize(
    ("steps", "code", "message"),
    [
        ("", 3, "the case lists no steps"),
        ("steps: []\n", 3, "the case lists no steps"),
        ("steps:\n  - {id: x, name: X, by: [a], after: [x]}\n", 1, "'x' names itself"),
        ("steps:\n  - {id: x, name: X, by: [a], waits_for: [{party: a, steps: [x]}]}\n", 1, "'x' names itself"),
        ("steps:\n" + GIVE + PAY.replace("[give]", "[gve]"), 1, "did you mean 'give'"),
        ("steps:\n  - {id: x, name: X, by: []}\n", 1, "by"),
        ("steps:\n  - {id: x, name: X}\n", 1, "by"),
        ("steps:\n  - {id: x, name: X, by: [c]}\n", 1, "'c' is not a party or actor"),
        ("steps:\n  - {id: x, name: X, by: [a], not_before: 2030-02-30}\n", 1, "a date that exists"),
        ("steps:\n  - {id: x, name: X, by: [a], days: [9, 5, 1]}\n", 1, "low <= mode <= high"),
        ("steps:\n  - {id: x, name: X, by: [a], after: [y]}\n  - {id: y, name: Y, by: [b], after: [x]}\n", 3, "no order exists"),
        ("steps:\n" + "".join(f"  - {{id: s{k}, name: S, by: [a]}}\n" for k in range(201)), 1, "expected at most 200"),
    ],
)  # fmt: skip
def test_a_mistake_has_a_message_and_a_code(order, steps, code, message):
    done = order(steps)
    assert done.exit_code == code, done.output
    assert message in done.output
    assert "Traceback" not in done.output


def test_a_day_before_the_case_is_refused(order):
    done = order("steps:\n" + GIVE + PAY, "--start", "2029-12-31")
    assert done.exit_code == 2
    assert "2029-12-31 is before the case's as_of" in done.output


def test_a_day_after_the_horizon_is_a_finding(run, tmp_path):
    late = GIVE.replace("days: 5", "not_before: 2031-05-01")
    (tmp_path / "small.yaml").write_text(f"{HEAD}steps:\n{late}{PAY}", encoding="utf-8")
    done = run("check", "small.yaml")
    assert "give cannot begin before 2031-05-01, after the horizon" in done.output
    done = run("order", "small.yaml", "--draws", "5")
    assert done.exit_code == 0
    assert "it is done in none of the draws" in " ".join(done.output.split())


def test_a_brief_of_a_case_without_steps_says_so(run, tmp_path):
    (tmp_path / "small.yaml").write_text(HEAD, encoding="utf-8")
    done = run("brief", "small.yaml", "--draws", "5", "-o", "small.html")
    assert done.exit_code == 0
    page = (tmp_path / "small.html").read_text("utf-8")
    assert "the case lists no steps, so there is nothing to put in order" in page
    assert "steps:" not in page
