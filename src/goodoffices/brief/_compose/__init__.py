"""From a case and its answers to the document, one module a section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from goodoffices import __version__
from goodoffices.brief._compose.agreed import agreed
from goodoffices.brief._compose.amended import amended
from goodoffices.brief._compose.blocks import blocks
from goodoffices.brief._compose.bottom_line import bottom_line
from goodoffices.brief._compose.claims import claims
from goodoffices.brief._compose.context import Context
from goodoffices.brief._compose.made import dateline, made
from goodoffices.brief._compose.table import the_table
from goodoffices.brief._compose.wants import wants
from goodoffices.brief._document import Document, Section
from goodoffices.brief._terms import mark_terms
from goodoffices.brief._words.lexicon import shown
from goodoffices.brief._words.numbers import day
from goodoffices.case import Case
from goodoffices.reading import Excerpt
from goodoffices.zone import Amendment, ZoneResult

__all__ = ["Dossier", "compose", "draft_sections", "zone_sections"]


class Dossier(Protocol):
    """A case as read from a file."""

    @property
    def case(self) -> Case:
        """The case."""

    @property
    def sha256(self) -> str:
        """Hash of the file's bytes."""


def compose(
    case_file: Dossier, zone: ZoneResult, *, excerpts: Mapping[str, Excerpt] | None = None
) -> Document:
    """Return the brief of a case and the answers of its zone analysis.

    Parameters
    ----------
    case_file
        The case and the hash of its file.
    zone
        The result of `goodoffices.zone.analyse` on this case.
    excerpts
        The words that claims rest on, from `goodoffices.reading.excerpts`.

    Raises
    ------
    ValueError
        If the result is of another case.
    """
    it = replace(_context(case_file, zone), excerpts=excerpts or {})
    provenance = _provenance(it)
    sections = (
        bottom_line(it), the_table(it), wants(it), agreed(it), blocks(it), claims(it),
        made(it, provenance),
    )  # fmt: skip
    return Document(
        case=it.case.case,
        title=shown(it.case.title),
        dateline=dateline(it),
        sections=_marked(it, sections),
        provenance=provenance,
    )


def zone_sections(case_file: Dossier, zone: ZoneResult) -> tuple[Section, ...]:
    """Return the sections that answer what could be agreed and what blocks it, and no others."""
    it = _context(case_file, zone)
    return _marked(it, (bottom_line(it), agreed(it), blocks(it)))


def draft_sections(case: Case, amendment: Amendment) -> tuple[Section, ...]:
    """Return the section that answers what became of a draft."""
    terms = tuple(shown(entry.term) for entry in case.disputed_terms)
    return (mark_terms(amended(case, amendment), terms),)


def _context(case_file: Dossier, zone: ZoneResult) -> Context:
    if zone.case != case_file.case.case:
        raise ValueError(f"expected a result of {case_file.case.case}, got one of {zone.case}")
    return Context(case_file.case, zone, case_file.sha256)


def _marked(it: Context, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    terms = tuple(shown(entry.term) for entry in it.case.disputed_terms)
    return tuple(mark_terms(section, terms) for section in sections)


def _provenance(it: Context) -> tuple[tuple[str, str], ...]:
    zone = it.zone
    return (
        ("Case", it.case.case),
        ("SHA-256 of the case file", it.sha256),
        ("Format of the case file", str(it.case.format)),
        ("Known as of", day(zone.as_of)),
        ("Values without agreement as of", day(zone.at)),
        ("Horizon", day(it.case.horizon)),
        ("Draws", f"{zone.draws:,}"),
        ("Seed", str(zone.seed)),
        ("Version of goodoffices", __version__),
    )
