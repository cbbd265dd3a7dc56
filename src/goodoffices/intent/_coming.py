"""What may still be seen, and how much it is expected to tell."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case
from goodoffices.case.model import Watch
from goodoffices.intent._inquiry import Inquiry, Item
from goodoffices.intent._measures import expected_bits
from goodoffices.intent._result import WatchResult

__all__ = ["watch_list"]

Floats = NDArray[np.float64]


def watch_list(case: Case, inquiry: Inquiry, posterior: Floats) -> tuple[WatchResult, ...]:
    """Return what is still to be seen, most telling first; exact at the most plausible numbers."""
    found = [_watched(case, inquiry, item, posterior) for item in inquiry.watch]
    return tuple(sorted(found, key=lambda entry: (-round(entry.bits, 12), entry.first, entry.id)))


def _watched(case: Case, inquiry: Inquiry, item: Item, posterior: Floats) -> WatchResult:
    entry = item.entry
    if not isinstance(entry, Watch):
        raise TypeError(f"expected something to watch, got {entry.id}")
    chances = item.outcomes(inquiry.gains)
    names = item.choice.options if item.choice is not None else ("seen", "not seen")
    ids = [hypothesis.id for hypothesis in inquiry.hypotheses]
    after = {}
    for k, name in enumerate(names):
        joint = posterior * chances[:, k]
        share = joint / joint.sum() if joint.sum() > 0 else posterior
        after[name] = dict(zip(ids, map(float, share), strict=True))
    first, last = _when(case, entry)
    return WatchResult(
        id=entry.id,
        first=first,
        last=last,
        bits=expected_bits(posterior, chances),
        outcomes={
            name: dict(zip(ids, map(float, chances[:, k]), strict=True))
            for k, name in enumerate(names)
        },
        after=after,
    )


def _when(case: Case, entry: Watch) -> tuple[dt.date, dt.date]:
    if entry.date is not None:
        return entry.date.first, entry.date.last
    if entry.round is not None:
        dates = next(r.dates for r in case.rounds if r.id == entry.round)
        return dates.first, dates.last
    on = next(e.on for e in case.events if e.id == entry.event)
    # An event that may come at any time may come until the end of what is asked about.
    return (case.as_of, case.horizon) if on is None else (on.first, on.last)
