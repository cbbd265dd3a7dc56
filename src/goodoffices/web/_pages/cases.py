"""The folder: its cases with date, parties, and how often there is a zone."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from goodoffices.case import Case, CaseError, write_atomic
from goodoffices.preferences import Share
from goodoffices.web._answers import chance_of_zone
from goodoffices.web._asked import Asked
from goodoffices.web._folder import Entry, Folder
from goodoffices.web._pages._opened import entry_of, open_case
from goodoffices.web._render import address, page

__all__ = ["ROUTES"]


@dataclass(frozen=True, slots=True)
class _Row:
    """A case of the list: what is in it, or what is wrong with it."""

    entry: Entry
    case: Case | None
    error: CaseError | None


async def home(request: Request) -> Response:
    """Show the cases."""
    folder: Folder = request.app.state.folder
    rows = [await run_in_threadpool(_row, entry) for entry in folder.entries()]
    return page(request, "cases.html", rows=rows, folder=str(folder.path))


async def zone(request: Request) -> Response:
    """Show in how many draws a case has a zone."""
    opened = await open_case(request)
    share: Share = await request.app.state.work.quick(chance_of_zone, opened.asked)
    return page(request, "part_chance.html", share=share)


async def copy(request: Request) -> Response:
    """Put a bundled case into the folder, where it can be changed."""
    entry = entry_of(request)
    folder: Folder = request.app.state.folder
    if not entry.ours:
        target = folder.path / f"{entry.key}.yaml"
        await run_in_threadpool(write_atomic, target, entry.path.read_bytes())
    return RedirectResponse(address("case", entry.key, ""), 303)


def _row(entry: Entry) -> _Row:
    try:
        return _Row(entry, Asked.of(entry).file().case, None)
    except CaseError as error:
        return _Row(entry, None, error)


ROUTES = [
    Route("/", home),
    Route("/case/{key}/chance", zone),
    Route("/case/{key}/copy", copy, methods=["POST"]),
]
