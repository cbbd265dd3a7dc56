"""The plan on the calendar: a bar for each act, and under them who is exposed when.

A bar runs from the day an act begins to the day it is finished. The whisker under it spans the
middle 80 per cent of draws of the day it is finished, its dotted tail the days it may slip. Under
the bars each party has a strip of what it gains by walking away: below the line it loses, above
it is exposed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from goodoffices.brief._charts import Bar, Gantt, Hand
from goodoffices.brief._figures.shapes import party_class, sign
from goodoffices.brief._svg import Drawing, drawing, element, group, text_element, wrapped
from goodoffices.brief._words.numbers import signed

__all__ = ["NARROW", "WIDE", "draw_gantt", "gantt_legend"]

WIDE = 760.0
NARROW = 356.0
"""Two layouts, since one scaled down would not be legible on a phone; a page shows one of them."""

_LINE = 14.0
_STRIP = 46.0
_SIZE = 12.0

X = Callable[[float], float]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def gantt_legend() -> tuple[tuple[Drawing, str], ...]:
    """Return what the marks of the figure mean."""
    return (
        (_box(solid=True), "on the critical path: its delay delays the whole"),
        (_box(solid=False), "can slip by the dotted tail"),
        (
            group(
                element("line", x1=2, x2=18, y1=8, y2=8, class_="floor"),
                element("line", x1=2, x2=2, y1=4, y2=12, class_="floor"),
                element("line", x1=18, x2=18, y1=4, y2=12, class_="floor"),
            ),
            "finished then in the middle 80 per cent of draws",
        ),
        (_weight(10, 8), "changes somebody’s hand"),
        (_diamond(10, 8), "deadline or window"),
    )


def draw_gantt(chart: Gantt, width: float) -> Drawing:
    """Return the drawing at a width."""
    beside = width >= WIDE
    left = 268.0 if beside else 0.0
    right = width - 6

    def x(day: float) -> float:
        return left + 8 + (right - left - 8) * min(max(day, 0), chart.days) / max(1, chart.days)

    top = 20.0
    rows: list[Drawing] = []
    for bar in chart.bars:
        drawn, top = _bar(bar, x, top, left, width)
        rows.append(drawn)
    marks: list[Drawing] = []
    places: list[tuple[float, float]] = []
    for label, day in chart.marks:
        lines = wrapped(label, (left - 16) if beside else width - 40, _SIZE, most=2)
        height = _LINE * len(lines) + 6
        middle = top + height / 2 if beside else top + 9
        aside = 0.0 if beside else min(x(day) + 10, width - 150)
        if beside:
            first = middle - _LINE * (len(lines) - 1) / 2 + 4
            marks += [text_element(0, first + _LINE * k, line) for k, line in enumerate(lines)]
            top += height
        else:
            (line,) = wrapped(label, width - aside - 4, 10.5, most=1)
            marks.append(text_element(aside, middle + 4, line, class_="t key"))
            top += 20
        marks.append(_diamond(x(day), middle))
        places.append((x(day), middle))
    plan = top
    strips: list[Drawing] = []
    span = _span(chart.hands)
    if chart.hands:
        top += 24
        strips.append(text_element(0, top - 6, "Gain by walking away", class_="t chosen"))
    for hand in chart.hands:
        drawn, top = _strip(hand, x, top, span, beside=beside)
        strips.append(drawn)
    grid = [
        element("line", x1=x(day), x2=x(day), y1=18, y2=top, class_="rule")
        for day, _ in _ticks(chart, beside)
    ]
    threads = [
        element("line", x1=at, x2=at, y1=18, y2=middle - 6, class_="thread")
        for at, middle in places
    ]
    heads = [
        text_element(x(day) + 2, 12, label, class_="t aside")
        for day, label in _ticks(chart, beside)
    ]
    base = element("line", x1=0, x2=width, y1=plan + 2, y2=plan + 2, class_="rule")
    title = f"{len(chart.bars)} acts on the calendar, and who gains by walking away when"
    kind = f"figure gantt {'wide' if beside else 'narrow'}"
    return drawing(
        width, top + 6, title, *grid, *threads, *heads, base, *rows, *marks, *strips, class_=kind
    )


def _bar(bar: Bar, x: X, top: float, left: float, width: float) -> tuple[Drawing, float]:
    beside = left > 0
    lines = wrapped(bar.label, (left - 26) if beside else width - 20, _SIZE)
    text = _LINE * len(lines)
    height = max(text + 12, 28.0) if beside else text + 28
    middle = top + height / 2 if beside else top + text + 10
    first = middle - text / 2 + 11 if beside else top + 11
    weight = "t chosen" if bar.critical else "t"
    parts = [
        text_element(14, first + _LINE * k, line, class_=weight) for k, line in enumerate(lines)
    ]
    if bar.weighs:
        parts.append(_weight(5, first - 4))
    start, end = x(bar.begins), max(x(bar.ends), x(bar.begins) + 2)
    if bar.latest > bar.ends:
        parts.append(element("line", x1=end, x2=x(bar.latest), y1=middle, y2=middle, class_="tail"))
    parts.append(
        element(
            "rect", x=start, y=middle - 5, width=end - start, height=10,
            class_="act critical" if bar.critical else "act",
        )
    )  # fmt: skip
    if bar.high > bar.low:
        # Under the bar, which it would otherwise cut or be lost in.
        under = middle + 9
        parts += [
            element("line", x1=x(bar.low), x2=x(bar.high), y1=under, y2=under, class_="floor"),
            *(
                element("line", x1=x(day), x2=x(day), y1=under - 3, y2=under + 3, class_="floor")
                for day in (bar.low, bar.high)
            ),
        ]
    return group(*parts), top + height


def _strip(
    hand: Hand, x: X, top: float, span: tuple[float, float], *, beside: bool
) -> tuple[Drawing, float]:
    low, high = span
    parts: list[Drawing] = []
    first, last = hand.points[0][1], hand.points[-1][1]
    numbers = f"{signed(first)} → {signed(last)}"
    if beside:
        parts.append(sign(hand.key.sign, 5, top + _STRIP / 2, 4, filled=True))
        (name,) = wrapped(hand.key.label, 150, _SIZE, most=1)
        parts.append(text_element(14, top + _STRIP / 2 + 4, name))
        parts.append(text_element(258, top + _STRIP / 2 + 4, numbers, anchor="end", class_="t key"))
    else:
        parts.append(sign(hand.key.sign, 5, top + 8, 4, filled=True))
        (label,) = wrapped(f"{hand.key.label}: {numbers}", 330, 10.5, most=1)
        parts.append(text_element(14, top + 12, label, class_="t key"))
        top += 16

    def y(value: float) -> float:
        return top + 6 + (_STRIP - 12) * (high - value) / (high - low)

    colour = party_class(hand.key.sign)
    parts += [
        element("line", x1=x(0), x2=x(hand.until), y1=y(0), y2=y(0), class_="floor"),
        text_element(x(hand.until) + 5, y(0) + 4, "0", class_="t aside"),
    ]
    corners: list[str] = []
    ends = [*(day for day, _ in hand.points[1:]), hand.until]
    for (day, value), end in zip(hand.points, ends, strict=True):
        corners += [f"{x(day):.1f},{y(value):.1f}", f"{x(end):.1f},{y(value):.1f}"]
        if value > 0 and end > day:
            parts.append(
                element(
                    "rect", x=x(day), y=y(value), width=x(end) - x(day), height=y(0) - y(value),
                    class_=f"{colour} bar yes",
                )
            )  # fmt: skip
    parts.append(element("polyline", points=" ".join(corners), class_=f"{colour} hand"))
    return group(*parts), top + _STRIP


def _span(hands: tuple[Hand, ...]) -> tuple[float, float]:
    values = [value for hand in hands for _, value in hand.points]
    low, high = min([-0.02, *values]), max([0.02, *values])
    return low, high


def _ticks(chart: Gantt, beside: bool) -> list[tuple[int, str]]:
    """Return first days of months, quarters or years, as many as there is room for."""
    most = 9 if beside else 5
    last = chart.first + dt.timedelta(days=chart.days)
    for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200):
        found = []
        count = chart.first.year * 12 + chart.first.month - 1
        count += -count % months
        while True:
            year, month = divmod(count, 12)
            if year > dt.MAXYEAR or (day := dt.date(year, month + 1, 1)) > last:
                break
            if day >= chart.first:
                label = str(year) if months >= 12 else f"{_MONTHS[month]} {year % 100:02d}"
                found.append(((day - chart.first).days, label))
            count += months
        room = chart.days * (0.1 if beside else 0.2)
        kept = [tick for tick in found if tick[0] <= chart.days - room / 2]
        if len(kept) <= most:
            return kept
    return []


def _box(*, solid: bool) -> Drawing:
    return element("rect", x=2, y=3, width=16, height=10, class_="act critical" if solid else "act")


def _weight(x: float, y: float) -> Drawing:
    """Return a pair of scales, so to speak: a small filled triangle."""
    points = f"{x - 4:.1f},{y + 3.5:.1f} {x + 4:.1f},{y + 3.5:.1f} {x:.1f},{y - 3.5:.1f}"
    return element("polygon", points=points, class_="pointer")


def _diamond(x: float, y: float) -> Drawing:
    points = f"{x:.1f},{y - 5:.1f} {x + 5:.1f},{y:.1f} {x:.1f},{y + 5:.1f} {x - 5:.1f},{y:.1f}"
    return element("polygon", points=points, class_="window")
