"""The issue ladder: one line an option, and what each party thinks of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from goodoffices.brief._charts import Key, Ladder, Lane, Rung, Scale
from goodoffices.brief._compose.stance import Stance
from goodoffices.brief._document import (
    Cell,
    Column,
    Figure,
    Given,
    Row,
    Table,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, anchor
from goodoffices.case import model as nouns

__all__ = ["ladder"]


def ladder(
    words: Lexicon,
    stances: Mapping[tuple[str, str], Stance],
    *,
    admissible: Mapping[str, tuple[str, ...]],
    in_zone: Mapping[str, tuple[str, ...]],
    package: Mapping[str, str],
    package_name: str,
) -> Figure:
    """Return the issue ladder.

    Parameters
    ----------
    words, stances
        The names of the case, and what each party thinks of each issue's options.
    admissible, in_zone
        By issue, the options that no red line rules out, and those that occur in the zone.
    package, package_name
        A package to show, and what it is called; an empty one for none.
    """
    bargainers = words.bargainers
    keys = tuple(Key(words.label(party), words.signs[party]) for party in bargainers)
    zone = any(in_zone.values())
    shaded = in_zone if zone else admissible
    scales = tuple(
        _scale(words, issue, shaded[issue.id], package.get(issue.id), stances)
        for issue in words.case.issues
    )
    band: Literal["zone", "admissible"] = "zone" if zone else "admissible"
    chart = Ladder(keys, scales, band, package_name if package else "")
    shading = (
        "Shaded: options that occur in some package of the zone at the most plausible numbers."
        if zone
        else "Shaded: options that no red line rules out; at the most plausible numbers no package "
        "lies in the zone."
    )
    caption = inlines(
        "The issue ladder. Each block is an issue, each line one of its options, each column a "
        "party. The bar covers the options that the party could live with: worth to it, on this "
        "issue, at least as much as what holds without agreement (pale: only within the range of "
        f"what is plausible). {shading}",
    )
    return Figure("ladder", caption, chart, _ladder_data(chart))


def _scale(
    words: Lexicon,
    issue: nouns.Issue,
    shaded: tuple[str, ...],
    chosen: str | None,
    stances: Mapping[tuple[str, str], Stance],
) -> Scale:
    rungs = tuple(
        Rung(
            label=words.option_label(issue.id, option.id),
            in_band=option.id in shaded,
            in_package=chosen == option.id,
            without_agreement=option.id == issue.without_agreement,
        )
        for option in issue.options
    )
    lanes = tuple(_lane(issue, stances[party, issue.id]) for party in words.bargainers)
    return Scale(anchor("issue", issue.id), words.issue_label(issue.id), issue.ladder, rungs, lanes)


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
