"""Shares with intervals: a dot, a bar, a thin line for bounds, and a mark to compare."""

from __future__ import annotations

from goodoffices.brief._charts import Range, Ranges, RangesPanel
from goodoffices.brief._figures.shapes import sign
from goodoffices.brief._svg import Drawing, drawing, element, group, text_element, wrapped

__all__ = ["draw_ranges", "ranges_legend"]

_WIDE = 720.0
_NARROW = 356.0
_LINE = 14.0
_STEP = 15.0
"""Height of one range; several in a row stand under each other."""


def draw_ranges(chart: Ranges) -> tuple[tuple[RangesPanel, Drawing], ...]:
    """Return a drawing for each panel, in two layouts where it may be wide."""
    if not chart.wide:
        return tuple((panel, _panel(panel, _NARROW, "figure ranges")) for panel in chart.panels)
    return tuple(
        (
            panel,
            _panel(panel, _WIDE, "figure ranges wide")
            + _panel(panel, _NARROW, "figure ranges narrow"),
        )
        for panel in chart.panels
    )


def _panel(panel: RangesPanel, width: float, kind: str) -> Drawing:
    left = 300.0 if width >= _WIDE else 118.0
    right = width - 40.0

    def x(value: float) -> float:
        return left + (right - left) * value

    parts: list[Drawing] = []
    top = 6.0
    for row in panel.rows:
        # In a narrow drawing a label takes more lines: one cut short tells no class apart.
        lines = wrapped(row.label, left - 14, 12.0, most=3 if width >= _WIDE else 8)
        height = max(_LINE * len(lines), _STEP * len(row.ranges)) + 8
        middle = top + height / 2
        first = middle - _LINE * (len(lines) - 1) / 2 + 4
        parts += [text_element(0, first + _LINE * k, line) for k, line in enumerate(lines)]
        parts.append(element("line", x1=0, x2=width, y1=top + height, y2=top + height,
                             class_="rule"))  # fmt: skip
        if row.tick is not None:
            at = x(row.tick)
            parts.append(
                element("line", x1=at, x2=at, y1=top + 3, y2=top + height - 3, class_="floor")
            )
        begin = middle - _STEP * (len(row.ranges) - 1) / 2
        for k, entry in enumerate(row.ranges):
            y = begin + _STEP * k
            parts.append(_range(entry, x(entry.low), x(entry.high), x(entry.value), y,
                                None if entry.outer is None else
                                (x(entry.outer[0]), x(entry.outer[1]))))  # fmt: skip
            label = f"{100 * entry.value:.0f}\u202f%"
            parts.append(text_element(width, y + 4, label, anchor="end", class_="t figure-number"))
        top += height
    scale = [
        text_element(x(value), top + 14, f"{value:.0%}".replace("%", "\u202f%"),
                     anchor="middle", class_="t aside")
        for value in (0.0, 0.5, 1.0)
    ]  # fmt: skip
    title = f"{panel.title or 'Shares'}: {len(panel.rows)} rows, each with its interval"
    return drawing(width, top + 20, title, *parts, *scale, class_=kind)


def _range(
    entry: Range, low: float, high: float, at: float, y: float, outer: tuple[float, float] | None
) -> Drawing:  # fmt: skip
    parts = []
    if outer is not None:
        parts.append(element("line", x1=outer[0], x2=outer[1], y1=y, y2=y, class_="outer"))
    parts += [
        element("rect", x=low, y=y - 3, width=max(1.0, high - low), height=6, class_="sway"),
        sign(entry.series + 1, at, y, 4.6, filled=True),
    ]
    return group(*parts)


def ranges_legend(chart: Ranges) -> tuple[tuple[Drawing, str], ...]:
    """Return small drawings with what they mean."""
    entries: list[tuple[Drawing, str]] = [
        (sign(k + 1, 10, 8, 4.6, filled=True), name) for k, name in enumerate(chart.series)
    ]
    entries.append((element("rect", x=1, y=5, width=18, height=6, class_="sway"), chart.bar))
    if chart.outer:
        entries.append((element("line", x1=0, x2=20, y1=8, y2=8, class_="outer"), chart.outer))
    if chart.tick:
        entries.append((element("line", x1=10, x2=10, y1=1, y2=15, class_="floor"), chart.tick))
    return tuple(entries)
