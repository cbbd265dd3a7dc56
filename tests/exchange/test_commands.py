"""The commands that bring cases in and out."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from exchange.examples import TABLE

from goodoffices.case import _rules
from goodoffices.cli import goodoffices
from goodoffices.exchange import _limits


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scores.csv").write_text(TABLE)

    def call(*arguments):
        return CliRunner().invoke(goodoffices, arguments, prog_name="goodoffices")

    return call


def test_a_table_goes_in_and_everything_comes_out(run):
    assert run("import", "table", "scores.csv", "-o", "quay.yaml").exit_code == 0
    assert run("check", "quay.yaml").exit_code == 0
    for kind in ("genius", "negmas", "table", "json"):
        result = run("export", "quay.yaml", "--to", kind, kind)
        assert result.exit_code == 0, result.output
        assert "wrote" in result.stdout
    assert run("import", "genius", "genius").exit_code == 0
    assert run("import", "negmas", "negmas").exit_code == 0
    assert run("import", "table", "table").exit_code == 0
    assert run("check", "json").exit_code == 0
    assert "red lines" in run("export", "quay.yaml", "--to", "genius", "again").stderr


def test_only_formats_of_other_tools_leave_something_out(run):
    foreign = run("export", "geneva-2026", "--to", "table", "geneva.csv")
    assert "other tools hold no sources, claims" in foreign.stderr
    own = run("export", "geneva-2026", "--to", "json", "geneva.json")
    assert own.exit_code == 0, own.output
    assert own.stderr == ""


def test_without_a_file_the_case_goes_to_standard_output(run):
    result = run("import", "table", "scores.csv", "--as-of", "2026-01-31")
    assert "as_of: 2026-01-31" in result.stdout
    assert str(result.stdout).startswith("# Imported from a table of scores: scores.csv\n")


def test_the_last_day_of_the_calendar_is_a_date_as_well(run):
    assert run("import", "table", "scores.csv", "--as-of", "9999-12-31").exit_code == 0


def test_nothing_is_replaced_without_being_told_to(run, tmp_path):
    (tmp_path / "quay.yaml").write_text("mine\n")
    result = run("import", "table", "scores.csv", "-o", "quay.yaml")
    assert result.exit_code == 1
    assert "--force" in result.stderr
    assert (tmp_path / "quay.yaml").read_text() == "mine\n"
    assert run("import", "table", "scores.csv", "-o", "quay.yaml", "--force").exit_code == 0
    assert run("export", "quay.yaml", "--to", "table", "scores.csv").exit_code == 1
    assert (tmp_path / "scores.csv").read_text() == TABLE
    assert run("export", "quay.yaml", "--to", "table", "scores.csv", "--force").exit_code == 0
    same = run("export", "quay.yaml", "--to", "json", "quay.yaml", "--force")
    assert same.exit_code == 1
    assert "is the case itself" in same.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "excel", "scores.csv"),
        ("import", "table"),
        ("import", "table", "scores.csv", "--evaluations", "as-written"),
        ("export", "geneva-2026", "out"),
        ("export", "geneva-2026", "--to", "word", "out"),
    ],
)
def test_wrong_usage_ends_with_2(run, arguments):
    assert run(*arguments).exit_code == 2


def test_the_limits_are_those_of_the_format():
    assert _limits.OPTIONS == _rules.OPTIONS
    assert _rules._MOST["issues"] == _limits.TOPICS
    assert _rules._MOST["parties"] == _limits.PARTIES
    assert _rules._MOST["links"] == _limits.LINKS
