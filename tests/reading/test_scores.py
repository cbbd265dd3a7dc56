"""What the rules find, beside what a person found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodoffices.reading import document_from_text, marked_texts, read, read_document, score
from goodoffices.reading.errors import ReadingError

SHARED = Path(__file__).parents[3] / "shared" / "facts"
DEVELOPMENT = Path(__file__).with_name("development.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def article():
    path, gold = SHARED / "geneva-article.txt", SHARED / "geneva-article-gold-claims.json"
    if not (path.is_file() and gold.is_file()):
        pytest.skip("needs the article and its annotation, which the project does not hold")
    return read(read_document(path)), json.loads(gold.read_text(encoding="utf-8"))


def test_nothing_is_unlearned_on_the_development_set():
    ((document, gold),) = marked_texts(DEVELOPMENT, "development")
    found = score(read(document), gold)
    assert found.precision >= 0.9, found.extra
    assert found.recall >= 0.9, found.missed


def test_article_claims_that_others_make_are_found(article):
    reading, gold = article
    found = score(reading, gold)
    assert found.precision >= 0.85
    assert found.recall >= 0.75


def test_article_claims_of_all_kinds(article):
    reading, gold = article
    found = score(reading, gold, said=False)
    assert found.recall >= 0.9
    assert found.precision >= 0.75


def test_article_delegates_are_all_found_with_side_head_and_meeting(article):
    reading, gold = article
    expected = {
        (each["person"], {"usa": "united-states"}.get(each["side"], each["side"]), each["lead"])
        for each in gold["delegates"]
    }
    found = {
        (each.person.rpartition(" ")[2].lower(), each.side.actor, each.head)
        for each in reading.delegates
    }
    assert found == expected
    places = {
        "geneva": "talks-geneva",
        "uae": "talks-united-arab-emirates",
        "osce_moscow_visit": "visit-moscow",
    }
    assert {each.person.rpartition(" ")[2].lower(): each.round for each in reading.delegates} == {
        each["person"]: places[each["event"]] for each in gold["delegates"]
    }
    offices = {tuple(span) for each in gold["delegates"] for span in each["roles"]}
    assert {(o.start, o.end) for each in reading.delegates for o in each.offices} == offices


def test_article_meetings_and_dates_are_all_found(article):
    reading, gold = article
    assert [[m.place.start, m.place.end] for m in reading.rounds] == [
        each["place"] for each in gold["events"]
    ]
    dated = [m.date.edtf for m in reading.rounds if m.date]
    assert dated == [each["date"]["value"] for each in gold["events"] if each["date"]]
    assert [[d.span.start, d.span.end] for d in reading.dates] == gold["time_expressions"]
    for meeting, each in zip(reading.rounds, gold["events"], strict=True):
        assert meeting.status == each["status"]
        assert {(f.start, f.end) for f in meeting.formats} == {tuple(f) for f in each["formats"]}


def test_article_order_condition_is_found(article):
    reading, gold = article
    (wanted,) = (
        c["relation"] for c in gold["claims"] if c.get("relation", {}).get("op") == "not_before"
    )
    found = [
        c.condition for c in reading.claims if c.condition and c.condition.kind == "not-before"
    ]
    assert [[c.first.start, c.first.end] for c in found] == [wanted["first"]]
    assert [[c.marker.start, c.marker.end] for c in found] == [wanted["marker"]]


def test_a_legal_text_is_no_speaker_in_the_article(article):
    reading, gold = article
    trap = next(t["span"] for t in gold["traps"] if "legal text" in t["what"])
    assert not [c for c in reading.claims if c.cue and trap[0] <= c.cue.start < trap[1]]


def test_score_refuses_an_annotation_of_another_text():
    with pytest.raises(ReadingError, match="of another text"):
        score(read(document_from_text("A word.", "x")), {"source_sha256": "0", "claims": []})


def test_score_matches_each_claim_once_and_from_half_an_overlap():
    text = "The envoy said that the bridge was open. The envoy said that the road was shut."
    reading = read(document_from_text(text, "x"))
    first, second = (claim.spans[0] for claim in reading.claims)
    half = [first.start, first.start + (first.end - first.start + 1) // 2]
    gold = {
        "source_sha256": reading.document.sha256,
        "claims": [
            {"id": "a", "kind": "report", "span": half},
            {"id": "b", "kind": "report", "span": [first.start, first.end]},
            {"id": "c", "kind": "position", "spans": [[second.start, second.start + 3]]},
            {"id": "d", "kind": "assessment", "span": [0, 3]},
        ],
    }
    found = score(reading, gold)
    assert (found.gold, found.proposed, found.matched) == (3, 2, 1)
    assert found.missed == ("a", "c")
    assert found.precision == pytest.approx(0.5)
    assert found.recall == pytest.approx(1 / 3)
