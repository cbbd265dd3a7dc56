"""What only those notice who use a keyboard, a screen reader, colours of their own, or Arabic."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="needs Playwright (pip install playwright)")

from playwright.sync_api import expect
from support.workbench import example, running

DRAFT = "/case/camp-david-1978/draft"
WHAT_IF = "/case/camp-david-1978/what-if"
WAITS = 60_000


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    example(folder)
    with running(folder) as address:
        yield address


@pytest.fixture
def visit(browser, server):
    """Return a function that opens a page and waits until it is whole."""
    opened = []

    def go(path, language="en", **settings):
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale=language, **settings
        )
        opened.append(context)
        page = context.new_page()
        page.goto(server + path)
        expect(page.locator(".part, .working progress")).to_have_count(0, timeout=WAITS)
        return page

    yield go
    for context in opened:
        context.close()


def test_the_language_is_changed_where_one_is_and_stays(visit, server):
    page = visit(f"{DRAFT}?d.sinai-airfields=evacuated")
    page.get_by_label("Language").select_option("ar")
    assert page.get_attribute("html", "lang") == "en", "to choose is not yet to change"
    page.get_by_role("button", name="Change").click()
    page.wait_for_selector("html[lang=ar][dir=rtl]")
    assert page.url == f"{server}{DRAFT}?d.sinai-airfields=evacuated"
    page.goto(f"{server}/")
    assert page.get_attribute("html", "dir") == "rtl"


def test_a_page_runs_from_right_to_left_and_its_figures_do_not(visit):
    page = visit(WHAT_IF, "ar")
    levers, answer = (page.locator(part).bounding_box()["x"] for part in ("#levers", ".answer"))
    assert levers > answer, "the panel that comes first is at the right"
    first, second = (page.locator(".tabs li").nth(place).bounding_box()["x"] for place in (0, 1))
    assert first > second
    directions = page.evaluate(
        "[...document.querySelectorAll('svg.figure, input[type=range], output, time')]"
        ".map(part => getComputedStyle(part).direction)"
    )
    assert set(directions) == {"ltr"}
    slider = page.locator("input[type=range]").first
    before = float(slider.input_value())
    slider.press("ArrowRight")
    assert float(slider.input_value()) > before, "a slider runs as the figures beside it do"


def test_arrow_keys_go_where_they_point_from_right_to_left_too(visit):
    page = visit("/case/camp-david-1978/matrix", "ar")
    cells = page.locator("#positions tbody tr").first.locator("td a.into")
    boxes = [cells.nth(place).bounding_box()["x"] for place in (0, 1)]
    assert boxes[0] > boxes[1]
    cells.nth(0).focus()
    page.keyboard.press("ArrowLeft")
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(cells.nth(0)).to_be_focused()
    page.goto(page.url.replace("matrix", "draft"))
    rungs = page.locator(".ladder").first.locator("input")
    rungs.nth(0).focus()
    page.keyboard.press("ArrowLeft")
    expect(rungs.nth(1)).to_be_checked()


def test_texts_of_a_case_and_words_of_the_brief_keep_their_own_direction(visit):
    page = visit(DRAFT, "ar")
    loose = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(part => part.checkVisibility()"
        " && !part.closest('[lang=en], bdi, svg, code')"
        " && [...part.childNodes].some(node => node.nodeType === 3"
        " && /[A-Za-z]{3}/.test(node.data))).map(part => part.outerHTML.slice(0, 200))"
    )
    assert loose == []


def test_the_focus_stays_where_it_was_while_a_part_waits_and_is_not_lost_after_it(visit):
    page = visit(WHAT_IF)
    waiting = []

    def hold(route):
        """Say that the work goes on, as often as it is asked, until the test lets go."""
        response = route.fetch()
        if not waiting and 'class="working"' in response.text():
            waiting.append(response.text())
        route.fulfill(response=response, body=waiting[0] if waiting else response.text())

    page.route("**/what-if/talks*", hold)
    page.get_by_role("button", name="Play the talks").press("Enter")
    cancel = page.locator("#played").get_by_role("button", name="Cancel")
    cancel.focus()
    for _ in range(3):
        with page.expect_response("**/what-if/talks*"):
            pass
    expect(cancel).to_be_focused()
    page.unroute("**/what-if/talks*")
    expect(page.locator("#played progress")).to_have_count(0, timeout=WAITS)
    page.wait_for_function(
        "() => document.querySelector('#played').contains(document.activeElement)"
    )


SPOKEN = """() => {
  window.spoken = [];
  const said = document.getElementById("said");
  new MutationObserver(() => said.textContent && spoken.push(said.textContent))
    .observe(said, { childList: true });
}"""


def test_what_follows_many_moves_is_said_once(visit):
    page = visit(WHAT_IF)
    expect(page.locator("#said")).to_contain_text("In ", timeout=WAITS)
    page.evaluate(SPOKEN)
    page.locator("input[type=range]").first.evaluate(
        "slider => { for (let step = 0; step < 5; step++) { slider.stepDown();"
        " slider.dispatchEvent(new Event('input', { bubbles: true })); } }"
    )
    page.wait_for_function("() => spoken.length", timeout=WAITS)
    page.wait_for_timeout(800)
    assert len(page.evaluate("spoken")) == 1
    assert "of draws there is a zone" in page.evaluate("spoken[0]")


def test_an_answer_below_is_announced_and_not_read_out(visit):
    page = visit(DRAFT)
    page.evaluate(SPOKEN)
    page.get_by_role("button", name="What would open it?").click()
    expect(page.locator("#answer h2")).to_be_visible(timeout=WAITS)
    # What the page says when it is first there may be said with it.
    expect(page.locator("#said")).to_contain_text("The answer is below.")
    assert page.locator("#answer[aria-live]").count() == 0


def test_with_colours_of_the_readers_own_what_is_chosen_still_shows(visit):
    page = visit(DRAFT, forced_colors="active")
    shown = page.evaluate(
        "[...document.querySelectorAll('.ladder')].slice(0, 3).map(ladder =>"
        " ['input:checked+span', 'input:not(:checked)+span']"
        ".map(which => getComputedStyle(ladder.querySelector(which)).backgroundColor))"
    )
    assert shown
    assert all(chosen != other for chosen, other in shown)
    lines = page.evaluate(
        "['[aria-current]', ':not([aria-current])'].map(which =>"
        " getComputedStyle(document.querySelector('.tabs a' + which)).borderBottomColor)"
    )
    assert lines[0] != lines[1]


def test_the_skip_link_leads_to_the_content(visit):
    for language in ("en", "ar"):
        page = visit("/", language)
        page.keyboard.press("Tab")
        box = page.locator(".skip").bounding_box()
        assert 0 <= box["x"] <= 1280 - box["width"]
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.id === 'main'")


def test_what_is_folded_only_to_be_short_is_printed(visit):
    page = visit("/case/camp-david-1978/")
    finding = page.locator("details.printed li").first
    expect(finding).to_be_hidden()
    page.emulate_media(media="print")
    expect(finding).to_be_visible()
