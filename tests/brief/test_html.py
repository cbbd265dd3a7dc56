"""The page: well formed, self-contained, and safe whatever a case holds."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from support.two_valleys import HOSTILE, File, case_of, hostile

from goodoffices.brief import as_html, as_json, as_markdown, compose

VOID = {"meta", "br", "img", "link", "input", "hr"}


class Balance(HTMLParser):
    """Collects tags, and complains of any that is left open or closed in the wrong order."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def parsed(page):
    reader = Balance()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture
def page(document):
    return as_html(document)


def test_tags_are_balanced_and_ids_unique(page):
    reader = parsed(page)
    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {attrs["href"][1:] for tag, attrs in reader.tags if tag == "a"}
    assert targets <= set(ids)


def test_no_link_stands_within_a_link(page):
    depth = 0
    for tag in re.findall(r"<(/?)a[ >]", page):
        depth += -1 if tag else 1
        assert depth in {0, 1}


def test_the_page_needs_no_script_and_no_network(page):
    reader = parsed(page)
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in reader.tags}
    assert "http" not in re.sub(r"http-equiv", "", page)
    assert "url(" not in page
    assert not any(name.startswith("on") for _, attrs in reader.tags for name in attrs)


def test_the_page_has_one_first_heading_landmarks_and_a_language(page):
    reader = parsed(page)
    tags = [tag for tag, _ in reader.tags]
    assert tags.count("h1") == 1
    assert {"header", "nav", "main", "footer"} <= set(tags)
    assert ("html", {"lang": "en"}) in reader.tags
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_scoped_heads(page):
    reader = parsed(page)
    tags = [tag for tag, _ in reader.tags]
    assert tags.count("table") == tags.count("caption") > 8
    assert all("scope" in attrs for tag, attrs in reader.tags if tag == "th")


def test_every_figure_carries_its_data_as_a_table(page):
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) == 3
    assert all("<table" in figure and "<figcaption" in figure for figure in figures)


def drawings(page):
    return re.findall(r"<svg.*?</svg>", page, re.DOTALL)


def test_drawings_are_well_formed_and_hold_no_nan(page):
    found = drawings(page)
    assert len(found) > 8
    for drawing in found:
        root = ET.fromstring(drawing)  # noqa: S314  # our own output
        assert not re.search(r"\bnan\b|\binf\b", drawing)
        assert root.get("aria-hidden") == "true" or root.find("title") is not None


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_case_cannot_leave_its_place(zone, text):
    document = compose(File(case_of(hostile(text))), zone)
    page = as_html(document)
    reader = parsed(page)
    assert not {"script", "img", "b"} & {tag for tag, _ in reader.tags}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u0000\u0007]", page)
    for drawing in drawings(page):
        ET.fromstring(drawing)  # noqa: S314  # our own output
    json.dumps(as_json(document), allow_nan=False)
    written = as_markdown(document)
    assert "<script" not in written.replace("\\<", "")
    assert "](javascript" not in written.replace("\\]", "").replace("\\(", "")


def test_a_name_in_another_script_is_isolated_from_the_text_around_it(zone):
    case = case_of(hostile("شركة الشمال"))
    assert "<bdi>شركة الشمال</bdi>" in as_html(compose(File(case), zone))
