"""The Pareto frontier of a case with its packages, to be written out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.case import Case
from goodoffices.preferences import TOLERANCE
from goodoffices.zone._frontier import Frontier, frontier
from goodoffices.zone._question import question

__all__ = ["FrontierTable", "list_frontier"]


@dataclass(frozen=True, slots=True)
class FrontierTable:
    """The Pareto frontier of the fully consenting parties at the modal draw.

    Parameters
    ----------
    parties
        The fully consenting parties.
    issues
        The issues.
    options
        Option ids of each issue.
    floor
        r_p of each party.
    front
        The points and packages, by index.
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    floor: tuple[float, ...]
    front: Frontier

    def __len__(self) -> int:
        return len(self.front.surplus)

    def header(self) -> list[str]:
        """Return the names of the columns."""
        return [
            *(f"utility:{party}" for party in self.parties),
            *(f"surplus:{party}" for party in self.parties),
            "in_zone",
            *self.issues,
        ]

    def rows(self) -> Iterator[list[float | bool | str]]:
        """Yield one row per point: utilities, surpluses, whether in the zone, options."""
        for surplus, package in zip(self.front.surplus, self.front.package, strict=True):
            yield [
                *(round(float(s) + r, 9) for s, r in zip(surplus, self.floor, strict=True)),
                *(round(float(s), 9) for s in surplus),
                bool((surplus >= -TOLERANCE).all()),
                *(options[o] for options, o in zip(self.options, package, strict=True)),
            ]


def list_frontier(case: Case, *, at: dt.date | None = None) -> FrontierTable:
    """Return the Pareto frontier of a case at the modal draw, with its packages.

    Parameters
    ----------
    case
        The case.
    at
        Date of the no-agreement values; `as_of` by default.

    Raises
    ------
    NoAnswer
        If no party's full consent is needed.
    ValueError
        If `at` is before `as_of`.

    Notes
    -----
    Exact where ``front.epsilon`` is 0; see `Frontier`.
    """
    asked = question(case, at)
    fixed = asked.prepared.structure
    return FrontierTable(
        parties=tuple(fixed.parties[p] for p in fixed.full),
        issues=fixed.issues,
        options=fixed.options,
        floor=tuple(float(asked.modal.floor[0, p]) for p in fixed.full),
        front=frontier(asked.at_mode),
    )
