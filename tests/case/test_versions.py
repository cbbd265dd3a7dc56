"""Saving loses nothing: not another's work, not an old version, not at any byte."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import shutil
import stat
import subprocess
import sys
import threading

import pytest

from goodoffices.case import (
    CaseError,
    Conflict,
    OutputError,
    Put,
    edit_case,
    read_version,
    restore_version,
    save_case,
    versions,
)
from goodoffices.case._versions import save as saving
from goodoffices.case._versions.store import Store, digest
from goodoffices.case.new import new_text

ONE = new_text("harbour").encode()
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def titled(text):
    return edit_case(ONE, [Put("title", text)], "c.yaml")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "harbour.yaml"
    path.write_bytes(ONE)
    return path


def saved(path, text, **more):
    now = digest(path.read_bytes())
    return save_case(path, titled(text), expected_sha256=now, at=NOON, **more)


def test_every_version_is_kept_with_who_when_and_what(path):
    result = saved(path, "two", who="Ada\n B.", what="title changed")
    saved(path, "three")
    first, second, third = versions(path)
    assert (first.number, first.what, first.parent) == (1, "as found on disk", None)
    assert (second.who, second.what, second.at) == ("Ada B.", "title changed", NOON)
    assert (second, second.parent) == (result.version, first.sha256)
    assert (third.number, third.parent) == (3, second.sha256)
    assert [read_version(path, n) for n in (1, 2, 3)] == [ONE, titled("two"), titled("three")]
    assert path.read_bytes() == titled("three")
    assert json.loads(json.dumps(second.as_json()))["at"] == "2026-03-01T12:00:00+00:00"


def test_an_old_version_restored_is_a_new_one(path):
    saved(path, "two")
    restore_version(path, 1, expected_sha256=digest(titled("two")), who="Ada", at=NOON)
    assert path.read_bytes() == ONE
    last = versions(path)[-1]
    assert (last.number, last.who, last.what) == (3, "Ada", "version 1 restored")
    with pytest.raises(OutputError, match="no version 9"):
        restore_version(path, 9, expected_sha256=digest(ONE))


def test_a_file_changed_meanwhile_is_not_overwritten(path):
    theirs = titled("theirs")
    path.write_bytes(theirs)
    with pytest.raises(Conflict, match="has changed on disk") as caught:
        save_case(path, titled("mine"), expected_sha256=digest(ONE))
    assert (caught.value.mine, caught.value.theirs) == (titled("mine"), theirs)
    assert path.read_bytes() == theirs
    # Told what lies there, a save overrules it, and it is kept.
    save_case(path, titled("mine"), expected_sha256=caught.value.sha256, at=NOON)
    assert [read_version(path, n) for n in (1, 2)] == [theirs, titled("mine")]
    path.unlink()
    with pytest.raises(Conflict, match="gone"):
        save_case(path, ONE, expected_sha256=digest(ONE))
    save_case(path, ONE, expected_sha256=None, at=NOON)
    with pytest.raises(Conflict):
        save_case(path, titled("mine"), expected_sha256=None)


def test_a_change_made_elsewhere_becomes_a_version_and_the_same_bytes_none(path):
    saved(path, "two")
    path.write_bytes(titled("by hand"))
    saved(path, "three")
    assert [each.what for each in versions(path)] == [
        "as found on disk",
        "",
        "as found on disk",
        "",
    ]
    assert saved(path, "three").version == versions(path)[-1]
    assert len(versions(path)) == 4


def test_what_is_no_sound_case_is_not_saved(path):
    with pytest.raises(CaseError):
        save_case(path, b"format: 1\n", expected_sha256=digest(ONE))
    assert path.read_bytes() == ONE
    assert versions(path) == ()


@pytest.mark.parametrize("step", ["keep", "settle"])
def test_without_a_history_the_file_is_saved_and_it_is_said(path, monkeypatch, step):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Store, step, full)
    result = saved(path, "two")
    assert path.read_bytes() == titled("two")
    assert (result.version, "no space left" in result.unkept) == (None, True)


def test_a_file_that_cannot_be_written_stays_and_makes_no_version(path, monkeypatch):
    def full(*_):
        raise OutputError("no space left on device")

    saved(path, "two")
    monkeypatch.setattr(saving, "write_atomic", full)
    with pytest.raises(OutputError, match="no space"):
        saved(path, "three")
    assert path.read_bytes() == titled("two")
    assert len(versions(path)) == 2


def test_a_log_cut_anywhere_loses_no_bytes_and_takes_the_next_version(path):
    saved(path, "two")
    saved(path, "three")
    log = Store(path).folder / "log"
    whole = log.read_bytes()
    all_of_them = versions(path)
    lines = [n + 1 for n, byte in enumerate(whole) if byte == 10]
    for cut in range(len(whole) + 1):
        log.write_bytes(whole[:cut])
        count = sum(end <= cut for end in lines)
        assert versions(path) == all_of_them[:count]
    for cut in (0, lines[0] - 1, lines[0], lines[1] + 7, lines[2] - 1):
        log.write_bytes(whole[:cut])
        path.write_bytes(titled("three"))
        saved(path, "four")
        assert read_version(path, len(versions(path))) == titled("four")
        assert titled("three") in [read_version(path, v.number) for v in versions(path)]


def test_damage_is_found_and_the_other_versions_are_there(path):
    saved(path, "two")
    saved(path, "three")
    folder = Store(path).folder
    (folder / versions(path)[0].sha256).write_bytes(b"other")
    with pytest.raises(OutputError, match="damaged"):
        read_version(path, 1)
    lines = (folder / "log").read_bytes().splitlines(keepends=True)
    evil = lines[1].replace(versions(path)[1].sha256.encode(), b"../../../harbour.yaml")
    (folder / "log").write_bytes(lines[0] + evil + lines[2])
    assert [each.number for each in versions(path)] == [1, 3]
    assert saved(path, "four").version.number == 4
    (folder / "log").write_bytes(
        b'{"at": "2026-01-01", "who": 1}\n[]\n' + b"\xff" * 50 + b"\n[" * 5000
    )
    assert versions(path) == ()


def test_the_history_is_private_and_stays_in_its_folder(path, tmp_path):
    saved(path, "two")
    assert stat.S_IMODE((tmp_path / ".goodoffices").stat().st_mode) == 0o700
    shutil.rmtree(tmp_path / ".goodoffices")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".goodoffices").symlink_to(elsewhere)
    assert "expected no link" in saved(path, "three").unkept
    assert path.read_bytes() == titled("three")
    assert list(elsewhere.iterdir()) == []


def test_a_link_to_a_case_has_the_history_of_the_case(path, tmp_path):
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "other.yaml"
    link.symlink_to(path)
    saved(link, "two")
    assert versions(link) == versions(path)
    assert link.is_symlink()
    assert path.read_bytes() == titled("two")


def test_many_at_once_lose_nothing(path):
    done, conflicts = [], []

    def work(name):
        for n in range(3):
            try:
                saved(path, f"{name} {n}", who=name)
                done.append(f"{name} {n}")
            except Conflict:
                conflicts.append(name)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) + len(conflicts) == 12
    found = versions(path)
    assert len(found) == len(done) + 1
    assert {read_version(path, each.number) for each in found[1:]} == {
        titled(name) for name in done
    }
    assert all(one.sha256 == two.parent for one, two in itertools.pairwise(found))


def test_who_waits_too_long_is_told(path, monkeypatch):
    monkeypatch.setattr(saving, "PATIENCE", 0.05)
    with saving._alone(path), pytest.raises(OutputError, match="another process is saving"):
        saved(path, "two")
    assert path.read_bytes() == ONE


def test_a_log_torn_while_it_was_added_to_has_its_version_still(path):
    saved(path, "two", who="Ada")
    store = Store(path)
    log = store.folder / "log"
    begun = log.read_bytes()
    saved(path, "three", who="Bo")
    whole, found = log.read_bytes(), versions(path)
    line = whole[len(begun) :]
    for cut in range(len(line) + 1):
        (store.folder / "pending").write_bytes(line)
        log.write_bytes(begun + line[:cut])
        assert versions(path) == found
    # Once the next version is saved, the log is what it would have been.
    log.write_bytes(begun + line[:40])
    saved(path, "four")
    assert log.read_bytes().startswith(whole)
    # And what was announced but never put in place is no version.
    (store.folder / "pending").write_bytes(line.replace(found[-1].sha256.encode(), b"0" * 64))
    assert len(versions(path)) == 4


CRASH = """
import os, signal, sys
from pathlib import Path
from goodoffices.case import save_case
from goodoffices.case._versions.store import digest

top, old, new = Path(sys.argv[1]), *(Path(each).read_bytes() for each in sys.argv[2:4])
left = 0

def dies(function):
    def call(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return call

for step in range(400):
    path = top / str(step) / "harbour.yaml"
    path.parent.mkdir()
    path.write_bytes(old)
    child = os.fork()
    if not child:
        for name in ("open", "fdopen", "fsync", "fchmod", "close"):
            setattr(os, name, dies(getattr(os, name)))
        for name in ("replace", "unlink", "mkdir"):
            setattr(Path, name, dies(getattr(Path, name)))
        left = step
        save_case(path, new, expected_sha256=digest(old), who="Ada", what="two")
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        break
"""


def test_killed_at_any_step_the_file_is_whole_and_no_version_is_lost(tmp_path):
    script, old, new = (tmp_path / name for name in ("crash.py", "old.yaml", "new.yaml"))
    script.write_text(CRASH)
    old.write_bytes(ONE)
    new.write_bytes(titled("two"))
    top = tmp_path / "cases"
    top.mkdir()
    subprocess.run([sys.executable, script, top, old, new], check=True)
    seen = []
    for folder in sorted(top.iterdir(), key=lambda each: int(each.name)):
        path = folder / "harbour.yaml"
        now = path.read_bytes()
        assert now in (ONE, titled("two"))
        seen.append(now == ONE)
        found = versions(path)
        if now != ONE:
            assert [read_version(path, each.number) for each in found] == [ONE, now]
            assert (found[-1].who, found[-1].what) == ("Ada", "two")
        saved(path, "three")
        kept = {read_version(path, each.number) for each in versions(path)}
        assert {ONE, now, titled("three")} <= kept
    # Killed before and after the file was put in place, and once not at all.
    assert seen.count(True) > 10
    assert seen.count(False) > 3
    assert seen == sorted(seen, reverse=True)
