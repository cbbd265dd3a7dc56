"""All that the record says of a case and a package, for a brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from goodoffices.case import Case
from goodoffices.record._choice import Choice
from goodoffices.record._classes import ClassesResult, reference_classes
from goodoffices.record._holds import HoldingResult, holding
from goodoffices.record._rates import Table

__all__ = ["RecordResult", "set_beside"]


@dataclass(frozen=True, slots=True)
class RecordResult:
    """A case and a package beside the record.

    Parameters
    ----------
    classes
        The classes that the case belongs to.
    holding
        How often agreements like the package have held.
    """

    classes: ClassesResult
    holding: HoldingResult


def set_beside(
    case: Case,
    package: Mapping[str, str] | None,
    *,
    source: Literal["robust", "closest", "draft"] = "draft",
    choice: Choice | None = None,
    known: Table | None = None,
) -> RecordResult:
    """Return what the record says of a case and a package; signing and holding stay apart.

    Parameters
    ----------
    case
        The case.
    package
        An option for some or all of its issues; None for the class alone.
    source
        Where the package comes from.
    choice
        Which classes; by default what the case says of itself (`record`).
    known
        The table of rates; by default the one that ships with the package.
    """
    return RecordResult(
        reference_classes(case, choice, known=known),
        holding(case, package, source=source, choice=choice, known=known),
    )
