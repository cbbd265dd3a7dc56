"""The history of a case: its versions, their differences, and the way back; undo and redo."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from goodoffices.brief import describe_changes
from goodoffices.case import (
    Case,
    CaseError,
    Conflict,
    OutputError,
    Saved,
    Version,
    parse_case,
    read_version,
    restore_version,
)
from goodoffices.case import versions as versions_of
from goodoffices.web._folder import Entry
from goodoffices.web._pages._commit import ours, sent_fields, told
from goodoffices.web._pages._opened import entry_of, open_case
from goodoffices.web._past import Past
from goodoffices.web._render import address, page

__all__ = ["ROUTES"]

_MOST = 500
"""Versions listed, the newest first."""
_DIGITS = 8
"""Digits of the number of a version."""


@dataclass(frozen=True, slots=True)
class _Differs:
    """What differs between two versions.

    Parameters
    ----------
    one, other
        Their numbers.
    changes
        Sentences; none where only layout or comments differ.
    problem
        Why that cannot be said.
    """

    one: int
    other: int
    changes: tuple[str, ...] = ()
    problem: str = ""


async def history(request: Request) -> Response:
    """Show the versions, and what differs between two of them."""
    opened = await open_case(request)
    entry = opened.entry
    found: tuple[Version, ...] = ()
    problem = ""
    try:
        found = await run_in_threadpool(versions_of, entry.path) if entry.ours else ()
    except OutputError as error:
        problem = str(error)
    asked = [request.query_params.get(name, "") for name in ("from", "to")]
    differs = None
    if all(map(_is_number, asked)):
        differs = await run_in_threadpool(_differs, entry, int(asked[0]), int(asked[1]))
    request.app.state.past.keep(opened.asked.data)
    more = await run_in_threadpool(
        told, request, entry, opened.asked.sha256, here=address("case", entry.key, "history")
    )
    return page(
        request, "history.html", opened=opened, versions=found[: -_MOST - 1 : -1],
        older=max(0, len(found) - _MOST), differs=differs, problem=problem, **more,
    )  # fmt: skip


async def restore(request: Request) -> Response:
    """Make an old version the newest."""
    entry = ours(await entry_of(request))
    sent = await sent_fields(request)
    now = next(iter(sent.get("sha", ())), "")
    number = request.path_params["number"]
    if not _is_number(number):
        raise HTTPException(404)
    here = address("case", entry.key, "history")
    try:
        saved = await run_in_threadpool(
            restore_version, entry.path, int(number), expected_sha256=now,
            who=request.app.state.who,
        )  # fmt: skip
    except Conflict:
        return RedirectResponse(f"{here}?changed=1", 303)
    said = "same=1" if saved.sha256 == now else _said("restored", saved)
    return RedirectResponse(f"{here}?{said}", 303)


async def undo(request: Request) -> Response:
    """Take the last change back."""
    return await _step(request, back=True)


async def redo(request: Request) -> Response:
    """Make a change that was taken back again."""
    return await _step(request, back=False)


async def _step(request: Request, *, back: bool) -> Response:
    entry = ours(await entry_of(request))
    sent = await sent_fields(request)
    past: Past = request.app.state.past
    here, now = (next(iter(sent.get(name, ())), "") for name in ("here", "sha"))
    if not here.startswith(address("case", entry.key, "")):
        here = address("case", entry.key, "matrix")
    here = here.partition("?")[0]
    try:
        saved = await run_in_threadpool(
            past.step, entry.path, now, request.app.state.who, back=back
        )
    except Conflict:
        return RedirectResponse(f"{here}?changed=1", 303)
    said = "nothing=1" if saved is None else _said("undone" if back else "redone", saved)
    return RedirectResponse(f"{here}?{said}", 303)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS


def _said(kind: str, saved: Saved) -> str:
    return f"{kind}=1" + ("&unkept=1" if saved.unkept else "")


def _differs(entry: Entry, one: int, other: int) -> _Differs:
    try:
        before, after = (_case(entry, number) for number in (one, other))
    except OutputError as error:
        raise HTTPException(404) from error
    except CaseError as error:
        return _Differs(one, other, problem=str(error.problems[0].text(error.file)))
    return _Differs(one, other, describe_changes(before, after))


def _case(entry: Entry, number: int) -> Case:
    return parse_case(read_version(entry.path, number), entry.path.name)[0]


ROUTES = [
    Route("/case/{key}/history", history),
    Route("/case/{key}/history/{number}/restore", restore, methods=["POST"]),
    Route("/case/{key}/undo", undo, methods=["POST"]),
    Route("/case/{key}/redo", redo, methods=["POST"]),
]
