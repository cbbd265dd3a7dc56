"""What each wants: the matrix of issues and parties, and the issue ladder."""

from __future__ import annotations

from typing import Literal

from goodoffices.brief._charts import Key, Ladder, Lane, Rung, Scale
from goodoffices.brief._compose.context import Context
from goodoffices.brief._compose.stance import Stance, Weight, weights
from goodoffices.brief._document import (
    Cell,
    Column,
    Figure,
    Given,
    Inlines,
    Paragraph,
    Row,
    Section,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.lexicon import anchor
from goodoffices.brief._words.numbers import NARROW, count, ordinal, plural
from goodoffices.case import Uncertain
from goodoffices.case import model as nouns

__all__ = ["wants"]


def wants(it: Context) -> Section:
    """Return the section on positions."""
    return Section("wants", inlines("What each wants"), (_lead(it), _ladder(it), _matrix(it)))


def _lead(it: Context) -> Paragraph:
    issues, parties = len(it.case.issues), len(it.bargainers)
    blank = sum(
        it.stances[party, issue.id].position is None
        for party in it.bargainers
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
    keys = tuple(Key(it.words.label(party), it.words.signs[party]) for party in it.bargainers)
    package = it.package.package if it.package else {}
    scales = tuple(_scale(it, issue, package) for issue in it.case.issues)
    band: Literal["zone", "admissible"] = "zone" if _zone_bands(it) else "admissible"
    chart = Ladder(keys, scales, band, it.package_name if package else "")
    shaded = (
        "Shaded: options that occur in some package of the zone at the most plausible numbers."
        if chart.band == "zone"
        else "Shaded: options that no red line rules out; at the most plausible numbers no package "
        "lies in the zone."
    )
    caption = inlines(
        "The issue ladder. Each block is an issue, each line one of its options, each column a "
        "party. The bar covers the options that the party could live with: worth to it, on this "
        "issue, at least as much as what holds without agreement (pale: only within the range of "
        f"what is plausible). {shaded}",
    )
    return Figure("ladder", caption, chart, _ladder_data(chart))


def _zone_bands(it: Context) -> bool:
    return any(band.in_zone for band in it.zone.bands.values())


def _scale(it: Context, issue: nouns.Issue, package: dict[str, str]) -> Scale:
    band = it.zone.bands[issue.id]
    shaded = band.in_zone if _zone_bands(it) else band.admissible
    rungs = tuple(
        Rung(
            label=it.words.option_label(issue.id, option.id),
            in_band=option.id in shaded,
            in_package=package.get(issue.id) == option.id,
            without_agreement=option.id == issue.without_agreement,
        )
        for option in issue.options
    )
    lanes = tuple(_lane(issue, it.stances[party, issue.id]) for party in it.bargainers)
    return Scale(
        anchor("issue", issue.id), it.words.issue_label(issue.id), issue.ladder, rungs, lanes
    )


def _lane(issue: nouns.Issue, stance: Stance) -> Lane:
    options = [option.id for option in issue.options]
    position = stance.position
    kinds = {
        option: line.kind for line in (position.red_lines if position else ())
        for option in line.options
    }  # fmt: skip
    stated = position.stated if position else None
    return Lane(
        stated=options.index(stated) if stated else None,
        best=options.index(stance.best) if stance.best else None,
        live=tuple(stance.live[option] for option in options),
        red=tuple(kinds.get(option, "") for option in options),
        recorded=position is not None,
    )


def _ladder_data(chart: Ladder) -> Table:
    band = "In the zone" if chart.band == "zone" else "Admissible"
    heads = ["Option", band, "Package", *(key.label for key in chart.keys)]
    rows = []
    for scale in chart.scales:
        for k, rung in enumerate(scale.rungs):
            notes = inlines(
                Given(scale.title), ": ", Given(rung.label),
                " (holds without agreement)" if rung.without_agreement else "",
            )  # fmt: skip
            cells = [Cell((notes,)), _text("yes" if rung.in_band else "–")]
            cells.append(_text("yes" if rung.in_package else "–"))
            cells += [_text(_lane_words(lane, k)) for lane in scale.lanes]
            rows.append(Row(tuple(cells)))
    return Table(
        "ladder-data",
        inlines("The issue ladder as a table"),
        tuple(Column((Given(head),)) for head in heads),
        tuple(rows),
    )


def _text(text: str) -> Cell:
    return Cell((inlines(text),))


def _lane_words(lane: Lane, k: int) -> str:
    parts = []
    if lane.stated == k:
        parts.append("asked for")
    if lane.best == k:
        parts.append("believed best")
    if lane.red[k]:
        parts.append(f"red line ({lane.red[k]})")
    elif lane.live[k] == "yes":
        parts.append("could live with")
    elif lane.live[k] == "maybe":
        parts.append("might live with")
    return ", ".join(parts) or "–"


def _matrix(it: Context) -> Table:
    weighed = {party: weights(it.case, it.words.parties[party]) for party in it.bargainers}
    rows = []
    for issue in it.case.issues:
        cells = [Cell((it.words.issue(issue.id, heading=True), _held(it, issue)))]
        for party in it.bargainers:
            stance = it.stances[party, issue.id]
            cells.append(_cell(it, issue.id, stance, weighed[party].get(issue.id)))
        rows.append(Row(tuple(cells)))
    heads = [Column(inlines("Issue"))]
    heads += [Column(it.words.party(party, sign=True)) for party in it.bargainers]
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
