"""Some sections of a brief, and a marking on it."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest

from goodoffices.brief import (
    RequestError,
    as_html,
    as_json,
    as_markdown,
    excerpt,
    marked,
    marking_line,
    section_numbers,
)
from goodoffices.brief._anchors import places, targets
from goodoffices.brief._places import SECTIONS


def anchors(document):
    return [section.anchor for section in document.sections]


def test_sections_keep_the_numbers_of_their_kind(document):
    assert [(s.number, s.anchor) for s in document.sections] == [
        (number, name) for number, name in enumerate(SECTIONS, 1) if name in anchors(document)
    ]


def test_a_number_and_a_name_mean_the_same_section():
    for number, name in enumerate(SECTIONS, 1):
        assert section_numbers(f" {name},{number}") == (number, number)


@pytest.mark.parametrize("names", ["", "0", "12", "wants,", "Wants", "1;2", "x" * 500])
def test_an_unknown_section_is_told_with_those_there_are(names):
    with pytest.raises(RequestError, match=r"1 bottom-line, 2 table, .*, 11 made") as error:
        section_numbers(names)
    assert len(str(error.value)) < 250


def test_what_is_kept_keeps_its_order_and_its_words(document):
    part = excerpt(document, only=section_numbers("claims,bottom-line,wants"), without=(3,))
    assert anchors(part) == ["bottom-line", "claims"]
    assert [section.number for section in part.sections] == [1, 10]
    whole = {section.anchor: section for section in document.sections}
    for section in part.sections:
        text = as_markdown(dataclasses.replace(document, sections=(section,)))
        assert text == as_markdown(dataclasses.replace(document, sections=(whole[section.anchor],)))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 10, 11])
@pytest.mark.parametrize("way", ["only", "without"])
def test_nothing_leads_to_what_is_left_out(document, number, way):
    choice = {"only": (number,)} if way == "only" else {"without": (number,)}
    part = excerpt(document, **choice)
    whole = set(targets(document.sections))
    assert set(targets(part)) <= set(places(part))
    # Links to what is still there stay links.
    assert set(targets(part.sections)) >= {
        to for to in targets(
            tuple(s for s in document.sections if s.anchor in anchors(part))
        ) if to in set(places(part))
    }  # fmt: skip
    assert set(targets(part.sections)) < whole
    page = as_html(part)
    there = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= there


def test_ids_of_claims_go_with_the_ledger(document):
    part = json.dumps(as_json(excerpt(document, without=section_numbers("claims,made"))))
    assert "north-wants-bridge" in json.dumps(as_json(document))
    assert "north-wants-bridge" not in part
    assert "north-wants-bridge" not in as_html(excerpt(document, without=(10, 11)))


def test_an_excerpt_says_that_it_is_one_and_what_a_brief_is_not(document):
    for written in (as_html, as_markdown, lambda it: json.dumps(as_json(it))):
        assert "Excerpt of the brief" not in written(document)
        part = written(excerpt(document, only=(1, 3)))
        assert "Excerpt of the brief: sections 1 and 3, numbered as in the whole." in part
        assert "predicts nothing by itself" in part
        assert "whose list is section 10" in part
    assert "Excerpt of the brief: section 11," in as_markdown(excerpt(document, only=(11,)))
    with_both = as_markdown(excerpt(document, only=(1, 10, 11)))
    assert with_both.count("predicts nothing by itself") == 1
    assert "whose list is" not in with_both


def test_everything_is_the_whole_brief(document):
    assert excerpt(document) == document
    assert excerpt(document, only=[section.number for section in document.sections]) == document
    assert excerpt(document, without=section_numbers("record")) == document


def test_a_section_that_this_brief_lacks_is_told_with_those_it_has(document):
    with pytest.raises(RequestError, match=r"no section 8 \(mediator\); it has 1 bottom-line, "):
        excerpt(document, only=(1, 8))
    with pytest.raises(RequestError, match="no section would be left"):
        excerpt(document, only=(1,), without=(1,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"), (" \n", "empty"), ("x" * 81, "81 characters, expected at most 80"),
        ("a\nb", "line end"), ("a\x07b", "not seen"), ("a\u202eb", "not seen"),
        ("a\u2028b", "line end"), ("a\x00", "not seen"),
    ],
)  # fmt: skip
def test_a_marking_is_one_short_line(document, text, said):
    with pytest.raises(RequestError, match=said):
        marked(document, text)


MARKING = 'No "quotes" </style> \\ @page{} سري *b* <b>'


def test_a_marking_is_printed_and_stands_at_both_ends(document):
    marked_one = marked(document, f" {MARKING} ")
    page = as_html(marked_one)
    shown = re.findall(r'<p class="marking">(.*?)</p>', page)
    assert len(shown) == 2
    assert page.index(shown[0]) < page.index("<h1>") < page.index("<main") < page.rindex(shown[1])
    assert "<b>" not in page
    assert page.count("</style>") == 1
    string = re.search(r'@top-center\{content:"([^"]*)"', page)[1]
    assert re.sub(r"\\([0-9a-f]+) ", lambda it: chr(int(it[1], 16)), string) == MARKING
    text = as_markdown(marked_one)
    assert text.splitlines()[0] == text.splitlines()[-1]
    assert "</style\\>" in text.splitlines()[0]
    assert as_json(marked_one)["marking"] == MARKING
    assert "marking" not in re.sub(r"<style>.*?</style>", "", as_html(document), flags=re.DOTALL)
    assert marking_line(" a b ") == "a b"


def test_a_disputed_name_keeps_its_mark_without_a_link(disputed):
    part = excerpt(disputed, without=section_numbers("made"))
    assert 'href="#term-1"' in as_html(disputed)
    assert 'href="#term-' not in as_html(part)
    assert "<bdi>bridge</bdi><sup>†</sup>" in as_html(part)
