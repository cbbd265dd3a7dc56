"""Reading: a document is dropped, its text frozen beside the case, and what it would add shown."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from goodoffices.brief import CLAIM_KINDS
from goodoffices.case import GoodofficesError, read_bounded, versions, write_atomic
from goodoffices.reading import FLAGS, document_from_text, source_texts
from goodoffices.web._guard import LIMIT
from goodoffices.web._mending import Item, fields_of, parsed
from goodoffices.web._pages._desk import Desk, Sheet, desk_of, readings_of, sheet_of
from goodoffices.web._pages._long import long_part
from goodoffices.web._pages._opened import Opened, open_case
from goodoffices.web._read_answers import DOCUMENTS, Proposed, frozen, proposed
from goodoffices.web._readings import Added
from goodoffices.web._render import address, page
from goodoffices.web._work import Job, Work

__all__ = ["ROUTES", "begun", "here", "number_of", "shown"]

_FILES = 20
"""Documents dropped at a time."""
_ENDINGS = ".txt,.text,.md,.markdown,.html,.htm,.xhtml,.pdf,.docx"


async def start(request: Request) -> Response:
    """Show where documents are dropped, those in work, and the texts that the case has."""
    return await _start(request, await open_case(request))


async def drop(request: Request) -> Response:
    """Freeze the texts of documents, and take them in."""
    opened = await open_case(request)
    if not opened.entry.ours:
        return RedirectResponse(_home(opened), 303)
    made: list[str] = []
    problems: list[str] = []
    async with request.form(max_files=_FILES, max_fields=4) as form:
        sent = [each for each in form.getlist("file") if isinstance(each, UploadFile)]
        for each in sent:
            if not each.filename:
                continue
            try:
                made.append(await _take_in(request, opened, each))
            except GoodofficesError as error:
                problems.append(str(error))
    if not problems and not made:
        raise HTTPException(400)
    if problems:
        return await _start(request, opened, problems)
    where = here(opened, made[0]) if len(made) == 1 else _home(opened) + "#in-work"
    return RedirectResponse(where, 303)


async def take(request: Request) -> Response:
    """Take in a text that is stored beside the case already."""
    opened = await open_case(request)
    if not opened.entry.ours:
        return RedirectResponse(_home(opened), 303)
    async with request.form(max_files=0, max_fields=4) as form:
        source = str(form.get("source", ""))
    texts = await run_in_threadpool(source_texts, opened.file)
    if source not in texts:
        raise HTTPException(404)
    file, text = texts[source]
    known = next(each for each in opened.case.sources if each.id == source)
    document = document_from_text(text, PurePosixPath(file).name)
    day = known.date.first.isoformat()
    begin = partial(
        readings_of(request, opened.entry).begin, request.app.state.who, document,
        source=source, details={"date": day},
    )  # fmt: skip
    each = await run_in_threadpool(begin)
    return RedirectResponse(here(opened, each.name), 303)


async def work(request: Request) -> Response:
    """Show a document: its words highlighted, and what it would add beside them."""
    desk = await desk_of(request)
    job = begun(request, desk)
    number = number_of(request.query_params.get("page"))
    values: dict[str, Any] = {"sheet": None}
    if job.state == "done":
        values = await shown(desk, job.result, number)
    said = request.query_params.get("said", "")
    return page(
        request, "reading_work.html", opened=desk.opened, each=desk.each, number=number,
        notice=said if said in _SAID else "",
        left=number_of(request.query_params.get("left"), 0), **values,
    )  # fmt: skip


async def text(request: Request) -> Response:
    """Show the text of a document once it has been read."""
    desk = await desk_of(request)
    number = number_of(request.query_params.get("page"))
    # How it is shown waits for files, so that it is made before and put in where it is asked for.
    job = begun(request, desk)
    made = await shown(desk, job.result, number) if job.state == "done" else None

    def show(_result: Proposed) -> Response:
        return page(
            request, "part_reading.html", opened=desk.opened, each=desk.each, **(made or {})
        )

    if job.state == "done" and made is not None:
        return show(job.result)
    return await long_part(request, proposed, desk.opened.asked, show=show, text=desk.each.frozen)


async def describe(request: Request) -> Response:
    """Note what is said of the source."""
    desk = await desk_of(request)
    job = begun(request, desk)
    async with request.form(max_files=0, max_fields=40) as form:
        sent = {key: value for key, value in form.items() if isinstance(value, str)}
    if job.state == "done":
        source = _source(desk, job.result)
        if source is not None:
            details = {**desk.each.details, **parsed(source.proposal, desk.opened.case, sent)}
            describing = partial(desk.each.describe, request.app.state.who, details)
            await run_in_threadpool(describing)
    return RedirectResponse(here(desk.opened, desk.each.name) + "?said=described", 303)


async def put_away(request: Request) -> Response:
    """Take a document out of work."""
    desk = await desk_of(request)
    await run_in_threadpool(desk.readings.put_away, desk.each)
    return RedirectResponse(_home(desk.opened) + "#in-work", 303)


def begun(request: Request, desk: Desk) -> Job:
    """Return the job of reading a document, which is begun unless it is under way or done."""
    work: Work = request.app.state.work
    return work.start(proposed, desk.opened.asked, text=desk.each.frozen)


async def shown(desk: Desk, result: Proposed, number: int) -> dict[str, Any]:
    """Return what the part with the text shows."""
    return await run_in_threadpool(_shown, desk, result, number)


def _shown(desk: Desk, result: Proposed, number: int) -> dict[str, Any]:
    sheet: Sheet = sheet_of(desk, result, number)
    source = _source(desk, result)
    case = desk.opened.case
    ids = [*(each.id for each in case.parties), *(each.id for each in case.actors)]
    ids += [
        str(item.entry["id"])
        for item in result.proposals
        if item.kind in ("actor", "party") and isinstance(item.entry, Mapping)
    ]
    return {
        "sheet": sheet,
        "source": source,
        "source_fields": fields_of(source.proposal, case) if source else (),
        "fields_of": lambda item: fields_of(item.proposal, case),
        "ids": ids,
        "kinds": CLAIM_KINDS,
        "flags": [FLAGS.get(flag, flag) for flag in result.reading.flags],
        "undoable": undoable(desk),
        "sha": desk.opened.asked.sha256,
    }


def undoable(desk: Desk) -> Added | None:
    """Return what was put into the case last and can be taken back."""
    if not desk.each.added:
        return None
    kept = {each.sha256 for each in versions(desk.opened.entry.path)}
    # What a crash kept from being written was noted, and is in no version.
    return next((each for each in reversed(desk.each.added) if each.after in kept), None)


def here(opened: Opened, name: str) -> str:
    """Return the address of a document in work."""
    return address("case", opened.entry.key, "reading", name)


def number_of(text: str | None, otherwise: int = 1) -> int:
    """Return a number that an address holds, such as that of a page."""
    return int(text) if text and text.isdecimal() and len(text) < 7 else otherwise


_SAID = {"added", "merged", "taken-back", "nothing", "described"}


def _home(opened: Opened) -> str:
    return address("case", opened.entry.key, "reading")


def _source(desk: Desk, result: Proposed) -> Item | None:
    return next((item for item in desk.items(result) if item.proposal.kind == "source"), None)


async def _start(request: Request, opened: Opened, problems: list[str] | None = None) -> Response:
    readings = readings_of(request, opened.entry)
    in_work = await run_in_threadpool(readings.all) if opened.entry.ours else []
    texts = await run_in_threadpool(source_texts, opened.file)
    titles = {source.id: source.title for source in opened.case.sources}
    return page(
        request, "reading.html", status=422 if problems else 200, opened=opened, in_work=in_work,
        texts=[(source, titles[source]) for source in texts], problems=problems or [],
        endings=_ENDINGS, limit=LIMIT // 1_000_000,
    )  # fmt: skip


async def _take_in(request: Request, opened: Opened, sent: UploadFile) -> str:
    """Freeze the text of one file in another process, which can be stopped, and take it in."""
    name = _name(sent.filename or "")
    readings = readings_of(request, opened.entry)
    with tempfile.TemporaryDirectory(prefix="goodoffices-") as folder:
        # The name of the file decides nothing but how it is read.
        path = Path(folder) / f"dropped{PurePosixPath(name).suffix.lower()[:12]}"
        into = Path(folder) / "frozen"
        await run_in_threadpool(write_atomic, path, await sent.read(LIMIT + 1))
        work: Work = request.app.state.work
        kind, day = await work.quick(frozen, opened.asked, path=path, into=into, name=name)

        def begin() -> str:
            data = read_bounded(into, name, LIMIT)
            document = document_from_text(data.decode(), name, kind=kind)
            taken = _stored_elsewise(opened.entry.path.resolve().parent / DOCUMENTS, data)
            details = {"date": day} if day else {}
            who: str = request.app.state.who
            return readings.begin(who, document, taken=taken, details=details).name

        return await run_in_threadpool(begin)


def _stored_elsewise(documents: Path, data: bytes) -> list[str]:
    """Return the names under which other texts are stored."""
    if not documents.is_dir():
        return []
    return [
        path.name
        for path in documents.iterdir()
        if not (path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data)
    ]


def _name(sent: str) -> str:
    """Return the name of a file as it is shown: its last part, with nothing invisible."""
    last = sent.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    stem, dot, ending = " ".join(kept.split()).rpartition(".")
    return f"{stem[:100]}{dot}{ending[:12]}" if stem else f"{ending[:100]}"


ROUTES = [
    Route("/case/{key}/reading", start),
    Route("/case/{key}/reading/drop", drop, methods=["POST"]),
    Route("/case/{key}/reading/take", take, methods=["POST"]),
    Route("/case/{key}/reading/{name}", work),
    Route("/case/{key}/reading/{name}/text", text),
    Route("/case/{key}/reading/{name}/source", describe, methods=["POST"]),
    Route("/case/{key}/reading/{name}/put-away", put_away, methods=["POST"]),
]
