"""The application: pages, files that they need, and what is said when something is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from goodoffices.brief import style
from goodoffices.case import CaseError, GoodofficesError
from goodoffices.web._folder import Folder
from goodoffices.web._guard import Guard, TooLarge
from goodoffices.web._pages import ROUTES
from goodoffices.web._past import Past
from goodoffices.web._render import page
from goodoffices.web._work import Work

__all__ = ["application"]

_STATIC = Path(__file__).parent / "static"


def application(
    folder: Path, *, hosts: Iterable[str], who: str, work: Work | None = None
) -> Starlette:
    """Return the workbench on a folder of cases, as an ASGI application.

    Parameters
    ----------
    folder
        The folder; its cases, and the bundled ones, can be opened.
    hosts
        What ``Host`` may be: the names of this machine with the port that is served.
    who
        Who works here, for the history of a case.
    work
        What computes, where several applications share it; one of its own by default.
    """
    own = work or Work()

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        own.warm()
        yield
        if work is None:
            own.close()

    app = Starlette(
        routes=[
            *ROUTES,
            Route("/brief.css", _brief_style),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={
            GoodofficesError: _user_error,
            TooLarge: _too_large,
            HTTPException: _http_error,
            500: _fault,
        },
        lifespan=life,
    )
    app.state.folder = Folder(folder)
    app.state.past = Past()
    app.state.work = own
    app.state.who = who
    return app


async def _brief_style(_request: Request) -> Response:
    return Response(style(), media_type="text/css", headers={"Cache-Control": "no-cache"})


async def _user_error(request: Request, error: Exception) -> Response:
    problems = (
        [problem.text(error.file) for problem in error.problems]
        if isinstance(error, CaseError)
        else [str(error)]
    )
    return _told(request, 422, problems)


async def _too_large(request: Request, _error: Exception) -> Response:
    return _told(request, 413, [])


async def _http_error(request: Request, error: Exception) -> Response:
    return _told(request, error.status_code if isinstance(error, HTTPException) else 500, [])


async def _fault(request: Request, _error: Exception) -> Response:
    # The traceback goes to the terminal, where the server was started; it is no reader's matter.
    return _told(request, 500, [])


def _told(request: Request, status: int, problems: list[str]) -> Response:
    """Return an error as a page, or as a part where only a part was asked for."""
    part = request.headers.get("hx-request") == "true"
    template = "part_error.html" if part else "error.html"
    return page(request, template, status=status, code=status, problems=problems)
