"""Ctrl-C in the middle of an analysis: what is done is given, and what is missing is said."""

from __future__ import annotations

import json

import pytest

from goodoffices.cli import _analysis, brief
from goodoffices.zone import _analyse, _sample

CASE = "camp-david-1978"


@pytest.fixture
def stop_at(monkeypatch):
    """A function after which Ctrl-C comes in a part of the analysis."""
    monkeypatch.setattr(_sample, "_PART", 50)

    def stop(part: str, share: float) -> None:
        def progress(name: str, done: float) -> None:
            if name == part and done >= share:
                raise KeyboardInterrupt

        for module in (_analysis, brief):
            monkeypatch.setattr(module, "progress", progress)

    return stop


def told(result) -> str:
    lines = [line for line in result.stderr.splitlines() if line.startswith("interrupted")]
    assert len(lines) == 1
    assert "Traceback" not in result.stderr
    return lines[0]


def test_zone_prints_and_writes_what_is_done(run, tmp_path, stop_at):
    stop_at("margins", 0.5)
    result = run("zone", CASE, "--draws", "200", "--json", "zone.json")
    assert result.exit_code == 130
    assert told(result).startswith("interrupted: 100 of 200 draws; left out: what blocks")
    assert result.stdout.strip()
    written = json.loads((tmp_path / "zone.json").read_text(encoding="utf-8"))
    assert written["draws"] == 100
    assert written["unfinished"]


def test_zone_on_standard_output_is_json_only(run, stop_at):
    stop_at("margins", 0.5)
    result = run("zone", CASE, "--draws", "200", "--json", "-")
    assert result.exit_code == 130
    assert json.loads(result.stdout)["draws"] == 100


def test_brief_writes_what_is_done(run, tmp_path, stop_at):
    stop_at("margins", 0.5)
    result = run("brief", CASE, "--draws", "200", "-o", "b.html", "--markdown", "b.md")
    assert result.exit_code == 130
    assert told(result).startswith("interrupted: 100 of 200 draws; left out: what blocks")
    assert "100 draws, seed 1" in result.stderr
    assert "interrupted" in (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "interrupted" in (tmp_path / "b.md").read_text(encoding="utf-8")


def test_after_the_draws_only_the_other_parts_are_missing(run, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(_analyse, "blocking_sets", interrupted)
    result = run("zone", CASE, "--draws", "100")
    assert result.exit_code == 130
    assert told(result).startswith("interrupted: 100 of 100 draws; left out: what blocks")


def test_before_the_first_draws_there_is_nothing_to_give(run, stop_at):
    stop_at("the most plausible numbers", 0.0)
    result = run("zone", CASE, "--draws", "100")
    assert result.exit_code == 130
    assert result.stdout == ""
    assert result.stderr == "goodoffices: interrupted\n"
