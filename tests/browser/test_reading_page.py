"""Reading in a browser: a file is dropped, decided about with single keys, and put into the case."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="needs Playwright (pip install playwright)")

from playwright.sync_api import expect
from support.harbour import POST, harbour
from support.workbench import running

from goodoffices.case import read_case


@pytest.fixture(scope="module")
def case_file(tmp_path_factory):
    return harbour(tmp_path_factory.mktemp("cases"))


@pytest.fixture(scope="module")
def server(case_file):
    with running(case_file.parent) as address:
        yield address


@pytest.fixture
def page(browser, server):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.said = []
    made.on("console", lambda message: made.said.append(message.text))
    made.goto(f"{server}/case/harbour/reading")
    yield made
    assert made.said == []
    context.close()


def drop(page, name, text):
    """Drop a file as a person does with the mouse."""
    transfer = page.evaluate_handle(
        "([name, text]) => { const t = new DataTransfer();"
        " t.items.add(new File([text], name, {type: 'text/plain'})); return t; }",
        [name, text],
    )
    area = page.locator("[data-drop]")
    area.dispatch_event("dragover", {"dataTransfer": transfer})
    expect(area).to_have_class("drop over")
    area.dispatch_event("drop", {"dataTransfer": transfer})
    expect(page.locator(".proposal").first).to_be_visible(timeout=20_000)


def focused(page):
    return page.evaluate("document.activeElement.dataset.key || ''")


def moved_on(page, left):
    """Return the proposal that has the focus once it has left another."""
    page.wait_for_function(
        "left => ![left, undefined].includes(document.activeElement.dataset.key)", arg=left
    )
    return focused(page)


def test_a_document_is_dropped_decided_by_keyboard_and_put_into_the_case(page, case_file):
    before = case_file.read_text()
    drop(page, "post.txt", POST)
    asked = page.locator(".proposal.is-open").count()
    expect(page.locator("#decided")).to_have_text(f"0 of {asked} decided")
    page.get_by_text("Go to the first open one").focus()
    page.keyboard.press("Enter")
    first = focused(page)
    assert first

    page.keyboard.press("a")  # accept, and go on
    expect(page.locator("#decided")).to_have_text(f"1 of {asked} decided")
    expect(page.locator(f"#p-{first}")).to_contain_text("accepted")
    # Perhaps with what another part has to say at the same moment.
    expect(page.locator("#said")).to_contain_text(f"accepted; 1 of {asked} decided")
    second = moved_on(page, first)

    page.keyboard.press("r")  # reject, and go on
    expect(page.locator(f"#p-{second}")).to_contain_text("rejected")
    moved_on(page, second)
    page.keyboard.press("k")  # back
    assert focused(page) == second
    page.keyboard.press("u")  # open again, and stay
    expect(page.locator("#decided")).to_have_text(f"1 of {asked} decided")
    expect(page.locator(f"#p-{second}.is-open")).to_be_focused()

    page.keyboard.press("k")
    assert focused(page) == first
    page.keyboard.press("m")  # its fields
    assert page.evaluate("document.activeElement.name") == "text"
    page.keyboard.type("ra")  # letters, and no keys
    expect(page.locator("#decided")).to_have_text(f"1 of {asked} decided")
    card = page.locator(f"#p-{first}")
    card.locator("textarea[name=text]").fill("Norway might keep its troops.")
    card.locator("input[name=speaker]").fill("nobody")
    card.get_by_text("Keep and check").click()
    expect(card.get_by_role("alert")).to_contain_text("nobody")
    expect(card).not_to_contain_text("✓ accepted")
    card.locator("input[name=speaker]").fill("norways-foreign-minister")
    card.get_by_text("Keep and accept").click()
    expect(card).to_contain_text("accepted")
    expect(card.get_by_role("alert")).to_have_count(0)

    page.reload()  # nothing is lost
    expect(page.locator(f"#p-{first}")).to_contain_text("accepted")
    page.get_by_role("button", name="Put what is accepted into the case").click()
    expect(page.locator("p.said")).to_contain_text("is in the case now")
    texts = [claim.text for claim in read_case(str(case_file)).case.claims]
    assert "Norway might keep its troops." in texts
    expect(page.get_by_text("1 claim is in the case already")).to_be_visible(timeout=20_000)

    page.get_by_role("button", name="Take back what was put in last").click()
    expect(page.locator("p.said")).to_contain_text("taken out of the case again")
    assert case_file.read_text() == before


def test_a_key_does_nothing_where_no_proposal_has_the_focus(page):
    drop(page, "other.txt", POST + "Norway demands a ceasefire.\n")
    page.locator("h1").click()
    page.keyboard.press("a")
    page.keyboard.press("r")
    page.wait_for_timeout(200)
    expect(page.locator("#decided")).to_contain_text("0 of")


def test_the_number_of_a_claim_leads_to_its_words_and_back(page):
    drop(page, "again.txt", POST + "Sweden demands a ceasefire.\n")
    page.locator(".words .n a").first.click()
    page.wait_for_url(lambda url: url.endswith("#claim-1"))
    page.locator("#claim-1 a").click()
    page.wait_for_url(lambda url: url.endswith("#words-1"))


def test_a_file_that_cannot_be_read_says_why_where_it_was_dropped(page):
    page.set_input_files(
        "input[type=file]", {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"no"}
    )
    page.get_by_role("button", name="Read", exact=True).first.click()
    expect(page.get_by_role("alert")).to_contain_text("x.pdf: the file is no PDF")
    expect(page.locator("[data-drop]")).to_be_visible()
    page.said.clear()  # the browser notes that the answer was no success
