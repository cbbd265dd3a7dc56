"""Scenarios in circulation, where they lie beside the project."""

from __future__ import annotations

import csv
import io

import pytest
from exchange.examples import acceptable

from goodoffices.case import read_case
from goodoffices.check import check
from goodoffices.exchange import (
    from_genius,
    from_negmas,
    from_positions,
    from_table,
    save,
    to_genius,
    to_negmas,
    to_table,
)
from goodoffices.zone import analyse

GENIUS = ("ANAC2015-politics-xml", "anac2014-10issues", "partydomain-uncertain-xml")
NEGMAS = (
    "anac2010-EnglandZimbabwe",
    "anac2010-ItexvsCypress",
    "anac2015-Politics",
    "anac2015-Tram",
)


@pytest.fixture(scope="module")
def scenarios(shared):
    return shared / "scenarios"


@pytest.mark.parametrize("name", [*GENIUS, *NEGMAS])
def test_a_scenario_imports_and_passes_the_check(scenarios, tmp_path, name):
    imported = (from_genius if name in GENIUS else from_negmas)(scenarios / name)
    path = tmp_path / "case.yaml"
    path.write_text(imported.text)
    file = read_case(path)
    assert file.case == imported.case
    assert check(file).counts["parties"] == len(file.case.parties)
    if name == "anac2014-10issues":
        assert any("not additive" in notice for notice in imported.notices)
        return
    for write, read in ((to_genius, from_genius), (to_negmas, from_negmas)):
        first = write(imported.case)
        save(first, tmp_path / write.__name__)
        assert write(read(tmp_path / write.__name__).case).files.keys() == first.files.keys()


@pytest.mark.parametrize(
    ("name", "parties", "issues"),
    [("cop21.csv", 15, 13), ("copenhagen.csv", 11, 7), ("sample_data.txt", 10, 6)],
)
def test_positions_import(scenarios, name, parties, issues):
    case = from_positions(scenarios / "decide-climate-cop15-cop21" / name).case
    assert (len(case.parties), len(case.issues)) == (parties, issues)


def test_a_large_conference_has_all_its_packages(scenarios):
    case = from_positions(scenarios / "decide-climate-cop15-cop21" / "cop21.csv").case
    count = 1
    for issue in case.issues:
        count *= len(issue.options)
    assert count == 6_258_954_240


def rows_of(folder):
    """Return a game of scores as rows of our table."""
    lines = ["kind,issue,option,party,score"]
    for about in csv.reader((folder / "config.txt").read_text().splitlines()):
        name, stem = about[0], about[1]
        text = (folder / "scores_files" / f"{stem}.txt").read_text()
        *scores, least = [line for line in text.splitlines() if line.strip()]
        for issue, line in zip("ABCDE", scores, strict=True):
            for n, score in enumerate(line.split(","), 1):
                lines.append(f"score,{issue},{issue}{n},{name},{score.strip()}")
        lines.append(f"minimum,,,{name},{least.strip()}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("name", "count"), [("base", 12), ("game1", 21)])
def test_a_game_of_scores_has_the_deals_that_it_is_known_for(scenarios, tmp_path, name, count):
    path = tmp_path / "game.csv"
    path.write_text(rows_of(scenarios / f"llm-deliberation-{name}"))
    case = from_table(path).case
    packages, fine = acceptable(case)
    assert len(packages) == 720
    assert fine.sum() == count
    result = analyse(case, draws=3)
    assert result.zone.value == 1
    assert {solution.concept for solution in result.solutions} >= {"nash", "kalai-smorodinsky"}
    assert all(solution.settlement.in_zone for solution in result.solutions)
    written = to_table(case).files[""].decode()
    scores = [line for line in csv.DictReader(io.StringIO(written)) if line["kind"] == "score"]
    assert all(line["score"].isdigit() for line in scores)
