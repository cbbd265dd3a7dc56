"""Options that nobody has named yet: what a further rung of an issue's ladder would do."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from goodoffices.preferences import Conjunction, Draws, Structure

__all__ = ["Addition", "additions", "widened"]


@dataclasses.dataclass(frozen=True, slots=True)
class Addition:
    """A further option of an issue, between two that the case has.

    Parameters
    ----------
    issue
        The issue.
    option
        Id of the new option in the taxonomy.
    below, above
        Its nearest neighbours on the taxonomy's ladder that the case has, by the case's ids.
    """

    issue: str
    option: str
    below: str
    above: str


def additions(fixed: Structure, ladders: Mapping[str, Sequence[str]]) -> Iterator[Addition]:
    """Yield the options that the taxonomy's ladders have and the case does not.

    Parameters
    ----------
    fixed
        The structure of the case.
    ladders
        By issue, the options of its area in the taxonomy, in ladder order.

    Notes
    -----
    Options are matched by id, hyphens and underscores alike, where one id is the beginning of
    the other. One beyond the last match on either side is left out: its worth could not be
    judged from its neighbours.
    """
    for issue, options in zip(fixed.issues, fixed.options, strict=True):
        ladder = ladders.get(issue, ())
        known = [_match(rung, options) for rung in ladder]
        for k, rung in enumerate(ladder):
            before = [option for option in known[:k] if option is not None]
            after = [option for option in known[k:] if option is not None]
            if known[k] is None and before and after:
                yield Addition(issue, rung, before[-1], after[0])


def _match(rung: str, options: Sequence[str]) -> str | None:
    """Return the option that is a rung of the taxonomy, if one is."""
    for option in options:
        name = option.replace("-", "_")
        if name.startswith(rung) or rung.startswith(name):
            return option
    return None


def widened(draws: Draws, addition: Addition) -> Draws:
    """Return draws in which an issue has one more option, by the measure of its neighbours.

    It is worth their mean to every party, is ruled out by whoever rules out both, as soon as one
    of these red lines holds, and falls under a link where both do. That is an assumption, and the
    best that can be said before anybody has been asked.
    """
    fixed = draws.structure
    i = fixed.issues.index(addition.issue)
    options = fixed.options[i]
    below, above = options.index(addition.below), options.index(addition.above)
    new = len(options)
    room = [(0, 0), (0, 0), (0, 0), (0, max(0, new + 1 - draws.worth.shape[3]))]
    worth = np.pad(draws.worth, room)
    worth[:, :, i, new] = (worth[:, :, i, below] + worth[:, :, i, above]) / 2

    both = {
        line.party
        for line in fixed.lines
        for other in fixed.lines
        if line.party == other.party and line.issue == other.issue == i
        if below in line.options and above in other.options
    }

    def extended(conjunction: Conjunction) -> Conjunction:
        terms = tuple(
            (j, (*rungs, new)) if j == i and below in rungs and above in rungs else (j, rungs)
            for j, rungs in conjunction.terms
        )
        return dataclasses.replace(conjunction, terms=terms)

    structure = dataclasses.replace(
        fixed,
        options=(*fixed.options[:i], (*options, addition.option), *fixed.options[i + 1 :]),
        lines=tuple(
            dataclasses.replace(line, options=(*line.options, new))
            if line.issue == i and line.party in both and {below, above} & set(line.options)
            else line
            for line in fixed.lines
        ),
        rules=tuple(map(extended, fixed.rules)),
        bonuses=tuple(map(extended, fixed.bonuses)),
    )
    return dataclasses.replace(draws, structure=structure, worth=worth)
