"""The first page: the cases of the folder, there before anything is computed."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.case import CaseError
from goodoffices.web._asked import Asked
from goodoffices.web._folder import Entry, Folder
from goodoffices.web._shell import bare_page
from goodoffices.web._summary import Row, summed_up

__all__ = ["ROUTES"]

_AT_ONCE = 200_000
"""Bytes of cases that are read before the page is there, a tenth of a second's work; the page asks
for the others one by one."""


async def home(request: Request) -> Response:
    """Show the cases."""
    folder: Folder = request.app.state.folder
    rows = await run_in_threadpool(_rows, folder)
    return bare_page(request, "cases.html", rows=rows, folder=str(folder.path))


def _rows(folder: Folder) -> list[Row]:
    left = _AT_ONCE
    rows = []
    for entry in folder.entries():
        left -= entry.size
        rows.append(_row(entry) if left > 0 else Row(entry))
    return rows


def _row(entry: Entry) -> Row:
    try:
        return Row(entry, summary=summed_up(Asked.of(entry).file()))
    except CaseError as error:
        return Row(entry, error=error)


ROUTES = [Route("/", home)]
