"""Reading is bounded; writing is all or nothing."""

from __future__ import annotations

import os
import stat

import pytest

from goodoffices.case import CaseError, OutputError, write_atomic
from goodoffices.case._files import read_bounded


def test_a_written_file_holds_the_bytes_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "a.json"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_ordinary_permissions_and_an_old_one_keeps_its_own(tmp_path):
    path = tmp_path / "a.json"
    mask = os.umask(0o022)
    try:
        write_atomic(path, b"one")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    path.chmod(0o640)
    write_atomic(path, b"two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_writing_through_a_link_replaces_the_file_and_not_the_link(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_atomic(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="no space left on device"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_grows_while_it_is_read_is_still_bounded(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"x" * 11)
    with pytest.raises(CaseError, match="11 bytes, expected at most 10"):
        read_bounded(path, "a", limit=10)
    assert read_bounded(path, "a", limit=11) == b"x" * 11


def test_a_new_file_is_as_readable_as_any_and_no_thread_is_touched(tmp_path, monkeypatch):
    (tmp_path / "any").touch()
    # It is the whole process's: two threads that change it at once leave it changed for good.
    monkeypatch.setattr("os.umask", None)
    write_atomic(tmp_path / "new", b"one")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "any").stat().st_mode
    (tmp_path / "new").chmod(0o640)
    write_atomic(tmp_path / "new", b"two")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640
