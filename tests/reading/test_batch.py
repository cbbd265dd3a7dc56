"""Many documents at once."""

from __future__ import annotations

import subprocess
import sys

from goodoffices.reading import Reading, read_files
from goodoffices.reading._batch import FEW
from goodoffices.reading.errors import ReadingError

SAID = "The envoy said that the road was shut.\n"


def written(folder, number):
    paths = []
    for n in range(number):
        paths.append(folder / f"{n}.txt")
        paths[-1].write_text(SAID * (n + 1))
    return paths


def test_documents_come_in_order_and_a_broken_one_stops_none(tmp_path):
    paths = written(tmp_path, FEW + 3)
    paths[4].write_bytes(b"\0")
    found = list(read_files(paths, workers=2))
    assert isinstance(found[4], ReadingError)
    assert "4.txt: the file is binary" in str(found[4])
    assert [len(r.claims) for n, r in enumerate(found) if n != 4] == [
        n + 1 for n in range(FEW + 3) if n != 4
    ]
    assert all(isinstance(r, Reading) for n, r in enumerate(found) if n != 4)
    assert found[7] == next(read_files([paths[7]]))


def test_a_lexicon_reaches_every_process(tmp_path):
    paths = written(tmp_path, FEW)
    for path in paths:
        path.write_text("The Hill Council said that the road was shut.")
    names = tmp_path / "names.yaml"
    names.write_text("actors: [{id: hill-council, names: [Hill Council]}]")
    found = read_files(paths, names=names, workers=2)
    assert {r.claims[0].speaker.actor for r in found} == {"hill-council"}


def test_every_claim_of_a_long_article_is_found(tmp_path):
    text = (
        SAID.strip() + " According to two diplomats, the northern side may sign by 3 May. "
    ) * 80
    (tmp_path / "a.txt").write_text(text)
    (reading,) = read_files([tmp_path / "a.txt"])
    assert len(reading.document.text) > 7000
    assert len(reading.claims) == 160


def test_the_command_reads_all_it_can_and_ends_with_one(tmp_path):
    written(tmp_path, 2)
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    command = [sys.executable, "-m", "goodoffices", "read", "0.txt", "bad.txt", "1.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == [
        "0.txt: 1 claim (1 attributed)",
        "1.txt: 2 claims (2 attributed)",
    ]
    assert done.stderr.count("goodoffices: bad.txt") == 1
    assert "Traceback" not in done.stderr
