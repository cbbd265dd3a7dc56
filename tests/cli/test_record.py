"""`goodoffices record`: rates, classes of a case, and how long a package holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from goodoffices.case.model import ReferenceClass
from goodoffices.cli import _kinds, goodoffices

DRAFT = "monitoring: joint-commission\nceasefire: monitored\n"


@pytest.fixture
def draft(run):
    """A draft in the folder in which `run` runs."""
    Path("draft.yaml").write_text(DRAFT, encoding="utf-8")
    return run


def test_rates_are_listed_by_kind(run):
    done = run("record", "rates", "--conflict", "interstate", "--quantity", "ending")
    assert done.exit_code == 0
    assert "Episodes of armed conflict between states" in done.stdout
    assert "within a state" not in done.stdout


def test_rates_as_json(run):
    data = json.loads(run("record", "rates", "--agreement", "full", "--json", "-").stdout)
    assert data["schema"] == "goodoffices/record-rates/1"
    assert "full-agreement-5y" in [rate["id"] for rate in data["rates"]]
    assert data["choice"]["agreement"] == "full"


def test_classes_follow_the_case_and_the_options_come_first(run):
    data = json.loads(run("record", "classes", "geneva-2026", "--json", "-").stdout)
    assert data["signed"] == "crisis-single-state-formal"
    other = run("record", "classes", "geneva-2026", "--mediator", "group-of-states", "--json", "-")
    assert json.loads(other.stdout)["signed"] == "war-mediated-formal"
    what_if = run("record", "classes", "geneva-2026", "--set", "record.mediator=igo", "--json", "-")
    data = json.loads(what_if.stdout)
    assert data["choice"]["mediator"] == "igo"
    assert data["overrides"][0]["path"] == "record.mediator"


def test_holds_takes_a_draft_and_years(draft):
    done = draft("record", "holds", "geneva-2026", "--draft", "draft.yaml", "--years", "5,0.5")
    text = " ".join(done.stdout.replace("\u202f", " ").split())
    assert "still held after six months. Of full peace agreements" in text
    assert "It leaves twelve issues open" in text
    assert "Of the failures" not in text


def test_holds_looks_at_the_most_robust_package_by_default(run):
    done = run("record", "holds", "camp-david-1978", "--draws", "50", "--json", "-")
    data = json.loads(done.stdout)
    assert data["source"] == "robust"
    assert data["terms"][1]["main"] == "process-agreement-5y"
    assert data["open"] == []


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ("0", "found '0', expected numbers above 0"),
        ("1,x", "found 'x', expected numbers"),
        ("", "found '', expected numbers"),
        ("nan", "found 'nan', expected numbers"),
        ("1e9", "found '1e9', expected numbers"),
        (",".join(map(str, range(1, 20))), "found 19 numbers, expected at most 12"),
    ],
)
def test_years_that_are_none_are_refused(draft, years, said):
    done = draft("record", "holds", "geneva-2026", "--draft", "draft.yaml", "--years", years)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_wrong_draft_is_refused(run):
    Path("draft.yaml").write_text("monitorin: none\n", encoding="utf-8")
    done = run("record", "holds", "geneva-2026", "--draft", "draft.yaml")
    assert done.exit_code == 1
    assert "did you mean 'monitoring'?" in done.stderr


def test_a_wrong_table_of_rates_is_refused_with_its_place(run):
    Path("own.yaml").write_text("version: 1\nrates: [{id: a}]\n", encoding="utf-8")
    done = run("record", "rates", "--rates", "own.yaml")
    assert done.exit_code == 1
    assert done.stderr.startswith("goodoffices: own.yaml: rates[1] (a): ")
    assert run("record", "rates", "--rates", "nowhere.yaml").exit_code == 1


def test_a_result_does_not_replace_the_case(run, small):
    Path("small.yaml").write_text(small, encoding="utf-8")
    done = run("record", "classes", "small.yaml", "--json", "small.yaml")
    assert done.exit_code == 1
    assert Path("small.yaml").read_text(encoding="utf-8") == small


def test_a_case_that_says_nothing_has_an_answer(run, small):
    Path("small.yaml").write_text(small, encoding="utf-8")
    assert run("record", "classes", "small.yaml").exit_code == 0
    assert run("record", "holds", "small.yaml", "--draws", "20").exit_code == 0


def test_the_options_are_the_words_of_the_case_format():
    schema = ReferenceClass.model_json_schema()["properties"]
    for name, words in (
        ("conflict", _kinds._CONFLICTS),
        ("mediator", _kinds._MEDIATORS),
        ("style", _kinds._STYLES),
        ("agreement", _kinds._AGREEMENTS),
    ):
        (listed,) = (part["enum"] for part in schema[name]["anyOf"] if "enum" in part)
        assert tuple(listed) == words


def test_the_brief_has_the_section_and_a_case_without_a_kind_too(run, small):
    Path("small.yaml").write_text(small, encoding="utf-8")
    done = run("brief", "small.yaml", "--markdown", "b.md", "--draws", "50", "--runs", "10")
    assert done.exit_code == 0
    assert "## 9. What the record says" in Path("b.md").read_text(encoding="utf-8")


def test_help_lists_what_there_is():
    done = CliRunner().invoke(goodoffices, ["record", "--help"])
    for name in ("classes", "holds", "rates"):
        assert name in done.stdout
