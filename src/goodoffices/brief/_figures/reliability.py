"""The calibration curve: stated probabilities along, frequencies up, and what chance would show."""

from __future__ import annotations

from markupsafe import Markup

from goodoffices.brief._charts import Reliability
from goodoffices.brief._svg import Drawing, drawing, element, group, number, text_element, wrapped
from goodoffices.brief._words.numbers import NARROW

__all__ = ["draw_reliability", "reliability_file", "reliability_legend"]

_WIDTH = 356.0
"""One layout, which a phone holds as well."""

_LEFT, _RIGHT, _TOP = 44.0, 338.0, 12.0
_BOTTOM = _TOP + _RIGHT - _LEFT
_STRIP = 34.0
"""Height of the strip below, which says how often each probability was stated."""
_HEIGHT = _BOTTOM + _STRIP + 54.0

_STYLE = (
    "text{font:12px Arial,'Liberation Sans',sans-serif;fill:#1c1d1f}"
    ".aside{font-size:10px;fill:#55595f}.key{font-weight:700}.ground{fill:#fff}"
    ".rule{stroke:#d5d7da;stroke-width:1}.axis{stroke:#1c1d1f;stroke-width:1}"
    ".moment{stroke:#1c1d1f;stroke-width:1;stroke-dasharray:3 3}"
    ".sway{fill:#1d3b5c;opacity:.35}.curve{fill:none;stroke:#1d3b5c;stroke-width:1.8}"
    ".end{stroke:#1d3b5c;stroke-width:1.6;fill:#1d3b5c}"
)
"""For a drawing in a file of its own, in plain colours, which any program understands."""


def draw_reliability(chart: Reliability) -> Drawing:
    """Return the drawing for a page."""
    return drawing(_WIDTH, _HEIGHT, chart.title, *_parts(chart), class_="figure reliability")


def reliability_file(panels: tuple[Reliability, ...]) -> str:
    """Return a file with one drawing above the other, and what its signs mean."""
    parts: list[Drawing] = []
    top = 8.0
    for panel in panels:
        lines = wrapped(panel.title, _WIDTH - 8, 12.0)
        for line in lines:
            top += 14
            parts.append(text_element(4, top, line, class_="key"))
        parts.append(group(*_parts(panel), transform=f"translate(0,{number(top)})"))
        top += _HEIGHT + 6
    for sign, text in reliability_legend():
        for k, line in enumerate(wrapped(text, _WIDTH - 36, 10.0)):
            if k == 0:
                parts.append(group(sign, transform=f"translate(6,{number(top - 4)})"))
            parts.append(text_element(32, top + 8, line, class_="aside"))
            top += 14
    height = top + 10
    whole = element(
        "svg",
        element("title", "; ".join(panel.title for panel in panels)),
        element("style", Markup(_STYLE)),  # our own constant
        element("rect", x=0, y=0, width=_WIDTH, height=height, class_="ground"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(_WIDTH)} {number(height)}",
        width=_WIDTH,
        height=height,
        role="img",
    )
    return f"{whole}\n"


def reliability_legend() -> tuple[tuple[Drawing, str], ...]:
    """Return small drawings with what they mean."""
    return (
        (element("circle", cx=10, cy=8, r=3.6, class_="end solid"),
         "how often such events happen, estimated as rising with the forecast"),
        (element("rect", x=7, y=1, width=6, height=14, class_="sway"),
         "where it would lie in 90 of 100 such records if the forecasts were right"),
        (element("line", x1=0, x2=20, y1=15, y2=1, class_="moment"), "forecasts that are right"),
    )  # fmt: skip


def _x(value: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * value


def _y(value: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * value


def _parts(chart: Reliability) -> list[Drawing]:
    curve = " ".join(f"{number(_x(p.forecast))},{number(_y(p.frequency))}" for p in chart.points)
    return [
        *_frame(),
        element("line", x1=_x(0), y1=_y(0), x2=_x(1), y2=_y(1), class_="moment"),
        *(
            element("rect", x=_x(p.forecast) - 3, y=_y(p.high), width=6,
                    height=max(1.0, _y(p.low) - _y(p.high)), class_="sway")
            for p in chart.points
        ),
        element("polyline", points=curve, class_="curve"),
        *(
            element("circle", cx=_x(p.forecast), cy=_y(p.frequency), r=3.6, class_="end solid")
            for p in chart.points
        ),
        *_strip(chart),
    ]  # fmt: skip


def _frame() -> list[Drawing]:
    parts = []
    foot = _BOTTOM + _STRIP + 16
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        at, up = _x(value), _y(value)
        label = f"{100 * value:.0f}{NARROW}%"
        parts += [
            element("line", x1=_LEFT, x2=_RIGHT, y1=up, y2=up, class_="rule"),
            text_element(_LEFT - 6, up + 4, label, anchor="end", class_="t aside"),
            text_element(at, foot, label, anchor="middle", class_="t aside"),
        ]
    middle = (_LEFT + _RIGHT) / 2
    words = "stated probability; below, how often it was stated"
    parts.append(text_element(middle, foot + 17, words, anchor="middle", class_="t aside"))
    parts.append(text_element(_LEFT + 6, _TOP + 12, "share that happened", class_="t aside"))
    return parts


def _strip(chart: Reliability) -> list[Drawing]:
    most = max(p.count for p in chart.points)
    foot = _BOTTOM + _STRIP
    bars = [
        element("rect", x=_x(p.forecast) - 2, y=foot - (_STRIP - 14) * p.count / most, width=4,
                height=(_STRIP - 14) * p.count / most, class_="sway")
        for p in chart.points
    ]  # fmt: skip
    top = text_element(_LEFT - 6, foot - _STRIP + 18, str(most), anchor="end", class_="t aside")
    return [*bars, element("line", x1=_LEFT, x2=_RIGHT, y1=foot, y2=foot, class_="axis"), top]
