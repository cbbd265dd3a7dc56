"""What the pages ask of the rooms below, in the form that another process can be handed."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Literal

from goodoffices.answers import Answers, answer_all
from goodoffices.brief import (
    Section,
    as_file,
    backtest_sections,
    compose_answers,
    describe_changes,
    excerpt,
    marked,
)
from goodoffices.case import (
    CaseError,
    CaseFile,
    Edit,
    NoAnswer,
    Problem,
    bundled_path,
    edit_case,
    override,
    parse_case,
    read_case,
)
from goodoffices.check import Finding, check
from goodoffices.intent import IntentResult
from goodoffices.intent import analyse as infer
from goodoffices.order import Arrangement, Planner, usable
from goodoffices.preferences import Share
from goodoffices.record import backtest, outcomes
from goodoffices.talks import (
    Comparison,
    TalksResult,
    Transcript,
    compare,
    mediators,
    play_talks,
    runs_by_outcome,
    transcribe,
)
from goodoffices.web._asked import Asked, Settings, digest
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
    "AS_IT_IS",
    "BRIEF_RUNS",
    "DRAWS",
    "RUNS",
    "Ordered",
    "Source",
    "Tried",
    "amended",
    "answered",
    "assessed",
    "chance_of_zone",
    "ended",
    "exported",
    "glanced",
    "inferred",
    "ordered",
    "past_talks",
    "played",
    "played_beside",
    "played_together",
    "standing",
    "told",
    "tried",
    "version",
    "zone_of",
]

DRAWS = 2000
"""Draws of the pages: as many as the commands take, so that both say the same."""

BRIEF_RUNS = 2000
"""Runs of the talks for a brief, as many as the command takes."""

RUNS = 1000
"""Runs of the talks on a page, for an answer within seconds."""

AS_IT_IS = "as in the case"
"""What the case without a scenario is called among scenarios, as among mediators."""

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

    return compare(versions, runs=runs, seed=seed, workers=1, progress=_of_runs(progress))


def version(file: CaseFile, *, scenario: Settings = (), protocol: str = "") -> CaseFile:
    """Return a case as a scenario has it, and with another protocol where one is named.

    The protocol comes on top of the scenario, as on the command line.
    """
    if scenario:
        file = override(file, scenario, source="scenario")
    return override(file, {"talks.protocol": protocol}, source="protocol") if protocol else file


def played(
    file: CaseFile, progress: Progress, *, protocol: str, runs: int, seed: int, until: dt.date
) -> TalksResult:
    """Return how the talks may go."""
    return play_talks(
        version(file, protocol=protocol).case, runs=runs, seed=seed, until=until, workers=1,
        progress=_of_runs(progress),
    )  # fmt: skip


def played_together(
    file: CaseFile,
    progress: Progress,
    *,
    scenarios: tuple[tuple[str, Settings], ...],
    mediated: bool,
    protocol: str,
    runs: int,
    seed: int,
    until: dt.date,
) -> Comparison:
    """Return how the talks may go in scenarios, and with other mediators, with the same luck."""
    base = version(file, protocol=protocol).case
    versions = {AS_IT_IS: base}
    for name, scenario in scenarios:
        versions[name] = version(file, scenario=scenario, protocol=protocol).case
    if mediated:
        try:
            others = mediators(base)
        except ValueError as error:
            raise NoAnswer(str(error)) from None
        # The first is the case as it is, which stands first already.
        versions |= dict(list(others.items())[1:])
    return compare(
        versions, runs=runs, seed=seed, until=until, workers=1, progress=_of_runs(progress)
    )


def told(
    file: CaseFile, *, scenario: Settings, protocol: str, run: int, seed: int, until: dt.date
) -> Transcript:
    """Return one run of the talks from beginning to end."""
    case = version(file, scenario=scenario, protocol=protocol).case
    return transcribe(case, run=run, seed=seed, until=until)


def ended(
    file: CaseFile, *, scenario: Settings, protocol: str, seed: int, until: dt.date
) -> dict[str, tuple[int, ...]]:
    """Return which of the first runs end how."""
    case = version(file, scenario=scenario, protocol=protocol).case
    return runs_by_outcome(case, seed=seed, until=until)


def inferred(file: CaseFile) -> IntentResult:
    """Return what the mediator and the delegations may be after."""
    return infer(file.case, seed=1)


def past_talks(
    _file: CaseFile, progress: Progress, *, draws: int, seed: int
) -> tuple[Section, ...]:
    """Return what past talks, asked again, show beside what became of them."""
    files = {(file := read_case(bundled_path(name))).case.case: file for name in outcomes()}
    begun = count()
    found = backtest(
        list(files.values()), draws=draws, seed=seed,
        progress=lambda name: progress(name, next(begun) / len(files)),
    )  # fmt: skip
    return backtest_sections(files, found)


def _of_runs(progress: Progress) -> Callable[[int, int, float | None], None]:
    def tell(done: int, every: int, _left: float | None) -> None:
        progress("runs of the talks", done / every)

    return tell


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


Source = Literal["robust", "closest", "file"]


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order of a package.

    Parameters
    ----------
    found
        What it comes to.
    own
        What the analysis breaks each circle by; empty for nothing.
    """

    found: Arrangement
    own: tuple[str, ...]

    @property
    def taken(self) -> tuple[str, ...]:
        """What breaks each circle here; empty for nothing."""
        return tuple(
            "" if circle.chosen is None else circle.breakers[circle.chosen].kind
            for circle in self.found.circles
        )


def ordered(
    file: CaseFile,
    *,
    package: tuple[tuple[str, str], ...],
    source: Source,
    order: tuple[str, ...],
    breakers: tuple[tuple[int, str], ...] | None,
) -> Ordered:
    """Return what an order of a package comes to; what its circles do not have is left out."""
    planner = _planner(_Held(file), package, source)
    known = None
    if breakers is not None:
        wanted = dict(breakers)
        known = {
            k: kind
            for k, circle in enumerate(planner.circles)
            for kind in usable(circle)
            if wanted.get(k) == kind
        }
    own = tuple(
        "" if circle.chosen is None else circle.breakers[circle.chosen].kind
        for circle in planner.circles
    )
    return Ordered(planner.follow(order, known), own)


@lru_cache(maxsize=4)
def _planner(held: _Held, package: tuple[tuple[str, str], ...], source: Source) -> Planner:
    return Planner(held.file.case, dict(package), source=source, draws=DRAWS, seed=1)


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
        after = CaseFile(case, base.name, base.path, digest(data), marks)
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
