"""How far peace processes come, in what order, and what their documents provide for: PA-X."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from goodoffices.record._data import Event
from goodoffices.record._imported.rate import Class, quantile_rates, share_rate
from goodoffices.record._rates import Rate

__all__ = ["of_processes"]

_NEXT = {
    "ceasefire": ("ceasefire", "another ceasefire"),
    "pre-negotiation": ("prenegotiation", "a pre-negotiation agreement"),
    "implementation": ("implementation", "an implementation agreement"),
    "partial": ("partial", "a partial agreement"),
    "comprehensive": ("comprehensive", "a comprehensive agreement"),
    "renewal": ("renewal", "a renewal"),
}
_PROVISIONS = {
    "guarantee": ("guarantee", "guarantee", "guarantees", "SsrGua"),
    "enforcement": ("enforcement", "enforcement", "enforcement", "ImE"),
    "mission": ("mission", "international-mission", "an international mission", "ImPK"),
    "borders": ("border", "border-delimitation", "the delimitation of a border", "StBor"),
    "sanctions": ("sanctions", "sanctions", "sanctions", "TjSan"),
}
_TOO_YOUNG = dt.timedelta(days=365)
"""A document that is the last of its process says nothing yet of what follows, if it is younger."""


def of_processes(events: Sequence[Event]) -> list[Rate]:
    """Return the rates of processes and of their documents."""
    return [*_reached(events), *_order(events), *_followed(events), *_provided(events)]


def _firsts(events: Sequence[Event]) -> list[dict[str, dt.date]]:
    """Return for each process the first date of each stage."""
    firsts: dict[str, dict[str, dt.date]] = defaultdict(dict)
    for event in events:
        if event.start is not None and event.agreement is not None:
            known = firsts[event.group].get(event.agreement, event.start)
            firsts[event.group][event.agreement] = min(known, event.start)
    return list(firsts.values())


def _reached(events: Sequence[Event]) -> list[Rate]:
    firsts = _firsts(events)
    rates: list[Rate] = []
    for key, words, these in (
        ("process-comprehensive", "", firsts),
        (
            "process-with-ceasefire-comprehensive",
            " with a ceasefire agreement",
            [each for each in firsts if "ceasefire" in each],
        ),
        (
            "process-without-ceasefire-comprehensive",
            " without a ceasefire agreement",
            [each for each in firsts if "ceasefire" not in each],
        ),
    ):
        rates += share_rate(
            key, "signing", "comprehensive", Class(f"peace processes{words}"),
            "reached a comprehensive agreement", ["comprehensive" in each for each in these],
            computed='processes with a document of the stage "SubComp"', confidence="medium",
        )  # fmt: skip
    return rates


def _order(events: Sequence[Event]) -> list[Rate]:
    firsts = _firsts(events)
    substance, whole = [], []
    for each in firsts:
        agreed = [each[stage] for stage in ("partial", "comprehensive") if stage in each]
        if "ceasefire" in each and agreed:
            substance.append(each["ceasefire"] < min(agreed))
        if "ceasefire" in each and "comprehensive" in each:
            whole.append(each["ceasefire"] < each["comprehensive"])
    rates: list[Rate] = []
    for key, words, hits in (
        ("substance", "substantive", substance),
        ("comprehensive", "comprehensive", whole),
    ):
        rates += share_rate(
            f"ceasefire-before-{key}", "feature", "ceasefire-first",
            Class(f"peace processes with a ceasefire and a {words} agreement"),
            "had the ceasefire first", hits,
            computed="by the first date of each stage; on the same day it is not first",
            confidence="medium",
        )  # fmt: skip
    for key, stage, words in (
        ("ceasefire", "ceasefire", "the first ceasefire to the comprehensive agreement"),
        (
            "prenegotiation",
            "pre-negotiation",
            "the first pre-negotiation agreement to the comprehensive one",
        ),
    ):
        pairs = [
            (each["comprehensive"] - each[stage]).days
            for each in firsts
            if "comprehensive" in each and stage in each
        ]
        rates += quantile_rates(
            f"{key}-to-comprehensive", f"{key}-to-comprehensive",
            Class("peace processes that reached both"), f"went from {words} within",
            [float(days) for days in pairs if days >= 0], quantiles=(0.25, 0.5, 0.75),
            computed="between the first dates of the two, where that order is kept",
            confidence="medium",
        )  # fmt: skip
    return rates


def _followed(events: Sequence[Event]) -> list[Rate]:
    """Return what follows a ceasefire next in the same process, local agreements left out."""
    processes: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.conflict != "local" and event.start is not None:
            processes[event.group].append(event)
    last = max(event.start for event in events if event.start is not None)
    after: list[str | None] = []
    for documents in processes.values():
        documents.sort(key=lambda event: (event.start, event.features["number"] or 0.0))
        for event, following in zip(documents, [*documents[1:], None], strict=True):
            if event.agreement != "ceasefire":
                continue
            if following is not None:
                after.append(following.agreement)
            elif event.start is not None and last - event.start >= _TOO_YOUNG:
                after.append(None)
    of = Class("ceasefire documents", agreement=("ceasefire",))
    computed = (
        "the next document of the same process; local agreements left out, and ceasefires of the "
        "last year of the record that nothing has followed yet"
    )
    rates: list[Rate] = []
    for stage, (key, words) in _NEXT.items():
        rates += share_rate(
            f"after-ceasefire-{key}", "signing", "next-document", of,
            f"were followed next by {words}", [each == stage for each in after],
            computed=computed, confidence="medium",
        )  # fmt: skip
    return rates + share_rate(
        "after-ceasefire-nothing", "signing", "next-document", of,
        "were the last document of the process", [each is None for each in after],
        computed=computed, confidence="medium",
    )  # fmt: skip


def _provided(events: Sequence[Event]) -> list[Rate]:
    classes = (
        ("all", Class("agreements"), list(events)),
        (
            "interstate",
            Class("agreements between states", conflict=("interstate",)),
            [event for event in events if event.conflict == "interstate"],
        ),
        (
            "comprehensive",
            Class("comprehensive agreements", agreement=("full",)),
            [event for event in events if event.agreement == "comprehensive"],
        ),
    )
    rates: list[Rate] = []
    for name, (key, measure, words, column) in _PROVISIONS.items():
        for mark, of, these in classes:
            coded = [event.features[name] for event in these]
            rates += share_rate(
                f"{key}-{mark}", "feature", measure, of, f"provided for {words}",
                [bool(each) for each in coded if each is not None],
                computed=f"{column} above 0",
            )  # fmt: skip
    return rates
