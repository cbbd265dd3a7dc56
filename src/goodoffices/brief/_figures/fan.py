"""The fan: where the talks stand by date, as shares of runs stacked on each other.

A comprehensive agreement lies at the bottom and the ends without one at the top, so that the two
cumulative shares that a reader looks for are read from the two edges of the drawing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise

from goodoffices.brief._charts import Fan, FanBand, FanMark
from goodoffices.brief._figures.tornado import WIDE
from goodoffices.brief._svg import (
    Drawing,
    drawing,
    element,
    group,
    number,
    text_element,
    text_width,
    wrapped,
)
from goodoffices.brief._words.numbers import NARROW
from goodoffices.brief._words.numbers import day as written

__all__ = ["draw_fan", "fan_legend", "spread"]

_HEIGHT = 236.0
_LINE = 14.0
_STOREY = 16.0
_SIGN = 7.0
_GAP = 3.0
_EVERY = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two ticks."""

Place = Callable[[float], float]


def draw_fan(chart: Fan, width: float) -> Drawing:
    """Return the drawing at a width."""
    beside = width >= WIDE
    left, right = 38.0, width - (214.0 if beside else 124.0)
    last = max(chart.days[-1], 1)

    def x(day: float) -> float:
        return left + (right - left) * day / last

    marks, top = _marks(chart.marks, x)
    bottom = top + _HEIGHT

    def y(share: float) -> float:
        return bottom - _HEIGHT * share

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
        *_grid(y, left, right),
        *lines,
        *signs,
        *_labels(chart.bands, middles, right, width, top, bottom),
        *_ticks(dt.date.fromisoformat(chart.first), last, x, bottom),
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


def _grid(y: Place, left: float, right: float) -> list[Drawing]:
    parts = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        at = y(share)
        parts.append(element("line", x1=left, x2=right, y1=at, y2=at, class_="grid"))
        label = f"{share:.0%}"
        parts.append(text_element(left - 5, at + 3.5, label, anchor="end", class_="t aside"))
    return parts


def _labels(
    bands: tuple[FanBand, ...],
    middles: Sequence[float],
    right: float,
    width: float,
    top: float,
    bottom: float,
) -> list[Drawing]:
    """Return names and shares beside the areas, each joined to the middle of its own."""
    room = width - right - 22
    lines = [_label(band, room) for band in bands]
    heights = [_LINE * len(line) for line in lines]
    # Bands are stacked from the bottom up, and places are found from the top down.
    centres = spread(middles[::-1], heights[::-1], top, bottom)[::-1]
    parts = []
    for line, height, middle, centre in zip(lines, heights, middles, centres, strict=True):
        path = f"M{number(right + 2)} {number(middle)}L{number(right + 17)} {number(centre)}"
        parts.append(element("path", d=path, class_="leader"))
        first = centre - height / 2 + 11
        parts += [text_element(right + 21, first + _LINE * k, text) for k, text in enumerate(line)]
    return parts


def _label(band: FanBand, room: float) -> tuple[str, ...]:
    """Return a name and its share in lines; a number is not parted from its per cent sign."""
    whole = f"{band.label} {band.text.replace(NARROW, '')}"
    return tuple(line.replace("%", f"{NARROW}%") for line in wrapped(whole, room, 12.0))


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Return places for labels in a column, as near as need be to where they are wanted.

    Parameters
    ----------
    wanted
        The middles, from the top down.
    heights
        Of the labels.
    low, high
        Ends of the column; exceeded only where the labels do not fit in it.
    """
    tops: list[float] = []
    edge = low
    for middle, height in zip(wanted, heights, strict=True):
        tops.append(max(edge, middle - height / 2))
        edge = tops[-1] + height + _GAP
    edge = max(high, low + sum(heights) + _GAP * (len(heights) - 1))
    for k in reversed(range(len(tops))):
        tops[k] = min(tops[k], edge - heights[k])
        edge = tops[k] - _GAP
    return [at + height / 2 for at, height in zip(tops, heights, strict=True)]


def _ticks(first: dt.date, last: int, x: Place, bottom: float) -> list[Drawing]:
    """Return the months, as many of them as there is room for; the two ends of a short time."""
    until = first + dt.timedelta(days=last)
    starts = [
        dt.date(year, of, 1)
        for year in range(first.year, until.year + 1)
        for of in range(1, 13)
        if first <= dt.date(year, of, 1) <= until
    ]
    parts = [element("line", x1=x(0), x2=x(last), y1=bottom, y2=bottom, class_="axis")]
    if len(starts) < 2:
        for day, anchor in ((first, "start"), (until, "end")):
            text = f"{day.day} {_month(day)} {day.year}"
            at = x((day - first).days)
            parts.append(text_element(at, bottom + 15, text, anchor=anchor, class_="t key"))
        return parts
    places = {start: x((start - first).days) for start in starts}
    every = next((k for k in _EVERY if _apart(places, k)), _EVERY[-1])
    chosen = [start for start in starts if (start.month - 1 + 12 * start.year) % every == 0]
    parts += [
        element("line", x1=at, x2=at, y1=bottom, y2=bottom + 4, class_="axis")
        for at in places.values()
    ]
    year = 0
    for start in chosen:
        at = places[start]
        parts.append(text_element(at, bottom + 15, _month(start), anchor="middle", class_="t key"))
        if start.year != year:
            year = start.year
            parts.append(
                text_element(at, bottom + 28, str(year), anchor="middle", class_="t aside")
            )
    return parts


def _apart(places: dict[dt.date, float], every: int) -> bool:
    chosen = [at for day, at in places.items() if (day.month - 1 + 12 * day.year) % every == 0]
    return all(b - a >= text_width("Mmm", 10.5) + 4 for a, b in pairwise(chosen))


def _month(day: dt.date) -> str:
    return written(day).split()[1][:3]
