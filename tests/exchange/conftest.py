"""Writing scenarios of other tools to disk."""

from __future__ import annotations

import pytest
from exchange.examples import TABLE


@pytest.fixture
def folder(tmp_path):
    """A function that writes files to a folder and returns it."""

    def write(**files: str):
        there = tmp_path / "scenario"
        there.mkdir(exist_ok=True)
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            data = text if isinstance(text, bytes) else text.encode()
            (there / f"{stem}.{suffix}").write_bytes(data)
        return there

    return write


@pytest.fixture
def table(tmp_path):
    """A function that writes a table and returns its path."""

    def write(text: str = TABLE):
        path = tmp_path / "scores.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write
