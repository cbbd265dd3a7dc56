"""How armed conflicts end, and whether the two sides fight again, after UCDP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goodoffices.record._data import Event
from goodoffices.record._imported.rate import Class, held_rates, share_rate
from goodoffices.record._rates import Agreement, Conflict, Rate

__all__ = ["of_conflicts", "of_dyads"]

_YEARS = (5.0, 10.0)
_AGREED: tuple[Agreement, ...] = ("full", "partial", "process")

_ENDINGS: dict[str, tuple[str, str, tuple[Agreement, ...]]] = {
    "peace agreement": ("agreement", "a peace agreement ended", _AGREED),
    "ceasefire": ("ceasefire", "a ceasefire ended", ("ceasefire",)),
    "victory of side A": ("government-victory", "side A, the government in most, won", ("none",)),
    "victory of side B": ("rebel-victory", "side B, the rebels in most, won", ("none",)),
    "low activity": ("low-activity", "died down", ("none",)),
    "a party ceased to exist": ("actor-ceases", "ended as a side ceased to exist", ("none",)),
}
"""By ending: how its rates are called, the end of a sentence, and the kind of agreement."""

_SHARES = {
    "agreement": ("peace-agreement", "ended by a peace agreement", ("peace agreement",)),
    "ceasefire": ("ceasefire", "ended by a ceasefire", ("ceasefire",)),
    "victory": ("victory", "ended by a victory", ("victory of side A", "victory of side B")),
    "low-activity": ("low-activity", "died down", ("low activity",)),
    "actor-ceases": (
        "actor-ceases",
        "ended because a side ceased to exist",
        ("a party ceased to exist",),
    ),
}
_AMONG: dict[Conflict, str] = {
    "interstate": "episodes of armed conflict between states",
    "intrastate": "episodes of armed conflict within a state",
}
_SAME = "had not been renewed by the same two sides after"


def of_dyads(events: Sequence[Event]) -> list[Rate]:
    """Return the shares of episodes of two sides after which they did not fight again."""
    computed = "from the end of the episode to the next year in which the dyad is active"
    note = "The same two sides only; other groups are not counted."
    of = Class("wars and armed conflicts of two sides", note=note)
    between = [event for event in events if event.conflict == "interstate"]
    of_states = Class("armed conflicts between states", conflict=("interstate",), note=note)
    return [
        *_held("dyad", "no-fighting", of, _SAME, events, computed),
        *_held("war", "no-fighting", of_states, _SAME, between, computed),
    ]


def of_conflicts(events: Sequence[Event]) -> list[Rate]:
    """Return the shares of endings by type of conflict, and of those not fought out again."""
    rates: list[Rate] = []
    for kind, among in _AMONG.items():
        endings = [event.features["ending"] for event in events if event.conflict == kind]
        for key, (measure, outcome, these) in _SHARES.items():
            rates += share_rate(
                f"{kind}-ends-{key}", "ending", measure, Class(among, conflict=(kind,)), outcome,
                [ending in these for ending in endings], computed="outcome, conflict level",
            )  # fmt: skip
    computed = "from the end of the episode to the next year in which the conflict is active"
    outcome = "had not been fought out again, by whomever, after"
    of = Class("armed conflicts")
    measure = "no-fighting-in-conflict"
    return rates + _held("conflict", measure, of, outcome, events, computed)


def _held(
    key: str, measure: str, of: Class, outcome: str, events: Sequence[Event], computed: str
) -> list[Rate]:
    """Return the rates by ending of a class, whose name is the beginning of theirs."""
    rates: list[Rate] = []
    for ending, (name, words, agreement) in _ENDINGS.items():
        opposite = {"agreement": "ceasefire", "ceasefire": "agreement"}.get(name)
        rates += held_rates(
            f"{key}-{name}", measure,
            replace(of, among=f"{of.among} that {words}", agreement=agreement), outcome,
            [event for event in events if event.features["ending"] == ending], years=_YEARS,
            computed=computed, against=f"{key}-{opposite}" if opposite else None,
            confidence="medium" if of.conflict else "high",
        )  # fmt: skip
    return rates
