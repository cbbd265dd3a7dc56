"""The table: who takes part, whose consent is needed, and what the mediator brings."""

from __future__ import annotations

from goodoffices.brief._compose.context import Context
from goodoffices.brief._compose.delegations import delegations
from goodoffices.brief._document import (
    Block,
    Cell,
    Column,
    Given,
    Inlines,
    Mark,
    Paragraph,
    Row,
    Section,
    Table,
    inlines,
)
from goodoffices.brief._words.lexicon import anchor, capital, join, shown
from goodoffices.brief._words.numbers import plural
from goodoffices.case import Uncertain
from goodoffices.case import model as nouns

__all__ = ["the_table"]


def the_table(it: Context) -> Section:
    """Return the section on parties, mediator and delegations."""
    blocks: list[Block] = [_lead(it), _parties(it)]
    blocks += [_mediator(it, party) for party in it.case.parties if party.mediator]
    return Section("table", inlines("The table"), tuple(blocks), delegations(it))


def _lead(it: Context) -> Paragraph:
    words = it.words
    full = [words.the(party) for party in it.zone.parties]
    alone = ", the only party whose consent is needed on everything" if len(full) == 1 else ""
    sentence = inlines("No agreement exists without ", join(full), alone, ".")
    for party, issues in it.zone.limited.items():
        sentence = inlines(
            sentence, " The consent of ", words.the(party), " is needed only on ",
            words.issue_list(issues), ".",
        )  # fmt: skip
    return Paragraph(sentence, "lead")


def _consent(it: Context, party: nouns.Party) -> Inlines:
    if party.consent is True:
        return inlines("needed on everything")
    if party.consent:
        return inlines("needed on ", it.words.issue_list(party.consent))
    return inlines("not needed")


def _parties(it: Context) -> Table:
    rows = []
    for party in sorted(it.case.parties, key=lambda entry: it.words.signs[entry.id]):
        role = "mediator" if party.mediator else ""
        seats = [entry.id for entry in it.case.rounds if party.id in entry.parties]
        rounds = len(it.case.rounds)
        seated = f"{len(seats)} of {rounds} {plural(rounds, 'round')}"
        about = inlines(
            Given(shown(party.note)) if party.note else (), it.words.claims(party.claims)
        )
        rows.append(
            Row(
                (
                    Cell((inlines(it.words.party(party.id, sign=True)), _full_name(party))),
                    Cell((_consent(it, party),)),
                    Cell((inlines(", ".join(part for part in (role, seated) if part)),)),
                    Cell((about,)),
                ),
                anchor("party", party.id),
            )
        )
    heads = ("Party", "Consent", "At the table", "Note")
    return Table(
        "parties", inlines("The parties, and whose consent an agreement needs"),
        tuple(Column(inlines(head)) for head in heads), tuple(rows),
    )  # fmt: skip


def _full_name(party: nouns.Party) -> Inlines:
    return (
        (Given(shown(party.name), proper=True),)
        if party.short and party.short != party.name
        else ()
    )


def _band(number: Uncertain, *, percent: bool = True) -> str:
    """Return a judged number with its range, as coarse as a judgement is."""

    def figure(value: float) -> str:
        return f"{round(value, 2):g}" if percent else f"{value:g}"

    if number.certain:
        return figure(number.mode)
    return f"{figure(number.mode)} ({figure(number.low)}–{figure(number.high)})"


def _mediator(it: Context, party: nouns.Party) -> Paragraph:
    mediator = party.mediator
    if mediator is None:
        raise ValueError(f"expected a mediator, got {party.id}")
    leans = inlines(" towards ", it.words.party(mediator.leans)) if mediator.leans else ()
    why = shown(mediator.why).rstrip(".") if mediator.why else ""
    reason = inlines(" Reason given: ", Given(why), ".") if why else ()
    basis = it.words.claims(mediator.claims)
    return Paragraph(
        inlines(
            capital(it.words.the(party.id)), " mediates. As judged in the case", Mark("judgement"),
            ", on scales from 0 to 1, the weight of its own interests in what it proposes is ",
            _band(mediator.bias), leans, " and its means to reward or press are ",
            _band(mediator.leverage), "; it is expected to stay engaged for ",
            _band(mediator.patience, percent=False), " months", basis, ".",
            reason,
        )
    )  # fmt: skip
