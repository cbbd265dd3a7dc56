"""What each side came to discuss, as far as offices tell: its change, its fit, its figure."""

from __future__ import annotations

from goodoffices.brief._charts import Range, RangeRow, Ranges, RangesPanel
from goodoffices.brief._compose.mediator import Known
from goodoffices.brief._document import (
    Block,
    Cell,
    Column,
    Figure,
    Given,
    Inlines,
    Mark,
    Paragraph,
    Row,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.evidence import of_draws, spread
from goodoffices.brief._words.lexicon import capital, join, shown
from goodoffices.brief._words.numbers import capitalised
from goodoffices.intent import Agenda, Driver, IntentResult, Shift

__all__ = ["agenda_figure", "conflicting", "missing", "reading"]

_MADE = "made-agendas"
_SLIGHT = 0.05
"""Change of a share, below which nothing is said to have moved."""


def reading(it: Known, party: str, after: str) -> Inlines:
    """Return what the offices tell of a side's change up to a round; nothing without inference."""
    if it.intent is None:
        return ()
    shift = next((s for s in it.intent.shifts if (s.party, s.after) == (party, after)), None)
    agenda = _agenda(it.intent, party, after)
    if shift is None or agenda is None:
        return ()
    return inlines(_moved(shift), _fit(agenda))


def _agenda(intent: IntentResult, party: str, round_: str) -> Agenda | None:
    return next(
        (a for a in intent.agendas if (a.party, a.round, a.track) == (party, round_, None)), None
    )


def _moved(shift: Shift) -> Inlines:
    change = shift.change[shift.portfolio]
    if abs(change.value) < _SLIGHT:
        return inlines(" Read by office, the mix is much the same.")
    way = "grew" if change.value > 0 else "shrank"
    low, high = 100 * change.low, 100 * change.high
    size = Trace(
        inlines(f"{100 * abs(change.value):.0f} points ({_points(low)} to {_points(high)})"), _MADE
    )
    sure = (
        "" if shift.clear
        else ", which the number of people named is too small to tell from chance"
    )  # fmt: skip
    goes = inlines("; it goes with ", join([_driver(d) for d in shift.drivers])) if (
        shift.drivers
    ) else ()  # fmt: skip
    return inlines(
        f" Read by office, the {shift.portfolio} part {way} by about ", size, sure, goes, "."
    )


def _points(value: float) -> str:
    return f"{value:+.0f}".replace("-", "−")


def _driver(driver: Driver) -> Inlines:
    how = {"came": " being there", "left": " being gone", "changed": " in another role"}
    return inlines(Given(shown(driver.name), proper=True), how[driver.how])


def _fit(agenda: Agenda) -> Inlines:
    if agenda.agreement is None:
        return ()
    fit = agenda.agreement
    return inlines(
        " Its mix overlaps with that of the announced agenda by ",
        Trace(inlines(of_draws(fit)), _MADE), ".",
    )  # fmt: skip


def missing(it: Known) -> list[Block]:
    """Return the sentence that names sides of which nobody is named."""
    if it.intent is None or not it.intent.missing:
        return []
    absent: dict[str, list[str]] = {}
    for party, round_ in it.intent.missing:
        absent.setdefault(round_, []).append(party)
    told = [
        inlines(join([it.words.the(party) for party in parties]), " at ",
                it.words.round_name(round_))
        for round_, parties in absent.items()
    ]  # fmt: skip
    return [
        Paragraph(
            inlines("Nobody is named for ", join(told), Mark("missing"),
                    ", so nothing can be read from that.")
        )
    ]  # fmt: skip


def conflicting(it: Known) -> list[Block]:
    """Return the table of reports on delegations that conflict, with the source of either."""
    if it.intent is None:
        return []
    claims = {claim.id: claim for claim in it.case.claims}
    about: dict[tuple[str, str], list[str]] = {}
    for entry in it.intent.contested:
        for mine in entry.claims:
            for other in dict.fromkeys((*entry.against, *entry.claims)):
                both = {mine, other}
                at_odds = other in claims[mine].contested_by or mine in claims[other].contested_by
                if at_odds and len(both) == 2:
                    first, second = sorted(both, key=it.words.claim_numbers.__getitem__)
                    names = about.setdefault((first, second), [])
                    names += [entry.name] if entry.name not in names else []
    if not about:
        return []
    rows = tuple(
        Row(
            (
                _report(it, first), _report(it, second),
                Cell((join([(Given(shown(name), proper=True),) for name in names]),)),
            )
        )
        for (first, second), names in about.items()
    )  # fmt: skip
    heads = ("One report", "Another", "Bears on")
    caption = inlines("Where reports about the delegations conflict; both stand")
    return [Table("conflicts", caption, tuple(Column(inlines(h)) for h in heads), rows)]


def _report(it: Known, key: str) -> Cell:
    claim = next(entry for entry in it.case.claims if entry.id == key)
    source = next(entry for entry in it.case.sources if entry.id == claim.source)
    return Cell(
        (
            inlines(Given(shown(claim.text)), it.words.claims((key,))),
            inlines(Given(shown(source.outlet or source.author or source.title), proper=True)),
        )
    )


def agenda_figure(it: Known) -> list[Block]:
    """Return the figure of what each side came to discuss at the main table, round by round."""
    if it.intent is None:
        return []
    main = [a for a in it.intent.agendas if a.track is None]
    if not main:
        return []
    rounds = list(dict.fromkeys(a.round for a in main))
    parties = sorted({a.party for a in main}, key=lambda party: it.words.signs[party])
    panels = tuple(_panel(it, party, rounds, main) for party in parties)
    names = tuple(_short(it, key) for key in rounds)
    chart = Ranges(panels, names, "", "", wide=False)
    caption = inlines(
        "What each side came to discuss, read off the offices of those named for the main table: "
        "shares of five portfolios with their intervals, which are wide because few are named. "
        "Evidence, and no proof."
    )
    heads = ("Side and round", *(capitalised(p) for p in main[0].shares), "Fits the agenda")
    rows = tuple(_row(it, agenda) for agenda in it.intent.agendas)
    data = Table(
        "agendas", inlines("Shares of portfolios by side, round and track, with 5 to 95 per cent "
                           "of draws"),
        tuple(Column(inlines(head), numeric=n > 0) for n, head in enumerate(heads)), rows,
    )  # fmt: skip
    return [Figure("agendas-figure", caption, chart, data)]


def _short(it: Known, key: str) -> str:
    entry = it.words.round(key)
    return shown(entry.name or entry.place)


def _panel(it: Known, party: str, rounds: list[str], main: list[Agenda]) -> RangesPanel:
    own = [a for a in main if a.party == party]
    rows = tuple(
        RangeRow(
            capitalised(portfolio),
            tuple(
                Range(
                    rounds.index(a.round), a.shares[portfolio].value, a.shares[portfolio].low,
                    a.shares[portfolio].high,
                )
                for a in own
            ),
        )
        for portfolio in own[0].shares
    )  # fmt: skip
    return RangesPanel(it.words.label(party), rows)


def _row(it: Known, agenda: Agenda) -> Row:
    track = inlines(Given(shown(agenda.track)), Mark("separate track")) if agenda.track else ()
    head = Cell(
        (
            inlines(capital(it.words.party(agenda.party)), ", ", Given(_short(it, agenda.round))),
            track,
        )
    )
    cells = [
        Cell((inlines(f"{100 * s.value:.0f} ({spread(s.low, s.high)})"),))
        for s in agenda.shares.values()
    ]
    fit = "–" if agenda.agreement is None else of_draws(agenda.agreement)
    return Row((head, *cells, Cell((inlines(fit),))))
