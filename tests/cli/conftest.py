"""Running the command line inside the test, in an empty folder."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from goodoffices.case.new import new_text
from goodoffices.cli import goodoffices


@pytest.fixture
def small() -> str:
    """The case that `goodoffices new` writes."""
    return new_text("small")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function that runs a command in an empty folder and returns click's result."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str):
        return CliRunner().invoke(goodoffices, arguments, prog_name="goodoffices")

    return call
