"""The page of orders in a browser: acts moved with a pointer and with keys, circles switched."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("playwright", reason="needs Playwright (pip install playwright)")

from playwright.sync_api import expect
from support.workbench import example, running

from goodoffices.case import read_case
from goodoffices.case.emit import emit


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    case = read_case(example(folder)).case
    kept = folder / "camp-david-1978.drafts"
    kept.mkdir()
    package = {issue.id: issue.options[-1].id for issue in case.issues}
    (kept / "draft.yaml").write_text(emit({"package": package}))
    with running(folder) as address:
        yield address


@pytest.fixture
def page(browser, server):
    context = browser.new_context(viewport={"width": 1280, "height": 1600})
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.goto(f"{server}/case/camp-david-1978/order?package=draft")
    expect(page.locator("#ordering")).to_be_visible()
    yield page
    assert page.said == []
    context.close()


def acts(page):
    return page.eval_on_selector_all(".acts > li", "all => all.map(each => each.dataset.act)")


def held(page):
    """Return the order that the address holds."""
    return parse_qs(urlsplit(page.url).query).get("order", [""])[0]


def test_an_act_is_dragged_by_its_handle(page):
    before = acts(page)
    grips = page.locator(".grip")
    start, end = grips.nth(0).bounding_box(), grips.nth(3).bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + end["height"], steps=8)
    page.mouse.up()
    moved = [*before[1:4], before[0], *before[4:]]
    expect(page.locator(".acts > li").nth(3)).to_have_attribute("data-act", before[0])
    page.wait_for_url(lambda url: "order=" in url)
    assert acts(page) == moved
    assert held(page) == ",".join(moved)
    # The signature comes first by the nature of things.
    expect(page.locator("#ordering")).to_contain_text("This order cannot be")
    expect(page.locator("#said")).to_contain_text("cannot be")
    page.reload()
    assert acts(page) == moved


def test_a_finger_drags_too(browser, server):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{server}/case/camp-david-1978/order?package=draft")
    before = acts(page)
    grip = page.locator(".grip").nth(2)
    grip.scroll_into_view_if_needed()
    box, next_box = grip.bounding_box(), page.locator(".grip").nth(3).bounding_box()
    touch = context.new_cdp_session(page)

    def send(kind, y):
        points = [] if kind == "touchEnd" else [{"x": box["x"] + 8, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", box["y"] + 10)
    for part in range(1, 6):
        y = box["y"] + 10 + part / 5 * (next_box["y"] + next_box["height"] - box["y"] - 12)
        send("touchMove", y)
    send("touchEnd", 0)
    page.wait_for_url(lambda url: "order=" in url)
    assert acts(page) == [*before[:2], before[3], before[2], *before[4:]]
    context.close()


def test_an_act_is_moved_with_keys_and_keeps_the_focus(page):
    before = acts(page)
    page.locator(f"[id='down-{before[4]}']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "order=" in url)
    assert acts(page) == [*before[:4], before[5], before[4], *before[6:]]
    focused = page.evaluate("document.activeElement.id")
    assert focused == f"down-{before[4]}"
    expect(page.locator("#said")).to_contain_text("The order breaks")
    page.locator(f"[id='up-{before[4]}']").press("Enter")
    page.wait_for_url(lambda url: "order=" not in url)
    assert acts(page) == before


def test_the_first_act_goes_no_further_up(page):
    before = acts(page)
    first = page.locator(f"[id='up-{before[0]}']")
    first.focus()
    page.keyboard.press("Enter")
    assert acts(page) == before
    assert "move=" not in page.url
    expect(first).to_be_focused()


def test_a_breaker_is_switched_and_everything_follows(page):
    page.locator("#breaker-1-none").check()
    page.wait_for_url(lambda url: "breaker.1=none" in url)
    expect(page.locator("#ordering")).to_contain_text("does not keep one condition")
    expect(page.locator(".acts > li.unkept")).to_have_count(1)
    expect(page.locator("#breaker-1-none")).to_be_focused()
    page.locator("#breaker-1-escrow").check()
    page.wait_for_url(lambda url: "breaker.1=escrow" in url)
    expect(page.locator(".acts > li.unkept")).to_have_count(0)
    assert any(key.endswith(":first") for key in acts(page))
    page.get_by_role("link", name="Back to the best order").click()
    page.wait_for_url(lambda url: url.endswith("order?package=draft"))


def test_without_scripts_the_arrows_and_switches_still_work(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/case/camp-david-1978/order?package=draft")
    names = page.locator(".acts > li")
    second = names.nth(4).get_attribute("data-act")
    page.locator(f"[id='down-{second}']").click()
    assert names.nth(5).get_attribute("data-act") == second
    page.locator("#breaker-1-none").check()
    page.get_by_role("button", name="Apply").click()
    assert page.locator("#breaker-1-none").is_checked()
    context.close()
