"""How long peace agreements hold, whole and by what they provide for, after UCDP."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.record._data import Event
from goodoffices.record._imported.rate import YEARS, Class, held_rates
from goodoffices.record._rates import Agreement, Feature, Rate

__all__ = ["of_agreements"]

_ALL: tuple[Agreement, ...] = ("full", "partial", "process")
_OUTCOME = "still held after"
_MEASURE = "agreement-holds"

_TYPES: dict[Agreement, tuple[str, str, str]] = {
    "full": ("full-agreement", "full peace agreements", "partial-agreement"),
    "partial": ("partial-agreement", "partial peace agreements", "full-agreement"),
    "process": ("process-agreement", "agreements on a peace process", "full-agreement"),
}

_PROVISIONS: dict[str, tuple[Feature, str, str]] = {
    "ceasefire": ("ceasefire", "ceasefire-clause", "a ceasefire clause"),
    "commission": ("commission", "commission", "a commission for implementation"),
    "peacekeeping": ("peacekeeping", "peacekeeping", "a peacekeeping operation"),
    "power-sharing": ("power_sharing", "power-sharing", "extensive power sharing"),
    "guarantee": ("guarantee", "guarantee", "security guarantees"),
    "monitoring": ("monitoring", "monitoring", "enforcement or an international mission"),
}
_ASSOCIATION = (
    "Such clauses are written where they are thought to be needed: an association, and no effect."
)


def of_agreements(events: Sequence[Event]) -> list[Rate]:
    """Return the shares of agreements that still held."""
    rates = held_rates(
        "agreement", _MEASURE,
        Class(
            "peace agreements", agreement=_ALL, note="Several belong to one conflict or process."
        ),
        _OUTCOME, events, years=tuple(YEARS), computed="to the end of the agreement",
    )  # fmt: skip
    for kind, (key, among, against) in _TYPES.items():
        rates += held_rates(
            key, _MEASURE, Class(among, agreement=(kind,)), _OUTCOME,
            [event for event in events if event.agreement == kind], years=(5.0,),
            computed="by pa_type", against=against,
        )  # fmt: skip
    for name, (feature, key, words) in _PROVISIONS.items():
        for has in (True, False):
            these = [event for event in events if event.features.get(name) is has]
            rates += held_rates(
                key if has else f"no-{key}", _MEASURE,
                Class(
                    f"peace agreements {'with' if has else 'without'} {words}", agreement=_ALL,
                    feature=feature, has=has,
                    note=_ASSOCIATION,
                ),
                _OUTCOME, these, years=(5.0,), computed=f"by {name}",
                against=f"no-{key}" if has else key, confidence="medium",
            )  # fmt: skip
    for code in range(6):
        rates += held_rates(
            f"outstanding-{code}", _MEASURE,
            Class(
                f"peace agreements with code {code} of outstanding issues", agreement=_ALL,
                note=f"The codebook says what the code means. {_ASSOCIATION}",
            ),
            _OUTCOME,
            [event for event in events if event.features["outstanding"] == f"code {code}"],
            years=(5.0,), computed="by out_iss", confidence="medium",
        )  # fmt: skip
    return rates
