"""What other assumptions, or another case, would change in how the talks may go."""

from __future__ import annotations

from goodoffices.brief._charts import Sway, Tornado
from goodoffices.brief._compose.talks_courses import courses
from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    Column,
    Figure,
    Given,
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
from goodoffices.brief._words.lexicon import Lexicon, capital, shown
from goodoffices.brief._words.numbers import capitalised, count, day, percent
from goodoffices.brief._words.talks import (
    METHOD,
    PAIRED,
    assumption,
    can_tell,
    change,
    change_of,
    difference,
    of_runs,
    runs_figure,
)
from goodoffices.talks import Comparison, Difference, Scenario, Sensitivity, Swing

__all__ = ["compared", "telling", "turning"]

_SWINGS = 8
_AXES = (0.1, 0.2, 0.5, 1.0)
"""Ends that the axis of the figure can have."""
_MILESTONES = {
    "comprehensive": "Comprehensive agreement",
    "framework": "Framework",
    "suspended": "Suspended at some time",
    "collapsed": "Collapsed",
}


def compared(it: Comparison) -> Section:
    """Return scenarios side by side, each against the first."""
    base, *others = it.scenarios
    title = inlines("Scenarios side by side")
    lead = inlines(
        "All scenarios were played with the same random numbers, run by run, so that small "
        "differences can be told from chance. In the scenario ", _name(base),
        f" there is a comprehensive agreement by {day(base.result.until)} in ",
        of_runs(base.result.reached["comprehensive"][-1]), ".",
    )  # fmt: skip
    blocks: list[Block] = [Paragraph(lead)]
    if others:
        told = Bullets(tuple(Item(_against(base, other)) for other in others))
        blocks += [told, courses(it), _side_by_side(it)]
    return Section("talks-compared", title, tuple(blocks))


def _name(it: Scenario) -> Inlines:
    return inlines("“", Given(shown(it.name)), "”")


def _against(base: Scenario, it: Scenario) -> Inlines:
    found = it.differences["comprehensive"]
    change = Trace(inlines(change_of(found)), PAIRED)
    told = (
        inlines("; that is ", change, " than in ", _name(base))
        if can_tell(found)
        else inlines("; against ", _name(base), " ", change)
    )
    share = of_runs(it.result.reached["comprehensive"][-1])
    return inlines(_name(it), ": an agreement in ", share, told, ".")


def _side_by_side(it: Comparison) -> Table:
    rows = tuple(
        Row(
            (
                Cell((_name(entry),)),
                *(Cell(_reached(entry, milestone)) for milestone in _MILESTONES),
            )
        )
        for entry in it.scenarios
    )
    heads = ("Scenario", *_MILESTONES.values())
    until = day(it.scenarios[0].result.until)
    caption = inlines(
        f"What has happened by {until}, as shares of runs, and the change against the first "
        "scenario"
    )
    columns = tuple(Column(inlines(head)) for head in heads)
    return Table("talks-scenarios", caption, columns, rows)


def _reached(it: Scenario, milestone: str) -> tuple[Inlines, ...]:
    lines = [runs_figure(it.result.reached[milestone][-1])]
    if milestone in it.differences:
        lines.append((Trace(inlines(difference(it.differences[milestone])), PAIRED),))
    return tuple(lines)


def telling(it: Sensitivity) -> list[Swing]:
    """Return the assumptions whose effect can be told from chance, the largest first."""
    return [swing for swing in it.swings if can_tell(swing.at_low) or can_tell(swing.at_high)]


def turning(words: Lexicon, it: Sensitivity) -> Section:
    """Return on which assumptions about conduct the chance of an agreement turns."""
    title = inlines("On which assumptions the chance turns")
    swings = telling(it)
    if not swings:
        nothing = (
            "No single assumption about conduct, set to the ends of its range, changes the share "
            "of runs with a comprehensive agreement by more than its error."
        )
        return Section("talks-turns", title, (Paragraph(inlines(nothing)),))
    first = swings[0]
    lead = inlines(
        "The share of runs with a comprehensive agreement turns most on ",
        assumption(words, first.name), ": ", _end(first, first.low, first.at_low), "; ",
        _end(first, first.high, first.at_high), ".",
    )  # fmt: skip
    return Section("talks-turns", title, (Paragraph(lead), _tornado(words, it, swings)))


def _end(swing: Swing, value: float, it: Difference) -> Inlines:
    verb = "it is " if can_tell(it) else ""
    return inlines(f"{_at(swing, value, 'with')} {verb}", Trace(inlines(change_of(it)), PAIRED))


def _at(swing: Swing, value: float, word: str) -> str:
    if swing.name.endswith(".bound_by_mandate"):
        return "if they are" if value else "if they are not"
    return f"{word} {value:.3g}"


def _tornado(words: Lexicon, it: Sensitivity, swings: list[Swing]) -> Figure:
    base = it.result.reached["comprehensive"][-1]
    top = swings[:_SWINGS]
    bars = tuple(
        Sway(
            capitalised(plain(assumption(words, swing.name, scale=True))),
            _share(base.value, swing.at_low),
            _share(base.value, swing.at_high),
            f"{_at(swing, swing.low, 'at')}: {change(swing.at_low)}",
            f"{_at(swing, swing.high, 'at')}: {change(swing.at_high)}",
        )
        for swing in top
    )
    farthest = max(base.value, *(end for bar in bars for end in (bar.low, bar.high)))
    chart = Tornado(
        base.value,
        f"as assumed: {percent(base)}",
        bars,
        title="Share of runs with a comprehensive agreement",
        most=next(end for end in _AXES if farthest <= end),
    )
    rows = tuple(
        Row(
            (
                Cell((capital(assumption(words, swing.name, scale=True)),)),
                Cell((inlines(f"{swing.low:.3g} and {swing.high:.3g}"),)),
                Cell(((Trace(inlines(difference(swing.at_low)), PAIRED),),)),
                Cell(((Trace(inlines(difference(swing.at_high)), PAIRED),),)),
            )
        )
        for swing in top
    )
    heads = ("Assumption", "Values tried", "Change at the lower", "Change at the higher")
    heading = inlines("Change of the share of runs with a comprehensive agreement")
    columns = tuple(Column(inlines(head)) for head in heads)
    data = Table("talks-turns-data", heading, columns, rows)
    rest = len(it.swings) - len(top)
    others = (
        f" Not shown: {count(rest, 'assumption')} of less effect, or of none that can be told "
        "from chance."
        if rest
        else ""
    )
    caption = inlines(
        "The share of runs with a comprehensive agreement where one assumption is set to the lower "
        "(hollow) and to the higher (filled) of two values, all else and all random numbers kept. "
        "Changes are in percentage points. The upright line is the case as assumed: ",
        Trace(inlines(percent(base)), METHOD), f" of runs.{others}",
    )  # fmt: skip
    return Figure("talks-tornado", caption, chart, data)


def _share(base: float, it: Difference) -> float:
    return min(1.0, max(0.0, base + it.value))
