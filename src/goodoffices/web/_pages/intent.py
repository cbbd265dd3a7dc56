"""What the mediator and the delegations may be after, with items of evidence switched off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.brief import Lexicon, Names, intent_sections
from goodoffices.case import NoAnswer
from goodoffices.intent import HypothesisResult, IntentResult, ItemResult, MediatorResult
from goodoffices.web._answers import inferred
from goodoffices.web._asked import Asked
from goodoffices.web._pages._opened import Opened, open_case
from goodoffices.web._render import address, page
from goodoffices.web._work import Work

__all__ = ["ROUTES"]


@dataclass(frozen=True, slots=True)
class _Standing:
    """A hypothesis as it was with all the evidence, and as it is without what is switched off."""

    was: HypothesisResult
    was_rank: int
    now: HypothesisResult
    rank: int


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of evidence as it was, and as it counts now; `now` is None for one switched off."""

    was: ItemResult
    now: ItemResult | None
    between: float | None
    """What it says for the best hypothesis against its rival, in powers of ten."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """One mediator: hypotheses and items, as they were and as they are."""

    was: MediatorResult
    now: MediatorResult
    names: Names
    standings: tuple[_Standing, ...]
    items: tuple[_Item, ...]


async def intent(request: Request) -> Response:
    """Show the hypotheses, the matrix with its switches, and the answer in full."""
    opened, values = await _weigh(request)
    return page(request, "intent.html", opened=opened, case=opened.case, **values)


async def weighed(request: Request) -> Response:
    """Show the same once something has been switched; the address of the page follows."""
    opened, values = await _weigh(request)
    response = page(request, "part_weighed.html", opened=opened, case=opened.case, **values)
    query = urlencode([("off", item) for item in values["off"]])
    here = address("case", opened.entry.key, "intent")
    response.headers["HX-Replace-Url"] = here + (f"?{query}" if query else "")
    return response


async def _weigh(request: Request) -> tuple[Opened, dict[str, Any]]:
    opened = await open_case(request)
    work: Work = request.app.state.work
    asked = opened.asked
    known = {item.id for item in opened.case.evidence}
    off = tuple(key for key in dict.fromkeys(request.query_params.getlist("off")) if key in known)
    try:
        was: IntentResult = await work.quick(inferred, asked)
    except NoAnswer as error:
        # A page all the same: it says what the case would need.
        return opened, {"off": (), "found": (), "sections": (), "refused": str(error)}
    now, file = was, opened.file
    if off:
        settings = tuple((f"evidence[{key}]", "null") for key in off)
        without = Asked(asked.name, asked.path, asked.data, settings=settings)
        now = await work.quick(inferred, without)
        file = await run_in_threadpool(without.file)
    return opened, {
        "off": off,
        "found": tuple(
            _Weighed(a, b, Names(opened.case, a), _standings(a, b), _items(a, b))
            for a, b in zip(was.mediators, now.mediators, strict=True)
        ),
        "sections": intent_sections(file, now),
        "refused": "",
        "words": Lexicon(opened.case),
    }


def _standings(was: MediatorResult, now: MediatorResult) -> tuple[_Standing, ...]:
    before, after = _ranks(was), _ranks(now)
    found = [
        _Standing(h, before[h.id], current, after[h.id])
        for h, current in zip(was.hypotheses, now.hypotheses, strict=True)
    ]
    return tuple(sorted(found, key=lambda it: it.rank))


def _ranks(result: MediatorResult) -> dict[str, int]:
    ordered = sorted(result.hypotheses, key=lambda h: (-round(h.posterior.value, 12), h.id))
    return {h.id: rank for rank, h in enumerate(ordered, 1)}


def _items(was: MediatorResult, now: MediatorResult) -> tuple[_Item, ...]:
    """Return the items, most telling first as they were, so that none moves when switched."""
    after = {item.id: item for item in now.items}
    ranked = sorted(was.items, key=lambda item: (-round(item.bits * item.weight, 12), item.id))
    return tuple(
        _Item(item, after.get(item.id), _between(after.get(item.id), now)) for item in ranked
    )


def _between(item: ItemResult | None, result: MediatorResult) -> float | None:
    if item is None:
        return None
    best, rival = item.log10[result.best], item.log10[result.rival]
    return None if best is None or rival is None else best - rival


ROUTES = [
    Route("/case/{key}/intent", intent),
    Route("/case/{key}/intent/weighed", weighed),
]
