"""Files that say what became of a case: every slip is one clear line."""

from __future__ import annotations

import json

import pytest

from goodoffices.case import CaseError, NoAnswer, read_case
from goodoffices.record import case_of, outcome_of, outcomes, read_outcome
from goodoffices.record._outcome import _FOLDER

CASE = "korea-1953"


@pytest.fixture(scope="module")
def case():
    return read_case(CASE).case


@pytest.fixture(scope="module")
def text():
    return (_FOLDER / f"{CASE}.yaml").read_text(encoding="utf-8")


def write(folder, text):
    path = folder / "end.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


CHANGED = {
    "another case": ("case: korea-1953", "case: korea", ":3:7: case: found 'korea', expected the case 'korea-1953'"),
    "a day too early": ("1953-07-27", "1953-04-24", "expected a day from the case's as_of on, 1953-04-25"),
    "a day that is none": ("1953-07-27", "1953-02-30", "expected a date that exists"),
    "unsigned but of a kind": ("signed: true", "signed: false", "found 'armistice' of talks that were not signed"),
    "signed but lapsed": ("kind: armistice", "kind: lapsed", "found 'lapsed' of talks that were signed"),
    "a kind that is none": ("kind: armistice", "kind: truce", "kind: found the text 'truce'"),
    "an unknown issue": ("issue: airfields", "issue: airfield", "'airfield' is not an issue of korea-1953"),
    "an unknown option": ("option: neutral-four", "option: neutral-for", "did you mean 'neutral-four'?"),
    "an unknown way": ("how: [deferred]", "how: [postponed]", "'postponed'"),
    "an issue twice": ("issue: airfields", "issue: line", "'line' is settled twice"),
    "an issue left out": ("  - issue: fighting\n    option: ends\n", "", "nothing is said of fighting"),
    "no option and no reason": ("    option: ends\n", "", "found neither an option nor 'deferred' or 'left-open'"),
    "an option of what is open": ("how: [deferred]", "how: [left-open]", "found an option of what is left open"),
    "an unknown key": ("confidence: high\nsources", "certainty: high\nsources", "certainty"),
    "a decisive issue that is none": ("issue: prisoners\n  how: last", "issue: captives\n  how: last", "'captives' is not an issue"),
    "no sources": ('sources:\n  - "Armistice agreement, 27 July 1953"\n  - "Walter G. Hermes 1966, Truce Tent and Fighting Front"\n', "sources: []\n", "sources"),
    "a later format": ("format: 1", "format: 2", "format"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_a_slip_is_told_with_its_place(name, case, text, tmp_path):
    before, after, told = CHANGED[name]
    assert text.count(before) >= 1
    # The last one: of a word that stands in the comment and in the file, that in the file.
    head, _, tail = text.rpartition(before)
    path = write(tmp_path, head + after + tail)
    with pytest.raises(CaseError) as caught:
        read_outcome(path, case)
    assert told in str(caught.value)
    assert all(problem.line is not None for problem in caught.value.problems)


HOSTILE = {
    "empty": (b"", "the file holds nothing, expected `format: 1`"),
    "a list": (b"- a\n", "expected a mapping that begins with 'format: 1'"),
    "binary": (bytes(range(256)), ""),
    "a tag": (b"format: !!python/object:os.system 1\n", ""),
    "an alias": (b"a: &a 1\nb: *a\n", ""),
    "very deep": (b"a: " + b"[" * 5000, ""),
    "huge": (b"# " + b"x" * 300_000, "expected at most 200,000"),
    "words that hide": ("case: a\u202eb\n".encode(), ""),
    "many issues": (
        json.dumps({"format": 1, "settled": [{"issue": "a"}] * 2000}).encode(), "settled",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_clear_error(name, case, tmp_path):
    data, told = HOSTILE[name]
    path = write(tmp_path, data)
    with pytest.raises(CaseError) as caught:
        read_outcome(path, case)
    assert told in str(caught.value)
    assert len(str(caught.value)) < 5000


def test_a_file_that_is_not_there_is_an_error(case, tmp_path):
    with pytest.raises(CaseError, match="cannot be read"):
        read_outcome(tmp_path / "none.yaml", case)
    with pytest.raises(CaseError, match="directory"):
        case_of(tmp_path)


def test_it_comes_back_as_it_was_written(case, text, tmp_path):
    path = write(tmp_path, text)
    assert read_outcome(path, case) == outcome_of(case)
    assert case_of(path) == CASE


def test_unsigned_talks_settle_nothing(tmp_path):
    case = read_case("istanbul-2022").case
    end = outcome_of(case)
    assert (end.signed, dict(end.package)) == (False, {})
    assert set(end.deferred) == {issue.id for issue in case.issues}
    text = (_FOLDER / "istanbul-2022.yaml").read_text(encoding="utf-8")
    said = text.replace("    how: [left-open]\n", "    option: none\n", 3)
    with pytest.raises(CaseError, match="option agreed on in talks that were not signed"):
        read_outcome(write(tmp_path, said), case)


def test_a_case_without_an_end_says_so():
    with pytest.raises(NoAnswer, match="only of aceh-2005"):
        outcome_of(read_case("geneva-2026").case)


def test_a_case_of_the_same_name_must_fit(case):
    fewer = case.model_copy(update={"issues": case.issues[1:]})
    with pytest.raises(CaseError, match=r"the outcome of korea-1953:.*'line' is not an issue"):
        outcome_of(fewer)


def test_all_of_them_are_listed():
    assert outcomes() == tuple(sorted(path.stem for path in _FOLDER.iterdir()))
