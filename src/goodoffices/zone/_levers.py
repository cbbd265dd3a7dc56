"""Single changes: what each would do to the zone."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence

import numpy as np

from goodoffices.preferences import Draws, share
from goodoffices.zone._bargain import TOLERANCE, Bools, bargain, join
from goodoffices.zone._blocking import demands
from goodoffices.zone._changes import changed, least_lowering, named, take
from goodoffices.zone._result import Change, Lever
from goodoffices.zone._search import Margins, has_zone, margins

__all__ = ["levers", "reached"]

_TOGETHER = 16
"""Changes searched together; more would only take memory."""


def levers(modal: Draws, sample: Draws, zone: Bools, start: Margins) -> tuple[Lever, ...]:
    """Return every single change of a fixed list, with what it does to the zone.

    Parameters
    ----------
    modal
        The modal draw; its answers are exact.
    sample
        Draws on which shares are estimated, the same ones for all changes.
    zone
        Shape (D,): whether each of them has a zone as it is.
    start
        Their margins.

    Returns
    -------
    tuple of Lever
        Those that open the zone at the modal draw first, then by the share reached; ties by
        kind and place.
    """
    fixed = modal.structure
    changes = list(_changes(modal, sample))
    at_mode = margins(join([changed(modal, [change]) for change in changes]))
    counts = reached([[change] for change in changes], sample, zone, start)
    found = []
    for n, change in enumerate(changes):
        margin = float(at_mode.margin[n])
        found.append(
            Lever(
                change=change,
                opens=margin >= -TOLERANCE,
                margin=margin,
                zone=share(counts[n], len(zone)),
                gain=(counts[n] - int(zone.sum())) / len(zone),
                package=named(fixed, at_mode.package[n]) if math.isfinite(margin) else None,
            )
        )
    return tuple(sorted(found, key=lambda lever: (not lever.opens, -lever.zone.value)))


def reached(
    trials: Sequence[Sequence[Change]], sample: Draws, zone: Bools, start: Margins
) -> list[int]:
    """Return, for each trial of changes made together, how many draws have a zone after it.

    Parameters
    ----------
    trials
        The changes of each trial.
    sample, zone, start
        The draws, whether each has a zone as it is, and their margins.
    """
    empty = np.flatnonzero(~zone)
    closed = take(sample, empty)
    counts = []
    for first in range(0, len(trials), _TOGETHER):
        problems, multipliers, kept = [], [], []
        for trial in trials[first : first + _TOGETHER]:
            # Leaving an issue out can also close a zone that a trade on it held open; any other
            # change only adds packages or surplus, so draws with a zone keep it.
            whole = any(change.kind == "defer" for change in trial)
            problems.append(changed(sample if whole else closed, trial))
            multipliers.append(start.multiplier if whole else start.multiplier[empty])
            kept.append(0 if whole else int(zone.sum()))
        opened = has_zone(join(problems), np.concatenate(multipliers))
        cuts = np.cumsum([len(problem) for problem in problems])[:-1]
        counts += [
            n + int(part.sum()) for n, part in zip(kept, np.split(opened, cuts), strict=True)
        ]
    return counts


def _changes(modal: Draws, sample: Draws) -> Iterator[Change]:
    fixed = modal.structure
    problem = bargain(modal)
    # Red lines that hold in some draw, at the mode or not.
    some = np.asarray(sample.holds.any(axis=0))[None] | modal.holds
    ever = dataclasses.replace(modal, holds=some)
    wanted = demands(ever, problem)
    for demand in wanted:
        if demand.kind == "red_line":
            yield Change("drop_red_line", demand.party, demand.issue, demand.options)
    for k, p in enumerate(problem.claimants):
        delta = least_lowering(problem, [k])
        if delta is not None:
            yield Change("lower_floor", fixed.parties[p], delta=delta)
    for demand in wanted:
        if demand.kind == "rule":
            yield Change("drop_rule", link=demand.link)
    for p in problem.claimants:
        for i, issue in enumerate(fixed.issues):
            if fixed.consent[p, i] and (modal.worth[0, p, i].any() or ever.red[0, p, i].any()):
                yield Change("give_way", fixed.parties[p], issue)
    for issue in fixed.issues:
        yield Change("defer", issue=issue)
