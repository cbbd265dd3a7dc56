"""Evidence switched off and on again with the keyboard: what follows is there at once."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="needs Playwright (pip install playwright)")

from playwright.sync_api import expect
from support.workbench import example, running

from goodoffices.brief import chance
from goodoffices.case import override, read_case
from goodoffices.intent import analyse

ITEM = "e-invites-leaders"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cases")
    example(folder)
    with running(folder) as address:
        yield address


def shares(case):
    found = analyse(case).mediators[0].hypotheses
    return {h.id: chance(h.posterior.value) for h in found}


def test_an_item_is_switched_off_and_on_with_the_keyboard(browser, server):
    file = read_case("camp-david-1978")
    names = {h.id: h.name for h in file.case.hypotheses}
    without = shares(override(file, {f"evidence[{ITEM}]": "null"}).case)
    assert without != shares(file.case), "the item must tell something"
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{server}/case/camp-david-1978/intent")
    page.locator(f"#off-{ITEM}").focus()
    page.keyboard.press("Space")
    expect(page.locator("tr.off")).to_have_count(1)
    for key, share in without.items():
        row = page.locator(".standings tbody tr", has_text=names[key])
        expect(row.locator("td").nth(3)).to_contain_text(share)
    page.wait_for_url(lambda url: url.endswith(f"?off={ITEM}"))
    expect(page.locator("#said")).to_contain_text("evidence favours")
    # Whoever works with the keyboard stays where they were.
    assert page.evaluate("document.activeElement.id") == f"off-{ITEM}"
    page.keyboard.press("Space")
    expect(page.locator("tr.off")).to_have_count(0)
    page.wait_for_url(lambda url: url.endswith("/intent"))
    page.reload()
    expect(page.locator(f"#off-{ITEM}")).not_to_be_checked()
    assert said == []
    page.close()


def test_without_scripts_the_switches_are_a_plain_form(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/case/camp-david-1978/intent")
    page.locator(f"#off-{ITEM}").check()
    page.get_by_role("button", name="Weigh again").click()
    page.wait_for_url(lambda url: url.endswith(f"?off={ITEM}"))
    expect(page.locator("tr.off")).to_have_count(1)
    context.close()
