"""What became of a draft, in words."""

from __future__ import annotations

from goodoffices.brief._document import Bullets, Inlines, Item, Paragraph, Section, inlines
from goodoffices.brief._words.lexicon import Lexicon, capital
from goodoffices.brief._words.numbers import capitalised, count, utility
from goodoffices.case import Case
from goodoffices.zone import Amendment

__all__ = ["amended"]


def amended(case: Case, it: Amendment) -> Section:
    """Return the answer about a draft as a section."""
    words = Lexicon(case)
    lead = {
        "improved": "The draft lies in the zone, and can be improved: some party whose consent is "
        "needed gains and none loses.",
        "on the frontier": "The draft lies in the zone, and no change makes one party better off "
        "without making another worse off.",
        "repaired": "The draft lies outside the zone; the nearest package inside it follows.",
        "none": "The draft lies outside the zone, and at the most plausible numbers no package "
        "lies inside.",
    }[it.status]
    blocks: list[Paragraph | Bullets] = [Paragraph(inlines(lead), "lead")]
    if it.package is not None and it.changed:
        kept = len(it.draft) - len(it.changed)
        blocks.append(
            Paragraph(inlines(f"It keeps {count(kept, 'issue')} as drafted and settles otherwise:"))
        )
        blocks.append(Bullets(tuple(Item(_move(words, it, issue)) for issue in it.changed)))
    worth = [inlines(" " * (n > 0), capital(_worth(words, it, party)), ".")
             for n, party in enumerate(it.utility)]  # fmt: skip
    blocks.append(Paragraph(inlines(*worth)))
    sure = "" if it.exact else "Not proven to be the nearest. "
    blocks.append(Paragraph(inlines(f"{sure}{capitalised(it.proof.rstrip('.'))}."), "note"))
    return Section("draft", inlines("The draft"), tuple(blocks))


def _move(words: Lexicon, it: Amendment, issue: str) -> Inlines:
    package = it.package or {}
    return inlines(
        words.issue(issue), ": ", words.option(issue, package[issue]), " in place of ",
        words.option(issue, it.draft[issue]),
    )  # fmt: skip


def _worth(words: Lexicon, it: Amendment, party: str) -> Inlines:
    before, after = it.utility[party]
    then = "" if after is None else f" and the package {utility(after)}"
    return inlines(
        "to ", words.the(party),
        f" the draft is worth {utility(before)}{then}, against {utility(it.floor[party])} without "
        "agreement",
    )  # fmt: skip
