"""``--set`` and ``--scenario``: an answer about a case with fields set otherwise, which says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click import UsageError

from goodoffices.case import read_case
from goodoffices.cli._what_if import BASE, WhatIf, as_if, compared

SCENARIO = """\
scenario: no-league
title: The League goes home
set:
  parties[league].mediator: null
  horizon: 2026-10-31
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, small, monkeypatch):
    """The folder in which each test stands, with the small case and a scenario."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(small, encoding="utf-8")
    (tmp_path / "no-league.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


def plain(text: str) -> str:
    return " ".join(text.split())


def test_zone_answers_about_the_changed_case_and_says_so(run):
    base = run("zone", "small.yaml", "--draws", "100")
    setting = "parties[bevania].no_agreement.utility=0.99"
    changed = run("zone", "small.yaml", "--draws", "100", "--set", setting)
    assert changed.exit_code == 0, changed.output
    assert "What was set otherwise" not in base.stdout
    assert changed.stdout.startswith("What was set otherwise\n")
    said = plain(changed.stdout)
    assert "the following field is not as in the case file" in said
    assert "parties[bevania].no_agreement.utility is 0.99" in said
    assert base.stdout not in changed.stdout


def test_zone_gives_what_the_edited_file_gives(run, folder, small):
    edited = small.replace("horizon: 2026-12-31", "horizon: 2026-10-31").replace(
        "weight: [0.5, 0.6, 0.7]", "weight: 2"
    )
    (folder / "edited.yaml").write_text(edited, encoding="utf-8")
    words = ("--draws", "200", "--json", "-")
    settings = ("--set", "horizon=2026-10-31", "--set", "positions[bevania,access].weight=2")
    changed = json.loads(run("zone", "small.yaml", *words, *settings).stdout)
    assert [entry["path"] for entry in changed.pop("overrides")] == [
        "horizon",
        "positions[bevania,access].weight",
    ]
    assert changed == json.loads(run("zone", "edited.yaml", *words).stdout)


def test_without_a_what_if_nothing_is_said_of_one(run):
    result = json.loads(run("zone", "small.yaml", "--draws", "50", "--json", "-").stdout)
    assert "overrides" not in result
    report = json.loads(run("check", "small.yaml", "--json", "-").stdout)
    assert report["overrides"] == []
    assert "set otherwise" not in run("check", "small.yaml").stdout


def test_a_draft_and_a_subset_of_parties_are_asked_of_the_changed_case(run, folder):
    (folder / "draft.yaml").write_text("access: free\n", encoding="utf-8")
    setting = ("--set", "title=Other talks")
    drafted = run("zone", "small.yaml", "--draft", "draft.yaml", *setting)
    assert drafted.stdout.startswith("What was set otherwise\n")
    among = run("zone", "small.yaml", "--parties", "bevania,league", "--draws", "50", *setting)
    assert among.stdout.startswith("What was set otherwise\n")


def test_check_finds_what_the_change_makes_thin(run):
    result = run("check", "small.yaml", "--set", "events[presidency-ends].on=2027-02-01",
                 "--json", "-")  # fmt: skip
    report = json.loads(result.stdout)
    assert "late-event" in {finding["kind"] for finding in report["findings"]}
    assert report["overrides"] == [
        {"path": "events[presidency-ends].on", "before": "2026-09-30", "after": "2027-02-01"}
    ]
    base = json.loads(run("check", "small.yaml", "--json", "-").stdout)
    assert base["sha256"] != report["sha256"]
    told = run("check", "small.yaml", "--set", "events[presidency-ends].on=2027-02-01").stdout
    assert "small (1 field set otherwise): 3 parties" in told


def test_the_brief_lists_what_was_set(run):
    result = run(
        "brief", "small.yaml", "-o", "b.html", "--markdown", "b.md", "--draws", "100",
        "--scenario", "no-league.yaml", "--set", "positions[bevania,access].weight=2",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    text = Path("b.md").read_text(encoding="utf-8").replace("\\", "")
    assert "A what-if: three fields set otherwise than in the case file." in plain(text)
    part = text.partition("What was set otherwise\n")[2].partition("\n#")[0]
    assert "**parties[league].mediator** is removed; the file has {bias:" in part
    assert "**horizon** is 2026-10-31 in place of 2026-12-31." in part
    assert "**positions[bevania,access].weight** is 2 in place of [0.5, 0.6, 0.7]." in part
    sha = as_if(
        read_case("small.yaml"),
        WhatIf((("positions[bevania,access].weight", "2"),), ("no-league.yaml",)),
    ).sha256
    assert sha in text
    assert read_case("small.yaml").sha256 not in text
    assert "SHA-256 of the case file and what was set otherwise" in text


def test_the_case_file_is_not_written(run, folder, small):
    run("brief", "small.yaml", "--draws", "20", "--set", "title=x", "-o", "b.html")
    assert (folder / "small.yaml").read_text(encoding="utf-8") == small


def test_what_is_set_by_hand_comes_on_top_of_the_scenario(run):
    words = ("check", "small.yaml", "--scenario", "no-league.yaml", "--json", "-")
    report = json.loads(run(*words, "--set", "horizon=2026-11-30").stdout)
    assert {entry["path"]: entry["after"] for entry in report["overrides"]} == {
        "parties[league].mediator": None,
        "horizon": "2026-11-30",
    }


@pytest.mark.parametrize("command", ["zone", "check", "brief"])
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--set", "horizon"), 2, "found 'horizon', expected PATH=VALUE"),
        (("--set", ""), 2, "found '', expected PATH=VALUE"),
        (("--set", "=1"), 1, "--set: found no path"),
        (("--set", "horizon="), 1, "--set horizon: found no value"),
        (("--set", "parties[bevani].name=x"), 1, "did you mean 'bevania'?"),
        (("--set", "parties[bevania].no_agreement.utility=3"), 1,
         "--set parties[bevania].no_agreement.utility: found the number 3, expected a number from 0 to 1"),
        (("--scenario", "none.yaml"), 1, "none.yaml: cannot be read: no such file"),
        (("--scenario", "small.yaml"), 1, "small.yaml:"),
        (("--scenario", "no-league.yaml", "--scenario", "no-league.yaml"), 2, "expected one: run the command for each"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_message(run, folder, command, words, code, told):
    result = run(command, "small.yaml", *words)
    assert result.exit_code == code, result.output
    assert told in plain(result.stderr)
    assert "Traceback" not in result.output
    assert not list(folder.glob("*.html"))


def test_an_error_in_a_scenario_is_told_in_its_file(run, folder):
    (folder / "soon.yaml").write_text("scenario: soon\nset:\n  horizon: soon\n", encoding="utf-8")
    result = run("check", "small.yaml", "--scenario", "soon.yaml")
    assert result.stderr.splitlines() == [
        "soon.yaml:3:12: horizon: found the text 'soon', expected a date as YYYY-MM-DD",
        "1 error",
    ]


def test_a_comparison_has_the_case_itself_first(folder):
    (folder / "later.yaml").write_text(
        "scenario: later\nset: {horizon: 2027-06-30}\n", encoding="utf-8"
    )
    file = read_case("small.yaml")
    setting = (("positions[bevania,access].weight", "2"),)
    cases = compared(file, WhatIf(setting, ("no-league.yaml", "later.yaml")))
    assert [name for name, _ in cases] == [BASE, "no-league", "later"]
    assert [case.case.horizon.isoformat() for _, case in cases] == [
        "2026-12-31", "2026-10-31", "2027-06-30",
    ]  # fmt: skip
    for _, case in cases:
        weights = {(p.party, p.issue): p.weight for p in case.case.positions}
        assert weights["bevania", "access"].mode == 2
    assert compared(file, WhatIf((), ())) == [(BASE, file)]


@pytest.mark.parametrize("name", ["no-league", BASE])
def test_two_scenarios_of_one_name_are_refused(folder, name):
    (folder / "again.yaml").write_text(
        f"scenario: {name}\nset: {{horizon: 2027-06-30}}\n", encoding="utf-8"
    )
    file = read_case("small.yaml")
    with pytest.raises(UsageError, match=f"the name '{name}' is taken"):
        compared(file, WhatIf((), ("no-league.yaml", "again.yaml")))
