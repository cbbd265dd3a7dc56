"""What computes beside the server: it survives what goes wrong, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
from pathlib import Path

import pytest
from support import slow_questions
from support.workbench import example, shared

from goodoffices.case import NoAnswer
from goodoffices.web import Work
from goodoffices.web import _pool as pool_module
from goodoffices.web import _work as work_module
from goodoffices.web._asked import Asked
from goodoffices.web._latest import Latest
from goodoffices.web._process import Fault


@pytest.fixture
def asked(tmp_path):
    """A case."""
    path = example(tmp_path, "aceh-2005")
    return Asked(path.name, path, path.read_bytes())


@pytest.fixture
def note(tmp_path):
    """A file in which a question says what it does."""
    return str(tmp_path / "note")


@pytest.fixture(scope="module")
def work():
    """What computes, shared by the tests."""
    return shared()


def eventually(true):
    """Wait until something is so."""
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about within half a minute")


def gone(pid):
    """Say whether there is no such process, not even a dead one that nobody fetched."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def said(note):
    """Return what a question has written."""
    return Path(note).read_text() if Path(note).exists() else ""


def test_a_question_that_two_tabs_ask_is_computed_once(work, asked, note):
    async def both():
        ask = [work.quick(slow_questions.noted, asked, note=note, seconds=0.2) for _ in range(2)]
        return await asyncio.gather(*ask)

    assert asyncio.run(both()) == [0.2, 0.2]
    assert said(note).count("begun") == 1


def test_what_one_tab_leaves_the_other_still_gets(work, asked, note):
    async def both():
        first, second = (
            asyncio.ensure_future(work.quick(slow_questions.noted, asked, note=note, seconds=0.3))
            for _ in range(2)
        )
        await asyncio.sleep(0.1)
        first.cancel()
        return await second

    assert asyncio.run(both()) == 0.3


def test_what_nobody_waits_for_is_never_begun(work, asked, tmp_path):
    notes = [str(tmp_path / f"note{n}") for n in range(pool_module.WORKERS + 5)]

    async def moved_on():
        busy = [
            asyncio.ensure_future(work.quick(slow_questions.noted, asked, note=note, seconds=0.5))
            for note in notes
        ]
        await asyncio.to_thread(
            eventually, lambda: sum(map(bool, map(said, notes))) >= pool_module.WORKERS
        )
        for each in busy[pool_module.WORKERS :]:
            each.cancel()
        await asyncio.gather(*busy, return_exceptions=True)
        # One more, so that the queue has been gone through.
        await work.quick(slow_questions.pid, asked)

    asyncio.run(moved_on())
    assert [bool(said(note)) for note in notes].count(True) == pool_module.WORKERS
    assert not work._open


def test_a_long_question_that_nobody_waits_for_is_ended(work, asked, note):
    async def moved_on():
        left = asyncio.ensure_future(
            work.quick(slow_questions.noted, asked, note=note, seconds=600.0)
        )
        await asyncio.to_thread(eventually, lambda: said(note))
        left.cancel()

    asyncio.run(moved_on())
    pid = int(said(note).split()[1])
    eventually(lambda: gone(pid))
    assert "done" not in said(note)


def test_a_process_that_is_killed_fails_one_question_and_no_other(work, asked, note):
    async def killed():
        with pytest.raises(NoAnswer, match="stopped; ask again"):
            await work.quick(slow_questions.dies, asked)
        return await work.quick(slow_questions.noted, asked, note=note)

    assert asyncio.run(killed()) == 0.0


def test_a_process_that_is_killed_while_it_has_nothing_to_do_is_not_missed():
    work = Work()

    async def killed():
        pids = {await work.once(os.getpid) for _ in range(20)}
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        await asyncio.to_thread(eventually, lambda: all(map(gone, pids)))
        return pids, {await work.once(os.getpid) for _ in range(20)}

    try:
        before, after = asyncio.run(killed())
    finally:
        work.close()
    assert before
    assert not before & after
    eventually(lambda: all(map(gone, after)))


def test_a_question_that_takes_too_long_ends_and_says_so(work, asked, note, monkeypatch):
    monkeypatch.setattr(pool_module, "LIMIT", 0.3)
    with pytest.raises(NoAnswer, match=r"longer than .* seconds"):
        asyncio.run(work.quick(slow_questions.noted, asked, note=note, seconds=600.0))
    pid = int(said(note).split()[1])
    eventually(lambda: gone(pid))


def test_a_fault_of_the_program_tells_where_and_is_asked_anew(work, asked):
    for _ in range(2):
        with pytest.raises(Fault, match=r"(?s)slow_questions.py.*a slip of ours"):
            asyncio.run(work.quick(slow_questions.breaks, asked))
    with pytest.raises(Fault, match="pickle"):
        asyncio.run(work.quick(slow_questions.unsendable, asked))


def test_whoever_waits_is_told_when_all_is_ended(asked, note):
    work = Work()

    async def ended():
        asks = [
            asyncio.ensure_future(work.quick(slow_questions.noted, asked, note=note + str(n),
                                             seconds=600.0))
            for n in range(pool_module.WORKERS + 2)
        ]  # fmt: skip
        await asyncio.to_thread(eventually, lambda: said(note + "0"))
        await asyncio.to_thread(work.close)
        return await asyncio.gather(*asks, work.once(os.getpid), return_exceptions=True)

    answers = asyncio.run(ended())
    assert len(answers) == pool_module.WORKERS + 3
    assert all(isinstance(each, NoAnswer) for each in answers)


def test_a_long_question_tells_how_far_it_is_and_is_kept(work, asked, note):
    job = work.start(slow_questions.sleeps, asked, seconds=0.0, note=note)
    assert work.start(slow_questions.sleeps, asked, seconds=0.0, note=note) is job
    eventually(lambda: job.over)
    assert (job.state, job.result, job.part, job.done) == ("done", "slept", "sleep", 0.5)
    assert work.start(slow_questions.sleeps, asked, seconds=0.0, note=note) is job
    eventually(lambda: gone(int(said(note))))


@pytest.mark.parametrize("how", ["cancelled", "failed"])
def test_a_long_question_that_is_ended_leaves_no_process(work, asked, note, how, caplog):
    job = work.start(slow_questions.sleeps, asked, seconds=600.0, note=note)
    eventually(lambda: said(note) and job.part)
    pid = int(said(note))
    if how == "cancelled":
        work.cancel(job)
    else:
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: job.over and gone(pid))
    assert job.state == how
    assert job.error is None
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * (how == "failed")
    again = work.start(slow_questions.sleeps, asked, seconds=600.0, note=note)
    assert again is not job
    work.cancel(again)


def test_a_long_question_that_waits_can_be_cancelled_and_is_never_begun(work, asked, tmp_path):
    notes = [str(tmp_path / f"note{n}") for n in range(work_module.LONG + 1)]
    jobs = [work.start(slow_questions.sleeps, asked, seconds=600.0, note=note) for note in notes]
    assert jobs[-1].state == "waiting"
    work.cancel(jobs[-1])
    for job in jobs:
        work.cancel(job)
    assert {job.state for job in jobs} == {"cancelled"}
    eventually(lambda: not work._working)
    assert not said(notes[-1])


def test_only_so_many_long_questions_wait(asked, note, monkeypatch):
    monkeypatch.setattr(work_module, "WAITING", 3)
    monkeypatch.setattr(work_module, "LONG", 0)
    work = Work()
    for n in range(3):
        work.start(slow_questions.sleeps, asked, seconds=float(n), note=note)
    with pytest.raises(NoAnswer, match="3 long computations wait"):
        work.start(slow_questions.sleeps, asked, seconds=9.0, note=note)


def test_a_long_question_that_no_page_looks_at_is_given_up(asked, note, monkeypatch):
    work = Work()
    job = work.start(slow_questions.sleeps, asked, seconds=600.0, note=note)
    eventually(lambda: said(note))
    monkeypatch.setattr(work_module, "PATIENCE", 0.0)
    eventually(lambda: job.state == "cancelled" and gone(int(said(note))))
    work.close()


def test_a_fault_in_a_long_question_goes_to_the_terminal(work, asked, caplog):
    job = work.start(slow_questions.breaks, asked)
    eventually(lambda: job.over)
    assert (job.state, job.error) == ("failed", None)
    assert "a slip of ours" in caplog.text


def test_long_answers_are_forgotten_by_number_and_by_size(asked, monkeypatch):
    monkeypatch.setattr(work_module, "LONG", 0)
    work = Work()
    for n in range(10):
        job = work.start(slow_questions.sleeps, asked, seconds=float(n), note="")
        job.state, job.size = "done", 10
    monkeypatch.setattr(work_module, "BYTES", 50)
    work._trim()
    assert [job.number for job in work._jobs.values()] == [6, 7, 8, 9, 10]
    monkeypatch.setattr(work_module, "KEPT", 16)
    work._trim()
    assert [job.number for job in work._jobs.values()] == [9, 10]


def test_what_is_kept_is_bounded_by_number_and_weight():
    kept = Latest(number=3, weight=100)
    for n in range(5):
        kept.put(n, n, 10)
    assert [kept.get(n) for n in range(5)] == [None, None, 2, 3, 4]
    kept.get(2)
    kept.put("heavy", "heavy", 85)
    assert kept.get(2) == 2
    assert kept.get(3) is kept.get(4) is None
    kept.put("too heavy", "too heavy", 1000)
    assert (len(kept), kept.get("too heavy")) == (1, "too heavy")
    kept.put("too heavy", "lighter", 1)
    kept.put("another", "another", 99)
    assert len(kept) == 2


def test_what_is_remembered_holds_no_bytes_of_the_case(asked):
    later = Asked(asked.name, asked.path, asked.data + b"\n")
    key = work_module._key(slow_questions.pid, asked, {"base": asked, "text": "x" * 10_000})
    assert key == work_module._key(
        slow_questions.pid, asked, {"text": "x" * 10_000, "base": Asked(**_given(asked))}
    )
    assert key != work_module._key(slow_questions.pid, later, {"base": asked, "text": "x" * 10_000})
    assert key != work_module._key(slow_questions.pid, asked, {"base": later, "text": "x" * 10_000})
    assert len(repr(key)) < 1500


def _given(asked):
    return {"name": asked.name, "path": asked.path, "data": bytes(bytearray(asked.data))}


def test_an_answer_that_cannot_be_read_is_the_end_of_it(work, asked):
    job = work.start(slow_questions.unreadable, asked)
    eventually(lambda: job.over)
    assert job.state == "failed"


def test_a_process_that_is_slow_to_start_is_not_given_up(monkeypatch):
    monkeypatch.setattr(pool_module, "_nothing", slow_questions.slow_to_start)
    pool = pool_module.Pool(1)
    begun = []
    monkeypatch.setattr(
        pool, "submit", lambda call, submit=pool.submit: begun.append(submit(call) or call)
    )
    try:
        pool.warm()
        assert begun[0].future.result(30) is None
    finally:
        pool.close()
