"""The brief in a browser: no network, no violation, nothing wider than the window, and on paper."""

from __future__ import annotations

import io
import re

import pytest

pytest.importorskip("playwright", reason="needs Playwright (pip install playwright)")

from support.two_valleys import File, case_of, hostile, zone_of

from goodoffices.brief import as_html, compose, marked
from goodoffices.case import read_case
from goodoffices.record import set_beside
from goodoffices.zone import analyse

DRAWS = 200
"""Enough for every sentence to be there; the numbers are not looked at."""

LOOKS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}


MARKING = '"Internal" </style> \\ ' + "w" * 50
"""As hard as a marking can be, and nearly as long."""

CASES = ["geneva-2026", "camp-david-1978", "long-words", "right-to-left"]


def _document(name):
    if name == "long-words":
        return marked(compose(File(case_of(hostile("x" * 180))), zone_of(inside=True)), MARKING)
    if name == "right-to-left":
        return compose(File(case_of(hostile("شركة الشمال للسلام"))), zone_of(inside=False))
    case = read_case(name)
    zone = analyse(case.case, draws=DRAWS)
    package = zone.headline.package if zone.headline else None
    return compose(case, zone, record=set_beside(case.case, package))


@pytest.fixture(scope="module", params=CASES)
def file(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(as_html(_document(request.param)), encoding="utf-8")
    return path


@pytest.fixture
def open_page(browser, file):
    """Return a function that opens the brief in one of the looks, with the network shut."""
    opened = []

    def visit(look):
        context = browser.new_context(**LOOKS[look], offline=True)
        opened.append(context)
        page = context.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(file.as_uri())
        assert asked == [file.as_uri()]
        assert said == []
        return page

    yield visit
    for context in opened:
        context.close()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_no_violation(open_page, look):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # Closed parts are looked at too.
    page = open_page(look)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = axe.run(page).response["violations"]
    assert [(entry["id"], entry["nodes"][0]["html"][:200]) for entry in found] == []


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_is_wider_than_the_window(open_page, look):
    page = open_page(look)
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1]


@pytest.mark.parametrize("look", LOOKS)
def test_no_two_labels_of_a_drawing_overlap(open_page, look):
    page = open_page(look)
    clashes = page.evaluate(
        """() => [...document.querySelectorAll('svg.figure')]
            .filter(svg => svg.getClientRects().length)
            .flatMap(svg => {
                const texts = [...svg.querySelectorAll('text')];
                const boxes = texts.map(t => t.getBoundingClientRect());
                const edge = svg.getBoundingClientRect();
                const bad = [];
                boxes.forEach((a, i) => {
                    if (a.right > edge.right + 1.5 || a.left < edge.left - 1.5)
                        bad.push('outside: ' + texts[i].textContent);
                    boxes.slice(i + 1).forEach((b, j) => {
                        const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                        const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                        if (x > 1 && y > 3)
                            bad.push(texts[i].textContent + ' / ' + texts[i + 1 + j].textContent);
                    });
                });
                return bad;
            })"""
    )
    assert clashes == []


def test_a_number_leads_to_its_computation_by_keyboard(open_page):
    page = open_page("desktop")
    page.locator(".bottom-line a.trace").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("#made-zone"))
    assert page.locator("#made-zone").is_visible()


def test_the_first_stop_of_the_tab_key_skips_to_the_brief(open_page):
    page = open_page("desktop")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the brief"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")


def test_it_prints_on_a4(open_page):
    page = open_page("desktop")
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert len(boxes) >= 5
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}


def test_on_paper_tables_are_tables_and_not_those_of_a_phone(open_page):
    page = open_page("desktop")
    page.emulate_media(media="print")
    # The width of A4 between the margins.
    page.set_viewport_size({"width": 673, "height": 990})
    shown = page.evaluate("getComputedStyle(document.querySelector('main td')).display")
    assert shown == "table-cell"
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).position") == "static"


@pytest.mark.parametrize("file", ["long-words"], indirect=True)
def test_a_marking_is_printed_at_both_ends_of_every_page(open_page):
    pypdf = pytest.importorskip("pypdf")
    printed = open_page("desktop").pdf(prefer_css_page_size=True)
    for page in pypdf.PdfReader(io.BytesIO(printed)).pages:
        assert page.extract_text().count(MARKING) >= 2
