"""What the zone analysis answers, as records that know how to become JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from goodoffices.preferences import Share, plain

__all__ = [
    "Band",
    "BlockingSet",
    "Change",
    "Demand",
    "FrontierSize",
    "Influence",
    "Learning",
    "Lever",
    "Margin",
    "Pivot",
    "Repair",
    "Settlement",
    "Size",
    "Solution",
    "ZoneResult",
]

SCHEMA = "goodoffices/zone/1"

Concept = Literal["nash", "kalai-smorodinsky", "egalitarian", "utilitarian"]


@dataclass(frozen=True, slots=True)
class Size:
    """How many packages the zone has at the modal draw.

    Parameters
    ----------
    count, low, high
        The number and its 95 per cent interval; all equal where `exact`.
    exact
        Whether the packages were counted; otherwise the number is estimated from a sample.
    packages
        How many packages keep all rules and red lines, exact.
    """

    count: int
    low: int
    high: int
    exact: bool
    packages: int


@dataclass(frozen=True, slots=True)
class FrontierSize:
    """The Pareto frontier of the fully consenting parties at the modal draw.

    Parameters
    ----------
    points, in_zone
        How many points it has, and how many of them lie in the zone.
    width
        States of the widest layer in the elimination of links: 1 without links.
    epsilon
        0 where it is exact; else every point of the exact frontier has one listed that is at
        most so much worse for each party.
    """

    points: int
    in_zone: int
    width: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that an agreement must respect: a red line, a no-agreement floor, or a link rule.

    ``red_line``: `party`, `issue` and `options` say what is ruled out by whom.  ``floor``:
    `party` must not do worse than without agreement (on `issues`, where its consent is limited
    to them).  ``rule``: the link `link` of the case.
    """

    kind: Literal["red_line", "floor", "rule"]
    party: str | None = None
    issue: str | None = None
    options: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Pivot:
    """A stated red line on which the verdict at the modal draw turns.

    Parameters
    ----------
    demand
        The red line.
    meant
        Whether the modal draw takes it as meant; taken the other way, there would be a zone
        where there is none, or none where there is one.
    """

    demand: Demand
    meant: bool


@dataclass(frozen=True, slots=True)
class Settlement:
    """One package and what it means for each party, at the modal draw and over all draws.

    Parameters
    ----------
    package
        Option by issue.
    utility
        u_p at the modal draw, by party (every party of the case, consenting or not).
    surplus
        s_p = u_p - r_p at the modal draw, by fully consenting party.
    acceptance
        By consenting party (full or limited): share of draws in which it has its floor and none
        of its red lines is crossed.
    robustness
        Share of draws in which the package lies in the zone.
    in_zone
        Whether it lies in the zone at the modal draw.
    """

    package: dict[str, str]
    utility: dict[str, float]
    surplus: dict[str, float]
    acceptance: dict[str, Share]
    robustness: Share
    in_zone: bool


@dataclass(frozen=True, slots=True)
class Solution:
    """A bargaining solution on the zone at the modal draw.

    Parameters
    ----------
    concept
        Which solution.
    settlement
        Its package.
    value
        Its objective: the Nash product, the smallest share of the ideal, the smallest surplus,
        or the sum of surpluses.
    bound
        No package of the zone has an objective above it; equal to `value` where exact.
    exact
        Whether it is proven to be the best.
    proof
        How it is known, in words.
    """

    concept: Concept
    settlement: Settlement
    value: float
    bound: float
    exact: bool
    proof: str


@dataclass(frozen=True, slots=True)
class BlockingSet:
    """A minimal set of demands that cannot all be met: without any one of them, they can."""

    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change to what the parties demand.

    Parameters
    ----------
    kind
        ``drop_red_line``: `party` gives up its red line on `issue` (`options`).
        ``soften_red_line``: it allows `options` only.
        ``lower_floor``: `party` is content with `delta` less than its no-agreement value.
        ``side_payment``: `payer` makes up for `delta` of it, within its stated budget.
        ``add_option``: `issue` gets the option ``options[0]`` of the taxonomy's ladder, between
        ``options[1]`` and ``options[2]``, and valued midway.
        ``drop_rule``: the link rule `link` is overcome.
        ``give_way``: `party` counts no settlement of `issue` as a loss against no agreement,
        and has no red line there.
        ``defer``: `issue` is left to a later procedure, so stays as without agreement, and no
        red line about it binds; link rules do.
    """

    kind: Literal[
        "drop_red_line",
        "soften_red_line",
        "lower_floor",
        "side_payment",
        "add_option",
        "drop_rule",
        "give_way",
        "defer",
    ]
    party: str | None = None
    issue: str | None = None
    options: tuple[str, ...] = ()
    link: str | None = None
    delta: float | None = None
    payer: str | None = None


@dataclass(frozen=True, slots=True)
class Lever:
    """A single change, and what it does to the zone.

    Parameters
    ----------
    change
        The change.
    opens
        Whether the zone is non-empty at the modal draw after it.
    margin
        M at the modal draw after it (-inf: no admissible package).
    zone
        Share of draws with a zone after it.
    gain
        The rise of that share on the same draws.
    package
        The package with the largest margin at the modal draw after it, if any.
    """

    change: Change
    opens: bool
    margin: float
    zone: Share
    gain: float
    package: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that open the zone at the modal draw together, and none of which could be left out.

    Parameters
    ----------
    changes
        The changes, each of the mildest kind that serves.
    cost
        What those who move give up at the modal draw, on their own utility scales: a floor's
        lowering, a payment, or, for a red line, what the settlement reached on the issue is
        worth less to its owner than the best it would have allowed. A sum over parties, which
        compares persons.
    margin, package
        M after the changes, and a package that reaches it.
    zone
        Share of draws with a zone after them.
    """

    changes: tuple[Change, ...]
    cost: float
    margin: float
    package: dict[str, str]
    zone: Share


@dataclass(frozen=True, slots=True)
class Learning:
    """What it would be worth to learn an input before a package is proposed.

    Parameters
    ----------
    value, low, high
        The rise of the share of draws in whose zone the package proposed lies, if it may be
        chosen knowing the input, with a 95 per cent interval. Estimated; below 0 is noise.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Influence:
    """How much one uncertain input decides the answer.

    Parameters
    ----------
    name, kind, party, issue, option
        The input, as in `preferences.Input`.
    low, high
        Share of draws with a zone among the draws where the input is lowest and where it is
        highest (a fifth of the draws each; for a red line: does not hold and holds).
    index
        First-order sensitivity index of the margin, in [0, 1]: the share of its variance that
        goes with this input alone, estimated by binning.
    learning
        What it would be worth to learn it.
    """

    name: str
    kind: str
    party: str | None
    issue: str | None
    option: str | None
    low: Share
    high: Share
    index: float
    learning: Learning


@dataclass(frozen=True, slots=True)
class Margin:
    """The margin M = max over packages of the smallest surplus.

    Parameters
    ----------
    modal
        M at the modal draw, exact; -inf where no package is admissible.
    quantiles
        5, 25, 50, 75 and 95 per cent quantiles over draws.
    exact
        Whether every one of them is proven; otherwise some are of the best package found.
    """

    modal: float
    quantiles: tuple[float, float, float, float, float]
    exact: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Where a package can lie on one issue.

    Parameters
    ----------
    admissible
        Options that no consenting party's red line rules out at the modal draw.
    in_zone
        Options that occur in some package of the zone at the modal draw, exact.
    nash
        By option: share of the draws with a zone in which it is part of the Nash package.
    closed
        Share of draws in which red lines rule out every option.
    """

    admissible: tuple[str, ...]
    in_zone: tuple[str, ...]
    nash: dict[str, float]
    closed: Share


@dataclass(frozen=True, slots=True)
class ZoneResult:
    """What could be agreed, what blocks it, and what would open it.

    Parameters
    ----------
    case, as_of, at, seed, draws
        What was asked: `at` is the date of the no-agreement values.
    parties
        The fully consenting parties, whose smallest surplus is the margin.
    limited
        Parties whose consent is needed on some issues only, with those issues.
    floor
        r_p at the modal draw, by fully consenting party.
    zone
        P(zone): share of draws with a non-empty zone. Not a forecast of agreement.
    inadmissible
        Share of draws in which red lines and rules leave no package at all.
    undecided
        Share of draws in which the search was given up before it found a zone or proved that
        there is none; they count as without.
    margin
        The margin.
    pivots
        Stated red lines that, taken the other way, would turn the verdict at the modal draw.
    status_quo_in_zone
        Whether the package that changes nothing lies in the zone at the modal draw.
    headline
        The most robust package found; ``None`` where no draw has a zone.
    searched
        What the search for the headline covered, in words.
    closest
        The package with the largest margin at the modal draw; ``None`` where none is admissible.
    size
        How many packages the zone has at the modal draw.
    frontier
        The Pareto frontier; ``None`` for more than five parties, where nearly every package
        is on it.
    powers
        Bargaining powers of the Nash solution, where given; else equal.
    solutions
        Bargaining solutions; empty where the zone is empty at the modal draw.
    bands
        By issue.
    blocking
        All minimal blocking sets at the modal draw; empty where the zone is not.
    blocking_complete
        Whether the enumeration of blocking sets ended before its cap.
    repairs
        Minimal repairs of mixed kinds where the zone is empty at the modal draw: fewest changes
        first, those that settle every issue before those that defer one and those that add an
        option, then the least cost, then the largest share of draws reached.
    levers
        Single changes, those that open the zone first, then by the share of draws reached.
    influences
        Uncertain inputs, most decisive first.
    unfinished
        Parts left out because the analysis was interrupted; `draws` then counts the draws done.
    """

    case: str
    as_of: dt.date
    at: dt.date
    seed: int
    draws: int
    parties: tuple[str, ...]
    limited: dict[str, tuple[str, ...]]
    floor: dict[str, float]
    zone: Share
    inadmissible: Share
    undecided: Share
    margin: Margin
    pivots: tuple[Pivot, ...]
    status_quo_in_zone: bool
    headline: Settlement | None
    searched: str
    closest: Settlement | None
    size: Size
    frontier: FrontierSize | None
    powers: dict[str, float] | None
    solutions: tuple[Solution, ...]
    bands: dict[str, Band]
    blocking: tuple[BlockingSet, ...]
    blocking_complete: bool
    repairs: tuple[Repair, ...]
    levers: tuple[Lever, ...]
    influences: tuple[Influence, ...]
    unfinished: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values; numbers rounded to nine digits, -inf as null."""
        return {"schema": SCHEMA, **plain(dataclasses.asdict(self))}
