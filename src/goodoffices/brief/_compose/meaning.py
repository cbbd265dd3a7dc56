"""What it would mean for the talks if a hypothesis about the mediator were true."""

from __future__ import annotations

from goodoffices.brief._document import (
    Block,
    Cell,
    Column,
    Given,
    Inlines,
    Paragraph,
    Row,
    Section,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.evidence import Names, of_draws
from goodoffices.brief._words.lexicon import Lexicon
from goodoffices.brief._words.numbers import count, day
from goodoffices.brief._words.talks import PAIRED, can_tell, change_of, of_runs, runs_figure
from goodoffices.intent import MediatorResult
from goodoffices.talks import Comparison, Scenario

__all__ = ["meaning"]

_AGREED = "comprehensive"
_MILESTONES = {
    "comprehensive": "Comprehensive agreement",
    "framework": "Framework",
    "mediator-left": "The mediator leaves",
}


def meaning(words: Lexicon, result: MediatorResult, it: Comparison) -> Section:
    """Return what each hypothesis would mean for the chance of an agreement.

    Parameters
    ----------
    words
        The names of the case.
    result
        What the mediator may be after.
    it
        The talks as the case has them, and as each hypothesis implies, named by its id.
    """
    base, *others = it.scenarios
    names = Names(words.case, result)
    until = day(base.result.until)
    telling = [entry for entry in others if can_tell(entry.differences[_AGREED])]
    largest = sorted(telling, key=lambda entry: -abs(entry.differences[_AGREED].value))[:2]
    mixed = () if it.mixture is None else (
        " If the hypothesis is drawn for each run as the evidence weighs them, there is one in ",
        of_runs(it.mixture[_AGREED]), ".",
    )  # fmt: skip
    lead = inlines(
        "Were a hypothesis true, and did ", words.the(result.about), " behave as the table above "
        f"says, the talks would go otherwise. In {count(base.result.runs, 'run')} of the case as "
        f"it stands there is a comprehensive agreement by {until} in ",
        of_runs(base.result.reached[_AGREED][-1]), ".", *mixed, *_largest(names, largest),
        " This follows from assumptions about conduct, and forecasts nothing.",
    )  # fmt: skip
    blocks: list[Block] = [Paragraph(lead), _table(names, result, base, others, until)]
    return Section("meaning", inlines("What each would mean for the talks"), tuple(blocks))


def _largest(names: Names, entries: list[Scenario]) -> tuple[Inlines | str, ...]:
    if not entries:
        return (" No hypothesis changes that by more than chance could.",)
    parts: list[Inlines | str] = [" The largest changes: "]
    for n, entry in enumerate(entries):
        told = Trace(inlines(change_of(entry.differences[_AGREED])), PAIRED)
        parts += ["; " if n else "", names.of(entry.name), ", ", inlines(told)]
    return (*parts, ".")


def _table(
    names: Names, result: MediatorResult, base: Scenario, others: list[Scenario], until: str
) -> Table:
    belief = {entry.id: of_draws(entry.posterior) for entry in result.hypotheses}
    heads = ("If true", "Belief", *_MILESTONES.values())
    as_it_stands = Cell((inlines("the case as it stands"),))
    rows = [Row((as_it_stands, Cell((inlines("–"),)), *_reached(base)))]
    rows += [
        Row(
            (
                Cell((inlines(Given(names.plain(entry.name))),)),
                Cell((inlines(belief[entry.name]),)),
                *_reached(entry),
            )
        )
        for entry in others
    ]
    caption = inlines(
        f"By {until}, as shares of runs with the same random numbers, and the change against the "
        "case as it stands"
    )
    return Table("meaning-talks", caption, tuple(Column(inlines(h)) for h in heads), tuple(rows))


def _reached(it: Scenario) -> tuple[Cell, ...]:
    cells = []
    for milestone in _MILESTONES:
        lines = [runs_figure(it.result.reached[milestone][-1])]
        if milestone in it.differences:
            lines.append((Trace(inlines(change_of(it.differences[milestone])), PAIRED),))
        cells.append(Cell(tuple(lines)))
    return tuple(cells)
