"""The draft table: what is chosen is weighed, kept, shared and set side by side."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

import pytest

from goodoffices.brief import figure, utility
from goodoffices.case import read_case
from goodoffices.web._answers import DRAWS
from goodoffices.zone import Assessor, analyse

AT = "/case/geneva-2026/draft"


@pytest.fixture(scope="module")
def case():
    return read_case("geneva-2026").case


@pytest.fixture(scope="module")
def best(case):
    return analyse(case, draws=200).closest.package


def query(draft):
    return urlencode({f"d.{issue}": option for issue, option in draft.items()})


def test_the_marks_are_those_of_the_library(ask, case, best):
    found = Assessor(case, draws=DRAWS, seed=1).assess(best)
    text = ask.get(f"{AT}/marks?{query(best)}").text
    for mark in found.marks:
        if mark.accepts:
            assert f"Accepts in {figure(mark.accepts)} of draws" in text
        if mark.consent == "full":
            assert f"Worth {utility(mark.utility.value)}" in text


def test_the_page_comes_with_the_draft_of_its_address(ask, best):
    text = ask.get(f"{AT}?{query(best)}").text
    for issue, option in best.items():
        assert f'name="d.{issue}" value="{option}" checked' in text


def test_the_address_follows_the_draft(ask, best):
    response = ask.get(f"{AT}/marks?{query(best)}&name=x&d.unknown=y")
    assert response.headers["hx-replace-url"] == f"{AT}?{query(best)}"


@pytest.mark.parametrize("odd", ["d.%3Cscript%3E=1", "d.sinai=%00", "d.=x", "x" * 5000 + "=1"])
def test_what_the_case_does_not_have_is_left_out(ask, odd):
    response = ask.get(f"{AT}?{odd}")
    assert response.status_code == 200
    assert "<script>1" not in response.text


def test_a_crossed_red_line_is_named_with_its_claims(ask, case):
    position = next(p for p in case.positions if p.red_lines and p.red_lines[0].claims)
    line = position.red_lines[0]
    text = ask.get(f"{AT}/marks?{query({position.issue: line.options[0]})}").text
    assert "red line" in text
    claims = {claim.id: claim for claim in case.claims}
    from markupsafe import escape

    assert str(escape(claims[line.claims[0]].text)) in text


def test_a_broken_rule_is_named_with_its_claims(ask, case):
    rule = next(each for each in case.links if each.excludes and len(each.terms) == 1)
    (term,) = rule.terms
    text = ask.get(f"{AT}/marks?{query({term.issue: term.options[0]})}").text
    broken = text[text.index("Breaks") :]
    broken = broken[: broken.index("</div>")]
    assert "the rule that no agreement can have" in broken
    if rule.claims:
        claims = {claim.id: claim for claim in case.claims}
        assert claims[rule.claims[0]].text in html.unescape(broken)
    else:
        assert "an assumption" in broken


def test_a_draft_outside_the_zone_is_led_inside(ask, case):
    worst = {issue.id: issue.options[0].id for issue in case.issues}
    text = ask.get(f"{AT}/nearest?{query(worst)}").text
    (led,) = re.findall(r'<a class="button first" href="([^"]+)"', text)
    marks = ask.get(led.replace("&amp;", "&").replace("/draft?", "/draft/marks?")).text
    assert "In the zone at the most plausible numbers" in marks
    assert "Why not" in ask.get(f"{AT}/why?{query(worst)}").text
    assert "What would open it" in ask.get(f"{AT}/openings?{query(worst)}").text


def test_a_draft_is_kept_listed_compared_and_taken_away(ask, folder, best):
    form = {f"d.{issue}": option for issue, option in best.items()}
    for title in ("Night draft", "Second <b>"):
        response = ask.post(f"{AT}/keep", data={**form, "title": title})
        assert response.status_code == 303
    kept = folder / "geneva-2026.drafts"
    assert sorted(path.name for path in kept.iterdir()) == ["night-draft.yaml", "second-b.yaml"]
    page = ask.get(AT).text
    assert "<bdi>Night draft</bdi>" in page
    assert "<bdi>Second &lt;b&gt;</bdi>" in page
    both = ask.get("/case/geneva-2026/drafts?draft=night-draft&draft=second-b&draft=gone").text
    assert both.count("In the zone") == 1
    assert both.count('scope="col"') == 6
    issue = next(iter(form))
    three = ask.get(
        f"/case/geneva-2026/drafts?draft=night-draft&draft=second-b&now=on&{issue}={form[issue]}"
    ).text
    assert three.count('scope="col"') == 8
    assert "On the table" in three
    assert ask.post(f"{AT}/forget/night-draft").status_code == 303
    assert [path.name for path in kept.iterdir()] == ["second-b.yaml"]


@pytest.mark.parametrize("title", ["", "   ", "../../x", "ナ", "x" * 500, "ما قبل"])
def test_a_title_never_leads_out_of_the_folder(ask, folder, title):
    before = {path for path in folder.rglob("*") if path.is_file()}
    response = ask.post(f"{AT}/keep", data={"title": title, "d.territory": "contested"})
    new = {path for path in folder.rglob("*") if path.is_file()} - before
    assert response.status_code == (303 if title.strip() else 400)
    assert len(new) == bool(title.strip())
    assert all(path.parent == folder / "geneva-2026.drafts" for path in new)
    assert title.strip()[:120] in ask.get(AT).text
    assert ask.post(f"{AT}/forget/..%2f..%2fgeneva-2026").status_code == 404


def test_a_draft_that_settles_nothing_is_not_kept(ask, folder):
    response = ask.post(f"{AT}/keep", data={"title": "Night"})
    assert "Nothing is settled yet" in ask.get(response.headers["location"]).text
    assert not (folder / "geneva-2026.drafts").exists()


def test_a_draft_goes_out_as_a_file_and_comes_back(ask, best):
    response = ask.get(f"{AT}/file?{query(best)}")
    assert "attachment" in response.headers["content-disposition"]
    back = ask.post(f"{AT}/receive", files={"file": ("d.yaml", response.content)})
    assert back.headers["location"] == f"{AT}?{query(best)}"


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\xff", b"nowhere: x\n", b"a: [", b"<script>alert(1)</script>", b"x" * 6_000_000],
)
def test_a_hostile_file_is_one_clear_error(ask, data):
    response = ask.post(f"{AT}/receive", files={"file": ("../../evil.yaml", data)})
    assert response.status_code in (413, 422)
    if response.status_code == 422:
        # On the page itself, so that nothing else is lost.
        assert "the draft&#39;s file" in response.text
        assert 'id="draft"' in response.text
    assert "<script>alert" not in response.text


def test_a_kept_file_that_was_broken_is_listed_with_its_error(ask, folder):
    kept = folder / "geneva-2026.drafts"
    kept.mkdir()
    (kept / "odd.yaml").write_text("nowhere: x\n")
    assert "nowhere" in ask.get(AT).text
