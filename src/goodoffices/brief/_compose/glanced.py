"""The zone at a glance, beside what it was before something was set otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.brief._compose.laddered import ladder
from goodoffices.brief._compose.stance import stances
from goodoffices.brief._document import (
    Block,
    Cell,
    Column,
    Figure,
    Inlines,
    Paragraph,
    Row,
    Section,
    Strong,
    Table,
    inlines,
)
from goodoffices.brief._words.lexicon import Lexicon
from goodoffices.brief._words.numbers import about, points, utility
from goodoffices.brief._words.packages import CONCEPTS
from goodoffices.case import Case
from goodoffices.zone import Glance, Suggestion

__all__ = ["glanced", "laddered"]


def glanced(case: Case, now: Glance, before: Glance | None) -> Section:
    """Return what follows for the zone, its ladder, and its solutions, as a section.

    Parameters
    ----------
    case
        The case as it is asked about.
    now
        The zone at a glance.
    before
        The same of the case as its file has it, on the same draws; None for no comparison.
    """
    words = Lexicon(case)
    nash = next((each for each in now.solutions if each.concept == "nash"), None)
    package, name = (nash.package, "the Nash package") if nash else (now.closest, "the closest one")
    blocks: list[Block] = [Paragraph(_lead(now, before), "lead")]
    blocks.append(_ladder(case, now, package or {}, name))
    if now.solutions:
        blocks.append(_solutions(words, now))
    return Section("glance", inlines("What follows"), tuple(blocks))


def laddered(case: Case, now: Glance) -> Section:
    """Return the ladder of a case as a section of its own, without a package."""
    return Section("positions-ladder", inlines("The issue ladder"), (_ladder(case, now, {}, ""),))


def _ladder(case: Case, now: Glance, package: Mapping[str, str], name: str) -> Figure:
    return ladder(
        Lexicon(case),
        stances(case),
        admissible=now.admissible,
        in_zone=now.in_zone,
        package=package,
        package_name=name,
    )


def _lead(now: Glance, before: Glance | None) -> Inlines:
    verdict = (
        "at the most plausible numbers there is one"
        if now.margin >= 0
        else "at the most plausible numbers there is none"
    )
    change = ""
    if before is not None:
        moved = points(now.zone.value - before.zone.value)
        change = f"; as the file has it, in {about(before.zone)}, so {moved}"
    return inlines(
        "A zone of possible agreement exists in ", Strong(inlines(about(now.zone))), f"{change}; "
        f"{verdict}. It follows from the assumptions, and forecasts nothing.",
    )  # fmt: skip


def _solutions(words: Lexicon, now: Glance) -> Table:
    parties = tuple(now.floor)
    heads = [Column(inlines("Package"))]
    heads += [Column(inlines(CONCEPTS[each.concept])) for each in now.solutions]
    rows = [_worth(words, now, party) for party in parties]
    rows += [_settled(words, now.solutions, issue.id) for issue in words.case.issues]
    return Table("glance-solutions", inlines("Solutions on the zone"), tuple(heads), tuple(rows))


def _worth(words: Lexicon, now: Glance, party: str) -> Row:
    floor = utility(now.floor[party])
    head = inlines(words.party(party, sign=True), f" (without agreement {floor})")
    cells = [Cell((inlines(utility(each.utility[party])),)) for each in now.solutions]
    return Row((Cell((head,)), *cells))


def _settled(words: Lexicon, solutions: tuple[Suggestion, ...], issue: str) -> Row:
    cells = [Cell((words.option(issue, each.package[issue]),)) for each in solutions]
    return Row((Cell((words.issue(issue, heading=True),)), *cells))
