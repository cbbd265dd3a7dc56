"""The pages, one module each; `ROUTES` is all that the workbench answers to."""

from __future__ import annotations

from starlette.routing import BaseRoute

from goodoffices.web._pages import (
    brief,
    cases,
    draft,
    intent,
    jobs,
    language,
    order,
    overview,
    reading,
    reading_decide,
    reading_drift,
    record,
    talks,
    transcript,
    what_if,
)

__all__ = ["ROUTES"]

ROUTES: list[BaseRoute] = [
    *brief.ROUTES,
    *cases.ROUTES,
    *draft.ROUTES,
    *intent.ROUTES,
    *jobs.ROUTES,
    *language.ROUTES,
    *order.ROUTES,
    *overview.ROUTES,
    *reading.ROUTES,
    *reading_decide.ROUTES,
    *reading_drift.ROUTES,
    *record.ROUTES,
    *talks.ROUTES,
    *transcript.ROUTES,
    *what_if.ROUTES,
]
