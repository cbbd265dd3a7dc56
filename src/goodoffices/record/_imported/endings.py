"""How armed conflicts end, and whether the two sides fight again, after UCDP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from goodoffices.record._data import Event
from goodoffices.record._imported.rate import Class, ImportedRate, held_rates, share_rate

__all__ = ["of_conflicts", "of_dyads"]

_YEARS = (5.0, 10.0)
_AGREED = ("full", "partial", "process")

_ENDINGS: dict[str, tuple[str, str, tuple[str, ...]]] = {
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
_AMONG = {
    "interstate": "episodes of armed conflict between states",
    "intrastate": "episodes of armed conflict within a state",
}
_SAME = "had not been renewed by the same two sides after"


def of_dyads(events: Sequence[Event]) -> list[ImportedRate]:
    """Return the shares of episodes of two sides after which they did not fight again."""
    note = "The same two sides only; other groups are not counted."
    computed = "from the end of the episode to the next year in which the dyad is active"
    found = _held(
        events, "dyad", "no-fighting", "wars and armed conflicts of two sides", (), _SAME, computed,
        note,
    )  # fmt: skip
    between = [event for event in events if event.conflict == "interstate"]
    return found + _held(
        between, "war", "no-fighting", "armed conflicts between states", ("interstate",), _SAME,
        computed, note,
    )  # fmt: skip


def of_conflicts(events: Sequence[Event]) -> list[ImportedRate]:
    """Return the shares of endings by type of conflict, and of those not fought out again."""
    rates: list[ImportedRate] = []
    for kind, among in _AMONG.items():
        endings = [event.features["ending"] for event in events if event.conflict == kind]
        for key, (measure, outcome, these) in _SHARES.items():
            rates += share_rate(
                f"{kind}-ends-{key}", "ending", measure,
                Class(among, conflict=(kind,)), outcome,
                [ending in these for ending in endings], computed="outcome, conflict level",
            )  # fmt: skip
    return rates + _held(
        events, "conflict", "no-fighting-in-conflict", "armed conflicts", (),
        "had not been fought out again, by whomever, after",
        "from the end of the episode to the next year in which the conflict is active", "",
    )  # fmt: skip


def _held(  # the words in which two tables differ
    events: Sequence[Event],
    key: str,
    measure: str,
    among: str,
    conflict: tuple[str, ...],
    outcome: str,
    computed: str,
    note: str,
) -> list[ImportedRate]:
    rates: list[ImportedRate] = []
    sure: Literal["high", "medium"] = "medium" if conflict else "high"
    for ending, (name, words, agreement) in _ENDINGS.items():
        opposite = {"agreement": "ceasefire", "ceasefire": "agreement"}.get(name)
        rates += held_rates(
            f"{key}-{name}", measure,
            Class(
                f"{among} that {words}", conflict=conflict, agreement=agreement, note=note
            ),
            outcome, [event for event in events if event.features["ending"] == ending],
            years=_YEARS, computed=computed, against=f"{key}-{opposite}" if opposite else None,
            confidence=sure,
        )  # fmt: skip
    return rates
