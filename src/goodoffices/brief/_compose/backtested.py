"""Past talks asked again, in words, beside what became of them."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.brief._document import (
    Block,
    Bullets,
    Cell,
    Column,
    Inlines,
    Item,
    Paragraph,
    Row,
    Section,
    Table,
    inlines,
)
from goodoffices.brief._words.demands import demand
from goodoffices.brief._words.lexicon import Lexicon, join, shown
from goodoffices.brief._words.numbers import (
    about,
    capitalised,
    count,
    day,
    large,
    percent,
    plural,
    points,
    signed,
    utility,
)
from goodoffices.case import Case
from goodoffices.record import Backtest, Hits, Trial
from goodoffices.zone import Location

__all__ = ["backtested", "tried"]

_ENDS = {
    "comprehensive": "a comprehensive agreement",
    "framework": "a framework",
    "partial": "an agreement on a part",
    "armistice": "an armistice",
    "lapsed": "nothing",
}
_NARROW = "\u202f"


def backtested(cases: Mapping[str, Case], it: Backtest) -> Section:
    """Return the summary: how often the issue was named, and that this proves nothing."""
    named = inlines(
        f"Asked as of a day before the end, the analysis named {count(it.top, 'issue')} of each. "
        f"The issue that blocked, or was decided last, was among them in {_of(it.named)}. "
        f"{_luck(it.named)}"
    )
    blocks: list[Block] = [Paragraph(named, "lead")]
    if it.blocking.trials:
        what = (
            f"Something blocked at the most plausible numbers in {_times(it.blocking.trials)}; the "
            f"issue was among what blocked in {_of(it.blocking)}. {_luck(it.blocking)}"
        )
        blocks.append(Paragraph(inlines(what)))
    blocks.append(
        Paragraph(
            inlines(
                f"{capitalised(count(it.named.trials, 'case'))} "
                f"{plural(it.named.trials, 'proves', 'prove')} nothing, neither that the analysis "
                "finds what matters nor that it does not. Those who wrote the cases knew how they "
                "ended. A zone says that an agreement is possible, not that it is signed."
            )
        )
    )
    blocks.append(_table(cases, it))
    return Section("backtest", inlines("Past talks, asked again"), tuple(blocks))


def tried(case: Case, it: Trial, most: int) -> Section:
    """Return what was said of one case, naming `most` issues, and what became of it."""
    words = Lexicon(case)
    points_made = [
        _zone(case, it),
        _named(words, it, most),
        *_blocking(words, it),
        _signed(words, it),
    ]
    return Section(
        f"backtest-{it.case}",
        inlines(shown(case.title)),
        (Bullets(tuple(Item(content) for content in points_made)),),
    )


def _table(cases: Mapping[str, Case], it: Backtest) -> Table:
    heads = ("Case", "Draws with a zone", "Blocked or last", "Named", "Package signed in the zone")
    rows = []
    for trial in it.trials:
        words = Lexicon(cases[trial.case])
        lies = "none signed" if trial.signed_at is None else percent(trial.signed_at.robustness)
        cells = (
            inlines(shown(trial.case)),
            inlines(percent(trial.zone)),
            inlines(words.issue_label(trial.decisive)),
            inlines("yes" if trial.hit else "no"),
            inlines(lies),
        )
        rows.append(Row(tuple(Cell((content,)) for content in cells)))
    columns = tuple(Column(inlines(head)) for head in heads)
    caption = inlines("Past talks, what was named, and where the package signed lies")
    return Table("backtest-table", caption, columns, tuple(rows))


def _zone(case: Case, it: Trial) -> Inlines:
    return inlines(f"As of {day(case.as_of)} there is a zone in {about(it.zone)}.")


def _named(words: Lexicon, it: Trial, most: int) -> Inlines:
    gaining = [entry for entry in it.named if entry.gain > 0]
    top = [entry for entry in gaining if entry.rank <= most]
    tied = [entry for entry in gaining if entry.gain == gaining[0].gain]
    if it.basis == "zone":
        by = (
            "by the share of draws with a zone that is gained where one party gives way on it, or "
            "it is put off"
        )
        shown_gain = [points(entry.gain) for entry in top]
    else:
        by = (
            "by the rise of the margin at the most plausible numbers, as no change gains draws "
            "with a zone"
        )
        shown_gain = [signed(entry.gain) for entry in top]
    if top:
        listed = [
            inlines(words.issue(entry.issue), f" ({gain})")
            for entry, gain in zip(top, shown_gain, strict=True)
        ]
        lead = inlines("Named, ", by, ": ", join(listed), ".")
    elif tied:
        lead = inlines(
            "Named, ", by, f": none, as {count(len(tied), 'issue')} gain alike ("
            f"{points(tied[0].gain) if it.basis == 'zone' else signed(tied[0].gain)}).",
        )  # fmt: skip
    else:
        lead = inlines("None is named: giving way on no issue gains anything.")
    place = next(entry for entry in it.named if entry.issue == it.decisive)
    how = "blocked" if it.how == "blocked" else "was decided last"
    found = (
        "is among them"
        if it.hit
        else "gains nothing"
        if place.gain <= 0
        else f"is not among them, and comes {_place(place.rank, len(it.named))}"
    )
    return inlines(
        lead, " The issue that ", how, ", ", words.issue(it.decisive), f", {found}; a guess would "
        f"name it in {_per_cent(it.luck)} of attempts.",
    )  # fmt: skip


def _place(rank: int, of: int) -> str:
    return f"no higher than number {rank} of {of}"


def _blocking(words: Lexicon, it: Trial) -> list[Inlines]:
    if it.blocking is None or it.blocking_luck is None:
        return []
    listed = words.issue_list(it.blocking) if it.blocking else inlines("no issue by itself")
    found = "is" if it.blocking_hit else "is not"
    return [
        inlines(
            "What blocks at the most plausible numbers speaks of ", listed, "; the issue ", found,
            f" among them, by a guess in {_per_cent(it.blocking_luck)} of attempts.",
        )
    ]  # fmt: skip


def _signed(words: Lexicon, it: Trial) -> Inlines:
    at = it.signed_at
    if at is None:
        return inlines("Nothing was signed, so there is no package to look for.")
    mode = "in it" if at.in_zone else "outside it"
    run: Inlines = inlines(
        f"What was signed, {_ENDS[it.kind]}, lies in the zone in {about(at.robustness)}; at the "
        f"most plausible numbers it lies {mode}",
    )
    if at.broken:
        run = inlines(run, ", against ", join([demand(words, entry) for entry in at.broken]))
    return inlines(run, ". ", _frontier(at), *_deferred(words, at))


def _frontier(at: Location) -> str:
    if not at.as_good.packages:
        return "No package keeps every red line and rule there, so there is no frontier to compare."
    if at.efficient:
        return "It is on the frontier: no package is better for one party and worse for none."
    if not at.as_good.count:
        return "No package that keeps all red lines and rules is as good for everybody."
    about_so = "" if at.as_good.exact else "about "
    many = f"{about_so}{large(at.as_good.count)} of {large(at.as_good.packages)}"
    some = at.gap is not None and round(at.gap, 2) > 0
    gap = f"; all could gain up to {utility(at.gap or 0)} at once" if some else ""
    return (
        f"Of the packages that keep all red lines and rules, {many} "
        f"{plural(at.as_good.count, 'is', 'are')} at least as good for everybody{gap}."
    )


def _deferred(words: Lexicon, at: Location) -> list[str | Inlines]:
    if not at.deferred:
        return []
    return [
        " Left to a later procedure, or open: ", words.issue_list(at.deferred), ".",
    ]  # fmt: skip


def _of(hits: Hits) -> str:
    return f"{count(hits.hits, 'case')} of {hits.trials}"


def _times(number: int) -> str:
    return count(number, "case")


def _luck(hits: Hits) -> str:
    return (
        f"Guesses would be right in {hits.expected:.1f}; they do at least as well in "
        f"{_per_cent(hits.by_luck)} of attempts."
    )


def _per_cent(share: float) -> str:
    return f"{100 * share:.0f}{_NARROW}%"
