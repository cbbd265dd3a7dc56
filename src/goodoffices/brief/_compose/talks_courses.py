"""Scenarios of the talks on top of each other: how often there is an agreement, by date."""

from __future__ import annotations

import datetime as dt

from goodoffices.brief._charts import Course, Courses
from goodoffices.brief._document import (
    Cell,
    Column,
    Figure,
    Given,
    Inlines,
    Row,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.lexicon import shown
from goodoffices.brief._words.numbers import count, day, percent
from goodoffices.brief._words.talks import METHOD, runs_figure
from goodoffices.preferences import Share
from goodoffices.talks import Comparison, Scenario

__all__ = ["courses", "reported"]

_AXES = (0.04, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Ends that the axis of shares can have, with round quarters."""
_ROWS = 9
"""Dates of the table behind the figure."""


def courses(it: Comparison) -> Figure:
    """Return the share of runs with a comprehensive agreement by date, a line for each scenario."""
    scenarios = it.scenarios
    first = min(entry.result.dates[0] for entry in scenarios)
    until = scenarios[0].result.until
    farthest = max(_agreed(entry)[-1].high for entry in scenarios)
    chart = Courses(
        first=first.isoformat(),
        days=(until - first).days,
        courses=tuple(_course(entry, first) for entry in scenarios),
        most=next(end for end in _AXES if farthest <= end),
        title="Share of runs with a comprehensive agreement by date, in "
        f"{count(len(scenarios), 'scenario')}",
    )
    caption = inlines(
        "The share of runs in which a comprehensive agreement has been signed by a date, in each "
        "scenario, of ",
        Trace(inlines(count(scenarios[0].result.runs, "run")), METHOD),
        f"; shares at the right are those of {day(until)}. The band of a line is its 95 per cent "
        "interval; as all are played with the same random numbers, a difference can be told from "
        "chance though bands overlap.",
    )
    days = sorted({date for entry in scenarios for date in _chosen(entry.result.dates)})
    rows = tuple(
        Row((Cell((inlines(day(date)),)), *(Cell((_by(entry, date),)) for entry in scenarios)))
        for date in days
    )
    columns = (
        Column(inlines("By")),
        *(Column(inlines(Given(shown(entry.name)))) for entry in scenarios),
    )
    heading = inlines(
        "Comprehensive agreements by date, as shares of runs with their 95 per cent intervals"
    )
    return Figure(
        "talks-courses", caption, chart, Table("talks-courses-data", heading, columns, rows)
    )


def reported(many: int) -> list[int]:
    """Return about nine of so many reported days, evenly spread, the first and last among them."""
    rows = min(_ROWS, many)
    return sorted({round(n * (many - 1) / max(1, rows - 1)) for n in range(rows)} | {many - 1})


def _agreed(it: Scenario) -> tuple[Share, ...]:
    return it.result.reached["comprehensive"]


def _course(it: Scenario, first: dt.date) -> Course:
    agreed = _agreed(it)
    return Course(
        shown(it.name),
        percent(agreed[-1]),
        tuple((date - first).days for date in it.result.dates),
        tuple(share.value for share in agreed),
        tuple(share.low for share in agreed),
        tuple(share.high for share in agreed),
    )


def _chosen(dates: tuple[dt.date, ...]) -> list[dt.date]:
    return [dates[k] for k in reported(len(dates))]


def _by(it: Scenario, date: dt.date) -> Inlines:
    """Return the share by a date; a dash where a scenario begins on another day and skips it."""
    if date not in it.result.dates:
        return inlines("–")
    return runs_figure(_agreed(it)[it.result.dates.index(date)])
