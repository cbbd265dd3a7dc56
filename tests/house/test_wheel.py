"""The wheel holds what the command needs when there is no source tree."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=root, check=True, capture_output=True,
    )  # fmt: skip
    (path,) = folder.glob("goodoffices-*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


def test_every_source_and_data_file_is_in_the_wheel(root, wheel):
    source = root / "src"
    wanted = {
        path.relative_to(source).as_posix()
        for path in (source / "goodoffices").rglob("*")
        if path.is_file() and not {part for part in path.parts if part.endswith("_cache__")}
        and not any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    }  # fmt: skip
    names = set(wheel.namelist())
    assert wanted <= names
    assert "goodoffices/cases/geneva-2026.yaml" in names
    assert "goodoffices/case/taxonomy.yaml" in names
    assert "goodoffices/record/outcomes/dayton-1995.yaml" in names
    assert "goodoffices/py.typed" in names


def test_the_wheel_holds_nothing_else(wheel):
    assert {name.split("/")[0].partition("-")[0] for name in wheel.namelist()} == {"goodoffices"}


def test_the_licence_and_the_command_come_along(wheel):
    names = wheel.namelist()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    (entry,) = (name for name in names if name.endswith("entry_points.txt"))
    assert "goodoffices = goodoffices.cli" in wheel.read(entry).decode()
