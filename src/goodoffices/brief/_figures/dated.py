"""What figures by date share: months along the foot, the scale of shares, names at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise

from goodoffices.brief._svg import (
    Drawing,
    element,
    number,
    text_element,
    text_width,
    wrapped,
)
from goodoffices.brief._words.numbers import NARROW
from goodoffices.brief._words.numbers import day as written

__all__ = ["HEIGHT", "Place", "column", "grid", "named", "spread", "ticks"]

HEIGHT = 236.0
"""Of the scale of shares."""
_LINE = 14.0
_GAP = 3.0
_EVERY = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two ticks."""

Place = Callable[[float], float]
"""Where a day or a share lies in a drawing."""


def grid(y: Place, left: float, right: float, most: float = 1.0) -> list[Drawing]:
    """Return the lines of the scale of shares, from none to `most`, with their names."""
    parts = []
    for share in (0.0, most / 4, most / 2, 3 * most / 4, most):
        at = y(share)
        parts.append(element("line", x1=left, x2=right, y1=at, y2=at, class_="grid"))
        label = f"{100 * share:g}%"
        parts.append(text_element(left - 5, at + 3.5, label, anchor="end", class_="t aside"))
    return parts


def column(lines: int) -> float:
    """Return the height that a label of so many lines takes in a column."""
    return _LINE * lines + _GAP


def named(
    labels: Sequence[str],
    middles: Sequence[float],
    right: float,
    width: float,
    top: float,
    bottom: float,
    *,
    most: int = 3,
    signed: Callable[[int, float, float], Drawing] | None = None,
) -> list[Drawing]:
    """Return names and shares in a column beside the drawing, each joined to its place.

    Parameters
    ----------
    labels
        From the top down.
    middles
        Where each belongs.
    right, width
        Where the drawing ends, and the page.
    top, bottom
        Ends of the column.
    most
        Lines of a label; what is longer is cut short.
    signed
        Draws the sign of a label, by its place among them, at a point; None for no signs.
    """
    begin = right + 21 + (12 if signed is not None else 0)
    room = width - begin - 1
    lines = [_lines(label, room, most) for label in labels]
    heights = [_LINE * len(line) for line in lines]
    centres = spread(middles, heights, top, bottom)
    parts = []
    for n, (line, height) in enumerate(zip(lines, heights, strict=True)):
        middle, centre = middles[n], centres[n]
        path = f"M{number(right + 2)} {number(middle)}L{number(right + 17)} {number(centre)}"
        parts.append(element("path", d=path, class_="leader"))
        first = centre - height / 2 + 11
        parts += [text_element(begin, first + _LINE * k, text) for k, text in enumerate(line)]
        if signed is not None:
            parts.append(signed(n, right + 24, centre))
    return parts


def _lines(label: str, room: float, most: int) -> tuple[str, ...]:
    """Return a label in lines; a number is not parted from its per cent sign."""
    lines = wrapped(label.replace(f"{NARROW}%", "%"), room, 12.0, most=most)
    return tuple(line.replace("%", f"{NARROW}%") for line in lines)


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


def ticks(first: dt.date, last: int, x: Place, bottom: float) -> list[Drawing]:
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
