"""The signs of parties: a shape for each, so that colour never stands alone."""

from __future__ import annotations

import math

from goodoffices.brief._svg import Drawing, element, number

__all__ = ["COLOURS", "SIGNS", "cross", "party_class", "sign"]

SIGNS = ("circle", "square", "diamond", "triangle", "down", "hexagon", "star", "pentagon")
"""Shapes in the order of the parties; the four first take the palette."""

COLOURS = 8
"""Number of colour classes in the style sheet, ``p0`` and so on."""


def party_class(index: int) -> str:
    """Return the colour class of a party."""
    return f"p{index % COLOURS}"


def sign(index: int, x: float, y: float, radius: float, *, filled: bool) -> Drawing:
    """Return the sign of a party at a point, filled or as an outline on the ground's colour."""
    kind = f"{party_class(index)} {'filled' if filled else 'outline'}"
    shape = SIGNS[index % len(SIGNS)]
    if shape == "circle":
        return element("circle", cx=x, cy=y, r=radius, class_=kind)
    return element("polygon", points=_points(shape, x, y, radius), class_=kind)


def _points(shape: str, x: float, y: float, radius: float) -> str:
    corners = {"square": 4, "diamond": 4, "triangle": 3, "down": 3, "hexagon": 6, "pentagon": 5}
    if shape == "star":
        ring = [(radius * (1.15 if k % 2 == 0 else 0.5), k * math.pi / 5) for k in range(10)]
    else:
        n = corners[shape]
        turn = {"square": math.pi / 4, "down": math.pi}.get(shape, 0.0)
        size = radius * {"square": 1.25, "triangle": 1.25, "down": 1.25, "diamond": 1.2}.get(
            shape, 1.05
        )
        ring = [(size, turn + 2 * math.pi * k / n) for k in range(n)]
    return " ".join(
        f"{number(x + r * math.sin(angle))},{number(y - r * math.cos(angle))}" for r, angle in ring
    )


def cross(index: int, x: float, y: float, radius: float, *, solid: bool) -> Drawing:
    """Return the cross of a red line: solid where absolute, hollow where only stated."""
    arm, half = radius, radius * 0.34
    outline = [
        (0, -half), (arm - half, -arm), (arm, -arm + half), (half, 0), (arm, arm - half),
        (arm - half, arm), (0, half), (-arm + half, arm), (-arm, arm - half), (-half, 0),
        (-arm, -arm + half), (-arm + half, -arm),
    ]  # fmt: skip
    points = " ".join(f"{number(x + dx)},{number(y + dy)}" for dx, dy in outline)
    kind = f"{party_class(index)} {'filled' if solid else 'outline'}"
    return element("polygon", points=points, class_=kind)
