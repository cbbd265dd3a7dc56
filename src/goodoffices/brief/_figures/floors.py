"""Utilities against no-agreement floors: a dot plot for each party."""

from __future__ import annotations

from goodoffices.brief._charts import Floors, FloorsPanel
from goodoffices.brief._figures.shapes import party_class, sign
from goodoffices.brief._svg import Drawing, drawing, element, text_element, wrapped
from goodoffices.brief._words.numbers import utility

__all__ = ["draw_floors"]

_WIDTH = 356.0
_LEFT = 128.0
_RIGHT = 318.0
_LINE = 14.0


def draw_floors(chart: Floors) -> tuple[tuple[FloorsPanel, Drawing], ...]:
    """Return a drawing for each party."""
    values = [
        value for panel in chart.panels
        for value in (panel.floor, *(value for _, value in panel.points))
    ]  # fmt: skip
    low, high = min(0.0, *values), max(1.0, *values)
    return tuple((panel, _panel(panel, low, high)) for panel in chart.panels)


def _panel(panel: FloorsPanel, low: float, high: float) -> Drawing:
    def x(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (value - low) / (high - low)

    parts: list[Drawing] = []
    top = 26.0
    rows = []
    for name, value in panel.points:
        lines = wrapped(name, _LEFT - 14, 12.0)
        height = _LINE * len(lines) + 8
        rows.append((lines, value, top, height))
        top += height
    floor = x(panel.floor)
    parts.append(
        element("rect", x=x(low), y=22, width=floor - x(low), height=top - 22, class_="worse")
    )
    anchor = "start" if floor < _LEFT + 60 else "end" if floor > _RIGHT - 40 else "middle"
    label = f"no agreement {utility(panel.floor)}"
    parts.append(text_element(floor, 14, label, anchor=anchor, class_="t key"))
    for lines, value, row, height in rows:
        middle = row + height / 2
        first = middle - _LINE * (len(lines) - 1) / 2 + 4
        parts += [text_element(0, first + _LINE * k, line) for k, line in enumerate(lines)]
        parts.append(element("line", x1=x(low), x2=x(high), y1=middle, y2=middle, class_="rule"))
        parts.append(
            element(
                "line", x1=floor, x2=x(value), y1=middle, y2=middle,
                class_=f"{party_class(panel.key.sign)} gain",
            )
        )  # fmt: skip
        parts.append(sign(panel.key.sign, x(value), middle, 5, filled=value >= panel.floor))
        parts.append(
            text_element(_WIDTH, middle + 4, utility(value), anchor="end", class_="t figure-number")
        )
    parts.append(element("line", x1=floor, x2=floor, y1=19, y2=top, class_="floor"))
    for value in (0.0, 0.5, 1.0):
        parts.append(
            text_element(x(value), top + 13, f"{value:g}", anchor="middle", class_="t aside")
        )
    title = f"{panel.key.label}: utility of {len(rows)} packages against no agreement"
    return drawing(_WIDTH, top + 18, title, *parts, class_="figure floors")
