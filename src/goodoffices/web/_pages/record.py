"""The record: a case beside past talks, how long agreements held, and the forecasts' log."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.brief import (
    Section,
    classes_sections,
    forecasts_sections,
    holds_sections,
    precedents_sections,
    score_sections,
)
from goodoffices.case import Case, NoAnswer
from goodoffices.record import (
    Choice,
    Log,
    RecordError,
    bundled_logs,
    choice_of,
    holding,
    list_log,
    precedents,
    read_log,
    reference_classes,
    score_log,
)
from goodoffices.web._answers import DRAWS, past_talks, zone_of
from goodoffices.web._folder import Folder
from goodoffices.web._pages._long import long_part
from goodoffices.web._pages._opened import Opened, open_case
from goodoffices.web._pages.draft import kept_drafts
from goodoffices.web._render import page
from goodoffices.zone import ZoneResult

__all__ = ["KINDS", "ROUTES"]

KINDS = {
    "conflict": ("interstate", "intrastate", "crisis"),
    "mediator": ("none", "any", "single-state", "group-of-states", "igo", "regional"),
    "style": ("facilitation", "formulation", "manipulation"),
    "agreement": ("ceasefire", "process", "partial", "full"),
}
"""What kind of talks can be chosen, as on the command line."""

_LOG = "forecasts.jsonl"
"""The log of a folder, where the command line writes it if nothing else is said."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an address asks: kinds of talks, a draft by its name, an issue, and past talks."""

    kinds: tuple[tuple[str, str], ...]
    draft: str
    issue: str
    past: bool

    def query(self, **otherwise: str) -> str:
        """Return the address's fields, some of them otherwise; empty ones are left out."""
        fields = dict(self.kinds)
        fields |= {"draft": self.draft, "issue": self.issue, "past": "on" if self.past else ""}
        fields |= otherwise
        return urlencode([(name, value) for name, value in fields.items() if value])


async def record(request: Request) -> Response:
    """Show the classes of past talks, how long agreements held, precedents, and forecasts."""
    opened = await open_case(request)
    asked = _asked(request, opened.case)
    choice = choice_of(opened.case, **dict(asked.kinds))
    kept = await run_in_threadpool(kept_drafts, request, opened)
    (classes,) = await run_in_threadpool(_classes, opened, choice)
    return page(
        request, "record.html", opened=opened, case=opened.case, asked=asked, choice=choice,
        kinds=KINDS, chosen=dict(asked.kinds), kept=[each for each in kept if not each.error],
        classes=[dataclasses.replace(classes, sections=())], tables=classes.sections,
        precedents=await run_in_threadpool(_precedents, opened, asked.issue),
        forecasts=await run_in_threadpool(_forecasts, request.app.state.folder, opened.case),
    )  # fmt: skip


async def holds(request: Request) -> Response:
    """Show how long agreements like the best package, or like a kept draft, have held."""
    opened = await open_case(request)
    asked = _asked(request, opened.case)
    choice = choice_of(opened.case, **dict(asked.kinds))
    kept = await run_in_threadpool(kept_drafts, request, opened)
    draft = next((each for each in kept if each.name == asked.draft and not each.error), None)
    if draft is not None:
        found = await run_in_threadpool(
            holding, opened.case, dict(draft.draft), source="draft", choice=choice
        )
        sections = holds_sections(opened.file, found)
        return page(request, "part_sections.html", opened=opened, sections=sections)

    def show(zone: ZoneResult) -> Response:
        best = zone.headline or zone.closest
        found = holding(
            opened.case, best.package if best else None,
            source="robust" if zone.headline else "closest", choice=choice,
        )  # fmt: skip
        sections = holds_sections(opened.file, found)
        return page(request, "part_sections.html", opened=opened, sections=sections)

    return await long_part(request, zone_of, opened.asked, show=show, draws=DRAWS, seed=1)


async def past(request: Request) -> Response:
    """Show past talks, asked again as if their end were not known."""
    opened = await open_case(request)

    def show(sections: tuple[Section, ...]) -> Response:
        return page(request, "part_sections.html", opened=opened, sections=sections)

    return await long_part(request, past_talks, opened.asked, show=show, draws=DRAWS, seed=1)


def _asked(request: Request, case: Case) -> _Asked:
    """Return what an address asks; what there is not is left out."""
    fields = request.query_params
    kinds = tuple(
        (name, fields[name]) for name, values in KINDS.items() if fields.get(name) in values
    )
    issue = fields.get("issue", "")
    return _Asked(
        kinds,
        fields.get("draft", "")[:60],
        issue if issue in {each.id for each in case.issues} else "",
        fields.get("past") == "on",
    )


def _classes(opened: Opened, choice: Choice) -> tuple[Section, ...]:
    return classes_sections(opened.file, reference_classes(opened.case, choice))


def _precedents(opened: Opened, issue: str) -> tuple[Section, ...]:
    if not issue:
        return ()
    return precedents_sections(opened.file, precedents(opened.case, issue))


def _forecasts(folder: Folder, case: Case) -> dict[str, Any]:
    """Return the log of the folder, or the bundled one of the case, and what it has been worth."""
    own = folder.path / _LOG
    name = str(own) if own.is_file() else case.case
    if name not in bundled_logs() and not own.is_file():
        return {"sections": (), "error": "", "unscored": ""}
    today = dt.datetime.now().astimezone().date()
    try:
        log = read_log(name)
        sections = forecasts_sections(list_log(log, today=today))
        return {"error": "", **_scored(log, sections, today)}
    except RecordError as error:
        return {"sections": (), "error": str(error), "unscored": ""}


def _scored(log: Log, sections: tuple[Section, ...], today: dt.date) -> dict[str, Any]:
    try:
        scored = score_sections(score_log(log, today=today))
    except NoAnswer as error:
        return {"sections": sections, "unscored": str(error)}
    return {"sections": (*sections, *scored), "unscored": ""}


ROUTES = [
    Route("/case/{key}/record", record),
    Route("/case/{key}/record/holds", holds),
    Route("/case/{key}/record/past", past),
]
