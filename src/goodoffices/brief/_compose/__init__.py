"""From a case and its answers to the document, one module a section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from goodoffices import __version__
from goodoffices.answers import Answers
from goodoffices.brief._compose.agreed import agreed
from goodoffices.brief._compose.amended import amended
from goodoffices.brief._compose.arranged import arranged, broken_circles
from goodoffices.brief._compose.backtested import backtested, tried
from goodoffices.brief._compose.blocks import blocks
from goodoffices.brief._compose.bottom_line import bottom_line
from goodoffices.brief._compose.claims import claims
from goodoffices.brief._compose.context import Context
from goodoffices.brief._compose.delegations import delegations
from goodoffices.brief._compose.glanced import glanced, laddered
from goodoffices.brief._compose.inferred import Inferred
from goodoffices.brief._compose.made import dateline, made
from goodoffices.brief._compose.mediator import the_mediator
from goodoffices.brief._compose.ordered import ordered
from goodoffices.brief._compose.overridden import overridden
from goodoffices.brief._compose.precedents import preceded
from goodoffices.brief._compose.record import the_record
from goodoffices.brief._compose.record_asked import classes, holds, rates
from goodoffices.brief._compose.stands import stands
from goodoffices.brief._compose.table import the_table
from goodoffices.brief._compose.talks import talks as how_talks_may_go
from goodoffices.brief._compose.talks_compared import compared, turning
from goodoffices.brief._compose.talks_made import conduct, played
from goodoffices.brief._compose.transcript import chronicle
from goodoffices.brief._compose.wants import wants
from goodoffices.brief._document import Document, Section
from goodoffices.brief._places import numbered
from goodoffices.brief._terms import mark_terms
from goodoffices.brief._words.lexicon import Lexicon, shown
from goodoffices.brief._words.numbers import day
from goodoffices.case import Case, Override
from goodoffices.intent import IntentResult
from goodoffices.order import Arrangement, OrderResult
from goodoffices.reading import Excerpt
from goodoffices.record import (
    Backtest,
    ClassesResult,
    HoldingResult,
    Precedents,
    RatesResult,
    RecordResult,
)
from goodoffices.talks import Comparison, Sensitivity, TalksResult, Transcript
from goodoffices.zone import Amendment, Glance, Obstacles, ZoneResult

__all__ = [
    "Dossier",
    "arrangement_sections",
    "backtest_sections",
    "circle_sections",
    "classes_sections",
    "comparison_sections",
    "compose",
    "compose_answers",
    "draft_sections",
    "glance_sections",
    "holds_sections",
    "intent_sections",
    "ladder_sections",
    "obstacle_sections",
    "order_sections",
    "precedents_sections",
    "rates_sections",
    "sensitivity_sections",
    "talks_sections",
    "transcript_sections",
    "zone_sections",
]


class Dossier(Protocol):
    """A case as read from a file."""

    @property
    def case(self) -> Case:
        """The case."""

    @property
    def sha256(self) -> str:
        """Hash of the file's bytes, and of what is set otherwise."""

    @property
    def overrides(self) -> tuple[Override, ...]:
        """What is set otherwise than in the file."""


def compose(  # noqa: PLR0913  # one answer from each room
    case_file: Dossier,
    zone: ZoneResult,
    *,
    order: OrderResult | str | None = None,
    talks: TalksResult | None = None,
    intent: IntentResult | None = None,
    meaning: Comparison | None = None,
    record: RecordResult | None = None,
    excerpts: Mapping[str, Excerpt] | None = None,
    sensitivity: Sensitivity | None = None,
    comparison: Comparison | None = None,
) -> Document:
    """Return the brief of a case and of what was computed about it.

    Parameters
    ----------
    case_file
        The case and the hash of its file.
    zone
        The result of `goodoffices.zone.analyse` on this case.
    order
        The result of `goodoffices.order.analyse` on it, for the section on order; or, in words,
        why there is none. Without it there is no such section.
    talks
        The result of `goodoffices.talks.play_talks` on it; without it there is no section on how
        the talks may go.
    sensitivity, comparison
        Further answers for that section; `talks` is needed for them.
    intent
        The result of `goodoffices.intent.analyse` on this case; None leaves it out.
    meaning
        What the hypotheses about the mediator would mean for the talks, named by their ids, the
        case as it stands first; `intent` is needed for it.
    record
        What `goodoffices.record.set_beside` says of this case and of the package the brief speaks
        of; without it there is no such section.
    excerpts
        The words that claims rest on, from `goodoffices.reading.excerpts`.

    Raises
    ------
    ValueError
        If a result is of another case, or one about the talks comes without `talks`.
    """
    it = replace(
        _context(case_file, zone),
        order=order,
        talks=talks,
        intent=intent,
        meaning=meaning,
        record=record,
        excerpts=excerpts or {},
        sensitivity=sensitivity,
        comparison=comparison,
    )
    if talks is None and (sensitivity or comparison):
        raise ValueError("expected `talks` beside a sensitivity or a comparison of them")
    if meaning is not None and intent is None:
        raise ValueError("expected `intent` beside what it means for the talks")
    for result in [intent, *_results(talks, sensitivity, comparison)]:
        if result is not None:
            _same_case(case_file, result.case)
    if record is not None:
        _same_case(case_file, record.classes.case)
        _same_case(case_file, record.holding.case)
    provenance = _provenance(it)
    sections = (
        bottom_line(it), the_table(it), wants(it), agreed(it), blocks(it),
        *ordered(it.words, order), *_talks(it), *the_mediator(it),
        *((the_record(it.words, record),) if record else ()), claims(it), made(it, provenance),
    )  # fmt: skip
    return Document(
        case=it.case.case,
        title=shown(it.case.title),
        as_of=it.case.as_of,
        dateline=dateline(it),
        sections=tuple(map(numbered, _marked(case_file, sections))),
        provenance=provenance,
    )


def compose_answers(case_file: Dossier, answers: Answers) -> Document:
    """Return the brief of a case and of all the answers of `goodoffices.answers.answer_all`.

    Raises
    ------
    ValueError
        If an answer is of another case.
    """
    return compose(
        case_file,
        answers.zone,
        order=answers.order,
        talks=answers.talks,
        intent=answers.intent,
        meaning=answers.meaning,
        record=answers.record,
        excerpts=answers.excerpts,
    )


def zone_sections(case_file: Dossier, zone: ZoneResult) -> tuple[Section, ...]:
    """Return the sections that answer what could be agreed and what blocks it, and no others."""
    it = _context(case_file, zone)
    return _marked(case_file, (*_what_if(case_file), bottom_line(it), agreed(it), blocks(it)))


def order_sections(case_file: Dossier, order: OrderResult) -> tuple[Section, ...]:
    """Return the section that answers in what order a package could be carried out."""
    words = Lexicon(case_file.case)
    return _marked(case_file, (*_what_if(case_file), *ordered(words, order)))


def arrangement_sections(case_file: Dossier, it: Arrangement) -> tuple[Section, ...]:
    """Return what an order that somebody gives comes to: what it breaks, what it needs, when."""
    return _marked(case_file, (*_what_if(case_file), *arranged(Lexicon(case_file.case), it)))


def circle_sections(case_file: Dossier, it: Arrangement) -> tuple[Section, ...]:
    """Return a section for each circle of waits: the circle, drawn, and what would break it."""
    return _marked(case_file, broken_circles(Lexicon(case_file.case), it))


def intent_sections(
    case_file: Dossier, intent: IntentResult, meaning: Comparison | None = None
) -> tuple[Section, ...]:
    """Return the sections on what the mediator and the delegations may be after, and no others.

    Raises
    ------
    ValueError
        If the result is of another case.
    """
    _same_case(case_file, intent.case)
    it = Inferred(case_file.case, intent, meaning)
    return _marked(case_file, (*_what_if(case_file), *the_mediator(it), *delegations(it)))


def rates_sections(result: RatesResult) -> tuple[Section, ...]:
    """Return the section that lists rates of past talks and agreements."""
    return (rates(result),)


def classes_sections(case_file: Dossier, result: ClassesResult) -> tuple[Section, ...]:
    """Return the sections that set a case beside the classes of past talks that it belongs to."""
    _same_case(case_file, result.case)
    return _marked(case_file, (*_what_if(case_file), *classes(case_file.case, result)))


def holds_sections(case_file: Dossier, result: HoldingResult) -> tuple[Section, ...]:
    """Return the section on how long agreements like a package have held, once signed."""
    _same_case(case_file, result.case)
    return _marked(case_file, (*_what_if(case_file), *holds(Lexicon(case_file.case), result)))


def draft_sections(case_file: Dossier, amendment: Amendment) -> tuple[Section, ...]:
    """Return the section that answers what became of a draft."""
    return _marked(case_file, (*_what_if(case_file), amended(case_file.case, amendment)))


def glance_sections(
    case_file: Dossier, now: Glance, before: Glance | None = None
) -> tuple[Section, ...]:
    """Return what a what-if does to the zone: a sentence, the solutions, and the ladder.

    Parameters
    ----------
    case_file
        The case, with what is set otherwise.
    now
        The result of `goodoffices.zone.glance` on it.
    before
        The same of the case as its file has it; None for no comparison.

    Raises
    ------
    ValueError
        If a result is of another case.
    """
    for result in (now, before):
        if result is not None:
            _same_case(case_file, result.case)
    return _marked(case_file, (*_what_if(case_file), glanced(case_file.case, now, before)))


def ladder_sections(case_file: Dossier, now: Glance) -> tuple[Section, ...]:
    """Return the issue ladder of a case, without a package.

    Parameters
    ----------
    case_file
        The case.
    now
        The result of `goodoffices.zone.glance` on it.

    Raises
    ------
    ValueError
        If the result is of another case.
    """
    _same_case(case_file, now.case)
    return _marked(case_file, (laddered(case_file.case, now),))


def obstacle_sections(case_file: Dossier, obstacles: Obstacles) -> tuple[Section, ...]:
    """Return the section that says what stands against a draft, or how it could be completed.

    Raises
    ------
    ValueError
        If the result is of another case.
    """
    _same_case(case_file, obstacles.case)
    return _marked(case_file, (*_what_if(case_file), stands(case_file.case, obstacles)))


def talks_sections(case_file: Dossier, talks: TalksResult) -> tuple[Section, ...]:
    """Return the sections that answer how the talks may go, and on what that rests."""
    return _about_talks(case_file, talks, how_talks_may_go(Lexicon(case_file.case), talks))


def comparison_sections(case_file: Dossier, comparison: Comparison) -> tuple[Section, ...]:
    """Return the sections that set scenarios of the talks side by side."""
    base = comparison.scenarios[0].result
    return _about_talks(case_file, base, compared(comparison), paired=True)


def sensitivity_sections(case_file: Dossier, sensitivity: Sensitivity) -> tuple[Section, ...]:
    """Return the sections that say on which assumptions the chance of an agreement turns."""
    words = Lexicon(case_file.case)
    told = turning(words, sensitivity)
    return _about_talks(case_file, sensitivity.result, told, paired=True)


def transcript_sections(case_file: Dossier, transcript: Transcript) -> tuple[Section, ...]:
    """Return the section that tells one run of the talks, which is made up."""
    _same_case(case_file, transcript.case)
    told = chronicle(Lexicon(case_file.case), transcript)
    return _marked(case_file, (*_what_if(case_file), told, played(transcript)))


def backtest_sections(files: Mapping[str, Dossier], backtest: Backtest) -> tuple[Section, ...]:
    """Return the sections that set past talks, asked again, beside what became of them.

    Parameters
    ----------
    files
        The cases asked, by id.
    backtest
        The answer.
    """
    cases = {name: file.case for name, file in files.items()}
    each = [
        _marked(files[it.case], (tried(cases[it.case], it, backtest.top),))
        for it in backtest.trials
    ]
    return (backtested(cases, backtest), *(section for sections in each for section in sections))


def precedents_sections(case_file: Dossier, precedents: Precedents) -> tuple[Section, ...]:
    """Return the section on how past talks settled questions of the area of an issue."""
    _same_case(case_file, precedents.case)
    return _marked(case_file, (*_what_if(case_file), preceded(precedents)))


def _about_talks(
    case_file: Dossier, result: TalksResult, answer: Section, *, paired: bool = False
) -> tuple[Section, ...]:
    """Return a section about the talks with what is assumed and how it was computed."""
    _same_case(case_file, result.case)
    assumed = conduct(Lexicon(case_file.case), result)
    made = played(result, paired=paired)
    return _marked(case_file, (*_what_if(case_file), answer, assumed, made))


def _talks(it: Context) -> tuple[Section, ...]:
    if it.talks is None:
        return ()
    return (
        how_talks_may_go(it.words, it.talks, sensitivity=it.sensitivity, comparison=it.comparison),
    )


def _results(
    talks: TalksResult | None, sensitivity: Sensitivity | None, comparison: Comparison | None
) -> list[TalksResult]:
    found = [talks, sensitivity and sensitivity.result]
    found += [entry.result for entry in comparison.scenarios] if comparison else []
    return [result for result in found if result]


def _same_case(case_file: Dossier, result: str) -> None:
    if result != case_file.case.case:
        raise ValueError(f"expected a result of {case_file.case.case}, got one of {result}")


def _context(case_file: Dossier, zone: ZoneResult) -> Context:
    _same_case(case_file, zone.case)
    return Context(case_file.case, zone, case_file.sha256, case_file.overrides)


def _what_if(case_file: Dossier) -> tuple[Section, ...]:
    return (overridden(case_file.overrides),) if case_file.overrides else ()


def _marked(case_file: Dossier, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    terms = tuple(shown(entry.term) for entry in case_file.case.disputed_terms)
    return tuple(mark_terms(section, terms) for section in sections)


def _provenance(it: Context) -> tuple[tuple[str, str], ...]:
    zone = it.zone
    hashed = "the case file and what was set otherwise" if it.overrides else "the case file"
    return (
        ("Case", it.case.case),
        (f"SHA-256 of {hashed}", it.sha256),
        ("Format of the case file", str(it.case.format)),
        ("Known as of", day(zone.as_of)),
        ("Values without agreement as of", day(zone.at)),
        ("Horizon", day(it.case.horizon)),
        ("Draws", f"{zone.draws:,}"),
        ("Seed", str(zone.seed)),
        *_runs(it.talks),
        ("Version of goodoffices", __version__),
    )


def _runs(talks: TalksResult | None) -> tuple[tuple[str, str], ...]:
    if talks is None:
        return ()
    return (
        ("Runs of the talks", f"{talks.runs:,}"),
        ("Seed of the talks", str(talks.seed)),
        ("Talks played until", day(talks.until)),
    )
