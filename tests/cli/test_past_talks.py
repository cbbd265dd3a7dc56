"""`record backtest` and `record precedents`, as they are typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from goodoffices.case import bundled_path
from goodoffices.record._outcome import _FOLDER

DRAWS = ("--draws", "5")


@pytest.fixture
def end(tmp_path):
    path = tmp_path / "end.yaml"
    path.write_bytes((_FOLDER / "korea-1953.yaml").read_bytes())
    return path


def test_past_talks_are_set_beside_their_end(run):
    done = run("record", "backtest", "korea-1953", "istanbul-2022", *DRAWS)
    assert done.exit_code == 0, done.output
    for words in (
        "Two cases prove nothing",
        "of attempts",
        "Return of prisoners",
        "Nothing was signed",
    ):
        assert words in " ".join(done.stdout.split())


def test_as_json(run):
    done = run("record", "backtest", "korea-1953", "--json", "-", *DRAWS)
    data = json.loads(done.stdout)
    assert data["schema"] == "goodoffices/backtest/1"
    assert [trial["case"] for trial in data["trials"]] == ["korea-1953"]
    assert data["trials"][0]["signed_at"]["package"]["prisoners"] == "neutral-custody"


def test_a_case_of_ones_own_with_its_end(run, tmp_path, end):
    case = tmp_path / "mine.yaml"
    case.write_bytes(
        bundled_path("korea-1953").read_bytes().replace(b"case: korea-1953", b"case: mine")
    )
    assert run("record", "backtest", "mine.yaml", *DRAWS).exit_code == 3
    end.write_bytes(end.read_bytes().replace(b"case: korea-1953", b"case: mine"))
    done = run("record", "backtest", "mine.yaml", "--outcome", "end.yaml", "--json", "-", *DRAWS)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["trials"][0]["decisive"] == "prisoners"


def test_a_bundled_case_is_not_mistaken_for_a_file_of_its_name(run, tmp_path):
    (tmp_path / "dayton-1995").write_text("not: a case\n", encoding="utf-8")
    assert run("record", "precedents", "geneva-2026", "territory").exit_code == 0
    assert run("record", "backtest", "--draws", "2").exit_code == 0
    assert run("record", "backtest", "dayton-1995", *DRAWS).exit_code == 1


@pytest.mark.usefixtures("end")
def test_an_account_of_another_case_is_refused(run):
    done = run("record", "backtest", "aceh-2005", "--outcome", "end.yaml", *DRAWS)
    assert done.exit_code == 2
    assert "is about korea-1953, which is not among the cases asked: aceh-2005" in " ".join(
        done.stderr.split()
    )


@pytest.mark.usefixtures("end")
def test_two_accounts_of_a_case_or_a_case_twice_are_refused(run):
    two = ("--outcome", "end.yaml", "--outcome", "end.yaml")
    assert run("record", "backtest", "korea-1953", *two, *DRAWS).exit_code == 2
    assert run("record", "backtest", "korea-1953", "korea-1953", *DRAWS).exit_code == 2


def test_a_broken_account_is_told_with_line_and_column(run, end):
    end.write_bytes(end.read_bytes().replace(b"option: ends", b"option: end"))
    done = run("record", "backtest", "korea-1953", "--outcome", "end.yaml", *DRAWS)
    assert done.exit_code == 1
    assert done.stderr.startswith("end.yaml:")
    assert "did you mean 'ends'?" in done.stderr


def test_a_result_is_not_written_over_what_it_is_made_of(run, end):
    before = end.read_bytes()
    done = run(
        "record", "backtest", "korea-1953", "--outcome", "end.yaml", "--json", "end.yaml", *DRAWS
    )
    assert done.exit_code == 1
    assert end.read_bytes() == before
    assert run("record", "backtest", "korea-1953", "--json", "no/where.json", *DRAWS).exit_code == 1


def test_what_became_of_it_is_not_on_record(run):
    done = run("record", "backtest", "geneva-2026", *DRAWS)
    assert done.exit_code == 3
    assert "not on record" in done.stderr


def test_precedents_in_words_and_as_json(run):
    done = run("record", "precedents", "geneva-2026", "territory", "--json", "p.json")
    assert done.exit_code == 0, done.output
    plain = " ".join(done.stdout.split())
    assert "shows what has been done, not how often" in plain
    data = json.loads(Path("p.json").read_text(encoding="utf-8"))
    assert data["schema"] == "goodoffices/precedents/1"
    assert data["area"] == "territory"
    assert "‘Brčko and the corridor’: left, or the rest of it, to a later procedure" in plain


def test_an_area_of_which_nothing_is_on_record_says_so(run):
    done = run("record", "precedents", "camp-david-1978", "normalisation")
    assert done.exit_code == 0
    assert "have no such issue" in done.stdout


def test_an_unknown_issue_is_wrong_usage(run):
    done = run("record", "precedents", "geneva-2026", "teritory")
    assert done.exit_code == 2
    assert "did you mean 'territory'?" in done.stderr


@pytest.mark.parametrize(
    "asked", [("backtest", "korea-1953", *DRAWS), ("precedents", "geneva-2026", "territory")]
)
def test_json_has_the_fields_that_the_page_lists(run, root, asked):
    given = json.loads(run("record", *asked, "--json", "-").stdout)
    page = (root / "docs" / "reference" / "json-output.md").read_text(encoding="utf-8")
    section = page.partition(f"## `goodoffices record {asked[0]}`")[2].partition("\n## ")[0]
    table = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert table
    assert set(given) - {"schema"} == set(re.findall(r"^\| `(\w+)`", table[0], re.MULTILINE))
    assert f"`{given['schema']}`" in section
