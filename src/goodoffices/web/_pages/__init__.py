"""The pages, one module each; `ROUTES` is all that the workbench answers to."""

from __future__ import annotations

from starlette.routing import BaseRoute

from goodoffices.web._pages import cases, draft, jobs, language, overview, what_if

__all__ = ["ROUTES"]

ROUTES: list[BaseRoute] = [
    *cases.ROUTES,
    *draft.ROUTES,
    *jobs.ROUTES,
    *language.ROUTES,
    *overview.ROUTES,
    *what_if.ROUTES,
]
