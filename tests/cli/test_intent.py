"""`goodoffices intent`, and matrices out and in, as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DRAWS = ("--draws", "60")


def test_it_answers_in_the_words_of_the_brief(run):
    done = run("intent", "geneva-2026", *DRAWS)
    assert done.exit_code == 0
    text = " ".join(done.stdout.split())
    assert "What the US is after is not identified" in text
    assert "What to watch" in text
    assert "Delegations, round by round" in text
    page = run("brief", "geneva-2026", "--markdown", "b.md", *DRAWS)
    assert page.exit_code == 0
    written = Path("b.md").read_text(encoding="utf-8").replace("*", "").replace("\\", "")
    sentence = text.partition("taken together, ")[2].partition(", by a factor")[0]
    assert sentence.replace("“", "").split("”")[0] in written.replace("“", "")


def test_its_json_names_its_version(run):
    data = json.loads(run("intent", "camp-david-1978", "--json", "-", *DRAWS).stdout)
    assert data["schema"] == "goodoffices/intent/1"
    assert [m["about"] for m in data["mediators"]] == ["united-states"]
    assert data["mediators"][0]["identified"] is False


def test_the_same_seed_prints_the_same_and_another_does_not(run):
    first, second, third = (
        run("intent", "geneva-2026", "--json", "-", "--seed", seed, *DRAWS).stdout
        for seed in ("1", "1", "2")
    )
    assert first == second != third


@pytest.mark.parametrize("name", ["m.csv", "m.json"])
def test_a_matrix_goes_out_and_comes_back_with_the_same_answer(run, name):
    out = run("intent", "camp-david-1978", "--matrix", name, "--json", "a.json", *DRAWS)
    assert out.exit_code == 0
    assert "wrote" in out.stderr
    back = run("import", "matrix", name, "-o", "back.yaml", "--as-of", "1978-09-05")
    assert back.exit_code == 0, back.stderr
    assert "stand in" in back.stderr
    assert run("intent", "back.yaml", "--json", "b.json", *DRAWS).exit_code == 0
    before, after = (
        json.loads(Path(name).read_text(encoding="utf-8"))["mediators"][0]
        for name in ("a.json", "b.json")
    )
    old = {h["id"]: h for h in before["hypotheses"]}
    for h in after["hypotheses"]:
        assert h["posterior"]["value"] == pytest.approx(old[h["id"]]["posterior"]["value"])
        assert h["lower"] == pytest.approx(old[h["id"]]["lower"])
    assert [i["id"] for i in after["items"]] == [i["id"] for i in before["items"]]


def test_what_a_matrix_cannot_hold_is_said(run):
    done = run("intent", "geneva-2026", "--matrix", "m.csv", *DRAWS)
    assert "choice sets became the likelihood of what was done" in done.stderr
    assert "that a voice may mislead was left out" in done.stderr


def test_a_matrix_of_marks_from_elsewhere_is_read(run, tmp_path):
    text = "Text;Peace;Process;None of these\nSays so;CC;I;N\nPays;++;very likely;0.2 0.4 0.6\n"
    (tmp_path / "ach.csv").write_text(text, encoding="utf-8")
    assert run("import", "matrix", "ach.csv", "-o", "c.yaml").exit_code == 0
    data = json.loads(run("intent", "c.yaml", "--json", "-", *DRAWS).stdout)
    (mediator,) = data["mediators"]
    assert [h["none_of_these"] for h in mediator["hypotheses"]] == [False, False, True]
    # 0.95 x 0.95, 0.2 x 0.875, 0.5 x 0.4
    weights = [0.9025, 0.175, 0.2]
    for h, weight in zip(mediator["hypotheses"], weights, strict=True):
        assert h["posterior"]["value"] == pytest.approx(weight / sum(weights))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("item,a\ne,0.5\n", "found 1 hypotheses"),
        ("item,a,b\ne,0.5,maybe\n", "bad.csv:2: column 'b': found 'maybe'"),
        ("item,a,b\ne,0.5,1.5\n", "a number from 0 to 1"),
        ("item,a,b\ne,0.5,0.6 0.4 0.2\n", "expected low, mode and high"),
        ("item,a,b\ne,0.5\n", "found 2 cells, expected 3"),
        ("item,channel,a,b\ne,gossip,0.5,0.5\n", "expected document or choice"),
        ("item,date,a,b\ne,soon,0.5,0.5\n", "date"),
        ('{"items": []}', "expected a list `hypotheses`"),
        ('{"hypotheses": [{"id": "a"}, {"id": "b"}], "items": [{"item": "x"}]}',
         "no `likelihood`"),
    ],
)  # fmt: skip
def test_a_wrong_matrix_is_refused_with_its_place(run, tmp_path, text, said):
    (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
    done = run("import", "matrix", "bad.csv")
    assert done.exit_code == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["geneva-2026", "--draws", "0"], 2, "--draws"),
        (["geneva-2026", "--about", "russia"], 2, "expected a mediator with hypotheses: united-"),
        (["geneva-2026", "--matrix", "m.xls"], 2, "ends in .csv or .json"),
        (["nowhere.yaml"], 1, "no such file"),
    ],
)
def test_wrong_usage_is_said(run, words, code, said):
    done = run("intent", *words)
    assert done.exit_code == code
    assert said in done.stderr


def test_one_hypothesis_only_has_no_answer(run, tmp_path, small):
    extra = (
        "\nhypotheses:\n  - {id: peace, about: league, name: P, text: T, like: gain-elsewhere}\n"
    )
    (tmp_path / "one.yaml").write_text(small + extra, encoding="utf-8")
    done = run("intent", "one.yaml", *DRAWS)
    assert done.exit_code == 3
    assert "peace is the only hypothesis about league" in done.stderr
    assert run("brief", "one.yaml", *DRAWS).exit_code == 0
