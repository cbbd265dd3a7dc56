"""Events that were followed through time: how long, whether they failed, and what goes together."""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.record._data import Event

__all__ = ["ROUNDING", "Sample", "sample_of"]

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Sample:
    """Events that were followed.

    Parameters
    ----------
    times
        For how many years each was followed.
    failed
        Whether it failed then.
    groups
        To which group it belongs.
    """

    times: tuple[float, ...]
    failed: tuple[bool, ...]
    groups: tuple[str, ...]

    def at_risk(self, years: float) -> tuple[int, int]:
        """Return how many events, and how many groups, were followed for so long."""
        left = [
            group
            for time, group in zip(self.times, self.groups, strict=True)
            if time >= years - ROUNDING
        ]
        return len(left), len(set(left))

    def influences(self, years: float) -> dict[str, float]:
        """Return what each group adds to -log S of the product-limit estimate after some years.

        With d deaths among n at risk at each time of a death, an event adds 1/(n - d) at its own
        death, and takes d/(n (n - d)) at each time of a death at which it is at risk. If every
        group has one event, the squares add up to Greenwood's sum; what belongs to one group is
        added before it is squared.

        References
        ----------
        Williams 1995, "Product-limit survival functions with correlated survival times", Lifetime
        Data Analysis 1(2), 171-186.
        """
        ordered = sorted(self.times)
        deaths = Counter(
            time
            for time, lost in zip(self.times, self.failed, strict=True)
            if lost and time <= years + ROUNDING
        )
        when = sorted(deaths)
        gains: dict[float, float] = {}
        losses = [0.0]
        for time in when:
            n = len(ordered) - bisect.bisect_left(ordered, time)
            d = deaths[time]
            gains[time] = 1 / (n - d)
            losses.append(losses[-1] + d / (n * (n - d)))
        found: dict[str, float] = defaultdict(float)
        for time, lost, group in zip(self.times, self.failed, self.groups, strict=True):
            found[group] -= losses[bisect.bisect_right(when, time)]
            if lost and time in gains:
                found[group] += gains[time]
        return dict(found)


def sample_of(events: Sequence[Event]) -> Sample:
    """Return those of some events that were followed through time."""
    times, failed, groups = [], [], []
    for event in events:
        years = event.years
        if years is not None and event.failed is not None:
            times.append(years)
            failed.append(event.failed)
            groups.append(event.group)
    return Sample(tuple(times), tuple(failed), tuple(groups))
