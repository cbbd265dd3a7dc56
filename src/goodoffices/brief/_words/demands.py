"""Sentences about demands: what blocks, and what a change of one would do."""

from __future__ import annotations

from goodoffices.brief._document import Inlines, Trace, inlines
from goodoffices.brief._words.lexicon import Lexicon, join
from goodoffices.brief._words.numbers import about, count, points, utility
from goodoffices.zone import BlockingSet, Change, Demand, Lever, Repair

__all__ = ["blocking", "change", "changes", "demand", "effect", "giver"]


def demand(words: Lexicon, it: Demand) -> Inlines:
    """Return a demand as a noun phrase."""
    match it:
        case Demand(kind="red_line", party=str(party), issue=str(issue), options=options):
            what = words.option_list(issue, options, "or")
            return inlines(
                words.of(party), " red line on ", words.issue(issue), " (against ", what, ")"
            )
        case Demand(kind="floor", party=str(party), issues=issues):
            where = inlines(" on ", words.issue_list(issues)) if issues else ()
            return inlines(words.of(party), " no-agreement floor", where)
        case Demand(kind="rule", link=str(link)):
            return words.rule(link)
    raise ValueError(f"expected a demand with its party, issue or link, got {it!r}")


def blocking(words: Lexicon, it: BlockingSet) -> Inlines:
    """Return a blocking set as sentences."""
    phrases = [demand(words, entry) for entry in it.demands]
    if len(phrases) == 1:
        return inlines(
            "No package satisfies ", phrases[0], ": it leaves nothing to agree on by itself."
        )
    together = "both of these" if len(phrases) == 2 else f"all {count(len(phrases), 'demand')}"
    return inlines(
        f"No package satisfies {together} together: ", join(phrases),
        "; any one of them given up, the rest can be met.",
    )  # fmt: skip


def change(words: Lexicon, it: Change) -> Inlines:
    """Return a change as a clause without its effect."""
    match it:
        case Change(kind="drop_red_line", party=str(party), issue=str(issue), options=options):
            what = words.option_list(issue, options, "or")
            return inlines(
                words.the(party), " gives up its red line on ", words.issue(issue),
                " (against ", what, ")",
            )  # fmt: skip
        case Change(kind="soften_red_line", party=str(party), issue=str(issue), options=options):
            what = words.option_list(issue, options, "or")
            return inlines(words.the(party), " allows ", what, " on ", words.issue(issue))
        case Change(kind="lower_floor", party=str(party), delta=float(delta)):
            return inlines(
                words.the(party), " is content with ", _amount(delta),
                " less than what it expects without agreement",
            )  # fmt: skip
        case Change(kind="side_payment", party=str(party), payer=str(payer), delta=float(delta)):
            return inlines(
                words.the(payer), " makes up to ", words.the(party), " for ", _amount(delta),
                " that it lacks against no agreement",
            )  # fmt: skip
        case Change(kind="add_option", issue=str(issue), options=(new, below, above)):
            return inlines(
                "a further option “", words.rung(issue, new), "” is put forward on ",
                words.issue(issue), ", valued by all midway between ", words.option(issue, below),
                " and ", words.option(issue, above),
            )  # fmt: skip
        case Change(kind="drop_rule", link=str(link)):
            return inlines(words.rule(link), " is overcome")
        case Change(kind="give_way", party=str(party), issue=str(issue)):
            return inlines(words.the(party), " gives way on ", words.issue(issue))
        case Change(kind="defer", issue=str(issue)):
            return inlines(words.issue(issue), " is left to a later procedure")
    raise ValueError(f"expected a change with its party, issue or link, got {it!r}")


def changes(words: Lexicon, it: Repair) -> Inlines:
    """Return the changes of a repair as one clause."""
    return join([change(words, part) for part in it.changes])


def _amount(delta: float) -> Inlines:
    return (Trace(inlines(utility(delta)), "made-levers"),)


def effect(it: Lever) -> Inlines:
    """Return what a change does to the share of draws with a zone."""
    share = Trace(inlines(about(it.zone)), "made-levers")
    return inlines(share, f", {points(it.gain)}")


def giver(words: Lexicon, it: Lever) -> Inlines:
    """Return who would have to give what for a change."""
    match it.change:
        case Change(
            kind="drop_red_line" | "soften_red_line" | "give_way",
            party=str(party),
            issue=str(issue),
        ):
            settled = (it.package or {}).get(issue)
            if settled is None:
                return words.the(party)
            return inlines(words.the(party), ", by taking ", words.option(issue, settled))
        case Change(kind="lower_floor", party=str(party)):
            return inlines(words.the(party), ", or whoever makes it up to them")
        case Change(kind="side_payment", payer=str(payer)):
            return words.the(payer)
        case Change(kind="drop_rule"):
            return inlines("nobody: it is a matter of design")
    return inlines("nobody yet: all sides postpone it")
