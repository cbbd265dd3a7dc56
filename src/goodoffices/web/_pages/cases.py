"""What the list of cases asks for: each case, how often there is a zone, and a copy of it."""

from __future__ import annotations

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from goodoffices.case import CaseError, Conflict, OutputError, save_case
from goodoffices.preferences import Share
from goodoffices.web._answers import chance_of_zone
from goodoffices.web._asked import Asked
from goodoffices.web._folder import Folder, stays
from goodoffices.web._pages._opened import entry_of, open_case
from goodoffices.web._render import address, page
from goodoffices.web._shell import bare_page
from goodoffices.web._summary import Row, summed_up

__all__ = ["ROUTES"]


async def card(request: Request) -> Response:
    """Show what a case of the list is about, where the list came without."""
    entry = await entry_of(request)
    try:
        asked = await run_in_threadpool(Asked.of, entry)
        row = Row(entry, summary=await request.app.state.work.quick(summed_up, asked))
    except CaseError as error:
        row = Row(entry, error=error)
    return bare_page(request, "part_card.html", row=row)


async def zone(request: Request) -> Response:
    """Show in how many draws a case has a zone."""
    opened = await open_case(request)
    share: Share = await request.app.state.work.quick(chance_of_zone, opened.asked)
    return page(request, "part_chance.html", share=share)


async def copy(request: Request) -> Response:
    """Put a bundled case into the folder, where it can be changed."""
    entry = await entry_of(request)
    folder: Folder = request.app.state.folder
    if not entry.ours:
        await run_in_threadpool(
            _copied, folder.path / f"{entry.key}.yaml", entry.path, request.app.state.who
        )
    return RedirectResponse(address("case", entry.key, ""), 303)


def _copied(target: Path, bundled: Path, who: str) -> None:
    stays(target)
    try:
        # Held against whoever saves it: what another tab has copied and changed since is not lost.
        save_case(
            target, bundled.read_bytes(), expected_sha256=None, who=who, what="copied to be changed"
        )
    except Conflict:
        raise OutputError(
            f"{target.name}: a file of this name is in the folder already; open it from the list, "
            "or rename it first if it is no case"
        ) from None


ROUTES = [
    Route("/case/{key}/card", card),
    Route("/case/{key}/chance", zone),
    Route("/case/{key}/copy", copy, methods=["POST"]),
]
