"""The commands `brief` and `zone`, as a user calls them."""

from __future__ import annotations

import json
import sys

import pytest
from click.testing import CliRunner

from goodoffices.cli import goodoffices

DRAWS = ["--draws", "40"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(goodoffices, list(words))


def test_the_brief_is_written_beside_the_reader(run, tmp_path):
    done = run("brief", "camp-david-1978", *DRAWS)
    assert done.exit_code == 0
    assert done.stdout == "wrote camp-david-1978-brief.html\n"
    page = (tmp_path / "camp-david-1978-brief.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert str(tmp_path) not in page


def test_the_same_seed_writes_the_same_bytes_and_another_does_not(run, tmp_path):
    for name, seed in (("a.html", "1"), ("b.html", "1"), ("c.html", "2")):
        assert run("brief", "camp-david-1978", "-o", name, "--seed", seed, *DRAWS).exit_code == 0
    first, second, third = ((tmp_path / f"{name}.html").read_bytes() for name in "abc")
    assert first == second != third


def test_all_formats_are_written_at_once(run, tmp_path):
    done = run(
        "brief", "camp-david-1978", "-o", "b.html", "--markdown", "b.md", "--json", "b.json", *DRAWS
    )
    assert done.stdout.split() == ["wrote", "b.html", "wrote", "b.md", "wrote", "b.json"]
    assert json.loads((tmp_path / "b.json").read_text())["schema"] == "goodoffices/brief/1"
    assert (tmp_path / "b.md").read_text().startswith("# ")


def test_json_on_standard_output_is_alone_there(run, tmp_path):
    done = run("brief", "camp-david-1978", "--json", "-", *DRAWS)
    assert json.loads(done.stdout)["case"] == "camp-david-1978"
    assert list(tmp_path.iterdir()) == []


def test_zone_prints_the_sentences_of_the_brief(run, tmp_path):
    printed = run("zone", "camp-david-1978", *DRAWS)
    assert printed.exit_code == 0
    run("brief", "camp-david-1978", "--markdown", "b.md", *DRAWS)
    written = (tmp_path / "b.md").read_text().replace("*", "").replace("\\", "")
    sentence = next(
        line for line in " ".join(printed.stdout.split()).split(" 2. ") if "1. A zone" in line
    )
    words = sentence.split("1. ")[1].replace("‘", "").replace("’", "")
    assert " ".join(words.split()) in " ".join(written.replace("’", "").split())


def test_zone_gives_its_result_as_json(run):
    done = run("zone", "camp-david-1978", "--json", "-", *DRAWS)
    data = json.loads(done.stdout)
    assert data["schema"] == "goodoffices/zone/1"
    assert data["draws"] == 40


@pytest.mark.parametrize("command", ["brief", "zone"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--draws", "0"], "--draws"),
        (["--draws", "many"], "--draws"),
        (["--seed", "x"], "--seed"),
        (["--at", "tomorrow"], "--at"),
        (["--at", "1900-01-01"], "before the case's as_of"),
    ],
)
def test_bad_values_are_wrong_usage(run, command, words, said):
    done = run(command, "camp-david-1978", *words)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize("command", ["brief", "zone"])
def test_a_case_that_is_not_there_is_an_error_of_the_case(run, command):
    done = run(command, "no-such-case")
    assert done.exit_code == 1
    assert "no-such-case" in done.stderr


@pytest.mark.parametrize("command", ["brief", "zone"])
def test_a_case_where_nobody_must_consent_has_no_answer(run, tmp_path, command):
    (tmp_path / "alone.yaml").write_text(
        "format: 1\ncase: alone\ntitle: Alone\nas_of: 2026-01-01\nhorizon: 2026-12-31\n"
        "parties:\n  - {id: a, name: A}\n"
        "issues:\n  - {id: i, name: I, area: territory, options: [x, y], without_agreement: x}\n"
    )
    done = run(command, "alone.yaml")
    assert done.exit_code == 3
    assert "nobody" in done.stderr
    assert not (tmp_path / "alone-brief.html").exists()


def test_the_case_is_never_written_over(run, tmp_path):
    from goodoffices.case import read_case

    data = read_case("camp-david-1978").path.read_bytes()
    (tmp_path / "mine.yaml").write_bytes(data)
    done = run("brief", "mine.yaml", "--markdown", "mine.yaml", *DRAWS)
    assert done.exit_code == 1
    assert "is the case itself" in done.stderr
    assert (tmp_path / "mine.yaml").read_bytes() == data


FORMATS = {".html": b"<!DOCTYPE", ".md": b"**int", ".json": b"{\n", ".docx": b"PK", ".pdf": b"%PDF"}


@pytest.mark.usefixtures("pango")
def test_the_ending_decides_what_is_written(run, tmp_path):
    pytest.importorskip("docx")
    names = [f"b{ending}" for ending in FORMATS]
    wanted = [word for name in names for word in ("-o", name)]
    choice = ["--sections", "1,wants", "--without", "3", "--marking", "internal"]
    done = run("brief", "camp-david-1978", *wanted, *choice, *DRAWS, "--runs", "20")
    assert done.exit_code == 0, done.output
    assert done.stdout.split() == [word for name in names for word in ("wrote", name)]
    for ending, begins in FORMATS.items():
        assert (tmp_path / f"b{ending}").read_bytes().startswith(begins)
    data = json.loads((tmp_path / "b.json").read_text())
    assert [section["number"] for section in data["sections"]] == [1]
    assert data["marking"] == "internal"
    assert "Excerpt" in (tmp_path / "b.html").read_text()


def test_endings_in_capitals_count(run, tmp_path):
    assert run("brief", "camp-david-1978", "-o", "B.MD", *DRAWS, "--runs", "9").exit_code == 0
    assert (tmp_path / "B.MD").read_text().startswith("# Egypt")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "b.txt"], "b.txt has the ending '.txt'; a brief is written as .html, .md, .json, .pdf or .docx"),
        (["-o", "b"], "b has no ending"),
        (["-o", "b.html", "-o", "case.yaml"], "case.yaml has the ending '.yaml'"),
        (["--sections", "1,nowhere"], "'--sections': there is no section 'nowhere'"),
        (["--without", "12"], "'--without': there is no section '12'"),
        (["--marking", "a\nb"], "'--marking'"),
        (["--marking", " "], "the marking is empty"),
        (["--sections", "1", "--without", "bottom-line"], "no section would be left"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_told_and_nothing_is(run, tmp_path, words, said):
    done = run("brief", "camp-david-1978", *words, *DRAWS, "--runs", "9")
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["-o", "--markdown", "--json"])
def test_a_folder_that_is_not_there_is_told_before_the_work(run, option):
    done = run("brief", "camp-david-1978", option, "nowhere/b.md")
    assert done.exit_code == 1
    assert "there is no folder" in done.stderr


@pytest.mark.parametrize(("ending", "extra"), [("pdf", "weasyprint"), ("docx", "docx")])
def test_a_missing_extra_is_told_before_the_work(run, tmp_path, monkeypatch, ending, extra):
    monkeypatch.setitem(sys.modules, extra, None)
    done = run("brief", "camp-david-1978", "-o", f"b.{ending}")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert f"install goodoffices[{ending}]" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_two_runs_write_the_same_word_file(run, tmp_path):
    pytest.importorskip("docx")
    for name in ("a.docx", "b.docx"):
        done = run("brief", "camp-david-1978", "-o", name, *DRAWS, "--runs", "9")
        assert done.exit_code == 0
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
