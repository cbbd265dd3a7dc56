"""The answers of ``goodoffices record`` as sections."""

from __future__ import annotations

from goodoffices.brief._compose.record import chosen, side_by_side
from goodoffices.brief._compose.record_holding import package_part
from goodoffices.brief._compose.record_parts import RULES, direction, table_of
from goodoffices.brief._document import (
    Block,
    Bullets,
    Inlines,
    Item,
    Paragraph,
    Section,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, capital
from goodoffices.brief._words.numbers import count
from goodoffices.brief._words.record import (
    kind_of,
    sentence,
)
from goodoffices.case import Case
from goodoffices.record import (
    AfterYears,
    ClassesResult,
    HoldingResult,
    RatesResult,
)

__all__ = ["classes", "holds", "rates"]


def rates(it: RatesResult) -> Section:
    """Return the section that lists rates of the table, and findings without one."""
    number = count(len(it.rates), "rate")
    kind = kind_of(it.choice)
    lead = capital(inlines(f"{number} suit{'s' if len(it.rates) == 1 else ''}",
                           f" ({kind})" if kind else "", ". ", RULES))  # fmt: skip
    blocks: list[Block] = [Paragraph(lead)]
    if it.rates:
        blocks.append(table_of("record-rates", "Rates of past talks and agreements", it.rates))
    if it.directions:
        blocks.append(Paragraph(inlines("Findings of which no rate can be quoted:")))
        blocks.append(Bullets(tuple(Item(direction(entry)) for entry in it.directions)))
    return Section("rates", inlines("Rates"), tuple(blocks))


def classes(case: Case, it: ClassesResult) -> tuple[Section, ...]:
    """Return the sections that set a case beside the classes it belongs to."""
    lead = inlines(chosen(case, it), " ", RULES)
    blocks: list[Block] = [Paragraph(lead)]
    if it.main is not None:
        blocks.append(Paragraph(inlines(capital(sentence(it.main)), ".")))
    blocks += side_by_side(it)
    groups = (
        ("record-signing", "Signing", "Whether anything was signed", it.signing),
        ("record-held", "Holding", "What held, given that it was signed", it.holding),
        ("record-without", "Peace, signed or not", "What was not renewed", it.without),
        ("record-ending", "Ending", "How conflicts of the kind ended", it.ending),
        ("record-length", "Length", "How long it took", it.length),
        ("record-beside", "Beside them", "To look at beside them", it.beside),
    )  # fmt: skip
    parts = tuple(
        Section(anchor, inlines(title), (table_of(f"{anchor}-table", caption, listed),))
        for anchor, title, caption, listed in groups
        if listed
    )
    return (Section("classes", inlines("Reference classes"), tuple(blocks), parts),)


def holds(words: Lexicon, it: HoldingResult) -> tuple[Section, ...]:
    """Return the section on how long agreements like a package have held."""
    main = [_sentence(term) for term in it.terms if term.rate is not None]
    lead = inlines(
        *(inlines(part, " ") for part in main),
        "This says how often past agreements held once they were signed. It is not multiplied "
        "with the chance that this one is.",
    )
    kind = kind_of(it.choice)
    chosen = (Paragraph(inlines(f"Classes looked for: {kind}.")),) if kind else ()
    part = package_part(words, it)
    blocks = (Paragraph(lead, "lead"), *chosen, *part.blocks)
    return (Section("holding", inlines("Holding, given that it is signed"), blocks),)


def _sentence(term: AfterYears) -> Inlines:
    rate = term.rate
    return inlines(capital(sentence(rate)), ".") if rate is not None else ()
