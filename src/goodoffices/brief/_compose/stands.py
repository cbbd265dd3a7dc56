"""What stands against a draft, in words."""

from __future__ import annotations

from goodoffices.brief._document import Bullets, Inlines, Item, Paragraph, Section, inlines
from goodoffices.brief._words.demands import demand
from goodoffices.brief._words.lexicon import Lexicon, capital, join
from goodoffices.brief._words.numbers import count
from goodoffices.brief._words.packages import settles
from goodoffices.case import Case
from goodoffices.zone import BlockingSet, Obstacles

__all__ = ["stands"]

_SETS = 8


def stands(case: Case, it: Obstacles) -> Section:
    """Return what stands against a draft, or how it could be completed, as a section."""
    words = Lexicon(case)
    blocks: list[Paragraph | Bullets] = []
    if it.completion is not None:
        left = tuple(issue for issue in it.completion if issue not in it.draft)
        lead = "Nothing stands against what the draft settles, at the most plausible numbers."
        blocks.append(Paragraph(inlines(lead), "lead"))
        if left:
            rest = settles(words, it.completion, left)
            blocks.append(
                Paragraph(
                    inlines("It can be completed; the worst-off party has most with ", rest, ".")
                )
            )
    elif it.sets == (BlockingSet(()),):
        lead = "What the draft settles breaks a rule by itself: no demand of a party is needed."
        blocks.append(Paragraph(inlines(lead), "lead"))
    else:
        total = count(len(it.sets), "way", "ways")
        lead = (
            "Beside what the draft settles, however the rest is settled, these demands cannot be "
            f"met at the most plausible numbers. It fails in {total}; each line is enough."
        )
        blocks.append(Paragraph(inlines(lead), "lead"))
        ranked = sorted(it.sets, key=lambda entry: len(entry.demands))[:_SETS]
        blocks.append(Bullets(tuple(Item(_set(words, entry)) for entry in ranked)))
        if len(it.sets) > _SETS or not it.complete:
            more = "There are more." if it.complete else "The list is not complete."
            blocks.append(Paragraph(inlines(more), "note"))
    return Section("stands", inlines("Why not"), tuple(blocks))


def _set(words: Lexicon, it: BlockingSet) -> Inlines:
    return inlines(capital(join([demand(words, entry) for entry in it.demands])), ".")
