"""The plan on the calendar: the figure, its table, and what is done by each deadline."""

from __future__ import annotations

import datetime as dt

from goodoffices.brief._charts import Bar, Gantt, Hand, Key
from goodoffices.brief._document import (
    Cell,
    Column,
    Figure,
    Given,
    Inlines,
    Row,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, join, shown
from goodoffices.brief._words.numbers import about, count, dates, day, figure, plural, signed
from goodoffices.brief._words.steps import act, act_label, steps_of
from goodoffices.order import OrderResult, Slot

__all__ = ["dated", "gantt"]

_MARKS = 8
"""Deadlines shown."""


def dated(words: Lexicon, order: OrderResult) -> Inlines:
    """Return when everything would be done, and what delays it."""
    critical = [slot for slot in order.schedule if slot.critical]
    path = join([act(order, slot.act) for slot in critical])
    end = Trace(inlines(day(order.ends)), "made-schedule")
    low, high = order.ends_range
    horizon = next((entry for entry in order.milestones if entry.event is None), None)
    by = (
        inlines(
            " By the horizon of the case, ", day(words.case.horizon), ", it is done in ",
            Trace(inlines(about(horizon.finished)), "made-schedule"), ".",
        )
        if horizon is not None else ()
    )  # fmt: skip
    span = "" if low == high else f" (in the middle 80 per cent of draws: {dates(low, high)})"
    longest = (
        inlines(" The critical path, any delay on which delays the whole: ", path, ".")
        if critical
        else ()
    )
    return inlines(
        "On the calendar, begun on ", day(order.start), " and with no time lost, everything is "
        "done on ", end, span, ".", by, longest, *_deadlines(words, order),
    )  # fmt: skip


def _deadlines(words: Lexicon, order: OrderResult) -> list[Inlines]:
    dated = [entry for entry in order.milestones if entry.event is not None][:3]
    if not dated:
        return []
    total = len(order.schedule)
    clauses = [
        inlines(
            f"{count(entry.acts, 'act')} of {total} by “",
            Given(shown(words.events[str(entry.event)].name)), f"” on {day(entry.day)}",
        )
        for entry in dated
    ]  # fmt: skip
    return [inlines(" Done at the most plausible durations: ", join(clauses), ".")]


def gantt(words: Lexicon, order: OrderResult) -> Figure:
    """Return the plan on the calendar as a figure, with its data."""
    first = order.start
    last = max([order.ends_range[1], order.ends, *(slot.ends_range[1] for slot in order.schedule)])

    def since(date: dt.date) -> int:
        return (date - first).days

    marks = [
        (
            words.events[entry.event].name if entry.event else "Horizon of the case",
            since(entry.day),
        )
        for entry in order.milestones
        if entry.day <= last
    ]
    chart = Gantt(
        first=first,
        days=max(1, since(last)),
        bars=tuple(_bar(order, slot, first) for slot in order.schedule),
        marks=tuple((shown(label), at) for label, at in marks[:_MARKS]),
        hands=tuple(_hand(words, order, party, first) for party in order.parties),
    )
    caption = inlines(
        "The plan on the calendar, and under it what each party whose consent is needed gains by "
        "walking away, until everything is done, at the most plausible numbers: below the line it "
        "loses, above it is exposed. What a party has without agreement is held as on ",
        day(order.at),
        " throughout. Acts that change somebody’s hand are finished in the order "
        "of the plan, the others as soon as they can be; where the last of the former completes "
        "the agreement, it is not finished before everything else.",
    )
    return Figure("gantt", caption, chart, _data(words, order))


def _bar(order: OrderResult, slot: Slot, first: dt.date) -> Bar:
    return Bar(
        label=act_label(order, slot.act),
        begins=(slot.begins - first).days,
        ends=(slot.ends - first).days,
        latest=(slot.latest_end - first).days,
        low=(slot.ends_range[0] - first).days,
        high=(slot.ends_range[1] - first).days,
        critical=slot.critical,
        weighs=slot.weighs,
    )


def _hand(words: Lexicon, order: OrderResult, party: str, first: dt.date) -> Hand:
    """Return what a party gains by walking away, from the day on which each act is finished."""
    ends = {slot.act: (slot.ends - first).days for slot in order.schedule}
    until = (order.ends - first).days
    # Of acts finished on one day the last says what has been done on it.
    points = {0: order.commitment.plan[0].gain[party]}
    for entry in order.commitment.plan:
        if entry.act is not None and ends[entry.act] < until:
            points[ends[entry.act]] = entry.gain[party]
    return Hand(Key(words.label(party), words.signs[party]), tuple(points.items()), until)


def _data(words: Lexicon, order: OrderResult) -> Table:
    plan = {entry.act: entry for entry in order.commitment.plan if entry.act is not None}
    rows = []
    for slot in order.schedule:
        who = dict.fromkeys(
            party for entry in order.steps if entry.id in steps_of(slot.act) for party in entry.by
        )
        entry = plan.get(slot.act)
        gain = entry.gain if entry else None
        often = entry.often if entry and entry.counts else None
        rows.append(
            Row(
                (
                    Cell((inlines(act(order, slot.act)),)),
                    Cell((join([words.who(party) for party in who]),)),
                    Cell((inlines(day(slot.begins)),)),
                    Cell((inlines(day(slot.ends)), inlines(_spread(slot)))),
                    Cell((inlines(_slack(slot)),)),
                    *(
                        Cell((inlines("–" if gain is None else signed(gain[party])),))
                        for party in order.parties
                    ),
                    Cell((inlines("–" if often is None else figure(often)),)),
                )
            )
        )
    heads: list[Inlines] = [
        inlines(head) for head in ("Act", "By", "Begins", "Finished", "Can slip")
    ]
    heads += [
        inlines("Gain of ", words.party(party), " by walking away then") for party in order.parties
    ]
    heads.append(inlines("Somebody is exposed then"))
    return Table(
        "gantt-data",
        inlines(
            "The plan as a table; the share in which somebody is exposed is of the draws in which "
            "the package is worth signing"
        ),
        tuple(Column(head) for head in heads),
        tuple(rows),
    )


def _spread(slot: Slot) -> str:
    low, high = slot.ends_range
    return "" if low == high else f"80 % of draws: {dates(low, high)}"


def _slack(slot: Slot) -> str:
    days = (slot.latest_end - slot.ends).days
    return "no: critical" if slot.critical else f"{days:,} {plural(days, 'day')}"
