"""What each wants: the issue ladder, and the matrix of issues and parties."""

from __future__ import annotations

from goodoffices.brief._compose.context import Context
from goodoffices.brief._compose.laddered import ladder
from goodoffices.brief._compose.stance import Stance, Weight, weights
from goodoffices.brief._document import (
    Cell,
    Column,
    Figure,
    Inlines,
    Paragraph,
    Row,
    Section,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.numbers import NARROW, count, ordinal, plural
from goodoffices.case import Uncertain
from goodoffices.case import model as nouns

__all__ = ["wants"]


def wants(it: Context) -> Section:
    """Return the section on positions."""
    return Section("wants", inlines("What each wants"), (_lead(it), _ladder(it), _matrix(it)))


def _lead(it: Context) -> Paragraph:
    issues, parties = len(it.case.issues), len(it.words.bargainers)
    blank = sum(
        it.stances[party, issue.id].position is None
        for party in it.words.bargainers
        for issue in it.case.issues
    )
    gaps = (
        f"{count(blank, 'cell')} of {issues * parties} {plural(blank, 'is', 'are')} blank, which "
        "says that nothing is recorded, not that nothing is wanted."
        if blank
        else "No cell is blank."
    )
    return Paragraph(
        inlines(
            f"{count(issues, 'issue').capitalize()} for "
            f"{count(parties, 'party', 'parties')}. What a party states is told apart from what "
            f"it is believed to want; {gaps}"
        ),
        "lead",
    )


def _ladder(it: Context) -> Figure:
    bands = it.zone.bands
    return ladder(
        it.words,
        it.stances,
        admissible={issue: band.admissible for issue, band in bands.items()},
        in_zone={issue: band.in_zone for issue, band in bands.items()},
        package=it.package.package if it.package else {},
        package_name=it.package_name,
    )


def _matrix(it: Context) -> Table:
    weighed = {party: weights(it.case, it.words.parties[party]) for party in it.words.bargainers}
    rows = []
    for issue in it.case.issues:
        cells = [Cell((it.words.issue(issue.id, heading=True), _held(it, issue)))]
        for party in it.words.bargainers:
            stance = it.stances[party, issue.id]
            cells.append(_cell(it, issue.id, stance, weighed[party].get(issue.id)))
        rows.append(Row(tuple(cells)))
    heads = [Column(inlines("Issue"))]
    heads += [Column(it.words.party(party, sign=True)) for party in it.words.bargainers]
    return Table(
        "positions",
        inlines(
            "Who wants what. What a party is believed to like best, how much an issue weighs for "
            "it (as a share of its own total) and the chance that a stated red line is meant are "
            "judgements of the case’s author."
        ),
        tuple(heads),
        tuple(rows),
    )


def _held(it: Context, issue: nouns.Issue) -> Inlines:
    return inlines(
        "Without agreement: ", it.words.option(issue.id, issue.without_agreement),
        it.words.claims(issue.claims),
    )  # fmt: skip


def _cell(it: Context, issue: str, stance: Stance, weight: Weight | None) -> Cell:
    words, position = it.words, stance.position
    if position is None:
        return Cell((inlines("no position recorded"),))
    lines: list[Inlines] = []
    basis = words.basis(position.claims)
    if position.stated:
        lines.append(inlines("Asks for: ", words.option(issue, position.stated), basis))
        basis = ()
    if stance.best and stance.best != position.stated:
        lines.append(inlines("Believed best: ", words.option(issue, stance.best), basis))
        basis = ()
    elif stance.best:
        lines.append(inlines("Believed best: the same"))
    if weight is not None:
        lines.append(inlines("Weight: ", Trace(inlines(_weight(weight)), "made-weights")))
    lines += [_red_line(it, issue, line) for line in position.red_lines]
    if position.mandate is not None:
        within = words.option_list(issue, position.mandate.options, "or")
        lines.append(inlines("Mandate: ", within, words.basis(position.mandate.claims)))
    if not lines:
        lines.append(inlines("A position without an option named", basis))
    return Cell(tuple(lines))


def _red_line(it: Context, issue: str, line: nouns.RedLine) -> Inlines:
    against = it.words.option_list(issue, line.options, "or")
    kind = "absolute" if line.kind == "absolute" else f"stated; {_chance(line.chance)}"
    return inlines("Red line: ", against, f" – {kind}", it.words.basis(line.claims))


def _chance(number: Uncertain) -> str:
    if number.certain:
        return f"meant with a chance of {100 * number.mode:.0f}{NARROW}%"
    return (
        f"meant with a chance of {100 * number.mode:.0f}{NARROW}% ({100 * number.low:.0f}–"
        f"{100 * number.high:.0f}{NARROW}%)"
    )


def _weight(weight: Weight) -> str:
    if weight.rank is not None:
        place, of = weight.rank
        return f"ranked {ordinal(place)} of {of}"
    mode = f"{100 * weight.mode:.0f}{NARROW}%"
    low, high = f"{100 * weight.low:.0f}", f"{100 * weight.high:.0f}"
    return mode if low == high else f"{mode} ({low}–{high})"
