"""The bottom line: five to seven sentences for a reader who reads no further."""

from __future__ import annotations

from goodoffices.brief._compose.context import Context
from goodoffices.brief._compose.ordered import first_circle
from goodoffices.brief._compose.record import beside
from goodoffices.brief._compose.talks import outcome
from goodoffices.brief._document import (
    Bullets,
    Given,
    Inlines,
    Item,
    Link,
    Paragraph,
    Section,
    Strong,
    Trace,
    inlines,
)
from goodoffices.brief._words.demands import changes, demand
from goodoffices.brief._words.influences import ends, influence
from goodoffices.brief._words.lexicon import join, shown
from goodoffices.brief._words.numbers import about, count, dates, percent, plural
from goodoffices.brief._words.packages import closures, crossed, draws_share, settles
from goodoffices.zone import Repair

__all__ = ["bottom_line", "key_issues"]

_HALF = 0.5

_PIVOTS = 2
"""Red lines on which the verdict turns that the first sentence can carry."""
_MOVERS = 3
"""Repairs by different movers that the bottom line can carry."""
_KEY_ISSUES = 3
"""Issues of a package that the bottom line can carry."""

_TELLING = 0.05
"""Part of the margin's variance from which an issue is named as one the answer turns on."""

_REFERENCES = 3
"""Claims that it names for one event."""


def bottom_line(it: Context) -> Section:
    """Return the five sentences, and two more on the talks and on the record, where asked.

    The talks have their own: room for an agreement and the way to one are different things, and a
    reader who takes the share of the one for the chance of the other is misled.
    """
    ways = [outcome(it.talks)] if it.talks else []
    if it.record:
        # Beside our number, so that nobody takes that for the record.
        ways.append(beside(it.record))
    blocks = inlines(_issues(it), first_circle(it.words, it.order))
    sentences = (_zone(it), blocks, _package(it), _sure(it), *ways, _watch(it))
    items = tuple(Item(sentence) for sentence in sentences)
    lines = Bullets(items, ordered=True, role="bottom-line")
    if not it.zone.unfinished:
        return Section("bottom-line", inlines("Bottom line"), (lines,))
    warning = inlines(
        "The analysis was interrupted, so parts of this brief are missing: see ",
        Link(inlines("this run"), "run"), ".",
    )  # fmt: skip
    return Section("bottom-line", inlines("Bottom line"), (Paragraph(warning, "note"), lines))


def _zone(it: Context) -> Inlines:
    zone = it.zone
    who = join([it.words.the(party) for party in zone.parties])
    exists = Strong((Trace(inlines(about(zone.zone)), "made-zone"),))
    agrees = it.has_zone == (zone.zone.value >= _HALF)
    too = " too" if agrees and it.has_zone else ""
    at_mode = f"there is {'one' if it.has_zone else 'none'}{too}"
    return inlines(
        Strong(inlines("A zone of possible agreement")), " exists in ", exists,
        ": some package then leaves ", who,
        " each at least as well off as without one. At the most plausible numbers ", at_mode,
        *_pivot(it), "; all of this follows from the assumptions and forecasts nothing.",
    )  # fmt: skip


def _pivot(it: Context) -> tuple[Inlines | str, ...]:
    """Say on which stated red line the verdict at the most plausible numbers turns, if on any."""
    if not it.zone.pivots:
        return ()
    clauses = [
        inlines(demand(it.words, pivot.demand), " were not meant" if pivot.meant else " were meant")
        for pivot in it.zone.pivots[:_PIVOTS]
    ]
    return (", a verdict that would turn if ", join(clauses, "or"))


def _issues(it: Context) -> Inlines:
    """Name the issues in the blocking sets, or else those on which the answer turns."""
    words, zone = it.words, it.zone
    if zone.blocking:
        smallest = min(zone.blocking, key=lambda entry: len(entry.demands))
        more = len(zone.blocking) - 1
        also = (
            inlines("; there is ", Link(inlines(count(more, "more such conflict")), "blocks"))
            if more == 1
            else inlines("; there are ", Link(inlines(count(more, "more such conflict")), "blocks"))
            if more
            else ()
        )
        phrases = join([demand(words, entry) for entry in smallest.demands])
        met = "cannot be met" if len(smallest.demands) == 1 else "cannot be met together"
        return inlines(Strong(inlines("What blocks")), ": ", phrases, f" {met}", also, ".")
    lead = Strong(inlines("What blocks"))
    nothing = inlines(lead, ": at the most plausible numbers nothing does")
    if it.closed:
        return inlines(nothing, ", but ", closures(words, zone, it.closed[:2]), ".")
    decisive = _decisive_issues(it)
    if not decisive:
        return inlines(nothing, ", and no single issue decides the answer.")
    return inlines(nothing, "; the answer turns most on ", words.issue_list(decisive), ".")


def _decisive_issues(it: Context) -> list[str]:
    telling = [entry.issue for entry in it.influences if entry.issue and entry.index >= _TELLING]
    return list(dict.fromkeys(telling))[:2]


def _package(it: Context) -> Inlines:
    words, zone = it.words, it.zone
    headline = zone.headline
    if headline is not None and (it.has_zone or not it.repairs):
        issues = key_issues(it, headline.package)
        rest = len(headline.package) - len(issues)
        others = f", and {count(rest, 'more issue')} as set out" if rest else ""
        below = Link(inlines("below"), "agreed")
        crosses = crossed(words, headline.package)
        return inlines(
            Strong(inlines("The most robust package")), " settles ",
            settles(words, headline.package, issues), others, *(" ", below) if rest else (),
            "; it lies in the zone in ", draws_share(headline.robustness, "made-robustness"),
            *(", and crosses ", crosses) if crosses else (), ".",
        )  # fmt: skip
    if it.repairs:
        return inlines(
            Strong(inlines("The least change")),
            " that would open a zone at the most plausible numbers: ",
            _either([_repair(it, repair) for repair in _mildest(it)]),
            ".",
        )
    return inlines(
        Strong(inlines("The least change")),
        ": no change examined here opens a zone at the most plausible numbers.",
    )


def _mildest(it: Context) -> list[Repair]:
    """Return the least repair and, as far as there are as short ones, one by each other mover.

    So that no party is named alone where another could move as well. Where all of them only put
    an issue off, the least that settles it comes along.
    """
    chosen: dict[frozenset[str | None], Repair] = {}
    for repair in it.repairs:
        guessed = any(change.kind == "add_option" for change in repair.changes)
        if len(repair.changes) == len(it.repairs[0].changes) and not (guessed and chosen):
            chosen.setdefault(frozenset(change.party for change in repair.changes), repair)
    least = list(chosen.values())[:_MOVERS]
    settling = [repair for repair in it.repairs if not _puts_off(repair)]
    return least if not all(map(_puts_off, least)) else [*least, *settling[:1]]


def _puts_off(repair: Repair) -> bool:
    return any(change.kind == "defer" for change in repair.changes)


def _either(clauses: list[Inlines]) -> Inlines:
    return inlines(*(inlines("; or " if k else "", part) for k, part in enumerate(clauses)))


def _repair(it: Context, repair: Repair) -> Inlines:
    return inlines(
        changes(it.words, repair),
        ", and then there is one in ",
        draws_share(repair.zone, "made-repairs"),
    )


def key_issues(it: Context, package: dict[str, str]) -> tuple[str, ...]:
    """Return the issues of a package that say most: blocked or decisive ones that it changes."""
    wanted = [
        entry.issue
        for blocked in it.zone.blocking
        for entry in blocked.demands
        if entry.issue is not None
    ]
    wanted += _decisive_issues(it)
    wanted += [issue.id for issue in it.case.issues if package[issue.id] != issue.without_agreement]
    wanted += [issue.id for issue in it.case.issues]
    return tuple(dict.fromkeys(wanted))[:_KEY_ISSUES]


def _sure(it: Context) -> Inlines:
    total = len(it.case.positions)
    bare = sum(not entry.claims for entry in it.case.positions)
    rests = (
        f"every one of the {total} recorded positions rests on a claim"
        if not bare
        else f"{bare} of {total} recorded positions {plural(bare, 'rests', 'rest')} on no claim "
        f"and {plural(bare, 'is an assumption', 'are assumptions')}"
    )
    lead = inlines(Strong(inlines("How sure")), ": ")
    if not it.influences:
        return inlines(lead, "no single uncertain number decides the answer, and ",
                       Link(inlines(rests), "made"), ".")  # fmt: skip
    top = it.influences[0]
    low, high = ends(top)
    return inlines(
        lead, "the answer turns most on ", influence(it.words, top), f" ({low}: a zone in ",
        Trace(inlines(percent(top.low)), "made-influences"), f" of draws; {high}: in ",
        Trace(inlines(percent(top.high)), "made-influences"), "), and ",
        Link(inlines(rests), "made"), ".",
    )  # fmt: skip


def _watch(it: Context) -> Inlines:
    case = it.case
    lead = inlines(Strong(inlines("What to watch")), ": ")
    coming = [entry for entry in case.rounds if entry.dates.last >= case.as_of]
    parts: list[Inlines] = []
    if coming:
        first = min(coming, key=lambda entry: entry.dates.first)
        parts.append(
            inlines(
                "the next round, in ", Given(shown(first.place)), " on ",
                dates(first.dates.first, first.dates.last),
                it.words.claims(first.claims, most=_REFERENCES),
            )
        )  # fmt: skip
    dated = [entry for entry in case.events if entry.on and entry.on.last >= case.as_of]
    dated.sort(key=lambda entry: (entry.on.last, entry.id) if entry.on else (case.horizon, ""))
    for entry in dated[:3]:
        if entry.on is not None:
            when = dates(entry.on.first, entry.on.last)
            parts.append(
                inlines(
                    "“",
                    Given(shown(entry.name)),
                    f"” on {when}",
                    it.words.claims(entry.claims, most=_REFERENCES),
                )
            )
    telling = _telling(it)
    if not parts:
        return inlines(lead, "the case records no coming round, deadline or window", telling, ".")
    return inlines(lead, join(parts), telling, ".")


def _telling(it: Context) -> Inlines:
    """Name what would tell most about the mediator, where it is not known what it is after."""
    unknown = [m for m in (it.intent.mediators if it.intent else ()) if not m.identified]
    if not unknown or not unknown[0].watch:
        return ()
    first = unknown[0].watch[0]
    stated = next(entry for entry in it.case.watch if entry.id == first.id)
    return inlines(
        "; what ", it.words.the(unknown[0].about), " is after is ",
        Link(inlines("not identified"), "mediator"), ", and would be told best by this: “",
        Given(shown(stated.text).rstrip(".")), f"” ({dates(first.first, first.last)})",
    )  # fmt: skip
