"""Scores in words: with n, and without a ranking that n cannot give."""

from __future__ import annotations

from goodoffices.brief._document import Given, Inlines, inlines
from goodoffices.brief._words.numbers import NARROW, count
from goodoffices.record import ANECDOTE, Calibration, Paired, Scored

__all__ = ["calibrated", "compared", "how_many", "number_of", "ranking", "stated"]


def stated(probability: float) -> str:
    """Return a probability as a percentage, with a decimal only near the ends.

    Examples
    --------
    >>> stated(0.55).replace(NARROW, " "), stated(0.004).replace(NARROW, " ")
    ('55 %', '0.4 %')
    >>> stated(0.999).replace(NARROW, " "), stated(1.0).replace(NARROW, " ")
    ('99.9 %', '100 %')
    """
    hundred = 100 * probability
    text = f"{hundred:.1f}" if 0 < hundred < 2 or 98 < hundred < 100 else f"{hundred:.0f}"
    return f"{text.removesuffix('.0')}{NARROW}%"


def number_of(value: float) -> str:
    """Return a score with three decimals, and a true minus sign.

    Examples
    --------
    >>> number_of(0.12345), number_of(-0.0301), number_of(-0.0001)
    ('0.123', '−0.030', '0.000')
    """
    text = f"{value:.3f}"
    return "0.000" if text == "-0.000" else text.replace("-", "−")


def how_many(scored: Scored) -> Inlines:
    """Return on how much a record rests."""
    cases = f" of {count(scored.cases, 'case')}" if scored.cases < scored.n else ""
    few = (
        f" Below {ANECDOTE} questions this is an anecdote: it shows what happened, and not how "
        "good the forecaster is."
        if scored.n < ANECDOTE
        else ""
    )
    versions = f" Made by versions {', '.join(scored.versions)}." if scored.versions else ""
    return inlines(
        f"n = {scored.n}: {count(scored.n, 'question')}{cases}, {scored.happened} of which "
        f"came true.{few}{versions}"
    )


def calibrated(found: Calibration, n: int) -> Inlines:
    """Return whether the stated probabilities fit what happened, as far as n can tell."""
    low, high = (number_of(end) for end in found.by_chance)
    begin = (
        f"Unreliability (Brier score): {number_of(found.unreliability)}; forecasts that are right "
        f"would show {low} to {high} by chance in 90 of 100 such records (p = {found.p_value:.2g})."
    )
    if found.p_value < 0.05:
        return inlines(f"{begin} The forecasts do not fit what happened.")
    return inlines(
        f"{begin} Nothing speaks against their being right, which with n = {n} says little."
        if n < ANECDOTE
        else f"{begin} Nothing speaks against their being right."
    )


def compared(pair: Paired) -> Inlines:
    """Return a comparison as a clause with its figures."""
    name = {"brier": "Brier score", "log": "logarithmic score"}[pair.score]
    skill = "" if pair.skill is None else f", skill {_percent(pair.skill)}"
    interval = (
        ""
        if pair.low is None or pair.high is None
        else f" (interval {number_of(pair.low)} to {number_of(pair.high)})"
    )
    cases = f" of {count(pair.cases, 'case')}" if pair.cases < pair.n else ""
    return inlines(
        Given(pair.forecaster), " against ", Given(pair.rival),
        f", {name}, n = {pair.n}{cases}: {number_of(pair.mean)} against "
        f"{number_of(pair.rival_mean)}, difference {number_of(pair.difference)}{interval}{skill}.",
    )  # fmt: skip


def ranking(pair: Paired) -> Inlines:
    """Return who is better, or why that cannot be told."""
    least = (
        ""
        if pair.detectable is None
        else f" Differences under {number_of(pair.detectable)} are too small for so few questions."
        if pair.detectable > abs(pair.difference)
        else ""
    )
    needed = (
        f" A difference like this one would take about {pair.needed:,} such questions."
        if pair.needed is not None and pair.needed > pair.n
        else ""
    )
    match pair.verdict:
        case "anecdote":
            text = f"n = {pair.n} cannot tell who is better.{least}{needed}"
        case "one-case":
            text = (
                f"n = {pair.n} cannot tell who is better: all questions are of one case and share "
                "its fate."
            )
        case "undecided":
            text = f"n = {pair.n} cannot tell who is better.{least}{needed}"
        case "better":
            text = "The first is better."
        case "worse":
            text = "The second is better."
    return inlines(text)


def _percent(skill: float) -> str:
    return f"{100 * skill:.0f}{NARROW}%".replace("-", "−")
