"""How long agreements like a package have held, given that they were signed."""

from __future__ import annotations

from goodoffices.brief._compose.record_parts import direction
from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    Column,
    Given,
    Inlines,
    Item,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, join, shown
from goodoffices.brief._words.numbers import capitalised, count, listing, points
from goodoffices.brief._words.record import (
    FEATURES,
    METHOD,
    after,
    interval,
    row_label,
    sentence,
    value,
)
from goodoffices.record import (
    Contrast,
    HoldingResult,
    Rate,
)

__all__ = ["package_part"]

_SOURCES = {
    "robust": "the most robust package",
    "closest": "the closest package",
    "draft": "the draft",
    "none": "no package",
}


def package_part(words: Lexicon, it: HoldingResult) -> Section:
    """Return the part on how long agreements like the package have held."""
    blocks: list[Block] = [Paragraph(_has(words, it))]
    if any(term.classes for term in it.terms):
        told = inlines(
            "Bold is the narrowest class of 30 or more. Where that changes from column to column, "
            "what is bold is no curve of one class."
        )
        blocks += [_years(it), Paragraph(told, "note")]
    items = [Item(_contrast(entry)) for term in it.terms for entry in term.contrasts]
    items += [Item(direction(entry, it)) for entry in it.directions]
    if it.unknown:
        named = listing([FEATURES[key] for key in it.unknown])
        items.append(Item(inlines(f"{capitalised(named)}: the table has no rate and no finding.")))
    if items:
        blocks.append(
            Paragraph(
                inlines(
                    "What goes with the features that it has. Each is an association: agreements "
                    "got them for reasons, and what brought a feature about may be what made them "
                    "hold or break. They are told one at a time and not added up."
                )
            )
        )
        blocks.append(Bullets(tuple(items)))
    missing = [term.years for term in it.terms if not term.classes]
    if missing:
        asked = listing([after(years) for years in missing])
        known = listing([after(years) for years in it.known_years])
        there = f"; known are {known}" if known else ""
        blocks.append(Paragraph(inlines(f"Nothing is known after {asked}{there}.")))
    return Section(
        "record-holding", inlines("How long agreements like it have held"), tuple(blocks)
    )


def _has(words: Lexicon, it: HoldingResult) -> Inlines:
    if it.source == "none":
        return inlines("There is no package to look at, so only the classes are told.")
    name = capitalised(_SOURCES[it.source])
    found: dict[str, list[Inlines]] = {}
    for entry in it.features.provisions:
        option = inlines(words.option(entry.issue, entry.option), " on ", words.issue(entry.issue))
        by = " by its name" if entry.by == "taxonomy" else ""
        found.setdefault(entry.feature, []).append(inlines(option, by))
    parts = [inlines(FEATURES[key], " (", join(options), ")") for key, options in found.items()]
    has = (
        inlines(f"{name} has ", join(parts), ".")
        if parts
        else inlines(f"{name} has none of the features that the record knows agreements by.")
    )
    untold = [
        inlines(words.option(issue, option), " on ", words.issue(issue))
        for issue, option in it.features.untold
    ]
    unclear = inlines(" What ", join(untold), f" {'provides' if len(untold) == 1 else 'provide'} "
                      "for, the case does not say.") if untold else ()  # fmt: skip
    left = len(it.open)
    rest = (
        f" It leaves {count(left, 'issue')} open, so it may be nearer to an agreement on a part."
        if left and it.choice.agreement == "full" else ""
    )  # fmt: skip
    return inlines(has, unclear, rest)


def _years(it: HoldingResult) -> Table:
    known = [term for term in it.terms if term.classes]
    groups: dict[tuple[str, str, str], dict[float, Rate]] = {}
    for term in known:
        for rate in term.classes:
            groups.setdefault((rate.among, rate.measure, rate.source), {})[term.years] = rate
    columns = [Column(inlines("Class"))]
    columns += [Column(inlines(f"After {after(term.years)}")) for term in known]
    rows = []
    for held in groups.values():
        first = next(iter(held.values()))
        note = inlines(f"n = {first.n:,}; " if first.n else "", _MEASURES.get(first.measure, ""))
        known_of = inlines(Given(shown(first.note))) if first.note else ()
        cells = [Cell((inlines(Given(row_label(first))), note, known_of))]
        for term in known:
            there = held.get(term.years)
            cells.append(_held(there, named=there is not None and there.id == term.main))
        rows.append(Row(tuple(cells)))
    caption = inlines("Past agreements that still held, with 95 per cent intervals")
    return Table("record-years", caption, tuple(columns), tuple(rows))


_MEASURES = {
    "agreement-holds": "held: the agreement had not failed",
    "no-fighting": "held: the same two sides had not fought again",
    "no-crisis": "held: no new crisis between the same adversaries",
}


def _held(rate: Rate | None, *, named: bool) -> Cell:
    if rate is None:
        return Cell((inlines("not known"),))
    if rate.anecdote:
        return Cell((inlines(Trace(inlines(value(rate)), METHOD)), inlines("an anecdote")))
    trace = Trace(inlines(value(rate)), METHOD)
    told = Strong((trace,)) if named else trace
    return Cell((inlines(told), inlines(interval(rate))))


def _contrast(entry: Contrast) -> Inlines:
    name = capitalised(FEATURES[entry.feature])
    size = points(entry.difference)
    if entry.low is None or entry.high is None:
        verdict = "; the interval of the difference is not known"
    else:
        ends = f"{100 * entry.low:+.0f} to {100 * entry.high:+.0f}".replace("-", "−")
        verdict = f", 95 per cent interval {ends}"
        verdict += "" if entry.told_apart else ", which cannot be told from no difference"
    note = inlines(" ", Given(shown(entry.present.note))) if entry.present.note else ()
    return inlines(
        Strong(inlines(name)), ": ", sentence(entry.present), ", and ",
        sentence(entry.absent, ends=False),
        f". That is {size}{verdict}.", note,
    )  # fmt: skip
