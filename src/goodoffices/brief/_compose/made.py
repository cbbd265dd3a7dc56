"""How this was made: computations, assumptions, parameters, disputed names, and what it is not."""

from __future__ import annotations

from goodoffices.brief._compose.context import Context
from goodoffices.brief._compose.methods import METHODS, REFERENCES
from goodoffices.brief._compose.overridden import notice, overridden
from goodoffices.brief._compose.record import METHODS as RECORD_METHODS
from goodoffices.brief._compose.record import REFERENCES as RECORD_REFERENCES
from goodoffices.brief._compose.talks_made import METHODS as TALKS_METHODS
from goodoffices.brief._compose.talks_made import REFERENCES as TALKS_REFERENCES
from goodoffices.brief._compose.talks_made import computed, conduct
from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    Column,
    Given,
    Inlines,
    Item,
    Link,
    Mark,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    inlines,
)
from goodoffices.brief._terms import DISPUTED
from goodoffices.brief._words.lexicon import anchor, shown
from goodoffices.brief._words.numbers import capitalised, count, day
from goodoffices.brief._words.record import kind_of
from goodoffices.case import Uncertain
from goodoffices.case import model as nouns
from goodoffices.record import choice_of

__all__ = ["dateline", "made"]


def made(it: Context, provenance: tuple[tuple[str, str], ...]) -> Section:
    """Return the section on methods, inputs and limits."""
    parts = [overridden(it.overrides)] if it.overrides else []
    parts += [
        Section("computations", inlines("What was computed"), (_computations(it),)),
        Section("assumptions", inlines("What was assumed"), _assumptions(it)),
    ]
    if it.talks:
        parts.append(conduct(it.words, it.talks))
    if it.case.disputed_terms:
        parts.append(Section(DISPUTED, inlines("Disputed names"), _disputed(it)))
    parts += [
        Section("run", inlines("This run"), (*_unfinished(it), _run(provenance))),
        Section("references", inlines("References"), (_references(it),)),
    ]
    lead = inlines(
        "This brief explores what follows from stated assumptions. It predicts nothing by itself: "
        "a share of draws is the share of combinations of assumed numbers, not the chance that an "
        "agreement will be made, and a zone of possible agreement is room, not intent. Where "
        "something is marked", Mark("judgement"), " or", Mark("assumption"),
        " it is the analyst’s, and another analyst may set it otherwise.",
    )  # fmt: skip
    return Section("made", inlines("How this was made"), (Paragraph(lead, "lead"),), tuple(parts))


def _computations(it: Context) -> Block:
    talks = TALKS_METHODS if it.talks else ()
    return computed((*METHODS, *talks, *(RECORD_METHODS if it.record else ())))


def _number(number: Uncertain) -> str:
    def figure(value: float) -> str:
        return f"{value:.3g}".replace("-", "−")

    if number.certain:
        return figure(number.mode)
    return f"{figure(number.mode)} ({figure(number.low)} to {figure(number.high)})"


def _assumptions(it: Context) -> tuple[Block, ...]:
    rows = [
        Row((Cell((what,)), Cell((inlines(value),)), Cell((_why(why),))))
        for what, value, why in _assumed(it)
    ]
    if not rows:
        return (Paragraph(inlines("Everything the model uses rests on a claim.")),)
    lead = inlines(
        f"{count(len(rows), 'entry', 'entries').capitalize()} of the model "
        f"{'rests' if len(rows) == 1 else 'rest'} on no claim; each is shown with its value or "
        "range and the reason given for it. Values that parties put on options are judgements too, "
        "and stand in the case file."
    )
    heads = ("What", "Value", "Reason given")
    columns = tuple(Column(inlines(head)) for head in heads)
    caption = inlines("What rests on no claim")
    return (Paragraph(lead), Table("assumed", caption, columns, tuple(rows)))


def _why(why: str | None) -> Inlines:
    return (Given(shown(why)),) if why else inlines("none given")


def _assumed(it: Context) -> list[tuple[Inlines, str, str | None]]:
    words, case = it.words, it.case
    found: list[tuple[Inlines, str, str | None]] = []
    for party in case.parties:
        found += _party_assumptions(it, party)
    for entry in case.positions:
        where = inlines(words.party(entry.party), " on ", words.issue(entry.issue))
        if not entry.claims:
            weight = f"weight {_number(entry.weight)}" if entry.weight else "no weight of its own"
            found.append((where, weight, entry.why))
        for line in entry.red_lines:
            if not line.claims:
                kind = (
                    "absolute"
                    if line.kind == "absolute"
                    else f"stated; meant with probability {_number(line.chance)}"
                )
                against = words.option_list(entry.issue, line.options, "or")
                what = inlines(where, ": red line against ", against)
                found.append((what, kind, line.why or entry.why))
    for link in case.links:
        if not link.claims:
            bonus = [
                f"{words.label(party)} {_number(number)}"
                for party, number in (link.bonus or {}).items()
            ]
            found.append((words.rule(link.id), ", ".join(bonus) or "always holds", link.why))
    for event in case.events:
        if not event.claims:
            found.append((inlines("“", Given(shown(event.name)), "”"), _event(event), event.why))
    if case.record is not None and not case.record.claims:
        kind = kind_of(choice_of(case)) or "features only"
        found.append((inlines("Past cases to set beside"), kind, case.record.why))
    found += [
        (inlines("“", Given(shown(step.name)), "”"), _step(it, step), step.why)
        for step in case.steps
        if not step.claims
    ]
    return found


def _step(it: Context, step: nouns.Step) -> str:
    parts = [f"{_number(step.days)} days"] if step.days is not None else []
    parts += [
        f"adds {_number(number)} to the hand of {it.words.label(party)}"
        for party, number in step.kappa.items()
    ]
    return ", ".join(parts) or "a step without numbers"


def _party_assumptions(it: Context, party: nouns.Party) -> list[tuple[Inlines, str, str | None]]:
    found: list[tuple[Inlines, str, str | None]] = []
    without = party.no_agreement
    if without is not None and not without.claims:
        value = (
            f"utility {_number(without.utility)}"
            if without.utility
            else "the worth of what holds without agreement"
        )
        if without.per_month:
            value += f", {_number(without.per_month)} a month"
        what = inlines("What ", it.words.party(party.id), " expects without agreement")
        found.append((what, value, without.why))
    paying = party.side_payments
    if paying is not None and not paying.claims:
        what = inlines("What ", it.words.the(party.id), " could pay to make up for losses")
        found.append((what, f"at most {_number(paying.budget)}", paying.why))
    if party.weights is not None and not party.weights.claims:
        what = inlines("How ", it.words.party(party.id), " ranks the issues")
        found.append((what, "an order only", party.weights.why))
    return found


def _event(event: nouns.Event) -> str:
    parts = []
    if event.hazard_per_month is not None:
        parts.append(f"hazard {_number(event.hazard_per_month)} a month")
    if event.probability is not None:
        parts.append(f"probability {_number(event.probability)}")
    if event.credible is not None:
        parts.append(f"kept with probability {_number(event.credible)}")
    return ", ".join(parts) or "its date"


def _disputed(it: Context) -> tuple[Block, ...]:
    items = tuple(
        Item(
            inlines(Strong((Given(shown(entry.term)),)), ": ", Given(shown(entry.note))),
            anchor("term", str(number)),
        )
        for number, entry in enumerate(it.case.disputed_terms, 1)
    )
    lead = (
        "The parties differ over these names; each is marked † where a section first uses it. "
        "Titles of sources and names of people and bodies stay as they are."
    )
    return (Paragraph(inlines(lead)), Bullets(items))


def _unfinished(it: Context) -> tuple[Block, ...]:
    if not it.zone.unfinished:
        return ()
    missing = "; ".join(it.zone.unfinished)
    return (Paragraph(inlines(f"The analysis was interrupted. It lacks: {missing}."), "lead"),)


def _run(provenance: tuple[tuple[str, str], ...]) -> Table:
    rows = tuple(
        Row((Cell((inlines(name),)), Cell(((Given(value, proper=True),),))))
        for name, value in provenance
    )
    columns = (Column(inlines("What")), Column(inlines("Value")))
    caption = inlines("The same case, version, seed and draws give this file again, byte for byte")
    return Table("provenance", caption, columns, rows)


def _references(it: Context) -> Bullets:
    talks = TALKS_REFERENCES if it.talks else ()
    record = RECORD_REFERENCES if it.record else ()
    cited = sorted((*REFERENCES, *talks, *record), key=lambda entry: entry.key)
    return Bullets(tuple(Item(inlines(f"{entry.key}. {entry.title}.")) for entry in cited))


def dateline(it: Context) -> Inlines:
    """Return what the brief knows and for when it speaks."""
    zone = it.zone
    at = "" if zone.at == zone.as_of else f"; values without agreement as of {day(zone.at)}"
    return inlines(
        *(notice(it.overrides) if it.overrides else ()),
        f"As known on {day(it.case.as_of)}{at}. ",
        f"{capitalised(count(len(it.case.sources), 'source'))}, ",
        Link(inlines(count(len(it.case.claims), "claim")), "claims"), ", ",
        f"{len(it.case.positions)} positions.",
    )  # fmt: skip
