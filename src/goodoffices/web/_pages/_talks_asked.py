"""What is asked about the talks, as an address holds it.

=================  ==========================================================
field              meaning
=================  ==========================================================
``until``          the last day; the horizon of the case where it is absent
``protocol``       how the parties bargain, in place of what the case says
``runs``           how many times the talks are played
``scenario``       a kept scenario, by the name of its file; any number
``mediators``      ``on``: other mediators are compared as well
=================  ==========================================================
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from goodoffices.case import NoAnswer
from goodoffices.web._answers import RUNS
from goodoffices.web._pages._opened import Opened
from goodoffices.web._scenarios import KeptScenario, kept_scenarios

__all__ = ["CHOICES", "PROTOCOLS", "SEED", "TalksAsked", "talks_asked"]

SEED = 1
"""Seed of the runs, as on the command line where none is given."""
CHOICES = (500, RUNS, 2000, 5000, 10_000)
"""Numbers of runs that can be asked for."""
PROTOCOLS = ("alternating-offers", "single-text", "parallel-tracks")
_MOST = 8
"""Scenarios compared at once."""


@dataclass(frozen=True, slots=True)
class TalksAsked:
    """A question about the talks.

    Parameters
    ----------
    until, protocol, runs, mediators
        As in the address; `protocol` is empty for that of the case.
    horizon
        The last day if nothing is asked.
    kept
        All scenarios that are kept.
    scenarios
        Those that are asked for.
    """

    until: dt.date
    protocol: str
    runs: int
    mediators: bool
    horizon: dt.date
    kept: tuple[KeptScenario, ...]
    scenarios: tuple[KeptScenario, ...]

    def setting(self) -> list[tuple[str, str]]:
        """Return the fields that a single run shares with all of them."""
        pairs = [("until", self.until.isoformat())] if self.until != self.horizon else []
        return [*pairs, ("protocol", self.protocol)] if self.protocol else pairs

    def query(self) -> list[tuple[str, str]]:
        """Return the fields of the address that say something."""
        pairs = self.setting()
        if self.runs != RUNS:
            pairs.append(("runs", str(self.runs)))
        pairs += [("scenario", kept.name) for kept in self.scenarios]
        return [*pairs, ("mediators", "on")] if self.mediators else pairs


async def talks_asked(request: Request, opened: Opened) -> TalksAsked:
    """Return what an address asks about the talks; a scenario that is gone is left out.

    Raises
    ------
    NoAnswer
        If its last day is no date, or before the case begins.
    """
    fields = request.query_params
    kept = tuple(
        await run_in_threadpool(kept_scenarios, request.app.state.folder, opened.entry, opened.file)
    )
    usable = {each.name: each for each in kept if not each.error}
    wanted = dict.fromkeys(fields.getlist("scenario"))
    runs = fields.get("runs", "")
    protocol = fields.get("protocol", "")
    return TalksAsked(
        until=_until(fields.get("until", ""), opened),
        protocol=protocol if protocol in PROTOCOLS else "",
        runs=int(runs) if runs in map(str, CHOICES) else RUNS,
        mediators=fields.get("mediators") == "on",
        horizon=opened.case.horizon,
        kept=kept,
        scenarios=tuple(usable[name] for name in wanted if name in usable)[:_MOST],
    )


def _until(text: str, opened: Opened) -> dt.date:
    case = opened.case
    if not text:
        return case.horizon
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise NoAnswer(f"until: found {text[:40]!r}, expected a date as YYYY-MM-DD") from None
    if day < case.as_of:
        raise NoAnswer(
            f"until: {day} is before the case's as_of, {case.as_of}; give that day or a later one"
        )
    return day
