"""The issue ladder: options as rungs, parties as columns, one small drawing an issue.

Rungs run from top to bottom rather than from left to right, so that names of options are written
out beside them at full size on a screen, a phone and paper alike, and a party's column shows what
it wants, could live with and refuses as one shape.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.brief._charts import Key, Ladder, Lane, Rung, Scale
from goodoffices.brief._figures.shapes import cross, party_class, sign
from goodoffices.brief._svg import (
    Drawing,
    drawing,
    element,
    group,
    text_element,
    text_width,
    wrapped,
)

__all__ = ["WIDTH", "draw_ladder", "ladder_legend"]

WIDTH = 356.0
"""Width of one drawing in CSS pixels: the narrowest phone's column, never scaled up."""

_LINE = 14.0
_SIZE = 12.0
_PAD = 5.0
_GUTTER = 14.0


@dataclass(frozen=True, slots=True)
class _Row:
    rung: Rung
    lines: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def draw_ladder(chart: Ladder) -> tuple[tuple[Scale, Drawing], ...]:
    """Return a drawing for each issue."""
    return tuple((scale, _scale(chart, scale)) for scale in chart.scales)


def _column(chart: Ladder) -> float:
    return max(22.0, min(44.0, 176.0 / max(1, len(chart.keys))))


def _scale(chart: Ladder, scale: Scale) -> Drawing:
    column = _column(chart)
    names = WIDTH - column * len(chart.keys)
    head = _head(chart.keys, names, column)
    rows: list[_Row] = []
    top = 34.0
    for rung in scale.rungs:
        lines = wrapped(rung.label, names - _GUTTER - 10, _SIZE)
        height = _LINE * (len(lines) + rung.without_agreement) + 2 * _PAD
        rows.append(_Row(rung, lines, top, height))
        top += height
    centres = [names + column * (k + 0.5) for k in range(len(chart.keys))]
    columns = [
        _lane(rows, lane, key, x, ordered=scale.ordered)
        for lane, key, x in zip(scale.lanes, chart.keys, centres, strict=True)
    ]
    bands = [_band(row, chart) for row in rows if row.rung.in_band]
    labels = [_label(row) for row in rows]
    rules = [
        element("line", x1=0, x2=WIDTH, y1=y, y2=y, class_="rule")
        for y in [rows[0].top, *(row.top + row.height for row in rows)]
    ]
    title = f"{scale.title}: the positions of the parties on {len(rows)} options"
    return drawing(
        WIDTH, top + 1, title, *bands, *rules, head, *labels, *columns, class_="figure scale"
    )


def _head(keys: tuple[Key, ...], left: float, column: float) -> Drawing:
    """Return signs and short names over the columns, in two storeys so that names have room.

    The last name stands in the upper storey and the others take turns.  A name may be as wide as
    the space between its neighbours' stems; the first of each storey may run over the names of
    options, where nothing else stands, and the last in the upper storey to the edge.
    """
    parts = []
    last = len(keys) - 1
    for k, key in enumerate(keys):
        x = left + column * (k + 0.5)
        upper = last > 0 and (last - k) % 2 == 0
        storey = 9.0 if upper else 22.0
        first = k == 0 or (upper and k == 1)
        low = 0.0 if first else x - column + 3
        high = WIDTH if k == last else x + column - 3
        (name,) = wrapped(key.label, high - low - 12, 10.5, most=1)
        width = text_width(name, 10.5) + 12
        start = min(max(x - width / 2, low), high - width)
        parts.append(sign(key.sign, start + 4, storey - 3.5, 3.6, filled=True))
        parts.append(text_element(start + 11, storey, name, class_="t key"))
        parts.append(element("line", x1=x, x2=x, y1=storey + 3, y2=34, class_="stem"))
    return group(*parts)


def _band(row: _Row, chart: Ladder) -> Drawing:
    return element(
        "rect", x=0, y=row.top, width=WIDTH, height=row.height, class_=f"band {chart.band}"
    )


def _label(row: _Row) -> Drawing:
    rung = row.rung
    y = row.top + _PAD + 10.5
    kind = "t chosen" if rung.in_package else "t"
    parts = [
        text_element(_GUTTER, y + _LINE * k, line, class_=kind) for k, line in enumerate(row.lines)
    ]
    if rung.without_agreement:
        y_note = y + _LINE * len(row.lines) - 1
        parts.append(text_element(_GUTTER, y_note, "holds without agreement", class_="t aside"))
    if rung.in_package:
        points = f"2,{y - 9:.1f} 10,{y - 4:.1f} 2,{y + 1:.1f}"
        parts.append(element("polygon", points=points, class_="pointer"))
    return group(*parts)


def _lane(rows: list[_Row], lane: Lane, key: Key, x: float, *, ordered: bool) -> Drawing:
    if not lane.recorded:
        middle = rows[len(rows) // 2].middle
        return text_element(x, middle + 4, "–", anchor="middle", class_="t aside")
    colour = party_class(key.sign)
    parts = []
    gap = 0.0 if ordered else 3.0
    for row, live in zip(rows, lane.live, strict=True):
        if live != "no":
            parts.append(
                element(
                    "rect", x=x - 4, y=row.top + gap, width=8, height=row.height - 2 * gap,
                    class_=f"{colour} bar {live}",
                )
            )  # fmt: skip
    for row, red in zip(rows, lane.red, strict=True):
        if red:
            parts.append(cross(key.sign, x, row.middle, 6, solid=red == "absolute"))
    if lane.best is not None:
        parts.append(sign(key.sign, x, rows[lane.best].middle, 5, filled=True))
    if lane.stated is not None:
        same = lane.stated == lane.best
        y = rows[lane.stated].middle
        if same:
            parts.append(_ring(key.sign, x, y))
        else:
            parts.append(sign(key.sign, x, y, 5.5, filled=False))
    return group(*parts)


def _ring(index: int, x: float, y: float) -> Drawing:
    """Return the ring that says that what is asked for is what is believed best."""
    return element("circle", cx=x, cy=y, r=9, class_=f"{party_class(index)} ring")


def ladder_legend(chart: Ladder) -> tuple[tuple[Drawing, str], ...]:
    """Return small drawings with what they mean."""
    band = (
        "option that occurs in the zone" if chart.band == "zone" else "option no red line rules out"
    )
    entries: list[tuple[Drawing, str]] = [
        (sign(0, 10, 8, 5.5, filled=False), "what it asks for"),
        (sign(0, 10, 8, 5, filled=True), "what it is believed to like best"),
        (
            group(sign(0, 10, 8, 4.4, filled=True), element("circle", cx=10, cy=8, r=7.4,
                                                           class_="p0 ring")),
            "both at once",
        ),
        (element("rect", x=6, y=0, width=8, height=16, class_="p0 bar yes"), "could live with"),
        (element("rect", x=6, y=0, width=8, height=16, class_="p0 bar maybe"), "might live with"),
        (cross(0, 10, 8, 6, solid=True), "absolute red line"),
        (cross(0, 10, 8, 6, solid=False), "stated red line"),
        (element("rect", x=0, y=1, width=20, height=14, class_=f"band {chart.band}"), band),
        (text_element(10, 12, "–", anchor="middle", class_="t aside"), "no position recorded"),
    ]  # fmt: skip
    if chart.package:
        pointer = element("polygon", points="6,3 14,8 6,13", class_="pointer")
        entries.append((pointer, f"in {chart.package}"))
    return tuple(entries)
