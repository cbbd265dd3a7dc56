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
    matrix,
    order,
    overview,
    reading,
    reading_decide,
    reading_drift,
    record,
    source,
    talks,
    transcript,
    versions,
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
    *matrix.ROUTES,
    *order.ROUTES,
    *overview.ROUTES,
    *reading_drift.ROUTES,
    *reading_decide.ROUTES,
    *reading.ROUTES,
    *record.ROUTES,
    *source.ROUTES,
    *talks.ROUTES,
    *transcript.ROUTES,
    *versions.ROUTES,
    *what_if.ROUTES,
]
