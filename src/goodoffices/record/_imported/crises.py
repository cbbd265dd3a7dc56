"""How crises between states end and whether they come back, with and without a mediator: ICB."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goodoffices.record._data import Event
from goodoffices.record._imported.rate import Class, quantile_rates, share_rate
from goodoffices.record._rates import Agreement, Conflict, Mediator, Rate, Style

__all__ = ["of_crises"]

_CONFLICT: tuple[Conflict, ...] = ("crisis", "interstate")
_MEDIATED: tuple[Mediator, ...] = ("single-state", "group-of-states", "igo", "regional")
_ANY = ("formal", "semi-formal")
_SIGNED: tuple[Agreement, ...] = ("full", "partial", "process", "ceasefire")

_WHO: dict[str, tuple[str, Mediator, str]] = {
    "single state": ("single-state", "single-state", "a single state"),
    "group of states": ("group", "group-of-states", "a group of states"),
    "global organisation": ("igo", "igo", "a global organisation"),
    "regional organisation": ("regional", "regional", "a regional organisation"),
}
_STYLES: dict[Style, str] = {
    "facilitation": "whose mediator went no further than facilitation",
    "formulation": "whose mediator went as far as formulation (proposals of its own)",
    "manipulation": "whose mediator went as far as manipulation (inducements and pressure)",
}
_FORMAL = "ended in a formal agreement (treaty, armistice or ceasefire)"
_EITHER = "ended in a formal or semi-formal agreement"
_AGAIN = "were not followed by another between the same adversaries within five years"
_CHANCE = "Which crises are mediated is not chance, and that is not removed."

_Which = Callable[[Event], bool]


def of_crises(events: Sequence[Event]) -> list[Rate]:
    """Return the rates of crises."""
    rates: list[Rate] = []
    wars: tuple[tuple[str, str, tuple[Conflict, ...], _Which], ...] = (
        ("crisis", "crises between states", _CONFLICT, lambda _: True),
        (
            "war",
            "crises between states with full-scale war",
            ("interstate",),
            lambda event: event.features["violence"] == "full-scale war",
        ),
    )
    for key, among, conflict, within in wars:
        for mediated in (True, False):
            these = [e for e in events if within(e) and e.features["mediated"] is mediated]
            rates += _compared(key, among, conflict, these, mediated=mediated)
    for who, (key, mediator, words) in _WHO.items():
        these = [event for event in events if event.mediator == who]
        rates += _mediators(key, mediator, words, these)
    for style, words in _STYLES.items():
        these = [event for event in events if event.features["style"] == style]
        against = "manipulation" if style == "formulation" else "formulation"
        rates += share_rate(
            f"crisis-{style}-any-agreement", "signing", "any-agreement",
            Class(f"crises between states {words}", _CONFLICT, _MEDIATED, style=style), _EITHER,
            _ended(these, _ANY), computed="the highest style, medstyle",
            against=f"crisis-{against}-any-agreement", confidence="medium",
        )  # fmt: skip
    days = [event.features["mediation days"] for event in events]
    return rates + quantile_rates(
        "crisis-mediation", "mediation",
        Class("mediations of crises between states", _CONFLICT, _MEDIATED), "were over within",
        [float(each) for each in days if isinstance(each, float)],
        quantiles=(0.25, 0.5, 0.75, 0.9),
        computed="from the first to the last date of mediation; an unknown day is the 15th",
    )  # fmt: skip


def _compared(
    key: str, among: str, conflict: tuple[Conflict, ...], these: Sequence[Event], *, mediated: bool
) -> list[Rate]:
    """Return the rates of mediated crises, or of the others."""
    name = f"{key}-{'mediated' if mediated else 'unmediated'}"
    other = f"{key}-{'unmediated' if mediated else 'mediated'}"
    words = "with a mediator" if mediated else "without a mediator"
    mediator: tuple[Mediator, ...] = _MEDIATED if mediated else ("none",)
    of = Class(f"{among}, {words}", conflict, mediator, note=_CHANCE)
    code = "mediate = 4" if mediated else "mediate = 1 to 3"
    rates = share_rate(
        f"{name}-any-agreement", "signing", "any-agreement", of, _EITHER, _ended(these, _ANY),
        computed=f"forout 1 or 2, {code}", against=f"{other}-any-agreement",
    )  # fmt: skip
    rates += share_rate(
        f"{name}-formal", "signing", "formal-agreement", of, _FORMAL, _ended(these, ("formal",)),
        computed=f"forout 1, {code}", against=f"{other}-formal",
    )  # fmt: skip
    signed_or_not = Class(f"{among}, signed or not, {words}", conflict, mediator, note=_CHANCE)
    rates += share_rate(
        f"{name}-5y", "holding", "no-crisis", signed_or_not, _AGAIN, _quiet(these),
        computed=f"outesr 2 of 1 and 2, {code}", against=f"{other}-5y", years=5.0,
    )  # fmt: skip
    if key == "war":
        return rates
    signed = Class(
        f"{among} that ended in a formal agreement, {words}", conflict, mediator, _SIGNED,
        note=_CHANCE,
    )  # fmt: skip
    kind = "mediated" if mediated else "unmediated"
    counter = "unmediated" if mediated else "mediated"
    return rates + share_rate(
        f"crisis-formal-{kind}-5y", "holding", "no-crisis", signed, _AGAIN,
        _quiet([event for event in these if event.agreement == "formal"]),
        computed=f"outesr 2 of 1 and 2 where forout = 1, {code}",
        against=f"crisis-formal-{counter}-5y", years=5.0, confidence="medium",
    )  # fmt: skip


def _mediators(key: str, mediator: Mediator, words: str, these: Sequence[Event]) -> list[Rate]:
    """Return the rates of crises that one type of mediator led."""
    other = "group" if key == "single-state" else "single-state"
    by = f"mediated mainly by {words}"
    rates = share_rate(
        f"crisis-{key}-formal", "signing", "formal-agreement",
        Class(f"crises between states, {by}", _CONFLICT, (mediator,)), _FORMAL,
        _ended(these, ("formal",)), computed="forout 1, by medwho",
        against=f"crisis-{other}-formal", confidence="medium",
    )  # fmt: skip
    return rates + share_rate(
        f"crisis-{key}-5y", "holding", "no-crisis",
        Class(f"crises between states, signed or not, {by}", _CONFLICT, (mediator,)), _AGAIN,
        _quiet(these), computed="outesr 2 of 1 and 2, by medwho", against=f"crisis-{other}-5y",
        years=5.0, confidence="medium",
    )  # fmt: skip


def _ended(events: Sequence[Event], how: tuple[str, ...]) -> list[bool]:
    outcomes = (event.features["outcome"] for event in events)
    return [outcome in how for outcome in outcomes if outcome is not None]


def _quiet(events: Sequence[Event]) -> list[bool]:
    again = (event.features["recurred"] for event in events)
    return [not each for each in again if each is not None]
