from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.forecasts import BY, MADE, TODAY, add_some, die_after, draft, question

from goodoffices.case import OutputError
from goodoffices.record import (
    CaseUsed,
    Forecaster,
    RecordError,
    Reference,
    Resolution,
    Run,
    _append,
    _ledger,
    _log,
    add_forecast,
    add_resolution,
    read_log,
)
from goodoffices.record._line import HEADER, line_of
from goodoffices.record._log import parse

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def log(tmp_path):
    return str(tmp_path / "forecasts.jsonl")


@pytest.fixture
def filled(log):
    add_forecast(log, draft("q1", 0.3), today=TODAY)
    add_forecast(log, draft("q2", 0.7, basis="weil es ‘grün’ ist, امید‌وار"), today=TODAY)
    add_forecast(log, draft("q1", 0.4, made=MADE + dt.timedelta(3)), today=TODAY)
    add_resolution(log, Resolution("q1", BY, "no", "made up"), today=TODAY)
    return log


@pytest.fixture
def quick(monkeypatch):
    """Without waiting for the disk, which a thousand additions would do."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def test_what_is_written_is_what_is_read(log):
    whole = draft(
        "q1", 0.25, interval=(0.2, 0.3), forecaster=Forecaster("model", "1.2"),
        case=CaseUsed("geneva-2026", "a" * 64), run=Run("partial", 4000, 1),
        reference=Reference("class", 0.4, None, "as its source says"), no_change=0.1,
    )  # fmt: skip
    added = add_forecast(log, whole, today=TODAY)
    (asked,) = read_log(log).asked
    assert asked.forecasts == (added.entry,)
    assert asked.question == whole.question
    for name in ("probability", "interval", "forecaster", "case", "run", "reference", "no_change"):
        assert getattr(added.entry, name) == getattr(whole, name)
    assert read_log(log).hashes[-1] == added.sha256


def test_a_line_hashes_the_one_before_it_and_itself(filled):
    """The chain, computed from the file alone and not by the program."""
    import hashlib

    before = ""
    for line in Path(filled).read_bytes().splitlines():
        content = json.loads(line)
        stated = content.pop("sha256")
        assert content["previous"] == before
        plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(plain.encode()).hexdigest() == stated
        before = stated


def test_a_correction_names_what_it_corrects_and_leaves_it_there(filled):
    first, second = read_log(filled).asked[0].forecasts
    assert (first.id, first.supersedes) == ("q1.1", None)
    assert (second.id, second.supersedes) == ("q1.2", "q1.1")


def test_a_second_forecaster_corrects_nobody(filled):
    added = add_forecast(filled, draft("q2", 0.5, who="other"), today=TODAY)
    assert (added.entry.id, added.entry.supersedes) == ("q2.2", None)


# Cut short -----------------------------------------------------------------------------------


def test_a_log_cut_anywhere_is_read_up_to_its_last_whole_line(filled):
    data = Path(filled).read_bytes()
    ends = [k for k, byte in enumerate(data) if byte == ord("\n")]
    whole = read_log(filled)
    for size in range(len(data) + 1):
        found = parse(data[:size], "log", Path("log"))
        # A line that lacks nothing but its end is whole.
        lines = sum(end <= size for end in ends)
        assert found.hashes == whole.hashes[:lines]
        assert data[:size] == data[: found.whole] + found.cut
        assert bool(found.cut) == (size - 1 not in ends and size not in ends and size > 0)


@pytest.mark.usefixtures("quick")
def test_adding_to_a_log_cut_anywhere_loses_nothing(tmp_path, filled):
    data = Path(filled).read_bytes()
    for size in range(0, len(data) + 1, 3):
        folder = tmp_path / str(size)
        folder.mkdir()
        log = folder / "log.jsonl"
        log.write_bytes(data[:size])
        before = parse(data[:size], "log", log)
        added = add_forecast(str(log), draft("q9", 0.5), today=TODAY)
        after = read_log(str(log))
        assert after.cut == b""
        kept = before.hashes or (HEADER[1],)
        assert after.hashes == (*kept, added.sha256)
        if before.cut:
            assert added.kept is not None
            assert added.kept.read_bytes() == before.cut
        else:
            assert added.kept is None


def test_what_was_cut_short_twice_is_kept_twice(filled):
    for number in (1, 2):
        with Path(filled).open("ab") as stream:
            stream.write(b'{"basis":"half')
        added = add_forecast(filled, draft(f"n{number}", 0.5), today=TODAY)
        assert added.kept == Path(f"{filled}.cut-{number}")


@pytest.mark.parametrize("count", [0, 1, 300, 10_000])
def test_a_process_killed_while_it_writes_leaves_the_rest_whole(filled, count):
    before = read_log(filled)
    child = SPAWN.Process(target=die_after, args=(filled, count))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    after = read_log(filled)
    assert after.hashes[: len(before.hashes)] == before.hashes
    added = add_forecast(filled, draft("q8", 0.5), today=TODAY)
    assert (added.kept is not None) == (0 < count < 10_000)
    assert read_log(filled).hashes[-1] == added.sha256


BUSY = """
import sys
from support.forecasts import TODAY, draft
from goodoffices.record import add_forecast
for k in range(100_000):
    print(add_forecast(sys.argv[1], draft(f"q{k}", 0.5), today=TODAY).sha256, flush=True)
"""


def test_what_was_acknowledged_before_a_kill_is_there(log, root):
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}:{root / 'tests'}"}
    with subprocess.Popen(
        [sys.executable, "-c", BUSY, log], stdout=subprocess.PIPE, text=True, env=environment
    ) as child:
        said = [child.stdout.readline().strip() for _ in range(12)]
        child.kill()
        said += child.stdout.read().split()
    found = read_log(log)
    whole = [line for line in said if len(line) == 64]
    assert len(whole) >= 12
    assert found.hashes[1 : len(whole) + 1] == tuple(whole)


# Changed -------------------------------------------------------------------------------------


def test_any_byte_changed_is_found_in_its_line(filled):
    data = Path(filled).read_bytes()
    for place, byte in enumerate(data):
        changed = data[:place] + bytes([byte ^ 1]) + data[place + 1 :]
        line = data[:place].count(b"\n") + 1
        with pytest.raises(RecordError) as found:
            parse(changed, "log", Path("log"))
        # What ends a line belongs to it; without it, it runs into the next.
        assert found.value.line == line, (place, str(found.value))


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_lines_removed_moved_or_doubled_are_found(data):
    log = _lines_of_a_log()
    change = data.draw(st.sampled_from(["remove", "swap", "double", "insert"]))
    k = data.draw(st.integers(0, len(log) - 2))
    changed = list(log)
    if change == "remove":
        del changed[k]
    elif change == "swap":
        changed[k], changed[k + 1] = changed[k + 1], changed[k]
    elif change == "double":
        changed.insert(k, changed[k])
    else:
        changed.insert(k, data.draw(st.sampled_from([b"", b"{}", b"[1]", b"null", b"\xff", b"{"])))
    with pytest.raises(RecordError) as found:
        parse(b"".join(line + b"\n" for line in changed), "log", Path("log"))
    assert found.value.line in {k + 1, k + 2}


def _lines_of_a_log():
    from goodoffices.record._ledger import Ledger

    ledger = Ledger()
    lines, last = [HEADER[0]], HEADER[1]
    for k in range(4):
        entry = ledger.numbered(draft(f"q{k % 2}", 0.1 + k / 10))
        ledger.admit(entry)
        line, last = line_of(entry, last)
        lines.append(line)
    return lines


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_other_file_is_refused_or_empty(data):
    with contextlib.suppress(RecordError):
        found = parse(data, "log", Path("log"))
        assert HEADER[0].startswith(data.rstrip(b"\n"))
        assert not found.asked


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_whatever_follows_a_whole_log_is_refused_or_named_as_cut_short(data):
    whole = b"".join(line + b"\n" for line in _lines_of_a_log())
    with contextlib.suppress(RecordError):
        assert parse(whole + data, "log", Path("log")).cut == data


def _chained(**changed):
    """Return a log whose second line is properly hashed and yet wrong."""
    import hashlib

    from goodoffices.record._ledger import Ledger

    line, _ = line_of(Ledger().numbered(draft()), HEADER[1])
    content = {**json.loads(line), **changed}
    content = {k: v for k, v in content.items() if k != "sha256" and v is not ...}
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    content["sha256"] = hashlib.sha256(plain.encode()).hexdigest()
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return HEADER[0] + b"\n" + plain.encode() + b"\n"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"probability": 0}, "probability: found 0, expected a number from 0.001 to 0.999"),
        ({"probability": 1}, "expected a number from 0.001 to 0.999"),
        ({"probability": "0.3"}, "written otherwise"),
        ({"probability": True}, "expected a number from 0.001"),
        ({"probability": float("nan")}, "no log holds NaN"),
        ({"made": "2026-02-30"}, "made: found '2026-02-30'"),
        ({"made": "2026-03-01"}, "the deadline, 2026-02-01, is before the day of the forecast"),
        ({"made": "0001-01-01"}, "made"),
        ({"id": "q1.2"}, "expected q1.1"),
        ({"id": "../x.1"}, "id: found"),
        ({"supersedes": "q0.1"}, "expected none"),
        ({"kind": "guess"}, "found an entry of kind 'guess'"),
        ({"kind": ["log"]}, "found an entry of kind"),
        ({"kind": "log"}, "found an entry of kind 'log'"),
        ({"basis": ...}, "basis: the field is missing"),
        ({"basis": "a\u202eb"}, "U+202E"),
        ({"basis": "a\nb"}, "U+000A"),
        ({"basis": " "}, "begins or ends with a space"),
        ({"basis": "x" * 2001}, "at most 2000"),
        ({"weather": "fine"}, "weather: no entry has such a field"),
        ({"interval": [0.5, 0.1]}, "ends before it begins"),
        ({"interval": [0, 0.1]}, "written otherwise"),
        ({"question": {"id": "q1"}}, "question"),
    ],
)
def test_a_line_with_the_right_hash_is_still_checked(changed, said):
    with pytest.raises(RecordError) as found:
        parse(_chained(**changed), "log", Path("log"))
    assert found.value.line == 2
    assert said in str(found.value)


def test_a_later_version_is_named(log):
    later = HEADER[0].replace(b'"version":1', b'"version":2')
    import hashlib

    content = json.loads(later)
    del content["sha256"]
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"))
    content["sha256"] = hashlib.sha256(plain.encode()).hexdigest()
    Path(log).write_text(json.dumps(content, sort_keys=True, separators=(",", ":")) + "\n")
    with pytest.raises(RecordError, match="the log has version 2, expected 1"):
        read_log(log)


# What cannot be added ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"probability": 0.0}, "probability: found 0.0, expected a number from 0.001 to 0.999"),
        ({"probability": 1.0}, "no room for error"),
        ({"probability": 0.0009}, "from 0.001"),
        ({"probability": float("nan")}, "found nan"),
        ({"probability": float("inf")}, "found inf"),
        ({"made": BY + dt.timedelta(1)}, "a forecast is made by its deadline"),
        (
            {"made": TODAY + dt.timedelta(1), "question": question("q3", dt.date(2027, 1, 1))},
            "after today",
        ),
        ({"question": question("q1", dt.date(2026, 3, 1))}, "another deadline (2026-02-01)"),
        ({"question": question("Q 1")}, "expected small letters, digits and single hyphens"),
        ({"made": MADE - dt.timedelta(1)}, "which it supersedes"),
        ({"no_change": 0.0}, "no_change: found 0.0"),
        ({"basis": ""}, "basis"),
    ],
)
def test_a_forecast_that_cannot_be_added_leaves_the_log_as_it_was(log, changed, said):
    add_forecast(log, draft("q1", 0.3), today=TODAY)
    before = Path(log).read_bytes()
    with pytest.raises(RecordError) as found:
        add_forecast(log, draft(**{"slug": "q1", **changed}), today=TODAY)
    assert said in str(found.value)
    assert Path(log).read_bytes() == before


@pytest.mark.parametrize(
    ("resolution", "said"),
    [
        (("q1", BY, "no"), "q1 was resolved on 2026-02-01 as no, and is not resolved twice"),
        (("q7", BY, "no"), "no question q7"),
        (("q2", BY - dt.timedelta(1), "no"), "it cannot be a no on 2026-01-31"),
        (("q2", BY + dt.timedelta(1), "yes"), "is a no"),
        (("q2", MADE - dt.timedelta(1), "yes"), "cannot have been decided"),
        (("q2", TODAY + dt.timedelta(1), "no"), "after today"),
        (("q2", BY, "perhaps"), "outcome: found 'perhaps'"),
    ],
)
def test_a_resolution_that_cannot_be_added_leaves_the_log_as_it_was(filled, resolution, said):
    before = Path(filled).read_bytes()
    with pytest.raises(RecordError) as found:
        add_resolution(filled, Resolution(*resolution, "made up"), today=TODAY)
    assert said in str(found.value)
    assert Path(filled).read_bytes() == before


def test_what_came_true_early_and_what_lost_its_meaning_can_be_resolved(filled):
    add_forecast(filled, draft("q3", 0.5), today=TODAY)
    add_resolution(filled, Resolution("q2", MADE, "yes", "x"), today=TODAY)
    add_resolution(filled, Resolution("q3", MADE, "void", "x"), today=TODAY)
    assert [asked.resolution.outcome for asked in read_log(filled).asked] == ["no", "yes", "void"]


def test_nothing_is_forecast_of_what_is_resolved(filled):
    with pytest.raises(RecordError, match="q1 was resolved as no on 2026-02-01"):
        add_forecast(filled, draft("q1", 0.5, made=BY), today=TODAY)


@pytest.mark.usefixtures("quick")
def test_a_question_is_not_forecast_without_end(monkeypatch, log):
    monkeypatch.setattr(_ledger, "_MOST", 3)
    for _ in range(3):
        add_forecast(log, draft("q1", 0.5), today=TODAY)
    with pytest.raises(RecordError, match="forecast 3 times"):
        add_forecast(log, draft("q1", 0.5), today=TODAY)


def test_a_refusal_leaves_no_file(log):
    with pytest.raises(RecordError):
        add_forecast(log, draft("q1", 0.0), today=TODAY)
    with pytest.raises(RecordError, match="no such log"):
        add_resolution(log, Resolution("q1", BY, "no", "x"), today=TODAY)
    assert not Path(log).exists()


# Files that are no logs, and others at work ----------------------------------------------------


@pytest.mark.parametrize("content", [b"notes", b"{}", b"[", b"\x00\x01", b"PK\x03\x04"])
def test_another_file_is_not_taken_for_a_log_that_was_cut_short(log, content):
    Path(log).write_bytes(content)
    with pytest.raises(RecordError, match=r"no (line of a )?log of forecasts"):
        add_forecast(log, draft(), today=TODAY)
    assert Path(log).read_bytes() == content


def test_folders_pipes_and_missing_folders_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name, said in (
        (str(tmp_path), "not a regular file"),
        (str(tmp_path / "pipe"), "not a regular file"),
        (str(tmp_path / "none" / "log"), "there is no"),
        ("a\0b", "null"),
        ("x" * 5000, "too long"),
    ):
        for action in (
            lambda name=name: read_log(name),
            lambda name=name: add_forecast(name, draft(), today=TODAY),
        ):
            with pytest.raises(RecordError) as found:
                action()
            assert said in str(found.value)


def test_a_log_that_is_too_long_is_refused(monkeypatch, filled):
    monkeypatch.setattr(_log, "LIMIT", 100)
    with pytest.raises(RecordError, match="expected at most 100"):
        read_log(filled)


def test_a_log_that_another_holds_is_waited_for_and_then_left(monkeypatch, filled):
    monkeypatch.setattr(_log, "_PATIENCE", 0.05)
    before = Path(filled).read_bytes()
    with Path(filled).open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(RecordError, match="another program has held the log"):
            add_forecast(filled, draft("q5"), today=TODAY)
        with pytest.raises(RecordError, match="another program"):
            read_log(filled)
    assert Path(filled).read_bytes() == before
    add_forecast(filled, draft("q5"), today=TODAY)


def test_many_at_once_add_one_after_another(log):
    children = [SPAWN.Process(target=add_some, args=(log, f"p{k}")) for k in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
        assert child.exitcode == 0
    assert len(read_log(log).asked) == 18


def test_a_full_disk_leaves_the_log_as_it_was(monkeypatch, filled):
    before = Path(filled).read_bytes()
    real = os.pwrite

    def full(handle, data, offset):
        if len(data) > 10:
            return real(handle, data[:10], offset)
        raise OSError(28, "No space left on device")

    def fail(handle, data, offset):
        monkeypatch.setattr(
            _append.os,
            "pwrite",
            lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")),
        )
        return full(handle, data, offset)

    monkeypatch.setattr(_append.os, "pwrite", fail)
    with pytest.raises(OutputError, match="no space left on device; nothing was added"):
        add_forecast(filled, draft("q5"), today=TODAY)
    monkeypatch.undo()
    assert Path(filled).read_bytes() == before
