"""How the talks may go: where they stand by date, and what lies behind it."""

from __future__ import annotations

from typing import Literal

from goodoffices.brief._charts import Fan, FanBand, FanMark
from goodoffices.brief._compose.talks_compared import compared, turning
from goodoffices.brief._compose.talks_courses import reported
from goodoffices.brief._compose.talks_parts import endings, packages, settled
from goodoffices.brief._compose.talks_watch import watch
from goodoffices.brief._document import (
    Block,
    Cell,
    Column,
    Figure,
    Inlines,
    Link,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, shown
from goodoffices.brief._words.numbers import count, dates, day, percent
from goodoffices.brief._words.talks import (
    METHOD,
    STANDING,
    STATES,
    event_name,
    of_runs,
    runs_figure,
    standings,
)
from goodoffices.case import model as nouns
from goodoffices.talks import Comparison, Sensitivity, TalksResult

__all__ = ["outcome", "talks"]

_FEW = 0.01
"""Share of runs up to which a standing on a nearer date is left to the table."""
_SIGNS: dict[str, Literal["round", "deadline"]] = {"round": "round", "deadline": "deadline"}
_MARKED = ("deadline", "window", "election")
_MARKS = 12
_ISOLATED = "\u2068{}\u2069"
"""A name of unknown direction within the plain text of a legend."""


def talks(
    words: Lexicon,
    it: TalksResult,
    *,
    sensitivity: Sensitivity | None = None,
    comparison: Comparison | None = None,
) -> Section:
    """Return the section on the talks, with what else was asked of them."""
    blocks: list[Block] = [Paragraph(_lead(it), "lead")]
    if it.interrupted:
        blocks.append(Paragraph(_interrupted(it), "note"))
    blocks += [_fan(words, it), *_nearer(words, it)]
    parts = [settled(words, it), packages(words, it), endings(words, it)]
    if sensitivity is not None:
        parts.append(turning(words, sensitivity))
    if comparison is not None:
        parts.append(compared(comparison))
    parts.append(watch(words, it, sensitivity))
    return Section("talks", inlines("How the talks may go"), tuple(blocks), tuple(parts))


def outcome(it: TalksResult) -> Inlines:
    """Return the one sentence of the bottom line."""
    final = {name: shares[-1] for name, shares in it.states.items() if name != "comprehensive"}
    name = max(final, key=lambda state: final[state].value)
    rest = inlines("; most often instead, in ", of_runs(final[name]), f", {STANDING[name]}")
    return inlines(
        Strong(inlines("How the talks may go")), ": played forward ", _times(it),
        " under the stated assumptions about conduct, they bring a comprehensive agreement by "
        f"{day(it.until)} in ", of_runs(it.states["comprehensive"][-1]),
        rest if final[name].value else (), ".",
    )  # fmt: skip


def _times(it: TalksResult) -> Trace:
    return Trace(inlines("once" if it.runs == 1 else f"{it.runs:,} times"), METHOD)


def _lead(it: TalksResult) -> Inlines:
    others = standings(it.states, -1)
    rest = inlines(" Otherwise, on that day, ", others, ".") if others else ()
    return inlines(
        "Played forward ", _times(it), " under the ",
        Link(inlines("stated assumptions about conduct"), "talks-assumptions"),
        f", the talks bring a comprehensive agreement by {day(it.until)} in ",
        of_runs(it.states["comprehensive"][-1]), ".", rest,
        " This explores assumptions and forecasts nothing.",
    )  # fmt: skip


def _interrupted(it: TalksResult) -> Inlines:
    played = Trace(inlines(count(it.runs, "run")), METHOD)
    return inlines("The playing was interrupted: everything here rests on ", played, ".")


def _nearer(words: Lexicon, it: TalksResult) -> list[Block]:
    """Say where the talks stand after the most credible deadline and the last date ahead."""
    blocks: list[Block] = []
    for event, k in _soon(words, it):
        others = standings(it.states, k, least=_FEW)
        last = event.on.last if event.on else it.until
        blocks.append(
            Paragraph(
                inlines(
                    f"On {day(it.dates[k])}, once ", event_name(words, event.id),
                    f" ({day(last)}) is past", words.claims(event.claims, most=3),
                    ", a comprehensive agreement has been signed in ",
                    of_runs(it.states["comprehensive"][k]),
                    *("; ", others) if others else (), ".",
                )
            )
        )  # fmt: skip
    return blocks


def _soon(words: Lexicon, it: TalksResult) -> list[tuple[nouns.Event, int]]:
    """Return up to two dated events before the last day, with the first reported day after."""
    dated = [
        (event, event.on.last)
        for event in words.case.events
        if event.on and event.kind in _MARKED and it.as_of < event.on.last < it.until
    ]
    if not dated:
        return []
    dated.sort(key=lambda entry: (entry[1], entry[0].id))
    firm = max(dated, key=lambda entry: entry[0].credible.mode if entry[0].credible else -1.0)
    found: dict[int, nouns.Event] = {}
    for event, last in sorted((firm, dated[-1]), key=lambda entry: entry[1]):
        k = next(k for k, date in enumerate(it.dates) if date > last or date == it.until)
        if it.dates[k] < it.until:
            found.setdefault(k, event)
    return [(event, k) for k, event in found.items()]


def _fan(words: Lexicon, it: TalksResult) -> Figure:
    ever = {name: any(s.value for s in shares) for name, shares in it.states.items()}
    bands = tuple(
        FanBand(name, label, percent(it.states[name][-1]), tuple(s.value for s in it.states[name]))
        for name, label in STATES.items()
        if ever[name]
    )
    marks = _marks(words, it)
    chart = Fan(
        first=it.dates[0].isoformat(),
        days=tuple((date - it.dates[0]).days for date in it.dates),
        bands=bands,
        marks=marks,
        title=f"Where the talks stand by date, as shares of {count(it.runs, 'run')}",
    )
    never = [label for name, label in STATES.items() if not ever[name]]
    missing = f" In no run: {', '.join(never)}." if never else ""
    numbered = " The numbered lines are dated rounds and events." if marks else ""
    caption = inlines(
        "Where the talks stand by date, as shares of ",
        Trace(inlines(count(it.runs, "run")), METHOD),
        f"; names and shares at the right are those of {day(it.until)}. Talks that are suspended "
        f"or over are shown as such, whatever was settled before.{numbered}{missing}",
    )
    shown_states = [name for name in STATES if ever[name]]
    rows = tuple(
        Row(
            (
                Cell((inlines(day(it.dates[k])),)),
                *(Cell((runs_figure(it.states[name][k]),)) for name in shown_states),
            )
        )
        for k in reported(len(it.dates))
    )
    columns = (
        Column(inlines("On")),
        *(Column(inlines(STATES[name].capitalize())) for name in shown_states),
    )
    heading = inlines("Where the talks stand, as shares of runs with their 95 per cent intervals")
    return Figure("talks-fan", caption, chart, Table("talks-fan-data", heading, columns, rows))


def _marks(words: Lexicon, it: TalksResult) -> tuple[FanMark, ...]:
    """Return dated rounds, deadlines, windows and votes within the days shown, by date."""
    found = [
        _mark(it, shown(entry.name or entry.place), "round", entry.dates)
        for entry in words.case.rounds
        if entry.dates.last >= it.as_of and entry.dates.first <= it.until
    ]
    found += [
        _mark(it, shown(event.name), event.kind, event.on)
        for event in words.case.events
        if event.on and event.kind in _MARKED and it.as_of <= event.on.last <= it.until
    ]
    return tuple(sorted(found, key=lambda mark: (mark.first, mark.last, mark.label))[:_MARKS])


def _mark(it: TalksResult, name: str, kind: str, when: nouns.Span) -> FanMark:
    first = max(0, (when.first - it.as_of).days)
    last = min((it.until - it.as_of).days, (when.last - it.as_of).days)
    label = f"{_ISOLATED.format(name)} ({kind}, {dates(when.first, when.last)})"
    return FanMark(label, _SIGNS.get(kind, "event"), first, max(first, last))
