"""Why a draft cannot be agreed: the least demands that stand against what it settles."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goodoffices.case import Case
from goodoffices.case.model import Link, Term
from goodoffices.preferences import plain
from goodoffices.zone._assess import chosen
from goodoffices.zone._blocking import blocking_sets
from goodoffices.zone._changes import named
from goodoffices.zone._question import question
from goodoffices.zone._result import BlockingSet
from goodoffices.zone._search import margins

__all__ = ["Obstacles", "why_not"]


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What stands against a draft at the modal draw, whatever is done about the issues left open.

    Parameters
    ----------
    case
        The case.
    draft
        Option by issue that the draft settles.
    sets
        The minimal sets of demands that cannot all be met beside it; none where they can. One
        empty set where the draft breaks a rule by itself, so that no demand is needed.
    complete
        Whether these are all the sets.
    completion
        Where they can be met, the package with what the draft settles that leaves the worst-off
        party the most.
    """

    case: str
    draft: dict[str, str]
    sets: tuple[BlockingSet, ...]
    complete: bool
    completion: dict[str, str] | None

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values."""
        return {"schema": "goodoffices/obstacles/1", **plain(dataclasses.asdict(self))}


def why_not(case: Case, draft: Mapping[str, str], *, at: dt.date | None = None) -> Obstacles:
    """Return what stands against a draft, or how it could be completed.

    Parameters
    ----------
    case
        The case.
    draft
        An option for some issues, by ids; the others may be settled in any way.
    at
        Date of the no-agreement values; `as_of` by default.

    Raises
    ------
    NoAnswer
        If no party's full consent is needed.
    ValueError
        If it names an unknown issue or option, or `at` is before `as_of`.

    Notes
    -----
    Exact at the modal draw. What the draft settles is taken as given and not as a demand: the
    other options of those issues are taken away, and the minimal sets of the remaining demands
    are found as for an empty zone.

    References
    ----------
    Liffiton, Previti, Malik & Marques-Silva 2016, "Fast, flexible MUS enumeration", Constraints 21.
    """
    chosen(question(case, at).prepared.structure, draft)
    taken = tuple(
        Link(id=f"draft-{issue.id}", excludes=(Term(issue=issue.id, options=others),))
        for issue in case.issues
        if issue.id in draft
        and (others := tuple(each.id for each in issue.options if each.id != draft[issue.id]))
    )
    asked = question(case.model_copy(update={"links": (*case.links, *taken)}), at)
    sets, complete = blocking_sets(asked.modal)
    completion = None
    if not sets:
        completion = named(asked.prepared.structure, margins(asked.at_mode).package[0])
    return Obstacles(case.case, dict(draft), sets, complete, completion)
