"""What if in a browser: a lever is moved with keys, what follows follows, and the file stays."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="needs Playwright (pip install playwright)")

from playwright.sync_api import expect
from support.workbench import example, running

AT = "/case/camp-david-1978/what-if"


def test_a_lever_is_moved_with_keys_kept_and_found_where_it_stood(browser, tmp_path):
    path = example(tmp_path)
    before = path.read_bytes()
    with running(tmp_path) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 1000})
        page = context.new_page()
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(server + AT)
        lead = page.locator("#follows .lead").first
        expect(lead).to_contain_text("A zone of possible agreement")
        slider = page.get_by_label("Egypt").first
        slider.focus()
        for _ in range(5):
            page.keyboard.press("ArrowLeft")
        expect(page.locator("output[for='floor.egypt']")).to_have_text("−0.05")
        expect(lead).to_contain_text("as the file has it")
        page.wait_for_url(f"**{AT}?floor.egypt=-0.05")
        page.get_by_role("button", name="Play the talks").click()
        expect(page.locator("#played svg").first).to_be_visible(timeout=60_000)
        assert path.read_bytes() == before
        page.get_by_label("Title").fill("Less to lose")
        page.get_by_role("button", name="Keep what is set as a scenario").click()
        kept = page.get_by_role("link", name="Less to lose")
        expect(kept).to_be_visible()
        page.get_by_role("link", name="Back to the case as it is").click()
        expect(page.get_by_label("Egypt").first).to_have_value("0")
        kept.click()
        expect(page.get_by_label("Egypt").first).to_have_value("-0.05")
        page.get_by_role("button", name="Take Less to lose away").click()
        expect(kept).to_have_count(0)
        assert path.read_bytes() == before
        assert said == []
        context.close()


def test_after_a_slip_the_answer_follows_again(browser, tmp_path):
    example(tmp_path)
    with running(tmp_path) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 1000})
        page = context.new_page()
        page.goto(f"{server}{AT}?more=nothing%3D1")
        expect(page.locator("#follows [role=alert]")).to_contain_text("nothing")
        more = page.get_by_label("A line PATH=VALUE for each")
        for text, found in (("", ".lead"), ("nowhere=2", "[role=alert]"), (" ", ".lead")):
            more.fill(text)
            more.blur()
            expect(page.locator(f"#follows {found}").first).to_be_visible()
        context.close()
