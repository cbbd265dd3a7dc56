"""The words of a stored text in the brief, and never those of another file."""

from __future__ import annotations

import hashlib

import pytest
from click.testing import CliRunner

from goodoffices.case import read_case
from goodoffices.case.new import new_text
from goodoffices.cli import goodoffices
from goodoffices.reading import excerpts

TEXT = "One.\nAldora said 👩‍👧 ships may pass & dock.\n"
START = TEXT.index("ships")


def write(folder, file="documents/t.txt", sha256=None, end=START + 14, text=TEXT):
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "documents/t.txt").write_text(text)
    digest = sha256 or hashlib.sha256(TEXT.encode()).hexdigest()
    source = f"    text: {{file: '{file}', sha256: '{digest}'}}\n"
    case = new_text("harbour").replace("    kind: reporting ", f"{source}    kind: reporting ", 1)
    assert source in case
    case = case.replace("at: {paragraph: 6}", f"at: {{paragraph: 6, span: [{START}, {end}]}}", 1)
    path = folder / "harbour.yaml"
    path.write_text(case)
    return read_case(path)


def test_the_words_of_a_claim_are_found_by_code_points(tmp_path):
    ((key, found),) = excerpts(write(tmp_path)).items()
    assert key == "access-before-withdrawal"
    assert (found.words, found.line, found.file) == ("ships may pass", 2, "documents/t.txt")


@pytest.mark.parametrize(
    "more",
    [
        {"file": "documents/none.txt"},
        {"file": "../t.txt"},
        {"file": "/etc/hostname"},
        {"file": "documents"},
        {"sha256": "0" * 64},
        {"text": TEXT + "changed"},
        {"end": 999},
    ],
)  # fmt: skip
def test_what_is_not_the_stored_text_is_not_shown(tmp_path, more):
    (tmp_path / "t.txt").write_text(TEXT)
    folder = tmp_path / "case"
    folder.mkdir()
    assert excerpts(write(folder, **more)) == {}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    file = write(folder, file="documents/link.txt")
    (tmp_path / "secret.txt").write_text(TEXT)
    (folder / "documents/link.txt").symlink_to(tmp_path / "secret.txt")
    assert excerpts(file) == {}


def test_the_brief_links_a_claim_to_its_words(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path)
    done = CliRunner().invoke(
        goodoffices, ["brief", "harbour.yaml", "-o", "b.html", "--draws", "20"]
    )
    assert done.exit_code == 0, done.output
    page = (tmp_path / "b.html").read_text()
    assert 'href="#words-access-before-withdrawal"' in page
    assert 'id="words-access-before-withdrawal"' in page
    assert "ships may pass" in page
