"""The brief: the whole document, and as a file, in part and marked if wanted."""

from __future__ import annotations

import pickle
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.answers import Answers
from goodoffices.brief import (
    ENDINGS,
    SECTIONS,
    RequestError,
    compose_answers,
    ending_of,
    marking_line,
)
from goodoffices.case import OutputError
from goodoffices.web._answers import BRIEF_RUNS, DRAWS, answered, exported
from goodoffices.web._pages._long import long_part
from goodoffices.web._pages._opened import open_case
from goodoffices.web._render import page
from goodoffices.web._work import Work

__all__ = ["ROUTES"]

_TYPES = {
    ".html": "text/html",
    ".md": "text/markdown",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


async def brief(request: Request) -> Response:
    """Show the brief, and the form that exports it."""
    opened = await open_case(request)
    return page(
        request, "brief.html", opened=opened, case=opened.case, sections=SECTIONS,
        endings=ENDINGS,
    )  # fmt: skip


async def whole(request: Request) -> Response:
    """Show the brief once it is computed."""
    opened = await open_case(request)

    def show(answers: Answers) -> Response:
        document = compose_answers(opened.file, answers)
        return page(request, "part_brief.html", opened=opened, document=document)

    return await long_part(request, answered, opened.asked, show=show, **_NUMBERS)


async def export(request: Request) -> Response:
    """Make a file of the brief, and give its link."""
    opened = await open_case(request)
    ending, only, marking = _wanted(request)
    work: Work = request.app.state.work

    found: list[bytes] = []

    def keep(answers: Answers) -> Response:
        found.append(pickle.dumps(answers))
        return Response()

    # The answers come first, and serve every format; the part that waits asks again for both.
    waiting = await long_part(request, answered, opened.asked, show=keep, **_NUMBERS)
    if not found:
        return waiting
    wanted: dict[str, Any] = {
        "answers": found[0], "ending": ending, "only": only, "marking": marking,
    }  # fmt: skip

    def ready(data: bytes) -> Response:
        job = work.start(exported, opened.asked, **wanted)
        name = f"{opened.case.case}-brief{ending}"
        return page(
            request, "part_exported.html", opened=opened, job=job, name=name, size=len(data)
        )

    return await long_part(request, exported, opened.asked, show=ready, **wanted)


async def download(request: Request) -> Response:
    """Give a file that has been made."""
    opened = await open_case(request)
    work: Work = request.app.state.work
    job = work.job(request.path_params["number"])
    ending = "." + request.path_params["ending"]
    # A brief of this very case, as the kind of file that it is.
    if (
        job is None
        or job.state != "done"
        or not job.answers(exported, opened.asked.path, ending=ending)
    ):
        raise HTTPException(404)
    name = f"{opened.case.case}-brief{ending}"
    return Response(
        job.result, media_type=_TYPES[ending],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


_NUMBERS = {"draws": DRAWS, "seed": 1, "runs": BRIEF_RUNS}


def _wanted(request: Request) -> tuple[str, tuple[int, ...] | None, str]:
    """Return what kind of file is wanted, of which sections, with which marking.

    Raises
    ------
    OutputError
        If a library for it is missing, the marking is no short line, or no section is left.
    """
    asked = request.query_params
    try:
        ending = ending_of(f"brief{asked.get('ending', '.html')}")
        marking = marking_line(asked["marking"]) if asked.get("marking", "").strip() else ""
    except RequestError as error:
        raise OutputError(str(error)) from None
    chosen = asked.getlist("section")
    only = tuple(n for n, name in enumerate(SECTIONS, 1) if name in chosen)
    if chosen and not only:
        raise OutputError("no such section; choose from the list")
    return ending, only if chosen and len(only) < len(SECTIONS) else None, marking


ROUTES = [
    Route("/case/{key}/brief", brief),
    Route("/case/{key}/brief/whole", whole),
    Route("/case/{key}/brief/export", export),
    Route("/case/{key}/brief/file/{number}.{ending}", download),
]
