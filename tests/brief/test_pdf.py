"""The PDF: tagged, marked, drawn, the same each time, and without the network."""

from __future__ import annotations

import builtins
import io
import logging
import re
import sys

import pytest
from support.two_valleys import HOSTILE, File, case_of, hostile, zone_of

from goodoffices.brief import as_html, as_pdf, compose, excerpt, marked
from goodoffices.brief._pdf import _only_data, _page, pdf_library
from goodoffices.brief._style import paper_rules, style
from goodoffices.case import OutputError

pypdf = pytest.importorskip("pypdf")


@pytest.fixture
def part():
    """A short excerpt with a figure: a whole brief takes seconds to lay out."""
    document = compose(File(case_of(hostile("The pass"))), zone_of(inside=True))
    return excerpt(document, only=(4,))


def opened(data):
    return pypdf.PdfReader(io.BytesIO(data))


def tags(reader):
    """The kinds of the elements of the structure tree, with the description where there is one."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            waiting += node
        elif isinstance(node, pypdf.generic.DictionaryObject):
            if "/S" in node:
                found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            if "/K" in node:
                waiting.append(node["/K"])
    return found


@pytest.mark.usefixtures("pango")
def test_a_pdf_is_tagged_with_title_language_bookmarks_and_described_figures(part, caplog):
    with caplog.at_level(logging.ERROR, "weasyprint"):
        reader = opened(as_pdf(part))
    assert not caplog.records
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata.title == f"{part.title} – brief"
    assert reader.metadata.author.startswith("goodoffices ")
    assert reader.metadata.creation_date.date() == part.as_of
    names = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert names[0] == part.title
    assert re.search(r"4\s+What could be agreed", str(reader.outline))
    kinds = tags(reader)
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= {kind for kind, _ in kinds}
    assert all(alt for kind, alt in kinds if kind == "/Figure")


@pytest.mark.usefixtures("pango")
def test_marking_and_number_stand_on_every_page(part):
    long = marked(excerpt(part, only=(4,)), 'internal "x" </style>')
    reader = opened(as_pdf(long))
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert text.count('internal "x" </style>') == 2
        assert f"{number} / {count}" in text


@pytest.mark.usefixtures("pango")
def test_the_same_brief_gives_the_same_bytes(part):
    assert as_pdf(part) == as_pdf(part)


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_case_is_laid_out_on_the_page(text, caplog):
    document = compose(File(case_of(hostile(text))), zone_of(inside=True))
    with caplog.at_level(logging.ERROR, "weasyprint"):
        reader = opened(as_pdf(excerpt(document, only=(1,))))
    assert not caplog.records
    assert "/JavaScript" not in str(reader.trailer["/Root"])
    assert all(
        "/URI" not in str(note.get_object().get("/A", ""))
        for page in reader.pages
        for note in page.get("/Annots", ())
    )


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/x", "https://example.org/", "file:///etc/hostname", "ftp://x/y",
     "data:text/css,@import 'http://x'", "data:image/svg+xml;base64,AA==\nhttp://x"],
)  # fmt: skip
def test_nothing_is_fetched_but_drawings_that_the_page_carries(url):
    with pytest.raises(ValueError, match="not fetched"):
        _only_data(pdf_library()).fetch(url)


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize("only", [(1,), (3,)])
def test_no_word_is_wider_than_the_page(only):
    document = compose(File(case_of(hostile("x" * 180))), zone_of(inside=True))
    page = _page(excerpt(document, only=only))
    weasyprint = pdf_library()
    made = weasyprint.HTML(string=page, url_fetcher=_only_data(weasyprint)).render()
    edges = [
        box.position_x + box.width
        for sheet in made.pages
        for box in sheet._page_box.descendants()
        if type(box).__name__ == "TextBox"
    ]
    assert len(edges) > 50
    # A4 in pixels of CSS, less the margin.
    assert max(edges) <= (210 - 16) / 25.4 * 96 + 1


def test_a_long_word_may_break_and_an_address_keeps_its_letters():
    word, address = "a&lt;" * 12, f"https://{'x' * 60}"
    document = compose(File(case_of(hostile(f"{'a<' * 12} {address}"))), zone_of(inside=True))
    page = _page(document)
    assert f'<span class="long">{address}</span>' in page
    body = page.partition("<main")[2]
    assert word not in re.sub(r"<svg.*?</svg>|<[^>]*>", "|", body, flags=re.DOTALL)
    assert word in body.replace("<wbr>", "")


@pytest.mark.parametrize("text", ["شركة الشمال", "חברת הצפון", "उत्तर कंपनी", "e\u0323\u0301\u0323"])
def test_a_figure_with_letters_that_join_stands_as_its_table(text):
    document = compose(File(case_of(hostile(text))), zone_of(inside=True))
    page, whole = _page(document), as_html(document)
    assert re.search(f"<text[^>]*>[^<]*{text[:4]}", whole)
    assert not re.search(f"<text[^>]*>[^<]*{text[:4]}", page)
    assert "The issue ladder as a table" in page
    there = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= there


def test_figures_in_letters_set_one_by_one_are_drawn(document):
    page = _page(document)
    assert "The issue ladder as a table" not in page
    assert len(re.findall(r'<svg[^>]* class="figure', page)) > 3
    case = hostile("Österreich, Łódź, Việt Nam, 中國")
    assert "as a table" not in _page(compose(File(case_of(case)), zone_of(inside=True)))


def test_drawings_carry_their_rules_and_signs_are_backgrounds(document):
    page = _page(document)
    assert "<details" not in page
    assert 'aria-hidden="true"' not in page
    drawings = re.findall(r"<svg\b.*?</svg>", page, re.DOTALL)
    assert drawings
    assert all("<title>" in drawing and "<style>" in drawing for drawing in drawings)
    assert not any("var(" in drawing or "narrow" in drawing for drawing in drawings)
    marks = len(
        re.findall(
            r'aria-hidden="true"',
            re.sub(r"<details>.*?</details>", "", as_html(document), flags=re.DOTALL),
        )
    )
    assert page.count('class="drawn"') == marks


def test_every_class_that_is_painted_has_its_rule_on_paper():
    rules = list(paper_rules(style(), legend=False))
    assert not [rule for _, rule in rules if "var(" in rule or "font:" in rule]
    painted = frozenset().union(*(needed for needed, _ in rules))
    assert {"p0", "p7", "filled", "outline", "bar", "band", "hatch", "stamp", "t", "key"} <= painted
    by = {rule for needed, rule in rules if needed == {"p0", "filled"}}
    assert by == {".p0.filled{fill:#880000;stroke:#880000;stroke-width:1}"}
    soft = {
        rule for needed, rule in paper_rules(style(), legend=True) if needed == {"p0", "filled"}
    }
    assert soft == {".p0.filled{fill:#55595f;stroke:#55595f;stroke-width:1}"}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ImportError("no", name="weasyprint"), r"needs weasyprint; install goodoffices\[pdf\]"),
        (OSError("cannot load library"), "Pango.*apt-get install libpango-1.0-0"),
    ],
)
def test_a_missing_library_is_told_with_the_remedy(document, monkeypatch, capsys, error, said):
    known = builtins.__import__

    def refuse(name, *rest):
        if name == "weasyprint":
            print("-----\nadvice of its own")  # noqa: T201  # as the library does
            raise error
        return known(name, *rest)

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(OutputError, match=said):
        as_pdf(document)
    assert capsys.readouterr().out == ""
