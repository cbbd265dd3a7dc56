"""What each party thinks of each option of each issue, read from the case once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goodoffices.case import Case, Uncertain
from goodoffices.case import model as nouns

__all__ = ["Live", "Stance", "Weight", "stances", "weights"]

Live = Literal["yes", "maybe", "no"]


@dataclass(frozen=True, slots=True)
class Stance:
    """One party's position on one issue.

    Parameters
    ----------
    position
        The position in the case; ``None`` where none is recorded.
    best
        The option it is believed to like best.
    values
        Low, most plausible and high value by option; empty where only a stated position or a
        red line is recorded.
    live
        By option: whether it could live with it, judged against the option that holds without
        agreement: at the most plausible numbers, or only within their range.
    """

    position: nouns.Position | None
    best: str | None
    values: dict[str, tuple[float, float, float]]
    live: dict[str, Live]


@dataclass(frozen=True, slots=True)
class Weight:
    """A party's weight of an issue as a share of all its weights; its rank where only that."""

    low: float
    mode: float
    high: float
    rank: tuple[int, int] | None = None


def stances(case: Case) -> dict[tuple[str, str], Stance]:
    """Return every (party, issue) pair's stance, recorded or not."""
    recorded = {(entry.party, entry.issue): entry for entry in case.positions}
    return {
        (party.id, issue.id): _stance(issue, recorded.get((party.id, issue.id)))
        for party in case.parties
        for issue in case.issues
    }


def _stance(issue: nouns.Issue, position: nouns.Position | None) -> Stance:
    options = [option.id for option in issue.options]
    if position is None:
        return Stance(None, None, {}, dict.fromkeys(options, "no"))
    values = _values(options, position)
    best = position.ideal
    if best is None and values:
        best = max(values, key=lambda option: values[option][1])
    live: dict[str, Live] = dict.fromkeys(options, "no")
    if values:
        floor = values[issue.without_agreement]
        for option, (_, mode, high) in values.items():
            if mode >= floor[1]:
                live[option] = "yes"
            elif high >= floor[1]:
                live[option] = "maybe"
    for line in position.red_lines:
        # A stated line that is more likely bargaining than meant leaves the option open in doubt.
        meant = line.chance.mode >= 0.5
        for option in line.options:
            live[option] = "no" if meant or live[option] == "no" else "maybe"
    return Stance(position, best, values, live)


def _values(options: list[str], position: nouns.Position) -> dict[str, tuple[float, float, float]]:
    """Return v_p(i, o) with its range, as section 2 of the model defines it."""
    if position.values is not None:
        return {
            option: (number.low, number.mode, number.high)
            for option, number in position.values.items()
        }
    if position.ideal is not None:
        gamma = position.curvature or Uncertain(1.0, 1.0, 1.0)
        ideal = options.index(position.ideal)
        farthest = max(ideal, len(options) - 1 - ideal, 1)
        return {
            option: (
                1 - (abs(k - ideal) / farthest) ** gamma.low,
                1 - (abs(k - ideal) / farthest) ** gamma.mode,
                1 - (abs(k - ideal) / farthest) ** gamma.high,
            )
            for k, option in enumerate(options)
        }
    if position.ranking is not None:
        last = max(len(position.ranking) - 1, 1)
        # Only the order is known, so no option's range reaches over its neighbour's place.
        return {
            option: (1 - k / last, 1 - k / last, 1 - k / last)
            for k, option in enumerate(position.ranking)
        }
    return {}


def weights(case: Case, party: nouns.Party) -> dict[str, Weight]:
    """Return a party's normalised weights, the others at their most plausible values."""
    if party.weights is not None:
        ranking = party.weights.ranking
        n = len(ranking)
        return {
            issue: Weight(
                1 / n if k == 1 else 0.0,
                sum(1 / j for j in range(k, n + 1)) / n,
                1 / k,
                (k, n),
            )
            for k, issue in enumerate(ranking, 1)
        }
    own = {
        entry.issue: entry.weight
        for entry in case.positions
        if entry.party == party.id and entry.weight is not None
    }
    total = sum(number.mode for number in own.values())
    return {issue: _weight(number, total) for issue, number in own.items() if total > 0}


def _weight(number: Uncertain, total: float) -> Weight:
    rest = total - number.mode
    low, high = (end / (end + rest) if end + rest > 0 else 0.0 for end in (number.low, number.high))
    return Weight(low, number.mode / total, high)
