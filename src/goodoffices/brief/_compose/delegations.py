"""Who was sent to each round, and what the change between rounds tells: evidence, not proof."""

from __future__ import annotations

from collections import Counter

from goodoffices.brief._compose.agendas import agenda_figure, conflicting, missing, reading
from goodoffices.brief._compose.mediator import Known
from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    Column,
    Given,
    Inlines,
    Item,
    Mark,
    Paragraph,
    Row,
    Section,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.lexicon import anchor, join, shown
from goodoffices.brief._words.numbers import count, listing
from goodoffices.case import model as nouns
from goodoffices.intent import FEW, comparable, contesting, main_table

__all__ = ["delegations"]


def delegations(it: Known) -> tuple[Section, ...]:
    """Return the sections on rounds and on what their delegations tell."""
    rounds = sorted(it.case.rounds, key=lambda entry: (entry.dates.first, entry.id))
    if not rounds:
        return ()
    blocks: list[Block] = [_table(it, rounds)]
    shifts = _shifts(it, rounds)
    if shifts:
        blocks.append(
            Paragraph(
                inlines(
                    "What the change between rounds tells: evidence of what each side came to "
                    "discuss, and no proof of it. A delegate on a separate track counts for that "
                    "track."
                )
            )
        )
        blocks.append(Bullets(shifts))
    blocks += missing(it)
    blocks += conflicting(it)
    blocks += agenda_figure(it)
    return (Section("delegations", inlines("Delegations, round by round"), tuple(blocks)),)


def _table(it: Known, rounds: list[nouns.Round]) -> Table:
    sides = _sides(it, rounds)
    rows = [Row((Cell((inlines("Meeting"),)), *(Cell(_meeting(it, entry)) for entry in rounds)))]
    for side in sides:
        cells = [Cell(_delegation(it, it.words.parties[side], entry)) for entry in rounds]
        rows.append(Row((Cell((it.words.party(side, sign=True),)), *cells)))
    heads = [Column(inlines("Side"))]
    heads += [Column(it.words.round_name(entry.id)) for entry in rounds]
    return Table("rounds", inlines("Who was sent, as reported"), tuple(heads), tuple(rows))


def _sides(it: Known, rounds: list[nouns.Round]) -> list[str]:
    seated = {party for entry in rounds for party in entry.parties}
    sent = {party.id for party in it.case.parties if party.delegations}
    return sorted(seated | sent, key=lambda party: it.words.signs[party])


def _meeting(it: Known, entry: nouns.Round) -> tuple[Inlines, ...]:
    lines = [
        inlines(
            Given(shown(entry.place)), ", ", Given(shown(entry.format)), f", {entry.level} level",
            it.words.claims(entry.claims),
        )
    ]  # fmt: skip
    if entry.agenda:
        lines.append(inlines("Agenda: ", it.words.issue_list(entry.agenda)))
    if entry.result:
        lines.append(inlines("Result: ", Given(shown(entry.result))))
    elif entry.dates.first > it.case.as_of:
        lines.append(inlines("Not yet held"))
    else:
        lines.append(inlines("No result recorded"))
    return tuple(lines)


def _delegation(it: Known, side: nouns.Party, entry: nouns.Round) -> tuple[Inlines, ...]:
    sent = side.delegations.get(entry.id, ())
    if sent:
        ranked = sorted(sent, key=lambda person: (not person.head, person.track is not None))
        return tuple(_delegate(it, side, person, entry) for person in ranked)
    if side.id in entry.parties:
        return (inlines("no delegate named in the sources", Mark("missing")),)
    return (inlines("not at this round"),)


def _delegate(it: Known, side: nouns.Party, person: nouns.Delegate, entry: nouns.Round) -> Inlines:
    name: Inlines = (Given(shown(person.name), proper=True),)
    track = (
        inlines(" on ", Given(shown(person.track)), Mark("separate track")) if person.track else ()
    )
    mandate = inlines("; mandate: ", Given(shown(person.mandate))) if person.mandate else ()
    head = ", head of delegation" if person.head else ""
    return inlines(
        name, ", ", Given(shown(person.office), proper=True),
        f" ({person.portfolio}){head}", track, mandate,
        _basis(it, side, person, entry),
    )  # fmt: skip


def _basis(it: Known, side: nouns.Party, person: nouns.Delegate, entry: nouns.Round) -> Inlines:
    """Return the claims on a delegate, and those on the other side where reports conflict."""
    known = it.words.basis(person.claims)
    against = [
        key for key in contesting(it.case, side.id, entry.id, person) if key not in person.claims
    ]
    if against:
        return inlines(known, " by", _numbers(it, against))
    # A claim on many may be contested for others among them.
    return tuple(part for part in known if part != Mark("contested"))


def _numbers(it: Known, claims: list[str]) -> Inlines:
    return tuple(part for part in it.words.claims(tuple(claims)) if not isinstance(part, Mark))


def _shifts(it: Known, rounds: list[nouns.Round]) -> tuple[Item, ...]:
    items = []
    for side in _sides(it, rounds):
        party = it.words.parties[side]
        held = [entry for entry in rounds if main_table(party, entry)]
        if not held and not any(side in entry.parties for entry in rounds):
            continue
        if len(held) >= 2:
            for n, entry in enumerate(held[1:], 1):
                before = comparable(party, held[:n])
                last = entry is held[-1]
                items.append(
                    Item(
                        _shift(it, party, before, entry),
                        anchor("delegation", side) if last else "",
                    )
                )
        else:
            known = it.words.round_name(held[0].id) if held else ()
            told = inlines(" is known only for ", known) if held else " is named for no round"
            items.append(
                Item(
                    inlines(it.words.of(side), " delegation", told, ", so nothing can be compared.")
                )
            )
    return tuple(items)


def _mix(sent: list[nouns.Delegate]) -> str:
    tally = Counter(person.portfolio for person in sent)
    ranked = sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))
    return listing([f"{number} {portfolio}" for portfolio, number in ranked]) or "nobody"


def _shift(it: Known, party: nouns.Party, before: nouns.Round, after: nouns.Round) -> Inlines:
    main_old, main_new = main_table(party, before), main_table(party, after)
    apart = [person for person in party.delegations[after.id] if person.track is not None]
    mix = inlines(
        it.words.party(party.id), ": from ",
        Trace(inlines(_mix(main_old)), "made-delegations"), " at ", it.words.round_name(before.id),
        " to ", Trace(inlines(_mix(main_new)), "made-delegations"), " at ",
        it.words.round_name(after.id), " (delegates named at the main table, by portfolio)",
    )  # fmt: skip
    # What is inferred from offices says more than the count, and takes its place.
    read = reading(it, party.id, after.id) or _weight(main_old, main_new)
    few = [entry for entry, sent in ((before, main_old), (after, main_new)) if len(sent) < FEW]
    if few:
        where = join([it.words.round_name(entry.id) for entry in few])
        read = inlines(read, " Hardly anybody is named at ", where,
                       ", so that an absence may be a gap in the sources.")  # fmt: skip
    return inlines(mix, _heads(main_old, main_new), ".", read, _separate(apart))


def _heads(old: list[nouns.Delegate], new: list[nouns.Delegate]) -> Inlines:
    first, second = (next((p for p in sent if p.head), None) for sent in (old, new))
    if first is None or second is None:
        return ()
    if first.name == second.name:
        return inlines("; ", Given(shown(second.name), proper=True), " leads both")
    return inlines(
        "; ", Given(shown(second.name), proper=True), f" ({second.portfolio}) leads in place of ",
        Given(shown(first.name), proper=True), f" ({first.portfolio})",
    )  # fmt: skip


def _weight(old: list[nouns.Delegate], new: list[nouns.Delegate]) -> Inlines:
    """Say which portfolio gained most in its part of the delegation, if any did."""
    if min(len(old), len(new)) < FEW:
        return inlines(" Too few are named to compare the mix.")
    before, after = Counter(p.portfolio for p in old), Counter(p.portfolio for p in new)
    gain = {
        portfolio: after[portfolio] / len(new) - before[portfolio] / len(old)
        for portfolio in sorted(after)
    }
    most = max(gain, key=lambda portfolio: gain[portfolio])
    if gain[most] < 1 / 4:
        return inlines(" The mix of portfolios is much the same.")
    return inlines(
        f" The {most} part grew, which is what one would see if {most} matters moved up the "
        "agenda, but also if people were merely replaced."
    )


def _separate(apart: list[nouns.Delegate]) -> Inlines:
    if not apart:
        return ()
    names = join([(Given(shown(person.name), proper=True),) for person in apart])
    tracks = join([(Given(shown(track)),) for track in dict.fromkeys(p.track or "" for p in apart)])
    number = count(len(apart), "delegate")
    return inlines(f" Not counted here: {number} on a separate track (", names, "; ", tracks, ").")
