"""The Word file: one that opens, with styles, tables and links that work, whatever a case holds."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import zipfile
from xml.etree import ElementTree as ET

import pytest
from support.two_valleys import HOSTILE, File, case_of, hostile

from goodoffices.brief import as_docx, compose, excerpt, marked
from goodoffices.brief._anchors import places, targets
from goodoffices.brief._document import Document, Figure, Given, Paragraph, Section, Table, plain
from goodoffices.brief._docx import _bookmarks
from goodoffices.case import OutputError

docx = pytest.importorskip("docx")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BIDI = "[\u202a-\u202e\u2066-\u2069]"


def opened(data):
    return docx.Document(io.BytesIO(data))


def part(data, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return ET.fromstring(file.read(name))  # noqa: S314  # our own output


def words(element):
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def blocks(sections):
    for section in sections:
        yield from section.blocks
        yield from blocks(section.sections)


def said(content):
    """Inline parts as they stand in Word, which sets names apart by their letters."""
    return plain(content).replace("‘", "").replace("’", "")


def small(*content, **fields):
    """A document of one section with one paragraph."""
    body = Section("bottom-line", (Given("A section"),), (Paragraph(tuple(content)),), number=1)
    return Document("c", "A title", dt.date(2026, 2, 1), (), (body,), (), **fields)


@pytest.fixture
def data(document):
    return as_docx(document)


def test_headings_are_those_of_the_brief_in_word_s_own_styles(document, data):
    headings = [p for p in opened(data).paragraphs if p.style.name.startswith("Heading")]
    found = [(p.style.name, words(p._p)) for p in headings]
    expected = []
    for section in document.sections:
        expected.append(("Heading 1", f"{section.number} {plain(section.title)}"))
        expected += [("Heading 2", plain(inner.title)) for inner in section.sections]
    assert found == expected
    title = opened(data).paragraphs[0]
    assert (title.style.name, title.text) == ("Title", document.title)


def test_every_sentence_and_every_cell_is_there(document, data):
    text = words(part(data)).replace("‘", "").replace("’", "")
    for block in blocks(document.sections):
        if isinstance(block, Paragraph):
            assert said(block.content) in text
        table = block.data if isinstance(block, Figure) else block
        if isinstance(table, Table):
            for row in table.rows:
                for cell in row.cells:
                    assert all(said(line) in text for line in cell.lines)


def test_every_table_has_a_caption_a_repeated_head_and_rows_of_one_width(document, data):
    tables = [b for b in blocks(document.sections) if isinstance(b, Table | Figure)]
    found = list(part(data).iter(f"{W}tbl"))
    assert len(found) == len(tables) > 8
    for made, block in zip(found, tables, strict=True):
        table = block.data if isinstance(block, Figure) else block
        properties = made.find(f"{W}tblPr")
        assert properties.find(f"{W}tblCaption").get(f"{W}val") == plain(table.caption)[:250]
        rows = made.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [
            k == 0 for k in range(1 + len(table.rows))
        ]
        columns = len(made.findall(f"{W}tblGrid/{W}gridCol"))
        assert {len(row.findall(f"{W}tc")) for row in rows} == {columns} == {len(table.columns)}


def test_links_lead_to_bookmarks_and_every_place_has_one(document, data):
    tree = part(data)
    marks = [mark.get(f"{W}name") for mark in tree.iter(f"{W}bookmarkStart")]
    links = {link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink")}
    assert len(marks) == len(set(marks))
    # A place may be named within a link alone, where there can be no other.
    assert links <= set(marks)
    assert len(links) > 15
    assert len(marks) == len(set(targets(document)))
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", mark) for mark in marks)
    ends = [end.get(f"{W}id") for end in tree.iter(f"{W}bookmarkEnd")]
    assert ends == [mark.get(f"{W}id") for mark in tree.iter(f"{W}bookmarkStart")]
    assert not tree.findall(f".//{W}hyperlink//{W}hyperlink")


def test_names_of_bookmarks_stay_apart_when_cut():
    long = [f"claim-{'x' * 60}-{k}" for k in range(3)]
    names = dict(_bookmarks(long))
    assert len(set(names.values())) == 3
    assert max(map(len, names.values())) == 40


def test_ordered_lists_begin_at_one_each(data):
    tree, numbering = part(data), part(data, "word/numbering.xml")
    used = {
        entry.get(f"{W}val") for p in tree.iter(f"{W}p")
        if (style := p.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(f"{W}val") == "ListNumber"
        for entry in p.findall(f"{W}pPr/{W}numPr/{W}numId")
    }  # fmt: skip
    assert used
    starts = {
        num.get(f"{W}numId"): num.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val")
        for num in numbering.findall(f"{W}num") if num.get(f"{W}numId") in used
    }  # fmt: skip
    assert starts == dict.fromkeys(used, "1")


def test_properties_tell_title_maker_language_and_a_date_of_the_case(document, data):
    file = opened(data)
    known = file.core_properties
    assert known.title == document.title
    assert known.author.startswith("goodoffices ")
    assert known.language == "en-GB"
    assert known.created.date() == known.modified.date() == document.as_of
    styles = part(data, "word/styles.xml")
    assert styles.find(f"{W}docDefaults//{W}lang").get(f"{W}val") == "en-GB"


def test_the_same_brief_gives_the_same_bytes(document, data):
    assert as_docx(document) == data
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in file.namelist() if "thumbnail" in name]


def test_the_marking_is_in_header_and_footer_and_the_page_number_in_the_footer(document, data):
    file = opened(as_docx(marked(document, "internal <b>")))
    page = file.sections[0]
    assert page.header.paragraphs[0].text == "internal <b>"
    assert page.footer.paragraphs[0].text == "internal <b>"
    for footer in (page.footer, opened(data).sections[0].footer):
        fields = [entry.get(f"{W}instr") for entry in footer._element.iter(f"{W}fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]
    assert opened(data).sections[0].header.paragraphs[0].text == ""


def test_an_excerpt_has_its_sections_and_no_link_to_others(document):
    data = as_docx(excerpt(document, only=(1, 5)))
    assert [
        p.text[:2] for p in opened(data).paragraphs if p.style.name == "Heading 1"
    ] == ["1 ", "5 "]  # fmt: skip
    tree = part(data)
    marks = {mark.get(f"{W}name") for mark in tree.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink")} <= marks
    assert "Excerpt of the brief: sections 1 and 5" in words(tree)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_case_gives_a_file_that_opens(zone, text):
    document = compose(File(case_of(hostile(text))), zone)
    data = as_docx(document)
    assert opened(data).tables
    assert not re.search(f"{BIDI}|[\x00\x07]", words(part(data)))
    assert set(targets(document)) <= set(places(document))
    if "<script>" in text:
        assert text in words(part(data))


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\ud800b", "a\ufffeb"])
def test_what_xml_cannot_hold_is_left_out(text):
    data = as_docx(small(Given(text), marking=text))
    assert "ab" in words(part(data))


def test_what_is_written_from_right_to_left_says_so():
    tree = part(as_docx(small(Given("12 شركة"), Given("North (شركة)"))))
    runs = {words(run): run.find(f"{W}rPr/{W}rtl") is not None for run in tree.iter(f"{W}r")}
    assert runs["12 شركة"]
    assert not runs["North (شركة)"]


def test_the_list_of_disputed_names_can_be_reached(disputed):
    tree = part(as_docx(disputed))
    links = {link.get(f"{W}anchor"): words(link) for link in tree.iter(f"{W}hyperlink")}
    assert "†" in [text for anchor, text in links.items() if anchor.startswith("term_1_")]


def test_a_missing_library_is_told_with_the_remedy(document, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(OutputError, match=r"install goodoffices\[docx\]"):
        as_docx(document)
