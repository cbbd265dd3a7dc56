"""What the pages ask of the rooms below, in the form that another process can be handed."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from goodoffices.answers import Answers, answer_all
from goodoffices.brief import as_file, compose_answers, describe_changes, excerpt, marked
from goodoffices.case import CaseError, CaseFile, Edit, Problem, edit_case, parse_case
from goodoffices.check import Finding, check
from goodoffices.preferences import Share
from goodoffices.talks import Comparison, compare
from goodoffices.web._asked import Asked
from goodoffices.web._work import Progress
from goodoffices.zone import (
    Amendment,
    Assessment,
    Assessor,
    Glance,
    Obstacles,
    ZoneResult,
    amend,
    analyse,
    glance,
    why_not,
)

__all__ = [
    "DRAWS", "RUNS", "Tried", "amended", "answered", "assessed", "chance_of_zone", "exported",
    "glanced", "played_beside", "standing", "tried", "zone_of",
]  # fmt: skip

DRAWS = 1000
"""Draws of the pages: enough that no interval is wider than about three points to either side."""

RUNS = 1000
"""Runs of the talks on a page, for an answer within seconds."""

_GLANCE = 400
"""Draws where an answer is to follow a slider."""


def chance_of_zone(file: CaseFile) -> Share:
    """Return the share of draws that have a zone, for a list."""
    return glance(file.case, draws=_GLANCE, seed=1).zone


def glanced(file: CaseFile) -> Glance:
    """Return the zone at a glance."""
    return glance(file.case, draws=_GLANCE, seed=1)


def played_beside(
    file: CaseFile, progress: Progress, *, base: Asked, runs: int, seed: int
) -> Comparison:
    """Return how the talks may go as the file has them, and as if, with the same luck."""
    versions = {"base": base.file().case}
    if file.overrides:
        versions["what-if"] = file.case

    def told(done: int, every: int, _left: float | None) -> None:
        progress("runs of the talks", done / every)

    return compare(versions, runs=runs, seed=seed, workers=1, progress=told)


def zone_of(file: CaseFile, progress: Progress, *, draws: int, seed: int) -> ZoneResult:
    """Return what could be agreed, what blocks it, and what would open it."""
    return analyse(file.case, draws=draws, seed=seed, progress=progress)


def assessed(file: CaseFile, *, draft: tuple[tuple[str, str], ...]) -> Assessment:
    """Return what a draft is to each party."""
    return _assessor(_Held(file)).assess(dict(draft))


def amended(file: CaseFile, *, draft: tuple[tuple[str, str], ...]) -> Amendment:
    """Return the nearest improvement of a draft, or the nearest acceptable package."""
    return amend(file.case, dict(draft))


def standing(file: CaseFile, *, draft: tuple[tuple[str, str], ...]) -> Obstacles:
    """Return what stands against a draft, or how it could be completed."""
    return why_not(file.case, dict(draft))


def answered(file: CaseFile, progress: Progress, *, draws: int, seed: int, runs: int) -> Answers:
    """Return all the answers that a brief is made of."""
    return answer_all(file, draws=draws, seed=seed, runs=runs, progress=progress)


def exported(
    file: CaseFile,
    progress: Progress,
    *,
    answers: bytes,
    ending: str,
    only: tuple[int, ...] | None,
    marking: str,
) -> bytes:
    """Return a brief as a file of the kind that an ending stands for.

    `answers` are those of `answered`, pickled: what is computed once serves every format.
    """
    progress("the file", 0.0)
    # Our own bytes, from the process that made them; nobody else can put any here.
    document = compose_answers(file, pickle.loads(answers))  # noqa: S301
    document = excerpt(document, only=only)
    return as_file(marked(document, marking) if marking else document, ending)


@dataclass(frozen=True, slots=True)
class Tried:
    """What a change would do, before anybody saves it.

    Parameters
    ----------
    problems
        Why it cannot be saved.
    changes
        What it changes, in words.
    here
        Findings at the place that is looked at, once it is changed.
    more, fewer
        Findings anywhere that it brings, and that it does away with.
    """

    problems: tuple[Problem, ...] = ()
    changes: tuple[str, ...] = ()
    here: tuple[Finding, ...] = ()
    more: tuple[Finding, ...] = ()
    fewer: tuple[Finding, ...] = ()


def tried(base: Asked, change: Sequence[Edit] | bytes, place: str) -> Tried:
    """Return what a change of a case would do.

    Parameters
    ----------
    base
        The case.
    change
        The edits, or the whole text that it is to be.
    place
        The place that is looked at, as messages name it.
    """
    try:
        data = change
        if not isinstance(data, bytes):
            data = edit_case(base.data, data, base.name)
        # Not kept, as a case that is asked about is: it is another one at the next key.
        case, marks = parse_case(data, base.name)
        after = CaseFile(case, base.name, base.path, hashlib.sha256(data).hexdigest(), marks)
    except CaseError as error:
        return Tried(error.problems)
    try:
        before = base.file()
    except CaseError:
        # A broken case can be mended in its source text.
        return Tried(here=check(after).findings)
    old, new = check(before).findings, check(after).findings
    known, now = ({(each.kind, each.message) for each in side} for side in (old, new))
    more = tuple(each for each in new if (each.kind, each.message) not in known)
    return Tried(
        changes=describe_changes(before.case, after.case),
        here=tuple(each for each in new if place and each.where.startswith(place)),
        more=more,
        fewer=tuple(each for each in old if (each.kind, each.message) not in now),
    )


class _Held:
    """A case that is known by the hash of its file, so that it can be a key."""

    def __init__(self, file: CaseFile) -> None:
        self.file = file
        self.sha256 = file.sha256

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)


@lru_cache(maxsize=4)
def _assessor(held: _Held) -> Assessor:
    return Assessor(held.file.case, draws=DRAWS, seed=1)
