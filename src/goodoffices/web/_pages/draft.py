"""The draft table: a package put together option by option, and what it is to each party."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from goodoffices.brief import Lexicon, draft_sections, obstacle_sections
from goodoffices.case import (
    Case,
    CaseError,
    package_title,
    parse_package,
    read_package,
    taxonomy,
)
from goodoffices.case.emit import emit
from goodoffices.case.model import Issue
from goodoffices.web._answers import amended, assessed, standing
from goodoffices.web._folder import Entry, Folder, kept_beside, remove, write_beside
from goodoffices.web._names import file_name
from goodoffices.web._pages._opened import Opened, open_case
from goodoffices.web._render import address, page
from goodoffices.web._work import Work
from goodoffices.zone import Amendment, Assessment, Obstacles

__all__ = ["FIELD", "ROUTES", "Kept", "draft_of", "kept_drafts"]

FIELD = "d."
"""What the name of an issue's field begins with, so that no issue can be taken for another."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,60}")
_LIMIT = 500_000
"""Bytes of a draft's file at most; it has a line for each issue."""
_MOST = 200
"""Drafts kept for a case."""

Draft = tuple[tuple[str, str], ...]
"""Issue and option, in the order of the case."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that was kept, or why its file cannot be used.

    Parameters
    ----------
    name
        That of its file, without the ending; empty where it is in none.
    title
        What a reader sees.
    query
        The address of the page with it on the table.
    draft
        What it settles.
    error
        Why its file cannot be used; empty where it can.
    """

    name: str
    title: str
    query: str
    draft: Draft
    error: str = ""


async def table(request: Request) -> Response:
    """Show the table with a draft on it."""
    opened = await open_case(request)
    return await _table(request, opened, draft_of(request, opened.case))


async def marks(request: Request) -> Response:
    """Show what the draft is to each party; the address of the page follows the draft."""
    opened = await open_case(request)
    draft = draft_of(request, opened.case)
    found = await _assess(request, opened, draft)
    response = page(request, "part_marks.html", opened=opened, **_shown(opened, draft, found))
    response.headers["HX-Replace-Url"] = _here(opened, draft)
    return response


async def nearest(request: Request) -> Response:
    """Show the nearest improvement, or the nearest acceptable package."""
    opened = await open_case(request)
    work: Work = request.app.state.work
    draft = draft_of(request, opened.case)
    found: Amendment = await work.quick(amended, opened.asked, draft=draft)
    better = tuple(found.package.items()) if found.package and found.changed else None
    return page(
        request, "part_nearest.html", opened=opened, sections=draft_sections(opened.file, found),
        better=None if better is None else _here(opened, better),
    )  # fmt: skip


async def why(request: Request) -> Response:
    """Show what stands against the draft, and what would have to give way."""
    opened = await open_case(request)
    work: Work = request.app.state.work
    draft = draft_of(request, opened.case)
    found: Obstacles = await work.quick(standing, opened.asked, draft=draft)
    sections = obstacle_sections(opened.file, found)
    return page(request, "part_sections.html", opened=opened, sections=sections)


async def openings(request: Request) -> Response:
    """Show the least that each party would have to give up for this very draft."""
    opened = await open_case(request)
    draft = draft_of(request, opened.case)
    found = await _assess(request, opened, draft)
    return page(request, "part_openings.html", opened=opened, **_shown(opened, draft, found))


async def keep(request: Request) -> Response:
    """Keep the draft under a name, in a file of its own beside the case."""
    opened = await open_case(request)
    form = await request.form(max_files=0, max_fields=500)
    fields = {key: value for key, value in form.items() if isinstance(value, str)}
    draft = _known(opened.case, fields)
    title = " ".join(fields.get("title", "").split())[:120]
    if not title:
        raise HTTPException(400)
    if not draft:
        return RedirectResponse(f"{_here(opened, draft)}?nothing=1#kept", 303)
    target = _drafts(request, opened.entry) / f"{file_name(title, 'draft')}.yaml"
    await run_in_threadpool(write_beside, target, _text(opened.case, draft, title).encode(), _MOST)
    return RedirectResponse(_here(opened, draft) + "#kept", 303)


async def forget(request: Request) -> Response:
    """Take a kept draft away."""
    opened = await open_case(request)
    name = request.path_params["name"]
    if not _NAME.fullmatch(name):
        raise HTTPException(404)
    await run_in_threadpool(remove, _drafts(request, opened.entry) / f"{name}.yaml")
    return RedirectResponse(address("case", opened.entry.key, "draft") + "#kept", 303)


async def share(request: Request) -> Response:
    """Give the draft as a file, which `goodoffices zone --draft` and this page read."""
    opened = await open_case(request)
    draft = draft_of(request, opened.case)
    name = f"{opened.case.case}-draft.yaml"
    return Response(
        _text(opened.case, draft), media_type="application/yaml",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


async def receive(request: Request) -> Response:
    """Put the draft of a file on the table."""
    opened = await open_case(request)
    async with request.form(max_files=1, max_fields=4) as form:
        sent = form.get("file")
        if sent is None or isinstance(sent, str):
            raise HTTPException(400)
        data = await sent.read(_LIMIT + 1)
    if len(data) > _LIMIT:
        raise HTTPException(413)
    try:
        package = await run_in_threadpool(parse_package, data, "the draft's file", opened.case)
    except CaseError as error:
        wrong = [problem.text(error.file) for problem in error.problems]
        return await _table(request, opened, (), wrong=wrong)
    return RedirectResponse(_here(opened, tuple(package.items())), 303)


async def compare(request: Request) -> Response:
    """Show drafts side by side: what they settle, and what they are to each party."""
    opened = await open_case(request)
    wanted = request.query_params.getlist("draft")[:8]
    kept = {each.name: each for each in await run_in_threadpool(kept_drafts, request, opened)}
    chosen = [kept[name] for name in wanted if name in kept and not kept[name].error]
    draft = draft_of(request, opened.case)
    if draft and "now" in request.query_params:
        chosen.insert(0, Kept("", "", _here(opened, draft), draft))
    found = [await _assess(request, opened, each.draft) for each in chosen]
    return page(
        request, "drafts.html", opened=opened, case=opened.case, words=Lexicon(opened.case),
        drafts=list(zip(chosen, found, strict=True)),
    )  # fmt: skip


async def _table(
    request: Request, opened: Opened, draft: Draft, *, wrong: Sequence[str] = ()
) -> Response:
    """Show the table, and what is wrong with a file that was to be put on it."""
    found = await _assess(request, opened, draft)
    return page(
        request, "draft.html", status=422 if wrong else 200, opened=opened, case=opened.case,
        areas=_areas(opened.case), draft=dict(draft), wrong=wrong,
        kept=await run_in_threadpool(kept_drafts, request, opened),
        **_shown(opened, draft, found),
    )  # fmt: skip


async def _assess(request: Request, opened: Opened, draft: Draft) -> Assessment:
    work: Work = request.app.state.work
    found: Assessment = await work.quick(assessed, opened.asked, draft=draft)
    return found


def draft_of(request: Request, case: Case) -> Draft:
    """Return the draft that the address holds."""
    return _known(case, dict(request.query_params.items()))


def _known(case: Case, fields: dict[str, str]) -> Draft:
    """Return what fields say of the issues that the case has; an address may be older than it."""
    return tuple(
        (issue.id, option)
        for issue in case.issues
        if (option := fields.get(FIELD + issue.id)) in {each.id for each in issue.options}
    )


def _here(opened: Opened, draft: Draft) -> str:
    query = urlencode([(FIELD + issue, option) for issue, option in draft])
    return address("case", opened.entry.key, "draft") + (f"?{query}" if query else "")


def _shown(opened: Opened, draft: Draft, found: Assessment) -> dict[str, Any]:
    lines = {
        (position.party, position.issue): position.red_lines for position in opened.case.positions
    }
    return {
        "found": found,
        "query": urlencode([(FIELD + issue, option) for issue, option in draft]),
        "words": Lexicon(opened.case),
        "lines": lines,
    }


def _areas(case: Case) -> list[tuple[str, list[Issue]]]:
    """Return the issues by area, areas in the order in which the case first has them."""
    known = taxonomy().areas
    grouped: dict[str, list[Issue]] = {}
    for issue in case.issues:
        grouped.setdefault(known[issue.area].label, []).append(issue)
    return list(grouped.items())


def _drafts(request: Request, entry: Entry) -> Path:
    folder: Folder = request.app.state.folder
    return folder.path / f"{entry.key}.drafts"


def kept_drafts(request: Request, opened: Opened) -> list[Kept]:
    """Return the drafts that were kept beside a case."""
    found = []
    for path in kept_beside(_drafts(request, opened.entry), _MOST):
        if not _NAME.fullmatch(path.stem):
            continue
        try:
            draft = tuple(read_package(path, opened.case).items())
        except CaseError as error:
            found.append(Kept(path.stem, path.stem, "", (), str(error)))
        else:
            title = package_title(path) or path.stem
            found.append(Kept(path.stem, title, _here(opened, draft), draft))
    return found


def _text(case: Case, draft: Draft, title: str = "") -> str:
    named = {"title": title} if title else {}
    return emit({"case": case.case, **named, "package": dict(draft)})


ROUTES = [
    Route("/case/{key}/draft", table),
    Route("/case/{key}/draft/marks", marks),
    Route("/case/{key}/draft/nearest", nearest),
    Route("/case/{key}/draft/why", why),
    Route("/case/{key}/draft/openings", openings),
    Route("/case/{key}/draft/keep", keep, methods=["POST"]),
    Route("/case/{key}/draft/forget/{name}", forget, methods=["POST"]),
    Route("/case/{key}/draft/file", share),
    Route("/case/{key}/draft/receive", receive, methods=["POST"]),
    Route("/case/{key}/drafts", compare),
]
