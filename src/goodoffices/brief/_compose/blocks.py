"""What blocks, and what would open it: blocking sets, single changes, and what decides."""

from __future__ import annotations

from goodoffices.brief._charts import Sway, Tornado
from goodoffices.brief._compose.context import Context
from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    Column,
    Figure,
    Inlines,
    Item,
    Paragraph,
    Row,
    Section,
    Table,
    Trace,
    inlines,
    plain,
)
from goodoffices.brief._words.demands import blocking, change, changes, effect, giver
from goodoffices.brief._words.influences import ends, influence
from goodoffices.brief._words.lexicon import capital, join
from goodoffices.brief._words.numbers import NARROW, capitalised, count, gained, percent, utility
from goodoffices.brief._words.packages import closures, draws_share, share_figure
from goodoffices.preferences import Share
from goodoffices.zone import Influence, Lever

__all__ = ["blocks"]

_LEVERS = 10
_INFLUENCES = 8
_SETS = 8
_LEARNT = 2
_REPAIRS = 8


def blocks(it: Context) -> Section:
    """Return the section on obstacles and openings."""
    content: list[Block] = [*_blocking(it), *_closed(it), *_repairs(it), *_levers(it)]
    if it.influences:
        content += [_tornado(it), *_learning(it)]
    else:
        content.append(Paragraph(inlines("No uncertain number was found to decide the answer.")))
    return Section("blocks", inlines("What blocks, what would open it"), tuple(content))


def _blocking(it: Context) -> list[Block]:
    zone = it.zone
    if not zone.blocking:
        reason = (
            "At the most plausible numbers nothing blocks: every demand can be met at once."
            if it.has_zone
            else "No blocking set was found."
        )
        return [Paragraph(inlines(reason), "lead")]
    total = len(zone.blocking)
    lead = inlines(
        "At the most plausible numbers ",
        Trace(inlines(count(total, "set", "sets")), "made-blocking"),
        " of demands cannot be met together"
        + ("" if zone.blocking_complete else "; the list is not complete")
        + (f"; the {count(_SETS, 'smallest set')} follow." if total > _SETS else "."),
    )
    ranked = sorted(zone.blocking, key=lambda entry: len(entry.demands))
    return [
        Paragraph(lead, "lead"),
        Bullets(tuple(Item(blocking(it.words, entry)) for entry in ranked[:_SETS]), ordered=True),
    ]


def _closed(it: Context) -> list[Block]:
    if not it.closed:
        return []
    sentence = capital(closures(it.words, it.zone, it.closed))
    return [Paragraph(inlines(sentence, "; there nothing else can make a zone."))]


def _repairs(it: Context) -> list[Block]:
    repairs = it.repairs[:_REPAIRS]
    if not repairs:
        return []
    rows = tuple(
        Row(
            (
                Cell((changes(it.words, repair),)),
                Cell(((Trace(inlines(utility(repair.cost)), "made-repairs"),),)),
                Cell((draws_share(repair.zone, "made-repairs"),)),
            )
        )
        for repair in repairs
    )
    heads = ("If …", "Cost to those who move", "A zone in")
    caption = inlines(
        "The least that would open a zone at the most plausible numbers, nothing of which could "
        "be left out; what is left to later is not settled"
    )
    return [Table("repairs", caption, tuple(Column(inlines(head)) for head in heads), rows)]


def _levers(it: Context) -> list[Block]:
    levers = [
        entry
        for entry in it.zone.levers
        if round(100 * entry.gain) > 0 or (entry.opens and not it.has_zone)
    ]
    if not levers:
        return [Paragraph(inlines("No single change examined here makes a zone more frequent."))]
    rest = len(levers) - _LEVERS
    more = Paragraph(inlines(f"{count(rest, 'smaller change').capitalize()} not shown."), "note")
    return [
        Paragraph(inlines(_most(it, levers), " ", _tried(levers[0]))),
        _lever_table(it, levers[:_LEVERS]),
        *([more] if rest > 0 else []),
    ]


def _most(it: Context, levers: list[Lever]) -> Inlines:
    """Name the best change, unless the draws cannot tell it from others: then favour nobody."""
    best = levers[0]
    equals = sum(lever.zone.high >= best.zone.low for lever in levers)
    if equals > 1:
        return inlines(
            f"Of all single changes, the first {count(equals, 'change')} below gain most, and the "
            "draws cannot tell them apart: there would be a zone in ",
            effect(best),
            ". Their order below says nothing about who should move.",
        )
    return inlines(
        "Of all single changes, most is gained if ",
        change(it.words, best.change),
        ": there would be a zone in ",
        effect(best),
        ".",
    )


def _tried(lever: Lever) -> str:
    """Say on which draws single changes were tried, and how many of those have a zone anyway."""
    already = round(100 * (lever.zone.value - lever.gain))
    return (
        f"Changes were tried on the first {lever.zone.draws:,} draws, of which {already}{NARROW}% "
        "have a zone as it is."
    )


def _lever_table(it: Context, levers: list[Lever]) -> Table:
    always = it.has_zone
    rows = []
    for lever in levers:
        cells = [
            change(it.words, lever.change),
            giver(it.words, lever),
            effect(lever),
        ]
        if not always:
            cells.append(inlines("yes" if lever.opens else "no"))
        rows.append(Row(tuple(Cell((cell,)) for cell in cells)))
    heads = ["If …", "Who would have to give", "A zone in"]
    if not always:
        heads.append("Opens it at the most plausible numbers")
    return Table(
        "levers", inlines("Single changes, and the share of draws that then have a zone"),
        tuple(Column(inlines(head)) for head in heads), tuple(rows),
    )  # fmt: skip


def _tornado(it: Context) -> Figure:
    top = it.influences[:_INFLUENCES]
    bars = tuple(
        Sway(
            capitalised(plain(influence(it.words, entry))),
            entry.low.value,
            entry.high.value,
            _end(ends(entry)[0], entry.low),
            _end(ends(entry)[1], entry.high),
        )
        for entry in top
    )
    heads = ("Uncertain number", "Where it is lowest", "Where it is highest", "Goes with")
    rows = tuple(
        Row(
            (
                Cell((influence(it.words, entry),)),
                Cell((share_figure(entry.low, "made-influences"),)),
                Cell((share_figure(entry.high, "made-influences"),)),
                Cell((inlines(_index(entry.index)),)),
            )
        )
        for entry in top
    )
    data = Table(
        "tornado-data",
        inlines("Share of draws with a zone, by single uncertain numbers"),
        tuple(Column(inlines(head)) for head in heads),
        rows,
    )
    chart = Tornado(it.zone.zone.value, f"all draws: {percent(it.zone.zone)}", bars)
    caption = inlines(
        "What decides the answer: the share of draws with a zone among the fifth of draws where a "
        "number is lowest (hollow) and the fifth where it is highest (filled); for a red line, "
        "where it is not meant and where it is. The upright line is all draws: a zone in ",
        draws_share(it.zone.zone, "made-zone"), f". {_others(it)}",
    )  # fmt: skip
    return Figure("tornado", caption, chart, data)


def _others(it: Context) -> str:
    rest = len(it.zone.influences) - len(it.influences[:_INFLUENCES])
    return (
        f"Not shown: {count(rest, 'uncertain number')} of less sway, or of none that the draws "
        "can tell from chance."
        if rest
        else ""
    )


def _learning(it: Context) -> list[Block]:
    """Say what is most worth finding out, where finding out is worth more than its error."""
    known = [entry for entry in it.zone.influences if entry.learning.low > 0]
    if not known:
        return []
    best = sorted(known, key=lambda entry: -entry.learning.value)[:_LEARNT]
    worth = [
        inlines(influence(it.words, entry), ", ", Trace(inlines(_worth(entry)), "made-learning"))
        for entry in best
    ]
    return [
        Paragraph(
            inlines(
                "Most worth finding out before a package is proposed: ", join(worth, "and then"),
                ". By so much would the share of draws rise in whose zone the package lies, if it "
                "could be chosen knowing the answer.",
            )
        )
    ]  # fmt: skip


def _worth(entry: Influence) -> str:
    return gained(entry.learning.low, entry.learning.value, entry.learning.high)


def _end(name: str, it: Share) -> str:
    return f"{name} {percent(it)}"


def _index(index: float) -> str:
    whole = round(100 * index)
    return "under 1 % of the variance" if whole < 1 else f"{whole} % of the margin’s variance"
