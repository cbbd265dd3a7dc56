"""The section on order, its figure, and the plan as a table and a calendar."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import re

import pytest
from support.made_up import SIGNED, made_up, step, waits
from support.two_valleys import HOSTILE, File

from goodoffices.brief import (
    as_calendar,
    as_csv,
    as_html,
    as_json,
    as_markdown,
    as_text,
    compose,
    order_sections,
)
from goodoffices.brief._document import Figure, Link, Table, Trace
from goodoffices.case import read_case
from goodoffices.order import Act, analyse

STEPS = [
    step("give", by="a", waits=[waits("a", "pay", claims=["c1"])], days=[5, 10, 40],
         reversible=True, kappa={"a": [-0.3, -0.2, -0.1], "b": [0.1, 0.2, 0.3]}),
    step("pay", by="b", waits=[waits("b", "give", claims=["c2"])], days=8,
         kappa={"a": [0.1, 0.2, 0.3], "b": [-0.3, -0.2, -0.1]}),
    step("sign", by=["a", "b"], after=["pay"], settles=["deal.signed"], not_before="2030-03-01"),
    step("more", by="m", settles=["deal.more"]),
]  # fmt: skip
EVENTS = [{"id": "vote", "name": "Vote; in B, they say", "kind": "election", "on": "2030-02-01"}]


@pytest.fixture(scope="module")
def case():
    return made_up(*STEPS, events=EVENTS)


@pytest.fixture(scope="module")
def order(case):
    return analyse(case, SIGNED, draws=200)


@pytest.fixture(scope="module")
def text(case, order):
    return " ".join(as_text(order_sections(File(case), order), width=10_000).split())


def test_a_circle_is_told_as_a_story_with_its_claims(text):
    assert "A wants “Pay” before “Give” [2] and B wants “Give” before “Pay” [3]" in text


def test_every_way_to_break_it_stands_in_the_table(text):
    for way in (
        "Together (assumed below)",
        "Snap-back",
        "Escrow",
        "Tranches",
        "Sunset",
        "Guarantor’s penalty",
    ):
        assert way in text
    assert "Who could help: M or O" in text


def test_where_the_choice_was_made_among_other_numbers_both_stand_in_the_table():
    """Once S and U are one act, T and U as one act are all three, and nothing is exposed."""
    case = made_up(
        step("s", by="b", waits=[waits("a", "u")], days=1, kappa={"a": -0.3, "b": 0.2}),
        step("t", by="a", waits=[waits("a", "u")], days=10, kappa={"a": 0.2, "b": 0.1}),
        step("u", by="a", waits=[waits("b", "s", "t")], days=1, kappa={"a": 0.2, "b": -0.2}),
        step("sign", after=["s", "t", "u"]),
    )
    found = analyse(case, SIGNED, draws=50)
    text = " ".join(as_text(order_sections(File(case), found), width=10_000).split())
    first, second = text.split("What would break circle ")[1:]
    assert "as chosen" not in first
    (told,) = re.findall(r"Together \(assumed below\).*?Who could help", second)
    assert "“T” and “U” become one act. Circle gone" in told, "what it means is the same"
    assert re.search(r"0.% .*guarantee needed: 0\.10; .*as chosen, .* it: 100.%", told)


def test_a_condition_given_up_though_nobody_could_punish_is_said_to_be():
    case = made_up(
        step("begin", by=["a", "m", "o"], waits=[waits("a", "end")], days=5, reversible=False),
        step("inspect", by="o", after=["begin"], days=5),
        step("end", by="b", waits=[waits("b", "begin")], after=["inspect"], days=5),
    )
    found = analyse(case, SIGNED, draws=20)
    text = " ".join(as_text(order_sections(File(case), found), width=10_000).split())
    assert "Nobody in the case could punish whoever then walks away" in text
    assert "by “guarantor’s penalty” (though nobody could impose it): " in text
    assert "It takes a third party, and nobody in the case stands outside the circle." in text


def test_what_the_plan_needs_and_how_sure_that_is(text):
    assert "takes three steps" in text
    assert "nobody gains by walking away at any point short of completion" in text
    assert "of these the plan holds by itself in" in text
    assert re.search(r"Over all draws, .* it holds in", text)


def test_what_is_left_out_and_what_is_not_stated_is_said(text):
    assert "Not called for by this package: “More”." in text
    assert (
        "The case does not say what these add to anybody’s hand, which counts as nothing: “Sign”."
        in text
    )
    assert "The case does not say how long these take, which counts as no time: “Sign”." in text


def test_a_brief_has_the_section_between_what_blocks_and_the_claims():
    geneva = read_case("geneva-2026")
    from goodoffices.zone import analyse as zone

    result = zone(geneva.case, draws=5)
    found = analyse(geneva.case, (result.headline or result.closest).package, draws=50)
    document = compose(geneva, result, order=found)
    anchors = [section.anchor for section in document.sections]
    assert anchors.index("order") == anchors.index("blocks") + 1
    assert "order" not in [section.anchor for section in compose(geneva, result).sections]
    page = as_html(document)
    there = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= there
    assert len(re.findall(r'id="([^"]+)"', page)) == len(there)
    assert "In carrying it out, " in page
    assert "## 6. In what order" in as_markdown(document)
    json.dumps(as_json(document), allow_nan=False)


def test_a_case_without_an_order_says_why_in_its_brief():
    geneva = read_case("geneva-2026")
    from goodoffices.zone import analyse as zone

    document = compose(geneva, zone(geneva.case, draws=5), order="There are no steps.")
    section = next(section for section in document.sections if section.anchor == "order")
    assert "There are no steps." in as_text((section,))


def test_numbers_lead_to_their_computation(case, order):
    (section,) = order_sections(File(case), order)
    traces = set()

    def walk(node):
        if isinstance(node, Trace | Link):
            traces.add(node.to)
        if dataclasses.is_dataclass(node):
            for field in dataclasses.fields(node):
                walk(getattr(node, field.name))
        elif isinstance(node, tuple):
            for part in node:
                walk(part)

    walk(section)
    assert {"made-commitment", "made-schedule", "made-breakers"} <= traces


def test_the_figure_has_its_data(case, order):
    (section,) = order_sections(File(case), order)
    figure = next(block for block in section.blocks if isinstance(block, Figure))
    assert len(figure.data.rows) == len(figure.chart.bars) == len(order.schedule)
    for bar in figure.chart.bars:
        assert 0 <= bar.begins <= bar.ends <= bar.latest
        assert bar.low <= bar.high
    assert [hand.key.label for hand in figure.chart.hands] == ["A", "B"]
    assert all(len(hand.points) >= 1 for hand in figure.chart.hands)
    assert any(isinstance(block, Table) for block in section.blocks)


def test_the_table_is_read_back(case, order):
    rows = list(csv.DictReader(io.StringIO(as_csv(case, order))))
    assert len(rows) == len(order.schedule)
    for row, slot in zip(rows, order.schedule, strict=True):
        assert dt.date.fromisoformat(row["begins"]) == slot.begins
        assert dt.date.fromisoformat(row["finished"]) == slot.ends
        assert dt.date.fromisoformat(row["finished_10"]) <= dt.date.fromisoformat(
            row["finished_90"]
        )
    gains = {row["steps"]: row["gain_of_a_by_walking_away"] for row in rows}
    assert float(gains["give pay"]) == pytest.approx(-0.1)


def unfolded(text):
    assert text.endswith("\r\n")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_the_calendar_is_one(case, order):
    lines = unfolded(as_calendar(case, order))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    events = "\n".join(lines).split("BEGIN:VEVENT")[1:]
    assert len(events) == len(order.schedule) + len(order.milestones)
    for event in events:
        for needed in (
            "UID:",
            "DTSTAMP:20300101T000000Z",
            "DTSTART;VALUE=DATE:",
            "DTEND;VALUE=DATE:",
        ):
            assert event.count(needed) == 1
        first, last = re.findall(r"VALUE=DATE:(\d{8})", event)
        assert first < last, "the end is the day after the last"
    assert "SUMMARY:Vote\\; in B\\, they say" in lines
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == len(uids)
    later = as_calendar(case, analyse(case, SIGNED, draws=200, start=dt.date(2030, 5, 1)))
    assert [line for line in unfolded(later) if line.startswith("UID:")][:2] == uids[:2]


@pytest.mark.parametrize("word", [*HOSTILE, "=cmd()", "@sum", "日本語" * 40, "a\\b;c,d"])
def test_words_of_the_case_stay_words(word):
    steps = [STEPS[0] | {"name": word[:200].strip("\u0000") or "x"}, *STEPS[1:]]
    case = made_up(*steps, title=word[:200], events=[EVENTS[0] | {"name": word[:200]}])
    order = analyse(case, SIGNED, draws=5)
    lines = unfolded(as_calendar(case, order))
    assert all(re.match(r"[A-Z-]+[:;]", line) for line in lines)
    for row in csv.reader(io.StringIO(as_csv(case, order))):
        assert not any(cell.startswith(("=", "@")) for cell in row)
    from goodoffices.brief._html import section_html

    page = str(section_html(order_sections(File(case), order)[0]))
    assert "<script>" not in page
    assert "onerror=alert(1)>" not in page


def test_a_dated_stage_reads_as_one(order):
    from goodoffices.brief._words.steps import act_label

    assert act_label(order, Act(("give",), (), (), (), (), 1, 3)) == "Give (part 1 of 3)"
    assert act_label(order, Act((), ("give",), (), (), (), 1, 1)) == "Deposit of Give"
    assert act_label(order, Act(("pay",), (), ("give",), (), (), 1, 1)) == "Pay + Release of Give"
    assert act_label(order, Act((), (), (), ("give",), (), 1, 1)) == "Give (can be undone)"
    assert act_label(order, Act(("pay",), (), (), (), ("give",), 1, 1)) == "Pay + Give (now final)"


def test_more_guarantee_is_named_where_it_is_needed():
    steps = [
        step("give", by="a", kappa={"b": 0.3}, days=3), step("pay", by="b", kappa={"b": -0.3}, after=["give"], days=3),
        step("sign", after=["pay"], settles=["deal.signed"]),
    ]  # fmt: skip
    case = made_up(*steps)
    text = as_text(order_sections(File(case), analyse(case, SIGNED, draws=20)), width=10_000)
    assert (
        "a guarantee worth 0.20 to whoever would gain by walking away; the exposure peaks after “Give”"
        in text
    )
    assert "The weak step: where the plan does not hold" in text


def test_without_kappa_the_answer_says_what_is_missing():
    case = made_up(step("sign", days=3, settles=["deal.signed"]))
    text = as_text(order_sections(File(case), analyse(case, SIGNED, draws=20)), width=10_000)
    assert "it cannot be told whether a party would walk away half-way" in text
