"""Talks: the same answers as the library's, for the scenarios that are ticked, and one run told."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from support.workbench import answered, client, example

from goodoffices.brief import plain, transcript_sections
from goodoffices.case import override, read_case
from goodoffices.talks import compare, play_talks, runs_by_outcome, transcribe

AT = "/case/camp-david-1978/talks"
SHORT = "until=1978-11-30&runs=500"
FLOOR = "parties[egypt].no_agreement.utility"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("talks")
    example(folder)
    kept = folder / "camp-david-1978.scenarios"
    kept.mkdir()
    (kept / "less.yaml").write_text(
        f"scenario: less\ntitle: Less to <lose>\nset:\n  {FLOOR}: 0.1\n"
    )
    (kept / "wrong.yaml").write_text("scenario: wrong\nset:\n  nothing.of.that: 1\n")
    return folder


@pytest.fixture(scope="module")
def ask(folder):
    with client(folder) as made:
        yield made


@pytest.fixture(scope="module")
def case():
    return read_case("camp-david-1978").case


def read(response):
    assert response.status_code == 200, response.text
    bare = html.unescape(re.sub(r"<[^>]+>", "", response.text))
    # The narrow space within a percentage is kept.
    return re.sub(r"[ \n]+", " ", bare)


def percent(share):
    return f"{100 * share.value:.0f}\u202f%"


def test_the_talks_are_those_of_the_library(ask, case):
    text = read(answered(ask, f"{AT}/answer?{SHORT}"))
    result = play_talks(case, runs=500, seed=1, until=dt.date(1978, 11, 30), workers=1)
    assert f"about {percent(result.reached['comprehensive'][-1])} of runs" in text
    assert "How the talks may go" in text
    assert "Scenarios side by side" not in text


def test_ticked_scenarios_and_mediators_are_compared_with_the_same_luck(ask, case):
    response = answered(ask, f"{AT}/answer?{SHORT}&scenario=less&mediators=on")
    text = read(response)
    file = read_case("camp-david-1978")
    other = override(file, {FLOOR: "0.1"}).case
    found = compare(
        {"as in the case": case, "Less to <lose>": other},
        runs=500, seed=1, until=dt.date(1978, 11, 30), workers=1,
    )  # fmt: skip
    share = found.scenarios[1].result.reached["comprehensive"][-1]
    assert f"{percent(share)} (" in text
    for name in ("“as in the case”", "“Less to <lose>”", "“a neutral mediator”", "“no mediator”"):
        assert name in text
    assert 'id="talks-courses"' in response.text
    assert response.text.count("<polyline") == 2 * 6


def test_the_protocol_is_set_over_the_case_and_listed(ask):
    text = read(answered(ask, f"{AT}/answer?{SHORT}&protocol=alternating-offers"))
    assert "talks.protocol" in text


def test_the_page_holds_what_its_address_asks(ask):
    page = ask.get(f"{AT}?{SHORT}&scenario=less&scenario=gone&protocol=single-text").text
    assert re.search(r'value="less" checked', page)
    assert re.search(r'value="single-text" selected', page)
    assert 'value="1978-11-30"' in page
    assert "Less to &lt;lose&gt;" in page
    assert "nothing.of.that" in page, "a scenario that cannot be used says why"
    (part,) = re.findall(r'hx-get="([^"]*talks/answer[^"]*)"', page)
    assert "scenario=less" in part
    assert "gone" not in part
    assert "wrong" not in part


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("until=yesterday", "expected a date"),
        ("until=1900-01-01", "before the case's as_of"),
        ("until=9999-12-31", "sessions"),
    ],
)
def test_a_last_day_that_cannot_be_is_one_clear_error(ask, query, said):
    response = answered(ask, f"{AT}/answer?{query}")
    assert said in html.unescape(response.text)
    assert "Traceback" not in response.text


@pytest.mark.parametrize("query", ["runs=0", "runs=99999999", "protocol=%3Cb%3E", "scenario=../x"])
def test_what_cannot_be_chosen_is_left_as_it_is(ask, query):
    page = ask.get(f"{AT}?{query}")
    assert page.status_code == 200
    (part,) = re.findall(r'hx-get="([^"]*talks/answer[^"]*)"', page.text)
    assert "?" not in part


def test_a_run_is_told_as_on_the_command_line(ask, case):
    text = read(ask.get(f"{AT}/run?run=7"))
    told = transcript_sections(read_case("camp-david-1978"), transcribe(case, run=7))
    first = plain(told[0].blocks[0].content)
    assert " ".join(first.split()) in text
    assert "Run 7 of the talks" in text


def test_runs_are_offered_by_how_they_end(ask, case):
    page = ask.get(f"{AT}/run?run=0").text
    for numbers in runs_by_outcome(case).values():
        for number in numbers[:8]:
            assert f"run={number}" in page
    assert 'rel="prev"' not in page
    assert 'rel="next"' in page
    again = ask.get(f"{AT}/run?run=1&scenario=less&until=1978-11-30").text
    (before,) = re.findall(r'rel="prev" href="([^"]+)"', again)
    assert html.unescape(before).endswith("run?run=0&until=1978-11-30&scenario=less")


@pytest.mark.parametrize("run", ["-1", "x", "1e3", "9999999999", "٣", "", "9" * 5000])
def test_a_run_that_is_none_is_one_clear_error(ask, run):
    response = ask.get(f"{AT}/run", params={"run": run})
    assert response.status_code == 422
    assert "expected a whole number" in response.text
