"""Rates of past talks and agreements in words."""

from __future__ import annotations

from goodoffices.brief._document import Given, Inlines, Trace, inlines
from goodoffices.brief._words.evidence import chance, spread
from goodoffices.brief._words.lexicon import shown
from goodoffices.brief._words.numbers import NARROW, capitalised, count
from goodoffices.record import Choice, Rate

__all__ = [
    "AGREEMENTS",
    "CONFLICTS",
    "FEATURES",
    "MEDIATORS",
    "METHOD",
    "STYLES",
    "after",
    "anecdote",
    "interval",
    "kind_of",
    "odds",
    "row_label",
    "sentence",
    "short",
    "value",
]

METHOD = "made-record"
"""Where the numbers lead to."""

CONFLICTS = {
    "interstate": "a war between states",
    "intrastate": "a war within a state",
    "crisis": "a crisis between states short of war",
}
MEDIATORS = {
    "none": "no mediator",
    "any": "a mediator",
    "single-state": "one state as the main mediator",
    "group-of-states": "a group of states as mediator",
    "igo": "a global organisation as mediator",
    "regional": "a regional organisation as mediator",
}
STYLES = {
    "facilitation": "who carries messages",
    "formulation": "who makes proposals",
    "manipulation": "who presses and pays",
}
AGREEMENTS = {
    "ceasefire": "a ceasefire",
    "process": "an agreement on how to go on",
    "partial": "an agreement on a part of what is disputed",
    "full": "an agreement on all that is disputed",
}
FEATURES = {
    "ceasefire": "a ceasefire clause",
    "commission": "a commission for implementation",
    "demilitarised": "a demilitarised zone or a separation of forces",
    "guarantee": "an explicit guarantee by a third party",
    "monitoring": "monitoring",
    "peacekeeping": "peacekeeping",
    "power_sharing": "power sharing",
}
_OUTCOMES = {
    "agreement-holds": "agreement holds",
    "any-agreement": "some agreement",
    "comprehensive": "comprehensive agreement",
    "formal-agreement": "formal agreement",
    "implemented": "signed and carried out",
    "mediation-event": "some agreement",
    "no-crisis": "no new crisis",
    "no-fighting": "no new fighting",
}
_COUNTS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
_NEAR = 0.03
"""How far from a fraction with a part of five at most a share may lie and still be told as it."""


def odds(share: float) -> str:
    """Return a share as a simple fraction in words.

    Examples
    --------
    >>> [odds(v) for v in (0.69, 0.79, 0.36, 0.62, 0.44)]
    ['two in three', 'four in five', 'one in three', 'three in five', 'two in five']
    >>> [odds(v) for v in (0.02, 0.97, 0.11, 1.0, 0.0)]
    ['hardly any', 'nearly all', 'one in ten', 'all', 'none']
    """
    if share in {0, 1}:
        return "all" if share else "none"
    if not 0.05 <= share <= 0.95:
        return "nearly all" if share > 0.5 else "hardly any"
    simple = [(part, whole) for whole in (2, 3, 4, 5, 6, 8, 10) for part in range(1, whole)]
    off = {pair: abs(share - pair[0] / pair[1]) for pair in simple}
    near = [pair for pair in simple if pair[1] <= 5 and off[pair] < _NEAR + 1e-9]
    # Of equally near ones the first, which has the smaller numbers.
    part, whole = min(near or simple, key=lambda pair: off[pair])
    return f"{_COUNTS[part]} in {_COUNTS[whole]}"


def after(years: float) -> str:
    """Return a number of years in words.

    Examples
    --------
    >>> after(0.5), after(1.0), after(10.0), after(2.5)
    ('six months', 'one year', 'ten years', '2.5 years')
    """
    if years == 0.5:
        return "six months"
    return count(round(years), "year") if years == round(years) else f"{years:g} years"


def value(rate: Rate) -> str:
    """Return what a rate says, for a table: a share, days, or how many of a few.

    Examples
    --------
    >>> from goodoffices.record import table
    >>> value(table().rate("agreement-5y")).replace(NARROW, " ")
    '69 %'
    >>> value(table().rate("war-agreement-10y")), value(table().rate("crisis-mediation-q50"))
    ('11 of 14', '50 days')
    """
    if rate.unit == "days":
        return f"{rate.value:,.0f} days"
    if rate.anecdote and rate.n is not None:
        return f"{round(rate.value * rate.n)} of {rate.n}"
    return chance(rate.value)


def interval(rate: Rate) -> str:
    """Return the interval of a rate, and whether it is ours; or why there is none."""
    if rate.unit == "days":
        return "–"
    if rate.anecdote:
        return "none: an anecdote"
    if rate.low is None or rate.high is None:
        return "none: no n stated"
    computed = ", computed" if rate.interval_by == "computed" else ""
    return f"{spread(rate.low, rate.high)}{computed}"


def row_label(rate: Rate) -> str:
    """Return the class of a rate as the head of a row; what an analyst wrote is cleaned."""
    quantile = f", {100 * rate.quantile:.0f}{NARROW}% of them" if rate.quantile is not None else ""
    return f"{capitalised(shown(rate.among))}{quantile}"


def short(rate: Rate) -> str:
    """Return the outcome of a rate in a word or two, or in its own where there are none."""
    return _OUTCOMES.get(rate.measure) or shown(rate.outcome)


def sentence(rate: Rate, *, ends: bool = True) -> Inlines:
    """Return a rate as a clause: of whom, how many, with interval and n; `ends`, with its outcome.

    The outcome can be left out where the clause before has had it.
    """
    among = Given(shown(rate.among))
    outcome = inlines(" ", Given(shown(rate.outcome))) if ends else ()
    if rate.anecdote:
        return inlines("of ", among, f", {value(rate)}", outcome, " (an anecdote)")
    if rate.low is None or rate.high is None:
        size = "the source states no number of cases"
    else:
        size = (
            f"{spread(rate.low, rate.high)}, n = {rate.n:,}"
            if rate.n
            else spread(rate.low, rate.high)
        )
    told = odds(rate.value)
    about = told if told in {"all", "none", "nearly all", "hardly any"} else f"about {told}"
    shares = f"{about} ({chance(rate.value)}; {size})"
    return inlines("of ", among, ", ", Trace(inlines(shares), METHOD), outcome)


def anecdote(rate: Rate) -> Inlines:
    """Return a class of few cases as a sentence of its own, without a percentage."""
    return inlines(
        "Of ", Given(shown(rate.among)), f", {value(rate)} ", Given(shown(rate.outcome)), "."
    )


def kind_of(choice: Choice) -> str:
    """Return which kind of talks the classes hold, as a list in words; "" for any kind."""
    parts = []
    if choice.conflict:
        parts.append(CONFLICTS[choice.conflict])
    if choice.mediator:
        style = f" {STYLES[choice.style]}" if choice.style else ""
        parts.append(f"{MEDIATORS[choice.mediator]}{style}")
    if choice.agreement:
        parts.append(AGREEMENTS[choice.agreement])
    return "; ".join(parts)
