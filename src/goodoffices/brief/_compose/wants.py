"""What each wants: the issue ladder, and the matrix of issues and parties."""

from __future__ import annotations

from goodoffices.brief._compose.context import Context
from goodoffices.brief._compose.laddered import ladder
from goodoffices.brief._compose.positions import position_lines
from goodoffices.brief._compose.stance import weights
from goodoffices.brief._document import (
    Cell,
    Column,
    Figure,
    Inlines,
    Paragraph,
    Row,
    Section,
    Table,
    inlines,
)
from goodoffices.brief._words.numbers import count, plural
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
            cells.append(
                Cell(position_lines(it.words, issue.id, stance, weighed[party].get(issue.id)))
            )
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
