"""Every page of the workbench in a browser: no network but our own, no violation, nothing too wide.

A page that is added to the workbench is added to `PAGES`.
"""

from __future__ import annotations

import hashlib
import itertools

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
    "desktop": (1280, 900, "light"),
    "dark": (1280, 900, "dark"),
    "phone": (390, 844, "light"),
    "zoomed": (640, 450, "light"),
    "zoomed far": (320, 256, "light"),
}
"""Width, height and colours; at 200 per cent a window of 1280 pixels has 640, at 400 per cent 320."""

LANGUAGES = {"en": list(LOOKS), "ar": ["desktop", "dark", "phone"]}
"""In which looks the pages are seen from left to right, and from right to left."""

ROOM = ("target-size", "scrollable-region-focusable")
SEEN_BY_AXE = {
    "en": {"desktop": (), "dark": ("color-contrast",), "phone": ROOM},
    "ar": {"desktop": (), "dark": ("color-contrast",)},
}
"""For which rules axe looks at a page, all usual ones where none is named: the themes differ in their
colours alone, and a narrow window from a wide one in the room that it leaves."""


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
    """Return a function that opens a page in a language, and waits until it is whole."""
    opened = []

    def go(path, language="en", **settings):
        width, height, colours = LOOKS["desktop"]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=colours,
            locale=language, **settings,
        )  # fmt: skip
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


def look(page, name):
    """Set the window and the colours of a page that is open; a visit for each would take long."""
    width, height, colours = LOOKS[name]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=colours)


AT_EDGE = """place => [...document.querySelectorAll('*')]
.filter(part => ['sticky', 'fixed'].includes(getComputedStyle(part).position) || part.style.position)
.forEach(part => part.style.position = place)"""
"""What stays at the edge of a window lies over some control, which can be scrolled from under it."""


def violations(page, only):
    """Return what axe finds: names, contrast, landmarks, headings, targets of 24 pixels and more."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    page.evaluate(AT_EDGE, "static")
    if only == ROOM:
        # Links in the sentences of the brief are exempt, and there are a thousand of them.
        found = axe.run(page, {"exclude": [[".brief"]]}, {"runOnly": list(only)})
    else:
        found = axe.run(page, options={"runOnly": list(only)} if only else None)
    page.evaluate(AT_EDGE, "")
    return [
        (entry["id"], entry["nodes"][0]["html"][:200]) for entry in found.response["violations"]
    ]


HEADINGS = """[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
.filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1]))"""

CONTROLS = """[...document.querySelectorAll(
'button, a.button, select, input[type=file], input[type=range]')]
.filter(control => control.checkVisibility() && !control.closest('section.form'))
.map(control => control.outerHTML.slice(0, 200))"""

CUT = """[...document.querySelectorAll('main *:not(.unseen, svg, svg *, textarea, input, option)')]
.filter(part => ['hidden', 'auto', 'scroll'].includes(getComputedStyle(part).overflowY)
    && part.checkVisibility() && getComputedStyle(part).clipPath === 'none'
    && part.scrollHeight > part.clientHeight + 1)
.map(part => part.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_in_every_look_and_on_paper(visit, path, language):
    page = visit(path, language)
    assert page.get_attribute("html", "lang") == language
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 690, "height": 1000})
    assert page.evaluate(CONTROLS) == [], "paper has no controls"
    assert page.evaluate(CUT) == [], "paper cannot be scrolled"
    page.emulate_media(media="screen")
    for name in LANGUAGES[language]:
        look(page, name)
        width, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= window, name
        assert page.evaluate("scrollX") == 0, name
        if name in SEEN_BY_AXE[language]:
            assert violations(page, SEEN_BY_AXE[language][name]) == [], name
        levels = page.evaluate(HEADINGS)
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(one <= other + 1 for other, one in itertools.pairwise(levels)), name
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.foreign == []
    assert [words for words in page.said if "404" not in words] == []


FOCUSED = """document.activeElement === document.body ? null
: [document.activeElement, document.activeElement.nextElementSibling]
.some(part => part && getComputedStyle(part).outlineStyle !== 'none')
? '' : document.activeElement.outerHTML.slice(0, 200)"""
"""What has the focus and does not show it; nothing where it shows it, none where nothing has it."""


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
    seen, unmarked = 1, []
    for _ in range(wanted + reached + 5):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        seen += 1
        if focused:
            unmarked.append(focused)
    assert seen >= wanted
    assert unmarked == [], "what has the focus can be seen"
