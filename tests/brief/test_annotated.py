"""A document with its claims beside it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from support.readings import reading

from goodoffices.brief import annotated_html
from goodoffices.reading import Span

LINES = (
    "[speaker:The League] [cue:said] that [claim:ships may pass & <b>dock</b>] in May.",
    "[claim:Talks], he added, [claim:go on].",
    "Nothing \u202ehere.",
    "[claim:The harbour is closed].",
)


@pytest.fixture
def found():
    made = reading(*LINES)
    hedged = replace(made.claims[0], hedge="possible", flags=("year-missing",))
    return replace(made, claims=(hedged, *made.claims[1:]))


def body(page):
    text = re.sub(r"<!DOCTYPE html>|<style>.*?</style>", "", page, flags=re.DOTALL)
    return ET.fromstring(text)  # noqa: S314  (our own page)


def words(node):
    return "".join(node.itertext())


def test_the_words_of_the_document_are_all_there_in_order(found):
    page = body(annotated_html([(found, None)]))
    shown = []
    for node in page.iter("p"):
        if node.get("class") == "words":
            for number in node.iter("sup"):
                for link in number:
                    link.text = ""
            shown.append(words(node))
    expected = found.document.text.replace("\u202e", "[U+202E]")
    assert shown == expected.split("\n")


def test_marks_hold_the_words_of_the_claims(found):
    page = body(annotated_html([(found, None)]))
    marks = [(node.get("class"), words(node)) for node in page.iter("mark")]
    assert marks == [
        ("k-attributed", "ships may pass & <b>dock</b>"),
        ("k-fact", "Talks"),
        ("k-fact", "go on"),
        ("k-fact", "The harbour is closed"),
    ]


def test_every_link_leads_somewhere_and_every_claim_has_a_card(found):
    page = body(annotated_html([(found, None)]))
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    links = [node.get("href") for node in page.iter("a")]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert {"claim-1", "claim-2", "claim-3"} <= set(ids)
    card = next(node for node in page.iter("li") if node.get("id") == "claim-1")
    for part in (
        "said by: The League",
        "put as possible",
        "look at: the year is not in the text; the date of the document would give it",
    ):
        assert part in words(card)


def test_claims_within_claims_are_shown_by_the_shortest(found):
    outer = replace(
        found.claims[2], id="r-0", spans=(Span(0, found.claims[0].extent.end),), kind="judgement"
    )
    page = body(annotated_html([(replace(found, claims=(outer, *found.claims)), None)]))
    marks = [(node.get("class"), words(node)) for node in page.iter("mark")]
    assert marks[0] == ("k-judgement", "The League said that ")
    assert marks[1] == ("k-attributed", "ships may pass & <b>dock</b>")


def test_two_readers_are_told_apart(found):
    model = replace(
        found,
        reader="model",
        claims=(
            replace(found.claims[0], reader="model"),
            replace(found.claims[2], reader="model", spans=(Span(0, 3),), id="m-0"),
        ),
    )
    text = words(body(annotated_html([(found, model)])))
    assert text.count("both readers") == 1
    assert text.count("the model alone") == 1
    assert text.count("the rules alone") == 2


def test_the_page_runs_nothing_and_asks_nobody(found):
    page = annotated_html([(found, None)])
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<b>dock" not in page
