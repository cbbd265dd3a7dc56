"""The commands, their files and their exit codes."""

from __future__ import annotations

import json
import os
import shlex
import signal
import stat
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from goodoffices import __version__
from goodoffices.case import NoAnswer, bundled
from goodoffices.cli import _group, goodoffices


def goodoffices_process(*arguments: str, **options):
    return subprocess.run(
        [sys.executable, "-m", "goodoffices", *arguments],
        capture_output=True,
        check=False,
        timeout=60,
        **options,
    )


@pytest.mark.parametrize("name", _group.COMMANDS)
def test_every_command_loads_and_explains_itself(run, name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: goodoffices {name}")


@pytest.mark.parametrize("name", _group.COMMANDS)
def test_every_option_has_help(name):
    command = goodoffices.get_command(click.Context(goodoffices), name)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help


def test_help_lists_every_command_and_the_exit_codes(run):
    result = run("--help")
    assert result.exit_code == 0
    for name, words in _group.COMMANDS.items():
        assert name in result.stdout
        assert words.split()[0] in result.stdout
    assert "Exit codes" in result.stdout


def test_the_version_is_the_packages(run):
    assert run("--version").stdout == f"goodoffices, version {__version__}\n"


@pytest.mark.parametrize("arguments", [("chek",), ("check",), ("check", "a", "b"), ("new", "--x")])
def test_wrong_usage_is_exit_code_2(run, arguments):
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_case_is_sound_and_the_last_line_counts(run, name):
    result = run("check", name)
    assert result.exit_code == 0
    assert result.stderr == ""
    last = result.stdout.splitlines()[-1]
    assert last.startswith(f"{name}: ")
    for noun in ("parties", "issues", "claims", "no errors", "finding"):
        assert noun in last


def test_json_on_standard_output_is_json_only(run):
    result = run("check", bundled()[0], "--json", "-")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["schema"] == "goodoffices/check/1"
    assert report["case"] == bundled()[0]
    assert len(report["sha256"]) == 64


def test_json_in_a_file_comes_beside_the_text(run, tmp_path):
    result = run("check", bundled()[0], "--json", "out.json")
    assert result.exit_code == 0
    assert "no errors" in result.stdout
    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert report["schema"] == "goodoffices/check/1"
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_the_same_case_gives_the_same_bytes(run):
    first = run("check", bundled()[0], "--json", "-").stdout
    assert run("check", bundled()[0], "--json", "-").stdout == first


def test_json_never_replaces_the_case(run, tmp_path, small):
    path = tmp_path / "x.yaml"
    path.write_text(small, encoding="utf-8")
    os.link(path, tmp_path / "same.yaml")
    for name in ("x.yaml", "./x.yaml", "same.yaml"):
        result = run("check", "x.yaml", "--json", name)
        assert result.exit_code == 1
        assert "is the case itself" in result.stderr
    assert path.read_text(encoding="utf-8") == small


@pytest.mark.parametrize("target", ["nowhere/out.json", "folder", "/dev/null", ""])
def test_a_result_that_cannot_be_written_is_exit_code_1(run, tmp_path, target):
    (tmp_path / "folder").mkdir()
    result = run("check", bundled()[0], "--json", target)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)  # noqa: PTH116


def test_json_of_a_case_with_errors_leaves_an_old_file_alone(run, tmp_path):
    (tmp_path / "x.yaml").write_text("format: 1\n", encoding="utf-8")
    (tmp_path / "out.json").write_text("old", encoding="utf-8")
    result = run("check", "x.yaml", "--json", "out.json")
    assert result.exit_code == 1
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "old"


def test_new_writes_a_case_that_checks_and_its_schema(run, tmp_path):
    result = run("new", "lake-talks")
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "case-1.schema.json",
        "lake-talks.yaml",
    ]
    checked = run("check", "lake-talks.yaml")
    assert checked.exit_code == 0
    assert checked.stdout.splitlines()[-1].startswith("lake-talks: 3 parties, 3 issues")


def test_new_refuses_to_replace_a_case_unless_forced(run, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("old", encoding="utf-8")
    schema = tmp_path / "case-1.schema.json"
    schema.write_text("kept", encoding="utf-8")
    result = run("new", "mine")
    assert result.exit_code == 1
    assert "--force" in result.stderr
    assert path.read_text(encoding="utf-8") == "old"
    assert run("new", "mine", "--force").exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server")
    assert schema.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("My Case", "my-case"),
        ("../up", "up"),
        ("x.yaml", "'x'"),
        ("", "harbour-talks"),
        ("È", "such"),
    ],
)
def test_new_refuses_a_name_that_is_no_slug(run, tmp_path, name, hint):
    result = run("new", name)
    assert result.exit_code == 2
    assert hint in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_schema_goes_to_standard_output_or_a_file(run, tmp_path):
    printed = run("schema").stdout
    assert json.loads(printed)["$schema"].endswith("2020-12/schema")
    assert run("schema", "-o", "s.json").exit_code == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == printed
    assert run("schema", "-o", "no/s.json").exit_code == 1


def test_a_question_without_an_answer_is_exit_code_3(monkeypatch):
    @click.command()
    def command():
        raise NoAnswer("no party's consent is needed, so that anything goes")

    monkeypatch.setattr(_group.LazyGroup, "get_command", lambda *_: command)
    result = CliRunner().invoke(goodoffices, ["any"])
    assert result.exit_code == 3
    assert result.stderr == "goodoffices: no party's consent is needed, so that anything goes\n"


def test_an_interrupt_is_one_line_and_exit_code_130(monkeypatch):
    @click.command()
    def command():
        raise KeyboardInterrupt

    monkeypatch.setattr(_group.LazyGroup, "get_command", lambda *_: command)
    result = CliRunner().invoke(goodoffices, ["any"])
    assert result.exit_code == 130
    assert result.stderr == "goodoffices: interrupted\n"


def test_an_error_of_the_program_is_not_hidden(monkeypatch):
    @click.command()
    def command():
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(_group.LazyGroup, "get_command", lambda *_: command)
    assert isinstance(CliRunner().invoke(goodoffices, ["any"]).exception, RuntimeError)


def test_a_reader_that_closes_the_pipe_is_met_with_silence():
    command = f"{shlex.quote(sys.executable)} -m goodoffices schema | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, check=False, timeout=60)  # noqa: S602
    assert done.stdout == b"{\n"
    assert done.stderr == b""


@pytest.mark.parametrize(
    "arguments", [("schema",), ("--help",), ("--version",), ("zone", "--help")]
)
def test_a_full_disk_is_one_line_and_exit_code_1(arguments):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "goodoffices", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr == b"goodoffices: the output cannot be written: No space left on device\n"


@pytest.mark.parametrize("name", [None, *_group.COMMANDS])
def test_help_loads_nothing_heavy(name):
    arguments = [name, "--help"] if name else ["--help"]
    code = (
        "import sys, contextlib, io\n"
        "from goodoffices.cli import goodoffices\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    goodoffices({arguments!r}, standalone_mode=False)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pydantic", "yaml", "numpy", "scipy", "jinja2"} & set(done.stdout.split())


def test_the_module_runs_as_a_command_and_exits_with_its_codes(tmp_path):
    assert goodoffices_process("--version").returncode == 0
    assert goodoffices_process("check", "nowhere.yaml", cwd=tmp_path).returncode == 1
    assert goodoffices_process("check").returncode == 2


def test_a_terminal_that_cannot_show_a_name_gets_an_escape_and_no_traceback(tmp_path):
    (tmp_path / "x.yaml").write_text("شيء: 1\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = goodoffices_process("check", "x.yaml", cwd=tmp_path, env=environment)
    assert done.returncode == 1
    assert b"unknown key '\\u0634" in done.stderr


def test_output_has_no_escape_sequences():
    done = goodoffices_process("check", bundled()[0], env={**os.environ, "FORCE_COLOR": "1"})
    assert b"\x1b" not in done.stdout


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="needs a POSIX system")
def test_help_and_check_start_at_once():
    # Generous, since a test machine is busy; the aim is 0.15 s and 0.7 s.
    times = {}
    for arguments in (("--help",), ("check", bundled()[0])):
        before = os.times()
        assert goodoffices_process(*arguments).returncode == 0
        after = os.times()
        times[arguments] = (after.children_user - before.children_user) + (
            after.children_system - before.children_system
        )
    assert times["--help",] < 0.6
    assert times["check", bundled()[0]] < 2
