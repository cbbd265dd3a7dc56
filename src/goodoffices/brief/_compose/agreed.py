"""What could be agreed: the package that holds best, its alternatives, and what each costs whom."""

from __future__ import annotations

from goodoffices.brief._charts import Floors, FloorsPanel, Key
from goodoffices.brief._compose.context import Context
from goodoffices.brief._document import (
    Block,
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
from goodoffices.brief._words.demands import demand
from goodoffices.brief._words.lexicon import join
from goodoffices.brief._words.numbers import (
    capitalised,
    count,
    large,
    listing,
    plural,
    signed,
    utility,
)
from goodoffices.brief._words.packages import (
    CONCEPTS,
    acceptances,
    crossed,
    draws_share,
    share_figure,
    surpluses,
)
from goodoffices.zone import Demand, FrontierSize, Settlement

__all__ = ["agreed"]


def agreed(it: Context) -> Section:
    """Return the section on packages."""
    blocks: list[Block] = [Paragraph(_lead(it), "lead")]
    blocks += [Paragraph(text) for text in _package(it)]
    columns = _columns(it)
    if columns:
        blocks.append(_comparison(it, columns))
        same = _same(it, columns)
        if same is not None:
            blocks.append(same)
        blocks.append(_floors(it, columns))
    if it.has_zone:
        blocks.append(Paragraph(_size(it)))
    if it.zone.solutions or it.zone.frontier is not None:
        blocks.append(Paragraph(_frontier(it), "note"))
    return Section("agreed", inlines("What could be agreed"), tuple(blocks))


def _lead(it: Context) -> Inlines:
    zone = it.zone
    margin = Trace(inlines(utility(abs(zone.margin.modal))), "made-margin")
    if it.has_zone:
        quo = (
            " What holds without agreement lies in it too, so the question is whether any change "
            "is worth its cost."
            if zone.status_quo_in_zone
            else ""
        )
        return inlines(
            "At the most plausible numbers there are packages that leave every party whose "
            "consent is needed no worse off; in the best of them the party that gains least gains ",
            margin, " on a scale from 0 to 1.", quo,
        )  # fmt: skip
    if zone.closest is None:
        return inlines(
            "At the most plausible numbers red lines and rules leave no package at all; that is so "
            "in ", draws_share(zone.inadmissible, "made-zone"), ".",
        )  # fmt: skip
    return inlines(
        "At the most plausible numbers no package leaves every party whose consent is needed as "
        "well off as without agreement. In the closest one, the party that loses most falls short "
        "by ", margin, " on a scale from 0 to 1. Across draws there is a zone in ",
        draws_share(zone.zone, "made-zone"), ".",
    )  # fmt: skip


def _size(it: Context) -> Inlines:
    size = it.zone.size
    part = f"{large(size.count)} of the {large(size.packages)} packages"
    how = (
        "counted one by one"
        if size.exact
        else f"estimated from a sample; between {large(size.low)} and {large(size.high)}"
    )
    return inlines(
        "How much room there is: ", Trace(inlines(part), "made-size"),
        f" that break no rule and no red line lie in the zone at the most plausible numbers "
        f"({how}). Most of them differ in small things only.",
    )  # fmt: skip


def _package(it: Context) -> list[Inlines]:
    zone = it.zone
    sentences = []
    if zone.headline is not None:
        crosses = crossed(it.words, zone.headline.package)
        inside = (
            "It lies in the zone at the most plausible numbers too."
            if zone.headline.in_zone
            else "At the most plausible numbers themselves it lies outside the zone."
        )
        sentences.append(
            inlines(
                "The most robust package found lies in the zone in ",
                draws_share(zone.headline.robustness, "made-robustness"),
                ". Each party taken alone would accept it: ",
                acceptances(it.words, zone.headline), ". ", inside,
                *(" It crosses ", crosses, ": it can be agreed only where these are not meant.")
                if crosses else (),
            )
        )  # fmt: skip
    if not it.has_zone and zone.closest is not None:
        sentences.append(
            inlines(
                "The closest package gives, against no agreement: ",
                surpluses(it.words, zone.closest), ". It would break ",
                _broken(it, zone.closest), ".",
            )
        )  # fmt: skip
    return sentences


def _broken(it: Context, closest: Settlement) -> Inlines:
    short = [party for party, value in closest.surplus.items() if value < 0]
    floors = [demand(it.words, Demand("floor", party=party)) for party in short]
    return join(floors) if floors else inlines("a demand of a party with a limited consent")


def _columns(it: Context) -> list[tuple[str, Settlement]]:
    """Return the packages to compare, those that are the same package under one name."""
    named: list[tuple[str, Settlement]] = []
    if it.zone.headline is not None:
        named.append(("Most robust", it.zone.headline))
    elif it.zone.closest is not None:
        named.append(("Closest", it.zone.closest))
    if it.zone.headline is not None and not it.has_zone and it.zone.closest is not None:
        named.append(("Closest", it.zone.closest))
    named += [(CONCEPTS[entry.concept], entry.settlement) for entry in it.zone.solutions]
    merged: list[tuple[str, Settlement]] = []
    for name, settlement in named:
        for k, (other, known) in enumerate(merged):
            if known.package == settlement.package:
                merged[k] = (f"{other}, {name}", known)
                break
        else:
            merged.append((name, settlement))
    return merged


def _comparison(it: Context, columns: list[tuple[str, Settlement]]) -> Table:
    rows = []
    only = len(columns) == 1
    for issue in it.case.issues:
        options = [settlement.package[issue.id] for _, settlement in columns]
        if len(set(options)) == 1 and not only:
            continue
        cells = [Cell((it.words.issue(issue.id, heading=True),))]
        cells += [_option(it, issue.id, option, issue.without_agreement) for option in options]
        rows.append(Row(tuple(cells)))
    rows.append(
        _row("Lies in the zone, share of draws", [
            share_figure(entry.robustness, "made-robustness") for _, entry in columns
        ])
    )  # fmt: skip
    for party in it.zone.parties:
        heading = inlines(it.words.party(party, sign=True), ": gain against no agreement")
        gains = [
            (Trace(inlines(signed(entry.surplus[party])), "made-values"),) for _, entry in columns
        ]
        rows.append(Row((Cell((heading,)), *(Cell((gain,)) for gain in gains))))
    heads = [Column(inlines("Issue"))]
    heads += [Column(inlines(name)) for name, _ in columns]
    caption = "The package, issue by issue" if only else "The packages compared, where they differ"
    return Table("packages", inlines(caption), tuple(heads), tuple(rows))


def _row(head: str, contents: list[Inlines]) -> Row:
    return Row((Cell((inlines(head),)), *(Cell((content,)) for content in contents)))


def _option(it: Context, issue: str, option: str, without: str) -> Cell:
    name: Inlines = (Given(it.words.option_label(issue, option)),)
    return Cell((name, inlines("as without agreement")) if option == without else (name,))


def _same(it: Context, columns: list[tuple[str, Settlement]]) -> Paragraph | None:
    """Say what all the packages have in common, which their comparison leaves out."""
    if len(columns) == 1:
        return None
    common = [
        issue.id
        for issue in it.case.issues
        if len({entry.package[issue.id] for _, entry in columns}) == 1
    ]
    if not common:
        return None
    package = columns[0][1].package
    settled = join(
        [
            inlines(it.words.issue(issue), " as ", it.words.option(issue, package[issue]))
            for issue in common
        ]
    )
    return Paragraph(
        inlines(
            f"All of them settle {count(len(common), 'issue')} alike: ", settled, "."
        )
    )  # fmt: skip


def _floors(it: Context, columns: list[tuple[str, Settlement]]) -> Figure:
    panels = tuple(
        FloorsPanel(
            Key(it.words.label(party), it.words.signs[party]),
            it.zone.floor[party],
            tuple((name, entry.utility[party]) for name, entry in columns),
        )
        for party in it.zone.parties
    )
    names = [name for name, _ in columns]
    heads = ["Party", "Without agreement", *names]
    rows = tuple(
        Row(
            (
                Cell(((Given(panel.key.label, proper=True),),)),
                Cell((inlines(utility(panel.floor)),)),
                *(Cell((inlines(utility(value)),)) for _, value in panel.points),
            )
        )
        for panel in panels
    )
    table = Table(
        "floors-data",
        inlines("Utilities and no-agreement values"),
        tuple(Column(inlines(head), numeric=k > 0) for k, head in enumerate(heads)),
        rows,
    )
    caption = inlines(
        "What each package is worth to each party whose consent is needed on everything, against "
        "what it expects without agreement (the upright line), at the most plausible numbers. Each "
        "party has a scale of its own, from 0 to 1: two parties’ numbers do not compare."
    )
    return Figure("floors", caption, Floors(panels), table)


def _frontier(it: Context) -> Inlines:
    proved: dict[str, list[str]] = {}
    for entry in it.zone.solutions:
        proved.setdefault(entry.proof.rstrip("."), []).append(CONCEPTS[entry.concept])
    proof = "".join(f" {listing(names)}: {text}." for text, names in proved.items())
    search = f" Search for the most robust package: {it.zone.searched.rstrip('.')}."
    front = it.zone.frontier
    return inlines(
        *(() if front is None or not front.points else _front(front)),
        search if it.zone.searched else "",
        proof,
    )


def _front(front: FrontierSize) -> Inlines:
    near = (
        ""
        if front.epsilon == 0
        else f" (thinned to a grid: no package better by more than {front.epsilon:.1g} for every "
        "party is missing)"
    )
    return inlines(
        Trace(inlines(capitalised(count(front.points, "package"))), "made-margin"),
        f" {plural(front.points, 'is', 'are')} such that no party can gain without another "
        f"losing{near}; {count(front.in_zone, 'package')} of these "
        f"{plural(front.in_zone, 'lies', 'lie')} in the zone.",
    )
