"""Courses: one share by date in several versions, as lines on top of each other with their errors.

Lines differ by dash, by the sign at their end and along them, and by colour, so that no one of
these is needed; each has its name at its end.
"""

from __future__ import annotations

import datetime as dt

from goodoffices.brief._charts import Course, Courses
from goodoffices.brief._figures.dated import HEIGHT, Place, column, grid, named, ticks
from goodoffices.brief._figures.shapes import party_class, sign
from goodoffices.brief._figures.tornado import WIDE
from goodoffices.brief._svg import Drawing, drawing, element, number

__all__ = ["draw_courses"]

_TOP = 8.0
_DASHES = (None, "7 3", "2 3", "10 3 2 3", "5 2 1 2 1 2", "14 4")
"""Together with eight signs these tell many lines apart."""
_SIGNS = 4
"""Signs along a line, that at its end included."""


def draw_courses(chart: Courses, width: float) -> Drawing:
    """Return the drawing at a width."""
    beside = width >= WIDE
    left, right = 38.0, width - (214.0 if beside else 124.0)
    many = len(chart.courses)
    height = max(HEIGHT, many * column(1))
    bottom = _TOP + height
    last = max(chart.days, 1)

    def x(day: float) -> float:
        return left + (right - left) * day / last

    def y(share: float) -> float:
        return bottom - height * share / chart.most

    # The first is drawn last, on top of those that are compared with it.
    drawn = [(k, course) for k, course in enumerate(chart.courses)][::-1]
    ends = sorted((y(course.shares[-1]), k, course) for k, course in enumerate(chart.courses))
    parts = [
        *grid(y, left, right, chart.most),
        *(_reach(k, course, x, y) for k, course in drawn),
        *(part for k, course in drawn for part in _line(k, course, x, y)),
        # The share first: of a name that is too long the end is cut.
        *named([f"{course.text} {course.label}" for _, _, course in ends],
               [at for at, _, _ in ends], right + 4, width, _TOP, bottom,
               most=max(n for n in (1, 2, 3) if n == 1 or many * column(n) <= height),
               signed=lambda n, at, up: _sign(ends[n][1], at, up)),
        *ticks(dt.date.fromisoformat(chart.first), last, x, bottom),
    ]  # fmt: skip
    kind = f"figure courses {'wide' if beside else 'narrow'}"
    return drawing(width, bottom + 32, chart.title, *parts, class_=kind)


def _reach(k: int, course: Course, x: Place, y: Place) -> Drawing:
    """Return the area between the ends of the interval of each day."""
    there = [_point(x(day), y(at)) for day, at in zip(course.days, course.high, strict=True)]
    back = [_point(x(day), y(at)) for day, at in zip(course.days, course.low, strict=True)]
    return element("polygon", points=" ".join(there + back[::-1]), class_=f"reach {_colour(k)}")


def _line(k: int, course: Course, x: Place, y: Place) -> list[Drawing]:
    places = [(x(day), y(at)) for day, at in zip(course.days, course.shares, strict=True)]
    dash = _DASHES[k % len(_DASHES)]
    points = " ".join(_point(*place) for place in places)
    line = element("polyline", points=points, stroke_dasharray=dash, class_=f"hand {_colour(k)}")
    # Signs of lines that lie on each other stand beside each other.
    step = max(1, len(places) // _SIGNS)
    marked = {*range(len(places) - 1 - k % step, 0, -step), len(places) - 1}
    chosen = [places[n] for n in sorted(marked)]
    return [line, *(_sign(k, at, up) for at, up in chosen)]


def _sign(k: int, x: float, y: float) -> Drawing:
    """Return the sign of a line; that of the first alone is filled."""
    return sign(k + 1, x, y, 4.2, filled=k == 0)


def _colour(k: int) -> str:
    """Return the colour class of a line, that of its sign."""
    return party_class(k + 1)


def _point(x: float, y: float) -> str:
    return f"{number(x)},{number(y)}"
