"""Intent: the library's answer, and what follows at once when items are switched off."""

from __future__ import annotations

import html
import re

import pytest
from support.workbench import client, example

from goodoffices.brief import as_text, chance, factor, intent_sections
from goodoffices.case import override, read_case
from goodoffices.intent import analyse

AT = "/case/geneva-2026/intent"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("intent")
    example(folder)
    return folder


@pytest.fixture(scope="module")
def ask(folder):
    with client(folder) as made:
        yield made


@pytest.fixture(scope="module")
def file():
    return read_case("geneva-2026")


@pytest.fixture(scope="module")
def was(file):
    return analyse(file.case).mediators[0]


def rows(page, table):
    (found,) = re.findall(rf'<table role="table" class="{table}">.*?</table>', page, re.DOTALL)
    body = found.partition("<tbody")[2]
    return [
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", row)).split(" "))
        for row in re.findall(r"<tr\b.*?</tr>", body, re.DOTALL)
    ]


def test_the_matrix_is_that_of_the_library_with_a_switch_for_each_item(ask, file, was):
    page = ask.get(AT).text
    assert {f"off-{item.id}" for item in file.case.evidence} == set(
        re.findall(r'id="(off-[^"]+)"', page)
    )
    assert "checked" not in page
    ranked = sorted(was.hypotheses, key=lambda h: -h.posterior.value)
    for row, h in zip(rows(page, "standings"), ranked, strict=True):
        assert chance(h.posterior.value) in row
        assert factor(h.log10_factor) in row
        assert next(x.name for x in file.case.hypotheses if x.id == h.id) in row
    told = [item for item in was.items if item.linchpin]
    assert page.count('class="mark linchpin"') == len(told) > 0
    for group in {item.group for item in was.items if item.group}:
        assert f"of one origin: {group}" in page


def test_without_an_item_everything_follows_beside_what_it_was(ask, file, was):
    item = max(was.items, key=lambda entry: entry.shift)
    now = analyse(override(file, {f"evidence[{item.id}]": "null"}).case).mediators[0]
    response = ask.get(f"{AT}/weighed?off={item.id}")
    page = response.text
    assert re.search(rf'id="off-{item.id}"[^>]* checked', page)
    assert page.count("checked") == 1
    before = {h.id: h for h in was.hypotheses}
    ranked = sorted(now.hypotheses, key=lambda h: -h.posterior.value)
    for row, h in zip(rows(page, "standings"), ranked, strict=True):
        assert chance(h.posterior.value) in row
        assert chance(before[h.id].posterior.value) in row
        assert f"(was {factor(before[h.id].log10_factor)})" in row
    assert response.headers["hx-replace-url"] == f"{AT}?off={item.id}"
    full = as_text(intent_sections(file, analyse(file.case))).splitlines()[0]
    assert full in html.unescape(page)


def test_the_rest_of_a_group_counts_more_without_one_of_it(ask, was):
    light = next(item for item in was.items if item.weight < 0.9)
    others = [i.id for i in was.items if i.group == light.group and i.id != light.id]
    page = ask.get(f"{AT}/weighed?" + "&".join(f"off={key}" for key in others)).text
    assert f"counts in full (was {chance(light.weight)})" in html.unescape(page)


def test_with_every_item_off_only_the_priors_are_left(ask, file, was):
    query = "&".join(f"off={item.id}" for item in file.case.evidence)
    page = ask.get(f"{AT}?{query}").text
    for row, h in zip(rows(page, "standings"), was.hypotheses, strict=True):
        assert row.count(chance(h.prior)) >= 2


@pytest.mark.parametrize("off", ["nothing", "%3Cscript%3E", "e-three-rounds].x", ""])
def test_what_is_no_item_switches_nothing_off(ask, off):
    response = ask.get(f"{AT}/weighed?off={off}")
    assert response.status_code == 200
    assert response.headers["hx-replace-url"] == AT
    assert "checked" not in response.text


def test_a_case_without_hypotheses_says_so(ask, folder):
    data = folder / "plain.yaml"
    text = (folder / "camp-david-1978.yaml").read_text()
    kept = re.sub(r"(?ms)^(hypotheses|evidence|watch|voices|offices):\n.*?(?=^\w|\Z)", "", text)
    data.write_text(kept)
    page = ask.get("/case/plain/intent")
    assert page.status_code == 200, page.text
    assert "The case has no hypotheses" in page.text
    assert '<form id="evidence"' not in page.text


def test_names_of_a_case_are_no_markup(ask, folder):
    text = (folder / "camp-david-1978.yaml").read_text()
    first = re.search(r"(?m)^hypotheses:\n(?:.*\n)*?\s+name: (.*)$", text)[1]
    data = folder / "hostile.yaml"
    data.write_text(text.replace(f"name: {first}", 'name: "<b onclick=1>&"', 1))
    response = ask.get("/case/hostile/intent")
    assert response.status_code == 200
    assert "<b onclick" not in response.text
    assert "&lt;b onclick=1&gt;&amp;" in response.text
