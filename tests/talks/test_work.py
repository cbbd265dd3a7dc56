"""Whoever does the work, the results are the same; whatever happens to a worker, they stay so."""

from __future__ import annotations

import concurrent.futures
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import toy_talks
from support.toy_talks import ToyJob, simulate, tally

from goodoffices.talks import _work
from goodoffices.talks._pool import processors
from goodoffices.talks._shard import CHUNK, Shard, chunk_count, run_ranges, runs_of
from goodoffices.talks._work import chunks
from goodoffices.talks.errors import WorkError

RUNS = 9_400
JOB = ToyJob(seed=7)


def same(one, other):
    one, other = list(one), list(other)
    assert [index for index, _ in one] == [index for index, _ in other]
    for (_, first), (_, second) in zip(one, other, strict=True):
        assert list(first) == list(second)
        for name in first:
            assert first[name].dtype == second[name].dtype
            assert first[name].shape == second[name].shape
            assert first[name].tobytes() == second[name].tobytes()


@pytest.fixture(scope="module")
def plain():
    """Chunks made by hand, without any of what is tested here."""
    starts = range(0, RUNS, 1000)
    return [(first // 1000, simulate(JOB, first, min(1000, RUNS - first))) for first in starts]


@pytest.mark.parametrize("workers", [None, 1, 2, 3])
def test_any_number_of_workers_gives_the_same_bytes(workers, plain):
    same(chunks(JOB, simulate, runs=RUNS, workers=workers), plain)


def test_threads_give_the_same_bytes(plain):
    with concurrent.futures.ThreadPoolExecutor(3) as executor:
        same(chunks(JOB, simulate, runs=RUNS, executor=executor), plain)


def test_a_lent_pool_of_processes_gives_the_same_bytes(plain):
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=spawn()) as executor:
        same(chunks(JOB, simulate, runs=RUNS, executor=executor), plain)
        # and it is still good for another job
        other = ToyJob(seed=8)
        same(
            chunks(other, simulate, runs=1500, executor=executor),
            chunks(other, simulate, runs=1500, workers=1),
        )


def spawn():
    import multiprocessing

    return multiprocessing.get_context("spawn")


def test_chunks_joined_are_one_long_simulation(plain):
    whole = simulate(JOB, 0, RUNS)
    for name, column in whole.items():
        assert np.concatenate([columns[name] for _, columns in plain]).tobytes() == column.tobytes()


def test_a_reduction_is_made_where_the_work_is_done(plain):
    expected = [(index, tally(columns)) for index, columns in plain]
    for workers in (1, 2):
        assert list(chunks(JOB, simulate, runs=RUNS, reduce=tally, workers=workers)) == expected


def test_shards_together_are_the_whole(plain):
    parts = [
        item
        for number in range(1, 5)
        for item in chunks(JOB, simulate, runs=RUNS, workers=1, shard=Shard(number, 4))
    ]
    same(parts, plain)


@given(st.integers(1, 300_000), st.integers(1, 40))
def test_shards_partition_the_chunks(runs, of):
    shards = [Shard(number, of).chunks(runs) for number in range(1, of + 1)]
    assert [index for shard in shards for index in shard] == list(range(chunk_count(runs)))
    sizes = {len(shard) for shard in shards}
    assert max(sizes) - min(sizes) <= 1
    counted = [runs_of(index, runs) for index in range(chunk_count(runs))]
    assert sum(count for _, count in counted) == runs
    assert all(1 <= count <= CHUNK for _, count in counted)
    assert all(first == index * CHUNK for index, (first, _) in enumerate(counted))


@given(st.integers(1, 9), st.integers(0, 9))
def test_a_shard_is_read_as_it_is_written(number, more):
    shard = Shard(number, number + more)
    assert Shard.parse(str(shard)) == shard


@pytest.mark.parametrize(
    "text", ["", "1", "0/3", "4/3", "1/0", "-1/3", "a/b", "1/3/5", "1.5/3", "²/3"]
)
def test_what_is_no_shard_is_refused(text):
    with pytest.raises(ValueError, match="expected i/n"):
        Shard.parse(text)


def test_missing_runs_are_said_as_ranges():
    assert run_ranges([0], 400) == "0 to 399"
    assert run_ranges([0, 1, 4], 4_400) == "0 to 1,999 and 4,000 to 4,399"
    assert run_ranges([5, 1, 3], 9_000) == "1,000 to 1,999, 3,000 to 3,999 and 5,000 to 5,999"
    assert run_ranges(range(0, 20, 2), 99_000).endswith(" and 5 more ranges")


def test_what_is_done_is_left_out(plain):
    left = chunks(JOB, simulate, runs=RUNS, workers=2, done={0, 4, 9})
    same(left, [item for item in plain if item[0] not in {0, 4, 9}])
    assert list(chunks(JOB, simulate, runs=RUNS, workers=2, done=range(10))) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_goes_from_what_is_there_to_all(workers):
    told = []
    work = chunks(
        JOB, simulate, runs=RUNS, workers=workers, shard=Shard(2, 2), done={5},
        progress=lambda *each: told.append(each),
    )  # fmt: skip
    for _ in work:
        pass
    assert [done for done, _, _ in told] == [1000, 2000, 3000, 4000, 4400]
    assert {goal for _, goal, _ in told} == {4400}
    assert told[0][2] is None
    assert all(left > 0 for _, _, left in told[1:-1])
    assert told[-1][2] == 0


@pytest.mark.parametrize(
    "wrong", [{"runs": 0}, {"workers": 0}, {"workers": 1, "executor": object()}]
)
def test_numbers_that_make_no_sense_are_refused_at_once(wrong):
    with pytest.raises(ValueError, match="workers"):
        chunks(JOB, simulate, **{"runs": 5, **wrong})


def test_memory_is_bounded_by_what_is_in_flight():
    """However slow the reader, no more is handed out than may be in flight."""

    class Counting(concurrent.futures.ThreadPoolExecutor):
        given = 0

        def submit(self, *arguments):
            self.given += 1
            return super().submit(*arguments)

    with Counting(2) as executor:
        for taken, _ in enumerate(
            chunks(JOB, simulate, runs=50_000, executor=executor, in_flight=6)
        ):
            assert executor.given <= taken + 6
        assert executor.given == 50


def test_long_work_goes_on_in_several_processes(monkeypatch, plain):
    called = []
    start = _work.Processes
    monkeypatch.setattr(_work, "_ALONE", 0.001)
    monkeypatch.setattr(_work, "processors", lambda: 2)
    monkeypatch.setattr(_work, "Processes", lambda *given: called.append(given[1]) or start(*given))
    same(chunks(JOB, simulate, runs=RUNS), plain)
    assert called == [2]


def test_short_work_starts_no_process(monkeypatch, plain):
    monkeypatch.setattr(_work, "Processes", None)
    same(chunks(JOB, simulate, runs=RUNS), plain)


def test_processors_are_those_we_may_use():
    code = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); from goodoffices.talks._pool import processors; print(processors())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
    assert processors() >= 1


# Workers that die


def test_a_chunk_whose_worker_died_is_done_again(tmp_path, plain):
    job = ToyJob(seed=7, trouble=str(tmp_path))
    same(chunks(job, toy_talks.dies_once, runs=RUNS, workers=2), plain)
    assert (tmp_path / "died").exists()


def test_a_chunk_that_always_ends_its_worker_is_named(tmp_path, plain):
    job = ToyJob(seed=7, trouble=str(tmp_path))
    got = []
    with pytest.raises(WorkError, match=r"^chunk 3 \(runs 3,000 to 3,999\) has ended .* 4 times"):
        got.extend(chunks(job, toy_talks.dies_always, runs=RUNS, workers=2))
    same(got, plain[:3])
    # once among others, and three times by itself
    assert (tmp_path / "died").read_text() == "xxxx"


def test_a_lent_executor_that_breaks_is_given_up(tmp_path):
    job = ToyJob(seed=7, trouble=str(tmp_path))
    with (
        concurrent.futures.ProcessPoolExecutor(2, mp_context=spawn()) as executor,
        pytest.raises(WorkError, match=r"has died at chunk \d .* make a new executor"),
    ):
        list(chunks(job, toy_talks.dies_always, runs=RUNS, executor=executor))


def test_a_lent_executor_that_is_shut_down_is_said():
    executor = concurrent.futures.ThreadPoolExecutor(1)
    work = chunks(JOB, toy_talks.slow, runs=RUNS, executor=executor)
    next(work)
    executor.shutdown(cancel_futures=True)
    with pytest.raises(WorkError, match=r"has dropped chunk \d"):
        list(work)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_of_the_simulation_is_shown_as_it_is(workers):
    with pytest.raises(ZeroDivisionError, match="a mistake of ours") as caught:
        list(chunks(JOB, toy_talks.fails, runs=RUNS, workers=workers))
    assert caught.value.__notes__ == ["in chunk 3 (runs 3,000 to 3,999)"]


# Ctrl-C

SCRIPT = """
import sys
from support.toy_talks import ToyJob, slow
from goodoffices.talks._work import chunks

if __name__ == "__main__":
    done = 0
    try:
        for index, _ in chunks(ToyJob(), slow, runs=1_000_000, workers=2):
            done += 1
            if index == 5:
                print("going", flush=True)
    except KeyboardInterrupt:
        print("stopped", done >= 6, flush=True)
"""


@pytest.fixture
def running(root, tmp_path):
    """A script at work with two workers, in a process group of its own, as a shell starts one."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    path = os.pathsep.join([str(root / "tests"), str(root / "src")])
    with subprocess.Popen(
        [sys.executable, str(script)], text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path},
    ) as process:  # fmt: skip
        assert process.stdout.readline() == "going\n"
        yield process
        process.kill()


def test_ctrl_c_from_a_terminal_ends_all_without_a_traceback(running):
    # A terminal sends it to the whole group, workers included.
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (out, err, running.returncode) == ("stopped True\n", "", 0)
    assert_none_left(running.pid)


def test_workers_never_hear_of_ctrl_c():
    """They would die of it with a traceback, above all while they start."""
    for _, columns in chunks(JOB, toy_talks.deaf_to_interrupts, runs=RUNS, workers=2):
        assert columns["deaf"].all()
    for _, columns in chunks(JOB, toy_talks.deaf_to_interrupts, runs=RUNS, workers=1):
        assert not columns["deaf"].any()


def test_workers_end_when_their_parent_is_killed(running):
    running.kill()
    running.communicate(timeout=20)
    assert_none_left(running.pid)


def assert_none_left(group):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a worker is still there")


def test_closing_ends_the_workers():
    others = spawn_children()
    work = chunks(JOB, toy_talks.slow, runs=RUNS, workers=2)
    next(work)
    children = spawn_children() - others
    assert children
    work.close()
    assert not children & spawn_children()


def spawn_children():
    import multiprocessing

    return {child.pid for child in multiprocessing.active_children()}
