"""What if: every lever sets what it says, nothing touches the file, and what is kept comes back."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urlencode

import pytest
from support.workbench import answered

from goodoffices.brief import figure
from goodoffices.case import override, read_case, read_scenario
from goodoffices.web._levers import levers
from goodoffices.zone import glance

AT = "/case/geneva-2026/what-if"


@pytest.fixture(scope="module")
def file():
    return read_case("geneva-2026")


def fields_of(case):
    """Every lever, moved."""
    moved = levers(case, {})
    fields = {slider.field: slider.high for _, slider in moved.floors}
    fields |= {s.field: s.low for _, group in (*moved.weights, *moved.mediators) for s in group}
    fields |= {s.field: s.choices[-1] for _, group in moved.lines for s in group}
    fields |= {s.field: s.choices[0] for s in moved.events}
    return {name: str(value) for name, value in fields.items()}


@pytest.mark.parametrize("name", ["geneva-2026", "camp-david-1978"])
def test_every_lever_can_be_moved_and_sets_its_own_field(name):
    file = read_case(name)
    for field, value in fields_of(file.case).items():
        settings = levers(file.case, {field: value}).settings()
        if field.startswith("mediator") and not settings:
            continue  # it stood there already
        changed = override(file, settings, source="what if")
        assert 1 <= len(changed.overrides) <= 2, field


def test_a_red_line_can_be_taken_as_meant_and_as_not_meant(file):
    for _, group in levers(file.case, {}).lines:
        for switch in group:
            party, issue, n = switch.field.split(".")[1:]
            for choice, chance in (("meant", 1.0), ("not", 0.0)):
                if choice in switch.choices:
                    settings = levers(file.case, {switch.field: choice}).settings()
                    case = override(file, settings).case
                    position = next(
                        p for p in case.positions if (p.party, p.issue) == (party, issue)
                    )
                    assert position.red_lines[int(n)].chance.mode == chance


def test_what_follows_is_what_the_library_answers(ask, file):
    fields = {"floor.russia": "-0.1", "more": "horizon=2026-10-01"}
    text = html.unescape(ask.get(f"{AT}/follows?{urlencode(fields)}").text)
    settings = levers(file.case, fields).settings()
    case = override(file, settings).case
    assert figure(glance(case, draws=400, seed=1).zone) in text
    assert "as the file has it" in text
    assert "What was set otherwise" in text


def test_nothing_moved_is_the_case_as_it_is(ask):
    text = ask.get(f"{AT}/follows").text
    assert "as the file has it" not in text
    assert "set otherwise" not in text


def test_the_address_holds_what_is_moved_and_no_more(ask):
    query = (
        "floor.russia=-0.1&floor.ukraine=0&weight.russia.territory=1&line.russia.territory.0=&x=y"
    )
    response = ask.get(f"{AT}/follows?{query}")
    assert response.headers["hx-replace-url"] == f"{AT}?floor.russia=-0.1"


@pytest.mark.parametrize(
    "query",
    ["floor.russia=nan", "floor.russia=inf", "floor.russia=1e9", "floor.russia=x", "floor.nobody=1",
     "line.russia.territory.0=%3Cb%3E", "event.nowhere=off", "weight..=1"],
)  # fmt: skip
def test_what_cannot_be_set_is_left_as_it_is(ask, query):
    response = ask.get(f"{AT}/follows?{query}")
    assert response.status_code == 200
    assert response.headers["hx-replace-url"] == AT


@pytest.mark.parametrize(
    "more",
    ["nonsense", "parties[nobody].name=x", "horizon=<script>alert(1)</script>", "=", "a=b\0"],
)
def test_a_slip_in_another_field_is_one_clear_error(ask, more):
    response = ask.get(f"{AT}/follows?{urlencode({'more': more})}")
    assert response.status_code == 422
    assert "what if" in response.text
    assert "<script>alert" not in response.text


def test_a_what_if_is_kept_as_a_scenario_that_the_command_line_reads(ask, folder, file):
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    fields = {"floor.russia": "-0.1", "line.russia.territory.1": "not", "event.escalation": "off"}
    response = ask.post(f"{AT}/keep", data={**fields, "title": "Less to lose: a <b>test</b>"})
    assert response.status_code == 303
    (kept,) = (folder / "geneva-2026.scenarios").iterdir()
    scenario = read_scenario(kept)
    assert scenario.title == "Less to lose: a <b>test</b>"
    settings = levers(file.case, fields).settings()
    assert override(file, scenario).case == override(file, settings).case
    assert {path: path.read_bytes() for path in before} == before
    page = ask.get(AT).text
    assert "Less to lose: a &lt;b&gt;test" in page
    # Its address puts the levers where they stood.
    there = html.unescape(re.search(r'<a href="([^"]*what-if\?[^"]*)"><bdi>Less', page)[1])
    assert dict(parse_qsl(there.partition("?")[2])) == fields
    assert ask.get(there.replace("/what-if?", "/what-if/follows?")).status_code == 200
    assert ask.post(f"{AT}/forget/less").status_code == 404
    assert ask.post(f"{AT}/forget/{kept.stem}").status_code == 303
    assert not kept.exists()


def test_levers_are_put_where_a_scenario_has_them_and_the_rest_stays_in_words(file):
    rest = levers(file.case, {})
    for fields in (
        {
            "floor.ukraine": "0.13",
            "weight.russia.territory": "2.4",
            "mediator.united-states.patience": "3",
        },
        {"line.russia.territory.0": "not", "line.ukraine.territory.1": "meant"},
        {"more": "parties[russia].note=x\nevents[odd].on=2026-03-01"},
    ):
        settings = levers(file.case, fields).settings()
        back = dict(rest.reached_by(settings))
        assert back == fields
        assert dict(levers(file.case, back).settings()) == dict(settings)
    # A number that the slider cannot be put at is kept as it is.
    odd = (("positions[russia,territory].weight", "[0.1, 0.11, 0.12]"),)
    assert rest.reached_by(odd) == [
        ("more", "positions[russia,territory].weight=[0.1, 0.11, 0.12]")
    ]


@pytest.mark.parametrize("title", ["", "   ", "../../x", "123", "ナ"])
def test_a_title_never_leads_out_of_the_folder(ask, folder, title):
    before = {path for path in folder.rglob("*") if path.is_file()}
    response = ask.post(f"{AT}/keep", data={"floor.russia": "-0.1", "title": title})
    new = {path for path in folder.rglob("*") if path.is_file()} - before
    assert response.status_code in (303, 400)
    assert all(path.parent == folder / "geneva-2026.scenarios" for path in new)


def test_a_scenario_that_sets_nothing_is_not_kept(ask, folder):
    response = ask.post(f"{AT}/keep", data={"title": "Night"})
    assert "Nothing is set otherwise" in ask.get(response.headers["location"]).text
    assert not (folder / "geneva-2026.scenarios").exists()


def test_the_talks_are_played_beside_those_of_the_file(ask):
    text = answered(ask, f"{AT}/talks?floor.russia=-0.2").text
    assert "what-if" in text
    assert "base" in text
