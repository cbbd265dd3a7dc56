"""An order that somebody gives: what it breaks, who would gain by walking away, and when."""

from __future__ import annotations

from goodoffices.brief._charts import Arc, Key, Waits
from goodoffices.brief._compose.calendar import dated, gantt
from goodoffices.brief._compose.ordered import breakers_table, small
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
    Strong,
    Table,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, capital, join
from goodoffices.brief._words.numbers import NARROW, capitalised, count, figure
from goodoffices.brief._words.steps import act, act_label, awaited, step, story
from goodoffices.order import Arrangement, Circle, Commitment, OrderResult, Prefix, Wait

__all__ = ["arranged", "broken_circles"]

_TOLD = 12
"""Conditions set out in words, and prefixes; the table has all."""

_DRAWN = 60
"""Arcs of the figure."""

_LISTED = 300
"""Rows of its table; JSON has all."""


def arranged(words: Lexicon, it: Arrangement) -> tuple[Section, ...]:
    """Return what an order comes to, what waits for what in it, and when it would be done."""
    result = it.result
    come: list[Block] = [Paragraph(_verdict(words, it), "lead"), *_breaches(words, it)]
    when: tuple[Section, ...] = ()
    if result is not None:
        come += _exposed(words, result)
        held = (
            ()
            if it.order == it.least.order
            else inlines(
                " An act that would be finished before another which this order puts ahead of it "
                "is held back until that one is finished."
            )
        )
        calendar = (Paragraph(inlines(dated(words, result), held)), gantt(words, result))
        when = (Section("order-dates", inlines("On the calendar"), calendar),)
    return (
        Section("order-given", inlines("What this order comes to"), tuple(come)),
        *_waiting(words, it),
        *when,
    )


def broken_circles(words: Lexicon, it: Arrangement) -> tuple[Section, ...]:
    """Return each circle of waits, drawn and in words, and what would break it."""
    many = len(it.circles) > 1
    return tuple(
        Section(
            f"circle-{k}",
            inlines(f"Circle {k}" if many else "The circle"),
            (
                Paragraph(inlines(capital(story(words, it, circle)), ".")),
                _ring(words, it, circle, k),
                breakers_table(words, it, circle, k, f"circle {k}" if many else "the circle"),
            ),
        )
        for k, circle in enumerate(it.circles, 1)
    )


def _verdict(words: Lexicon, it: Arrangement) -> Inlines:
    mended = (
        ""
        if it.asked
        else "The order that was asked for is one of other acts; this is the nearest to it that "
        "keeps every condition which can be kept. "
    )
    nature = [entry for entry in it.breaches if entry.wait.party is None]
    if it.result is None:
        told = join([awaited(words, it, entry) for entry in nature[:_TOLD]])
        return inlines(mended, "This order cannot be: ", told, ".")
    broken = len(it.breaches)
    keeps = (
        f"This order does not keep {count(broken, 'condition')}. "
        if broken
        else "This order keeps every condition. "
    )
    holds = it.result.commitment
    return inlines(
        mended, keeps, f"At the most plausible numbers it needs {_guarantee(holds.guarantee)}; ",
        _best(it), _held(it),
    )  # fmt: skip


def _guarantee(value: float) -> str:
    if value == 0:
        return "no guarantee, since nobody gains by walking away half-way"
    return f"a guarantee worth {small(value)} on the scale of utilities"


def _best(it: Arrangement) -> str:
    least = it.least
    which = " (conditions in a circle that nothing breaks do not bind it)" if it.breaches else ""
    if it.order == least.order:
        return f"it is the best order of these acts{which}. "
    sure = "" if least.exact else " or less"
    needs = f"{small(least.guarantee)}{sure}" if least.guarantee else "none"
    return f"the best order of these acts{which} needs {needs}. "


def _held(it: Arrangement) -> str:
    if it.result is None or it.result.commitment.holds_if_worth is None:
        return "In none of the draws is the package worth signing to everybody."
    holds = figure(it.result.commitment.holds_if_worth)
    best = it.least.holds_if_worth
    beside = (
        f"; the best one holds in {figure(best)}"
        if best is not None and it.order != it.least.order
        else ""
    )
    return f"It holds in {holds} of the draws in which the package is worth signing{beside}."


def _breaches(words: Lexicon, it: Arrangement) -> list[Block]:
    conditions = [entry for entry in it.breaches if entry.wait.party is not None]
    if not conditions:
        return []
    items = [Item(inlines(capital(awaited(words, it, entry)), ".")) for entry in conditions[:_TOLD]]
    rest = len(conditions) - _TOLD
    if rest > 0:
        items.append(Item(inlines(f"{capitalised(count(rest, 'more'))}: see the table.")))
    head = inlines(Strong(inlines("Conditions that it does not keep")), ":")
    return [Paragraph(head), Bullets(tuple(items))]


def _exposed(words: Lexicon, result: OrderResult) -> list[Block]:
    """Return who would gain by walking away, after which act, and by how much."""
    holds = result.commitment
    if len(holds.plan) == 1:
        return [
            Paragraph(
                inlines(
                    "The case does not say what any of these steps adds to anybody’s hand "
                    "(kappa), so it cannot be told whether a party would walk away half-way."
                )
            )
        ]
    exposed = [entry for entry in holds.plan if entry.counts and entry.exposure > 0]
    items = [Item(_gains(words, result, entry)) for entry in exposed[:_TOLD]]
    head = Strong(inlines("Who would gain by walking away"))
    if not items:
        said = inlines(head, ": at the most plausible numbers nobody, at any point.")
        return [Paragraph(inlines(said, *_weak(words, result, holds)))]
    said = inlines(head, ", at the most plausible numbers:")
    more = _weak(words, result, holds)
    return [
        Paragraph(said), Bullets(tuple(items)), *([Paragraph(inlines(*more))] if more else []),
    ]  # fmt: skip


def _gains(words: Lexicon, result: OrderResult, entry: Prefix) -> Inlines:
    when = "before anything is done" if entry.act is None else inlines(
        "after ", act(result, entry.act)
    )  # fmt: skip
    who = [
        inlines(words.the(party), f" by {small(gain)}")
        for party, gain in sorted(entry.gain.items(), key=lambda item: -item[1])
        if gain > 0
    ]
    often = "" if entry.often is None else f" (somebody does in {figure(entry.often)} of draws)"
    return inlines(when, ": ", join(who), often)


def _weak(words: Lexicon, result: OrderResult, holds: Commitment) -> tuple[Inlines, ...]:
    weak = holds.weak
    if weak is None:
        return ()
    sure = holds.enough_if_worth[-1]
    amount = (
        f"; a guarantee of {small(sure.value)} is enough in 95{NARROW}% of draws"
        if sure.value > 0
        else ""
    )
    return (
        inlines(
            " Where the order does not hold, exposure is largest right after ",
            act(result, weak.act), f" in {figure(weak.peaks)}, and it is ",
            words.the(weak.party), f" that then gains most{amount}.",
        ),
    )  # fmt: skip


def _waiting(words: Lexicon, it: Arrangement) -> tuple[Section, ...]:
    shown = [entry for entry in it.waits if entry.wait.party is not None or not entry.kept]
    shown.sort(key=lambda entry: entry.kept)
    if not shown:
        return ()
    rows = {entry: k for k, entry in enumerate(it.acts)}
    arcs = tuple(
        Arc(rows[entry.on], rows[entry.act], _key(words, entry.wait.party), entry.kept)
        for entry in shown[:_DRAWN]
    )
    labels = tuple(act_label(it, entry) for entry in it.acts)
    chart = Waits(labels, arcs, ordered=True, title="What waits for what in this order")
    left = "" if len(shown) <= _DRAWN else f" Of {len(shown)} the first {_DRAWN} are drawn."
    caption = inlines(
        "The acts in this order, and an arc from each to what a party wants after it. An arc that "
        f"leads down is kept, a dashed one that leads up is not.{left}"
    )
    listed = "" if len(shown) <= _LISTED else f", the first {_LISTED} of {len(shown)}"
    heads = ("Condition", "Kept")
    data = Table(
        "order-waits-data",
        inlines(f"The same as a table{listed}"),
        tuple(Column(inlines(head)) for head in heads),
        tuple(
            Row(
                (
                    Cell((inlines(capital(awaited(words, it, entry))),)),
                    Cell((inlines("yes" if entry.kept else "no"),)),
                )
            )
            for entry in shown[:_LISTED]
        ),
    )
    picture = Figure("order-waits", caption, chart, data)
    return (Section("order-waiting", inlines("What waits for what"), (picture,)),)


def _ring(words: Lexicon, it: Arrangement, circle: Circle, k: int) -> Figure:
    """Return a circle as a drawing."""
    ends = [key for entry in circle.waits for key in (entry.on, entry.step)]
    keys = list(dict.fromkeys(key for key in [each.id for each in it.steps] if key in ends))
    names = {each.id: each.name for each in it.steps}
    every: list[Wait] = [each for entry in circle.waits for each in entry.every]
    chart = Waits(
        rows=tuple(names[key] for key in keys),
        arcs=tuple(
            Arc(keys.index(each.on), keys.index(each.step), _key(words, each.party), kept=True)
            for each in every
        ),
        ordered=False,
        title="A circle of waits",
    )
    data = Table(
        f"circle-{k}-data",
        inlines("The same as a table"),
        (Column(inlines("First")), Column(inlines("Then")), Column(inlines("Wanted by"))),
        tuple(
            Row(
                (
                    Cell((step(it, each.on),)),
                    Cell((step(it, each.step),)),
                    Cell((_wanted(words, each),)),
                )
            )
            for each in every
        ),
    )
    return Figure(
        f"circle-{k}-drawn",
        inlines("Each arc leads to what is to come after: whoever follows them comes back."),
        chart,
        data,
    )


def _wanted(words: Lexicon, each: Wait) -> Inlines:
    if each.party is None:
        return inlines("the nature of things")
    return inlines(words.party(each.party), words.basis(each.claims))


def _key(words: Lexicon, party: str | None) -> Key | None:
    return None if party is None else Key(words.label(party), words.signs[party])
