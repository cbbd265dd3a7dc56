"""A brief made ready for others: some of its sections, and a marking on every page.

An excerpt says that it is one.  Its sections keep the numbers of the whole brief; what led to a
place that is left out stays as plain words; and the sentence on what a brief is not stands at its
head where the section that says it is missing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any

from goodoffices.brief._anchors import places
from goodoffices.brief._document import (
    ClaimRef,
    Disputed,
    Document,
    Inlines,
    Link,
    Section,
    Trace,
    inlines,
)
from goodoffices.brief._places import SECTIONS, listed
from goodoffices.brief._words.lexicon import anchor, shown
from goodoffices.brief._words.numbers import listing, plural
from goodoffices.brief.errors import RequestError

__all__ = ["excerpt", "marked", "marking_line"]

_LONGEST = 80
"""Characters of a marking, which fit on one line of A4."""


def excerpt(
    document: Document, *, only: Collection[int] | None = None, without: Collection[int] = ()
) -> Document:
    """Return the brief with some of its sections.

    Parameters
    ----------
    document
        The whole brief.
    only
        Numbers of the sections to keep; None keeps all.
    without
        Numbers of sections to leave out.

    Raises
    ------
    RequestError
        If `only` names a section that this brief does not have, or nothing would be left.
    """
    there = tuple(section.number for section in document.sections)
    missing = sorted(set(only or ()) - set(there))
    if missing:
        name = SECTIONS[missing[0] - 1] if 0 < missing[0] <= len(SECTIONS) else "unknown"
        raise RequestError(
            f"this brief has no section {missing[0]} ({name}); it has {listed(there)}"
        )
    wanted = (set(there) if only is None else set(only)) - set(without)
    kept = tuple(section for section in document.sections if section.number in wanted)
    if not kept:
        raise RequestError(f"no section would be left; this brief has {listed(there)}")
    if len(kept) == len(document.sections):
        return document
    here = frozenset(places(kept))
    document = dataclasses.replace(document, sections=kept)
    return dataclasses.replace(
        document,
        dateline=_settled(document.dateline, here),
        sections=_settled(kept, here),
        note=_note(kept),
    )


def marking_line(text: str) -> str:
    """Return a marking as it is printed: one short line without characters that are not seen.

    Raises
    ------
    RequestError
        If it is empty or too long, or holds line ends or characters that are not seen.
    """
    line = text.strip()
    if not line:
        raise RequestError("the marking is empty; give a word or two, such as 'internal'")
    if len(line) > _LONGEST:
        raise RequestError(f"the marking has {len(line)} characters, expected at most {_LONGEST}")
    if shown(line) != line:
        raise RequestError(
            "the marking holds a line end, several spaces in a row or characters that are not "
            "seen; give one line of plain text"
        )
    return line


def marked(document: Document, marking: str) -> Document:
    """Return the brief with a marking for the head and the foot of each page.

    Raises
    ------
    RequestError
        If it is not one short line of text.
    """
    return dataclasses.replace(document, marking=marking_line(marking))


def _note(kept: tuple[Section, ...]) -> Inlines:
    numbers = [str(section.number) for section in kept]
    names = {section.anchor for section in kept}
    noun = plural(len(numbers), "section")
    sentences = [f"Excerpt of the brief: {noun} {listing(numbers)}, numbered as in the whole."]
    if "claims" not in names:
        place = SECTIONS.index("claims") + 1
        sentences.append(
            f"Numbers in square brackets are those of claims, whose list is section {place}."
        )
    if "made" not in names:
        sentences.append(
            "The brief explores what follows from stated assumptions and predicts nothing by "
            "itself: a share of draws is not the chance that an agreement will be made."
        )
    return inlines(" ".join(sentences))


def _settled(value: Any, here: frozenset[str]) -> Any:
    """Return a part of the document in which nothing leads to a place that is not there."""
    match value:
        case tuple():
            return tuple(_settled(part, here) for part in value)
        case Link(content, to, name):
            return Link(_settled(content, here), to if to in here else "", name)
        case Trace(content, to):
            return Trace(_settled(content, here), to if to in here else "")
        case ClaimRef(claims, more):
            # The ids go too: they may say more than a number.
            known = ((n, key if anchor("claim", key) in here else "") for n, key in claims)
            return ClaimRef(tuple(known), more)
        case Disputed(text, number):
            return Disputed(text, number if anchor("term", str(number)) in here else 0)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return dataclasses.replace(
            value, **{name: _settled(getattr(value, name), here) for name in names}
        )
    return value
