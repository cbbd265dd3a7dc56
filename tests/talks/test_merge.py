"""Folders of a real case: filled by whoever, cut as you like, put together from what they say."""

from __future__ import annotations

import json
import shutil

import pytest

from goodoffices.case import read_case
from goodoffices.talks._fill import fill_folder, fold
from goodoffices.talks._folder import merge_folders
from goodoffices.talks._job import Job, simulate_job
from goodoffices.talks._merge import job_of
from goodoffices.talks._play import tally_of
from goodoffices.talks._setting import setting
from goodoffices.talks._shard import Shard
from goodoffices.talks._work import chunks
from goodoffices.talks.errors import FolderError

pytest.importorskip("duckdb", reason="folders need DuckDB")

RUNS = 2_300


@pytest.fixture(scope="module")
def fixed():
    return setting(read_case("camp-david-1978").case)


@pytest.fixture(scope="module")
def job(fixed):
    return Job(fixed.case, 3, fixed.dates[-1])


@pytest.fixture(scope="module")
def expected(job):
    parts = chunks(job, simulate_job, runs=RUNS, reduce=tally_of(job), workers=1)
    return fold(part for _, part in parts)[0]


def fill(path, job, **how):
    return fill_folder(
        path, job, simulate_job, tally_of(job), **{"runs": RUNS, "shard": Shard(), **how}
    )


def equal(one, other):
    return repr(one) == repr(other)


@pytest.fixture(scope="module")
def filled(tmp_path_factory, job, expected):
    path = tmp_path_factory.mktemp("filled") / "results"
    total, interrupted = fill(path, job, workers=2)
    assert not interrupted
    assert equal(total, expected)
    return path


def test_a_folder_says_what_job_it_is_of(filled, job):
    again = job_of(merge_folders([filled]))
    assert again == job
    assert again.key == job.key


def test_shards_of_a_case_are_put_together(tmp_path, job, expected, filled):
    paths = [tmp_path / str(number) for number in (1, 2, 3)]
    for number, path in enumerate(paths, 1):
        fill(path, job, shard=Shard(number, 3))
    merged = merge_folders(paths)
    count = tally_of(job_of(merged))
    assert equal(fold(count(columns) for _, columns in merged.chunks())[0], expected)
    for path in paths:
        for chunk in path.glob("chunk-*"):
            assert chunk.read_bytes() == (filled / chunk.name).read_bytes()


def test_a_shard_without_runs_has_no_sum(tmp_path, job):
    assert fill(tmp_path, job, shard=Shard(1, 9)) == (None, False)
    assert [each.name for each in tmp_path.iterdir()] == ["manifest.json"]


def change(path, tmp_path, edit):
    copy = shutil.copytree(path, tmp_path / "copy")
    data = json.loads((copy / "manifest.json").read_bytes())
    edit(data["job"])
    (copy / "manifest.json").write_text(json.dumps(data))
    return merge_folders([copy])


def test_a_job_that_was_changed_by_hand_is_refused(filled, tmp_path):
    merged = change(filled, tmp_path, lambda job: job.update(seed=4))
    with pytest.raises(FolderError, match=r"manifest.json: was changed, or goodoffices \d"):
        job_of(merged)


@pytest.mark.parametrize(
    "edit",
    [
        lambda job: job.pop("case"),
        lambda job: job.update(case={}),
        lambda job: job.update(case=[]),
        lambda job: job.update(until="soon"),
        lambda job: job.update(seed=None),
        lambda job: job.update(overrides=5),
    ],
)
def test_a_job_that_makes_no_sense_is_refused(filled, tmp_path, edit):
    with pytest.raises(FolderError, match=r"what it says of the case cannot be understood"):
        job_of(change(filled, tmp_path, edit))


def test_ctrl_c_gives_what_is_done(tmp_path, job):
    def stop(done, _runs, _left):
        if done == RUNS:
            raise KeyboardInterrupt

    total, interrupted = fill(tmp_path, job, workers=1, progress=stop)
    assert interrupted
    assert total.runs == 2000


def test_ctrl_c_before_the_first_chunk_is_passed_on(tmp_path, job):
    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path, job, workers=1, progress=stop)
