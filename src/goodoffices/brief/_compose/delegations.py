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

__all__ = ["delegations"]

_FEW = 2
"""Delegates below which a delegation is taken as named in part only."""


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
        return tuple(_delegate(it, person) for person in ranked)
    if side.id in entry.parties:
        return (inlines("no delegate named in the sources", Mark("missing")),)
    return (inlines("not at this round"),)


def _delegate(it: Known, person: nouns.Delegate) -> Inlines:
    name: Inlines = (Given(shown(person.name), proper=True),)
    track = (
        inlines(" on ", Given(shown(person.track)), Mark("separate track")) if person.track else ()
    )
    mandate = inlines("; mandate: ", Given(shown(person.mandate))) if person.mandate else ()
    head = ", head of delegation" if person.head else ""
    return inlines(
        name, ", ", Given(shown(person.office), proper=True),
        f" ({person.portfolio}){head}", track, mandate,
        it.words.basis(person.claims), _conflict(it, person.claims),
    )  # fmt: skip


def _conflict(it: Known, claims: tuple[str, ...]) -> Inlines:
    """Name the claims on the other side where the reports of a delegate conflict."""
    mine = set(claims)
    against = [
        claim.id
        for claim in it.case.claims
        if claim.id not in mine
        and (
            mine & set(claim.contested_by)
            or any(claim.id in entry.contested_by for entry in it.case.claims if entry.id in mine)
        )
    ]
    if not against:
        return ()
    return inlines(" by", _numbers(it, against))


def _numbers(it: Known, claims: list[str]) -> Inlines:
    return tuple(part for part in it.words.claims(tuple(claims)) if not isinstance(part, Mark))


def _shifts(it: Known, rounds: list[nouns.Round]) -> tuple[Item, ...]:
    items = []
    for side in _sides(it, rounds):
        party = it.words.parties[side]
        held = [entry for entry in rounds if party.delegations.get(entry.id)]
        if not held and not any(side in entry.parties for entry in rounds):
            continue
        if len(held) >= 2:
            before = _comparable(party, held[:-1])
            items.append(Item(_shift(it, party, before, held[-1]), anchor("delegation", side)))
        else:
            known = it.words.round_name(held[0].id) if held else ()
            told = inlines(" is known only for ", known) if held else " is named for no round"
            items.append(
                Item(
                    inlines(it.words.of(side), " delegation", told, ", so nothing can be compared.")
                )
            )
    return tuple(items)


def _main(party: nouns.Party, entry: nouns.Round) -> list[nouns.Delegate]:
    return [person for person in party.delegations[entry.id] if person.track is None]


def _comparable(party: nouns.Party, earlier: list[nouns.Round]) -> nouns.Round:
    """Return the latest round of which more than a head of delegation is named, else the latest."""
    full = [entry for entry in earlier if len(_main(party, entry)) >= _FEW]
    return (full or earlier)[-1]


def _mix(sent: list[nouns.Delegate]) -> str:
    tally = Counter(person.portfolio for person in sent)
    ranked = sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))
    return listing([f"{number} {portfolio}" for portfolio, number in ranked]) or "nobody"


def _shift(it: Known, party: nouns.Party, before: nouns.Round, after: nouns.Round) -> Inlines:
    main_old, main_new = _main(party, before), _main(party, after)
    apart = [person for person in party.delegations[after.id] if person.track is not None]
    mix = inlines(
        it.words.party(party.id), ": from ",
        Trace(inlines(_mix(main_old)), "made-delegations"), " at ", it.words.round_name(before.id),
        " to ", Trace(inlines(_mix(main_new)), "made-delegations"), " at ",
        it.words.round_name(after.id), " (delegates named at the main table, by portfolio)",
    )  # fmt: skip
    # What is inferred from offices says more than the count, and takes its place.
    read = reading(it, party.id, after.id) or _weight(main_old, main_new)
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
    if min(len(old), len(new)) < _FEW:
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
