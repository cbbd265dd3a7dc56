"""What the record says: what became of talks and agreements like these."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.brief._charts import Range, RangeRow, Ranges, RangesPanel
from goodoffices.brief._compose.methods import Method, Reference
from goodoffices.brief._compose.precedents import precedents_part
from goodoffices.brief._compose.record_forecasts import forecasts_part
from goodoffices.brief._compose.record_holding import package_part
from goodoffices.brief._compose.record_parts import anecdotes, table_of
from goodoffices.brief._document import (
    Block,
    Figure,
    Given,
    Inlines,
    Link,
    Paragraph,
    Section,
    Strong,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, shown
from goodoffices.brief._words.numbers import capitalised, count
from goodoffices.brief._words.record import (
    METHOD,
    after,
    kind_of,
    row_label,
    sentence,
    short,
)
from goodoffices.case import Case
from goodoffices.record import (
    ClassesResult,
    HoldingResult,
    Rate,
    RecordResult,
)

__all__ = ["METHODS", "REFERENCES", "beside", "chosen", "side_by_side", "the_record"]

METHODS = (
    Method(
        METHOD,
        "Rates of past talks and agreements",
        "as their sources state them",
        "Counted in public data sets or stated by the works named. Intervals are at 95 per cent; "
        "where a source gives none, the Wilson interval of value and n is computed (Wilson 1927), "
        "which is somewhat too narrow for shares of agreements of which not all were followed to "
        "the end, and for agreements of one and the same conflict. Of several classes the "
        "narrowest with 30 cases or more is named first, of equals the largest (Reichenbach "
        "1949). Differences between agreements with and without a feature are associations, with "
        "their interval (Newcombe 1998, method 10). No two rates are multiplied.",
    ),
)
"""What is computed here."""

REFERENCES = (
    Reference(
        "Newcombe 1998 (independent proportions)",
        "Interval estimation for the difference between independent proportions: comparison of "
        "eleven methods, Statistics in Medicine 17(8)",
    ),
    Reference("Reichenbach 1949", "The Theory of Probability, University of California Press"),
)
"""What these methods cite beside what the others do."""

_YEARS = 5.0
"""After how many years holding is told first: the longest for which most classes are known."""


def the_record(words: Lexicon, it: RecordResult) -> Section:
    """Return the section of the brief.

    Precedents for its issues and the forecasts that wait for their end are subsections beside the
    one on holding, where there are any.
    """
    blocks: list[Block] = [Paragraph(_lead(it), "lead"), Paragraph(chosen(words.case, it.classes))]
    blocks += side_by_side(it.classes, it.holding)
    blocks += anecdotes(it.classes.signing, it.classes.holding)
    parts = [package_part(words, it.holding)]
    if it.precedents:
        between_states = it.classes.choice.conflict in {"interstate", "crisis"}
        parts.append(precedents_part(words, it.precedents, between_states=between_states))
    if it.forecasts:
        parts.append(forecasts_part(it.classes.case, it.forecasts))
    return Section("record", inlines("What the record says"), tuple(blocks), tuple(parts))


def beside(it: RecordResult) -> Inlines:
    """Return the sentence of the bottom line that names the reference classes."""
    lead = inlines(Strong(inlines("The record")), ": ")
    told = [sentence(rate) for rate in (it.classes.main, _main(it.holding)) if rate is not None]
    below = Link(inlines("more classes below"), "record")
    if not told:
        return inlines(lead, "no class of 30 cases or more suits these talks (", below, ").")
    return inlines(
        lead, *_and(told), "; the two are counts of past cases, kept apart (", below, ").",
    )  # fmt: skip


def _and(told: list[Inlines]) -> Iterable[Inlines | str]:
    for k, part in enumerate(told):
        yield from (("; and " if k else ""), part)


def _main(it: HoldingResult) -> Rate | None:
    terms = [term for term in it.terms if term.rate is not None]
    near = sorted(terms, key=lambda term: abs(term.years - _YEARS))
    return near[0].rate if near else None


def _lead(it: RecordResult) -> Inlines:
    parts: list[Inlines] = []
    main, held = it.classes.main, _main(it.holding)
    if main is not None:
        parts += [inlines(Strong(inlines("Signing")), ": "), sentence(main), inlines(". ")]
    else:
        parts.append(inlines("No class of 30 cases or more says how often such talks end in an "
                             "agreement. "))  # fmt: skip
    if held is not None:
        parts += [inlines(Strong(inlines("Holding")), ", once something is signed: "),
                  sentence(held), inlines(". ")]  # fmt: skip
    else:
        parts.append(inlines("None says how long such an agreement holds. "))
    parts.append(
        inlines("These are counts of past cases of different kinds. They are not multiplied with "
                "each other or with any share in this brief, and forecast nothing.")
    )  # fmt: skip
    return inlines(*parts)


def chosen(case: Case, it: ClassesResult) -> Inlines:
    chosen = kind_of(it.choice)
    kind = inlines(
        f"The case is set beside past cases of this kind: {chosen}."
        if chosen
        else "The case says nothing of its kind, so that classes of all kinds are shown."
    )
    said = case.record
    if said is not None and said.why:
        why = Given(shown(said.why).rstrip("."))
        kind = inlines(kind, " Reason given: ", why, Lexicon(case).basis(said.claims), ".")
    rest = count(len(it.unsized), "more rate")
    if not it.unsized:
        return kind
    return inlines(
        kind, f" {capitalised(rest)} would suit, but the source states no number of cases."
    )


def side_by_side(classes: ClassesResult, holding: HoldingResult | None = None) -> tuple[Block, ...]:
    """Return the figure of classes of 30 cases or more, each with its interval.

    With what is known of a package, agreements with its features stand beside those without.
    """
    signing = tuple(rate for rate in classes.signing if rate.solid and rate.low is not None)
    held = tuple(
        rate
        for rate in classes.holding
        if rate.solid and rate.low is not None and rate.years == _YEARS
    )
    contrasts = tuple(
        rate
        for term in (holding.terms if holding is not None else ())
        if term.years == _YEARS
        for entry in term.contrasts
        for rate in (entry.present, entry.absent)
    )
    other = {rate.id: rate for rate in classes.beside}
    panels = []
    if signing:
        panels.append(
            RangesPanel("Something was signed", tuple(_bar(rate, other) for rate in signing))
        )
    if held or contrasts:
        title = f"What was signed still held after {after(_YEARS)}"
        panels.append(RangesPanel(title, tuple(_bar(rate, other) for rate in (*held, *contrasts))))
    if not panels:
        return ()
    ticks = any(row.tick is not None for panel in panels for row in panel.rows)
    tick = "the same without a mediator" if ticks else ""
    chart = Ranges(tuple(panels), ("share of the class",), tick, "", wide=True, bar="95 % interval")
    caption = inlines(
        "Past cases by class, with 95 per cent intervals: a wide bar says that few cases are "
        "behind it. What counts as signed, and as held, differs between the data sets; the table "
        "says how."
    )
    data = table_of("record-data", "Past cases by class", (*signing, *held, *contrasts))
    return (Figure("record-figure", caption, chart, data),)


def _bar(rate: Rate, compared: dict[str, Rate]) -> RangeRow:
    low, high = rate.low or 0.0, rate.high if rate.high is not None else 1.0
    # No space in "n=150": a line must not end within it.
    size = f" (n={rate.n:,})" if rate.n else ""
    other = compared.get(rate.against or "")
    tick = other.value if other is not None and other.mediator == ("none",) else None
    label = f"{row_label(rate)}: {short(rate)}{size}"
    return RangeRow(label, (Range(0, rate.value, low, high),), tick)
