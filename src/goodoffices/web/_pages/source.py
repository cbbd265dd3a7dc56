"""The source text of a case, for what no form covers, and for a case that does not open."""

from __future__ import annotations

import codecs
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.case import CaseError, FileError, Problem, parse_case
from goodoffices.web._answers import Tried, tried
from goodoffices.web._asked import Asked, digest
from goodoffices.web._fields import Fields
from goodoffices.web._folder import Entry
from goodoffices.web._pages._commit import base_of, commit, ours, sent_fields, told
from goodoffices.web._pages._opened import Opened, entry_of
from goodoffices.web._render import address, page
from goodoffices.web._saving import Pending
from goodoffices.web._work import Work

__all__ = ["ROUTES"]


async def text(request: Request) -> Response:
    """Show the text of the file."""
    entry = await entry_of(request)
    asked = await run_in_threadpool(Asked.of, entry)
    return await run_in_threadpool(_page, request, entry, asked, _decoded(asked))


async def change(request: Request) -> Response:
    """Save the text."""
    entry = ours(await entry_of(request))
    sent = await sent_fields(request)
    base = await base_of(request, entry, sent)
    typed = _typed(sent)
    now = await run_in_threadpool(Asked.of, entry)
    if not base.known:
        return await run_in_threadpool(
            _page, request, entry, now, typed, status=409, theirs=now.sha256,
            made_from=base.sha256, known=False,
        )  # fmt: skip
    mine = _encoded(typed, base.asked.data)

    def refused(problems: tuple[Problem, ...]) -> Response:
        return _page(
            request, entry, now, typed, status=422, problems=problems, made_from=base.sha256
        )

    def unmerged(pending: Pending) -> Response:
        return _page(
            request, entry, now, typed, status=409, problems=pending.problems,
            theirs=digest(pending.theirs), made_from=base.sha256,
        )  # fmt: skip

    try:
        await run_in_threadpool(parse_case, mine, entry.path.name)
    except CaseError as error:
        return await run_in_threadpool(refused, error.problems)
    return await commit(
        request, entry, base, mine, sent, there=address("case", entry.key, "source"),
        unmerged=unmerged, refused=refused,
    )  # fmt: skip


async def verdict(request: Request) -> Response:
    """Judge the text as it is typed, and save nothing."""
    entry = ours(await entry_of(request))
    sent = await sent_fields(request)
    base = await base_of(request, entry, sent)
    work: Work = request.app.state.work
    mine = _encoded(_typed(sent), base.asked.data)
    found: Tried = await work.once(tried, base.asked, mine, "")
    return page(request, "part_verdict.html", found=found, wrong={}, others=found.problems)


def _typed(sent: Fields) -> str:
    return next(iter(sent.get("text", ())), "").replace("\r\n", "\n").replace("\r", "\n")


def _decoded(asked: Asked) -> str:
    """Return a text to edit; bytes that are none cannot be edited here.

    Raises
    ------
    FileError
        If the file is no UTF-8 text.
    """
    try:
        decoded = asked.data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        bad = error.object[error.start]
        line = error.object.count(b"\n", 0, error.start) + 1
        message = f"the byte 0x{bad:02x} is not UTF-8; save the file as UTF-8 in an editor"
        raise FileError(asked.name, message, line) from None
    return decoded.replace("\r\n", "\n")


def _encoded(typed: str, base: bytes) -> bytes:
    """Return the bytes of a text, with the line ends and the byte order mark that the file has."""
    if typed == base.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace").replace("\r\n", "\n"):
        return base
    lines = base.count(b"\n")
    if lines and base.count(b"\r\n") == lines:
        typed = typed.replace("\n", "\r\n")
    mark = codecs.BOM_UTF8 if base.startswith(codecs.BOM_UTF8) else b""
    return mark + typed.encode("utf-8", "replace")


def _page(  # noqa: PLR0913  # what there is to say of a text
    request: Request,
    entry: Entry,
    now: Asked,
    typed: str,
    *,
    status: int = 200,
    problems: tuple[Problem, ...] = (),
    made_from: str | None = None,
    theirs: str | None = None,
    known: bool = True,
) -> Response:
    request.app.state.past.keep(now.data)
    opened: Opened | None = None
    try:
        opened = Opened(entry, now, now.file())
    except CaseError as error:
        problems = problems or error.problems
    values: dict[str, Any] = told(
        request, entry, now.sha256, here=address("case", entry.key, "source")
    )
    return page(
        request, "source.html", status=status, layout="case.html" if opened else "base.html",
        opened=opened, entry=entry, text=typed, problems=problems,
        made_from=made_from or now.sha256, theirs=theirs, known=known, **values,
    )  # fmt: skip


ROUTES = [
    Route("/case/{key}/source", text),
    Route("/case/{key}/source", change, methods=["POST"]),
    Route("/case/{key}/check/source", verdict, methods=["POST"]),
]
