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
    Link,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, join, shown
from goodoffices.brief._words.numbers import NARROW, capitalised, count, day, listing, plural
from goodoffices.brief._words.provisions import provision
from goodoffices.record import Frequency, Precedent, Precedents, Rung, Wanted

__all__ = ["preceded", "precedents_part"]

_HOW = {
    "traded": "traded against something else",
    "paid": "made good by a third party",
    "guaranteed": "backed by a third party",
    "deferred": "left, or the rest of it, to a later procedure",
    "new-option": "by an option that had not been there at first",
    "left-open": "left open",
}
_FEW = (
    "A handful of talks chosen for being well known shows what has been done, not how often, nor "
    "what would work."
)


def precedents_part(
    words: Lexicon, found: tuple[Precedents, ...], *, between_states: bool
) -> Section:
    """Return how past talks settled the issues that are most in the way, in short.

    `between_states` tells which agreements the shares are of; otherwise they are of all.
    """
    lead = inlines(
        "This is what earlier talks did with questions like the "
        f"{plural(len(found), 'issue')} most ",
        Link(inlines("in the way"), "blocks"),
        f"; talks that ended after the day of the case are left out. {_FEW}",
    )
    blocks: list[Block] = [Paragraph(lead)]
    # Issues of one area have the same precedents.
    areas: dict[str, list[Precedents]] = {}
    for it in found:
        areas.setdefault(it.area, []).append(it)
    for alike in areas.values():
        blocks += _in_short(words, alike, between_states=between_states)
    return Section(
        "record-precedents", inlines("How past talks settled what is in the way"), tuple(blocks)
    )


def _in_short(
    words: Lexicon, alike: list[Precedents], *, between_states: bool
) -> tuple[Block, ...]:
    """Return the precedents of issues of one area, of which the first tells where more stands."""
    it = alike[0]
    names = join([words.issue(each.issue) for each in alike])
    kind = f"{'is a question' if len(alike) == 1 else 'are questions'} of “{it.label}”."
    talks = [list(group) for _, group in groupby(it.settled, key=lambda entry: entry.case)]
    told = (Bullets(tuple(Item(_past(entries)) for entries in talks)),) if talks else ()
    return (
        Paragraph(inlines(names, f" {kind} {_settled(it)}.")),
        *told,
        Paragraph(inlines(_often(it, between_states=between_states)), "note"),
    )


def _past(entries: list[Precedent]) -> Inlines:
    told = "; ".join(map(_end, entries))
    return inlines(Strong(inlines(_title(entries[0]))), f": {told}.")


def _end(it: Precedent) -> str:
    parts = [f"as {_quoted(it.settled)}"] if it.settled is not None else []
    parts += [listing([_HOW[word] for word in it.how])] if it.how else []
    last = " (it blocked, or was decided last)" if it.decisive else ""
    return f"‘{shown(it.name)}’ {', '.join(parts)}{last}"


def _often(it: Precedents, *, between_states: bool) -> str:
    more = f"More: ‘goodoffices record precedents CASE {it.issue}’."
    if not it.frequencies:
        return f"How frequent such provisions are is not on record. {more}"
    shares = [
        f"{provision(entry.code)}, {_share(entry.interstate if between_states else entry.all)}"
        for entry in it.frequencies
    ]
    among = "agreements between states" if between_states else "agreements"
    return (
        f"How many {among} in PA-X, version 10, have provisions on it, whatever these did: "
        f"{'; '.join(shares)}. {more}"
    )


def preceded(it: Precedents) -> Section:
    """Return how past talks settled questions of the area of an issue."""
    lead = f"‘{shown(it.name)}’ is a question of “{it.label}”. {_settled(it)}{_ways(it)}."
    blocks: list[Block] = [Paragraph(inlines(lead), "lead")]
    if it.later:
        text = f"Left out, as they ended after the day of the case: {listing(it.later)}."
        blocks.append(Paragraph(inlines(text), "note"))
    if it.settled:
        blocks.append(Paragraph(inlines(_FEW), "note"))
    past = [_talks(list(group)) for _, group in groupby(it.settled, key=lambda entry: entry.case)]
    return Section(
        "precedents",
        inlines("What past talks did with such a question"),
        tuple(blocks),
        (*past, _provisions(it)),
    )


def _settled(it: Precedents) -> str:
    """Return in how many past issues of the area something was agreed."""
    some = len(it.settled)
    if not some:
        return "The past talks on record have no such issue"
    settled = sum(entry.settled is not None for entry in it.settled)
    which = (
        ("" if some == 1 else "all ")
        if settled == some
        else f"{count(settled, 'of them', 'of them')} "
        if settled
        else "not " if some == 1 else "none "
    )  # fmt: skip
    return (
        f"The past talks on record have {count(some, 'such issue')}, {which}settled by an option "
        "that was on the table"
    )


def _ways(it: Precedents) -> str:
    ways = {word: sum(word in entry.how for entry in it.settled) for word in _HOW}
    told = [f"{_HOW[word]}: {count(number, 'issue')}" for word, number in ways.items() if number]
    return f" ({'; '.join(told)})" if told else ""


def _talks(entries: list[Precedent]) -> Section:
    """Return what one past negotiation did; its issues of the area have one outcome in common."""
    first = entries[0]
    sources = f"Confidence {first.confidence}. Sources: {'; '.join(map(shown, first.sources))}."
    return Section(
        f"precedents-{first.case}",
        inlines(_title(first)),
        (
            Bullets(tuple(Item(_one(entry)) for entry in entries)),
            Paragraph(inlines(sources), "note"),
        ),
    )


def _title(it: Precedent) -> str:
    return f"{shown(it.title)} (ended {day(it.ended)}{'' if it.signed else ', unsigned'})"


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
    return (f"{capitalised(provision(it.code))} ({it.code})", *map(_share, shares))


def _share(value: float) -> str:
    return f"{100 * value:.0f}{NARROW}%"
