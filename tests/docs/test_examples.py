"""Whatever a page tells a reader to type works, and gives what the page shows.

======================  ==========================================================================
block                   what happens
======================  ==========================================================================
``console``             each line after ``$ `` is run; it must end with 0, or with N where the
                        line ends in ``# exit code N``, and print the lines shown under it, in
                        which ``...`` stands for any text and, alone on a line, for any lines
``python``              is run; ``output`` right after it is what it must print
any with ``file=NAME``  is written to NAME, or added to it if the page has written it before
``sh``                  is not run: it installs, or takes minutes
======================  ==========================================================================

The blocks of one page share one folder, which is empty at its beginning.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess

import pytest
from support.pages import COMMANDS, blocks, name, pages

EXPECTED_CODE = re.compile(r"# exit code (\d+)$")


def runnable(page):
    return any(
        block.language in {"console", "python"} or "file=" in block.about for block in blocks(page)
    )


def matches(shown: str, printed: str) -> bool:
    """Tell whether what was printed is what the page shows."""
    pattern = ""
    for line in shown.rstrip().splitlines():
        if line.strip() == "...":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += r"[^\n]*".join(map(re.escape, line.rstrip().split("..."))) + r"[ ]*\n"
    # A page is typed with plain spaces, also where the program puts ones that do not break.
    plain = printed.rstrip().replace("\u202f", " ").replace("\u00a0", " ")
    return re.fullmatch(pattern, f"{plain}\n") is not None


def commands(text):
    """Split a console block into commands and what is shown under each."""
    for part in re.split(r"(?m)^\$ ", text)[1:]:
        command, _, shown = part.partition("\n")
        while command.endswith("\\"):
            more, _, shown = shown.partition("\n")
            command = command[:-1] + more
        yield command, shown


def run_console(block, where):
    path = f"{COMMANDS}{os.pathsep}{os.environ['PATH']}"
    for command, shown in commands(block.text):
        done = subprocess.run(  # noqa: S602  (a reader types it into a shell, too)
            command, shell=True, cwd=where, text=True, check=False, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env={**os.environ, "PATH": path, "COLUMNS": "80", "PYTHONWARNINGS": "error"},
        )  # fmt: skip
        expected = EXPECTED_CODE.search(command)
        assert done.returncode == (int(expected[1]) if expected else 0), done.stdout
        if shown.strip():
            assert matches(shown, done.stdout), f"shown:\n{shown}\nprinted:\n{done.stdout}"


def run_python(block, names, shown):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block.text, "example", "exec"), names)  # noqa: S102  (our own page)
    if shown is not None:
        assert matches(shown.text, printed.getvalue()), printed.getvalue()


@pytest.mark.parametrize("page", [page for page in pages() if runnable(page)], ids=name)
def test_examples_work_as_shown(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "example"}
    found = blocks(page)
    for block, after in zip(found, [*found[1:], None], strict=True):
        place = f"{name(page)}:{block.line}"
        try:
            if target := re.search(r"file=([\w.-]+)", block.about):
                with (tmp_path / target[1]).open("a", encoding="utf-8") as file:
                    file.write(block.text)
            elif block.language == "console":
                run_console(block, tmp_path)
            elif block.language == "python":
                run_python(block, names, after if after and after.language == "output" else None)
        except Exception as error:
            error.add_note(place)
            raise


def test_a_shown_line_must_be_printed():
    assert matches("a\n...\nb ... c\n", "a\nx\ny\nb 1 c\n")
    assert matches("...\nend\n", "end\n")
    assert not matches("a\n", "a\nb\n")
    assert not matches("a\n...\nc\n", "a\nb\n")
