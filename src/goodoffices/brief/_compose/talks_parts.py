"""What lies behind the outcome of the talks: what is settled and signed, and what ends them."""

from __future__ import annotations

from goodoffices.brief._document import (
    Block,
    Cell,
    Column,
    Inlines,
    Paragraph,
    Row,
    Section,
    Table,
    Trace,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon, capital, join
from goodoffices.brief._words.numbers import count, day, percent, plural
from goodoffices.brief._words.talks import (
    METHOD,
    STATES,
    event_name,
    of_runs,
    of_those,
    reason,
    runs_figure,
)
from goodoffices.talks import Ending, IssueRecord, PackageRecord, TalksResult

__all__ = ["endings", "packages", "settled"]

_OFTEN = 0.05
"""Share of runs from which an issue is named as one that is settled on its own."""
_NAMED = 4
_ENDINGS = 8
_REFERENCES = 3


def settled(words: Lexicon, it: TalksResult) -> Section:
    """Return which issues are settled, how, by when and as what."""
    ranked = sorted(it.issues, key=lambda entry: -entry.settled[-1].value)
    alone = [entry for entry in it.issues if entry.alone.value >= _OFTEN]
    alone.sort(key=lambda entry: -entry.alone.value)
    said: list[Inlines] = []
    if alone:
        named = [inlines(words.issue(e.issue), " in ", of_runs(e.alone)) for e in alone[:_NAMED]]
        said.append(inlines("Settled on their own most often: ", join(named), "."))
    elif any(issue.separable for issue in words.case.issues):
        said.append(inlines("No issue is settled on its own in a noticeable share of runs."))
    principles = [issue.id for issue in words.case.issues if issue.principle]
    if principles:
        said.append(
            inlines(
                "A framework of principles (", words.issue_list(principles), ") is agreed at some "
                "time in ", of_runs(it.reached["framework"][-1]), ".",
            )
        )  # fmt: skip
    never = [entry.issue for entry in it.issues if not entry.settled[-1].value]
    if never and len(never) < len(it.issues):
        verb = plural(len(never), "is", "are")
        said.append(inlines("Settled in no run ", verb, " ", words.issue_list(never), "."))
    if len(never) == len(it.issues):
        blocks: tuple[Block, ...] = (Paragraph(inlines("No issue is settled in any run.")),)
    else:
        lead = inlines(*(part for k, one in enumerate(said) for part in (" " if k else "", one)))
        blocks = (*((Paragraph(lead),) if lead else ()), _issues(words, it, ranked))
    return Section("talks-issues", inlines("What is settled, how and when"), blocks)


def _issues(words: Lexicon, it: TalksResult, ranked: list[IssueRecord]) -> Table:
    rows = tuple(
        Row(
            (
                Cell((words.issue(entry.issue, heading=True),)),
                Cell((runs_figure(entry.settled[-1]),)),
                Cell(_ways(entry)),
                Cell((_half(it, entry),)),
                Cell((_usual(words, entry),)),
            )
        )
        for entry in ranked
        if entry.settled[-1].value
    )
    heads = ("Issue", "Settled", "How", "Half of these by", "Most often as")
    return Table(
        "talks-settled",
        inlines(f"What is settled by {day(it.until)}, as shares of runs"),
        tuple(Column(inlines(head)) for head in heads),
        rows,
    )


def _ways(entry: IssueRecord) -> tuple[Inlines, ...]:
    ways = (
        ("on its own", entry.alone),
        ("in a framework", entry.framework),
        ("only in the comprehensive agreement", entry.agreement),
    )
    return tuple(
        inlines(f"{name} ", Trace(inlines(percent(it)), METHOD)) for name, it in ways if it.value
    )


def _half(it: TalksResult, entry: IssueRecord) -> Inlines:
    total = entry.settled[-1].value
    date = next(
        date for date, by in zip(it.dates, entry.settled, strict=True) if by.value >= total / 2
    )
    return (Trace(inlines(day(date)), METHOD),)


def _usual(words: Lexicon, entry: IssueRecord) -> Inlines:
    option = max(entry.options, key=lambda key: entry.options[key].value)
    return inlines(words.option(entry.issue, option), ", ", of_those(entry.options[option]))


def packages(words: Lexicon, it: TalksResult) -> Section:
    """Return which comprehensive agreement is signed most often, and how they differ."""
    title = inlines("What is signed")
    if not it.packages:
        none = "No run ends in a comprehensive agreement, so there is no package to show."
        return Section("talks-packages", title, (Paragraph(inlines(none)),))
    first, *others = it.packages
    signed = Trace(inlines(count(first.share.draws, "comprehensive agreement")), METHOD)
    if it.distinct == 1:
        same = inlines(signed, plural(first.share.draws, " has", " all have"), " the same content.")
        blocks = [Paragraph(capital(same))]
    else:
        apart = not others or others[0].share.high < first.share.low
        stands = (
            "the most frequent one is signed in "
            if apart
            else "none stands out, and the most frequent one is signed in "
        )
        blocks = [
            Paragraph(
                inlines(
                    "Among ", signed, " there are ",
                    Trace(inlines(count(it.distinct, "different package")), METHOD), "; ", stands,
                    of_those(first.share), ".",
                )
            ),
            Paragraph(_differences(words, it.packages)),
        ]  # fmt: skip
    rows = tuple(
        Row(
            (
                Cell((words.issue(issue, heading=True),)),
                Cell((words.option(issue, option),)),
            )
        )
        for issue, option in first.package.items()
    )
    columns = (Column(inlines("Issue")), Column(inlines("Settled as")))
    table = Table("talks-signed", inlines("The agreement signed most often"), columns, rows)
    return Section("talks-packages", title, (*blocks, table))


def _differences(words: Lexicon, listed: tuple[PackageRecord, ...]) -> Inlines:
    """Say on which issues the most frequent packages differ, and between what."""
    choices = {
        issue: list(dict.fromkeys(entry.package[issue] for entry in listed))
        for issue in listed[0].package
    }
    differing = {issue: options for issue, options in choices.items() if len(options) > 1}
    same = len(choices) - len(differing)
    between = join(
        [
            inlines(words.issue(issue), " (", words.option_list(issue, options, "or"), ")")
            for issue, options in differing.items()
        ]
    )
    alike = f"agree on {count(same, 'issue')} and " if same else ""
    return inlines(
        f"The {count(len(listed), 'most frequent package')} {alike}differ on ", between, "."
    )


def endings(words: Lexicon, it: TalksResult) -> Section:
    """Return what suspends or ends the talks, and how the mediator leaves."""
    blocks: list[Block] = []
    often = inlines(
        "The talks are suspended at some time in ", of_runs(it.reached["suspended"][-1]),
        "; on the last day the talks are suspended in ", of_runs(it.states["suspended"][-1]), ".",
    )  # fmt: skip
    if not it.endings:
        nothing = "On the last day no run is suspended, collapsed or escalated."
        blocks.append(Paragraph(inlines(nothing)))
        if it.reached["suspended"][-1].value:
            blocks.append(Paragraph(often))
    else:
        blocks += [Paragraph(often), _causes(words, it)]
        rest = it.endings[_ENDINGS:]
        if rest:
            note = f"Not shown: {count(len(rest), 'rarer cause')}."
            blocks.append(Paragraph(inlines(note), "note"))
    blocks += [*_parting(words, it), *_outside(words, it)]
    return Section("talks-endings", inlines("What suspends or ends the talks"), tuple(blocks))


def _causes(words: Lexicon, it: TalksResult) -> Table:
    rows = tuple(
        Row((Cell((_cause(words, entry),)), Cell((runs_figure(entry.share),))))
        for entry in it.endings[:_ENDINGS]
    )
    columns = (Column(inlines("Suspended or over, because")), Column(inlines("In runs")))
    caption = inlines(f"What has suspended or ended the talks by {day(it.until)}")
    return Table("talks-causes", caption, columns, rows)


def _cause(words: Lexicon, it: Ending) -> Inlines:
    event = words.events.get(it.subject or "")
    claims = words.claims(event.claims, most=_REFERENCES) if event else ()
    return inlines(
        f"{STATES[it.state].capitalize()}: ", reason(words, it.cause, it.subject), claims
    )


def _parting(words: Lexicon, it: TalksResult) -> list[Block]:
    parting = it.parting
    if parting is None:
        return [Paragraph(inlines("The case has no mediator who could leave."))]
    who = words.the(parting.mediator)
    left = it.reached["mediator-left"][-1]
    if not left.value:
        return [Paragraph(inlines("In no run does ", who, " leave the talks."))]
    why = [
        inlines(
            "because its patience is at an end, nothing having moved"
            if event is None
            else inlines("with ", event_name(words, event)),
            " in ", of_those(part),
        )
        for event, part in parting.by.items()
    ]  # fmt: skip
    k = len(it.dates) // 2
    halfway = (
        inlines(f"by {day(it.dates[k])} in ", of_runs(it.reached["mediator-left"][k]), " and ")
        if it.dates[k] < it.until
        else ()
    )
    whom = [
        inlines(
            "nobody (no text of its own was refused)" if party is None else words.the(party),
            " in ", of_those(part),
        )
        for party, part in parting.blamed.items()
    ]  # fmt: skip
    return [
        Paragraph(
            inlines(
                capital(who), " leaves the talks ", halfway, f"by {day(it.until)} in ",
                of_runs(left), ": ", join(why), ".",
            )
        ),
        Paragraph(
            inlines(
                "When it leaves, it is taken to blame ", join(whom), ". ",
                _blaming(words, parting.mediator),
            )
        ),
    ]  # fmt: skip


def _blaming(words: Lexicon, party: str) -> str:
    mediator = words.parties[party].mediator
    if mediator is not None and mediator.blames == "other-side":
        rule = "a party to which it does not lean"
    else:
        rule = "whoever refused its last text"
    return f"That it blames {rule} is an assumption, and says nothing about who would be at fault."


def _outside(words: Lexicon, it: TalksResult) -> list[Block]:
    if not it.refused_by:
        return []
    who = join(
        [inlines(words.the(party), " in ", of_runs(hits)) for party, hits in it.refused_by.items()]
    )
    return [
        Paragraph(
            inlines(
                "What had been agreed at the table was refused by a party that was not heard there "
                "and whose consent is needed on some issues: ", who, ".",
            )
        )
    ]  # fmt: skip
