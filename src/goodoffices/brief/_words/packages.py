"""Sentences about packages."""

from __future__ import annotations

from goodoffices.brief._document import Inlines, Trace, inlines
from goodoffices.brief._words.lexicon import Lexicon, join
from goodoffices.brief._words.numbers import about, figure, signed
from goodoffices.zone import Settlement, Share, ZoneResult

__all__ = [
    "CONCEPTS",
    "acceptances",
    "closures",
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
