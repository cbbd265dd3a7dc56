"""How past talks settled questions of a kind, in words."""

from __future__ import annotations

from itertools import groupby

from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    Column,
    Inlines,
    Item,
    Paragraph,
    Row,
    Section,
    Table,
    inlines,
)
from goodoffices.brief._words.lexicon import shown
from goodoffices.brief._words.numbers import count, day, listing
from goodoffices.record import Frequency, Precedent, Precedents, Rung, Wanted

__all__ = ["preceded"]

_HOW = {
    "traded": "traded against something else",
    "paid": "made good by a third party",
    "guaranteed": "backed by a third party",
    "deferred": "left, or the rest of it, to a later procedure",
    "new-option": "by an option that had not been there at first",
    "left-open": "left open",
}
_NARROW = "\u202f"


def preceded(it: Precedents) -> Section:
    """Return how past talks settled questions of the area of an issue."""
    blocks: list[Block] = [Paragraph(inlines(_lead(it)), "lead")]
    if it.later:
        text = f"Left out, as they ended after the day of the case: {listing(it.later)}."
        blocks.append(Paragraph(inlines(text), "note"))
    blocks.append(
        Paragraph(
            inlines(
                "A handful of talks chosen for being well known shows what has been done, not how "
                "often, nor what would work."
            ),
            "note",
        )
    )
    past = [_talks(list(group)) for _, group in groupby(it.settled, key=lambda entry: entry.case)]
    return Section(
        "precedents",
        inlines("What past talks did with such a question"),
        tuple(blocks),
        (*past, _provisions(it)),
    )


def _lead(it: Precedents) -> str:
    lead = f"‘{shown(it.name)}’ is a question of “{it.label}”."
    if not it.settled:
        return f"{lead} The past talks on record have no such issue."
    ways = {word: sum(word in entry.how for entry in it.settled) for word in _HOW}
    told = [f"{_HOW[word]}: {count(number, 'issue')}" for word, number in ways.items() if number]
    settled = sum(entry.settled is not None for entry in it.settled)
    some = len(it.settled)
    which = (
        ("" if some == 1 else "all ")
        if settled == some
        else f"{settled} of them "
        if settled
        else "none "
    )
    return (
        f"{lead} The past talks on record have {count(some, 'such issue')}, {which}settled by an "
        "option that was on the table" + (f" ({'; '.join(told)})." if told else ".")
    )


def _talks(entries: list[Precedent]) -> Section:
    """Return what one past negotiation did; its issues of the area have one outcome in common."""
    first = entries[0]
    end = f"ended {day(first.ended)}" if first.signed else f"ended {day(first.ended)}, unsigned"
    sources = f"Confidence {first.confidence}. Sources: {'; '.join(map(shown, first.sources))}."
    return Section(
        f"precedents-{first.case}",
        inlines(f"{shown(first.title)} ({end})"),
        (
            Bullets(tuple(Item(_one(entry)) for entry in entries)),
            Paragraph(inlines(sources), "note"),
        ),
    )


def _one(it: Precedent) -> Inlines:
    how = listing([_HOW[word] for word in it.how])
    if it.settled is not None:
        end = f"settled as {_quoted(it.settled)}{_ladder(it.settled)}"
        end += f", {how}" if how else ""
    else:
        end = how
    asked = [_asked(entry) for entry in it.asked if entry.wanted is not None]
    wanted = ""
    if asked:
        wanted = f" At the outset {listing(asked)}; without agreement {_quoted(it.before)}."
    decisive = " It was the issue that blocked or was decided last." if it.decisive else ""
    note = f" {shown(it.note)}" if it.note else ""
    return inlines(f"‘{shown(it.name)}’: {end}.{note}{wanted}{decisive}")


def _asked(it: Wanted) -> str:
    since = ""
    if it.stated is not None and it.wanted is not None and it.stated.option != it.wanted.option:
        since = f" (by the day of the case it asked for {_quoted(it.stated)})"
    return f"{shown(it.name)} wanted {_quoted(it.wanted)}{since}" if it.wanted else ""


def _quoted(it: Rung) -> str:
    return f"“{shown(it.name)}”"


def _ladder(it: Rung) -> str:
    return f" (option {it.place} of {it.of} on its ladder)" if it.ladder else ""


def _provisions(it: Precedents) -> Section:
    """Return how frequent provisions of the area are, and what it is settled with."""
    blocks: list[Block] = []
    if it.frequencies:
        heads = ("Provision", "All", "Between states", "Ceasefires", "Comprehensive")
        rows = tuple(Row(tuple(Cell((inlines(text),)) for text in _row(e))) for e in it.frequencies)
        caption = inlines(
            "Share of agreements in PA-X, version 10, that have such a provision. That it is there "
            "says nothing of what it did."
        )
        columns = tuple(Column(inlines(head), numeric=head != "Provision") for head in heads)
        blocks.append(Table("precedents-frequencies", caption, columns, rows))
    rest = [code for code in it.codes if code not in {entry.code for entry in it.frequencies}]
    if rest:
        text = f"PA-X codes of the area of which no share is on record: {listing(rest)}."
        blocks.append(Paragraph(inlines(text), "note"))
    if it.linked:
        text = (
            f"Often settled together with, as we read agreements: {'; '.join(it.linked.values())}."
        )
        blocks.append(Paragraph(inlines(text)))
    if it.note:
        blocks.append(Paragraph(inlines(it.note), "note"))
    if not blocks:
        blocks.append(Paragraph(inlines("Nothing is on record of provisions of this area.")))
    return Section("precedents-provisions", inlines("In agreements at large"), tuple(blocks))


def _row(it: Frequency) -> tuple[str, ...]:
    shares = (it.all, it.interstate, it.ceasefire, it.comprehensive)
    return (it.code, *(f"{100 * share:.0f}{_NARROW}%" for share in shares))
