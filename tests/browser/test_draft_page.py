"""The draft table in a browser: chosen with keys and by dragging, weighed at once, kept, compared."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="needs Playwright (pip install playwright)")

from playwright.sync_api import expect
from support.workbench import example, running

from goodoffices.case import read_case

AT = "/case/camp-david-1978/draft"


@pytest.fixture
def server(tmp_path):
    example(tmp_path)
    with running(tmp_path) as address:
        yield address


@pytest.fixture
def case():
    return read_case("camp-david-1978").case


@pytest.fixture
def page(browser, server):
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.goto(server + AT)
    expect(page.locator("#marks")).to_be_visible()
    yield page
    assert page.said == []
    context.close()


def rungs(page, issue):
    return page.locator(f"input[name='d.{issue.id}']")


def test_a_draft_is_put_together_with_keys_and_its_marks_follow(page, case):
    issue = case.issues[0]
    ladder = rungs(page, issue)
    ladder.first.focus()
    for place in (1, 2):
        page.keyboard.press("ArrowRight")
        expect(ladder.nth(place)).to_be_checked()
    page.wait_for_url(f"**{AT}?d.{issue.id}={issue.options[1].id}")
    expect(page.locator("#marks a[download]")).to_have_attribute(
        "href", f"{AT}/file?d.{issue.id}={issue.options[1].id}"
    )
    page.get_by_role("button", name="Closest acceptable").press("Enter")
    expect(page.locator("#answer")).to_contain_text("The draft lies outside the zone")


def test_a_choice_is_dragged_along_its_ladder(page, case):
    issue = case.issues[0]
    ladder = rungs(page, issue)
    ladder.nth(1).check()
    boxes = [ladder.nth(place).bounding_box() for place in (1, 3)]
    start, end = ((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()
    expect(ladder.nth(3)).to_be_checked()
    page.wait_for_url(f"**{AT}?d.{issue.id}={issue.options[2].id}")


def test_a_draft_is_kept_and_set_beside_what_is_on_the_table_since(page, case):
    first, second = case.issues[:2]
    rungs(page, first).nth(1).check()
    page.get_by_label("Title").fill("قبل الجولة")
    page.get_by_role("button", name="Keep this draft").click()
    expect(page.locator("ul.kept")).to_contain_text("قبل الجولة")
    rungs(page, second).nth(2).check()
    page.wait_for_url(f"**{second.options[1].id}*")
    page.locator("ul.kept").get_by_label("compare").check()
    page.get_by_role("button", name="Set the ticked drafts side by side").click()
    heads = page.locator("table").last.locator("thead th")
    expect(heads).to_have_text(["Issue", "On the table", "قبل الجولة"])
    row = page.locator("table").last.locator("tbody tr").nth(1)
    expect(row.locator("td").first).to_have_text(second.options[1].name)
    expect(row.locator("td").last).to_have_text("left open")


def test_on_a_phone_the_marks_stay_in_view_and_so_does_the_open_tab(browser, server, case):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(server + AT)
    strip = page.locator(".strip")
    expect(strip).to_be_in_viewport()
    before = strip.inner_text()
    for issue in case.issues:
        rungs(page, issue).nth(2).check()
    expect(strip).not_to_have_text(before)
    expect(strip).to_be_in_viewport()
    page.goto(server + AT.replace("draft", "record"))
    expect(page.locator("nav.tabs [aria-current=page]")).to_be_in_viewport(ratio=1)
    page.goto(server + AT.replace("draft", "matrix"))
    # Every cell of a row stands across the whole width, under the name of its party.
    cells = page.locator("#positions tbody tr").first.locator("td")
    boxes = [cells.nth(place).bounding_box() for place in range(cells.count())]
    assert all(box["width"] > 300 for box in boxes)
    context.close()
