"""A folder of results goes on where it was left, takes nothing for its own that is not, and shards
put together are what one run would have written."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import json
import os
import shutil
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from support import toy_talks
from support.toy_talks import ToyJob, simulate, tally

from goodoffices.case import OutputError
from goodoffices.talks import _folder
from goodoffices.talks._chunkfile import Chunk, ChunkFiles, TornChunk
from goodoffices.talks._folder import ResultsFolder, merge_folders, read_folder
from goodoffices.talks._shard import Shard
from goodoffices.talks._work import chunks
from goodoffices.talks.errors import FolderError

pytest.importorskip("duckdb", reason="folders need DuckDB")

RUNS = 9_400
JOB = ToyJob(seed=7)
WHOLE = Shard()


def fill(path, job=JOB, *, runs=RUNS, shard=WHOLE, work=simulate, workers=1):
    """Do what is left to do, and return the tally."""
    total = None
    with ResultsFolder(path, job, runs=runs, shard=shard) as folder:
        fresh = chunks(job, work, runs=runs, shard=shard, done=folder.done, workers=workers)
        for _, columns in folder.filled(fresh):
            part = tally(columns)
            total = part if total is None else total + part
    return total


def folded(items):
    total = None
    for _, columns in items:
        total = tally(columns) if total is None else total + tally(columns)
    return total


def content(path):
    """The bytes of all chunks by name; and that nothing else is there but the manifest."""
    found = {each.name: each.read_bytes() for each in path.iterdir()}
    del found["manifest.json"]
    assert all(name.startswith("chunk-") for name in found)
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "results"
    fill(path)
    return path


@pytest.fixture
def copy(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "copy")


EXPECTED = folded(chunks(JOB, simulate, runs=RUNS, workers=1))


# What a file holds

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8
)
KINDS = st.sampled_from(
    ["?", "<i1", "<i2", "<i4", "<i8", "<u1", "<u2", "<u4", "<u8", "<f4", "<f8", "S1", "S7"]
)


@st.composite
def tables(draw):
    count = draw(st.integers(1, 30))
    columns = {}
    for name in draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=str.casefold)):
        kind = draw(KINDS)
        matrix = not kind.startswith("S") and draw(st.booleans())
        shape = (count, draw(st.integers(1, 3))) if matrix else (count,)
        columns[f"{name}."] = draw(arrays.arrays(kind, shape))
    return columns


@pytest.fixture(scope="module")
def files():
    with ChunkFiles() as opened:
        yield opened


@settings(max_examples=60, deadline=None)
@given(columns=tables())
def test_a_file_gives_back_what_went_in(files, columns):
    chunk = files.decode(files.encode(Chunk("k'1", 3, columns)))
    assert (chunk.key, chunk.index, list(chunk.columns)) == ("k'1", 3, list(columns))
    for name, column in columns.items():
        back = chunk.columns[name]
        assert (back.dtype, back.shape) == (column.dtype, column.shape)
        if column.dtype.kind == "f":
            plain = np.where(np.isnan(column), np.array(np.nan, column.dtype), column)
            plain[plain == 0] = 0
        else:
            plain = column
        assert back.tobytes() == plain.tobytes()


def test_the_same_content_gives_the_same_file(files):
    chunk = Chunk(JOB.key, 0, simulate(JOB, 0, 1000))
    with ChunkFiles() as others:
        assert files.encode(chunk) == files.encode(chunk) == others.encode(chunk)


def test_any_damage_is_seen(files):
    data = files.encode(Chunk("k", 0, {"a": np.arange(40), "b": np.linspace(0, 1, 40)}))
    for place in range(0, len(data), 7):
        damaged = bytearray(data)
        damaged[place] ^= 0x10
        # Some bytes of a file, such as its writer's name, mean nothing to the content.
        with contextlib.suppress(TornChunk, _folder.ForeignChunk):
            back = files.decode(bytes(damaged))
            assert back.columns["a"].tobytes() == np.arange(40).tobytes()
            assert back.columns["b"].tobytes() == np.linspace(0, 1, 40).tobytes()
    for end in range(0, len(data), 11):
        with pytest.raises(TornChunk):
            files.decode(data[:end])


@pytest.mark.parametrize(
    "column",
    [np.zeros(2, complex), np.array(["a", "b"]), np.zeros((2, 1, 1)), np.zeros((2, 0)), np.zeros((2, 2), "S3"), np.float16([1, 2])],
    ids=str,
)  # fmt: skip
def test_what_a_file_cannot_hold_is_refused(files, column):
    with pytest.raises(TypeError, match="cannot hold"):
        files.encode(Chunk("k", 0, {"a": column}))


def test_two_columns_never_share_a_name_or_differ_in_length(files):
    with pytest.raises(ValueError, match="two columns are called a_1"):
        files.encode(Chunk("k", 0, {"a": np.zeros((2, 2)), "a_1": np.zeros(2)}))
    with pytest.raises(ValueError, match="differ in length"):
        files.encode(Chunk("k", 0, {"a": np.zeros(2), "b": np.zeros(3)}))


def test_others_can_read_the_files(whole):
    import duckdb

    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select count(*), sum(signed::int), count(months), max(package_2) from '{whole}/*.parquet'"  # noqa: S608
        ).fetchall()
    columns = simulate(JOB, 0, RUNS)
    assert rows == [(RUNS, columns["signed"].sum(), np.isfinite(columns["months"]).sum(), 2)]


# Going on


def test_a_folder_holds_what_was_simulated(whole):
    assert len(content(whole)) == 10
    assert folded(read_folder(whole)) == EXPECTED
    for index, columns in read_folder(whole):
        first = index * 1000
        for name, column in simulate(JOB, first, min(1000, RUNS - first)).items():
            assert columns[name].tobytes() == column.tobytes()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_folder_is_the_same_whoever_does_the_work(whole, tmp_path, workers):
    assert fill(tmp_path / "r", workers=workers) == EXPECTED
    assert content(tmp_path / "r") == content(whole)
    assert (tmp_path / "r/manifest.json").read_bytes() == (whole / "manifest.json").read_bytes()


def test_a_finished_folder_is_read_and_not_done_again(copy):
    def never(*_):
        raise AssertionError

    before = {each: each.stat().st_mtime_ns for each in copy.iterdir()}
    assert fill(copy, work=never) == EXPECTED
    assert {each: each.stat().st_mtime_ns for each in copy.iterdir()} == before


def damage(path):
    (path / "chunk-000000.parquet").unlink()
    torn = path / "chunk-000003.parquet"
    torn.write_bytes(torn.read_bytes()[:-900])
    (path / "chunk-000004.parquet").write_bytes(b"")
    lost = bytearray((path / "chunk-000006.parquet").read_bytes())
    lost[4000:6000] = bytes(2000)
    (path / "chunk-000006.parquet").write_bytes(lost)
    (path / ".chunk-000008.parquet.ab12cd_3").write_bytes(b"half")


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_missing_or_damaged_is_done_again(whole, copy, workers):
    damage(copy)
    done = []

    def counted(job, first, count):
        done.append(first)
        return simulate(job, first, count)

    work = counted if workers == 1 else simulate
    assert fill(copy, work=work, workers=workers) == EXPECTED
    assert content(copy) == content(whole)
    if workers == 1:
        assert done == [0, 3000, 4000, 6000]


def test_a_damaged_chunk_is_not_read_as_a_result(copy):
    damage(copy)
    with pytest.raises(FolderError, match=r"chunk-000000.parquet: is missing or damaged; give the"):
        list(read_folder(copy))
    with pytest.raises(FolderError, match=r"is not finished, runs 0 to 999 are missing"):
        merge_folders([copy])
    shutil.copy(copy / "chunk-000001.parquet", copy / "chunk-000000.parquet")
    with pytest.raises(FolderError, match=r"is chunk 1 of another simulation, or was renamed"):
        list(read_folder(copy))


def test_an_interruption_keeps_what_is_done(whole, tmp_path):
    with ResultsFolder(tmp_path, JOB, runs=RUNS, shard=WHOLE) as folder:
        items = folder.filled(chunks(JOB, simulate, runs=RUNS, workers=2, done=folder.done))
        seen = folded(item for item, _ in zip(items, range(4), strict=False))
    assert seen.runs == 4000
    kept = content(tmp_path)
    assert len(kept) >= 4
    assert kept.items() <= content(whole).items()
    assert fill(tmp_path) == EXPECTED


KILLED = """
import sys
from pathlib import Path
sys.path[:0] = {paths!r}
from support.toy_talks import ToyJob, crashes_this_process
from goodoffices.talks._folder import ResultsFolder
from goodoffices.talks._shard import Shard
from goodoffices.talks._work import chunks

if __name__ == "__main__":
    job = ToyJob(seed=7, trouble={trouble!r})
    with ResultsFolder({folder!r}, job, runs={runs}, shard=Shard()) as folder:
        work = chunks(job, crashes_this_process, runs={runs}, workers=1, done=folder.done)
        for _ in folder.filled(work):
            pass
"""


def script(root, tmp_path, **more):
    given = {
        "paths": [str(root / "tests"), str(root / "src")], "trouble": str(tmp_path),
        "folder": str(tmp_path / "results"), "runs": RUNS, **more,
    }  # fmt: skip
    path = tmp_path / "script.py"
    path.write_text(KILLED.format(**given))
    return [sys.executable, str(path)]


def test_a_run_that_is_killed_goes_on_to_the_same_end(root, tmp_path, whole):
    command = script(root, tmp_path)
    assert subprocess.run(command, check=False).returncode == -9
    kept = content(tmp_path / "results")
    assert sorted(kept) == [f"chunk-{index:06d}.parquet" for index in range(5)]
    subprocess.run(command, check=True)
    assert content(tmp_path / "results") == content(whole)


def test_a_run_killed_at_any_moment_goes_on_to_the_same_end(root, tmp_path, whole):
    (tmp_path / "killed").touch()  # it does not do it itself
    command = script(root, tmp_path, runs=60_000)
    folder = tmp_path / "results"
    for pause in (0.0, 0.05, 0.11):
        with subprocess.Popen(command) as process:
            before = len(list(folder.glob("chunk-*"))) if folder.exists() else 0
            while process.poll() is None and len(list(folder.glob("chunk-*"))) <= before:
                time.sleep(0.002)
            time.sleep(pause)
            process.kill()
    assert not (folder / "chunk-000059.parquet").exists(), "it was meant to be stopped"
    assert fill(folder, runs=60_000) == folded(chunks(JOB, simulate, runs=60_000, workers=1))
    content(folder)  # no leftovers
    first = (folder / "chunk-000000.parquet").read_bytes()
    assert first == (whole / "chunk-000000.parquet").read_bytes()


# Other people's folders


def snapshot(path):
    return {each: each.read_bytes() if each.is_file() else None for each in path.rglob("*")}


def refused(path, match, *, error=FolderError, **how):
    before = snapshot(path)
    with pytest.raises(error, match=match) as caught:
        fill(path, **how)
    assert snapshot(path) == before
    return str(caught.value)


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("...")
    refused(tmp_path, r"has other files in it \(thesis.tex\) and no manifest.json; name a new")
    with pytest.raises(FolderError, match=r"no manifest.json in it"):
        list(read_folder(tmp_path))


def test_a_folder_of_chunks_without_a_manifest_is_left_alone(copy):
    (copy / "manifest.json").unlink()
    refused(copy, r"chunk-000002.parquet, \.\.\.\) and no manifest.json")


def test_a_folder_of_another_job_is_left_alone(copy):
    refused(copy, r"something else: seed is 7 there and 8 here; name another", job=ToyJob(seed=8))
    refused(copy, r'case.name is "toy" there and "war" here', job=ToyJob(seed=7, case="war"))


def test_a_folder_of_other_runs_or_another_shard_is_left_alone(copy):
    refused(copy, r"begun for 9,400 runs, shard 1/1, now asked for is 5 runs, shard 1/1", runs=5)
    refused(copy, r"now asked for is 9,400 runs, shard 1/2", shard=Shard(1, 2))


def test_another_version_with_the_same_description_is_told_apart(copy, monkeypatch):
    monkeypatch.setattr(ToyJob, "key", "other")
    refused(copy, r"another version of goodoffices has begun it: \d\S+, this is \d")


BROKEN = [
    b"", b"{", b"[]", b"null", b"\xff\xfe", b"{}", b'{"schema": 1}', b"[" * 100_000,
    b'{"schema": "goodoffices/talks-folder/1"}', b'{"schema": "goodoffices/zone/1"}',
]  # fmt: skip


@pytest.mark.parametrize("data", BROKEN, ids=lambda data: repr(data[:50]))
def test_a_broken_manifest_is_said(copy, data):
    (copy / "manifest.json").write_bytes(data)
    refused(copy, r"manifest.json: is broken, so nobody knows")
    with pytest.raises(FolderError, match=r"is broken"):
        merge_folders([copy])


@pytest.mark.parametrize(
    ("field", "value"),
    [("runs", 0), ("runs", "many"), ("runs", None), ("shard", "2/1"), ("shard", 3), ("chunk", "x"), ("job", 4), ("versions", []), ("key", ...)],
)  # fmt: skip
def test_a_manifest_with_a_wrong_field_is_broken(copy, field, value):
    data = json.loads((copy / "manifest.json").read_bytes())
    if value is ...:
        del data[field]
    else:
        data[field] = value
    (copy / "manifest.json").write_text(json.dumps(data))
    refused(copy, r"manifest.json: is broken")


def test_a_folder_of_a_later_version_is_left_alone(copy):
    text = (copy / "manifest.json").read_text()
    (copy / "manifest.json").write_text(text.replace("talks-folder/1", "talks-folder/2"))
    refused(copy, r"a later version of goodoffices has written it .*; install that version")


def test_a_folder_with_other_chunks_is_left_alone(copy):
    text = (copy / "manifest.json").read_text()
    (copy / "manifest.json").write_text(text.replace('"chunk": 1000', '"chunk": 500'))
    refused(copy, "chunks have 500 runs, this version of goodoffices makes 1,000")


def test_a_chunk_of_another_job_is_never_written_over(copy, tmp_path):
    fill(tmp_path / "other", ToyJob(seed=8))
    shutil.copy(tmp_path / "other/chunk-000002.parquet", copy)
    refused(copy, "chunk-000002.parquet: is chunk 2 of another simulation")


def test_a_foreign_file_with_the_name_of_a_chunk_is_never_written_over(copy):
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"copy (select 1 as a) to '{copy}/chunk-000002.parquet'")
    refused(copy, "chunk-000002.parquet: is no chunk of results; move it elsewhere")


def test_a_folder_of_strange_name_works(tmp_path):
    path = tmp_path / "a*b[1]?'\"; نص"
    assert fill(path) == EXPECTED
    assert folded(read_folder(path)) == EXPECTED


def test_a_file_or_nothing_in_place_of_a_folder_is_said(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FolderError, match=r"this is a file, expected a folder"):
        fill(tmp_path / "file")
    with pytest.raises(FolderError, match=r"this is a file, expected a folder"):
        fill(tmp_path / "file/inside")
    with pytest.raises(FolderError, match=r"this is a file, expected a folder of results"):
        list(read_folder(tmp_path / "file"))
    with pytest.raises(FolderError, match=r"there is no such folder"):
        merge_folders([tmp_path / "nothing"])
    assert (tmp_path / "file").read_text() == "mine"


def test_two_runs_never_write_to_one_folder(tmp_path):
    with ResultsFolder(tmp_path, JOB, runs=RUNS, shard=WHOLE):
        refused(tmp_path, "another run is writing to this folder")
    assert fill(tmp_path) == EXPECTED


def test_without_duckdb_it_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    refused(tmp_path, r"install goodoffices\[parquet\]", error=OutputError)


# A full disk


def test_a_full_disk_stops_cleanly_and_goes_on_later(whole, tmp_path, monkeypatch):
    write = _folder.write_atomic
    monkeypatch.setattr(_folder, "write_atomic", lambda path, data: full(path, data, write))
    path = tmp_path / "r"
    with pytest.raises(OutputError) as caught:
        fill(path, workers=2)
    assert str(caught.value) == (
        f"{path}/chunk-000004.parquet: cannot be written: no space left on device; 4 of 10 chunks "
        f"are safe in {path}: when it can be written to again, give the same command to go on"
    )
    assert len(content(path)) == 4
    monkeypatch.undo()
    assert fill(path) == EXPECTED
    assert content(path) == content(whole)


def full(path, data, write):
    if path.name != "chunk-000004.parquet":
        return write(path, data)

    def fsync(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        return write(path, data)


@pytest.fixture
def tiny_disk(tmp_path):
    """A disk of 100 kilobytes, where one may be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=100k", "none", str(disk)],
        capture_output=True, check=False,
    ) if shutil.which("mount") else None  # fmt: skip
    if made is None or made.returncode:
        pytest.skip("needs the right to mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_disk_that_is_really_full(tiny_disk, tmp_path, whole, workers):
    path = tiny_disk / "r"
    with pytest.raises(OutputError, match=r"no space left on device; \d of 10 chunks are safe"):
        fill(path, workers=workers)
    kept = content(path)
    assert kept
    assert kept.items() <= content(whole).items()
    moved = shutil.copytree(path, tmp_path / "moved")
    assert fill(moved) == EXPECTED
    assert content(moved) == content(whole)


def test_a_full_disk_for_the_manifest_or_scratch_is_said(tiny_disk, tmp_path, monkeypatch):
    (tiny_disk / "ballast").write_bytes(b"x" * (100 * 1024 - 8192))
    monkeypatch.setattr("tempfile.tempdir", str(tiny_disk))
    with pytest.raises(OutputError, match=r"scratch cannot be written: .*; set TMPDIR to a folder"):
        fill(tmp_path / "r")
    monkeypatch.undo()
    (tiny_disk / "more").write_bytes(b"x" * 4096)
    with pytest.raises(OutputError, match=r"cannot be (made|written): no space left on device"):
        fill(tiny_disk / "r")


LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (15_000, 15_000))
"""


def test_a_limit_on_the_size_of_files_is_said(root, tmp_path):
    (tmp_path / "killed").touch()
    command = script(root, tmp_path)
    path = tmp_path / "script.py"
    path.write_text(LIMITED + path.read_text())
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "OutputError" in done.stderr.splitlines()[-1]
    assert "file too large" in done.stderr.lower()
    assert content(tmp_path / "results") == {}


# Shards


def shards(tmp_path, of, job=JOB, runs=RUNS):
    paths = []
    for number in range(1, of + 1):
        paths.append(tmp_path / f"shard-{number}")
        fill(paths[-1], job, runs=runs, shard=Shard(number, of))
    return paths


@pytest.mark.parametrize("of", [1, 2, 3, 13])
def test_shards_put_together_are_the_whole(tmp_path, whole, of):
    paths = shards(tmp_path, of)
    together = {}
    for path in paths:
        together |= content(path)
    assert together == content(whole)
    merged = merge_folders(paths[::-1])
    assert folded(merged.chunks()) == EXPECTED
    assert merged.manifest.job == {"seed": 7, "case": {"name": "toy"}}
    for (index, columns), (other, plain) in zip(merged.chunks(), read_folder(whole), strict=True):
        assert index == other
        assert all(columns[name].tobytes() == plain[name].tobytes() for name in plain)


def test_different_cuts_may_be_mixed_where_they_fit(tmp_path):
    half = tmp_path / "half"
    fill(half, shard=Shard(1, 2))
    fill(tmp_path / "a", shard=Shard(3, 4))
    fill(tmp_path / "b", shard=Shard(4, 4))
    assert folded(merge_folders([tmp_path / "b", half, tmp_path / "a"]).chunks()) == EXPECTED


def test_a_missing_shard_is_named_by_its_runs(tmp_path):
    paths = shards(tmp_path, 5)
    with pytest.raises(
        FolderError,
        match=r"^runs 2,000 to 3,999 and 8,000 to 9,399 are missing: .* \(given: 1/5, 3/5, 4/5\)",
    ):
        merge_folders([paths[0], paths[2], paths[3]])


def test_every_unfinished_shard_is_named(tmp_path):
    paths = shards(tmp_path, 2)
    (paths[0] / "chunk-000001.parquet").unlink()
    (paths[1] / "chunk-000009.parquet").unlink()
    with pytest.raises(FolderError) as caught:
        merge_folders(paths)
    first, second = str(caught.value).splitlines()
    assert "shard-1: is not finished, runs 1,000 to 1,999 are missing" in first
    assert "shard-2: is not finished, runs 9,000 to 9,399 are missing" in second


def test_shards_that_overlap_are_refused(tmp_path):
    one, two = shards(tmp_path, 2)
    with pytest.raises(
        FolderError, match=r"shard-1: has runs 0 to 4,999, and so has .*shard-1; name"
    ):
        merge_folders([one, two, one])


def test_shards_of_different_simulations_are_refused(tmp_path):
    (one, _), (_, two) = shards(tmp_path / "a", 2), shards(tmp_path / "b", 2, ToyJob(seed=9))
    with pytest.raises(
        FolderError, match=r"is of another simulation than .*: seed is 7 there and 9"
    ):
        merge_folders([one, two])
    (_, three) = shards(tmp_path / "c", 2, runs=9_000)
    with pytest.raises(FolderError, match=r"is a part of 9,000 runs, .* of 9,400"):
        merge_folders([one, three])


def test_a_job_says_everything_that_decides_the_results():
    """The stand-in is one: its place for marks decides nothing, all else does."""
    assert dataclasses.replace(JOB, trouble="x").key == JOB.key
    assert dataclasses.replace(JOB, seed=8).key != JOB.key


def test_the_stand_in_has_no_say_in_what_is_tested_here():
    assert toy_talks.simulate(JOB, 5, 1)["path"] == toy_talks.simulate(JOB, 0, 9)["path"][5]
