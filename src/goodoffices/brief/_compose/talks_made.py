"""How the talks were played: the computations, the works they follow, what was assumed."""

from __future__ import annotations

from goodoffices.brief._compose.methods import Method, Reference
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
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, capital, join, shown
from goodoffices.brief._words.numbers import count, plural
from goodoffices.brief._words.talks import METHOD, PAIRED, assumed_number, assumption
from goodoffices.talks import Assumption, TalksResult, Transcript

__all__ = ["METHODS", "REFERENCES", "conduct", "played"]

METHODS = (
    Method(
        METHOD,
        "How the talks may go",
        "estimated",
        "In each run every uncertain number is drawn once, and the rounds are played one after "
        "the other: demands fall over the time a party believes it has (Faratin, Sierra & "
        "Jennings 1998), a mediator tables a single text (Raiffa 1982), nothing is signed that "
        "leaves a party whose consent is needed below what it expects without agreement. Shares "
        "of runs by date are cumulative incidences under competing risks (Putter, Fiocco & Geskus "
        "2007), with the Wilson interval at 95 per cent (Wilson 1927).",
    ),
    Method(
        PAIRED,
        "Differences between versions of the talks",
        "estimated",
        "Each version is played with the same random numbers, run by run, and only runs that end "
        "differently move a difference; the score interval at 95 per cent for paired shares "
        "(Newcombe 1998).",
    ),
)
"""What is computed about the talks."""

REFERENCES = (
    Reference(
        "Faratin, Sierra & Jennings 1998",
        "Negotiation decision functions for autonomous agents, Robotics and Autonomous Systems "
        "24(3–4)",
    ),
    Reference(
        "Newcombe 1998",
        "Improved confidence intervals for the difference between binomial proportions based on "
        "paired data, Statistics in Medicine 17(22)",
    ),
    Reference(
        "Putter, Fiocco & Geskus 2007",
        "Tutorial in biostatistics: competing risks and multi-state models, Statistics in "
        "Medicine 26(11)",
    ),
    Reference("Raiffa 1982", "The Art and Science of Negotiation, Harvard University Press"),
)
"""What these methods cite beside what the others do."""

_PROTOCOLS = {
    "alternating-offers": "the parties make offers in turn",
    "single-text": "the mediator tables a single text",
    "parallel-tracks": "issues that can be settled on their own are settled on a technical track, "
    "and the rest as one package",
}
_STRATEGIES = {
    "boulware": "concedes late",
    "linear": "concedes evenly",
    "conceder": "concedes early",
    "tit-for-tat": "concedes as the others do",
    "rational": "reasons backwards from the end",
}


def conduct(words: Lexicon, it: TalksResult) -> Section:
    """Return what is assumed about conduct, with its source."""
    stated = sum(entry.stated for entry in it.assumptions)
    total = len(it.assumptions)
    ways = [
        inlines(words.the(party), f" {_STRATEGIES[strategy]}")
        for party, strategy in it.strategies.items()
    ]
    lead = inlines(
        f"In the talks as played {_PROTOCOLS[it.protocol]}; ", join(ways), ". ",
        *_mandates(words, it), "Of ",
        f"{count(total, 'number')} about conduct the case states {stated}; "
        f"{total - stated} {plural(total - stated, 'is a default', 'are defaults')} of the "
        "program, and none is measured.",
    )  # fmt: skip
    rows = []
    given: str | None = None
    for entry in it.assumptions:
        cells = (
            capital(assumption(words, entry.name, scale=True)),
            inlines(assumed_number(entry.number)),
            _source(entry, given),
        )
        rows.append(Row(tuple(Cell((cell,)) for cell in cells)))
        given = entry.why if entry.stated else given
    columns = tuple(Column(inlines(head)) for head in ("What", "Value and range", "Reason given"))
    table = Table("conduct", inlines("What is assumed about conduct"), columns, tuple(rows))
    title = inlines("What was assumed about conduct")
    return Section("talks-assumptions", title, (Paragraph(lead), table))


def _mandates(words: Lexicon, it: TalksResult) -> tuple[Inlines | str, ...]:
    if not it.mandates:
        return ()
    who = join([words.the(party) for party in it.mandates])
    rule = (
        " can neither offer nor accept what lies beyond their mandate before they have asked at "
        "home, which takes until the next round. "
    )
    return ("The delegates of ", who, rule)


def _source(it: Assumption, given: str | None) -> Inlines:
    """Return where a number comes from, its reason only if it is not the one given last."""
    if not it.stated:
        return inlines("default of the program")
    if not it.why:
        return inlines("stated, no reason given")
    if it.why == given:
        return inlines("stated, as above")
    return inlines("stated: ", Given(shown(it.why)))


def played(it: TalksResult | Transcript, *, paired: bool = False) -> Section:
    """Return how a result that stands by itself was made."""
    if isinstance(it, Transcript):
        which = f"Run {it.run} of seed {it.seed}"
    else:
        which = f"{it.runs:,} {plural(it.runs, 'run')}, seed {it.seed}"
    note = Paragraph(inlines(f"{which}; the same case, version and seed give the same answer."))
    methods = METHODS if paired else METHODS[:1]
    return Section("talks-made", inlines("How this was made"), (computed(methods), note))


def computed(methods: tuple[Method, ...]) -> Block:
    """Return the list of computations that numbers lead to."""
    return Bullets(
        tuple(
            Item(inlines(Strong(inlines(it.name)), f" ({it.exactness}). {it.text}"), it.anchor)
            for it in methods
        )
    )
