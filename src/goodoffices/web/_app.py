"""The application: pages, files that they need, and what is said when something is wrong."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from goodoffices.case import CaseError, GoodofficesError
from goodoffices.web._first import ROUTES
from goodoffices.web._folder import Folder
from goodoffices.web._gone import Gone
from goodoffices.web._guard import HEADERS, Guard, TooLarge
from goodoffices.web._past import Past
from goodoffices.web._shell import bare_page
from goodoffices.web._work import Work

__all__ = ["application"]

_STATIC = Path(__file__).parent / "static"

_SOON = 0.5
"""Seconds after the start that the first page has for itself."""

_BRIEF_STYLE = Path(__file__).parents[1] / "brief" / "brief.css"
"""What `goodoffices.brief.style` returns. By its place, since the first page is not to wait for the
libraries of the brief."""


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
        # Whoever opens a case after the first page finds the rest loaded.
        soon = asyncio.get_running_loop().call_later(_SOON, _warm, own)
        yield
        soon.cancel()
        if work is None:
            own.close()

    app = Starlette(
        routes=[
            *ROUTES,
            Route("/brief.css", _brief_style),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=[Middleware(Guard, hosts=hosts), Middleware(Gone)],
        exception_handlers={
            GoodofficesError: _user_error,
            TooLarge: _too_large,
            HTTPException: _http_error,
            500: _fault,
        },
        lifespan=life,
    )
    app.router.default = _rest
    app.state.folder = Folder(folder)
    app.state.past = Past()
    app.state.work = own
    app.state.who = who
    return app


def _warm(work: Work) -> None:
    threading.Thread(target=_others, daemon=True).start()
    work.warm()


async def _brief_style(_request: Request) -> Response:
    return FileResponse(_BRIEF_STYLE, headers={"Cache-Control": "no-cache"})


async def _rest(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer what is not the first page."""
    await (await run_in_threadpool(_others))(scope, receive, send)


@cache
def _others() -> Router:
    # They need every library that the brief needs; the first page does not wait for them.
    from goodoffices.web._pages import ROUTES

    return Router(ROUTES)


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
    answer = _told(request, 500, [])
    # Made outside of the guard, which labels all else.
    answer.headers.update(HEADERS)
    return answer


def _told(request: Request, status: int, problems: list[str]) -> Response:
    """Return an error as a page, or as a part where only a part was asked for."""
    part = request.headers.get("hx-request") == "true"
    template = "part_error.html" if part else "error.html"
    answer = bare_page(request, template, status=status, code=status, problems=problems)
    if part:
        # Into what was to be replaced, which stays there for the next answer.
        answer.headers["HX-Reswap"] = "innerHTML"
    return answer
