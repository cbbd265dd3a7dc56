"""The drawings: labels present, nothing outside, nothing overlapping."""

from __future__ import annotations

import dataclasses
from xml.etree import ElementTree as ET

import pytest

from goodoffices.brief._charts import Floors, FloorsPanel, Key, Ladder, Lane, Rung, Scale, Sway
from goodoffices.brief._charts import Tornado as TornadoChart
from goodoffices.brief._figures.floors import draw_floors
from goodoffices.brief._figures.ladder import WIDTH, draw_ladder
from goodoffices.brief._figures.tornado import NARROW, WIDE, draw_tornado
from goodoffices.brief._svg import text_width, wrapped

LONG = "Withdrawal in three phases to agreed lines NOW"


def root(drawing):
    return ET.fromstring(str(drawing))  # noqa: S314  # our own output


def words(drawing):
    return " ".join(node.text or "" for node in root(drawing).iter("text"))


def ladder(parties, options):
    lane = Lane(
        stated=0,
        best=options - 1,
        live=("yes", "maybe", *["no"] * (options - 2)),
        red=(*[""] * (options - 2), "stated", "absolute"),
        recorded=True,
    )
    rungs = tuple(Rung(f"{LONG} {k}", k > 2, k == 3, k == 1) for k in range(options))
    keys = tuple(Key(f"Party {k}", k) for k in range(parties))
    scale = Scale("issue-a", "Land", ordered=True, rungs=rungs, lanes=(lane,) * parties)
    return Ladder(keys, (scale,), "zone", "the most robust package")


@pytest.mark.parametrize("parties", [1, 2, 3, 4, 5, 8])
def test_a_ladder_of_eight_long_options_names_every_option_and_party(parties):
    ((_, drawing),) = draw_ladder(ladder(parties, 8))
    said = words(drawing)
    for k in range(8):
        assert str(k) in said
    assert said.count("Withdrawal") == 8
    assert "holds without agreement" in said
    if parties <= 5:
        assert all(f"Party {k}" in said for k in range(parties))


@pytest.mark.parametrize("parties", [1, 2, 3, 4, 5, 8])
def test_labels_of_a_ladder_do_not_overlap_and_stay_inside(parties):
    ((_, drawing),) = draw_ladder(ladder(parties, 8))
    boxes = []
    for node in root(drawing).iter("text"):
        kind = node.get("class") or ""
        size = 10.5 if "key" in kind else 10.0 if "aside" in kind else 12.0
        width = text_width(node.text or "", size) / 1.07
        x, y = float(node.get("x")), float(node.get("y"))
        left = x - width / 2 if node.get("text-anchor") == "middle" else x
        boxes.append((left, y - 0.75 * size, left + width, y + 0.2 * size))
    for left, _, right, _ in boxes:
        assert left >= -0.5
        assert right <= WIDTH + 0.5
    for k, a in enumerate(boxes):
        for b in boxes[k + 1 :]:
            apart = a[2] <= b[0] + 0.5 or b[2] <= a[0] + 0.5 or a[3] <= b[1] + 0.5
            assert apart or b[3] <= a[1] + 0.5


@pytest.mark.parametrize("names", [("إسرائيل", "مصر"), ("Україна", "Російська Федерація")])
def test_two_parties_have_their_names_in_full(names):
    chart = ladder(2, 3)
    keys = tuple(Key(name, k) for k, name in enumerate(names))
    ((_, drawing),) = draw_ladder(dataclasses.replace(chart, keys=keys))
    assert all(name in words(drawing) for name in names)


def test_a_party_without_a_position_has_a_dash():
    chart = ladder(1, 3)
    blank = Lane(None, None, ("no",) * 3, ("",) * 3, recorded=False)
    scale = Scale("issue-a", "Land", True, chart.scales[0].rungs, (blank,))
    ((_, drawing),) = draw_ladder(Ladder(chart.keys, (scale,), "admissible", ""))
    assert "–" in words(drawing)
    assert "bar" not in str(drawing)


def test_floors_show_each_package_with_its_number():
    panel = FloorsPanel(Key("North", 0), 0.4, (("Most robust", 0.55), ("Nash, Egalitarian", 0.3)))
    ((_, drawing),) = draw_floors(Floors((panel,)))
    said = words(drawing)
    assert "no agreement 0.40" in said
    assert "Most robust" in said
    assert "0.55" in said
    assert "0.30" in said


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_tornado_keeps_its_labels_inside(width):
    bars = (
        Sway("What North expects without agreement " * 3, 0.0, 1.0, "low 0 %", "high 100 %"),
        Sway("Whether a red line is meant", 0.4, 0.2, "not meant 40 %", "meant 20 %"),
    )
    drawing = draw_tornado(TornadoChart(0.37, "all draws: 37 %", bars), width)
    for node in root(drawing).iter("text"):
        length = text_width(node.text or "", 12.0) / 1.07
        x = float(node.get("x"))
        anchor = node.get("text-anchor")
        left = x - length if anchor == "end" else x - length / 2 if anchor == "middle" else x
        assert left >= -1
        assert left + length <= width + 1


def test_wrapping_breaks_long_words_and_says_what_it_cuts():
    lines = wrapped("x" * 400, 100, 12.0)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(text_width(line, 12.0) <= 100 for line in lines)
    assert wrapped("", 100, 12.0) == ("",)
    assert wrapped("a b", 100, 12.0) == ("a b",)
