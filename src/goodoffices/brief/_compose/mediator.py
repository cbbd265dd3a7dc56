"""The mediator: what it may be after, what speaks for and against it, and what is not known."""

from __future__ import annotations

from math import log10
from typing import Protocol

from goodoffices.brief._charts import Range, RangeRow, Ranges, RangesPanel
from goodoffices.brief._compose.meaning import meaning
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
    Strong,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.evidence import (
    MARKS,
    Names,
    bits,
    chance,
    factor,
    months,
    of_draws,
    spread,
)
from goodoffices.brief._words.lexicon import Lexicon, capital, join, shown
from goodoffices.brief._words.numbers import count, dates
from goodoffices.case import Case
from goodoffices.intent import (
    Flip,
    HypothesisResult,
    IntentResult,
    ItemResult,
    MediatorResult,
    WatchResult,
)
from goodoffices.talks import Comparison

__all__ = ["Known", "the_mediator"]

POSTERIOR, WATCH, TALKS = "made-posterior", "made-watch", "made-behaviour"
"""Anchors of the methods that the numbers lead to."""
_STRONG = 10.0
"""Bayes factor of the best from which the evidence is said to speak against a hypothesis."""
_SPOKEN = f" What it does speak against, by a factor of {_STRONG:.0f} or more, is "
_CONFLICTS = 10
"""Contradictions that are told; the rest are counted."""
_ITEMS = 20
_RISE = 1.15
"""Factor by which a belief rises from which an outcome is said to speak for a hypothesis."""


class Known(Protocol):
    """What the inference is told from."""

    @property
    def case(self) -> Case:
        """The case."""

    @property
    def words(self) -> Lexicon:
        """Its names."""

    @property
    def intent(self) -> IntentResult | None:
        """What the mediators and delegations may be after."""

    @property
    def meaning(self) -> Comparison | None:
        """What the hypotheses about the mediator would mean for the talks."""


def the_mediator(it: Known) -> tuple[Section, ...]:
    """Return the section on the mediator; none where the case has no hypotheses."""
    if it.intent is None or not it.intent.mediators:
        return ()
    found = it.intent.mediators
    if len(found) == 1:
        blocks = _blocks(it, found[0])
        inside = [meaning(it.words, found[0], it.meaning)] if it.meaning is not None else []
        return (Section("mediator", inlines("The mediator"), tuple(blocks), tuple(inside)),)
    parts = tuple(
        Section(f"mediator-{entry.about}", it.words.party(entry.about), tuple(_blocks(it, entry)))
        for entry in found
    )
    return (Section("mediator", inlines("The mediators"), (), parts),)


def _blocks(it: Known, result: MediatorResult) -> list[Block]:
    names = Names(it.case, result)
    alone = len(it.intent.mediators) == 1 if it.intent else True
    mark = "" if alone else f"-{result.about}"
    blocks: list[Block] = [_lead(it, result, names), _standing(result, names)]
    blocks.append(_figure(result, names, mark))
    blocks.append(_matrix(it, result, names, mark))
    blocks.append(Bullets(_hinges(result, names)))
    if result.watch:
        blocks.append(_watch(it, result, names, mark))
    if any(h.behaviour is not None and h.behaviour.rule == "utility" for h in result.hypotheses):
        blocks.append(_talks(it, result, names, mark))
    return blocks


def _lead(it: Known, result: MediatorResult, names: Names) -> Paragraph:
    size = Trace(inlines(factor(result.log10_factor)), POSTERIOR)
    pair = inlines(names.of(result.best), " over its closest rival, ", names.of(result.rival))
    who = capital(inlines("what ", it.words.the(result.about), " is after is "))
    if not result.identified:
        return Paragraph(
            inlines(
                who, Strong(inlines("not identified")), ": taken together, the evidence favours ",
                pair, ", by a factor of about ", size,
                ", and below 3 such a factor is hardly worth a mention.",
            ),
            "lead",
        )  # fmt: skip
    return Paragraph(
        inlines(
            "Among the hypotheses listed, the evidence favours ", Strong(names.of(result.best)),
            " over its closest rival, ", names.of(result.rival), ", by a factor of ", size,
            ". That says what follows from the likelihoods stated, and is no proof of what ",
            it.words.the(result.about), " is after.",
        ),
        "lead",
    )  # fmt: skip


def _standing(result: MediatorResult, names: Names) -> Paragraph:
    leader = next(h for h in result.hypotheses if h.id == result.leader)
    worst = "exactly" if result.exact_bounds else "at the widest"
    sentence = inlines(
        _priors(result, names), names.of(leader.id), " has ",
        Trace(inlines(chance(leader.posterior.value)), POSTERIOR), " of the belief, ",
        spread(leader.posterior.low, leader.posterior.high),
        " over draws of everything uncertain; with every range at its worst end at once it could "
        f"be anything from {chance(leader.lower)} to {chance(leader.upper)}, {worst}. It leads in "
        f"{chance(leader.leads)} of draws.",
    )  # fmt: skip
    against = [
        h for h in result.hypotheses
        if (h.log10_factor is None or h.log10_factor >= log10(_STRONG)) and h.id != result.best
    ]  # fmt: skip
    if against:
        told = [inlines(names.of(h.id), f" (a factor of {factor(h.log10_factor)})")
                for h in against]  # fmt: skip
        sentence = inlines(
            sentence,
            _SPOKEN,
            join(told),
            ".",
        )
    none = next((h for h in result.hypotheses if h.none_of_these), None)
    if none is leader:
        also = " That stands for what nobody listed: no hypothesis of the list leads."
        return Paragraph(inlines(sentence, also))
    if none is None:
        also = (
            " The case lists no “none of these”, so the answer holds within the list only, and the "
            "truth may lie outside it."
        )
        return Paragraph(inlines(sentence, also))
    also = f", which stands for what nobody listed, keeps {chance(none.posterior.value)}."
    return Paragraph(inlines(sentence, " ", names.of(none.id), also))


def _priors(result: MediatorResult, names: Names) -> str:
    if any(names.stated[h.id].prior is not None for h in result.hypotheses):
        return "With the priors stated, "
    return "With equal priors, "


def _figure(result: MediatorResult, names: Names, mark: str) -> Figure:
    rows = tuple(
        RangeRow(
            names.plain(h.id),
            (Range(0, h.posterior.value, h.posterior.low, h.posterior.high, (h.lower, h.upper)),),
            h.prior,
        )
        for h in result.hypotheses
    )
    exact = "" if result.exact_bounds else " (never too narrow)"
    chart = Ranges(
        (RangesPanel("", rows),),
        ("belief after the evidence",),
        "belief before it",
        f"bounds over every stated range{exact}",
        wide=True,
    )
    heads = (
        "Hypothesis", "Before", "After, and over draws", "Bounds", "Factor of the best against it",
        "Leads in", "Items against it", "Would need before",
    )  # fmt: skip
    columns = tuple(Column(inlines(head), numeric=n > 0) for n, head in enumerate(heads))
    data = Table(
        f"beliefs{mark}", inlines("The hypotheses before and after the evidence"), columns,
        tuple(_row(h, names) for h in result.hypotheses),
    )  # fmt: skip
    caption = inlines(
        "What the mediator may be after: belief in each hypothesis, before and after the evidence."
    )
    return Figure(f"beliefs-figure{mark}", caption, chart, data)


def _row(h: HypothesisResult, names: Names) -> Row:
    cells = (
        chance(h.prior), of_draws(h.posterior), spread(h.lower, h.upper), factor(h.log10_factor),
        chance(h.leads), str(h.against), "–" if h.needed_prior is None else chance(h.needed_prior),
    )  # fmt: skip
    head = Cell((inlines(Given(names.plain(h.id))), inlines(Given(shown(names.stated[h.id].text)))))
    return Row((head, *(Cell((inlines(cell),)) for cell in cells)))


def _matrix(it: Known, result: MediatorResult, names: Names, mark: str) -> Table:
    ranked = sorted(
        result.items, key=lambda entry: (-round(entry.bits * entry.weight, 12), entry.id)
    )
    shown_items = ranked[:_ITEMS]
    more = len(result.items) - len(shown_items)
    rest = f" Not shown: {count(more, 'item')} that tell less." if more else ""
    key = [inlines(f"{names.letters[h.id]}: ", Given(shown(names.stated[h.id].name)))
           for h in result.hypotheses]  # fmt: skip
    caption = inlines(
        "The evidence and the hypotheses, most telling item first. ++ fits well, + fits, · tells "
        "little, − fits ill, −− fits badly. A bit is what the answer to a question with two even "
        "answers tells; the bits of an item are what was to be expected of it, less what others of "
        "one origin say. log10 says in powers of ten how far it speaks for ",
        names.of(result.best), " against ", names.of(result.rival), "; all the evidence together, ",
        _tens(result.log10_factor), ". ", join(key), f".{rest}",
    )  # fmt: skip
    columns = [Column(inlines("Item")), Column(inlines("Tells, bits"), numeric=True)]
    letters = f"{names.letters[result.best]} against {names.letters[result.rival]}, log10"
    columns.append(Column(inlines(letters), numeric=True))
    columns += [Column(inlines(names.letters[h.id])) for h in result.hypotheses]
    return Table(
        f"matrix{mark}", caption, tuple(columns),
        tuple(_item(it, entry, names, result) for entry in shown_items),
    )  # fmt: skip


def _tens(log10: float | None) -> str:
    return "no bound" if log10 is None else f"{log10:+.2f}".replace("-", "−")


def _between(entry: ItemResult, result: MediatorResult) -> str:
    best, rival = entry.log10[result.best], entry.log10[result.rival]
    if best is None or rival is None:
        return "no bound" if best is not None else "–"
    return _tens(best - rival + 0.0)


def _item(it: Known, entry: ItemResult, names: Names, result: MediatorResult) -> Row:
    stated = names.items[entry.id]
    text = inlines(Given(shown(stated.text)), it.words.basis(stated.claims))
    notes = []
    if entry.weight < 0.995:
        notes.append(f"counts {chance(entry.weight)}, since others of one origin say the same")
    if entry.voice:
        notes.append("its voice may mislead")
    if entry.linchpin:
        notes.append("linchpin")
    cells = [Cell((text, inlines("; ".join(notes))) if notes else (text,))]
    cells.append(Cell((inlines(bits(entry.bits * entry.weight)),)))
    cells.append(Cell((inlines(_between(entry, result)),)))
    cells += [Cell((inlines(MARKS[entry.mark[key]]),)) for key in names.letters]
    return Row(tuple(cells))


def _hinges(result: MediatorResult, names: Names) -> tuple[Item, ...]:
    items = [_linchpins(result, names)]
    flips = [_flip(flip, names) for flip in result.flips]
    if flips:
        lead = inlines(Strong(inlines("The least change that flips the ranking")), ": ")
        items.append(inlines(lead, _either(flips), ".", _untried(result, names)))
    leader = next(h for h in result.hypotheses if h.id == result.leader)
    naive = max(result.hypotheses, key=lambda h: h.naive)
    other = (
        inlines(", and ", names.of(naive.id), f" would lead with {chance(naive.naive)}")
        if naive.id != leader.id
        else ()
    )
    items.append(
        inlines(
            Strong(inlines("Dependence")), ": were every item counted as independent of the rest, ",
            names.of(leader.id), f" would have {chance(leader.naive)} in place of "
            f"{chance(leader.posterior.value)}", other, ".",
        )
    )  # fmt: skip
    items.append(
        inlines(
            Strong(inlines("Priors")), ": with its prior odds halved ", names.of(leader.id),
            f" has {chance(leader.halved)}, with them doubled {chance(leader.doubled)}.",
        )
    )  # fmt: skip
    items += [
        inlines(
            Strong(inlines("Contradiction")), ": ", names.item(entry.first), " and ",
            names.item(entry.second), " are said to share an origin and speak against each other; "
            "both count in full.",
        )
        for entry in result.conflicts[:_CONFLICTS]
    ]  # fmt: skip
    if len(result.conflicts) > _CONFLICTS:
        more = count(len(result.conflicts) - _CONFLICTS, "more pair")
        items.append(inlines(Strong(inlines("Contradiction")), f": {more} of items do so."))
    for h in result.hypotheses:
        if h.ruled_out_by:
            told = join([names.item(key) for key in h.ruled_out_by])
            items.append(
                inlines(
                    Strong(inlines("Ruled out")), ": ", names.of(h.id), " by a likelihood of 0 of ",
                    told, ", which nothing else can make good; 0 says impossible.",
                )
            )  # fmt: skip
    return tuple(Item(entry) for entry in items)


def _either(clauses: list[Inlines]) -> Inlines:
    return inlines(*(inlines("; or " if k else "", part) for k, part in enumerate(clauses)))


def _linchpins(result: MediatorResult, names: Names) -> Inlines:
    lead = inlines(Strong(inlines("Linchpins")), ": ")
    held = [entry for entry in result.items if entry.linchpin]
    if not held:
        return inlines(
            lead, "leaving out any single item changes neither who leads nor the verdict."
        )
    told = []
    for entry in held:
        first = max(entry.without, key=lambda key: entry.without[key])
        turn = (
            inlines(names.of(first), " would lead")
            if first != result.leader
            else inlines("the verdict would turn")
        )
        told.append(inlines("without ", names.item(entry.id), " ", turn))
    return inlines(lead, join(told), ".")


def _flip(flip: Flip, names: Names) -> Inlines:
    if flip.kind == "remove":
        items = join([names.item(key) for key in flip.items])
        return inlines("leaving out ", items, " (then ", names.of(flip.winner), " leads)")
    old, new = flip.old or 0.0, flip.new or 0.0
    if flip.kind == "prior":
        return inlines("a prior of ", names.of(flip.hypothesis),
                       f" of {chance(new)} in place of {chance(old)}")  # fmt: skip
    stated = (names.items[flip.items[0]].likelihood or {})[flip.hypothesis]
    inside = stated.low <= new <= stated.high
    beyond = (
        "" if inside else f", which is outside the range stated ({stated.low:g} to {stated.high:g})"
    )
    return inlines(
        "a likelihood of ", names.item(flip.items[0]), " under ", names.of(flip.hypothesis),
        f" of {new:.2f} in place of {old:.2f}{beyond}",
    )  # fmt: skip


def _untried(result: MediatorResult, names: Names) -> str:
    """Say of how many items no likelihood was changed: what follows from a choice, or a voice."""
    left = [e for e in result.items if names.items[e.id].options or e.voice]
    if not left:
        return ""
    return (
        f" Changed likelihoods of {count(len(left), 'item')} were not tried, as they follow from a "
        "choice set or depend on a voice."
    )


def _watch(it: Known, result: MediatorResult, names: Names, mark: str) -> Table:
    heads = ("What may be seen", "When", "Expected to tell, bits", "What it would speak for")
    columns = tuple(Column(inlines(head), numeric=n == 2) for n, head in enumerate(heads))
    caption = inlines(
        "What to watch: what is not yet known and would tell the hypotheses apart, most telling "
        "first (", Trace(inlines("how it is computed"), WATCH), ").",
    )  # fmt: skip
    rows = tuple(_coming(it, result, entry, names) for entry in result.watch)
    return Table(f"watch{mark}", caption, columns, rows)


def _coming(it: Known, result: MediatorResult, entry: WatchResult, names: Names) -> Row:
    stated = names.watch[entry.id]
    now = {h.id: h.posterior.value for h in result.hypotheses}
    options = {option.id: option.name for option in stated.options}
    lines = []
    for outcome, after in entry.after.items():
        risen = {k: after[k] / now[k] for k in after if now[k] > 0}
        key = max(risen, key=lambda k: risen[k])
        said = {"seen": "if so", "not seen": "if not"}
        label = Given(shown(options[outcome])) if outcome in options else said[outcome]
        if risen[key] >= _RISE and chance(after[key]) != chance(now[key]):
            told = inlines(names.of(key), f" ({chance(now[key])} → {chance(after[key])})")
        else:
            told = inlines("nothing by much")
        lines.append(inlines(label, ": ", told))
    text = inlines(Given(shown(stated.text)), it.words.basis(stated.claims))
    return Row(
        (
            Cell((text,)),
            Cell((inlines(dates(entry.first, entry.last)),)),
            Cell((inlines(bits(entry.bits)),)),
            Cell(tuple(lines)),
        )
    )


def _talks(it: Known, result: MediatorResult, names: Names, mark: str) -> Table:
    heads = ("If true", "Weight of its own interests", "Leans to", "Would stay", "Leaving is worth")
    columns = tuple(Column(inlines(head)) for head in heads)
    rows = []
    for h in result.hypotheses:
        how = h.behaviour
        if how is None:
            continue
        low, mode, high = how.bias
        own = f"{mode:.2f}" if low == high else f"{mode:.2f} ({low:.2f}–{high:.2f})"
        leans = it.words.party(how.leans) if how.leans else inlines("nobody")
        leaving = f"{'more' if how.leaves else 'less'} than an even chance of an agreement"
        if how.rule == "stated":
            own, leaving = f"{own}, as stated for the mediator", "not told"
        cells = (inlines(own), leans, inlines(months(how.patience)), inlines(leaving))
        rows.append(Row((Cell((inlines(Given(names.plain(h.id))),)), *(Cell((c,)) for c in cells))))
    caption = inlines(
        "What each would mean for how the mediator behaves in talks, by a rule from its utility (",
        Trace(inlines("the rule"), TALKS), ").",
    )  # fmt: skip
    return Table(f"behaviour{mark}", caption, columns, tuple(rows))
