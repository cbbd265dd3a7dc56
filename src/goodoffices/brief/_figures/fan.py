"""The fan: where the talks stand by date, as shares of runs stacked on each other.

A comprehensive agreement lies at the bottom and the ends without one at the top, so that the two
cumulative shares that a reader looks for are read from the two edges of the drawing.
"""

from __future__ import annotations

import datetime as dt

from goodoffices.brief._charts import Fan, FanBand, FanMark
from goodoffices.brief._figures.dated import HEIGHT, Place, grid, named, ticks
from goodoffices.brief._figures.tornado import WIDE
from goodoffices.brief._svg import Drawing, drawing, element, group, number, text_element

__all__ = ["draw_fan", "fan_legend"]

_STOREY = 16.0
_SIGN = 7.0


def draw_fan(chart: Fan, width: float) -> Drawing:
    """Return the drawing at a width."""
    beside = width >= WIDE
    left, right = 38.0, width - (214.0 if beside else 124.0)
    last = max(chart.days[-1], 1)

    def x(day: float) -> float:
        return left + (right - left) * day / last

    marks, top = _marks(chart.marks, x)
    bottom = top + HEIGHT

    def y(share: float) -> float:
        return bottom - HEIGHT * share

    name = "wide" if beside else "narrow"
    bands, middles = _bands(chart, x, y, name)
    lines = [
        element("line", x1=at, x2=at, y1=from_, y2=bottom, class_=f"moment {mark.kind}")
        for mark, at, from_ in marks
    ]
    signs = [_sign(mark.kind, n, at, up - _SIGN) for n, (mark, at, up) in enumerate(marks, 1)]
    parts = [
        _patterns(chart.bands, name),
        *bands,
        *grid(y, left, right),
        *lines,
        *signs,
        # Bands are stacked from the bottom up, and places are found from the top down.
        *named(
            [f"{band.label} {band.text}" for band in chart.bands][::-1],
            middles[::-1],
            right,
            width,
            top,
            bottom,
        ),
        *ticks(dt.date.fromisoformat(chart.first), last, x, bottom),
    ]
    return drawing(width, bottom + 32, chart.title, *parts, class_=f"figure fan {name}")


def fan_legend(chart: Fan) -> tuple[tuple[Drawing, str], ...]:
    """Return the numbered signs of dated rounds and events, with what they are."""
    return tuple((_sign(mark.kind, n, 10, 8), mark.label) for n, mark in enumerate(chart.marks, 1))


def _marks(
    marks: tuple[FanMark, ...], x: Place
) -> tuple[list[tuple[FanMark, float, float]], float]:
    """Return each mark with its place and the foot of its sign, and where the drawing begins.

    Signs that would touch stand in different storeys.
    """
    ends: list[float] = []
    storeys = []
    for mark in marks:
        at = x((mark.first + mark.last) / 2)
        free = (n for n, end in enumerate(ends) if at - end >= 2 * _SIGN + 2)
        storey = next(free, len(ends))
        ends[storey : storey + 1] = [at]
        storeys.append((mark, at, storey))
    top = _STOREY * len(ends) + 8
    return [(mark, at, top - 4 - _STOREY * storey) for mark, at, storey in storeys], top


def _sign(kind: str, n: int, x: float, y: float) -> Drawing:
    """Return the numbered sign of a round, a deadline or another event."""
    match kind:
        case "round":
            shape = element("rect", x=x - 6.5, y=y - 6.5, width=13, height=13, class_="stamp round")
        case "deadline":
            points = f"{number(x)},{number(y - 8)} {number(x + 8)},{number(y)} "
            points += f"{number(x)},{number(y + 8)} {number(x - 8)},{number(y)}"
            shape = element("polygon", points=points, class_="stamp")
        case _:
            shape = element("circle", cx=x, cy=y, r=7, class_="stamp")
    kind = "t stamp-number round" if kind == "round" else "t stamp-number"
    return group(shape, text_element(x, y + 3.2, str(n), anchor="middle", class_=kind))


def _bands(chart: Fan, x: Place, y: Place, name: str) -> tuple[list[Drawing], list[float]]:
    """Return the areas, and the middle of each on the last day."""
    days = chart.days if len(chart.days) > 1 else (0, 1)
    below = [0.0] * len(days)
    areas, middles = [], []
    for band in chart.bands:
        shares = band.shares if len(band.shares) > 1 else band.shares * 2
        above = [low + share for low, share in zip(below, shares, strict=True)]
        there = [f"{number(x(day))},{number(y(at))}" for day, at in zip(days, above, strict=True)]
        back = [f"{number(x(day))},{number(y(at))}" for day, at in zip(days, below, strict=True)]
        points = " ".join(there + back[::-1])
        paint = f"url(#fan-{name}-{band.state})" if band.state in _HATCHED else None
        areas.append(element("polygon", points=points, fill=paint, class_=f"stand {band.state}"))
        middles.append(y((below[-1] + above[-1]) / 2))
        below = above
    return areas, middles


_HATCHED = {
    "framework": "M0 3.5H7",
    "suspended": "M-1 8L8 -1M-1 1L1 -1M6 8L8 6",
    "collapsed": "M-1 -1L8 8M-1 8L8 -1",
}
"""What is drawn over the ground of some areas, on a tile of 7 by 7."""


def _patterns(bands: tuple[FanBand, ...], name: str) -> Drawing:
    tiles = [
        element(
            "pattern",
            element("rect", width=7, height=7, class_=f"ground {band.state}"),
            element("path", d=_HATCHED[band.state], class_=f"hatch {band.state}"),
            id=f"fan-{name}-{band.state}", width=7, height=7, patternUnits="userSpaceOnUse",
        )
        for band in bands
        if band.state in _HATCHED
    ]  # fmt: skip
    return element("defs", *tiles) if tiles else group()
