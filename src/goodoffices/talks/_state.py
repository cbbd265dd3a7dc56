"""Where every run of a block stands, and what is written down about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from goodoffices.preferences import Bools, Floats
from goodoffices.talks._luck import Luck
from goodoffices.talks._setting import Setting

__all__ = ["CAUSES", "Cause", "Course", "Entry", "How", "State", "begin"]

Ints = NDArray[np.int16]


class Course(IntEnum):
    """How the talks stand on a day, apart from what has been agreed."""

    TALKING = 0
    SUSPENDED = 1
    COLLAPSED = 2
    ESCALATED = 3
    SIGNED = 4


class Cause(IntEnum):
    """What suspended or ended the talks; the subject is a party or an event of the case."""

    NONE = 0
    SIGNED = 1
    BROKE_OFF = 2
    MEDIATOR_LEFT = 3
    DEADLINE = 4
    EVENT = 5
    PARTY_LEFT = 6


CAUSES = {
    Cause.BROKE_OFF: "broke-off",
    Cause.MEDIATOR_LEFT: "mediator-left",
    Cause.DEADLINE: "deadline",
    Cause.EVENT: "event",
    Cause.PARTY_LEFT: "party-left",
}
"""What results and transcripts call the causes they name."""


class How(IntEnum):
    """How an issue was settled."""

    OPEN = 0
    ALONE = 1
    FRAMEWORK = 2
    AGREEMENT = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened in one run, for its transcript.

    Parameters
    ----------
    month
        When, in months after `as_of`.
    kind
        What, by a word that the transcript's sentences are keyed by.
    data
        Ids and numbers of it.
    """

    month: float
    kind: str
    data: dict[str, object]


@dataclass(slots=True)
class State:
    """R runs under way among F negotiators over I issues; arrays of shape (R,) if not said."""

    setting: Setting
    luck: Luck
    time: Floats
    """Start of the next session."""
    before: Floats
    """Until when everything has been played."""
    sat_until: Floats
    """End of the latest session."""
    slot: NDArray[np.intp]
    """The next dated round, or their number."""
    start: Floats
    live: Bools
    suspended: Bools
    halted_at: Floats
    """When the present suspension began."""
    resume_at: Floats
    """When suspended talks are taken up again; the next session may be later."""
    dead_at: Floats
    """When suspended talks will have collapsed; inf where they resume before."""
    standing: NDArray[np.int8]
    """Shape (R, G): standing on each reported day."""
    ended: NDArray[np.int8]
    ended_at: Floats
    cause: NDArray[np.int8]
    subject: Ints
    first_suspended: Floats
    mediated: Bools
    left: Floats
    left_by: Ints
    """The event with which the mediator left; -1: its patience ended, or it has not left."""
    blamed: Ints
    refuser: Ints
    clock: Floats
    heat: Floats
    progress: Floats
    conceded: Floats
    """Shape (R, F)."""
    aim: Floats
    """Shape (R, F): the targets of those who reciprocate by offers; nan before their first."""
    told: Bools
    """Shape (R, F)."""
    bound: Bools
    """Shape (R, F): whether a mandate still binds."""
    known: Bools
    """Shape (R, L): whether the limits of a party of limited consent are known at the table."""
    budget: Floats
    pocket: Floats
    """Shape (R, K): what separate settlements have already given each claimant."""
    drift: Floats
    """Shape (R, K): what events have changed in the worth of what holds without agreement."""
    gain: Floats
    """Shape (R, K, I, O)."""
    own: Floats
    """Shape (R, I, O): the worth of options to the mediator."""
    allowed: Bools
    """Shape (R, I, O): the options still open."""
    package: NDArray[np.int8]
    """Shape (R, I): the option settled of each issue, -1 while open."""
    closed_at: Floats
    """Shape (R, I)."""
    how: NDArray[np.int8]
    """Shape (R, I)."""
    partial_at: Floats
    framework_at: Floats
    signed_at: Floats
    sessions: Ints
    refused_by: Bools
    """Shape (R, L): whether a party of limited consent has refused what was agreed without it."""
    refused_outside: Ints
    """How often a party outside the room refused what was agreed in it."""
    packages: NDArray[np.int8]
    found: Bools
    utility: Floats
    liking: Floats
    """Shape (R, M): what the entries of the menus are worth to the mediator."""
    stale: Bools
    log: list[Entry] | None = field(default=None)

    def note(self, month: float, kind: str, **data: object) -> None:
        """Write an entry of the transcript, where one is kept."""
        if self.log is not None:
            self.log.append(Entry(float(month), kind, data))

    def stand(self, runs: NDArray[np.intp], since: Floats, standing: Course) -> None:
        """Record how some runs stand from a time on."""
        later = self.setting.grid[None, :] >= since[:, None]
        self.standing[runs] = np.where(later, np.int8(standing), self.standing[runs])

    def end(self, runs: NDArray[np.intp], at: Floats, standing: Course) -> None:
        """End some runs."""
        self.stand(runs, at, standing)
        self.live[runs] = False
        self.ended[runs] = standing
        self.ended_at[runs] = at


def begin(luck: Luck, *, log: bool = False) -> State:
    """Return R runs before their first session."""
    fixed = luck.setting
    runs = len(luck)
    problem = luck.problem
    issues, options = problem.gain.shape[2:]
    claimants = len(problem.claimants)
    many = len(fixed.negotiators)
    never = np.full(runs, np.inf)
    none = np.full(runs, -1, dtype=np.int16)
    time = np.full(runs, fixed.meetings[0].first) if fixed.meetings else luck.gap(-1)
    mediator = (
        f"parties[{fixed.case.parties[fixed.mediator].id}].mediator"
        if fixed.mediator is not None
        else ""
    )
    # An exponential number: the mediator leaves when its hazard has added up to it.
    clock = -np.log1p(-luck.uniform("mediator.leaves")[:, 0])
    own = np.zeros((runs, issues, options))
    if fixed.mediator is not None:
        own = luck.draws.worth[:, fixed.mediator]
    return State(
        setting=fixed,
        luck=luck,
        time=time.copy(),
        before=np.zeros(runs),
        sat_until=np.zeros(runs),
        slot=np.zeros(runs, dtype=np.intp),
        start=time.copy(),
        live=np.ones(runs, dtype=bool),
        suspended=np.zeros(runs, dtype=bool),
        halted_at=never.copy(),
        resume_at=never.copy(),
        dead_at=never.copy(),
        standing=np.zeros((runs, len(fixed.grid)), dtype=np.int8),
        ended=np.zeros(runs, dtype=np.int8),
        ended_at=never.copy(),
        cause=np.zeros(runs, dtype=np.int8),
        subject=none.copy(),
        first_suspended=never.copy(),
        mediated=np.full(runs, fixed.mediator is not None),
        left=never.copy(),
        left_by=none.copy(),
        blamed=none.copy(),
        refuser=none.copy(),
        clock=clock,
        heat=np.zeros(runs),
        progress=np.zeros(runs),
        conceded=np.zeros((runs, many)),
        aim=np.full((runs, many), np.nan),
        told=np.zeros((runs, many), dtype=bool),
        bound=np.broadcast_to(fixed.bound, (runs, many)).copy(),
        known=np.broadcast_to(fixed.known, (runs, len(fixed.outside))).copy(),
        budget=luck.numbers.get(f"{mediator}.budget", np.zeros(runs)).copy(),
        pocket=np.zeros((runs, claimants)),
        drift=np.zeros((runs, claimants)),
        gain=problem.gain.copy(),
        own=own.copy(),
        allowed=problem.allowed.copy(),
        package=np.full((runs, issues), -1, dtype=np.int8),
        closed_at=np.full((runs, issues), np.inf),
        how=np.zeros((runs, issues), dtype=np.int8),
        partial_at=never.copy(),
        framework_at=never.copy(),
        signed_at=never.copy(),
        sessions=np.zeros(runs, dtype=np.int16),
        refused_by=np.zeros((runs, len(fixed.outside)), dtype=bool),
        refused_outside=np.zeros(runs, dtype=np.int16),
        packages=np.zeros((runs, 0, issues), dtype=np.int8),
        found=np.zeros((runs, 0), dtype=bool),
        utility=np.zeros((runs, 0, claimants)),
        liking=np.zeros((runs, 0)),
        stale=np.ones(runs, dtype=bool),
        log=[] if log else None,
    )
