"""Scenarios of the talks on top of each other: what is drawn, what is said, and what is where."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from xml.etree import ElementTree as ET

import pytest
from support.two_valleys import CASE, File, case_of
from support.valley_talks import comparison_of, talks_of, with_events

from goodoffices.brief import as_text, comparison_sections
from goodoffices.brief._charts import Course, Courses
from goodoffices.brief._document import Figure, plain
from goodoffices.brief._figures.courses import draw_courses
from goodoffices.brief._figures.tornado import NARROW, WIDE
from goodoffices.brief._svg import text_width

WAYS = {"few": 2, "some": 5, "many": 9, "too many": 20}


def courses(many, *, name="A way to go"):
    made = []
    for k in range(many):
        shares = tuple(min(1.0, (0.1 + 0.001 * k) * n) for n in range(6))
        made.append(
            Course(
                f"{name} {k}", "under 1\u202f%", tuple(range(0, 300, 50)), shares,
                tuple(max(0.0, s - 0.03) for s in shares), tuple(min(1.0, s + 0.03) for s in shares),
            )
        )  # fmt: skip
    return Courses("2026-02-17", 250, tuple(made), 1.0, "Agreements by date")


def nodes(drawing, tag):
    return list(ET.fromstring(str(drawing)).iter(tag))  # noqa: S314  # our own output


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("many", WAYS)
@pytest.mark.parametrize("name", ["A way", "x" * 200, "Мирна угода за посередництва " * 4])
def test_every_line_has_its_share_and_name_inside_and_apart_from_the_rest(width, many, name):
    drawing = draw_courses(courses(WAYS[many], name=name), width)
    labels = [node for node in nodes(drawing, "text") if node.get("class") == "t"]
    said = " ".join(node.text or "" for node in labels)
    assert said.count("1\u202f%") == WAYS[many]
    for node in labels:
        assert float(node.get("x")) + text_width(node.text or "", 12.0) / 1.07 <= width + 0.5
    height = float(ET.fromstring(str(drawing)).get("height"))  # noqa: S314  # our own output
    assert all(10 <= float(node.get("y")) <= height for node in labels)
    heights = sorted(float(node.get("y")) for node in labels)
    assert all(b - a >= 13.9 for a, b in itertools.pairwise(heights))


def test_lines_differ_by_dash_and_sign_and_not_by_colour_alone():
    drawing = draw_courses(courses(9), WIDE)
    lines = nodes(drawing, "polyline")
    assert len(lines) == 9
    dashes = [node.get("stroke-dasharray") for node in lines]
    assert dashes[-1] is None, "the first scenario is drawn last, on top, and whole"
    assert len(set(dashes)) == 6
    assert len({(node.get("stroke-dasharray"), node.get("class")) for node in lines}) == 9


def test_lines_and_bands_lie_where_their_shares_are():
    chart = courses(1)
    drawing = draw_courses(chart, WIDE)
    scale = sorted(float(node.get("y1")) for node in nodes(drawing, "line")
                   if node.get("class") == "grid")  # fmt: skip
    (line,), (band,) = (
        nodes(drawing, "polyline"),
        [node for node in nodes(drawing, "polygon") if "reach" in node.get("class")],
    )
    points = [tuple(map(float, pair.split(","))) for pair in line.get("points").split()]
    edge = [tuple(map(float, pair.split(","))) for pair in band.get("points").split()]
    whole = scale[-1] - scale[0]
    for (_, y), share in zip(points, chart.courses[0].shares, strict=True):
        assert (scale[-1] - y) / whole == pytest.approx(share, abs=0.001)
    for (_, y), share in zip(edge, chart.courses[0].high, strict=False):
        assert (scale[-1] - y) / whole == pytest.approx(share, abs=0.001)


def figure(sections):
    return next(block for block in sections[0].blocks if isinstance(block, Figure))


@pytest.fixture(scope="module")
def valleys():
    return case_of(with_events(CASE))


def test_scenarios_are_drawn_on_top_of_each_other_with_their_data(valleys):
    found = comparison_of(talks_of(valleys))
    drawn = figure(comparison_sections(File(valleys), found))
    assert [course.label for course in drawn.chart.courses] == [s.name for s in found.scenarios]
    for course, scenario in zip(drawn.chart.courses, found.scenarios, strict=True):
        assert course.shares == tuple(s.value for s in scenario.result.reached["comprehensive"])
    assert len(drawn.data.columns) == 1 + len(found.scenarios)
    last = [plain(line) for cell in drawn.data.rows[-1].cells[1:] for line in cell.lines]
    for text, scenario in zip(last, found.scenarios, strict=True):
        share = scenario.result.reached["comprehensive"][-1]
        assert text.startswith(f"{100 * share.value:.0f}\u202f%")


def test_a_scenario_that_begins_on_another_day_keeps_its_own_dates(valleys):
    found = comparison_of(talks_of(valleys))
    other = found.scenarios[1]
    later = tuple(date + dt.timedelta(days=1) for date in other.result.dates[:-1])
    moved = dataclasses.replace(other.result, dates=(*later, other.result.dates[-1]))
    changed = dataclasses.replace(
        found, scenarios=(found.scenarios[0], dataclasses.replace(other, result=moved))
    )
    drawn = figure(comparison_sections(File(valleys), changed))
    assert [course.days[0] for course in drawn.chart.courses] == [0, 1]
    cells = [plain(line) for row in drawn.data.rows for cell in row.cells for line in cell.lines]
    assert "–" in cells
    assert "–" not in [plain(line) for cell in drawn.data.rows[-1].cells for line in cell.lines]


def test_the_command_line_shows_the_same_table(valleys):
    text = as_text(comparison_sections(File(valleys), comparison_of(talks_of(valleys))))
    assert "Comprehensive agreements by date" in text
