"""What if: sliders and switches over a case, and what follows at once; the file stays as it is."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from goodoffices.brief import comparison_sections, glance_sections
from goodoffices.case import override
from goodoffices.case.emit import emit, flow
from goodoffices.talks import Comparison
from goodoffices.web._answers import RUNS, glanced, played_beside
from goodoffices.web._asked import Asked
from goodoffices.web._folder import Folder, remove, write_beside
from goodoffices.web._levers import Levers, levers
from goodoffices.web._names import file_name
from goodoffices.web._pages._long import long_part
from goodoffices.web._pages._opened import Opened, open_case
from goodoffices.web._render import address, page
from goodoffices.web._scenarios import MOST, KeptScenario, kept_scenarios, scenario_folder
from goodoffices.web._work import Work
from goodoffices.zone import Glance

__all__ = ["ROUTES"]


async def what_if(request: Request) -> Response:
    """Show the levers, and what follows."""
    opened, asked, moved = await _asked(request)
    return page(
        request, "what_if.html", opened=opened, case=opened.case, levers=moved,
        scenarios=await run_in_threadpool(_scenarios, request, opened),
        query=urlencode(moved.standing()), number=len(asked.settings),
    )  # fmt: skip


async def follows(request: Request) -> Response:
    """Show what follows for the zone; the address of the page follows the levers."""
    opened, asked, moved = await _asked(request)
    work: Work = request.app.state.work
    # Both judge the case in another process, where a slip in the other fields is found as well.
    now: Glance = await work.quick(glanced, asked)
    before: Glance | None = await work.quick(glanced, opened.asked) if asked.settings else None
    file = await run_in_threadpool(asked.file)
    response = page(
        request, "part_follows.html", opened=opened, now=now,
        query=urlencode(moved.standing()),
        sections=glance_sections(file, now, before),
    )  # fmt: skip
    response.headers["HX-Replace-Url"] = _here(opened, moved)
    return response


async def talks(request: Request) -> Response:
    """Show how the talks may go, beside how they may go as the file has it."""
    opened, asked, _ = await _asked(request)

    def show(result: Comparison) -> Response:
        sections = comparison_sections(asked.file(), result)
        return page(request, "part_sections.html", opened=opened, sections=sections)

    return await long_part(
        request, played_beside, asked, show=show, base=opened.asked, runs=RUNS, seed=1
    )


async def keep(request: Request) -> Response:
    """Keep what is set otherwise as a scenario, in a file of its own beside the case."""
    opened = await open_case(request)
    async with request.form(max_files=0, max_fields=2000) as form:
        fields = {key: value for key, value in form.items() if isinstance(value, str)}
    title = " ".join(fields.get("title", "").split())[:200]
    moved = levers(opened.case, fields)
    settings = moved.settings()
    if not title:
        raise HTTPException(400)
    if not settings:
        return RedirectResponse(f"{_here(opened, moved)}?nothing=1#kept", 303)
    name = file_name(title, "scenario")
    # Judged before it is written: what cannot be asked is not kept.
    overridden = await run_in_threadpool(
        lambda: override(opened.file, settings, source="what if").overrides
    )
    target = scenario_folder(request.app.state.folder, opened.entry) / f"{name}.yaml"
    lines = {entry.path: entry.after for entry in overridden}
    head = emit({"scenario": name, "title": title})
    body = "".join(f"  {flow(path)}: {value or 'null'}\n" for path, value in lines.items())
    await run_in_threadpool(write_beside, target, f"{head}set:\n{body}".encode(), MOST)
    return RedirectResponse(_here(opened, moved) + "#kept", 303)


async def forget(request: Request) -> Response:
    """Take a kept scenario away."""
    opened = await open_case(request)
    folder: Folder = request.app.state.folder
    kept = await run_in_threadpool(kept_scenarios, folder, opened.entry, opened.file)
    name = request.path_params["name"]
    if name not in {each.name for each in kept}:
        raise HTTPException(404)
    await run_in_threadpool(remove, scenario_folder(folder, opened.entry) / f"{name}.yaml")
    return RedirectResponse(address("case", opened.entry.key, "what-if") + "#kept", 303)


async def _asked(request: Request) -> tuple[Opened, Asked, Levers]:
    opened = await open_case(request)
    moved = levers(opened.case, dict(request.query_params.items()))
    asked = Asked(
        opened.asked.name, opened.asked.path, opened.asked.data, settings=moved.settings()
    )
    return opened, asked, moved


def _here(opened: Opened, moved: Levers) -> str:
    query = urlencode(moved.standing())
    return address("case", opened.entry.key, "what-if") + (f"?{query}" if query else "")


def _scenarios(request: Request, opened: Opened) -> list[tuple[KeptScenario, str]]:
    """Return the scenarios kept, each with the address at which the levers stand as it has them."""
    here, at_rest = address("case", opened.entry.key, "what-if"), levers(opened.case, {})
    return [
        (kept, f"{here}?{urlencode(at_rest.reached_by(kept.settings))}")
        for kept in kept_scenarios(request.app.state.folder, opened.entry, opened.file)
    ]


ROUTES = [
    Route("/case/{key}/what-if", what_if),
    Route("/case/{key}/what-if/follows", follows),
    Route("/case/{key}/what-if/talks", talks),
    Route("/case/{key}/what-if/keep", keep, methods=["POST"]),
    Route("/case/{key}/what-if/forget/{name}", forget, methods=["POST"]),
]
