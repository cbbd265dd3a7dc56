"""In what order: the acts of a package, to be moved about, and what their order comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from goodoffices.brief import (
    Lexicon,
    act_label,
    arrangement_sections,
    as_calendar,
    as_csv,
    circle_sections,
    plain,
    steps_of,
)
from goodoffices.case import NoAnswer
from goodoffices.order import OrderResult, Wait, usable
from goodoffices.web._answers import DRAWS, Ordered, Source, ordered, zone_of
from goodoffices.web._pages._long import long_part
from goodoffices.web._pages._opened import Opened, open_case
from goodoffices.web._pages.draft import FIELD, draft_of, kept_drafts
from goodoffices.web._render import address, page
from goodoffices.web._work import Work
from goodoffices.zone import ZoneResult

__all__ = ["ROUTES"]

_MOST = 2000
"""Acts that an address may name."""

_BREAKER = "breaker."
"""What the name of a circle's field begins with; its number, from 1 on, comes after."""


@dataclass(frozen=True, slots=True)
class _Package:
    """The package that is to be carried out, and how the address names it."""

    options: tuple[tuple[str, str], ...]
    source: Source
    query: tuple[tuple[str, str], ...]


async def show(request: Request) -> Response:
    """Show the acts of a package in an order, or what to choose from until that is computed."""
    opened = await open_case(request)
    if "move" in request.query_params:
        # Without a script: the address is to hold the order that comes of it.
        asked = urlencode(_asked(request))
        return RedirectResponse(address("case", opened.entry.key, "order") + f"?{asked}", 303)
    kept = await run_in_threadpool(kept_drafts, request, opened)
    draft = draft_of(request, opened.case)
    package = await _named(request, opened)
    values: dict[str, Any] = {"ready": False, "query": urlencode(_asked(request))}
    if package is not None:
        values = {"ready": True, **await _values(request, opened, package)}
    return page(
        request, "order.html", opened=opened, kept=[each for each in kept if not each.error],
        draft=draft, chosen="" if draft else request.query_params.get("package", ""), **values,
    )  # fmt: skip


async def plan(request: Request) -> Response:
    """Show what an order comes to; the address of the page follows."""
    opened = await open_case(request)
    package = await _named(request, opened)
    if package is None:
        found: list[ZoneResult] = []

        def keep(result: ZoneResult) -> Response:
            found.append(result)
            return Response()

        waiting = await long_part(request, zone_of, opened.asked, show=keep, draws=DRAWS, seed=1)
        if not found:
            return waiting
        try:
            package = _best(opened, found[0])
        except NoAnswer as reason:
            return page(request, "part_order.html", opened=opened, reason=str(reason), query="")
    values = await _values(request, opened, package)
    response = page(request, "part_order.html", opened=opened, **values)
    query = values["query"]
    here = address("case", opened.entry.key, "order") + (f"?{query}" if query else "")
    response.headers["HX-Replace-Url"] = here
    return response


async def table(request: Request) -> Response:
    """Give the plan as a table, as the command does."""
    opened = await open_case(request)
    text = as_csv(opened.case, await _result(request, opened))
    return _file(text, "text/csv; charset=utf-8", f"{opened.case.case}-order.csv")


async def dates(request: Request) -> Response:
    """Give the plan as a calendar, as the command does."""
    opened = await open_case(request)
    text = as_calendar(opened.case, await _result(request, opened))
    return _file(text, "text/calendar; charset=utf-8", f"{opened.case.case}-order.ics")


def _file(text: str, kind: str, name: str) -> Response:
    return Response(
        text, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


async def _result(request: Request, opened: Opened) -> OrderResult:
    # A link to a file names its package option by option, since nothing could wait for a zone.
    package = _Package(draft_of(request, opened.case), _source(request), ())
    result = (await _ordered(request, opened, package)).found.result
    if result is None:
        raise NoAnswer("this order cannot be, by the nature of things, so that it has no dates")
    return result


def _source(request: Request) -> Source:
    found = request.query_params.get("source")
    return "robust" if found == "robust" else "closest" if found == "closest" else "file"


async def _named(request: Request, opened: Opened) -> _Package | None:
    """Return the package that an address names, or None where it is the best of the zone."""
    draft = draft_of(request, opened.case)
    if draft:
        return _Package(draft, "file", tuple((FIELD + issue, option) for issue, option in draft))
    name = request.query_params.get("package", "")
    for each in await run_in_threadpool(kept_drafts, request, opened) if name else ():
        if each.name == name and not each.error:
            return _Package(each.draft, "file", (("package", name),))
    return None


def _best(opened: Opened, zone: ZoneResult) -> _Package:
    chosen = zone.headline or zone.closest
    if chosen is None:
        raise NoAnswer(
            f"{opened.case.case}: red lines and rules leave no package to carry out; put one "
            "together on the draft table"
        )
    source: Source = "robust" if zone.headline else "closest"
    return _Package(tuple(chosen.package.items()), source, ())


def _asked(request: Request) -> list[tuple[str, str]]:
    """Return what an address asks, with the move that a button stands for made."""
    kept = [
        (key, value)
        for key, value in request.query_params.multi_items()
        if key == "package" or key.startswith((FIELD, _BREAKER))
    ]
    order = _order(request)
    return [*kept, ("order", ",".join(order))] if order else kept


def _order(request: Request) -> tuple[str, ...]:
    """Return the order that an address asks for, moved as a button says."""
    way, _, act = request.query_params.get("move", "").partition(".")
    line = request.query_params.get("shown" if act else "order", "").split(",")[:_MOST]
    if act in line:
        k = line.index(act)
        other = k + (1 if way == "down" else -1)
        if 0 <= other < len(line):
            line[k], line[other] = line[other], line[k]
    return tuple(key for key in line if key)


def _breakers(request: Request) -> tuple[tuple[int, str], ...] | None:
    given = [
        (int(number) - 1, value)
        for key, value in request.query_params.multi_items()
        if key.startswith(_BREAKER) and (number := key.removeprefix(_BREAKER)[:4]).isdecimal()
    ]
    return tuple(given) or None


async def _ordered(request: Request, opened: Opened, package: _Package) -> Ordered:
    work: Work = request.app.state.work
    found: Ordered = await work.quick(
        ordered, opened.asked, package=package.options, source=package.source,
        order=_order(request), breakers=_breakers(request),
    )  # fmt: skip
    return found


async def _values(request: Request, opened: Opened, package: _Package) -> dict[str, Any]:
    """Return what the part shows."""
    try:
        asked = await _ordered(request, opened, package)
    except NoAnswer as reason:
        return {"reason": str(reason), "query": urlencode(package.query)}
    it = asked.found
    words = Lexicon(opened.case)
    moved = it.order != it.least.order
    query = list(package.query)
    if asked.taken != asked.own:
        query += [(f"{_BREAKER}{k}", kind or "none") for k, kind in enumerate(asked.taken, 1)]
    state = [*query, *([("order", ",".join(it.order))] if moved else [])]
    options = [(FIELD + issue, option) for issue, option in package.options]
    file = [("source", package.source), *options, *state[len(package.query) :]]
    return {
        "reason": "",
        "it": it,
        "words": words,
        "rows": _rows(words, asked),
        "circles": [
            (circle, set(usable(circle)), section, _claims(circle.waits))
            for circle, section in zip(it.circles, circle_sections(opened.file, it), strict=True)
        ],
        "taken": asked.taken,
        "sections": arrangement_sections(opened.file, it),
        "moved": moved or asked.taken != asked.own,
        "query": urlencode(state),
        "package_query": package.query,
        "order": ",".join(it.order) if moved else "",
        "shown": ",".join(it.order),
        "file_query": urlencode(file),
    }


def _rows(words: Lexicon, asked: Ordered) -> list[dict[str, Any]]:
    """Return the acts in their order, each with what there is to say of it."""
    it, result = asked.found, asked.found.result
    performers = {step.id: step.by for step in it.steps}
    slots = {slot.act: slot for slot in result.schedule} if result else {}
    plan = result.commitment.plan if result else ()
    gains = {entry.act: entry for entry in plan if entry.act is not None}
    broken: dict[Any, dict[str, None]] = {}
    for entry in it.breaches:
        who = "" if entry.wait.party is None else words.label(entry.wait.party)
        broken.setdefault(entry.act, {})[who] = None
    return [
        {
            "id": key,
            "label": act_label(it, act),
            "by": [
                plain(words.who(party))
                for party in dict.fromkeys(p for step in steps_of(act) for p in performers[step])
            ],
            "slot": slots.get(act),
            "prefix": gains.get(act),
            "broken": list(broken.get(act, ())),
        }
        for key, act in zip(it.order, it.acts, strict=True)
    ]


def _claims(waits: tuple[Wait, ...]) -> list[str]:
    """Return the ids of the claims behind some waits."""
    return list(dict.fromkeys(key for each in waits for one in each.every for key in one.claims))


ROUTES = [
    Route("/case/{key}/order", show),
    Route("/case/{key}/order/plan", plan),
    Route("/case/{key}/order/table.csv", table),
    Route("/case/{key}/order/dates.ics", dates),
]
