"""Rates of past cases as tables and lists."""

from __future__ import annotations

from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    Column,
    Given,
    Inlines,
    Item,
    Paragraph,
    Row,
    Strong,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.evidence import spread
from goodoffices.brief._words.lexicon import shown
from goodoffices.brief._words.numbers import capitalised, listing
from goodoffices.brief._words.record import (
    FEATURES,
    METHOD,
    anecdote,
    interval,
    row_label,
    value,
)
from goodoffices.record import (
    Direction,
    HoldingResult,
    Rate,
)

__all__ = ["RULES", "anecdotes", "direction", "table_of"]

RULES = (
    "Rates of different classes are never multiplied. Who mediates, and what an agreement "
    "provides for, was not drawn by lot: a difference between two classes is an association."
)


def table_of(anchor: str, caption: str, listed: tuple[Rate, ...]) -> Table:
    heads = ("Class", "Outcome", "Share", "95 % interval", "n", "Source")
    columns = tuple(Column(inlines(name), numeric=name == "n") for name in heads)
    return Table(anchor, inlines(caption), columns, tuple(map(_row, listed)))


def _row(rate: Rate) -> Row:
    size = (
        f"{rate.n:,}"
        if rate.n
        else f"not stated, of {rate.total:,}"
        if rate.total
        else "not stated"
    )
    how = "; ".join(
        part for part in (shown(rate.computed), f"{rate.confidence} confidence") if part
    )
    source = [inlines(Given(shown(rate.source), proper=True)), inlines(Given(how))]
    if rate.note:
        source.append(inlines(Given(shown(rate.note))))
    return Row(
        (
            Cell((inlines(Given(row_label(rate))),)),
            Cell((inlines(Given(shown(rate.outcome))),)),
            Cell((inlines(Trace(inlines(value(rate)), METHOD)),)),
            Cell((inlines(interval(rate)),)),
            Cell((inlines(size),)),
            Cell(tuple(source)),
        )
    )


def anecdotes(*groups: tuple[Rate, ...]) -> tuple[Block, ...]:
    few = [rate for group in groups for rate in group if rate.anecdote]
    if not few:
        return ()
    lead = Paragraph(inlines("Anecdotes, from classes of fewer than 30 cases, and no rates:"))
    return (lead, Bullets(tuple(Item(anecdote(rate)) for rate in few)))


def direction(entry: Direction, it: HoldingResult | None = None) -> Inlines:
    about = [key for key in entry.features if it is None or key in it.features.present]
    lead = f"{capitalised(listing([FEATURES[key] for key in about]))}: " if about else ""
    size = f"; the source puts the difference at {spread(*entry.size)}" if entry.size else ""
    cases = f", n = {entry.n:,}" if entry.n else ""
    note = inlines(" ", Given(shown(entry.note))) if entry.note else ()
    says = Given(shown(entry.says).rstrip("."))
    return inlines(
        Strong(inlines(lead.rstrip())) if lead else "", " " if lead else "", says,
        size, " (", Given(shown(entry.source), proper=True), f"{cases}).", note,
    )  # fmt: skip
