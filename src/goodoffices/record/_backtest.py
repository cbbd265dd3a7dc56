"""Past talks asked again, as if their end were not known, and set beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.case import CaseFile, bundled_path, read_case
from goodoffices.preferences import Share, plain
from goodoffices.record._issues import Basis, Named, blocking_issues, ranked_issues
from goodoffices.record._outcome import Outcome, outcome_of, outcomes
from goodoffices.zone import Location, ZoneResult, analyse, locate

__all__ = ["TOP", "Backtest", "Hits", "Trial", "backtest"]

TOP = 2
"""How many issues the analysis may name."""

SCHEMA = "goodoffices/backtest/1"


@dataclass(frozen=True, slots=True)
class Trial:
    """One past negotiation, asked as of its date.

    Parameters
    ----------
    case, sha256, draws, seed
        What was asked.
    signed, kind, decisive, how
        What became of it; `decisive` is the issue that blocked (`how`) or was decided last.
    zone
        Share of draws with a zone, as of the case's date.
    basis
        ``zone``: issues are ranked by the P(zone) gained; ``margin``: by the rise of the margin at
        the modal draw, where no change gains any P(zone), as when every draw has a zone.
    named
        The issues, those that gain most first.
    hit
        Whether the decisive issue gains something and ranks among the first `TOP`.
    luck
        The chance to name it with as many issues drawn at random.
    blocking
        Issues of which the minimal blocking sets at the modal draw speak, by a red line or a rule;
        ``None`` where there is a zone there, and so nothing blocks.
    blocking_hit, blocking_luck
        Whether the decisive issue is among them, and the chance of that for an issue drawn at
        random; ``None`` where nothing blocks.
    signed_at
        Where the package signed lies; ``None`` where none was.
    """

    case: str
    sha256: str
    draws: int
    seed: int
    signed: bool
    kind: str
    decisive: str
    how: str
    zone: Share
    basis: Basis
    named: tuple[Named, ...]
    hit: bool
    luck: float
    blocking: tuple[str, ...] | None
    blocking_hit: bool | None
    blocking_luck: float | None
    signed_at: Location | None


@dataclass(frozen=True, slots=True)
class Hits:
    """How often the decisive issue was named, beside what luck would do.

    Parameters
    ----------
    hits, trials
        How often, of how many.
    expected
        The sum of the chances.
    by_luck
        The chance of at least as many by luck, the trials being independent.
    """

    hits: int
    trials: int
    expected: float
    by_luck: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """Past negotiations, asked as of their dates, and what became of them.

    Parameters
    ----------
    trials
        One for each.
    top
        How many issues were named in each.
    named, blocking
        How often the decisive issue was among those named, and among those that blocked, where any
        did.
    """

    trials: tuple[Trial, ...]
    top: int
    named: Hits
    blocking: Hits

    def as_json(self) -> dict[str, Any]:
        """Return the result as JSON values; numbers rounded to nine digits."""
        return {"schema": SCHEMA, **plain(dataclasses.asdict(self))}


def backtest(
    files: Sequence[CaseFile] | None = None,
    *,
    ends: Mapping[str, Outcome] | None = None,
    draws: int = 2000,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _case: None,
) -> Backtest:
    """Return what the zone analysis says of past talks, beside what became of them.

    Parameters
    ----------
    files
        The cases; by default the bundled ones of which the outcome is on record.
    ends
        What became of a case, by its id, where it is not to be that on record.
    draws, seed
        As in `goodoffices.zone.analyse`.
    progress
        Called with each case before it is asked.

    Raises
    ------
    CaseError
        If an outcome does not fit its case.
    NoAnswer
        If the outcome of a case is not on record, or nobody's consent is needed.
    ValueError
        If a case is given twice, or `draws` is below 1.
    """
    if files is None:
        files = [read_case(bundled_path(name)) for name in outcomes()]
    given = ends or {}
    names = [file.case.case for file in files]
    if len(set(names)) < len(names):
        raise ValueError(f"expected each case once, found {', '.join(names)}")
    # Before long work: is there one for each?
    known = [given.get(file.case.case) or outcome_of(file.case) for file in files]
    trials = []
    for file, end in zip(files, known, strict=True):
        progress(file.case.case)
        # The analysis is given the case and nothing else.
        result = analyse(file.case, draws=draws, seed=seed)
        if result.unfinished:
            # It was interrupted and answers with what was done; half a comparison is none.
            raise KeyboardInterrupt
        trials.append(_trial(file, result, end))
    return Backtest(
        trials=tuple(trials),
        top=TOP,
        named=_hits([(trial.hit, trial.luck) for trial in trials]),
        blocking=_hits(
            [
                (trial.blocking_hit, trial.blocking_luck)
                for trial in trials
                if trial.blocking_hit is not None and trial.blocking_luck is not None
            ]
        ),
    )


def _trial(file: CaseFile, result: ZoneResult, end: Outcome) -> Trial:
    case = file.case
    basis, named = ranked_issues(case, result)
    first = {entry.issue for entry in named if entry.gain > 0 and entry.rank <= TOP}
    blocking = blocking_issues(case, result) if result.blocking else None
    issue = end.decisive.issue
    return Trial(
        case=case.case,
        sha256=file.sha256,
        draws=result.draws,
        seed=result.seed,
        signed=end.signed,
        kind=end.kind,
        decisive=issue,
        how=end.decisive.how,
        zone=result.zone,
        basis=basis,
        named=named,
        hit=issue in first,
        luck=min(TOP, len(case.issues)) / len(case.issues),
        blocking=blocking,
        blocking_hit=None if blocking is None else issue in blocking,
        blocking_luck=None if blocking is None else len(blocking) / len(case.issues),
        signed_at=(
            locate(case, end.package, deferred=end.deferred, draws=result.draws, seed=result.seed)
            if end.signed
            else None
        ),
    )


def _hits(trials: Sequence[tuple[bool, float]]) -> Hits:
    """Return how many trials hit, and the chance of at least as many by luck.

    References
    ----------
    Wang 1993, "On the number of successes in independent trials", Statistica Sinica 3(2) (trials of
    unequal chances), built up here trial by trial.
    """
    hits = sum(hit for hit, _ in trials)
    chance = [1.0]
    for _, luck in trials:
        longer = [0.0, *(part * luck for part in chance)]
        for n, part in enumerate(chance):
            longer[n] += part * (1 - luck)
        chance = longer
    expected = sum(luck for _, luck in trials)
    return Hits(hits, len(trials), expected, min(1.0, sum(chance[hits:])))
