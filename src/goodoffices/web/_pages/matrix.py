"""The case as a matrix of issues and parties: each cell, row and column opened and edited."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.brief import Lexicon, describe_positions, ladder_sections
from goodoffices.case import CaseError, Problem, edit_case, taxonomy
from goodoffices.web._answers import Tried, glanced, tried
from goodoffices.web._fields import Fields
from goodoffices.web._forms import At, Form, form_at
from goodoffices.web._pages._commit import Base, base_of, commit, ours, sent_fields, told
from goodoffices.web._pages._opened import Opened, entry_of, open_case
from goodoffices.web._render import address, page
from goodoffices.web._saving import Pending
from goodoffices.web._work import Work

__all__ = ["ROUTES"]


async def matrix(request: Request) -> Response:
    """Show the matrix, with nothing opened."""
    opened = await open_case(request)
    return await run_in_threadpool(_page, request, opened, None)


async def ladder(request: Request) -> Response:
    """Show the issue ladder."""
    opened = await open_case(request)
    work: Work = request.app.state.work
    sections = ladder_sections(opened.file, await work.quick(glanced, opened.asked))
    return page(request, "part_sections.html", opened=opened, sections=sections)


async def look(request: Request) -> Response:
    """Show a cell, a row's head or a column's, as a part or within the matrix."""
    opened = await open_case(request)
    form = await run_in_threadpool(form_at, opened.file, _at(request))
    if form is None:
        raise HTTPException(404)
    headers = request.headers
    # On the way back the browser asks for the whole page, by the same means.
    part = headers.get("hx-request") == "true" and "hx-history-restore-request" not in headers
    if part:
        return await run_in_threadpool(_part, request, opened, form)
    return await run_in_threadpool(_page, request, opened, form)


async def change(request: Request) -> Response:
    """Save what was typed into a form."""
    entry = ours(await entry_of(request))
    sent = await sent_fields(request)
    base = await base_of(request, entry, sent)
    at = _at(request)
    form = await run_in_threadpool(_form, base, at)
    typed = form if "remove" in sent else form.filled(sent)

    def refused(problems: tuple[Problem, ...]) -> Response:
        return _page(request, opened, typed, status=422, problems=problems, base=base)

    try:
        opened = await open_case(request)
    except CaseError as error:
        # Broken by hand meanwhile: what was typed stays, over the version that it was made from.
        opened = Opened(entry, base.asked, await run_in_threadpool(base.asked.file))
        broken = "the file was changed meanwhile and is broken, mend it first"
        said = [f"{broken}: {each.text(error.file)}" for each in error.problems]
        return await run_in_threadpool(refused, tuple(Problem(None, None, "", e) for e in said))
    if not base.known:
        differs = sorted(form.changed(sent))
        return await run_in_threadpool(
            _page, request, opened, form.filled(sent), status=409, unknown=differs
        )
    try:
        mine = await run_in_threadpool(_edited, base, form, sent)
    except CaseError as error:
        return await run_in_threadpool(refused, error.problems)

    def unmerged(pending: Pending) -> Response:
        asked = replace(opened.asked, data=pending.theirs)
        now = Opened(entry, asked, asked.file())
        # Only what was typed comes over the file as it is now; the rest is theirs.
        filled = (form_at(now.file, at) or form).filled(form.changed(sent))
        return _page(request, now, filled, status=409, problems=pending.problems)

    return await commit(
        request, entry, base, mine, sent, there=address("case", entry.key, "matrix", *at.parts),
        unmerged=unmerged, refused=refused,
    )  # fmt: skip


async def verdict(request: Request) -> Response:
    """Judge what was typed so far, and save nothing."""
    entry = ours(await entry_of(request))
    sent = await sent_fields(request)
    base = await base_of(request, entry, sent)
    at = _at(request)
    form = (await run_in_threadpool(_form, base, at)).filled(sent)
    work: Work = request.app.state.work
    found: Tried = await work.once(tried, base.asked, form.edits(sent), at.place)
    wrong, others = form.placed(found.problems)
    return page(request, "part_verdict.html", found=found, wrong=wrong, others=others)


def _part(request: Request, opened: Opened, form: Form) -> Response:
    response = page(request, "part_form.html", **_shown(request, opened, form))
    response.headers["Vary"] = "Cookie, Accept-Language, HX-Request"
    return response


def _at(request: Request) -> At:
    names = request.path_params
    party, issue = names.get("party", ""), names.get("issue", "")
    return At("cell" if party and issue else "party" if party else "issue", party, issue)


def _form(base: Base, at: At) -> Form:
    form = form_at(base.asked.file(), at)
    if form is None:
        raise HTTPException(404)
    return form


def _edited(base: Base, form: Form, sent: Fields) -> bytes:
    edits = form.edits(sent)
    return edit_case(base.asked.data, edits, base.asked.name) if edits else base.asked.data


def _page(
    request: Request,
    opened: Opened,
    form: Form | None,
    *,
    status: int = 200,
    problems: tuple[Problem, ...] = (),
    base: Base | None = None,
    unknown: list[str] | None = None,
) -> Response:
    case = opened.case
    words = Lexicon(case)
    parties = sorted(case.parties, key=lambda party: words.signs[party.id])
    shown = _shown(request, opened, form, problems=problems, base=base, unknown=unknown)
    return page(
        request, "matrix.html", status=status, case=case, parties=parties,
        cells=describe_positions(case), **shown,
    )  # fmt: skip


def _shown(
    request: Request,
    opened: Opened,
    form: Form | None,
    *,
    problems: tuple[Problem, ...] = (),
    base: Base | None = None,
    unknown: list[str] | None = None,
) -> dict[str, Any]:
    case = opened.case
    asked = base.asked if base else opened.asked
    request.app.state.past.keep(asked.data)
    wrong, others = form.placed(problems) if form else ({}, ())
    parts = form.at.parts if form else ()
    return {
        **told(request, opened.entry, opened.asked.sha256,
               here=address("case", opened.entry.key, "matrix", *parts)),
        "opened": opened,
        "form": form,
        "made_from": base.sha256 if base else opened.asked.sha256,
        "wrong": wrong,
        "others": others,
        "unknown": unknown,
        "words": Lexicon(case),
        "issue": next((each for each in case.issues if form and each.id == form.at.issue), None),
        "party": next((each for each in case.parties if form and each.id == form.at.party), None),
        "ledger": case.claims,
        "claims": {claim.id: claim for claim in case.claims},
        "sources": {source.id: source for source in case.sources},
        "speakers": {each.id: each.name for each in case.actors}
        | {each.id: each.name for each in case.parties},
        "areas": {key: area.label for key, area in taxonomy().areas.items()},
    }  # fmt: skip


_CELL, _ISSUE, _PARTY = "/cell/{party}/{issue}", "/issue/{issue}", "/party/{party}"

ROUTES = [
    Route("/case/{key}/matrix", matrix),
    Route("/case/{key}/matrix/ladder", ladder),
    *(
        route
        for at in (_CELL, _ISSUE, _PARTY)
        for route in (
            Route(f"/case/{{key}}/matrix{at}", look),
            Route(f"/case/{{key}}/matrix{at}", change, methods=["POST"]),
            Route(f"/case/{{key}}/check{at}", verdict, methods=["POST"]),
        )
    ),
]
