"""How long it holds: the share still holding after k years, by class, with intervals.

The share is the product-limit estimate, its interval the log-log one with Greenwood's variance.
Where none has failed, or all have, that interval has no width; the exact binomial bound for those
still at risk is then given, which is never too narrow. A difference of two shares has the interval
that is put together from those of the two. Classes are compared with the log-rank test.

Agreements of one process end together, so that what belongs to one group is not independent, and
these intervals are too narrow: on UCDP's agreements by nearly half. Beside each therefore stands
the interval that takes groups as the units, with the variance of Williams; where every group has
one event it is the same.

Nobody draws lots for a guarantee or a commission: a difference between classes is an association,
and says as much of where such clauses are written as of what they do.

References
----------
Kaplan & Meier 1958, "Nonparametric estimation from incomplete observations", Journal of the
American Statistical Association 53(282). Kalbfleisch & Prentice 1980, The Statistical Analysis of
Failure Time Data, Wiley, section 1.3 (the log-log interval). Clopper & Pearson 1934, "The use of
confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26(4). Zou &
Donner 2008, "Construction of confidence limits about effect measures: a general approach",
Statistics in Medicine 27(10). Mantel 1966, "Evaluation of survival data and two new rank order
statistics arising in its consideration", Cancer Chemotherapy Reports 50(3). Williams 1995,
"Product-limit survival functions with correlated survival times", Lifetime Data Analysis 1(2).
"""

from __future__ import annotations

import dataclasses
import math
import warnings
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.case import GoodofficesError, NoAnswer
from goodoffices.preferences import plain
from goodoffices.record._data import DATASETS, Event, Events, Feature
from goodoffices.record._rates import ANECDOTE
from goodoffices.record._sample import ROUNDING, Sample, sample_of

__all__ = [
    "Difference",
    "Held",
    "HeldClass",
    "SurvivalResult",
    "chosen",
    "held",
    "survival",
]

SCHEMA = "goodoffices/record-survival/1"

_ALPHA = 0.05
_MOST_CLASSES = 12
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Held:
    """The share that still held after some years.

    Parameters
    ----------
    years
        How many.
    value
        The share, by Kaplan and Meier; ``None`` where nothing was followed for so long.
    low, high
        Its 95 per cent interval, all events taken as independent.
    group_low, group_high
        Its 95 per cent interval, groups of events taken as independent.
    at_risk
        How many were still holding, and still followed, just before.
    failed
        How many had failed by then.
    """

    years: float
    value: float | None
    low: float | None
    high: float | None
    group_low: float | None
    group_high: float | None
    at_risk: int
    failed: int


@dataclass(frozen=True, slots=True)
class HeldClass:
    """How long the events of one class held.

    Parameters
    ----------
    name
        The class.
    n
        How many events it has.
    failed
        How many of them failed while they were followed.
    groups
        To how many processes, or pairs of parties, they belong: events of one are not independent.
    longest
        Years for which the longest was followed.
    anecdote
        Whether there are fewer than 30.
    held
        The shares asked for.
    """

    name: str
    n: int
    failed: int
    groups: int
    longest: float
    anecdote: bool
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference between two classes after some years: an association.

    Parameters
    ----------
    years
        How many.
    first, second
        The classes; the difference is the share of the first less that of the second.
    value
        The difference; ``None`` where a class has no share.
    low, high
        Its 95 per cent interval, all events taken as independent.
    group_low, group_high
        Its 95 per cent interval, groups of events taken as independent.
    anecdote
        Whether one of the two classes is an anecdote.
    """

    years: float
    first: str
    second: str
    value: float | None
    low: float | None
    high: float | None
    group_low: float | None
    group_high: float | None
    anecdote: bool


@dataclass(frozen=True, slots=True)
class SurvivalResult:
    """How long the events of a data set held.

    Parameters
    ----------
    dataset, title, version
        The data set.
    events
        What its events are, in the plural.
    files
        Name and SHA-256 of each file.
    failure
        What counts as a failure.
    until
        The last day of the record.
    by
        The feature by which they were told apart; ``None`` for one class of all.
    only
        The features by which they were chosen, with the value of each.
    uncoded
        How many were left out, since it is not coded to which class they belong.
    classes
        The classes.
    differences
        Between classes, where there are several.
    p
        Of the log-rank test that the classes do not differ, all events taken as independent;
        ``None`` with one class, or where nothing failed.
    notices
        What was left out or read in a way that a reader should know of.
    """

    dataset: str
    title: str
    version: str
    events: str
    files: tuple[tuple[str, str], ...]
    failure: str
    until: str
    by: str | None
    only: Mapping[str, str]
    uncoded: int
    classes: tuple[HeldClass, ...]
    differences: tuple[Difference, ...]
    p: float | None
    notices: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values; numbers rounded to nine digits."""
        return {"schema": SCHEMA, **plain(dataclasses.asdict(self))}


def survival(
    events: Events,
    *,
    years: Sequence[float] = (1.0, 5.0, 10.0),
    by: str | None = None,
    only: Mapping[str, str] | None = None,
) -> SurvivalResult:
    """Return how long the events of a data set held, whole or by a feature.

    Parameters
    ----------
    events
        What was read of the data set.
    years
        After how many years.
    by
        A feature to tell classes apart by.
    only
        Features by which to choose the reference class, each with the value it must have.

    Raises
    ------
    NoAnswer
        If the data set follows nothing through time, or the class is empty.
    GoodofficesError
        If there is no such feature or value, or lifelines is not installed.
    """
    source = DATASETS[events.dataset]
    if source.holds is None or source.until is None:
        raise NoAnswer(
            f"{source.title} does not say how long anything held, so there is no survival; "
            "`goodoffices record import` gives its rates"
        )
    for count in years:
        if not 0 < count <= 200:
            raise GoodofficesError(f"found {count:g} years, expected a number from 0 to 200")
    kept = chosen(events, only or {})
    classes = {"all": kept} if by is None else _classes(events, kept, by)
    uncoded = len(kept) - sum(len(each) for each in classes.values())
    found = tuple(held(name, each, years) for name, each in classes.items())
    samples = {name: sample_of(each) for name, each in classes.items()}
    return SurvivalResult(
        dataset=source.id,
        title=source.title,
        version=source.version,
        events=source.events,
        files=events.files,
        failure=source.holds,
        until=source.until,
        by=by,
        only=dict(only or {}),
        uncoded=uncoded,
        classes=found,
        differences=_differences(found, samples),
        p=_log_rank(list(samples.values())),
        notices=events.notices,
    )


def chosen(events: Events, only: Mapping[str, str]) -> tuple[Event, ...]:
    """Return the events that have every given value of a feature.

    Raises
    ------
    GoodofficesError
        If there is no such feature or value.
    NoAnswer
        If none has them all.
    """
    kept = events.events
    for name, value in only.items():
        values = _values(events, name)
        if value not in values:
            known = ", ".join(sorted(values))
            raise GoodofficesError(
                f"{events.dataset}: no event has {name}={value[:40]}; expected one of {known}"
            )
        kept = tuple(event for event in kept if _shown(event.feature(name)) == value)
    if not kept:
        wanted = " and ".join(f"{name}={value}" for name, value in only.items())
        raise NoAnswer(
            f"{events.dataset}: the class is empty, no event has {wanted}; choose a wider one"
        )
    return kept


def held(name: str, events: Sequence[Event], years: Sequence[float]) -> HeldClass:
    """Return the shares of a class that still held after some years.

    Raises
    ------
    NoAnswer
        If nothing in the class was followed through time.
    GoodofficesError
        If lifelines is not installed.
    """
    sample = sample_of(events)
    if not sample.times:
        raise NoAnswer(f"the class '{name}' is empty, so there is no share of it")
    return HeldClass(
        name=name,
        n=len(sample.times),
        failed=sum(sample.failed),
        groups=len(set(sample.groups)),
        longest=max(sample.times),
        anecdote=len(sample.times) < ANECDOTE,
        held=_held(sample, years),
    )


def _held(sample: Sample, years: Sequence[float]) -> tuple[Held, ...]:
    lifelines = _lifelines()
    with warnings.catch_warnings():
        # The logarithm of an interval without width is replaced below.
        warnings.simplefilter("ignore", RuntimeWarning)
        fitted = lifelines.KaplanMeierFitter(alpha=_ALPHA).fit(sample.times, sample.failed)
    steps = fitted.survival_function_.index.to_numpy()
    values = fitted.survival_function_.to_numpy()[:, 0]
    bounds = fitted.confidence_interval_survival_function_.to_numpy()
    found = []
    for count in years:
        step = int((steps <= count + ROUNDING).sum()) - 1
        low, high = (float(bound) for bound in bounds[step])
        found.append(_at(sample, count, float(values[step]), low, high))
    return tuple(found)


def _at(sample: Sample, years: float, value: float, low: float, high: float) -> Held:
    at_risk, groups = sample.at_risk(years)
    gone = sum(
        lost and time <= years + ROUNDING
        for time, lost in zip(sample.times, sample.failed, strict=True)
    )
    if value <= ROUNDING:
        # All have failed: the bounds are those of who was at risk when the last did.
        few, few_groups = sample.at_risk(max(sample.times))
        high, group_high = (1 - (_ALPHA / 2) ** (1 / n) for n in (few, few_groups))
        return Held(years, 0.0, 0.0, high, 0.0, group_high, at_risk, gone)
    if not at_risk:
        return Held(years, None, None, None, None, None, 0, gone)
    if gone == 0:
        low, group_low = ((_ALPHA / 2) ** (1 / n) for n in (at_risk, groups))
        return Held(years, 1.0, low, 1.0, group_low, 1.0, at_risk, 0)
    variance = sum(each**2 for each in sample.influences(years).values())
    # The log-log interval, as the other, with another variance of log S.
    spread = _Z * math.sqrt(variance) / abs(math.log(value))
    group_low, group_high = value ** math.exp(spread), value ** math.exp(-spread)
    return Held(years, value, low, high, group_low, group_high, at_risk, gone)


def _classes(events: Events, kept: Sequence[Event], by: str) -> dict[str, tuple[Event, ...]]:
    """Return the events by a feature: with it before without it, else the largest class first."""
    _values(events, by)
    counts = Counter(event.feature(by) for event in kept)
    counts.pop(None, None)
    if not counts:
        raise NoAnswer(f"{events.dataset}: '{by}' is not coded of any event of the class")
    if len(counts) > _MOST_CLASSES:
        raise GoodofficesError(
            f"'{by}' has {len(counts)} values, expected at most {_MOST_CLASSES} to tell apart"
        )
    order = sorted(counts, key=lambda value: (value is not True, -counts[value], str(value)))
    return {
        _class_name(by, value): tuple(event for event in kept if event.feature(by) == value)
        for value in order
    }


def _class_name(by: str, value: Feature) -> str:
    if isinstance(value, bool):
        return f"{'with' if value else 'without'} {by}"
    return str(value)


def _values(events: Events, name: str) -> set[str]:
    """Return the values that a feature has in a data set.

    Raises
    ------
    GoodofficesError
        If the data set has no such feature, or it is coded of no event.
    """
    known = DATASETS[events.dataset].features
    if name not in known:
        raise GoodofficesError(
            f"{events.dataset} has no feature '{name[:40]}', expected one of {', '.join(known)}"
        )
    values = {_shown(event.feature(name)) for event in events.events} - {""}
    if not values:
        hint = "; it needs the file of PA-X beside" if "PA-X" in known[name] else ""
        raise GoodofficesError(f"{events.dataset}: '{name}' is not coded in these files{hint}")
    return values


def _shown(value: Feature) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _differences(
    classes: tuple[HeldClass, ...], samples: Mapping[str, Sample]
) -> tuple[Difference, ...]:
    """Return how the first of two classes, or each smaller one, differs from the other."""
    if len(classes) == 2:
        pairs = [(classes[0], classes[1])]
    else:
        pairs = [(each, classes[0]) for each in classes[1:]]
    return tuple(
        _difference(one, other, first, second, samples)
        for first, second in pairs
        for one, other in zip(first.held, second.held, strict=True)
    )


def _difference(
    one: Held, other: Held, first: HeldClass, second: HeldClass, samples: Mapping[str, Sample]
) -> Difference:
    anecdote = first.anecdote or second.anecdote
    nothing = Difference(one.years, first.name, second.name, None, None, None, None, None, anecdote)
    if one.value is None or one.low is None or one.high is None:
        return nothing
    if other.value is None or other.low is None or other.high is None:
        return nothing
    value = one.value - other.value
    half = _group_half(one.value, other.value, one.years, samples[first.name], samples[second.name])
    return Difference(
        one.years,
        first.name,
        second.name,
        value,
        value - math.hypot(one.value - one.low, other.high - other.value),
        value + math.hypot(one.high - one.value, other.value - other.low),
        None if half is None else max(-1.0, value - half),
        None if half is None else min(1.0, value + half),
        anecdote,
    )


def _group_half(
    one: float, other: float, years: float, first: Sample, second: Sample
) -> float | None:
    """Return half the interval of a difference with groups as units; a group may be in both.

    There is none where a class has not failed at all or has failed wholly: nothing is then known
    of how its groups vary.
    """
    if not ROUNDING < one < 1 - ROUNDING or not ROUNDING < other < 1 - ROUNDING:
        return None
    parts: dict[str, float] = defaultdict(float)
    for share, sign, sample in ((one, 1, first), (other, -1, second)):
        for group, influence in sample.influences(years).items():
            parts[group] -= sign * share * influence
    return _Z * math.sqrt(sum(part**2 for part in parts.values()))


def _log_rank(samples: Sequence[Sample]) -> float | None:
    if len(samples) < 2 or not any(any(sample.failed) for sample in samples):
        return None
    _lifelines()
    from lifelines.statistics import multivariate_logrank_test

    found = multivariate_logrank_test(
        [time for sample in samples for time in sample.times],
        [n for n, sample in enumerate(samples) for _ in sample.times],
        [lost for sample in samples for lost in sample.failed],
    )
    p = float(found.p_value)
    return p if math.isfinite(p) else None


def _lifelines() -> Any:
    try:
        import lifelines
    except ImportError as error:
        raise GoodofficesError(
            f"survival needs {error.name}; install goodoffices[record]"
        ) from None
    return lifelines
