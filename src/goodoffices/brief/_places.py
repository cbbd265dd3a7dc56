"""The places of sections: what people mean by "section 5", whatever a brief leaves out."""

from __future__ import annotations

import dataclasses

from goodoffices.brief._document import Section
from goodoffices.brief.errors import RequestError

__all__ = ["SECTIONS", "numbered", "section_numbers"]

SECTIONS = (
    "bottom-line", "table", "wants", "agreed", "blocks", "order", "talks", "mediator", "record",
    "claims", "made",
)  # fmt: skip
"""Anchors of the sections of a brief with everything in it, in their order."""


def numbered(section: Section) -> Section:
    """Return a section with the number of its place, which one that is missing keeps free."""
    return dataclasses.replace(section, number=SECTIONS.index(section.anchor) + 1)


def section_numbers(names: str) -> tuple[int, ...]:
    """Return the numbers of sections, each named by its number or by its name.

    Parameters
    ----------
    names
        Names and numbers with commas between them.

    Raises
    ------
    RequestError
        If there is no such section.

    Examples
    --------
    >>> section_numbers("bottom-line, 5")
    (1, 5)
    """
    known = {name: number for number, name in enumerate(SECTIONS, 1)}
    known |= {str(number): number for number in known.values()}
    asked = [name.strip() for name in names.split(",")]
    for name in asked:
        if name not in known:
            raise RequestError(f"there is no section {name[:40]!r}; the sections are {listed()}")
    return tuple(known[name] for name in asked)


def listed(numbers: tuple[int, ...] = tuple(range(1, len(SECTIONS) + 1))) -> str:
    """Return sections with number and name, as a message lists them."""
    return ", ".join(f"{number} {SECTIONS[number - 1]}" for number in numbers)
