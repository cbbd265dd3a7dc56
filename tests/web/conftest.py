"""What every test of the workbench may ask for."""

from __future__ import annotations

import pytest
from support.workbench import client, example


@pytest.fixture
def folder(tmp_path):
    """A folder with one case."""
    example(tmp_path)
    return tmp_path


@pytest.fixture
def ask(folder):
    """A client of a workbench on that folder."""
    with client(folder) as made:
        yield made
