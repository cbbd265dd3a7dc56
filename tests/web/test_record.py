"""The record: classes that can be chosen, packages that can be looked up, and the log."""

from __future__ import annotations

import html
import re
from typing import get_args

import pytest
from support.workbench import answered, client, example

from goodoffices.brief import classes_sections, holds_sections, plain, precedents_sections
from goodoffices.brief._document import Paragraph
from goodoffices.case import read_case
from goodoffices.case.emit import emit
from goodoffices.record import choice_of, holding, precedents, reference_classes
from goodoffices.record._rates import Agreement, Conflict, Mediator, Style
from goodoffices.web._pages.record import KINDS

AT = "/case/camp-david-1978/record"


@pytest.fixture(scope="module")
def file():
    return read_case("camp-david-1978")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, file):
    folder = tmp_path_factory.mktemp("record")
    example(folder)
    kept = folder / "camp-david-1978.drafts"
    kept.mkdir()
    package = {issue.id: issue.options[-1].id for issue in file.case.issues[:3]}
    (kept / "three.yaml").write_text(emit({"package": package}))
    return folder


@pytest.fixture(scope="module")
def ask(folder):
    with client(folder) as made:
        yield made


def bare(text):
    return re.sub(r"\W+", "", html.unescape(re.sub(r"<[^>]+>", "", text)))


def all_of(sections, page):
    """Whether all sentences of sections stand on a page."""
    told = [block for part in sections for block in part.blocks if isinstance(block, Paragraph)]
    return bool(told) and all(bare(plain(block.content)) in page for block in told)


def test_the_kinds_are_those_that_the_record_knows():
    assert set(KINDS["conflict"]) == set(get_args(Conflict))
    assert set(KINDS["mediator"]) == {"any", *get_args(Mediator)}
    assert set(KINDS["style"]) == set(get_args(Style))
    assert {*KINDS["agreement"], "none"} == set(get_args(Agreement))


@pytest.mark.parametrize("kinds", [{}, {"conflict": "intrastate", "mediator": "igo"}])
def test_the_classes_are_those_of_the_library(ask, file, kinds):
    response = ask.get(AT, params=kinds)
    found = reference_classes(file.case, choice_of(file.case, **kinds))
    page = bare(response.text)
    assert all_of(classes_sections(file, found)[:1], page)
    for rate in found.signing:
        assert f"{rate.n:,}" in response.text
    assert 'id="record-figure"' in response.text
    for kind, value in kinds.items():
        assert re.search(rf'id="{kind}".*?value="{value}" selected', response.text)


def test_a_kept_draft_can_be_looked_up(ask, file):
    response = ask.get(f"{AT}/holds?draft=three")
    package = {issue.id: issue.options[-1].id for issue in file.case.issues[:3]}
    found = holding(file.case, package, choice=choice_of(file.case))
    assert all_of(holds_sections(file, found), bare(response.text))


def test_without_a_draft_it_is_the_package_of_the_zone(ask):
    text = bare(answered(ask, f"{AT}/holds").text)
    assert bare("The most robust package has") in text


def test_precedents_are_shown_for_the_issue_that_is_chosen(ask, file):
    issue = file.case.issues[0].id
    page = bare(ask.get(f"{AT}?issue={issue}").text)
    assert all_of(precedents_sections(file, precedents(file.case, issue)), page)
    assert "Whatpasttalksdid" not in bare(ask.get(AT).text)


def test_past_talks_are_asked_again_when_they_are_asked_for(ask):
    assert "record/past" not in ask.get(AT).text
    assert 'hx-get="/case/camp-david-1978/record/past"' in ask.get(f"{AT}?past=on").text
    text = bare(answered(ask, f"{AT}/past").text)
    assert bare("Five cases prove nothing") in text


@pytest.mark.parametrize(
    "query", ["conflict=x", "mediator=%3Cb%3E", "issue=../x", "draft=../../etc/passwd", "past=1"]
)
def test_what_there_is_not_is_left_out(ask, query):
    response = ask.get(f"{AT}?{query}")
    assert response.status_code == 200
    assert "<b>" not in response.text
    assert "selected" not in response.text.partition("<main")[2]


def test_a_folder_without_forecasts_says_how_to_write_one_down(ask):
    assert "goodoffices record forecast" in ask.get(AT).text


def test_the_bundled_forecasts_of_a_case_are_shown_with_it(ask):
    page = ask.get("/case/geneva-2026/record").text
    assert "geneva-ceasefire-february" in page
    assert "nothing to score" in page


def test_a_log_that_was_edited_is_named_and_the_rest_of_the_page_stands(folder, ask):
    log = folder / "forecasts.jsonl"
    log.write_text('{"no": "log"}\n')
    try:
        response = ask.get(AT)
    finally:
        log.unlink()
    assert response.status_code == 200
    assert "forecasts.jsonl" in response.text
    assert "Reference classes" in response.text


def test_no_two_places_of_the_page_have_the_same_name(ask):
    page = ask.get(f"{AT}?issue=sinai-settlements").text
    page += answered(ask, f"{AT}/holds").text + answered(ask, f"{AT}/past").text
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
