"""`goodoffices record import` and `goodoffices record survival`, as a user calls them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.made_up_data import put

from goodoffices.cli import goodoffices
from goodoffices.cli.record import _datasets
from goodoffices.record import DATASETS


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function that runs a command of `record` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str):
        return CliRunner().invoke(goodoffices, ("record", *arguments), prog_name="goodoffices")

    return call


@pytest.fixture
def agreements(tmp_path):
    """Eighty agreements: of those with a commission a quarter fail, of the others half."""
    rows = [
        {
            "paid": str(n), "procID": str(n // 2), "co_impl": str(n % 2),
            "duration": "2002-07-01" if n % 8 in (0, 1, 2) else "",
        }
        for n in range(80)
    ]  # fmt: skip
    put(tmp_path, "ucdp-agreements", *rows)
    return "ucdp-agreements.csv"


def test_the_commands_know_the_data_sets_of_the_room():
    assert set(_datasets.DATASETS) == set(DATASETS)


def test_a_table_shows_shares_intervals_and_who_was_at_risk(run, agreements):
    done = run("survival", "ucdp-agreements", agreements, "--by", "commission", "--years", "1,5")
    assert done.exit_code == 0, done.output
    text = done.stdout.replace("\u202f", " ")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "n groups years held 95 % interval by groups at risk failed" in lines
    assert "with commission 40 40 1 100 % 91–100 % 91–100 % 40 0" in lines
    assert "5 75 % 59–86 % 59–86 % 30 10" in lines
    assert "without commission 40 40 1 100 % 91–100 % 91–100 % 40 0" in lines
    assert "5 50 % 34–64 % 34–64 % 20 20" in lines
    flat = " ".join(text.split())
    assert "By commission, an association and no effect" in flat
    assert (
        "with commission, less without commission: after 1 year no change (−9 to +9); after 5 years +25 points"
        in flat
    )
    assert "Log-rank test that the classes do not differ, were all independent: p 0.0" in flat
    assert "anecdote" not in flat


def test_a_small_class_is_an_anecdote(run):
    put(Path(), "ucdp-agreements", {}, {"paid": "2", "co_impl": "1"}, name="few.csv")
    done = run("survival", "ucdp-agreements", "few.csv", "--by", "commission")
    assert "anecdote\n" in done.stdout
    assert "An anecdote is a class of fewer than 30" in done.stdout
    assert "less without commission (an anecdote):" in " ".join(done.stdout.split())
    assert "Log-rank" not in done.stdout  # none failed


def test_beyond_the_record_nothing_is_known(run, agreements):
    done = run("survival", "ucdp-agreements", agreements, "--years", "60", "--by", "commission")
    flat = " ".join(done.stdout.split())
    assert "60 not known 0 10" in flat
    assert "less without commission: after 60 years not known." in flat


def test_json_goes_to_a_file_or_alone_to_standard_output(run, agreements):
    done = run(
        "survival", "ucdp-agreements", agreements, "--json", "out.json", "--only", "commission=yes"
    )
    assert "Chosen: commission yes." in done.stdout
    data = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert data["schema"] == "goodoffices/record-survival/1"
    assert data["only"] == {"commission": "yes"}
    assert data["classes"][0]["n"] == 40
    alone = run(
        "survival", "ucdp-agreements", agreements, "--json", "-", "--only", "commission=yes"
    )
    assert json.loads(alone.stdout) == data


def test_json_has_the_fields_that_the_page_lists(run, agreements, root):
    data = json.loads(run("survival", "ucdp-agreements", agreements, "--json", "-").stdout)
    page = (root / "docs" / "reference" / "json-output.md").read_text(encoding="utf-8")
    section = page.partition("## `goodoffices record survival`")[2].partition("\n## ")[0]
    assert f"`{data['schema']}`" in section
    for key in data.keys() - {"schema"}:
        assert f"| `{key}` |" in section


def test_import_writes_a_table_of_rates_and_no_row(run, agreements):
    done = run("import", "ucdp-agreements", agreements, "-o", "rates.json")
    assert done.exit_code == 0, done.output
    assert "wrote rates.json: " in done.stdout
    assert "note: cite it as its publisher asks: UCDP Peace Agreements" in done.stderr
    text = Path("rates.json").read_text(encoding="utf-8")
    table = json.loads(text)
    five = next(each for each in table["rates"] if each["id"] == "commission-5y")
    assert (five["value"], five["n"], five["has"]) == (0.75, 40, True)
    assert "Reed Accord" not in text
    again = run("import", "ucdp-agreements", agreements, "-o", "rates.json")
    assert (again.exit_code, "exists already; --force replaces it" in again.stderr) == (1, True)
    assert (
        run("import", "ucdp-agreements", agreements, "-o", "rates.json", "--force").exit_code == 0
    )
    printed = run("import", "ucdp-agreements", agreements)
    assert json.loads(printed.stdout) == table


def test_a_data_file_is_never_written_over(run, agreements):
    before = Path(agreements).read_bytes()
    first = run("import", "ucdp-agreements", agreements, "-o", agreements, "--force")
    second = run("survival", "ucdp-agreements", agreements, "--json", f"./{agreements}")
    for done in (first, second):
        assert done.exit_code == 1
        assert "is a data file itself" in done.stderr
    assert Path(agreements).read_bytes() == before


@pytest.mark.usefixtures("agreements")
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("survival", "cow", "a.csv"), 2, "'cow' is not one of"),
        (("survival", "icb"), 2, "Missing argument 'FILE...'"),
        (("survival", "icb", "gone.csv"), 1, "gone.csv: cannot be read: no such file"),
        (("survival", "ucdp-agreements", "ucdp-agreements.csv", "--years", "soon"), 2, "found 'soon'"),
        (("survival", "ucdp-agreements", "ucdp-agreements.csv", "--years", "-1"), 2, "from 0 to 200"),
        (("survival", "ucdp-agreements", "ucdp-agreements.csv", "--only", "commission"), 2, "FEATURE=VALUE"),
        (("survival", "ucdp-agreements", "ucdp-agreements.csv", "--by", "colour"), 1, "no feature 'colour'"),
        (("survival", "ucdp-agreements", "ucdp-agreements.csv", "--only", "commission=yes", "--only", "commission=no"), 2, "each feature once"),
        (("survival", "ucdp-agreements", "ucdp-agreements.csv", "--only", "commission=yes", "--only", "ceasefire=no", "--json", "no/such/folder.json"), 1, "there is no folder"),
        (("import", "mend", "ucdp-agreements.csv"), 1, "its columns are those of ucdp-agreements"),
    ],
)  # fmt: skip
def test_mistakes_are_one_message(run, arguments, code, message):
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_class_has_no_answer(run):
    put(Path(), "ucdp-agreements", {"co_impl": "1"}, {"paid": "2", "cease": "1"}, name="two.csv")
    done = run(
        "survival",
        "ucdp-agreements",
        "two.csv",
        "--only",
        "commission=yes",
        "--only",
        "ceasefire=yes",
    )
    assert (done.exit_code, done.stdout) == (3, "")
    assert "the class is empty, no event has commission=yes and ceasefire=yes" in done.stderr
    put(Path(), "icb", {})
    asked = run("survival", "icb", "icb.csv")
    assert (asked.exit_code, "does not say how long anything held" in asked.stderr) == (3, True)


@pytest.mark.parametrize("command", ["import", "survival"])
def test_help_loads_no_library(command):
    probe = (
        "import sys; sys.argv = ['goodoffices', 'record', sys.argv[1], '--help']\n"
        "from goodoffices.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'pandas', 'lifelines', 'openpyxl', 'pydantic', 'yaml'} & {n.partition('.')[0] for n in sys.modules}\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "DATASET" in done.stdout
