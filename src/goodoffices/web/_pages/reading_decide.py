"""What is decided about proposals: accepted, mended, rejected, put into the case, taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from goodoffices.case import (
    CaseError,
    Conflict,
    GoodofficesError,
    NoAnswer,
    merge_texts,
    read_bounded,
    read_version,
    restore_version,
    save_case,
    versions,
)
from goodoffices.reading import Proposal, store, with_needs
from goodoffices.web._asked import digest
from goodoffices.web._folder import make_folder
from goodoffices.web._mending import Item, parsed
from goodoffices.web._pages._desk import Desk, desk_of
from goodoffices.web._pages.reading import begun, here, number_of, shown, undoable
from goodoffices.web._read_answers import DOCUMENTS, Proposed, added, as_text, checked
from goodoffices.web._readings import Added
from goodoffices.web._render import page
from goodoffices.web._work import Work

__all__ = ["ROUTES"]

_ANSWERS = {"accepted", "rejected", "open"}


async def decide(request: Request) -> Response:
    """Accept or reject a proposal, or leave it open again."""
    desk, result, sent = await _asked(request)
    if result is None:
        return _again(request, desk, sent)
    item = _item(desk, result, sent)
    answer = sent.get("answer", "")
    if answer not in _ANSWERS:
        raise HTTPException(400)
    faults: list[str] = []
    if answer == "accepted":
        faults = await _faults(request, desk, result, item.key)
    if not faults:
        note = partial(desk.each.decide, request.app.state.who, item.key, answer)
        desk = replace(desk, each=await run_in_threadpool(note))
    return await _told(request, desk, result, sent, faults)


async def mend(request: Request) -> Response:
    """Change fields of a proposal, and look at once whether it could be put into the case so."""
    desk, result, sent = await _asked(request)
    if result is None:
        return _again(request, desk, sent)
    item = _item(desk, result, sent)
    who: str = request.app.state.who
    try:
        fields = parsed(item.made, desk.opened.case, sent)
    except NoAnswer as error:
        return await _told(request, desk, result, sent, [str(error)])
    each = await run_in_threadpool(partial(desk.each.mend, who, item.key, fields))
    desk = replace(desk, each=each)
    faults = await _faults(request, desk, result, item.key)
    answer = "open" if faults else "accepted" if "accept" in sent else item.answer
    if answer != item.answer:
        each = await run_in_threadpool(partial(desk.each.decide, who, item.key, answer))
        desk = replace(desk, each=each)
    return await _told(request, desk, result, sent, faults)


async def put_in(request: Request) -> Response:
    """Put what is accepted into the case, as it is by now."""
    desk, result, sent = await _asked(request)
    where = here(desk.opened, desk.each.name)
    if result is None:
        return RedirectResponse(where, 303)
    kept, left = _kept(desk.items(result))
    if not kept:
        return RedirectResponse(f"{where}?said=nothing&left={left}", 303)
    asked = desk.opened.asked
    work: Work = request.app.state.work
    after: bytes = await work.quick(added, asked, data=asked.data, proposals=as_text(kept))
    merged = await run_in_threadpool(_save, request.app.state.who, desk, result, kept, after)
    merged = merged or sent.get("sha", asked.sha256) != asked.sha256
    return RedirectResponse(f"{where}?said={'merged' if merged else 'added'}&left={left}", 303)


async def take_back(request: Request) -> Response:
    """Take what was put into the case last out of it again, and leave what came since."""
    desk = await desk_of(request)
    await run_in_threadpool(_take_back, request.app.state.who, desk)
    return RedirectResponse(here(desk.opened, desk.each.name) + "?said=taken-back", 303)


async def _asked(request: Request) -> tuple[Desk, Proposed | None, dict[str, str]]:
    """Return the document, what it would add where that is known, and what was sent."""
    desk = await desk_of(request)
    async with request.form(max_files=0, max_fields=40) as form:
        sent = {key: value for key, value in form.items() if isinstance(value, str)}
    job = begun(request, desk)
    return desk, job.result if job.state == "done" else None, sent


def _again(request: Request, desk: Desk, sent: dict[str, str]) -> Response:
    """Show the page anew: the case has changed, so that what could be added is not known yet."""
    where = f"{here(desk.opened, desk.each.name)}?page={number_of(sent.get('page'))}"
    if request.headers.get("hx-request") == "true":
        return Response(status_code=204, headers={"HX-Redirect": where})
    return RedirectResponse(where, 303)


def _item(desk: Desk, result: Proposed, sent: dict[str, str]) -> Item:
    found = next((item for item in desk.items(result) if item.key == sent.get("key")), None)
    if found is None:
        raise HTTPException(404)
    return found


async def _told(
    request: Request, desk: Desk, result: Proposed, sent: dict[str, str], faults: Sequence[str]
) -> Response:
    """Return the card that was decided on, and whatever changes with it; or the page."""
    number, key = number_of(sent.get("page")), sent["key"]
    if request.headers.get("hx-request") != "true" and not faults:
        where = f"{here(desk.opened, desk.each.name)}?page={number}#p-{key}"
        return RedirectResponse(where, 303)
    values = await shown(desk, result, number)
    more: dict[str, Any] = {"fault_key": key, "faults": faults}
    if request.headers.get("hx-request") != "true":
        return page(
            request, "reading_work.html", status=422, opened=desk.opened, each=desk.each,
            number=number, notice="", left=0, **values, **more,
        )  # fmt: skip
    card = values["sheet"].card(key)
    if card is None:
        raise HTTPException(404)
    hanging = [
        each
        for row in values["sheet"].rows
        for each in row.cards
        if each.item and card.item and card.item.proposal.id in each.item.proposal.needs
    ]
    return page(
        request, "part_decided.html", opened=desk.opened, each=desk.each, card=card,
        hanging=hanging, **values, **more,
    )  # fmt: skip


def _kept(items: Sequence[Item], also: str = "") -> tuple[tuple[Proposal, ...], int]:
    """Return what is accepted and what comes along, and how many lack something and stay out."""
    accepted = {item.proposal.id for item in items if item.answer == "accepted" or item.key == also}
    kept, vain = with_needs([item.proposal for item in items], accepted)
    return kept, len(vain)


async def _faults(request: Request, desk: Desk, result: Proposed, key: str) -> list[str]:
    """Return why a proposal cannot be put into the case beside what is accepted."""
    items = desk.items(result)
    item = next(each for each in items if each.key == key)
    if item.proposal.missing:
        return [f"fill in first: {', '.join(item.proposal.missing)}"]
    work: Work = request.app.state.work
    asked = desk.opened.asked
    kept, _ = _kept(items, key)
    try:
        await work.quick(checked, asked, data=asked.data, proposals=as_text(kept))
    except CaseError as error:
        # The lines would be those of a file that nobody has yet.
        return [f"{each.where}: {each.message}" for each in error.problems[:20]]
    except GoodofficesError as error:
        return [str(error)]
    return []


def _save(who: str, desk: Desk, result: Proposed, kept: Sequence[Proposal], after: bytes) -> bool:
    """Keep the text beside the case and write the case; return whether it had to be merged.

    Raises
    ------
    Conflict
        If the file changed at this very moment, and the two versions do not go together.
    OutputError, ReadingError
        If something cannot be written.
    """
    asked, path = desk.opened.asked, desk.opened.entry.path
    if desk.each.source is None:
        folder = path.resolve().parent / DOCUMENTS
        make_folder(folder)
        store(result.reading.document, folder)
    count = Counter(each.kind for each in kept)
    parts = ", ".join(f"{kind} {number}" for kind, number in count.items())
    what = f"additions from {desk.each.title}: {parts}"

    def write(data: bytes, before: str) -> None:
        # Noted before it is done: what a crash keeps from being written is in no version.
        desk.each.add(who, Added(before, digest(data), what))
        save_case(path, data, expected_sha256=before, who=who, what=what)

    try:
        write(after, asked.sha256)
    except Conflict as conflict:
        if conflict.theirs is None or conflict.sha256 is None:
            raise
        both = merge_texts(asked.data, after, conflict.theirs, asked.name)
        if both.data is None or both.clashes:
            raise
        write(both.data, conflict.sha256)
        return True
    return False


def _take_back(who: str, desk: Desk) -> None:
    path, name = desk.opened.entry.path, desk.opened.asked.name
    last = undoable(desk)
    if last is None:
        raise NoAnswer("there is nothing to take back")
    numbers = {each.sha256: each.number for each in versions(path)}
    if last.before not in numbers:
        raise NoAnswer(f"{name}: the version before is not kept, so that nothing is taken back")
    now = read_bounded(path, name)
    sha = digest(now)
    if sha == last.after:
        restore_version(path, numbers[last.before], expected_sha256=sha, who=who)
    else:
        before = read_version(path, numbers[last.before])
        after = read_version(path, numbers[last.after])
        both = merge_texts(after, before, now, name)
        if both.data is None or both.clashes:
            places = [" / ".join(clash.path) for clash in both.clashes]
            reasons = places + [problem.text(name) for problem in both.problems]
            raise NoAnswer(
                f"{name} has been worked on since, and what was put in cannot be taken out without "
                f"touching that: {'; '.join(reasons[:5])}"
            )
        save_case(path, both.data, expected_sha256=sha, who=who, what=f"taken back: {last.what}")
    desk.each.take_back(who, last)


ROUTES = [
    Route("/case/{key}/reading/{name}/decide", decide, methods=["POST"]),
    Route("/case/{key}/reading/{name}/mend", mend, methods=["POST"]),
    Route("/case/{key}/reading/{name}/put-in", put_in, methods=["POST"]),
    Route("/case/{key}/reading/{name}/take-back", take_back, methods=["POST"]),
]
