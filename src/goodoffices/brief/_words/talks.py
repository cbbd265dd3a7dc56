"""Words about talks that a model plays forward: where they stand, why, and what is assumed."""

from __future__ import annotations

import re

from goodoffices.brief._document import Given, Inlines, Trace, inlines
from goodoffices.brief._words.lexicon import Lexicon, join, shown
from goodoffices.brief._words.numbers import NARROW, percent, span
from goodoffices.case import Uncertain
from goodoffices.preferences import Share
from goodoffices.talks import Difference

__all__ = [
    "ENDED",
    "METHOD",
    "PAIRED",
    "STANDING",
    "STATES",
    "assumed_number",
    "assumption",
    "can_tell",
    "change",
    "change_of",
    "difference",
    "event_name",
    "of_runs",
    "of_those",
    "reason",
    "runs_figure",
    "standings",
    "told",
]

METHOD = "made-talks"
"""Anchor of the computation that shares of runs lead to."""
PAIRED = "made-talks-paired"
"""Anchor of the computation that differences of them lead to."""

STATES = {
    "comprehensive": "comprehensive agreement",
    "framework": "framework agreed",
    "partial": "part settled",
    "talking": "nothing settled yet",
    "suspended": "suspended",
    "collapsed": "collapsed",
    "escalated": "escalated",
}
"""Short names of where talks can stand, in the order of the figure."""

STANDING = {
    "comprehensive": "a comprehensive agreement has been signed",
    "framework": "a framework of principles has been agreed and the talks go on",
    "partial": "some issues have been settled on their own and the talks go on",
    "talking": "the talks go on with nothing settled",
    "suspended": "the talks are suspended",
    "collapsed": "the talks have collapsed",
    "escalated": "the talks have ended in escalation",
}
"""The same as clauses."""

ENDED = {
    "comprehensive": "a comprehensive agreement has been signed",
    "talking": "the talks still go on",
    "suspended": "the talks are suspended",
    "collapsed": "the talks have collapsed",
    "escalated": "the talks have ended in escalation",
}
"""Where a single run ends, as clauses."""


def of_runs(it: Share, to: str = METHOD) -> Inlines:
    """Return ``about 9 % of runs (8-11 %)``, which leads to its computation."""
    return (Trace(inlines(told(it, "runs", "the runs")), to),)


def of_those(it: Share, to: str = METHOD) -> Inlines:
    """Return ``about 9 % of these (8-11 %)``, which leads to its computation."""
    return (Trace(inlines(told(it, "these", "these")), to),)


def standings(states: dict[str, tuple[Share, ...]], k: int, *, least: float = 0.0) -> Inlines:
    """Return where the talks stand on the reported day `k`, short of an agreement, as clauses.

    The most frequent first; ways in which `least` of the runs or fewer stand are left out.
    """
    found = [
        (name, shares[k])
        for name, shares in states.items()
        if name != "comprehensive" and shares[k].value > least
    ]
    found.sort(key=lambda entry: -entry[1].value)
    return join([inlines(f"{STANDING[name]} in ", of_runs(it)) for name, it in found])


def told(it: Share, some: str, every: str) -> str:
    """Return a share of something with its interval, for a sentence.

    Examples
    --------
    >>> told(Share(0.0, 0.0, 0.0019, 2000), "runs", "the runs").replace("\u202f", " ")
    'none of the runs (0–0.2 %)'
    >>> told(Share(1.0, 0.998, 1.0, 2000), "runs", "the runs").replace("\u202f", " ")
    'all of the runs (99.8–100 %)'
    >>> told(Share(0.3712, 0.3503, 0.3926, 2000), "runs", "the runs").replace("\u202f", " ")
    'about 37 % of runs (35–39 %)'
    """
    if it.value in {0, 1}:
        return f"{'all' if it.value else 'none'} of {every} ({_span(it)})"
    value = percent(it)
    sure = value.startswith(("under", "over"))
    return f"{value if sure else f'about {value}'} of {some} ({_span(it)})"


def _span(it: Share) -> str:
    """Return the interval of a share, with a decimal where its ends would look alike."""
    text = span(it)
    low, _, high = text.removesuffix(f"{NARROW}%").partition("–")
    if low != high:
        return text
    return f"{100 * it.low:.1f}–{100 * it.high:.1f}{NARROW}%"


def runs_figure(it: Share, to: str = METHOD) -> Inlines:
    """Return ``9 % (8-11 %)`` for a table, which leads to its computation."""
    return (Trace(inlines(f"{percent(it)} ({_span(it)})"), to),)


def difference(it: Difference) -> str:
    """Return a difference of shares in percentage points with its interval, for a table.

    Examples
    --------
    >>> difference(Difference(0.037, 0.027, 0.048, 2000))
    '+3.7 points (+2.7 to +4.8)'
    >>> difference(Difference(-0.089, -0.102, -0.056, 2000))
    '−9 points (−10 to −6)'
    >>> difference(Difference(0.0, 0.0, 0.0, 2000))
    'no change in any run'
    """
    if it.value == it.low == it.high == 0:
        return "no change in any run"
    digits = _digits(it)
    low, high = (_points(end, digits) for end in (it.low, it.high))
    return f"{_points(it.value, digits)} points ({low} to {high})"


def change(it: Difference) -> str:
    """Return a difference of shares in percentage points with its sign, for a figure.

    Examples
    --------
    >>> change(Difference(0.037, 0.027, 0.048, 2000)), change(Difference(-0.1, -0.15, -0.05, 2000))
    ('+3.7', '−10')
    """
    return _points(it.value, _digits(it))


def change_of(it: Difference) -> str:
    """Return a difference of shares as a clause: by how much, or that it cannot be told.

    Examples
    --------
    >>> change_of(Difference(0.037, 0.027, 0.048, 2000))
    '3.7 points higher (2.7 to 4.8)'
    >>> change_of(Difference(-0.089, -0.102, -0.076, 2000))
    '8.9 points lower (7.6 to 10.2)'
    >>> change_of(Difference(0.001, -0.001, 0.003, 2000))
    'no change that can be told from chance (−0.1 to +0.3 points)'
    """
    digits = _digits(it)
    if not can_tell(it):
        low, high = (_points(end, digits) for end in (it.low, it.high))
        return f"no change that can be told from chance ({low} to {high} points)"
    ends = sorted(f"{100 * abs(end):.{digits}f}" for end in (it.low, it.high))
    ends.sort(key=float)
    more = "higher" if it.value > 0 else "lower"
    return f"{100 * abs(it.value):.{digits}f} points {more} ({ends[0]} to {ends[1]})"


def can_tell(it: Difference) -> bool:
    """Return whether a difference of shares can be told from chance."""
    return it.low > 0 or it.high < 0


def _digits(it: Difference) -> int:
    """Return the decimals of a percentage point that the error supports."""
    return 1 if 50 * (it.high - it.low) < 2 else 0


def _points(value: float, digits: int) -> str:
    text = f"{100 * abs(value):.{digits}f}"
    if float(text) == 0:
        return text
    return f"{'+' if value > 0 else '−'}{text}"


def event_name(words: Lexicon, event: str) -> Inlines:
    """Return the name of an event, in quotation marks."""
    return inlines("“", Given(shown(words.events[event].name)), "”")


def reason(words: Lexicon, cause: str, subject: str | None) -> Inlines:
    """Return what suspended or ended the talks, as a clause."""
    match cause, subject:
        case "broke-off", str(party):
            return inlines(
                words.the(party), " broke off, having been offered nothing better than no agreement"
            )
        case "party-left", str(party):
            return inlines(words.the(party), " left the table")
        case "mediator-left", _:
            return inlines("the mediator left and the parties did not go on by themselves")
        case "deadline", str(event):
            return inlines("the deadline ", event_name(words, event), " was kept")
        case "event", str(event):
            return event_name(words, event)
    raise ValueError(f"expected a known cause with its party or event, got {cause!r}, {subject!r}")


_PLACE = re.compile(r"(?P<what>\w+(?:\.conduct)?)(?:\[(?P<key>[^\]]+)\])?\.(?P<field>[\w.]+)")

_TALKS = {
    "every_days": "the days between two rounds that are not yet dated",
    "believed_months": "the months that the parties believe they have",
    "settles_apart": "the chance that a session settles an issue that is ripe and can be settled "
    "on its own",
    "breaks_off": "the chance per session that a party breaks off which has been offered nothing "
    "better than no agreement",
    "resumes_per_month": "the rate a month at which suspended talks resume",
    "gives_up_after": "the months of suspension after which the talks have collapsed",
    "without_mediator": "the chance that the parties go on by themselves once the mediator has "
    "left",
    "fading": "what is left of a deadline’s credibility for each earlier one that passed without "
    "being kept",
}
_MEDIATOR = {
    "bias": " own interests in what it proposes",
    "patience": " patience, in months without any movement",
    "budget": " means to move a party to a text, in that party’s utility",
    "tells": " chance to make a party believe what the others could accept",
}
_EVENT = {
    "credible": ("the chance that the deadline ", " is kept"),
    "effect.mediator_leaves": ("the chance that the mediator leaves with ", ""),
    "effect.mediator_hazard": ("the factor on the mediator’s readiness to leave from ", " on"),
    "effect.suspends": ("the chance that ", " suspends the talks"),
    "effect.escalates": ("the chance that ", " ends the talks in escalation"),
    "effect.delays": ("the days by which ", " puts off the sessions after it"),
}


_SCALES = {"exponent": " (above 1: late)", "bias": " (0: none)"}
"""What a table says of numbers whose scale does not go without saying."""


def assumption(words: Lexicon, name: str, *, scale: bool = False) -> Inlines:
    """Return an assumption about behaviour by its place in the case, as a noun phrase.

    A place that has no words of its own stands as it is; `scale` adds what its numbers mean.
    """
    meaning = _SCALES.get(name.rpartition(".")[2], "") if scale else ""
    return inlines(_phrase(words, name), meaning)


def _phrase(words: Lexicon, name: str) -> Inlines:
    found = _PLACE.fullmatch(name)
    if found is not None:
        match found["what"], found["key"], found["field"]:
            case "talks", None, field if field in _TALKS:
                return inlines(_TALKS[field])
            case "talks.conduct", str(party), "exponent":
                return inlines("how late ", words.the(party), " concedes")
            case "talks.conduct", str(party), "bound_by_mandate":
                return inlines("whether ", words.of(party), " delegates are bound by their mandate")
            case "parties", str(party), field if field.removeprefix("mediator.") in _MEDIATOR:
                return inlines(words.of(party), _MEDIATOR[field.removeprefix("mediator.")])
            case "events", str(event), field if field in _EVENT:
                before, after = _EVENT[field]
                return inlines(before, event_name(words, event), after)
    return (Given(shown(name), proper=True),)


def assumed_number(it: Uncertain) -> str:
    """Return an assumed number with its range, as coarse as an assumption is.

    Examples
    --------
    >>> assumed_number(Uncertain(0.05, 0.0699999, 0.085)), assumed_number(Uncertain(1, 1, 1))
    ('0.07 (0.05 to 0.085)', '1')
    """
    if it.certain:
        return f"{it.mode:.3g}"
    return f"{it.mode:.3g} ({it.low:.3g} to {it.high:.3g})"
