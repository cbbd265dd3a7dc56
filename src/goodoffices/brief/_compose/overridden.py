"""What was set otherwise than in the case file, for a reader of what follows from it."""

from __future__ import annotations

from goodoffices.brief._document import (
    Bullets,
    Given,
    Inlines,
    Item,
    Link,
    Paragraph,
    Section,
    Strong,
    inlines,
)
from goodoffices.brief._words.lexicon import shown
from goodoffices.brief._words.numbers import count
from goodoffices.case import Override

__all__ = ["notice", "overridden"]

_ANCHOR = "overridden"

_LONGEST = 90
"""Characters shown of a value; a whole record that was removed is longer."""


def overridden(entries: tuple[Override, ...]) -> Section:
    """Return the list of what was set otherwise, each with the value that it replaces."""
    many = "fields are" if len(entries) > 1 else "field is"
    lead = (
        f"This is a what-if: the following {many} not as in the case file, and everything here "
        "follows from the changed case."
    )
    items = tuple(Item(_entry(entry)) for entry in entries)
    blocks = (Paragraph(inlines(lead)), Bullets(items))
    return Section(_ANCHOR, inlines("What was set otherwise"), blocks)


def notice(entries: tuple[Override, ...]) -> Inlines:
    """Return one sentence for the head of a brief, which leads to the list."""
    link = Link(inlines(count(len(entries), "field")), _ANCHOR)
    return inlines("A what-if: ", link, " set otherwise than in the case file. ")


def _entry(entry: Override) -> Inlines:
    name = Strong((Given(shown(entry.path), proper=True),))
    if entry.after is None:
        # The value stands last and may be cut, so that no full stop follows it.
        return inlines(name, " is removed; the file has ", _value(entry.before or "null"))
    if entry.before is None:
        return inlines(name, " is ", _value(entry.after), "; the file does not give it.")
    after, before = _value(entry.after), _value(entry.before)
    return inlines(name, " is ", after, " in place of ", before, ".")


def _value(text: str) -> Given:
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return Given(shown(cut), proper=True)
