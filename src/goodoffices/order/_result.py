"""What the question of order answers, as records that know how to become JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from goodoffices.order._breakers import Kind, Obstacle
from goodoffices.order._waits import Wait
from goodoffices.preferences import Share, plain

__all__ = [
    "Act",
    "Breaker",
    "Circle",
    "Commitment",
    "Guarantee",
    "Milestone",
    "OrderResult",
    "PlannedStep",
    "Prefix",
    "Slot",
    "Tranching",
    "WeakStep",
]

SCHEMA = "goodoffices/order/1"


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step that the package needs.

    Parameters
    ----------
    id, name, by
        Its id, its name, and who performs it.
    issues
        The issues that it carries out as the package settles them.
    proposed
        Whether the case does not name it: it then comes from the taxonomy and is an assumption.
    after, together
        Steps that come before it by the nature of things, and that happen at the same time.
    not_before
        The first day on which it can be done, where there is one.
    reversible
        Whether it can be undone; null where the case does not say.
    days
        Lowest plausible, most plausible and highest plausible duration; null where not stated.
    kappa
        What it adds to each party's hand at the most plausible numbers, by party; of others
        nothing is stated, and counts as 0.
    claims
        Ids of the claims behind it.
    """

    id: str
    name: str
    by: tuple[str, ...]
    issues: tuple[str, ...]
    proposed: bool
    after: tuple[str, ...]
    together: tuple[str, ...]
    not_before: dt.date | None
    reversible: bool | None
    days: tuple[float, float, float] | None
    kappa: dict[str, float]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that is done at one time: a step, part of one, or several steps together.

    Parameters
    ----------
    steps
        Ids of the steps that are carried out.
    deposits, releases
        Ids of the steps that are put in escrow and that are released from it.
    provisional, final
        Ids of the steps that are done so that they can be undone, and of which that ends.
    part, parts
        Which of how many equal parts; 1 of 1 where they are done as a whole.
    """

    steps: tuple[str, ...]
    deposits: tuple[str, ...]
    releases: tuple[str, ...]
    provisional: tuple[str, ...]
    final: tuple[str, ...]
    part: int
    parts: int


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The guarantee that is enough in a share of draws, with its 95 per cent interval.

    Parameters
    ----------
    share
        The share of draws.
    value, low, high
        The guarantee, on the 0-1 scale of utilities, and its interval by order statistics.
    """

    share: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Breaker:
    """One way to break a circle of waits, tried on it.

    Parameters
    ----------
    kind
        Which way.
    works
        Whether the circle is gone once it is taken.
    obstacle
        Why it does not work: ``irreversible``, ``nature``, ``duration``, ``unknown``, ``horizon``,
        ``circle``, ``nobody``; else "".
    wait
        The condition that gives way, where one does; its step then goes first.
    parts
        Number of tranches; 0 otherwise.
    share
        Part of that step's kappa that it adds before its condition is met.
    guarantee, exact
        The least guarantee found for the plan with this circle alone, broken so, at the most
        plausible numbers, and whether it is proved that none needs less; null where the circle
        stays.
    holds, enough
        Share of draws, among those in which the package is worth signing, in which that plan
        holds; and the guarantees enough in 80 and in 95 per cent of these.
    penalty, holds_with
        Of a penalty, its size: what is enough in 95 per cent of every other of these draws; and
        the share of the rest in which the plan holds once whoever walks away loses that much.
    third_parties
        Who could act as the third party: mediators first, then others outside the circle.
    """

    kind: Kind
    works: bool
    obstacle: Obstacle
    wait: Wait | None
    parts: int
    share: float
    guarantee: float | None
    exact: bool | None
    holds: Share | None
    enough: tuple[Guarantee, ...]
    penalty: float | None
    holds_with: Share | None
    third_parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of waits, and what would break it.

    Parameters
    ----------
    steps
        Ids of all steps caught in the same circular wait.
    waits
        One shortest circle; where a wait ends at another step than the next begins with, the two
        happen together.
    breakers
        Every way to break it, in one order for all circles.
    chosen
        The place, in `breakers`, of the one that the plan assumes: the least guarantee, and of
        those which the draws cannot tell from the one that holds most often, the first. Where no
        way works, a condition is given up for a penalty that nobody in the case could impose. Null
        where breaking others breaks this one too.
    choice
        The same as it was chosen, with the circles broken before it gone, so that its numbers may
        differ from those in `breakers`. Null where there was nothing to choose from.
    all_ways
        Whether every condition was tried as the one that gives way, in every number of tranches.
    """

    steps: tuple[str, ...]
    waits: tuple[Wait, ...]
    breakers: tuple[Breaker, ...]
    chosen: int | None
    choice: Breaker | None
    all_ways: bool


@dataclass(frozen=True, slots=True)
class Prefix:
    """The plan up to some act.

    Parameters
    ----------
    act
        The act just done; null at the beginning.
    gain
        W_p(D) - u_p(x) at the most plausible numbers, by fully consenting party: what it gains by
        walking away now. Below 0 it loses.
    exposure
        The largest gain, or 0.
    counts
        Whether it counts: at completion nobody has anything left to walk away from.
    often
        Share of draws in which somebody gains by walking away now, among those in which the
        package is worth signing to everybody.
    """

    act: Act | None
    gain: dict[str, float]
    exposure: float
    counts: bool
    often: Share | None


@dataclass(frozen=True, slots=True)
class WeakStep:
    """The act after which the exposure peaks most often.

    Parameters
    ----------
    act
        The act.
    party
        Who then gains most by walking away, most often.
    peaks
        In which share of the draws in which the plan does not hold, though it is worth signing,
        the exposure is largest right after it.
    """

    act: Act
    party: str
    peaks: Share


@dataclass(frozen=True, slots=True)
class Tranching:
    """The plan with the weak act cut into equal parts.

    Parameters
    ----------
    most, parts
        Parts allowed, and the number up to that which needs the least guarantee.
    guarantee, exact
        The least guarantee found at the most plausible numbers, over all numbers of parts allowed,
        and whether it is proved that none needs less.
    holds
        Share of draws in which the plan holds, among those in which it is worth signing; the
        largest over the numbers of parts allowed, so that more never holds in fewer.
    enough
        The guarantees enough in 80 and in 95 per cent of these, each the least over the same.
    same
        Whether in no respect any cut up to `most` does better than the whole.
    """

    most: int
    parts: int
    guarantee: float
    exact: bool
    same: bool
    holds: Share
    enough: tuple[Guarantee, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """Whether the plan holds.

    Parameters
    ----------
    guarantee, bound, exact
        The guarantee that the plan needs at the most plausible numbers; no order needs less than
        `bound`; `exact` where the two are equal. The plan is self-enforcing where it is 0.
    opened
        Sets of steps that the search looked at.
    plan
        The plan, act by act, beginning with nothing done; acts that change nobody's hand are not
        in it.
    worth
        Share of draws in which the package is worth at least what it has without agreement to
        every fully consenting party: otherwise there is nothing to keep.
    holds
        Share of all draws in which this plan is self-enforcing. They are those on which one of
        the orders that need the least was picked, so that the share is a little too high for
        draws not seen.
    holds_if_worth
        The same among the draws in which the package is worth signing; null where there are none.
    some_order
        Share of these in which some order is self-enforcing; null where that is too much to ask.
    enough, enough_if_worth
        The guarantees with which this plan holds in 80 and in 95 per cent of all draws, and of
        those in which the package is worth signing.
    weak
        The weak act; null where the plan holds in every draw that is worth signing.
    tranches
        What cutting it buys.
    """

    guarantee: float
    bound: float
    exact: bool
    opened: int
    plan: tuple[Prefix, ...]
    worth: Share
    holds: Share
    holds_if_worth: Share | None
    some_order: Share | None
    enough: tuple[Guarantee, ...]
    enough_if_worth: tuple[Guarantee, ...]
    weak: WeakStep | None
    tranches: tuple[Tranching, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """An act on the calendar.

    Parameters
    ----------
    act
        The act.
    weighs
        Whether it changes anybody's hand: such acts are finished in the order of the plan, and
        where the last of them completes the agreement, no other act is finished after it.
    begins, ends
        Its days at the most plausible durations, as early as the plan allows; it is finished when
        `ends` begins.
    latest_begin, latest_end
        The days to which it can slip without delaying the whole.
    begins_range, ends_range
        Between which days it begins and ends in the middle 80 per cent of draws.
    critical
        Whether any delay of it delays the whole, at the most plausible durations.
    often_critical
        Share of draws in which it is so.
    exposure
        What each fully consenting party gains by walking away on the day it is finished, if
        anything, from all that is done by then.
    """

    act: Act
    weighs: bool
    begins: dt.date
    ends: dt.date
    latest_begin: dt.date
    latest_end: dt.date
    begins_range: tuple[dt.date, dt.date]
    ends_range: tuple[dt.date, dt.date]
    critical: bool
    often_critical: Share
    exposure: dict[str, float]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated event of the case, or its horizon, and how far the plan is by then.

    Parameters
    ----------
    event
        Id of the event; null for the horizon.
    day
        Its last day.
    finished
        Share of draws in which everything is done by then.
    acts
        How many acts are done by then at the most plausible durations.
    """

    event: str | None
    day: dt.date
    finished: Share
    acts: int


@dataclass(frozen=True, slots=True)
class OrderResult:
    """In what order a package could be carried out, and what makes that order hold.

    Parameters
    ----------
    case, as_of, at, start, seed, draws
        What was asked: `at` is the date of the no-agreement values, `start` the first day.
    source
        Where the package comes from: ``robust`` and ``closest`` are those of the zone, ``file``
        one that was given.
    package
        The option of every issue.
    parties
        The fully consenting parties, whose exposure is measured.
    steps
        The steps that the package needs.
    left_out
        Ids of steps of the case that it does not call for.
    dropped
        Conditions that fall away with them.
    bare
        Issues that it changes and that no step carries out.
    without_kappa, without_days
        Ids of steps of which the case does not say what they add to anybody's hand, or how long
        they take; both count as 0.
    circles
        The circles of waits, and what would break each.
    all_circles
        Whether these are all the circles there are. Of a tangle only some are listed, and every
        condition in the others is taken as given up.
    commitment
        Whether the plan holds, once the circles are broken as `chosen`.
    schedule
        The plan on the calendar, in the order of its days.
    ends, ends_range
        The day on which everything is done at the most plausible durations, and between which days
        in the middle 80 per cent of draws.
    milestones
        The windows and deadlines of the case.
    """

    case: str
    as_of: dt.date
    at: dt.date
    start: dt.date
    seed: int
    draws: int
    source: Literal["robust", "closest", "file"]
    package: dict[str, str]
    parties: tuple[str, ...]
    steps: tuple[PlannedStep, ...]
    left_out: tuple[str, ...]
    dropped: tuple[Wait, ...]
    bare: tuple[str, ...]
    without_kappa: tuple[str, ...]
    without_days: tuple[str, ...]
    circles: tuple[Circle, ...]
    all_circles: bool
    commitment: Commitment
    schedule: tuple[Slot, ...]
    ends: dt.date
    ends_range: tuple[dt.date, dt.date]
    milestones: tuple[Milestone, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the answer as JSON values: dates as text, floats of nine digits."""
        return {"schema": SCHEMA, **plain(dataclasses.asdict(self))}
