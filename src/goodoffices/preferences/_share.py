"""A share of draws with its interval, and how results become JSON: the same in every room."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

__all__ = ["Share", "plain", "share"]


@dataclass(frozen=True, slots=True)
class Share:
    """A share of draws with its 95 per cent Monte Carlo interval (Wilson 1927).

    Parameters
    ----------
    value, low, high
        The share and its interval, in [0, 1].
    draws
        Number of draws it was estimated from.
    """

    value: float
    low: float
    high: float
    draws: int


def share(hits: int, draws: int) -> Share:
    """Return the share `hits` / `draws` with its Wilson score interval at 95 per cent."""
    z = 1.959963984540054
    value = hits / draws
    centre = (value + z * z / (2 * draws)) / (1 + z * z / draws)
    half = (
        z
        * math.sqrt(value * (1 - value) / draws + z * z / (4 * draws * draws))
        / (1 + z * z / draws)
    )
    return Share(value, max(0.0, centre - half), min(1.0, centre + half), draws)


def plain(value: Any) -> Any:
    """Return a value as JSON values: dates as text, floats of nine digits, infinities as null."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 9) + 0.0 if math.isfinite(value) else None
    return value
