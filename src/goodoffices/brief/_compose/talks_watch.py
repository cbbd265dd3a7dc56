"""What comes next in the talks, and on which assumptions the chance of an agreement turns."""

from __future__ import annotations

from goodoffices.brief._compose.talks_compared import telling
from goodoffices.brief._document import (
    Bullets,
    Given,
    Inlines,
    Item,
    Link,
    Mark,
    Section,
    Strong,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, join, shown
from goodoffices.brief._words.numbers import dates
from goodoffices.brief._words.talks import assumed_number, assumption, event_name
from goodoffices.case import Uncertain
from goodoffices.case import model as nouns
from goodoffices.talks import Sensitivity, TalksResult

__all__ = ["watch"]

_REFERENCES = 3
_ROUNDS = 3
_TURNING = 2


def watch(words: Lexicon, it: TalksResult, sensitivity: Sensitivity | None) -> Section:
    """Return what is coming, and on which assumptions the chance turns."""
    items = [
        *_rounds(words, it),
        *_dated(words, it),
        *_undated(words),
        *_turning(words, sensitivity),
    ]
    return Section("talks-watch", inlines("What comes next"), (Bullets(tuple(map(Item, items))),))


def _rounds(words: Lexicon, it: TalksResult) -> list[Inlines]:
    ahead = [entry for entry in words.case.rounds if entry.dates.last >= it.as_of]
    ahead.sort(key=lambda entry: (entry.dates.first, entry.id))
    said = [
        inlines(
            Strong(inlines("A round")), " at ", Given(shown(entry.place)), ", ",
            dates(entry.dates.first, entry.dates.last), f"; {_level(entry)}, ",
            Given(shown(entry.format)), words.claims(entry.claims, most=_REFERENCES), ".",
        )
        for entry in ahead[:_ROUNDS]
    ]  # fmt: skip
    gap = next((a.number for a in it.assumptions if a.name == "talks.every_days"), None)
    if gap is not None:
        after = "No round is dated; they" if not ahead else "Later rounds"
        said.append(
            inlines(
                f"{after} are assumed to follow each other after ",
                _assumed(gap),
                " days",
                Mark("assumption"),
                ".",
            )
        )
    return said


def _level(entry: nouns.Round) -> str:
    return "among leaders" if entry.level == "leaders" else f"at the {entry.level} level"


def _assumed(it: Uncertain) -> Inlines:
    return (Link(inlines(assumed_number(it)), "talks-assumptions"),)


def _dated(words: Lexicon, it: TalksResult) -> list[Inlines]:
    numbers = {entry.name: entry.number for entry in it.assumptions}
    said = []
    ahead = [
        (event, event.on)
        for event in words.case.events
        if event.on and it.as_of <= event.on.last <= it.until
    ]
    for event, on in sorted(ahead, key=lambda entry: (entry[1].last, entry[0].id)):
        name = Strong(event_name(words, event.id))
        clauses = []
        if event.probability is not None:
            clauses.append(inlines("that it comes ", _assumed(event.probability)))
        credible = numbers.get(f"events[{event.id}].credible")
        if credible is not None:
            clauses.append(inlines("that it is kept ", _assumed(credible)))
        leaves = numbers.get(f"events[{event.id}].effect.mediator_leaves")
        if leaves is not None and it.parting is not None:
            who = words.the(it.parting.mediator)
            clauses.append(inlines("that ", who, " leaves with it ", _assumed(leaves)))
        taken = inlines(" The chance is ", join(clauses), Mark("assumption"), ".")
        sort = "a deadline, " if event.kind == "deadline" else ""
        said.append(
            inlines(
                name, f", {sort}{dates(on.first, on.last)}",
                words.claims(event.claims, most=_REFERENCES), ".", taken if clauses else (),
            )
        )  # fmt: skip
    return said


def _undated(words: Lexicon) -> list[Inlines]:
    rates = [
        inlines(
            event_name(words, event.id), words.claims(event.claims, most=_REFERENCES), ", ",
            _assumed(event.hazard_per_month),
        )
        for event in words.case.events
        if event.hazard_per_month is not None
    ]  # fmt: skip
    if not rates:
        return []
    parts = [part for k, rate in enumerate(rates) for part in ("; " if k else "", rate)]
    lead = Strong(inlines("At no set date"))
    return [inlines(lead, ", at a rate a month: ", *parts, Mark("assumption"), ".")]


def _turning(words: Lexicon, sensitivity: Sensitivity | None) -> list[Inlines]:
    if sensitivity is None:
        return []
    swings = telling(sensitivity)
    if not swings:
        return [inlines("No single assumption about conduct tried here changes the chance.")]
    names = [assumption(words, swing.name) for swing in swings[:_TURNING]]
    where = Link(inlines("turns most"), "talks-turns")
    return [inlines("The chance of an agreement ", where, " on ", join(names, "and on"), ".")]
