"""What waits for what: the acts one below the other, and an arc from each to what waits for it.

Read from above to below as an order, an arc that leads down is a wait that the order keeps, and one
that leads up is one that it does not; a circle of waits always has one that leads up.
"""

from __future__ import annotations

from goodoffices.brief._charts import Arc, Waits
from goodoffices.brief._figures.shapes import party_class, sign
from goodoffices.brief._svg import Drawing, drawing, element, group, text_element, wrapped

__all__ = ["NARROW", "WIDE", "draw_waits", "waits_legend"]

WIDE = 640.0
NARROW = 356.0
"""Two layouts, since one scaled down would not be legible on a phone; a page shows one of them."""

_LINE = 14.0
_SIZE = 12.0
_PORT = 4.0
"""How far above or below the middle of a row an arc begins and ends, so that two do not meet."""


def waits_legend(chart: Waits) -> tuple[tuple[Drawing, str], ...]:
    """Return what the marks of the figure mean."""
    keys = {arc.key: None for arc in chart.arcs if arc.key is not None}
    parties = tuple(
        (sign(key.sign, 8, 8, 5, filled=True), f"a condition of {key.label}") for key in keys
    )
    kinds: list[tuple[Drawing, str]] = []
    if any(arc.key is None for arc in chart.arcs):
        kinds.append((_sample("wait nature"), "lies in the nature of things"))
    if chart.ordered and not all(arc.kept for arc in chart.arcs):
        kinds.append((_sample("wait unkept"), "not kept: what waits comes first"))
    return (*parties, *kinds)


def draw_waits(chart: Waits, width: float) -> Drawing:
    """Return the drawing at a width."""
    wide = width >= WIDE
    left = 380.0 if wide else 216.0
    middles: list[float] = []
    rows: list[Drawing] = []
    top = 4.0
    for k, label in enumerate(chart.rows, 1):
        number = f"{k}. " if chart.ordered else ""
        lines = wrapped(number + label, left - 12, _SIZE)
        height = _LINE * len(lines) + 12
        middles.append(top + height / 2)
        first = top + 16
        rows += [text_element(0, first + _LINE * n, line) for n, line in enumerate(lines)]
        rows.append(element("line", x1=0, x2=left, y1=top + height, y2=top + height, class_="rule"))
        top += height
    room = width - left - 14
    longest = max((abs(arc.first - arc.then) for arc in chart.arcs), default=1) or 1
    # What is kept is drawn first, so that nothing hides what is not.
    arcs = sorted(chart.arcs, key=lambda arc: (not arc.kept, arc.key is not None))
    drawn = [_arc(arc, middles, left, room, longest) for arc in arcs]
    kind = f"figure waits {'wide' if wide else 'narrow'}"
    return drawing(width, top + 4, chart.title, *rows, *drawn, class_=kind)


def _arc(arc: Arc, middles: list[float], left: float, room: float, longest: int) -> Drawing:
    x = left + 4
    if arc.first == arc.then:
        start, end = middles[arc.first] + _PORT + 3, middles[arc.then] - _PORT - 3
    else:
        start, end = middles[arc.first] + _PORT, middles[arc.then] - _PORT
    # Two rows may wait for each other: the arc that leads up is the outer one.
    reach = room * (0.3 + 0.7 * abs(arc.first - arc.then) / longest)
    bulge = reach * (0.78 if arc.first < arc.then else 1.0) / 0.75
    colour = "" if arc.key is None else f"{party_class(arc.key.sign)} "
    line = "wait nature" if arc.key is None else "wait"
    kind = f"{colour}{line}{'' if arc.kept else ' unkept'}"
    far = f"{x + bulge:.1f}"
    path = f"M{x:.1f},{start:.1f}C{far},{start:.1f} {far},{end:.1f} {x + 5:.1f},{end:.1f}"
    tip = f"{x:.1f},{end:.1f} {x + 7:.1f},{end - 4:.1f} {x + 7:.1f},{end + 4:.1f}"
    parts = [
        element("path", d=path, class_=kind),
        element("polygon", points=tip, class_=f"{colour}tip{' nature' if arc.key is None else ''}"),
    ]
    if arc.key is not None:
        parts.append(sign(arc.key.sign, x + 0.75 * bulge, (start + end) / 2, 5, filled=True))
    return group(*parts)


def _sample(kind: str) -> Drawing:
    return element("line", x1=1, x2=19, y1=8, y2=8, class_=kind)
