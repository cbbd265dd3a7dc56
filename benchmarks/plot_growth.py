"""Draw how cost grows: ``python benchmarks/zone.py --growth | python benchmarks/plot_growth.py``.

Writes docs/images/growth.svg and prints the same numbers as the table of
docs/explanation/how-cost-grows.md.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

FIGURE = Path(__file__).parents[1] / "docs" / "images" / "growth.svg"

PANELS = {
    "issues": "issues (3 parties, 5 options)",
    "options": "options per issue (3 parties, 12 issues)",
    "parties": "parties (10 issues, 4 options)",
    "draws": "draws (the Geneva case)",
}
WIDTH, HEIGHT = 720, 620
PANEL_WIDTH, PANEL_HEIGHT = 262, 208
LEFT, TOP, ACROSS, DOWN = 70, 40, 340, 286
SECONDS = (1e-4, 10.0)
TICKS = {1e-4: "0.1 ms", 1e-3: "1 ms", 1e-2: "10 ms", 1e-1: "0.1 s", 1.0: "1 s", 10.0: "10 s"}


@dataclass(frozen=True)
class Kind:
    """One kind of work: how it is called and drawn."""

    column: str
    name: str
    colour: str
    dash: str
    marker: str


KINDS = (
    Kind("frontier_seconds", "frontier", "#0b5394", "none", "circle"),
    Kind("margin_seconds", "margin", "#a64d00", "6 4", "square"),
    Kind("draws_seconds", "share of draws with a zone", "#38761d", "2 3", "diamond"),
)

Row = dict[str, str]


def main() -> None:
    """Read the measurements, write the figure, print the table."""
    rows = list(csv.DictReader(sys.stdin))
    FIGURE.write_text("\n".join(figure(rows)) + "\n", encoding="utf-8")
    print("\n".join(table(rows)))


def figure(rows: list[Row]) -> Iterator[str]:
    """Yield the lines of the figure."""
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="title desc" font-family="sans-serif" font-size="13">'
    )
    yield '<title id="title">How the time to compute grows with the size of a case</title>'
    yield f'<desc id="desc">{escape(described(rows))}</desc>'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    for n, (what, label) in enumerate(PANELS.items()):
        here = [row for row in rows if row["what"] == what]
        yield f'<g transform="translate({LEFT + n % 2 * ACROSS} {TOP + n // 2 * DOWN})">'
        yield from panel(here, label)
        yield "</g>"
    yield "</svg>"


def described(rows: list[Row]) -> str:
    """Return the figure in words, for those who do not see it."""
    parts = ["Four log-log plots of seconds against size."]
    for what, label in PANELS.items():
        here = [row for row in rows if row["what"] == what]
        first, last = here[0], here[-1]
        parts += [
            f"{label}: from {first['size']} to {last['size']}, {kind.name} goes from "
            f"{spoken(first[kind.column])} to {spoken(last[kind.column])}."
            for kind in KINDS
            if first[kind.column]
        ]
    return " ".join(parts)


def panel(rows: list[Row], label: str) -> Iterator[str]:
    """Yield one plot: axes, lines, and a name at the end of each line."""
    sizes = [float(row["size"]) for row in rows]
    low, high = min(sizes), max(sizes)

    def x(size: float) -> float:
        return PANEL_WIDTH * math.log(size / low) / math.log(high / low)

    for seconds, text in TICKS.items():
        y = height(seconds)
        yield f'<path d="M0 {y:.1f}H{PANEL_WIDTH}" stroke="#d0d0d0"/>'
        yield f'<text x="-8" y="{y + 4:.1f}" text-anchor="end">{text}</text>'
    for size in sizes:
        yield f'<path d="M{x(size):.1f} {PANEL_HEIGHT}v5" stroke="#404040"/>'
        yield (
            f'<text x="{x(size):.1f}" y="{PANEL_HEIGHT + 20}" text-anchor="middle">'
            f"{size:,.0f}</text>"
        )
    yield f'<path d="M0 0V{PANEL_HEIGHT}H{PANEL_WIDTH}" fill="none" stroke="#404040"/>'
    yield (
        f'<text x="{PANEL_WIDTH / 2}" y="{PANEL_HEIGHT + 42}" text-anchor="middle">'
        f"{escape(label)}</text>"
    )
    for kind in KINDS:
        times = [float(row[kind.column]) for row in rows if row[kind.column]]
        if times:
            points = [(x(size), height(s)) for size, s in zip(sizes, times, strict=True)]
            yield from line(kind, points)
            yield name(kind, rows, points)


def height(seconds: float) -> float:
    """Return where a time stands on the vertical axis."""
    low, high = SECONDS
    return PANEL_HEIGHT * math.log(high / seconds) / math.log(high / low)


def line(kind: Kind, points: list[tuple[float, float]]) -> Iterator[str]:
    """Yield a line and its markers."""
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    yield (
        f'<path d="M{path}" fill="none" stroke="{kind.colour}" stroke-width="2" '
        f'stroke-dasharray="{kind.dash}"/>'
    )
    for x, y in points:
        if kind.marker == "circle":
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{kind.colour}"/>'
        else:
            turn = f' transform="rotate(45 {x:.1f} {y:.1f})"' * (kind.marker == "diamond")
            yield (
                f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" '
                f'fill="{kind.colour}"{turn}/>'
            )


def name(kind: Kind, rows: list[Row], points: list[tuple[float, float]]) -> str:
    """Return the name of a line, by its last point and away from the other line."""
    x, y = points[-1]
    others = [float(rows[-1][each.column]) for each in KINDS if rows[-1][each.column]]
    lowest = len(others) > 1 and float(rows[-1][kind.column]) == min(others)
    y += 26 if lowest else -10
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="end" font-weight="bold" '
        f'fill="{kind.colour}" stroke="#ffffff" stroke-width="4" paint-order="stroke">'
        f"{kind.name}</text>"
    )


def table(rows: list[Row]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| what grows | to | points of the frontier | frontier | margin | share of draws |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for row in rows:
        points = f"{int(row['points']):,}" if row["points"] else ""
        if row["epsilon"] not in {"", "0"}:
            points += f", on a grid of {float(row['epsilon']):.4f} at most"
        cells = [spoken(row[kind.column]) for kind in KINDS]
        yield f"| {row['what']} | {int(row['size']):,} | {points} | {' | '.join(cells)} |"


def spoken(seconds: str) -> str:
    """Return a time in words, with two digits."""
    if not seconds:
        return ""
    value = float(seconds)
    factor, unit = (1, "s") if value >= 0.1 else (1000, "ms")
    return f"{float(f'{value * factor:.2g}'):g} {unit}"


if __name__ == "__main__":
    main()
