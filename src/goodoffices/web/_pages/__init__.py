"""The pages, one module each; `ROUTES` is all that the workbench answers to."""

from __future__ import annotations

from starlette.routing import BaseRoute

from goodoffices.web._pages import (
    brief,
    cases,
    draft,
    jobs,
    language,
    order,
    overview,
    reading,
    reading_decide,
    reading_drift,
    what_if,
)

__all__ = ["ROUTES"]

ROUTES: list[BaseRoute] = [
    *brief.ROUTES,
    *cases.ROUTES,
    *draft.ROUTES,
    *jobs.ROUTES,
    *language.ROUTES,
    *order.ROUTES,
    *overview.ROUTES,
    *reading_drift.ROUTES,  # before reading, which takes any name
    *reading.ROUTES,
    *reading_decide.ROUTES,
    *what_if.ROUTES,
]
