"""In what order: what waits for what, what would break the circles, and what makes a plan hold."""

from __future__ import annotations

from goodoffices.brief._compose.calendar import dated, gantt
from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    Column,
    Given,
    Inlines,
    Item,
    Link,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, capital, join, shown
from goodoffices.brief._words.numbers import (
    NARROW,
    about,
    capitalised,
    count,
    figure,
    plural,
    utility,
)
from goodoffices.brief._words.packages import draws_share
from goodoffices.brief._words.steps import (
    BREAKERS,
    Planned,
    act,
    breaker,
    obstacle,
    step,
    steps_of,
    story,
    wait,
)
from goodoffices.order import Breaker, Circle, Guarantee, OrderResult, Tranching

__all__ = ["breakers_table", "first_circle", "ordered", "small"]

_SOURCES = {
    "robust": "the most robust package",
    "closest": "the closest package, which lies outside the zone,",
    "file": "the given package",
}

_CIRCLES = 4
"""Circles whose breakers are set out."""


def ordered(words: Lexicon, order: OrderResult | str | None) -> tuple[Section, ...]:
    """Return the section on order, or nothing where the question was not asked."""
    title = inlines("In what order")
    if order is None:
        return ()
    if isinstance(order, str):
        return (Section("order", title, (Paragraph((Given(shown(order)),)),)),)
    content: list[Block] = [
        Paragraph(_lead(order), "lead"),
        *_circles(words, order),
        *_holding(words, order),
        Paragraph(dated(words, order)),
        *_notes(words, order),
        gantt(words, order),
    ]
    return (Section("order", title, tuple(content)),)


def first_circle(words: Lexicon, order: OrderResult | str | None) -> Inlines:
    """Return a sentence on the first circle of waits, or nothing where there is none."""
    if order is None or isinstance(order, str) or not order.circles:
        return ()
    told = story(words, order, order.circles[0])
    more = len(order.circles) - 1
    also = f"; there {plural(more, 'is', 'are')} {count(more, 'more such circle')}"
    return inlines(
        " In carrying it out, ", told, ", so that ",
        Link(inlines("neither can be the first" if len(order.circles[0].waits) == 2
                     else "none of these can be the first"), "order"),
        also if more else "", ".",
    )  # fmt: skip


def _lead(order: OrderResult) -> Inlines:
    proposed = sum(entry.proposed for entry in order.steps)
    named = len(order.steps) - proposed
    which = (
        f", of which the case names {count(named, 'one', 'none') if named == 0 else named}"
        if proposed
        else ""
    )
    nobody = (
        "Nobody in the case could punish whoever then walks away from what is given up there. "
        if any(_unpunished(circle) for circle in order.circles)
        else ""
    )
    head = f"Carrying out {_SOURCES[order.source]} takes {count(len(order.steps), 'step')}{which}. "
    if not order.all_circles:
        middle = (
            "So many conditions wait for each other in circles that they are a tangle, of which "
            f"only some is set out. {nobody}Broken as assumed below, "
        )
    elif order.circles:
        circles = count(len(order.circles), "circle of conditions", "circles of conditions")
        verb = plural(len(order.circles), "stands", "stand")
        middle = (
            f"{capitalised(circles)} {verb} in the way: as things are stated, no step in "
            f"{plural(len(order.circles), 'it', 'them')} can be the first. {nobody}Broken as "
            "assumed below, "
        )
    else:
        middle = "No condition waits for itself in a circle, so some order exists: "
    return inlines(head, middle, _verdict(order), ".")


def _unpunished(circle: Circle) -> bool:
    """Return whether a circle is taken as broken in a way that nobody could bring about."""
    return circle.chosen is not None and not circle.breakers[circle.chosen].works


def _verdict(order: OrderResult) -> Inlines:
    it = order.commitment
    if it.guarantee == 0:
        modal = "nobody gains by walking away half-way at the most plausible numbers"
    else:
        sure = "" if it.exact else f" (no order needs less than {utility(it.bound)})"
        modal = (
            "the best order found needs a guarantee worth "
            f"{utility(it.guarantee)} on the scale of utilities at the most plausible numbers{sure}"
        )
    if it.holds_if_worth is None:
        return inlines(modal, ", but in no draw is the package worth signing to everybody")
    return inlines(
        modal, ", and the plan holds in ", draws_share(it.holds_if_worth, "made-commitment"),
        " in which the package is worth signing at all",
    )  # fmt: skip


def _circles(words: Lexicon, order: OrderResult) -> list[Block]:
    blocks: list[Block] = []
    for k, circle in enumerate(order.circles[:_CIRCLES], 1):
        name = f"Circle {k}" if len(order.circles) > 1 else "The circle"
        told = capital(story(words, order, circle))
        blocks.append(Paragraph(inlines(Strong(inlines(name)), ". ", told, ".")))
        blocks.append(breakers_table(words, order, circle, k, name.lower()))
    rest = len(order.circles) - _CIRCLES
    if rest > 0:
        blocks.append(Paragraph(inlines(f"{count(rest, 'more circle')} not shown."), "note"))
    if not order.all_circles:
        tangle = (
            "There are more circles than can be listed: the conditions are a tangle. In those not "
            "set out here every condition is taken as given up."
        )
        blocks.append(Paragraph(inlines(tangle)))
    if order.circles:
        blocks.append(Paragraph(_assumed(order)))
    return blocks


def breakers_table(words: Lexicon, order: Planned, circle: Circle, k: int, name: str) -> Table:
    heads = ("Way", "What it would mean", "Circle gone", "Plan then holds in", "Who could help")
    rows = []
    for n, entry in enumerate(circle.breakers):
        chosen = " (assumed below)" if n == circle.chosen else ""
        means: tuple[Inlines, ...] = (_meaning(words, order, circle, entry),)
        effect = _effect(entry)
        if n == circle.chosen and circle.choice is not None:
            means = _beside(means, (_meaning(words, order, circle, circle.choice),))
            effect = _beside(effect, _effect(circle.choice))
        rows.append(
            Row(
                (
                    Cell((inlines(BREAKERS[entry.kind], chosen),)),
                    Cell(means),
                    Cell((inlines("yes" if entry.works else "no"),)),
                    Cell(effect),
                    Cell((_helpers(words, entry),)),
                )
            )
        )
    given = sum(entry.party is not None for entry in circle.waits)
    some = "" if circle.all_ways else f", for some of its {given} conditions only"
    caption = inlines(
        f"What would break {name}{some}, each tried on the steps as stated, with every other "
        "condition that keeps its steps waiting in a circle waived. Shares are of draws in which "
        "the package is worth signing"
    )
    columns = tuple(Column(inlines(head)) for head in heads)
    return Table(f"breakers-{k}", caption, columns, tuple(rows))


def _meaning(words: Lexicon, order: Planned, circle: Circle, entry: Breaker) -> Inlines:
    if entry.works:
        return breaker(words, order, circle, entry)
    return obstacle(order, circle, entry)


def _beside(alone: tuple[Inlines, ...], choice: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
    """Return what is told of a way by itself, and where it differs what is told of the choice."""
    if choice == alone:
        return alone
    return (*alone, inlines("as chosen, after the circles before it: ", choice[0]), *choice[1:])


def _effect(entry: Breaker) -> tuple[Inlines, ...]:
    if not entry.works:
        return (inlines("–"),)
    lines: list[Inlines] = []
    if entry.holds is not None:
        bare = "without any penalty: " if entry.penalty else ""
        lines.append(inlines(bare, Trace(inlines(figure(entry.holds)), "made-breakers")))
    if entry.penalty and entry.holds_with is not None:
        lines.append(
            inlines(
                f"with one of {small(entry.penalty)}: ",
                Trace(inlines(figure(entry.holds_with)), "made-breakers"),
            )
        )
    if entry.guarantee:
        sure = "" if entry.exact else ", at most"
        lines.append(inlines(f"guarantee needed{sure}: {utility(entry.guarantee)}"))
    if entry.enough and entry.enough[-1].value > 0:
        lines.append(inlines(f"guarantee for 95{NARROW}% of draws: {_amount(entry.enough[-1])}"))
    return tuple(lines) or (inlines("–"),)


def _helpers(words: Lexicon, entry: Breaker) -> Inlines:
    if not entry.third_parties or not entry.works:
        return inlines("–")
    return join([words.party(party) for party in entry.third_parties[:3]], "or")


def _assumed(order: OrderResult) -> Inlines:
    clauses = []
    for k, circle in enumerate(order.circles[:_CIRCLES], 1):
        if circle.chosen is not None:
            which = f"circle {k}" if len(order.circles) > 1 else "the circle"
            kind = BREAKERS[circle.breakers[circle.chosen].kind].lower()
            though = " (though nobody could impose it)" if _unpunished(circle) else ""
            clauses.append(inlines(f"{which} is broken by “{kind}”{though}"))
    assumed = inlines("What follows assumes that ", join(clauses), ": ") if clauses else ()
    return inlines(
        assumed,
        "of the ways that need the least guarantee, the first that the draws cannot tell from the "
        "one that holds most often."
        if clauses
        else "",
        " They are chosen one after the other, each with the circles before it already broken; "
        "where the numbers of the choice differ from those of the steps as stated, both are shown."
        if len(clauses) > 1
        else "",
        " It says nothing about who ought to move first, and whether a step can be cut, put into "
        "somebody’s hands or undone by itself is for the reader to judge.",
    )


def _holding(words: Lexicon, order: OrderResult) -> list[Block]:
    found = order.commitment
    weighty = [entry for entry in found.plan if entry.act is not None]
    if not weighty:
        return [
            Paragraph(
                inlines(
                    "The case does not say what any of these steps adds to anybody’s hand "
                    "(kappa), so it cannot be told whether a party would walk away half-way."
                )
            )
        ]
    items = [_needs(words, order), _chances(order)]
    if found.weak is not None:
        items.append(_weak(words, order))
    return [Bullets(tuple(Item(item) for item in items)), *_tranches(order)]


def _needs(words: Lexicon, order: OrderResult) -> Inlines:
    it = order.commitment
    head = Strong(inlines("What it needs"))
    peak = max((entry for entry in it.plan if entry.counts), key=lambda entry: entry.exposure)
    if it.guarantee == 0:
        return inlines(
            head, ": at the most plausible numbers nothing; nobody gains by walking away "
            "at any point short of completion. ", _exactness(order), *_comes_last(words, order),
        )  # fmt: skip
    after = (
        inlines("before anything is done")
        if peak.act is None
        else inlines("after ", act(order, peak.act))
    )
    return inlines(
        head, ": at the most plausible numbers a guarantee worth ",
        Trace(inlines(utility(it.guarantee)), "made-commitment"),
        " to whoever would gain by walking away; the exposure peaks ", after, ". ",
        _exactness(order), *_comes_last(words, order),
    )  # fmt: skip


def _comes_last(words: Lexicon, order: OrderResult) -> Inlines:
    """Return what the plan owes to its last act being the completion, where it owes it anything."""
    it = order.commitment
    last = it.plan[-1]
    others = [slot for slot in order.schedule if not slot.weighs]
    if last.act is None or last.counts or last.exposure <= it.guarantee or not others:
        return ()
    party = max(last.gain, key=last.gain.__getitem__)
    assumed = [
        entry.id for entry in order.steps
        if entry.proposed and any(entry.id in steps_of(slot.act) for slot in others)
    ]  # fmt: skip
    among = (
        inlines(" What it has to wait for includes ", join([step(order, key) for key in assumed]),
                ", proposed here and assumed in every respect.")
        if assumed else ()
    )  # fmt: skip
    return inlines(
        " It rests on ", act(order, last.act), " being finished no earlier than everything else, "
        "so that it completes the agreement: before that, ", words.the(party), " would gain ",
        Trace(inlines(utility(last.exposure)), "made-commitment"), " by walking away with it.",
        among,
    )  # fmt: skip


def _exactness(order: OrderResult) -> Inlines:
    it = order.commitment
    if it.exact:
        return inlines("No other order needs less (exact).")
    return inlines(
        "There are too many orders to try them all: this is the best one found, and it is proved "
        f"that none needs less than {utility(it.bound)}."
    )


def _chances(order: OrderResult) -> Inlines:
    it = order.commitment
    head = Strong(inlines("How sure"))
    if it.holds_if_worth is None:
        return inlines(
            head, ": in none of the draws is the package worth signing to everybody, so that "
            "nothing can be said of keeping it.",
        )  # fmt: skip
    some = (
        inlines(" Some order, chosen with knowledge of the draw, would hold in ",
                draws_share(it.some_order, "made-commitment"), " among these.")
        if it.some_order is not None
        else inlines(" In how many some order would hold was not looked for: there are too many "
                     "orders to search every draw.")
    )  # fmt: skip
    return inlines(
        head, ": the package is worth signing to everybody in ",
        draws_share(it.worth, "made-commitment"), "; of these the plan holds by itself in ",
        Trace(inlines(figure(it.holds_if_worth)), "made-commitment"), ". In 80 per cent of them ",
        _enough(it.enough_if_worth[0]), ", in 95 per cent ", _enough(it.enough_if_worth[1]),
        ". Over all draws, those included in which somebody would not sign, it holds in ",
        draws_share(it.holds, "made-commitment"), ".", some,
    )  # fmt: skip


def _enough(entry: Guarantee) -> Inlines:
    if entry.high == 0:
        return inlines("no guarantee is needed")
    return inlines(
        "a guarantee of ", Trace(inlines(_amount(entry)), "made-commitment"), " is enough"
    )


def _amount(entry: Guarantee) -> str:
    return f"{small(entry.value)} ({small(entry.low)}–{small(entry.high)})"


def small(value: float) -> str:
    """Return a guarantee with three digits after the point: most are a few hundredths."""
    return f"{value:.3f}"


def _weak(words: Lexicon, order: OrderResult) -> Inlines:
    weak = order.commitment.weak
    if weak is None:
        return ()
    return inlines(
        Strong(inlines("The weak step")), ": where the plan does not hold, exposure is largest "
        "right after ", act(order, weak.act), " in ", about(weak.peaks), ", and it is ",
        words.the(weak.party), " that then gains most by walking away. ",
        _cutting(order.commitment.tranches),
    )  # fmt: skip


def _cutting(tranches: tuple[Tranching, ...]) -> str:
    if not tranches:
        return ""
    if tranches[-1].same:
        return "Cutting it into equal parts, as many as six, was tried and buys nothing."
    return "What cutting it into parts would buy stands below."


def _tranches(order: OrderResult) -> list[Block]:
    tranches = order.commitment.tranches
    if not tranches or tranches[-1].same or order.commitment.weak is None:
        return []
    heads = (
        "At most",
        "Least guarantee with",
        "Guarantee needed",
        "Plan holds in",
        f"Guarantee for 80{NARROW}%",
        f"for 95{NARROW}%",
    )
    rows = tuple(
        Row(
            (
                Cell((inlines(count(entry.most, "part")),)),
                Cell((inlines("whole" if entry.parts == 1 else count(entry.parts, "part")),)),
                Cell((inlines(utility(entry.guarantee) + ("" if entry.exact else " or less")),)),
                Cell((inlines(figure(entry.holds)),)),
                *(Cell((inlines(_amount(each)),)) for each in entry.enough),
            )
        )
        for entry in tranches
    )
    caption = inlines(
        "What cutting ", act(order, order.commitment.weak.act), " into equal parts buys, in draws "
        "in which the package is worth signing; each number is the best over the cuts allowed, so "
        "that two in one row may be of different cuts",
    )  # fmt: skip
    columns = tuple(Column(inlines(head)) for head in heads)
    return [Table("tranches", caption, columns, rows)]


def _notes(words: Lexicon, order: OrderResult) -> list[Block]:
    notes: list[Inlines] = []
    proposed = [entry.id for entry in order.steps if entry.proposed]
    if proposed:
        notes.append(
            inlines(
                "Proposed here, since the case names no step for the issue, and an assumption in "
                "every respect: ", join([step(order, key) for key in proposed]), ".",
            )
        )  # fmt: skip
    if order.left_out:
        names = {entry.id: entry.name for entry in words.case.steps}
        left = join([inlines("“", Given(names[key]), "”") for key in order.left_out])
        notes.append(inlines("Not called for by this package: ", left, "."))
    if order.dropped:
        gone = join([wait(words, order, entry) for entry in order.dropped])
        notes.append(inlines("Conditions that fall away with what they wait for: ", gone, "."))
    own = [key for key in order.without_kappa if key not in proposed]
    if own:
        notes.append(
            inlines(
                "The case does not say what these add to anybody’s hand, which counts as nothing: ",
                join([step(order, key) for key in own]), ".",
            )
        )  # fmt: skip
    if order.without_days:
        notes.append(
            inlines(
                "The case does not say how long these take, which counts as no time: ",
                join([step(order, key) for key in order.without_days]), ".",
            )
        )  # fmt: skip
    if order.bare:
        notes.append(inlines("No step carries out ", words.issue_list(order.bare), "."))
    return [Paragraph(note, "note") for note in notes]
