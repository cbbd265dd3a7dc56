"""The tornado: how far single uncertain numbers move a share, such as that of a zone."""

from __future__ import annotations

from collections.abc import Callable

from goodoffices.brief._charts import Sway, Tornado
from goodoffices.brief._svg import (
    Drawing,
    drawing,
    element,
    group,
    text_element,
    text_width,
    wrapped,
)

__all__ = ["NARROW", "WIDE", "draw_tornado"]

WIDE = 720.0
NARROW = 356.0
"""Two layouts, since one scaled down would not be legible on a phone; a page shows one of them."""

_LINE = 14.0


def draw_tornado(chart: Tornado, width: float) -> Drawing:
    """Return the drawing at a width."""
    beside = width >= WIDE
    left = 330.0 if beside else 0.0
    ends = [text for bar in chart.bars for text in (bar.low_text, bar.high_text)]
    room = 12 + max(text_width(text, 10.5) for text in ends)
    span = (left + room, width - room)
    top = 24.0
    parts: list[Drawing] = []

    def x(value: float) -> float:
        return span[0] + (span[1] - span[0]) * value / chart.most

    centre = x(chart.centre)
    for bar in chart.bars:
        lines = wrapped(bar.label, (left - 16) if beside else width, 12.0)
        text_height = _LINE * len(lines)
        height = max(text_height + 10, 28.0) if beside else text_height + 30
        middle = top + height / 2 if beside else top + text_height + 14
        first = middle - text_height / 2 + 11 if beside else top + 11
        parts += [text_element(0, first + _LINE * k, line) for k, line in enumerate(lines)]
        # Beside the labels the line runs through; under them it must not strike them out.
        up, down = (top, top + height) if beside else (middle - 8, middle + 8)
        parts.append(element("line", x1=centre, x2=centre, y1=up, y2=down, class_="floor"))
        parts.append(_bar(bar, x, middle))
        top += height
    half = 4.0 * len(chart.centre_text)
    place = min(max(centre, half), width - half)
    head = text_element(place, 13, chart.centre_text, anchor="middle", class_="t key")
    foot = [
        text_element(x(value), top + 14, f"{value:.0%}", anchor="middle", class_="t aside")
        for value in (0.0, chart.most / 2, chart.most)
    ]
    axis = element("line", x1=x(0), x2=x(chart.most), y1=top + 2, y2=top + 2, class_="rule")
    title = f"{chart.title}, by {len(chart.bars)} uncertain numbers"
    kind = "figure tornado wide" if beside else "figure tornado narrow"
    return drawing(width, top + 20, title, axis, *parts, head, *foot, class_=kind)


def _bar(bar: Sway, x: Callable[[float], float], y: float) -> Drawing:
    low, high = x(bar.low), x(bar.high)
    ends = sorted(((low, bar.low_text, "hollow"), (high, bar.high_text, "solid")))
    (first, first_text, first_kind), (last, last_text, last_kind) = ends
    return group(
        element("rect", x=first, y=y - 4, width=last - first, height=8, class_="sway"),
        element("circle", cx=first, cy=y, r=4.5, class_=f"end {first_kind}"),
        element("circle", cx=last, cy=y, r=4.5, class_=f"end {last_kind}"),
        text_element(first - 8, y + 4, first_text, anchor="end", class_="t key"),
        text_element(last + 8, y + 4, last_text, class_="t key"),
    )
