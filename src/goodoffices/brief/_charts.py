"""What a figure shows, as data: the renderers draw it, the JSON carries it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Bar",
    "Chart",
    "Course",
    "Courses",
    "Fan",
    "FanBand",
    "FanMark",
    "Floors",
    "FloorsPanel",
    "Gantt",
    "Hand",
    "Key",
    "Ladder",
    "Lane",
    "Range",
    "RangeRow",
    "Ranges",
    "RangesPanel",
    "Reliability",
    "ReliabilityPoint",
    "Rung",
    "Scale",
    "Sway",
    "Tornado",
]


@dataclass(frozen=True, slots=True)
class Key:
    """A party as a figure names it: a short label, and the number of its sign."""

    label: str
    sign: int


@dataclass(frozen=True, slots=True)
class Lane:
    """What one party thinks of the options of one issue.

    Parameters
    ----------
    stated, best
        Index of the option it asks for, and of the one it is believed to like best.
    live
        By option: whether the party could live with it: ``yes`` at the most plausible numbers,
        ``maybe`` within the range of what is plausible, ``no`` otherwise.
    red
        By option: the kind of red line there, if any.
    recorded
        Whether any position is recorded.
    """

    stated: int | None
    best: int | None
    live: tuple[Literal["yes", "maybe", "no"], ...]
    red: tuple[Literal["absolute", "stated", ""], ...]
    recorded: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """One option: its name, and whether a package can lie there and does."""

    label: str
    in_band: bool
    in_package: bool
    without_agreement: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """One issue of the ladder figure, lanes in the order of its keys."""

    anchor: str
    title: str
    ordered: bool
    rungs: tuple[Rung, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The issue ladder: every issue's options with every party's position.

    Parameters
    ----------
    band
        What the shading means: options of the zone, or options that break no red line.
    package
        What the pointer means, in words.
    """

    keys: tuple[Key, ...]
    scales: tuple[Scale, ...]
    band: Literal["zone", "admissible"]
    package: str


@dataclass(frozen=True, slots=True)
class FloorsPanel:
    """One party's utility of several packages against its no-agreement value."""

    key: Key
    floor: float
    points: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Floors:
    """Utilities of packages against no-agreement floors, a panel for each party."""

    panels: tuple[FloorsPanel, ...]


@dataclass(frozen=True, slots=True)
class Sway:
    """One input's sway: the share of draws with a zone where it is low and where it is high."""

    label: str
    low: float
    high: float
    low_text: str
    high_text: str


@dataclass(frozen=True, slots=True)
class Tornado:
    """How far single inputs move a share from `centre`.

    Parameters
    ----------
    title
        What is shared, as the drawing's title begins.
    most
        End of the axis, which begins at 0.
    """

    centre: float
    centre_text: str
    bars: tuple[Sway, ...]
    title: str = "Share of draws with a zone"
    most: float = 1.0


@dataclass(frozen=True, slots=True)
class FanBand:
    """One way the talks can stand, by day: its short name, its share on the last day in words."""

    state: str
    label: str
    text: str
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FanMark:
    """A dated round or event, from its first to its last day, counted from the first day shown."""

    label: str
    kind: Literal["round", "deadline", "event"]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Fan:
    """Where the talks stand by date: shares of runs that add up to 1 on every day.

    Parameters
    ----------
    first
        The first day shown, as an ISO date.
    days
        The days for which shares are given, counted from it.
    bands
        From the bottom up, shares in the order of `days`.
    marks
        What is dated, by date.
    title
        The drawing's title.
    """

    first: str
    days: tuple[int, ...]
    bands: tuple[FanBand, ...]
    marks: tuple[FanMark, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Course:
    """A share by day in one version: its name, and its share on the last day in words.

    Parameters
    ----------
    days
        The days for which shares are given, counted from the first day of the figure.
    shares, low, high
        The share on each of them, with the ends of its interval.
    """

    label: str
    text: str
    days: tuple[int, ...]
    shares: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Courses:
    """One share by date in several versions, drawn on top of each other.

    Parameters
    ----------
    first
        The first day shown, as an ISO date.
    days
        The last one, counted from it.
    courses
        The versions; the first is what the others are compared with.
    most
        End of the axis of shares, which begins at 0.
    title
        The drawing's title.
    """

    first: str
    days: int
    courses: tuple[Course, ...]
    most: float
    title: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One act on the calendar, in days from the first day of the figure.

    Parameters
    ----------
    begins, ends, latest
        When it begins and ends, and when it must end at the latest.
    low, high
        Between which days it ends in the middle 80 per cent of draws.
    critical
        Whether any delay of it delays the whole.
    weighs
        Whether it changes anybody's hand.
    """

    label: str
    begins: int
    ends: int
    latest: int
    low: int
    high: int
    critical: bool
    weighs: bool


@dataclass(frozen=True, slots=True)
class Hand:
    """What one party gains by walking away: (day, gain) where it changes, and the day it ends."""

    key: Key
    points: tuple[tuple[int, float], ...]
    until: int


@dataclass(frozen=True, slots=True)
class Gantt:
    """A plan on the calendar, and who is exposed when.

    Parameters
    ----------
    first
        The first day of the figure.
    days
        How many days it shows.
    bars
        The acts.
    marks
        Deadlines and windows: label and day.
    hands
        What each party gains by walking away; above 0 it is exposed.
    """

    first: dt.date
    days: int
    bars: tuple[Bar, ...]
    marks: tuple[tuple[str, int], ...]
    hands: tuple[Hand, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A share with its interval over draws.

    Parameters
    ----------
    series
        Index into the names of the figure's series, which gives it its shape.
    value, low, high
        The share and its interval, in [0, 1].
    outer
        A wider pair of bounds, drawn as a thin line.
    """

    series: int
    value: float
    low: float
    high: float
    outer: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One line of a panel: a label, its ranges, and a mark to compare them with."""

    label: str
    ranges: tuple[Range, ...]
    tick: float | None = None


@dataclass(frozen=True, slots=True)
class RangesPanel:
    """One drawing: a title and its rows."""

    title: str
    rows: tuple[RangeRow, ...]


@dataclass(frozen=True, slots=True)
class Ranges:
    """Shares with their intervals, as dots and bars.

    Parameters
    ----------
    series
        Names of what the shapes stand for; with one, no legend entry is needed for it.
    tick, outer
        What the upright mark and the thin line mean; "" where there are none.
    wide
        Whether the drawing takes the width of the page, where there is room.
    bar
        What the bar means.
    """

    panels: tuple[RangesPanel, ...]
    series: tuple[str, ...]
    tick: str
    outer: str
    wide: bool
    bar: str = "5 to 95 % of draws"


@dataclass(frozen=True, slots=True)
class ReliabilityPoint:
    """One stated probability: how often it was stated, how often such events happen, and chance.

    `low` and `high` are between which the frequency would lie if the forecasts were right.
    """

    forecast: float
    count: int
    frequency: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often events happened that were given each probability."""

    points: tuple[ReliabilityPoint, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Arc:
    """What is in row `then` waits for what is in row `first`.

    Parameters
    ----------
    first, then
        The rows.
    key
        The party that wants it so; None where it lies in the nature of things.
    kept
        Whether the order of the rows keeps it.
    """

    first: int
    then: int
    key: Key | None
    kept: bool


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for what.

    Parameters
    ----------
    rows
        What is done, from above to below.
    arcs
        The waits.
    ordered
        Whether the rows are an order, which keeps a wait or does not.
    title
        What the drawing shows, for those who do not see it.
    """

    rows: tuple[str, ...]
    arcs: tuple[Arc, ...]
    ordered: bool
    title: str


Chart = Ladder | Floors | Tornado | Fan | Courses | Gantt | Ranges | Reliability | Waits
