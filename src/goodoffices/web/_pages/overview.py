"""The first page of a case: the answer in a few sentences, and what `check` finds."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.brief import Lexicon, zone_sections
from goodoffices.check import check
from goodoffices.web._answers import DRAWS, zone_of
from goodoffices.web._pages._long import long_part
from goodoffices.web._pages._opened import open_case
from goodoffices.web._render import page
from goodoffices.zone import ZoneResult

__all__ = ["ROUTES"]


async def overview(request: Request) -> Response:
    """Show a case."""
    opened = await open_case(request)
    report, words = await run_in_threadpool(check, opened.file), Lexicon(opened.case)
    contested = sum(words.contested(claim.id) for claim in opened.case.claims)
    return page(
        request, "overview.html", opened=opened, case=opened.case, report=report, words=words,
        contested=contested,
    )  # fmt: skip


async def bottom_line(request: Request) -> Response:
    """Show what could be agreed and what blocks it."""
    opened = await open_case(request)

    def show(result: ZoneResult) -> Response:
        sections = zone_sections(opened.file, result)
        return page(request, "part_sections.html", opened=opened, sections=sections)

    return await long_part(request, zone_of, opened.asked, show=show, draws=DRAWS, seed=1)


ROUTES = [
    Route("/case/{key}/", overview),
    Route("/case/{key}/bottom-line", bottom_line),
]
