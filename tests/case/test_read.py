"""A case is read from a file or from the bundle, and knows its places."""

from __future__ import annotations

import hashlib

import pytest

from goodoffices.case import CaseError, bundled, read_case


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_case_is_read_by_its_name(name):
    file = read_case(name)
    assert file.name == name
    assert file.case.case == name
    assert file.sha256 == hashlib.sha256(file.path.read_bytes()).hexdigest()


def test_geneva_is_bundled():
    assert "geneva-2026" in bundled()


def test_a_file_comes_before_a_bundled_case_of_the_same_name(tmp_path, monkeypatch, small):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "geneva-2026").write_text(small, encoding="utf-8")
    assert read_case("geneva-2026").case.case == "small"


def test_a_place_is_a_line_a_column_and_a_name(tmp_path, small):
    path = tmp_path / "x.yaml"
    path.write_text(small, encoding="utf-8")
    file = read_case(path)
    line, column, where = file.place(("positions", 0, "weight"))
    assert where == "positions[aldora, access].weight"
    assert small.splitlines()[line - 1][column - 1 :].startswith("[0.2, 0.3, 0.4]")


def test_an_error_names_the_file_as_the_user_did(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.yaml").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read_case("./x.yaml")
    assert all(line.startswith("./x.yaml:1:1: ") for line in str(caught.value).splitlines())
