"""Drift: how a statement changes from one text to another, with the words on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.reading import source_texts
from goodoffices.web._pages._desk import desk_of, readings_of
from goodoffices.web._pages._long import long_part
from goodoffices.web._pages._opened import Opened, open_case
from goodoffices.web._read_answers import Compared, compared, drifted
from goodoffices.web._readings import Frozen
from goodoffices.web._render import page

__all__ = ["ROUTES"]


async def against_case(request: Request) -> Response:
    """Show how a document departs from the texts that the case has."""
    desk = await desk_of(request)

    def show(found: tuple[Compared, ...]) -> Response:
        return _shown(request, desk.opened, found)

    return await long_part(request, drifted, desk.opened.asked, show=show, text=desk.each.frozen)


async def two(request: Request) -> Response:
    """Show the page on which two texts are chosen and compared."""
    opened = await open_case(request)
    texts = await run_in_threadpool(_texts, request, opened)
    chosen = [request.query_params.get(name, "") for name in ("first", "second")]
    both = all(each in texts for each in chosen)
    return page(
        request, "reading_compare.html", opened=opened,
        texts=[(name, title) for name, (title, _) in texts.items()],
        chosen=chosen, both=both and chosen[0] != chosen[1], query=request.url.query,
    )  # fmt: skip


async def findings(request: Request) -> Response:
    """Show how two texts differ."""
    opened = await open_case(request)
    texts = await run_in_threadpool(_texts, request, opened)
    chosen = [texts.get(request.query_params.get(name, "")) for name in ("first", "second")]
    if chosen[0] is None or chosen[1] is None:
        raise HTTPException(404)

    def show(found: Compared) -> Response:
        return _shown(request, opened, (found,))

    begin = partial(long_part, request, compared, opened.asked, show=show)
    return await begin(first=chosen[0][1], second=chosen[1][1])


def _texts(request: Request, opened: Opened) -> dict[str, tuple[str, Frozen | str]]:
    """Return the texts that can be compared, by their names in addresses, with titles."""
    titles = {source.id: source.title for source in opened.case.sources}
    found: dict[str, tuple[str, Frozen | str]] = {
        f"s.{source}": (titles[source], source) for source in source_texts(opened.file)
    }
    if opened.entry.ours:
        for each in readings_of(request, opened.entry).all():
            if each.source is None:
                found[f"d.{each.name}"] = (each.title, each.frozen)
    return found


def _shown(request: Request, opened: Opened, found: Sequence[Compared]) -> Response:
    titles = {source.id: source.title for source in opened.case.sources}
    return page(request, "part_drift.html", opened=opened, found=found, titles=titles)


ROUTES = [
    Route("/case/{key}/reading/compare", two),
    Route("/case/{key}/reading/compare/findings", findings),
    Route("/case/{key}/reading/{name}/drift", against_case),
]
