"""Every page of the workbench in a browser: no network but our own, no violation, nothing too wide.

A page that is added to the workbench is added to `PAGES`.
"""

from __future__ import annotations

import hashlib

import pytest

pytest.importorskip("playwright", reason="needs Playwright (pip install playwright)")

from playwright.sync_api import expect
from support.harbour import COURIER, POST
from support.workbench import example, running

from goodoffices.case import Put, edit_case, read_case, save_case
from goodoffices.case.emit import emit
from goodoffices.reading import document_from_text
from goodoffices.web._readings import Readings

READ = [document_from_text(text, f"{name}.txt") for name, text in (("a", COURIER), ("b", POST))]
FIRST, SECOND = (f"{each.name[0]}-{each.sha256[:10]}" for each in READ)

PAGES = [
    "/",
    "/case/camp-david-1978/",
    "/case/camp-david-1978/matrix",
    "/case/camp-david-1978/matrix/cell/egypt/sinai-land",
    "/case/camp-david-1978/matrix/issue/sinai-land",
    "/case/camp-david-1978/matrix/party/united-states",
    "/case/camp-david-1978/source",
    "/case/camp-david-1978/history?from=1&to=2",
    "/case/camp-david-1978/draft?d.sinai-settlements=removed",
    "/case/camp-david-1978/drafts?draft=first&draft=second",
    "/case/camp-david-1978/what-if?floor.egypt=-0.1",
    "/case/camp-david-1978/brief",
    "/case/camp-david-1978/order?package=second",
    "/case/camp-david-1978/order?package=second&breaker.1=none",
    "/case/camp-david-1978/reading",
    "/case/geneva-2026/reading",
    f"/case/camp-david-1978/reading/{SECOND}",
    f"/case/camp-david-1978/reading/compare?first=d.{FIRST}&second=d.{SECOND}",
    "/case/camp-david-1978/talks?scenario=less&mediators=on&runs=500",
    "/case/camp-david-1978/talks/run?run=7",
    "/case/camp-david-1978/intent?off=e-invites-leaders",
    "/case/camp-david-1978/record?conflict=interstate&issue=sinai-settlements&past=on",
    "/nowhere",
]

LOOKS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "zoomed": {"viewport": {"width": 640, "height": 450}, "color_scheme": "light"},
}
"""At 200 per cent a window of 1280 pixels has 640."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    path = example(folder)
    case = read_case(path).case
    first = path.read_bytes()
    changed = edit_case(first, [Put("parties[egypt].note", "Seen.")], path.name)
    save_case(
        path, changed, expected_sha256=hashlib.sha256(first).hexdigest(), who="A", what="note"
    )
    kept = folder / "camp-david-1978.drafts"
    kept.mkdir()
    for name, place in (("first", 0), ("second", -1)):
        package = {issue.id: issue.options[place].id for issue in case.issues}
        (kept / f"{name}.yaml").write_text(emit({"package": package}))
    readings = Readings(folder / "camp-david-1978.reading")
    for document in READ:
        readings.begin("tester", document)
    scenarios = folder / "camp-david-1978.scenarios"
    scenarios.mkdir()
    changed = {"parties[egypt].no_agreement.utility": 0.1}
    (scenarios / "less.yaml").write_text(emit({"scenario": "less", "set": changed}))
    with running(folder) as address:
        yield address


@pytest.fixture
def visit(browser, server):
    """Return a function that opens a page in one of the looks, and waits until it is whole."""
    opened = []

    def go(path, look="desktop", **settings):
        context = browser.new_context(**LOOKS[look], **settings)
        opened.append(context)
        page = context.new_page()
        page.foreign, page.said = [], []
        page.on(
            "request",
            lambda request: request.url.startswith(server) or page.foreign.append(request.url),
        )
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(server + path)
        unfinished = page.locator(".part, .working:not(.failed) progress, .htmx-request")
        expect(unfinished).to_have_count(0, timeout=30_000)
        return page

    yield go
    for context in opened:
        context.close()


def violations(page):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = axe.run(page).response["violations"]
    return [(entry["id"], entry["nodes"][0]["html"][:200]) for entry in found]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_in_every_look(visit, path, look):
    page = visit(path, look)
    assert page.foreign == []
    assert [words for words in page.said if "404" not in words] == []
    width, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= window
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_everything_can_be_reached_with_the_keyboard(visit, path):
    page = visit(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, select, input, textarea, summary')]"
        ".filter(e => e.checkVisibility() && !e.disabled && e.type != 'radio' && !e.closest('details:not([open])')"
        " || e.matches('details:not([open]) > summary')).length"
    )
    reached = page.evaluate("document.querySelectorAll('[tabindex]:not([tabindex=\"-1\"])').length")
    assert wanted + reached > 0
    seen = 1
    for _ in range(wanted + reached + 5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        seen += 1
    assert seen >= wanted
