"""Forecasts that were written down, and how good they have been."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.brief._charts import Reliability, ReliabilityPoint
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
    inlines,
)
from goodoffices.brief._figures.reliability import reliability_file
from goodoffices.brief._words.forecasts import (
    calibrated,
    compared,
    how_many,
    number_of,
    ranking,
    stated,
)
from goodoffices.brief._words.numbers import count, day, plural
from goodoffices.record import (
    ANECDOTE,
    NO_CHANGE,
    REFERENCE,
    Forecast,
    Listed,
    Listing,
    Scored,
    ScoreResult,
)

__all__ = ["calibration_file", "forecasts_sections", "score_sections"]

_SHOWN = 25
"""Stated probabilities in the table of a figure; JSON has all."""


def forecasts_sections(listing: Listing) -> tuple[Section, ...]:
    """Return what a log holds: what is overdue, what is open, and what became of the rest."""
    known = f"{listing.lines} {plural(listing.lines, 'line')}"
    head = inlines(
        f"{count(len(listing.questions), 'question').capitalize()} in ", Given(listing.path),
        f", {known}; the last has the hash {listing.sha256 or 'none'}. Whoever was given that hash "
        "can tell whether a line up to there has been changed or taken away since.",
    )  # fmt: skip
    groups = (
        ("overdue", "Overdue: the deadline has passed and nobody has said what became of it"),
        ("open", "Open"),
        ("resolved", "Resolved"),
    )
    tables = [
        _questions(status, title, rows)
        for status, title in groups
        if (rows := [listed for listed in listing.questions if listed.status == status])
    ]
    return (Section("forecasts", inlines("Forecasts"), (Paragraph(head, "lead"), *tables)),)


def _questions(anchor: str, title: str, rows: Iterable[Listed]) -> Table:
    heads = ("Question", "Criteria", "By", "Forecasts", "Why", "Outcome")
    return Table(
        anchor,
        inlines(title),
        tuple(Column(inlines(head)) for head in heads),
        tuple(_question(listed) for listed in rows),
    )


def _question(listed: Listed) -> Row:
    asked, resolution = listed.question, listed.resolution
    outcome = inlines("not yet")
    if resolution is not None:
        outcome = inlines(
            f"{resolution.outcome}, certain on {day(resolution.on)} (",
            Given(resolution.source),
            ")",
        )
    return Row(
        (
            Cell((inlines(f"{asked.id}: ", Given(asked.text)),)),
            Cell((inlines(Given(asked.criteria)),)),
            Cell((inlines(day(asked.by)),)),
            Cell(tuple(_forecast(entry) for entry in listed.forecasts)),
            Cell(tuple(_reason(entry) for entry in listed.forecasts)),
            Cell((outcome,)),
        )
    )


def _forecast(entry: Forecast) -> Inlines:
    parts: list[Inlines] = [
        inlines(
            f"{stated(entry.probability)} by ",
            Given(entry.forecaster.name),
            f" on {day(entry.made)}",
        )
    ]
    if entry.interval is not None:
        low, high = (stated(end) for end in entry.interval)
        parts.append(inlines(f" (Monte Carlo interval {low} to {high})"))
    if entry.supersedes is not None:
        parts.append(inlines(f", in place of {entry.supersedes}"))
    if entry.reference is not None:
        n = "n not stated" if entry.reference.n is None else f"n = {entry.reference.n:,}"
        few = entry.reference.n is not None and entry.reference.n < ANECDOTE
        parts.append(
            inlines(f"; reference class {stated(entry.reference.probability)} (",
                    Given(entry.reference.id), f", {n}{', an anecdote' if few else ''})")
        )  # fmt: skip
    if entry.no_change is not None:
        parts.append(inlines(f"; no change {stated(entry.no_change)}"))
    return inlines(*parts)


def _reason(entry: Forecast) -> Inlines:
    many = f"{entry.id}: " if entry.supersedes is not None else ""
    if entry.reference is None:
        return inlines(many, Given(entry.basis))
    return inlines(
        many, Given(entry.basis.rstrip(".")), ". Reference class: ", Given(entry.reference.basis)
    )


def score_sections(result: ScoreResult) -> tuple[Section, ...]:
    """Return how good the forecasts of a log have been, forecaster by forecaster."""
    lead = inlines(
        f"{count(result.resolved, 'question').capitalize()} answered by yes or no",
        f", {count(result.void, 'question')} void" if result.void else "",
        f"; {count(result.waiting, 'question')} still open",
        f", {count(result.overdue, 'of them', 'of them')} overdue" if result.overdue else "",
        ". The last line of ", Given(result.log),
        f" has the hash {result.sha256}.",
    )  # fmt: skip
    blocks: list[Block] = [Paragraph(lead, "lead")]
    if result.late:
        blocks.append(
            Paragraph(
                inlines(
                    f"Not scored, since the outcome was certain when they were made: "
                    f"{', '.join(result.late)}."
                )
            )
        )
    return (
        Section("score", inlines("How good the forecasts have been"), tuple(blocks)),
        *(_scored(scored, number) for number, scored in enumerate(result.forecasters, 1)),
        *_comparisons(result),
    )


def _scored(scored: Scored, number: int) -> Section:
    name = inlines(Given(scored.forecaster))
    return Section(
        f"scored-{number}",
        name,
        (
            Paragraph(how_many(scored), "lead"),
            _scores(scored, number),
            Paragraph(calibrated(scored.calibration, scored.n)),
            _figure(scored, number),
        ),
    )


def _scores(scored: Scored, number: int) -> Table:
    heads = (
        "Score", "Mean", "Reliability", "Resolution", "Uncertainty", "Mean over days",
    )  # fmt: skip
    rows = (
        ("Brier score", scored.brier, scored.daily_brier),
        ("Logarithmic score", scored.log, scored.daily_log),
    )
    caption = (
        f"Mean scores over {count(scored.n, 'question')}; lower is better. Mean = reliability − "
        "resolution + uncertainty: what stating the right frequencies would have saved, what "
        "telling events apart has gained, and the score of always stating how often they happened"
    )
    return Table(
        f"scores-{number}",
        inlines(caption),
        tuple(Column(inlines(head)) for head in heads),
        tuple(
            Row(
                tuple(
                    Cell((inlines(text),))
                    for text in (
                        name,
                        number_of(parts.mean),
                        number_of(parts.reliability),
                        number_of(parts.resolution),
                        number_of(parts.uncertainty),
                        number_of(daily),
                    )
                )
            )
            for name, parts, daily in rows
        ),
    )


def _reliability(scored: Scored) -> Reliability:
    few = ", an anecdote" if scored.n < ANECDOTE else ""
    return Reliability(
        tuple(
            ReliabilityPoint(p.forecast, p.count, p.frequency, p.low, p.high)
            for p in scored.calibration.points
        ),
        f"Calibration of {scored.forecaster}: {count(scored.n, 'question')}{few}",
    )


def _figure(scored: Scored, number: int) -> Figure:
    points = scored.calibration.points
    step = -(-len(points) // _SHOWN)
    shown = points[::step]
    heads = ("Stated", "Happened", "Estimated", "If right")
    rows = tuple(
        Row(
            tuple(
                Cell((inlines(text),))
                for text in (
                    stated(p.forecast),
                    f"{p.happened:,} of {p.count:,}",
                    stated(p.frequency),
                    f"{stated(p.low)} to {stated(p.high)}",
                )
            )
        )
        for p in shown
    )
    which = "" if step == 1 else f"; of {len(points)} stated probabilities, {len(shown)} are listed"
    data = Table(
        f"calibration-{number}-data",
        inlines(f"What was stated and how often it happened{which}"),
        tuple(Column(inlines(head)) for head in heads),
        rows,
    )
    caption = inlines(
        "How often events happened that were given each probability. The estimate rises with the "
        "forecast, over all of them together. ‘If right’ is where it would lie in 90 of 100 such "
        "records if the forecasts were right and the events independent "
        f"({scored.calibration.resamples:,} draws of outcomes, seed {scored.calibration.seed})."
    )
    return Figure(f"calibration-{number}", caption, _reliability(scored), data)


def _comparisons(result: ScoreResult) -> tuple[Section, ...]:
    if not result.comparisons:
        return ()
    items = tuple(Item(inlines(compared(pair), " ", ranking(pair))) for pair in result.comparisons)
    note = Paragraph(
        inlines(
            "Differences are of the same questions; below 0 the first is better. Each interval is "
            "at 95 per cent by itself. "
            f"‘{REFERENCE.capitalize()}’ always states what the reference class written down with "
            f"a forecast says, ‘{NO_CHANGE}’ what was written down as the chance if everything "
            "stayed as it was."
        ),
        "note",
    )  # fmt: skip
    return (Section("compared", inlines("Compared"), (Bullets(items), note)),)


def calibration_file(result: ScoreResult) -> str:
    """Return the calibration plots of all forecasters as an SVG file."""
    return reliability_file(tuple(_reliability(scored) for scored in result.forecasters))
