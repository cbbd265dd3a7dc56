r"""From a party's own units to the scale of a case, and back.

A case holds weights >= 0 and values and a floor in [0, 1].  Another tool may hold any numbers.  For
issue i with the worths s_i(o), the case gets a beginning c_i and a width W_i such that every worth
lies in [c_i, c_i + W_i], and

.. math:: v_i(o) = (s_i(o) - c_i) / W_i, \qquad u(x) = (U(x) - A) / B,

with A the sum of the c_i and B the sum of the W_i.  As far as possible c_i = 0, so that nought
stays nought and utilities already in [0, 1] stay what they are.  Where the floor would leave
[0, 1], one issue's interval is made wider until the floor is its end; this moves no surplus
against another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from goodoffices.exchange._model import Profile

__all__ = ["FAR", "Scaled", "rounded", "scale"]

HEAVIEST = 1e6
"""Largest weight of the case format."""

FAR = 10.0
"""A floor further than this many widths below the worst package is none, further above the best is
moved closer: stretching a scale so far would cost the digits of everything on it."""

_SLACK = 1e-12
"""How far a floor may lie outside [0, 1] for want of digits."""

_LAST_BITS = 1e-15
"""Weights that sum to 1 up to this sum to 1."""

_SHORT = 1e-6
"""A best package closer to 1 than this misses it because weights were written with few digits."""

_DIGITS = 15
"""Decimal digits that every float keeps."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """A party on the scale of a case.

    Parameters
    ----------
    begins
        c_i for each issue, in the party's own units; 0 where it has no position.
    weights
        W_i / `unit`; ``None`` where it has no position.
    values
        v_i(o), in [0, 1].
    unit
        A power of two, 1 unless a weight would be too large for a case.
    floor
        The least utility accepted, in [0, 1]; ``None`` where the profile states none.
    notices
        What was changed beyond a change of scale.
    """

    begins: tuple[float, ...]
    weights: tuple[float | None, ...]
    values: tuple[tuple[float, ...], ...]
    unit: float
    floor: float | None
    notices: tuple[str, ...]


@dataclass(slots=True)
class _Issue:
    """One issue's interval: where it begins, how wide it is, and the values on it."""

    begin: float
    width: float
    values: tuple[float, ...]

    def widen(self, *, down: float = 0.0, up: float = 0.0) -> None:
        width = self.width + down + up
        values = ((self.width * value + down) / width for value in self.values)
        self.values = tuple(_clip(value) for value in values)
        self.begin -= down
        self.width = width


def scale(profile: Profile) -> Scaled:
    """Return a profile on the scale of a case.

    Parameters
    ----------
    profile
        Additive, with at least one weight that is not ``None``.
    """
    issues: dict[int, _Issue] = {
        i: _interval(weight, values, direct=not profile.scores)
        for i, (weight, values) in enumerate(zip(profile.weights, profile.values, strict=True))
        if weight is not None
    }
    widest = max(issues, key=lambda i: issues[i].width)
    first = issues[widest]
    first.begin += profile.constant
    if all(issue.width == 0 for issue in issues.values()):
        # Everything is worth the same: a scale of some width, all of it unused.
        first.width, first.values = 1.0, tuple(0.0 for _ in first.values)
    short = profile.best - math.fsum(issue.width for issue in issues.values())
    if short > _SHORT:
        first.widen(up=short)
    floor, notices = _floor(profile, list(issues.values()), first)
    heaviest = max(issue.width for issue in issues.values())
    unit = 2.0 ** max(0, math.ceil(math.log2(heaviest / HEAVIEST))) if heaviest > 0 else 1.0
    every = range(len(profile.weights))
    return Scaled(
        begins=tuple(issues[i].begin if i in issues else 0.0 for i in every),
        weights=tuple(issues[i].width / unit if i in issues else None for i in every),
        values=tuple(issues[i].values if i in issues else () for i in every),
        unit=unit,
        floor=floor,
        notices=notices,
    )


def rounded(number: float, largest: float) -> float:
    """Return a number on the grid of `_DIGITS` decimal digits of `largest`.

    Going to a case and back costs the last bit or two.  What is written is rounded beyond them, so
    that writing, reading and writing again gives the same bytes.
    """
    if largest <= 0 or number == 0:
        return number
    exponent = math.floor(math.log10(largest * (1 + _SLACK)))
    return round(number, _DIGITS - 1 - exponent) + 0.0


def _interval(weight: float, values: tuple[float, ...], *, direct: bool) -> _Issue:
    if direct and all(0 <= value <= 1 for value in values):
        return _Issue(0.0, weight, values)
    worths = [weight * value for value in values]
    begin = min(0.0, *worths)
    width = max(worths) - begin
    if width == 0:
        return _Issue(begin, 0.0, tuple(0.0 for _ in values))
    return _Issue(begin, width, tuple(_clip((worth - begin) / width) for worth in worths))


def _floor(
    profile: Profile, issues: list[_Issue], first: _Issue
) -> tuple[float | None, tuple[str, ...]]:
    reserve = profile.reserve
    if reserve is None:
        return None, ()
    start = math.fsum(issue.begin for issue in issues)
    width = math.fsum(issue.width for issue in issues)
    floor = reserve - start
    if abs(width - 1) > _LAST_BITS:
        # Weights written with few digits sum to 1 but for the last bit, which is no scale.
        floor /= width
    if -_SLACK <= floor <= 1 + _SLACK:
        return _clip(floor), ()
    if floor < -FAR:
        lost = f"the least value {reserve:g} of {profile.name} lies far below its worst package"
        return None, (f"{lost}; any package will do",)
    if floor < 0:
        first.widen(down=start - reserve)
        return 0.0, ()
    notices: tuple[str, ...] = ()
    if floor > FAR:
        notices = (
            (
                f"the least value {reserve:g} of {profile.name} lies far above its best package; "
                "brought closer, still above"
            ),
        )
        reserve = start + 2 * width
    first.widen(up=reserve - start - width)
    return 1.0, notices


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))
