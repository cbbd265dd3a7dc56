"""A case edited in a browser: by keyboard alone, by two at once, and back again."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="needs Playwright (pip install playwright)")

from playwright.sync_api import expect
from support.workbench import example, running

from goodoffices.case import read_case, versions

AT = "/case/camp-david-1978/matrix"
CELL = f"{AT}/cell/egypt/sinai-land"


@pytest.fixture
def path(tmp_path):
    return example(tmp_path)


@pytest.fixture
def server(path):
    with running(path.parent) as address:
        yield address


@pytest.fixture
def visitor(browser, server):
    """Return a function that opens a page in a browser of its own."""
    opened = []

    def go(there):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        opened.append(context)
        page = context.new_page()
        page.goto(server + there)
        return page

    yield go
    for context in opened:
        context.close()


def first(path):
    return read_case(path).case.positions[0]


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def test_a_cell_is_found_opened_and_changed_by_keyboard_alone(visitor, path):
    page = visitor(AT)
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page) == "into":
            break
    # From the first party's head down to its first cell, right and back, and in.
    for key in ("ArrowDown", "ArrowRight", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#form-title")).to_be_focused()
    page.wait_for_url(lambda url: url.endswith(CELL))
    assert page.locator('a.into[aria-current="true"]').count() == 1
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page) == "weight.mode":
            break
    page.keyboard.press("Control+a")
    page.keyboard.type("0.9")
    # At once it says what is wrong, beside the field.
    wrong = page.locator('[id="wrong-weight"]')
    expect(wrong).to_contain_text("low <= mode <= high", timeout=15_000)
    expect(page.locator('[id="weight.mode"]')).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Control+a")
    page.keyboard.type("0.3")
    expect(page.locator("#verdict")).to_contain_text("0.25 (0.18–0.34) → 0.3", timeout=15_000)
    expect(wrong).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("Saved.")
    expect(page.locator(".said")).to_be_focused()
    assert first(path).weight.mode == 0.3
    # Outside a field the keys undo, and do again.
    page.keyboard.press("Control+z")
    expect(page.locator(".said")).to_contain_text("Undone.")
    # The keys are heard once the page has its scripts.
    expect(page.locator(".said")).to_be_focused()
    assert first(path).weight.mode == 0.25
    page.keyboard.press("Control+Shift+Z")
    expect(page.locator(".said")).to_contain_text("Done again.")
    assert first(path).weight.mode == 0.3
    assert len(versions(path)) == 4


def test_inside_a_field_the_keys_undo_what_was_typed(visitor, path):
    page = visitor(CELL)
    field = page.locator("#why")
    was = field.input_value()
    field.press("End")
    field.type(" More.")
    field.press("Control+z")
    assert field.input_value() in (was, was + " More", was + " ")
    assert versions(path) == ()


def test_two_browsers_change_the_same_and_one_chooses(visitor, path):
    one, other = visitor(CELL), visitor(CELL)
    one.locator("#why").fill("What the one says.")
    other.locator("#why").fill("What the other says.")
    other.locator("#stated").select_option("partial")
    one.get_by_role("button", name="Save", exact=True).click()
    expect(one.locator(".said")).to_contain_text("Saved.")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator("h1")).to_have_text("Both changed the same")
    for words in ("What the one says.", "What the other says.", "Its own land"):
        expect(other.locator("form.clashes")).to_contain_text(words)
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    assert axe.run(other).response["violations"] == []
    other.get_by_label("Take mine").check()
    other.get_by_role("button", name="Save what I chose").click()
    expect(other.locator(".said")).to_contain_text("both changes are in it")
    assert first(path).why == "What the other says."
    assert first(path).stated == "partial"
    # The first tab is old by now: it undoes nothing that it has not seen.
    one.get_by_role("button", name="Undo").click()
    expect(one.locator(".said")).to_contain_text("changed meanwhile")
    assert first(path).why == "What the other says."


def test_what_was_typed_is_not_left_without_a_word(visitor):
    page = visitor(CELL)
    page.locator("#why").fill("Half a thought")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator('a.into[href$="/cell/israel/sinai-land"]').click()
    assert asked == ["What you typed is not saved. Leave it?"]
    assert page.url.endswith(CELL)
    assert page.locator("#why").input_value() == "Half a thought"


def test_the_way_back_shows_what_was_open_before(visitor):
    page = visitor(AT)
    page.locator('a.into[href$="/cell/egypt/sinai-land"]').click()
    expect(page.locator("#form-title")).to_contain_text("Egypt: Sinai")
    page.locator('a.into[href$="/party/israel"]').click()
    expect(page.locator("#form-title")).to_have_text("Israel")
    page.go_back()
    expect(page.locator("#form-title")).to_contain_text("Egypt: Sinai")
    page.reload()
    expect(page.locator("#form-title")).to_contain_text("Egypt: Sinai")


def test_an_error_in_the_source_text_leads_to_its_line(visitor):
    page = visitor("/case/camp-david-1978/source")
    area = page.locator("#text")
    text = area.input_value()
    line = text[: text.index("stated: full")].count("\n") + 1
    area.fill(text.replace("stated: full", "stated: fool", 1))
    link = page.locator("#verdict a[data-line]").first
    expect(link).to_contain_text(f"{line}:", timeout=15_000)
    link.click()
    chosen = page.evaluate(
        "(() => { const a = document.activeElement;"
        " return a.value.slice(a.selectionStart, a.selectionEnd) })()"
    )
    assert chosen.strip() == "stated: fool"


def test_a_claim_is_added_from_the_ledger_and_leaves_room_for_another(visitor, path):
    page = visitor(CELL)
    field = page.locator('input[list=ledger][name="claims"]')
    field.fill("resolution-242")
    field.blur()
    expect(page.locator('input[list=ledger][name="claims"]')).to_have_count(2)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".said")).to_contain_text("resolution-242 added")
    assert first(path).claims[-1] == "resolution-242"


def test_the_buttons_of_what_is_opened_are_in_sight(visitor):
    page = visitor(AT)
    page.locator('a.into[href$="/cell/egypt/sinai-land"]').click()
    save = page.get_by_role("button", name="Save", exact=True)
    expect(save).to_be_in_viewport(ratio=1)
    page.mouse.wheel(0, 200)
    expect(save).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 1280, "height": 700})
    expect(save).to_be_in_viewport(ratio=1)
    page.reload()
    expect(save).to_be_in_viewport(ratio=1)
