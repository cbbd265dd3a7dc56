"""Questions put to the zone on the command line: a draft, the frontier, bargaining powers."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from goodoffices.cli import goodoffices

CASE = "camp-david-1978"


@pytest.fixture
def run():
    def invoke(*words: str):
        return CliRunner().invoke(goodoffices, ["zone", *words], prog_name="goodoffices")

    return invoke


def test_a_draft_is_answered_in_words_and_as_json(run, tmp_path):
    draft = tmp_path / "draft.yaml"
    draft.write_text("territory: freeze-line\nceasefire: definitive\n")
    said = run("geneva-2026", "--draft", str(draft))
    assert said.exit_code == 0, said.output
    assert "the nearest package inside it follows" in said.stdout
    data = json.loads(run("geneva-2026", "--draft", str(draft), "--json", "-").stdout)
    assert data["schema"] == "goodoffices/amendment/1"
    assert data["status"] == "repaired"
    assert data["draft"]["territory"] == "freeze-line"
    moved = {i for i in data["draft"] if data["draft"][i] != data["package"][i]}
    assert moved == set(data["changed"])


def test_the_package_of_a_result_is_a_draft_that_holds(run, tmp_path):
    draft = tmp_path / "draft.json"
    draft.write_text(run("geneva-2026", "--draft", _whole(tmp_path), "--json", "-").stdout)
    again = json.loads(run("geneva-2026", "--draft", str(draft), "--json", "-").stdout)
    assert again["status"] in ("improved", "on the frontier")


def _whole(tmp_path) -> str:
    path = tmp_path / "first.yaml"
    path.write_text("ceasefire: definitive\n")
    return str(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("foo: full\n", "'foo' is not an issue of the case, expected one of "),
        ("territory: freze-line\n", "did you mean 'freeze-line'"),
        ("teritory: freeze-line\n", "did you mean 'territory'"),
        ("- territory\n", "expected lines such as 'issue: option'"),
        ("", "expected lines such as 'issue: option'"),
        ("territory: [a]\n", "expected an option of territory"),
        ("a: *b\n", ":1:4"),
    ],
)
def test_a_wrong_draft_is_one_clear_error(run, tmp_path, text, told):
    draft = tmp_path / "draft.yaml"
    draft.write_text(text)
    said = run("geneva-2026", "--draft", str(draft))
    assert said.exit_code == 1
    assert told in said.stderr
    assert "Traceback" not in said.stderr


def test_the_frontier_is_written_with_its_packages(run, tmp_path):
    path = tmp_path / "frontier.csv"
    said = run("geneva-2026", "--frontier", str(path))
    assert said.exit_code == 0, said.output
    rows = list(csv.DictReader(path.read_text().splitlines()))
    assert f"{len(rows)} points, exact" in said.stdout
    assert "elimination" not in said.stdout
    for row in rows:
        inside = all(float(row[f"surplus:{party}"]) >= 0 for party in ("russia", "ukraine"))
        assert row["in_zone"] == str(inside)
        assert row["territory"]


def test_the_frontier_as_parquet_has_the_same_rows(run, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="needs the extra [parquet]")
    listed, packed = tmp_path / "f.csv", tmp_path / "f.parquet"
    assert run("geneva-2026", "--frontier", str(listed)).exit_code == 0
    assert run("geneva-2026", "--frontier", str(packed)).exit_code == 0
    assert duckdb.read_parquet(str(packed)).fetchall() == duckdb.read_csv(str(listed)).fetchall()


def test_an_ending_that_is_neither_is_refused(run, tmp_path):
    said = run("geneva-2026", "--frontier", str(tmp_path / "frontier.txt"))
    assert said.exit_code == 2
    assert "'.txt'" in said.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("powers", ["france=2", "egypt", "egypt=0", "egypt=x", "egypt=-1"])
def test_a_power_that_makes_no_sense_is_refused(run, powers):
    said = run(CASE, "--powers", powers, "--draws", "1")
    assert said.exit_code == 2
    assert "expected PARTY=N" in said.stderr


def test_power_moves_the_nash_solution_towards_whoever_has_it(run):
    gains = []
    for power in ("0.2", "1", "5"):
        said = run("geneva-2026", "--powers", f"russia={power}", "--draws", "1", "--json", "-")
        solutions = {s["concept"]: s for s in json.loads(said.stdout)["solutions"]}
        gains.append(solutions["nash"]["settlement"]["surplus"]["russia"])
    assert gains == sorted(gains)
    assert gains[0] < gains[-1]


def test_a_subset_of_the_parties_bargains_among_itself(run):
    said = run("geneva-2026", "--parties", "ukraine,european-states", "--draws", "1", "--json", "-")
    data = json.loads(said.stdout)
    assert data["parties"] == ["ukraine", "european-states"]
    assert data["limited"] == {}
    assert data["margin"]["modal"] > 0


@pytest.mark.parametrize("parties", ["france", "", "ukraine,france"])
def test_a_party_that_the_case_does_not_have_is_refused(run, parties):
    said = run("geneva-2026", "--parties", parties, "--draws", "1")
    assert said.exit_code == 2
    assert "expected parties among russia" in said.stderr
