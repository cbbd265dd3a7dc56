"""What the inference answers, as records that know how to become JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from goodoffices.preferences import plain

__all__ = [
    "Agenda",
    "Behaviour",
    "Conflict",
    "Contested",
    "Driver",
    "Flip",
    "HypothesisResult",
    "IntentResult",
    "Interval",
    "ItemResult",
    "MediatorResult",
    "Shift",
    "WatchResult",
]

SCHEMA = "goodoffices/intent/1"


@dataclass(frozen=True, slots=True)
class Interval:
    """A number over draws.

    Parameters
    ----------
    value
        Its value: at the most plausible numbers, or its mean, as the field that holds it says.
    low, high
        5 and 95 per cent quantiles over draws.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a hypothesis implies for how a mediator behaves in talks; a documented rule.

    Parameters
    ----------
    bias
        b: the weight of its own interests in what it proposes, in [0, 1]; least, most plausible
        and largest over the ranges of its utility.
    leans
        The party whose surplus it weighs most, if any by a clear margin.
    patience
        Months it would stay, least, most plausible and largest; infinite (null as JSON) where it
        would stay whatever happens.
    exit
        What leaving is worth to it, less an even chance of an agreement.
    leaves
        Whether leaving is worth more to it than an even chance of an agreement.
    rule
        Where the numbers come from: ``utility`` of the hypothesis, or ``stated`` at the mediator.
    """

    bias: tuple[float, float, float]
    leans: str | None
    patience: tuple[float, float, float]
    exit: float
    leaves: bool
    rule: Literal["utility", "stated"]


@dataclass(frozen=True, slots=True)
class HypothesisResult:
    """One hypothesis after the evidence.

    Parameters
    ----------
    id
        Its id.
    none_of_these
        Whether it is "none of these".
    prior
        Its prior, at the most plausible numbers.
    posterior
        Exact at the most plausible numbers, with its interval over draws.
    mean
        Mean posterior over draws, from which runs of talks draw their hypothesis.
    lower, upper
        Bounds on the posterior over every stated range at once.
    naive
        The posterior if dependence were ignored.
    log10_factor
        log10 Bayes factor of the best supported hypothesis against this one; null where this one
        is ruled out.
    leads
        Share of draws in which it has the largest posterior.
    needed_prior
        The least prior with which it would lead, the others keeping their proportions; null if
        none would do.
    halved, doubled
        Its posterior if its prior odds were halved, or doubled.
    against
        How many items speak against it: what counts of them, weight, reliability and voice
        considered, is a minus mark at least beside their average over the hypotheses.
    ruled_out_by
        Items whose likelihood under it is 0.
    behaviour
        What it would mean for the talks; null where its utility says nothing.
    """

    id: str
    none_of_these: bool
    prior: float
    posterior: Interval
    mean: float
    lower: float
    upper: float
    naive: float
    log10_factor: float | None
    leads: float
    needed_prior: float | None
    halved: float
    doubled: float
    against: int
    ruled_out_by: tuple[str, ...]
    behaviour: Behaviour | None


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item of evidence.

    Parameters
    ----------
    id, channel, group, voice
        As in the case.
    weight
        How much of it counts beside the others of its group, in [0, 1].
    likelihood
        By hypothesis, before reliability: stated, or from the choice; its voice taken as honest.
    discounted
        The same after reliability and the chance that its voice misleads.
    mark
        Consistency mark of `likelihood`: ``++``, ``+``, ``.``, ``-``, ``--``.
    log10
        By hypothesis: what it adds to the log10 likelihood, centred on the mean over hypotheses;
        differences are log10 Bayes factors. Null for one it rules out.
    bits
        Diagnosticity: expected information about the hypotheses, in bits, before the evidence.
    without
        The posterior if the item were not known.
    shift
        How far that posterior lies from the real one: half the sum of absolute differences.
    linchpin
        Whether without it another hypothesis would lead, or the verdict would differ.
    """

    id: str
    channel: Literal["choice", "document"]
    group: str | None
    voice: str | None
    weight: float
    likelihood: dict[str, float]
    discounted: dict[str, float]
    mark: dict[str, str]
    log10: dict[str, float | None]
    bits: float
    without: dict[str, float]
    shift: float
    linchpin: bool


@dataclass(frozen=True, slots=True)
class Flip:
    """A change after which another hypothesis would lead.

    Parameters
    ----------
    kind
        ``likelihood``: of `items[0]` under `hypothesis`, from `old` to `new`. ``prior``: of
        `hypothesis`. ``remove``: the fewest items, which must all be left out.
    hypothesis
        Whose number changes; for ``remove``, who would lead.
    winner
        Who would then lead.
    items
        The items concerned.
    old, new
        The number before, and at the point where the two are level.
    """

    kind: Literal["likelihood", "prior", "remove"]
    hypothesis: str
    winner: str
    items: tuple[str, ...]
    old: float | None
    new: float | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two items, said to share an origin, that contradict each other; both count in full."""

    group: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class WatchResult:
    """Something that may still be seen.

    Parameters
    ----------
    id
        Its id.
    first, last
        When it will be known.
    bits
        Expected information about the hypotheses as they stand, in bits; exact at the most
        plausible numbers.
    outcomes
        By outcome: its chance under each hypothesis. For a stated likelihood ``seen`` and
        ``not seen``, else the options of the choice.
    after
        By outcome: the posterior if it is what is seen.
    """

    id: str
    first: dt.date
    last: dt.date
    bits: float
    outcomes: dict[str, dict[str, float]]
    after: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class MediatorResult:
    """What one mediator may be after.

    Parameters
    ----------
    about
        Id of the mediator.
    identified
        Whether the best supported hypothesis has a Bayes factor of 3 or more against its closest
        rival. If not, the answer is "not identified", whatever the posterior.
    best, rival
        The hypothesis the evidence supports best, priors aside, and the closest to it.
    log10_factor
        log10 Bayes factor between the two; null where the rival is ruled out.
    leader
        The hypothesis with the largest posterior.
    hypotheses
        In the order of the case.
    items
        Most telling first.
    exact_bounds
        Whether the bounds are exact; otherwise they are never too narrow.
    conflicts
        Contradictions within groups.
    flips
        The least change of each kind that flips the ranking.
    watch
        Most telling first.
    lacks_none
        Whether the case has no "none of these", so that the answer is within the list only.
    """

    about: str
    identified: bool
    best: str
    rival: str
    log10_factor: float | None
    leader: str
    hypotheses: tuple[HypothesisResult, ...]
    items: tuple[ItemResult, ...]
    exact_bounds: bool
    conflicts: tuple[Conflict, ...]
    flips: tuple[Flip, ...]
    watch: tuple[WatchResult, ...]
    lacks_none: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """What one side's delegation to a round came to discuss, on one track.

    Parameters
    ----------
    party, round, track
        Whose, where, and on which track; null for the main table.
    delegates
        Names of those counted.
    shares
        Posterior share of each portfolio: exact mean, interval over draws.
    announced
        Share of the announced agenda's issues by portfolio; null without an agenda, or on a
        separate track.
    agreement
        1 less half the sum of absolute differences between the two: 1 is the same mix.
    """

    party: str
    round: str
    track: str | None
    delegates: tuple[str, ...]
    shares: dict[str, Interval]
    announced: dict[str, float] | None
    agreement: Interval | None


@dataclass(frozen=True, slots=True)
class Driver:
    """A delegate who came, left or changed role, and how much of the largest change that makes.

    Parameters
    ----------
    name
        The delegate.
    how
        ``came``, ``left``, or ``changed``: leads no longer, or newly, or has another portfolio.
    part
        The change of the share, less what it would be had the delegate stayed as before.
    """

    name: str
    how: Literal["came", "left", "changed"]
    part: float


@dataclass(frozen=True, slots=True)
class Shift:
    """The change of one side's agenda at the main table between two rounds.

    Parameters
    ----------
    party, before, after
        Whose, and between which rounds.
    change
        By portfolio: the change of its share, exact mean, interval over draws.
    rose
        By portfolio: share of draws in which it rose.
    portfolio
        The one that changed most.
    clear
        Whether the interval of that change leaves out 0.
    drivers
        Delegates with whom it goes, largest part first.
    """

    party: str
    before: str
    after: str
    change: dict[str, Interval]
    rose: dict[str, float]
    portfolio: str
    clear: bool
    drivers: tuple[Driver, ...]


@dataclass(frozen=True, slots=True)
class Contested:
    """A delegate whose reports conflict.

    Parameters
    ----------
    party, round, name
        Who, and at which round.
    claims
        Ids of the claims that the case rests on.
    against
        Ids of the claims that contradict them, or that contradict each other among them.
    """

    party: str
    round: str
    name: str
    claims: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IntentResult:
    """What the mediator and the delegations may be after.

    Parameters
    ----------
    case, as_of, seed, draws
        What was asked.
    mediators
        One for each mediator that has hypotheses.
    agendas
        By round, side and track.
    shifts
        Changes between rounds.
    missing
        Pairs (party, round): sides at a round of which no delegate is named.
    contested
        Delegates whose reports conflict, with the claims on both sides.
    """

    case: str
    as_of: dt.date
    seed: int
    draws: int
    mediators: tuple[MediatorResult, ...]
    agendas: tuple[Agenda, ...]
    shifts: tuple[Shift, ...]
    missing: tuple[tuple[str, str], ...]
    contested: tuple[Contested, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values; numbers rounded to nine digits."""
        return {"schema": SCHEMA, **plain(dataclasses.asdict(self))}
