"""The one kind of event into which every data set is turned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["DAYS_PER_YEAR", "Event", "Events", "Feature"]

DAYS_PER_YEAR = 365.25

Feature = str | bool | float | None
"""What is coded of an event; ``None`` where the data set does not say."""


@dataclass(frozen=True, slots=True)
class Event:
    """An agreement, an end of fighting, a crisis or a meeting, as a data set codes it.

    Parameters
    ----------
    subject
        What it is, in the words of the data set.
    group
        What it belongs to together with others: a process, a pair of parties. Events of one group
        are not independent of each other.
    line
        Its line in the file.
    start
        When it was signed or began; for an end of fighting, when fighting ended.
    until
        The day it failed; where it did not fail, the last day for which that is known.
    failed
        Whether it failed, for example by renewed fighting; ``None`` where the data set does not
        follow it through time.
    conflict, mediator, agreement
        Its types, by which reference classes are chosen.
    features
        Whatever else is coded, by name.
    """

    subject: str
    group: str
    line: int
    start: dt.date | None
    until: dt.date | None
    failed: bool | None
    conflict: str | None
    mediator: str | None
    agreement: str | None
    features: Mapping[str, Feature]

    @property
    def years(self) -> float | None:
        """Years from its start to the day it failed or was last known to hold."""
        if self.start is None or self.until is None or self.failed is None:
            return None
        return (self.until - self.start).days / DAYS_PER_YEAR

    def feature(self, name: str) -> Feature:
        """Return a feature, or one of the three types, by name."""
        if name in {"conflict", "mediator", "agreement"}:
            value: Feature = getattr(self, name)
            return value
        return self.features.get(name)


@dataclass(frozen=True, slots=True)
class Events:
    """What was read from the files of one data set.

    Parameters
    ----------
    dataset
        Id of the data set.
    files
        Name and SHA-256 of each file.
    events
        In the order of the file.
    notices
        What was left out or read in a way that a reader should know of.
    """

    dataset: str
    files: tuple[tuple[str, str], ...]
    events: tuple[Event, ...]
    notices: tuple[str, ...]
