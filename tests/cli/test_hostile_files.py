"""Whatever file is given, the answer is a sentence with its place, and the file is as it was."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

import pytest

from goodoffices.case import _draft

BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILE = {
    "empty": (b"", "x.yaml: the file holds nothing; `goodoffices new NAME` writes"),
    "only comments": (b"# nothing\n\n# here\n", "x.yaml: the file holds nothing"),
    "only a null": (b"---\n~\n", "x.yaml: the file holds nothing"),
    "binary": (bytes(range(256)), "x.yaml: the file is binary"),
    "not UTF-8": ("title: caf\xe9\n".encode("latin-1"), "x.yaml:1:11: the byte 0xe9 is not UTF-8"),
    "UTF-16": ("format: 1\n".encode("utf-16"), "x.yaml: the file is UTF-16 text; save it as UTF-8"),
    "a list": (b"- a\n- b\n", "x.yaml:1:1: found a list or a single value, expected a mapping"),
    "a text": (b"hello\n", "x.yaml:1:1: found a list or a single value, expected a mapping"),
    "deep flow": (b"[" * 10_000, "x.yaml:1:51: nested more than 50 levels deep"),
    "deep block": (
        "\n".join(" " * n + "a:" for n in range(2_000)).encode(),
        "x.yaml:51:51: nested more than 50 levels deep",
    ),
    "alias bomb": (BOMB.encode(), "x.yaml:1:4: anchors (&name) are not used in a case"),
    "an alias": (b"a: 1\nb: *a\n", "x.yaml:2:4: aliases (*name) are not used in a case"),
    "a tag": (b"a: !!python/name:os.system\n", "x.yaml:1:4: tags (!name) are not used"),
    "two documents": (b"a: 1\n---\nb: 1\n", "x.yaml:2:1: a second document begins here"),
    "a tab": (b"a:\n\tb: 1\n", "x.yaml:2:1: a tab is used as indentation; use spaces"),
    "a syntax error": (b"a: [1,\nb: 2\n", "x.yaml:"),
    "a huge number": (b"a: " + b"9" * 100_000 + b"\n", "x.yaml:1:4: found an integer of 100000"),
    "direction override": ("a: \u202ex\n".encode(), "x.yaml:1:4: the invisible character U+202E"),
    "escaped direction override": (
        b'a: "\\u202Ex"\n',
        "x.yaml:1:4: the invisible character U+202E",
    ),
    "next line character": ("a: x\x85y\n".encode(), "x.yaml:1:5: the invisible control character"),
    "escape sequence": (b"a: \x1b[31m\n", "x.yaml:1:4: the invisible control character U+001B"),
    # What comes last is no YAML, and is not reached.
    "very many values": (b"-\n" * 100_100 + b"a: [", "the file has more than 100,000"),
    "a key of a megabyte": (b"? " + b"k" * 1_000_000 + b"\n: 1\n", "unknown key 'kkk"),
    "an integer key": (b"1: x\n", "x.yaml:1:1: found the key 1, expected a text; put it in quotes"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_message_and_exit_code_1(run, tmp_path, name):
    data, expected = HOSTILE[name]
    path = tmp_path / "x.yaml"
    path.write_bytes(data)
    result = run("check", "x.yaml")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert expected in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""
    assert len(result.stderr) < 40_000
    assert path.read_bytes() == data
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.yaml"]


CHANGED = {
    "a duplicate key": ("    kind: fact\n", "    kind: fact\n    kind: fact\n", ":50:5: the key 'kind' stands twice in one mapping, first on line 49"),
    "an unknown key": ("weight: [0.2, 0.3, 0.4]", "wieght: 1", "unknown key 'wieght'"),
    "ids that clash": ("- id: league\n    name", "- id: aldora\n    name", "the id 'aldora' is given twice"),
    "an option that does not exist": ("ideal: full", "ideal: fully", "did you mean 'full'?"),
    "a probability above 1": ("holds: [0.4, 0.6, 0.8]", "holds: 80", "expected a number from 0 to 1"),
    "low above mode": ("[0.4, 0.6, 0.8]", "[0.7, 0.6, 0.8]", "expected low <= mode <= high"),
    "a date that does not exist": ("on: 2026-09-30", "on: 2026-09-31", "expected a date that exists"),
    "a merge key": ("format: 1", "<<: {a: b}\nformat: 1", "unknown key '<<'"),
    "yes for true": ("consent: true ", "consent: yes ", "found the text 'yes', expected true, false"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_a_mistake_in_a_sound_case_is_found_at_its_place(run, tmp_path, small, name):
    old, new, expected = CHANGED[name]
    assert old in small
    (tmp_path / "x.yaml").write_text(small.replace(old, new, 1), encoding="utf-8")
    result = run("check", "x.yaml")
    assert result.exit_code == 1
    assert expected in result.stderr
    assert result.stderr.startswith("x.yaml:")
    assert "error" in result.stderr.splitlines()[-1]


def test_weights_that_are_all_zero_are_found(run, tmp_path, small):
    for weight in ("[0.5, 0.6, 0.7]", "[0.2, 0.25, 0.3]", "[0.1, 0.15, 0.2]"):
        small = small.replace(f"weight: {weight}", "weight: 0")
    (tmp_path / "x.yaml").write_text(small, encoding="utf-8")
    result = run("check", "x.yaml")
    assert result.exit_code == 1
    assert "all weights of bevania are 0" in result.stderr


def test_no_and_12_30_are_text(run, tmp_path, small):
    small = small.replace("name: Withdrawal of gunboats", "name: NO")
    small = small.replace("place: Merin", "place: 12:30").replace(
        "title: Harbour talks", "title: on"
    )
    (tmp_path / "x.yaml").write_text(small, encoding="utf-8")
    assert run("check", "x.yaml").exit_code == 0


@pytest.mark.parametrize(
    "name", ["عبد الله بن سعيد", "דוד כהן", "中華人民共和國", "Đặng Thị", "🕊", "a\u200fb", "क्षत्रिय"]
)
def test_names_in_any_script_are_read_and_shown(run, tmp_path, small, name):
    (tmp_path / "x.yaml").write_text(
        small.replace("name: Bevania", f"name: {name}"), encoding="utf-8"
    )
    assert run("check", "x.yaml").exit_code == 0
    (tmp_path / "x.yaml").write_text(small.replace("party: bevania", f"party: {name}"), "utf-8")
    result = run("check", "x.yaml")
    assert result.exit_code == 1
    assert name in result.stderr


@pytest.mark.parametrize("change", ["bom", "crlf", "both", "cr"])
def test_byte_order_marks_and_foreign_line_ends_are_read(run, tmp_path, small, change):
    text = small.encode()
    if change in ("crlf", "both"):
        text = text.replace(b"\n", b"\r\n")
    if change == "cr":
        text = text.replace(b"\n", b"\r")
    if change in ("bom", "both"):
        text = b"\xef\xbb\xbf" + text
    (tmp_path / "x.yaml").write_bytes(text)
    assert run("check", "x.yaml").exit_code == 0
    (tmp_path / "x.yaml").write_bytes(text.replace(b"of: aldora", b"of: nobody"))
    assert "x.yaml:33:60: actors[aldoran-premier].of" in run("check", "x.yaml").stderr


def test_a_missing_file_names_the_bundled_cases_and_the_nearest(run):
    result = run("check", "geneva-2062")
    assert result.exit_code == 1
    assert "geneva-2062: no such file, and no bundled case of this name" in result.stderr
    assert "did you mean 'geneva-2026'?" in result.stderr


@pytest.mark.parametrize("name", ["x" * 5_000, "a\0b", "a/b/c.yaml", "~", "\udcff", ""])
def test_a_name_that_no_file_can_have_is_an_error(run, name):
    result = run("check", name)
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)


def test_a_directory_is_no_case(run, tmp_path):
    (tmp_path / "folder").mkdir()
    result = run("check", "folder")
    assert result.exit_code == 1
    assert "folder: this is a directory, expected a case file" in result.stderr


def test_a_directory_does_not_hide_a_bundled_case(run, tmp_path):
    (tmp_path / "geneva-2026").mkdir()
    assert run("check", "geneva-2026").exit_code == 0


def test_a_pipe_that_nobody_writes_to_is_refused_and_not_waited_for(run, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    result = run("check", "pipe")
    assert result.exit_code == 1
    assert "not a regular file" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_is_an_error(run, tmp_path, small):
    path = tmp_path / "x.yaml"
    path.write_text(small, encoding="utf-8")
    path.chmod(0)
    result = run("check", "x.yaml")
    assert result.exit_code == 1
    assert "cannot be read: permission denied" in result.stderr


def test_a_file_of_50_megabytes_is_refused_without_reading_it(run, tmp_path):
    path = tmp_path / "x.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    result = run("check", "x.yaml")
    assert result.exit_code == 1
    assert "the file has 50,000,000 bytes, expected at most 5,000,000" in result.stderr


def test_many_errors_are_cut_and_counted(run, tmp_path, small):
    claims = "".join(f"  - {{id: c{n}, source: none}}\n" for n in range(3_000))
    (tmp_path / "x.yaml").write_text(small.replace("claims: ", "claims: #", 0).replace(
        "\nclaims: ", "\nclaims:\n" + claims + "#", 1), encoding="utf-8")  # fmt: skip
    result = run("check", "x.yaml")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) < 120
    assert lines[-2].startswith("... and ")


def test_of_many_misspelt_ids_the_first_are_compared_with_those_that_exist(
    run, tmp_path, small, monkeypatch
):
    claims = "".join(
        f"  - {{id: c{n}, text: x, source: sorce-{n}, kind: fact, credibility: 3}}\n"
        for n in range(300)
    )
    text = small.replace("\nclaims:", "\nclaims:\n" + claims, 1)
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    compared = []
    monkeypatch.setattr(_draft, "nearest", lambda *words: compared.append(words))
    result = run("check", "x.yaml")
    assert "'sorce-0' is not a source" in result.stderr
    assert len(compared) == _draft.SUGGESTED


SIZES = {
    "misspelt ids": "claims:\n" + "".join(
        f"  - {{id: c{n}, text: x, source: sorce-{n}, kind: fact, credibility: 3}}\n"
        for n in range(3_000)
    ) + "sources:\n" + "".join(
        f"  - {{id: source-{n}, title: x, date: 2026-01-01, kind: official, reliability: A}}\n"
        for n in range(5_000)
    ),
    "one flat list": "claims: [" + "x, " * 95_000 + "]\n",
    "one huge text": "title: " + "x" * 4_900_000 + "\n",
    "many unknown keys": "".join(f"k{n}: 1\n" for n in range(45_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", SIZES)
def test_a_large_hostile_file_takes_seconds_and_little_memory(tmp_path, name):
    (tmp_path / "x.yaml").write_text(SIZES[name], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "goodoffices", "check", "x.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)),
    )
    assert done.returncode == 1, done.stderr[-500:]
    assert "Traceback" not in done.stderr
