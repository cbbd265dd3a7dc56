"""The command line of many runs: shards and a merger print what one command would."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from goodoffices.cli import _scale, goodoffices
from goodoffices.cli._group import COMMANDS

pytest.importorskip("duckdb", reason="folders need DuckDB")

CASE = "camp-david-1978"


@pytest.fixture
def asked():
    """What a command with these options receives."""

    def ask(*arguments):
        got = []

        @click.command()
        @_scale.scale_options
        def command(scale):
            got.append(scale)

        result = CliRunner().invoke(command, arguments)
        return got[0] if got else result

    return ask


def test_options_reach_the_command_as_one(asked, tmp_path):
    plain = asked()
    assert (plain.runs, plain.out, str(plain.shard), plain.workers, plain.cluster) == (
        2000, None, "1/1", None, None,
    )  # fmt: skip
    full = asked("--runs", "5", "--out", str(tmp_path), "--shard", "2/8", "--workers", "3")
    assert (full.runs, full.out, str(full.shard), full.workers) == (5, tmp_path, "2/8", 3)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--runs", "0"], "0 is not in the range"),
        (["--workers", "0"], "0 is not in the range"),
        (["--workers", "2", "--cluster", "tcp://a:1"], "give --workers or --cluster, not both"),
        (["--shard", "1/2"], "--shard needs --out"),
        (["--shard", "3/2", "--out", "x"], "found shard 3/2, expected i/n"),
        (["--shard", "half", "--out", "x"], "found 'half', expected i/n, for example 2/8"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(asked, arguments, told):
    result = asked(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.4, "0 seconds"), (119, "119 seconds"), (121, "2 minutes"), (7200, "2 hours"), (9e5, "10 days")],
)  # fmt: skip
def test_the_time_left_is_said_in_its_unit(seconds, said):
    assert _scale._time(seconds) == f"about {said}"


def test_nobody_watching_is_told_nothing(capsys):
    _scale.progress(1000, 5000, 12.0)
    assert capsys.readouterr().err == ""


def test_somebody_watching_is_told_how_far_it_is(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    _scale.progress(0, 5000, None)
    _scale.progress(1000, 5000, 300.0)
    told = capsys.readouterr().err
    assert "0 of 5,000 runs\r" in told
    assert told.endswith("1,000 of 5,000 runs, about 5 minutes left")


needs_talks = pytest.mark.skipif("talks" not in COMMANDS, reason="needs the command talks")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        return CliRunner().invoke(goodoffices, [str(each) for each in arguments])

    return call


@needs_talks
def test_shards_and_a_merger_print_what_one_command_does(run):
    whole = run("talks", CASE, "--runs", 2300, "--json", "whole.json")
    assert whole.exit_code == 0, whole.output
    for part in (1, 2, 3):
        done = run("talks", CASE, "--runs", 2300, "--out", f"part{part}", "--shard", f"{part}/3")
        assert done.exit_code == 0, done.output
    parts = ["part3", "part1", "part2"]
    merged = run("merge", *parts, "--json", "merged.json")
    assert (merged.exit_code, merged.stdout) == (0, whole.stdout)
    with open("whole.json", "rb") as one, open("merged.json", "rb") as other:  # noqa: PTH123
        assert one.read() == other.read()
    assert run("merge", *parts, "--json", "-").stdout == run(
        "talks", CASE, "--runs", 2300, "--json", "-"
    ).stdout  # fmt: skip


@needs_talks
def test_a_folder_changes_no_answer_and_is_gone_on_with(run, tmp_path):
    whole = run("talks", CASE, "--runs", 2300)
    for _ in range(2):
        assert run("talks", CASE, "--runs", 2300, "--out", "all").stdout.startswith(whole.stdout)
    (tmp_path / "all/chunk-000001.parquet").write_bytes(b"torn")
    assert run("talks", CASE, "--runs", 2300, "--out", "all").exit_code == 0
    assert run("merge", "all").stdout == whole.stdout


@needs_talks
@pytest.mark.parametrize("command", [("talks", CASE, "--out"), ("merge",)])
def test_a_foreign_folder_ends_in_one_line(run, tmp_path, command):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.tex").touch()
    result = run(*command, "mine")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("goodoffices: mine: ")


@needs_talks
def test_a_manifest_is_not_written_over(run):
    assert run("talks", CASE, "--runs", 10, "--out", "all").exit_code == 0
    result = run("merge", "all", "--json", "all/manifest.json")
    assert result.exit_code == 1
    with open("all/manifest.json", "rb") as manifest:  # noqa: PTH123
        assert json.load(manifest)["runs"] == 10


@needs_talks
def test_a_cluster_that_does_not_answer_ends_in_one_line(run):
    pytest.importorskip("distributed", reason="needs goodoffices[cluster]")
    result = run("talks", CASE, "--cluster", "nowhere")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "no Dask scheduler can be reached" in result.stderr


def test_help_of_merge_loads_no_numerical_library():
    code = (
        "import sys; from goodoffices.cli.merge import command\n"
        "try: command(['--help'])\n"
        "except SystemExit: pass\n"
        "assert 'numpy' not in sys.modules and 'pydantic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
