"""Sentences about packages."""

from __future__ import annotations

from goodoffices.brief._document import Inlines, Trace, inlines
from goodoffices.brief._words.lexicon import Lexicon, join
from goodoffices.brief._words.numbers import about, figure, signed
from goodoffices.preferences import Share
from goodoffices.zone import Settlement, ZoneResult

__all__ = [
    "CONCEPTS",
    "acceptances",
    "closures",
    "crossed",
    "draws_share",
    "settles",
    "share_figure",
    "surpluses",
]

CONCEPTS = {
    "nash": "Nash",
    "kalai-smorodinsky": "Kalai–Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
}


def draws_share(it: Share, to: str) -> Inlines:
    """Return ``about 37 % of draws (35-39 %)``, which leads to its computation."""
    return (Trace(inlines(about(it)), to),)


def share_figure(it: Share, to: str) -> Inlines:
    """Return ``37 % (35-39 %)`` for a table, which leads to its computation."""
    return (Trace(inlines(figure(it)), to),)


def crossed(words: Lexicon, package: dict[str, str]) -> Inlines | None:
    """Return which stated red lines of those who must consent a package crosses, as a clause.

    ``None`` where it crosses none. A package of the zone can: it lies there in draws in which a
    stated red line is not meant.
    """
    owners: dict[str, list[Inlines]] = {}
    for position in words.case.positions:
        if not words.parties[position.party].needed_on(position.issue):
            continue
        for line in position.red_lines:
            if line.kind == "stated" and package[position.issue] in line.options:
                holds = line.chance.mode
                chance = inlines(
                    words.the(position.party), f" (a chance of {holds:g} that it is meant)"
                )
                owners.setdefault(position.issue, []).append(chance)
    if not owners:
        return None
    return join(
        [
            inlines("on ", words.issue(issue), " lines stated as red by ", join(parties))
            for issue, parties in owners.items()
        ]
    )


def settles(words: Lexicon, package: dict[str, str], issues: tuple[str, ...]) -> Inlines:
    """Return how a package settles some issues, as a list of clauses."""
    return join(
        [
            inlines(words.issue(issue), " as ", words.option(issue, package[issue]))
            for issue in issues
        ]
    )


def closures(words: Lexicon, zone: ZoneResult, issues: tuple[str, ...]) -> Inlines:
    """Return how often red lines leave no option on some issues, as a list of clauses."""
    return join(
        [
            inlines(
                "in ", draws_share(zone.bands[issue].closed, "made-zone"),
                " red lines leave no option at all on ", words.issue(issue),
            )
            for issue in issues
        ]
    )  # fmt: skip


def acceptances(words: Lexicon, it: Settlement) -> Inlines:
    """Return each consenting party's acceptance of a package, as a list of clauses."""
    return join(
        [
            inlines(words.the(party), " in ", draws_share(part, "made-robustness"))
            for party, part in it.acceptance.items()
        ]
    )


def surpluses(words: Lexicon, it: Settlement) -> Inlines:
    """Return what a package gives each consenting party over no agreement."""
    return join(
        [
            inlines(words.the(party), " ", Trace(inlines(signed(value)), "made-values"))
            for party, value in it.surplus.items()
        ]
    )
