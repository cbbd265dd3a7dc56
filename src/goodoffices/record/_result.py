"""All that the record says of a case and a package, for a brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from goodoffices.case import Case
from goodoffices.record._choice import Choice
from goodoffices.record._classes import ClassesResult, reference_classes
from goodoffices.record._holds import HoldingResult, holding
from goodoffices.record._listing import Listed, list_log
from goodoffices.record._log import bundled_logs, read_log
from goodoffices.record._precedents import Precedents, precedents
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
    precedents
        How past talks settled questions like those asked about.
    forecasts
        Questions of the bundled log of the case, if it has one, that nobody has resolved, with the
        forecasts made by the day of the case.
    """

    classes: ClassesResult
    holding: HoldingResult
    precedents: tuple[Precedents, ...] = ()
    forecasts: tuple[Listed, ...] = ()


def set_beside(
    case: Case,
    package: Mapping[str, str] | None,
    *,
    source: Literal["robust", "closest", "draft"] = "draft",
    issues: Sequence[str] = (),
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
    issues
        Issues of which precedents are told, by id; as `in_the_way` names them, for instance.
    choice
        Which classes; by default what the case says of itself (`record`).
    known
        The table of rates; by default the one that ships with the package.

    Raises
    ------
    ValueError
        If the case has no such issue.
    """
    return RecordResult(
        reference_classes(case, choice, known=known),
        holding(case, package, source=source, choice=choice, known=known),
        tuple(precedents(case, issue) for issue in issues),
        _unresolved(case),
    )


def _unresolved(case: Case) -> tuple[Listed, ...]:
    """Return the open questions of the bundled log of a case, as they stood on its day."""
    path = bundled_logs().get(case.case)
    if path is None:
        return ()
    # By its path, as a log of the user's may have its name.
    listed = list_log(read_log(str(path)), today=case.as_of).questions
    asked = (
        replace(it, forecasts=tuple(each for each in it.forecasts if each.made <= case.as_of))
        for it in listed
        if it.resolution is None
    )
    return tuple(it for it in asked if it.forecasts)
