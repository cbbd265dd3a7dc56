"""How the talks may go: scenarios on top of each other, with the same luck."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.brief import comparison_sections, talks_sections
from goodoffices.talks import Comparison, TalksResult
from goodoffices.web._answers import AS_IT_IS, played, played_together, version
from goodoffices.web._asked import Settings
from goodoffices.web._pages._long import long_part
from goodoffices.web._pages._opened import open_case
from goodoffices.web._pages._talks_asked import CHOICES, PROTOCOLS, SEED, talks_asked
from goodoffices.web._render import page

__all__ = ["ROUTES"]


async def talks(request: Request) -> Response:
    """Show what can be asked of the talks, and how they may go."""
    opened = await open_case(request)
    asked = await talks_asked(request, opened)
    return page(
        request, "talks.html", opened=opened, case=opened.case, asked=asked, choices=CHOICES,
        protocols=PROTOCOLS, query=urlencode(asked.query()),
        mediated=any(party.mediator for party in opened.case.parties),
    )  # fmt: skip


async def answer(request: Request) -> Response:
    """Show how the talks may go, in the scenarios asked for."""
    opened = await open_case(request)
    asked = await talks_asked(request, opened)
    file = await run_in_threadpool(version, opened.file, protocol=asked.protocol)
    common = {
        "protocol": asked.protocol, "runs": asked.runs, "seed": SEED, "until": asked.until,
    }  # fmt: skip
    if not asked.scenarios and not asked.mediators:

        def show(result: TalksResult) -> Response:
            sections = talks_sections(file, result)
            return page(request, "part_talks.html", opened=opened, sections=sections)

        return await long_part(request, played, opened.asked, show=show, **common)

    def show_together(result: Comparison) -> Response:
        sections = comparison_sections(file, result)
        return page(request, "part_talks.html", opened=opened, sections=sections)

    named: dict[str, Settings] = {}
    for kept in asked.scenarios:
        # Two may have one title.
        title = f"{kept.title} ({kept.name})" if kept.title in {*named, AS_IT_IS} else kept.title
        named[title] = kept.settings
    return await long_part(
        request, played_together, opened.asked, show=show_together,
        scenarios=tuple(named.items()), mediated=asked.mediators, **common,
    )  # fmt: skip


ROUTES = [
    Route("/case/{key}/talks", talks),
    Route("/case/{key}/talks/answer", answer),
]
