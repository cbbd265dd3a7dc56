"""How often a meeting of mediators goes with an agreement: MEND."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.record._data import Event
from goodoffices.record._imported.rate import Class, share_rate
from goodoffices.record._rates import Mediator, Rate

__all__ = ["of_meetings"]

_ALL: tuple[Mediator, ...] = ("single-state", "group-of-states", "igo", "regional")
_MEDIATORS: dict[str, tuple[str, tuple[Mediator, ...], str]] = {
    "single state": ("single-state", ("single-state",), "of a single state"),
    "group of states": ("group", ("group-of-states",), "of several states"),
    "international organisation": ("igo", ("igo", "regional"), "of international organisations"),
}
_NOTE = "Six conflicts, mainly in the Middle East and Sudan."


def of_meetings(events: Sequence[Event]) -> list[Rate]:
    """Return the rates of meetings."""
    direct = [event for event in events if event.features["kind"] == "mediation"]
    among = "direct mediation events in six conflicts, 2018-2025"
    rates = share_rate(
        "event-agreement", "signing", "mediation-event", Class(among, mediator=_ALL, note=_NOTE),
        "were tied to an agreement", _coded(direct, "agreement reached"),
        computed="agmt of events with med_type M", confidence="medium",
    )  # fmt: skip
    rates += share_rate(
        "event-shuttle", "feature", "mediation-event", Class(among, mediator=_ALL, note=_NOTE),
        "were shuttles between the sides", _coded(direct, "shuttle"),
        computed="shuttle of events with med_type M", confidence="medium",
    )  # fmt: skip
    for kind, (key, mediator, words) in _MEDIATORS.items():
        rates += share_rate(
            f"event-{key}-agreement", "signing", "mediation-event",
            Class(f"{among}, {words}", mediator=mediator, note=_NOTE), "were tied to an agreement",
            _coded([event for event in direct if event.mediator == kind], "agreement reached"),
            computed="agmt of events with med_type M, by third_party_id_MEND",
            confidence="medium",
        )  # fmt: skip
    return rates


def _coded(events: Sequence[Event], name: str) -> list[bool]:
    return [bool(each) for event in events if (each := event.features[name]) is not None]
