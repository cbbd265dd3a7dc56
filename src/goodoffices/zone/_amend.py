"""A draft agreement in a case's own words, and its nearest improvement."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goodoffices.case import Case
from goodoffices.preferences import plain
from goodoffices.zone._assess import chosen
from goodoffices.zone._changes import named
from goodoffices.zone._draft import Status, improve
from goodoffices.zone._question import question

__all__ = ["Amendment", "amend"]


@dataclass(frozen=True, slots=True)
class Amendment:
    """What became of a draft at the modal draw.

    Parameters
    ----------
    case
        The case.
    status
        ``improved``: the draft lies in the zone, and `package` is better for a party of full
        consent and worse for nobody whose consent is needed. ``on the frontier``: it lies in the
        zone and nothing improves it. ``repaired``: it lies outside the zone, and `package`
        inside. ``none``: it lies outside, and no zone was found.
    draft, package
        Option by issue; `package` is None where there is none.
    changed
        Issues on which the package departs from the draft: as few as can be.
    utility
        u_p of the draft and of the package, by fully consenting party.
    floor
        r_p, by fully consenting party.
    exact, proof
        Whether the package is proven to be the nearest, and how.
    """

    case: str
    status: Status
    draft: dict[str, str]
    package: dict[str, str] | None
    changed: tuple[str, ...]
    utility: dict[str, tuple[float, float | None]]
    floor: dict[str, float]
    exact: bool
    proof: str

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values; numbers rounded to nine digits."""
        return {"schema": "goodoffices/amendment/1", **plain(dataclasses.asdict(self))}


def amend(case: Case, draft: Mapping[str, str], *, at: dt.date | None = None) -> Amendment:
    """Return the nearest improvement of a draft, or the nearest acceptable package.

    Parameters
    ----------
    case
        The case.
    draft
        An option for every issue, by ids. A draft that settles some issues only leaves the
        others as without agreement.
    at
        Date of the no-agreement values; `as_of` by default.

    Raises
    ------
    NoAnswer
        If no party's full consent is needed.
    ValueError
        If the draft names an unknown issue or option, or `at` is before `as_of`.
    """
    asked = question(case, at)
    fixed = asked.prepared.structure
    drafted = chosen(fixed, draft)
    found = improve(asked.at_mode, drafted)
    before = asked.at_mode.surplus(drafted[None])[0, :, 0]
    after = None if found.package is None else asked.at_mode.surplus(found.package[None])[0, :, 0]
    floor = asked.modal.floor[0]
    return Amendment(
        case=case.case,
        status=found.status,
        draft=named(fixed, drafted),
        package=None if found.package is None else named(fixed, found.package),
        changed=tuple(fixed.issues[i] for i in found.changed),
        utility={
            fixed.parties[p]: (
                float(before[k] + floor[p]),
                None if after is None else float(after[k] + floor[p]),
            )
            for k, p in enumerate(fixed.full)
        },
        floor={fixed.parties[p]: float(floor[p]) for p in fixed.full},
        exact=found.exact,
        proof=found.proof,
    )
