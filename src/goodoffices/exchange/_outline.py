"""A case as other tools can hold it: certain numbers, additive worths; the rest in notices."""

from __future__ import annotations

import math
from dataclasses import dataclass

from goodoffices.case import Case
from goodoffices.case.model import Issue, Party, Position
from goodoffices.exchange._marks import NO_RESERVE, NUMBERS, beginning_of, unit_of
from goodoffices.exchange._model import Label
from goodoffices.exchange.errors import ExchangeError

__all__ = ["Holder", "Outline", "outline"]


@dataclass(frozen=True, slots=True)
class Holder:
    """A party whose worths are known.

    Parameters
    ----------
    id, name
        The party.
    consent
        Whether there is no agreement without it; also where that holds for some issues only.
    weights
        W_i by issue, in its own units, as the case states them.
    values
        v_i(o) by issue, in [0, 1].
    begins
        c_i by issue, in its own units.
    floor
        The least utility accepted; ``None`` where any package will do.
    vetoes
        Options ruled out, by issue.
    """

    id: str
    name: str
    consent: bool
    weights: dict[str, float]
    values: dict[str, tuple[float, ...]]
    begins: dict[str, float]
    floor: float | None
    vetoes: dict[str, tuple[str, ...]]

    @property
    def width(self) -> float:
        """B: the sum of the weights."""
        return math.fsum(self.weights.values())

    @property
    def start(self) -> float:
        """A: the sum of the beginnings."""
        return math.fsum(self.begins.values())


@dataclass(frozen=True, slots=True)
class Outline:
    """What a case says that other tools can hold.

    Parameters
    ----------
    case
        The case.
    holders
        The parties with positions.
    notices
        What no other tool can hold, in sentences.
    """

    case: Case
    holders: tuple[Holder, ...]
    notices: tuple[str, ...]

    @property
    def domain(self) -> str:
        """Name of the domain file, without its suffix."""
        return f"{self.case.case}-domain"

    def stem(self, holder: Holder) -> str:
        """Return the name of a party's file, without its suffix."""
        return f"{holder.id}-party" if holder.id == self.domain else holder.id

    def labels(self, issue: Issue) -> list[Label]:
        """Return what another tool calls the options of an issue: names, or numbers."""
        names = [option.name for option in issue.options]
        if issue.why == NUMBERS:
            try:
                return [_number(name) for name in names]
            except ValueError:
                return list(names)
        return list(names)


def outline(case: Case) -> Outline:
    """Return what a case says that other tools can hold.

    Raises
    ------
    ExchangeError
        If nobody in it has a position with a weight.
    """
    notices: list[str] = []
    holders = []
    for party in case.parties:
        positions = [each for each in case.positions if each.party == party.id]
        ranking = party.weights.ranking if party.weights else ()
        valued = [p for p in positions if p.weight is not None or p.issue in ranking]
        if valued:
            holders.append(_holder(case, party, valued, positions))
        else:
            notices.append(f"{party.id} was left out: nothing says what a package is worth to it")
        if party.consent not in (True, False):
            notices.append(f"the consent of {party.id} is limited to some issues, written as full")
    if not holders:
        raise ExchangeError(case.case, "nobody has a position with a weight; nothing to export")
    return Outline(case, tuple(holders), (*notices, *_left_out(case)))


def _holder(case: Case, party: Party, valued: list[Position], positions: list[Position]) -> Holder:
    issues = {issue.id: issue for issue in case.issues}
    unit = unit_of(party.note)
    weights = {p.issue: unit * _weight(p, party) for p in valued}
    values = {p.issue: _values(p, issues[p.issue]) for p in valued}
    floor: float | None
    held = party.no_agreement
    if held is not None and held.utility is not None:
        none = held.why == NO_RESERVE and held.utility.mode == 0
        floor = None if none else held.utility.mode
    else:
        floor = 0.0
        for key, weight in weights.items():
            options = [option.id for option in issues[key].options]
            floor += weight * values[key][options.index(issues[key].without_agreement)]
        floor /= math.fsum(weights.values())
    return Holder(
        id=party.id,
        name=party.name,
        consent=party.consent is not False,
        weights=weights,
        values=values,
        begins={p.issue: beginning_of(p.why) for p in valued},
        floor=floor,
        vetoes={
            p.issue: ruled_out
            for p in positions
            if (
                ruled_out := tuple(
                    o for line in p.red_lines if line.chance.mode >= 0.5 for o in line.options
                )
            )
        },
    )


def _weight(position: Position, party: Party) -> float:
    if position.weight is not None:
        return position.weight.mode
    # Weights known as an order stand for all weights in that order; this is their mean.
    ranking = party.weights.ranking if party.weights else ()
    place, count = ranking.index(position.issue) + 1, len(ranking)
    return sum(1 / j for j in range(place, count + 1)) / count


def _values(position: Position, issue: Issue) -> tuple[float, ...]:
    options = [option.id for option in issue.options]
    if position.values is not None:
        return tuple(position.values[option].mode for option in options)
    if position.ideal is not None:
        best = options.index(position.ideal)
        longest = max(best, len(options) - 1 - best, 1)
        gamma = position.curvature.mode if position.curvature else 1.0
        return tuple(1 - (abs(o - best) / longest) ** gamma for o in range(len(options)))
    ranking = position.ranking or tuple(options)
    steps = max(1, len(options) - 1)
    return tuple(1 - ranking.index(option) / steps for option in options)


def _left_out(case: Case) -> list[str]:
    notices = []
    if _uncertain(case):
        notices.append("uncertain numbers and orders were written as their most plausible values")
    if any(line.kind == "stated" for p in case.positions for line in p.red_lines):
        notices.append(
            "stated red lines count as absolute where they are at least as likely meant as not"
        )
    if any(link.bonus for link in case.links):
        notices.append("bonuses of options taken together were left out")
    if any(party.no_agreement and party.no_agreement.per_month for party in case.parties):
        notices.append("no-agreement values are those at as_of; their movement was left out")
    rest = (
        "sources", "claims", "actors", "steps", "rounds", "events", "hypotheses", "evidence",
        "record",
    )  # fmt: skip
    if present := [kind for kind in rest if getattr(case, kind)]:
        notices.append(f"other tools hold no {', '.join(present)}")
    return notices


def _uncertain(case: Case) -> bool:
    floors = [party.no_agreement.utility for party in case.parties if party.no_agreement]
    numbers = [number for number in floors if number is not None]
    for position in case.positions:
        numbers += [position.weight] if position.weight is not None else []
        numbers += (position.values or {}).values()
        if position.ranking is not None:
            return True
    ordered = any(party.weights is not None for party in case.parties)
    return ordered or not all(number.certain for number in numbers)


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return float(text)
