"""Claims as other tools write annotations down."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from support.readings import reading

from goodoffices.reading import Span
from goodoffices.reading._to_brat import BRAT_CONFIGURATION, brat
from goodoffices.reading._to_csv import COLUMNS, claims_csv
from goodoffices.reading._to_web import web_annotations

LINES = (
    "[speaker:The League 👩‍👧] [cue:said] that [claim:ships may pass] in May.",
    "[claim:Talks], he added, [claim:go on].",
    "[claim:=SUM(A1)].",
)


@pytest.fixture
def found():
    made = reading(*LINES)
    first = replace(made.claims[0], hedge="possible", polarity="for", flags=("year-missing",))
    return replace(made, claims=(first, *made.claims[1:]))


def test_each_annotation_selects_its_words_by_place_and_by_quote(found):
    text = found.document.text
    items = web_annotations([found])["first"]["items"]
    assert len({item["id"] for item in items}) == 3
    for item, claim in zip(items, found.claims, strict=True):
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        assert len(targets) == len(claim.spans)
        for target in targets:
            place, quote = target["selector"]
            assert text[place["start"] : place["end"]] == quote["exact"]
            whole = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert text.count(whole) == 1
            assert text.index(whole) + len(quote["prefix"]) == place["start"]
            assert target["source"] == f"urn:sha256:{found.document.sha256}"


def test_annotations_say_what_they_are(found):
    first = web_annotations([found])["first"]["items"][0]
    assert [body["value"] for body in first["body"]] == [
        "kind: attributed", "hedge: possible", "polarity: for", "speaker: The League 👩‍👧",
        "reader: rules", "year-missing",
    ]  # fmt: skip
    assert first["id"].startswith("urn:uuid:")
    assert web_annotations([found]) == web_annotations([found])


def spans(line):
    return [
        tuple(map(int, part.split())) for part in line.split("\t")[1].split(" ", 1)[1].split(";")
    ]


def test_brat_spans_are_the_words_they_show(found):
    text = found.document.text
    lines = brat(found).splitlines()
    entities = {line.split("\t")[0]: line for line in lines if line.startswith("T")}
    assert len(entities) == 5
    for line in entities.values():
        assert " ".join(text[a:b] for a, b in spans(line)) == line.split("\t")[2]
    assert "R1\tSays Arg1:T2 Arg2:T1" in lines
    assert {"A1\tHedge T1 possible", "A2\tStance T1 for", "A3\tReader T1 rules"} <= set(lines)
    assert "#1\tAnnotatorNotes T1\tyear-missing" in lines
    assert len(spans(entities["T4"])) == 2, "a claim in two parts"


def test_a_brat_span_does_not_cross_a_line():
    made = reading("[claim:Talks go on] and", "on.")
    claim = replace(made.claims[0], spans=(Span(0, len(made.document.text)),))
    (line,) = [
        each for each in brat(replace(made, claims=(claim,))).splitlines() if each.startswith("T")
    ]
    assert spans(line) == [(0, 15), (16, 19)]


def test_brat_is_told_of_everything_that_is_written(found):
    for line in brat(found).splitlines():
        if not line.startswith("#"):
            assert f"\n{line.split(chr(9))[1].split()[0]}" in BRAT_CONFIGURATION


def test_the_table_has_a_row_for_each_claim_and_runs_nothing(found):
    rows = list(csv.DictReader(io.StringIO(claims_csv([found]), newline="")))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["words"] for row in rows] == ["ships may pass", "Talks … go on", "'=SUM(A1)"]
    assert rows[0]["speaker"] == "The League 👩‍👧"
    for row, claim in zip(rows, found.claims, strict=True):
        pairs = [tuple(map(int, part.split("-"))) for part in row["spans"].split()]
        assert [Span(*pair) for pair in pairs] == list(claim.spans)
