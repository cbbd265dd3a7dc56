"""Charts drawn as SVG: one module a kind of chart."""

from __future__ import annotations

from goodoffices.brief._charts import (
    Chart,
    Courses,
    Fan,
    Floors,
    Gantt,
    Ladder,
    Ranges,
    Reliability,
    Tornado,
    Waits,
)
from goodoffices.brief._figures.courses import draw_courses
from goodoffices.brief._figures.fan import draw_fan, fan_legend
from goodoffices.brief._figures.floors import draw_floors
from goodoffices.brief._figures.gantt import NARROW as SLIM
from goodoffices.brief._figures.gantt import WIDE as BROAD
from goodoffices.brief._figures.gantt import draw_gantt, gantt_legend
from goodoffices.brief._figures.ladder import draw_ladder, ladder_legend
from goodoffices.brief._figures.ranges import draw_ranges, ranges_legend
from goodoffices.brief._figures.reliability import draw_reliability, reliability_legend
from goodoffices.brief._figures.tornado import NARROW, WIDE, draw_tornado
from goodoffices.brief._figures.waits import NARROW as THIN
from goodoffices.brief._figures.waits import WIDE as LARGE
from goodoffices.brief._figures.waits import draw_waits, waits_legend
from goodoffices.brief._svg import Drawing

__all__ = ["parts_of"]


def parts_of(
    chart: Chart,
) -> tuple[tuple[tuple[Drawing, str], ...], tuple[tuple[str, str, Drawing], ...]]:
    """Return the legend of a chart, and its drawings as (anchor, title, drawing)."""
    match chart:
        case Ladder():
            drawings = tuple(
                (scale.anchor, scale.title, drawn) for scale, drawn in draw_ladder(chart)
            )
            return ladder_legend(chart), drawings
        case Floors():
            return (), tuple(("", panel.key.label, drawn) for panel, drawn in draw_floors(chart))
        case Ranges():
            panels = tuple(("", panel.title, drawn) for panel, drawn in draw_ranges(chart))
            return ranges_legend(chart), panels
        case Tornado():
            both = draw_tornado(chart, WIDE) + draw_tornado(chart, NARROW)
            return (), (("", "", both),)
        case Fan():
            both = draw_fan(chart, WIDE) + draw_fan(chart, NARROW)
            return fan_legend(chart), (("", "", both),)
        case Courses():
            both = draw_courses(chart, WIDE) + draw_courses(chart, NARROW)
            return (), (("", "", both),)
        case Gantt():
            both = draw_gantt(chart, BROAD) + draw_gantt(chart, SLIM)
            return gantt_legend(), (("", "", both),)
        case Reliability():
            return reliability_legend(), (("", "", draw_reliability(chart)),)
        case Waits():
            both = draw_waits(chart, LARGE) + draw_waits(chart, THIN)
            return waits_legend(chart), (("", "", both),)
