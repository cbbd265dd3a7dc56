"""A command loads only what its question needs, so that the quick ones are quick."""

from __future__ import annotations

import runpy
import subprocess
import sys

import pytest

PROBE = """
import sys
from goodoffices.cli import main
sys.argv = ["goodoffices", *{arguments!r}]
try:
    main()
except SystemExit as exit:
    assert not exit.code, exit.code
print("loaded:", *sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


def loaded(*arguments: str) -> set[str]:
    probe = PROBE.format(arguments=list(arguments))
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("zone", "--help"),
        ("order", "--help"),
        ("record", "--help"),
        ("record", "forecast", "--help"),
        ("record", "holds", "--help"),
    ],
)
def test_help_loads_no_library_but_click(arguments):
    assert not loaded(*arguments) & {
        "numpy",
        "scipy",
        "highspy",
        "moocore",
        "pydantic",
        "markupsafe",
        "yaml",
    }


def test_check_loads_no_solver_and_draws_nothing():
    assert not loaded("check", "geneva-2026") & {"scipy", "highspy", "moocore", "markupsafe"}


def test_a_worker_that_reads_the_main_module_again_does_not_run_the_command(monkeypatch, root):
    monkeypatch.setattr(sys, "argv", ["goodoffices", "--version"])
    main = root / "src" / "goodoffices" / "__main__.py"
    runpy.run_path(str(main), run_name="__mp_main__")
    with pytest.raises(SystemExit):
        runpy.run_path(str(main), run_name="__main__")


def test_the_first_page_of_the_workbench_waits_for_no_library_that_computes(tmp_path):
    probe = (
        "import sys\n"
        "from pathlib import Path\n"
        "from starlette.testclient import TestClient\n"
        "from goodoffices.web import application\n"
        "app = application(Path(sys.argv[1]), hosts=['127.0.0.1'], who='test')\n"
        "page = TestClient(app, base_url='http://127.0.0.1').get('/')\n"
        "assert page.status_code == 200, page.text\n"
        "print('loaded:', *sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not set(done.stdout.rpartition("loaded:")[2].split()) & {"numpy", "scipy", "highspy"}
