"""The pages, one module each; `ROUTES` is all that the workbench answers to."""

from __future__ import annotations

from starlette.routing import BaseRoute

from goodoffices.web._pages import (
    brief,
    cases,
    draft,
    jobs,
    language,
    matrix,
    overview,
    source,
    versions,
    what_if,
)

__all__ = ["ROUTES"]

ROUTES: list[BaseRoute] = [
    *brief.ROUTES,
    *cases.ROUTES,
    *draft.ROUTES,
    *jobs.ROUTES,
    *language.ROUTES,
    *matrix.ROUTES,
    *overview.ROUTES,
    *source.ROUTES,
    *versions.ROUTES,
    *what_if.ROUTES,
]
