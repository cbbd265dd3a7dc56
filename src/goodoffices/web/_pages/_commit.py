"""What every page that changes a case does: read what was sent, save it, say what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goodoffices.case import ABSENT, Absent, Clash, NoAnswer, OutputError, Problem, Version
from goodoffices.case import versions as versions_of
from goodoffices.case.emit import emit, flow
from goodoffices.case.emit import entry as entry_lines
from goodoffices.web._asked import Asked, digest
from goodoffices.web._fields import Fields
from goodoffices.web._folder import Entry
from goodoffices.web._past import Past
from goodoffices.web._render import page
from goodoffices.web._saving import Choices, Done, Pending, save

__all__ = ["Base", "base_of", "commit", "notice", "ours", "sent_fields", "told"]

_FIELDS = 20_000
_PART = 5_500_000
"""Fields of a form, and bytes of one: the text of the longest case, and a little."""

_OWN = ("seen", "choice.", "path.", "overrule")
"""Fields of the page where somebody chooses, which are no part of what is saved."""


@dataclass(frozen=True, slots=True)
class Base:
    """The version that a form was made from.

    Parameters
    ----------
    sha256
        Its hash.
    asked
        The case as it was then, or as it is now where that is not known any more.
    known
        Whether it is known.
    """

    sha256: str
    asked: Asked
    known: bool


async def sent_fields(request: Request) -> Fields:
    """Return the fields that were sent.

    Raises
    ------
    HTTPException
        With 400, if they are no fields of a form.
    """
    async with request.form(max_files=0, max_fields=_FIELDS, max_part_size=_PART) as form:
        fields: dict[str, list[str]] = {}
        for name, text in form.multi_items():
            if isinstance(text, str):
                fields.setdefault(name, []).append(text)
        return {name: tuple(texts) for name, texts in fields.items()}


def ours(entry: Entry) -> Entry:
    """Return an entry that can be changed.

    Raises
    ------
    HTTPException
        With 403, if it is a bundled case.
    """
    if not entry.ours:
        raise HTTPException(403)
    return entry


async def base_of(request: Request, entry: Entry, sent: Fields) -> Base:
    """Return the version that a form was made from."""
    past: Past = request.app.state.past
    asked = await run_in_threadpool(Asked.of, entry)
    # On purpose over what is there: then that is what it is made from.
    sha256 = next(iter(sent.get("overrule") or sent.get("sha", ())), "")
    if sha256 == asked.sha256:
        past.keep(asked.data)
        return Base(sha256, asked, known=True)
    data = await run_in_threadpool(past.bytes_of, entry.path, sha256)
    if data is None:
        return Base(sha256, asked, known=False)
    return Base(sha256, Asked(asked.name, asked.path, data), known=True)


async def commit(
    request: Request,
    entry: Entry,
    base: Base,
    mine: bytes,
    sent: Fields,
    *,
    there: str,
    unmerged: Callable[[Pending], Response],
    refused: Callable[[tuple[Problem, ...]], Response],
) -> Response:
    """Save a change, and return the page that says what came of it.

    Parameters
    ----------
    base
        The version that the form was made from.
    mine
        The case as it is to be.
    sent
        The fields, which come back with the choice where two changes clash.
    there
        The page to go to once it is saved.
    unmerged
        Makes the page where the two cannot be merged.
    refused
        Makes the page with what was typed where it cannot be written, so that it can be sent again.
    """
    try:
        outcome = await run_in_threadpool(
            save, entry.path, mine, base=base.asked.data if base.known else None,
            expected=base.sha256, who=request.app.state.who, choices=_choices(sent),
        )  # fmt: skip
    except (NoAnswer, OutputError) as error:
        return await run_in_threadpool(refused, (Problem(None, None, "", str(error)),))
    if isinstance(outcome, Done):
        return RedirectResponse(f"{there}?{urlencode(_query(outcome))}", 303)
    past: Past = request.app.state.past
    past.keep(outcome.theirs)
    if not outcome.clashes:
        return await run_in_threadpool(unmerged, outcome)
    return page(
        request, "clash.html", status=409, key=entry.key, here=request.url.path, there=there,
        seen=digest(outcome.theirs), clashes=[_told(clash) for clash in outcome.clashes],
        fields=[(name, text) for name, texts in sent.items() for text in texts
                if not name.startswith(_OWN)],
        again=_choices(sent) is not None,
    )  # fmt: skip


def told(request: Request, entry: Entry, sha256: str, *, here: str) -> dict[str, Any]:
    """Return what a page that changes a case shows besides: undo, redo, and what was done."""
    line = request.app.state.past.line(entry.path) if entry.ours else None
    return {
        "sha": sha256,
        "here": here,
        "can_undo": bool(line and line.past),
        "can_redo": bool(line and line.future),
        "notice": notice(request, entry, sha256),
    }


def notice(request: Request, entry: Entry, sha256: str) -> dict[str, Any] | None:
    """Return what the page that led here has done, as its address says and the history has it."""
    said = request.query_params
    kinds = ("saved", "undone", "redone", "restored", "same", "changed", "nothing")
    kind = next((each for each in kinds if each in said), None)
    if kind is None:
        return None
    version: Version | None = None
    if kind in kinds[:4] and entry.ours:
        # An address says nothing that is not so: only the version that is there is spoken of.
        last = versions_of(entry.path)[-1:]
        version = last[0] if last and last[0].sha256 == sha256 else None
    return {
        "kind": kind,
        "version": version,
        "merged": "merged" in said,
        "unkept": "unkept" in said,
    }


def _query(done: Done) -> dict[str, str]:
    if done.saved is None:
        return {"same": "1", **({"merged": "1"} if done.merged else {})}
    version = done.saved.version
    said = {"saved": str(version.number) if version else "1"}
    if done.merged:
        said["merged"] = "1"
    if done.saved.unkept is not None:
        said["unkept"] = "1"
    return said


def _choices(sent: Fields) -> Choices | None:
    seen = next(iter(sent.get("seen", ())), "")
    if not seen:
        return None
    chosen: dict[str, set[tuple[str, ...]]] = {"mine": set(), "theirs": set()}
    for name, texts in sent.items():
        which = next(iter(sent.get(f"choice.{name.removeprefix('path.')}", ())), "")
        if not name.startswith("path.") or which not in chosen:
            continue
        try:
            path = json.loads(texts[0])
        except (ValueError, RecursionError):
            raise HTTPException(400) from None
        if not isinstance(path, list) or not all(isinstance(each, str) for each in path):
            raise HTTPException(400)
        chosen[which].add(tuple(path))
    return Choices(seen, frozenset(chosen["mine"]), frozenset(chosen["theirs"]))


def _told(clash: Clash) -> dict[str, Any]:
    return {
        "path": json.dumps(clash.path),
        "place": clash.path,
        "base": _shown(clash.base),
        "mine": _shown(clash.mine),
        "theirs": _shown(clash.theirs),
    }


def _shown(value: Any) -> str | None:
    """Return a value as a case writes it; ``None`` where there is nothing."""
    if value is ABSENT or isinstance(value, Absent):
        return None
    if isinstance(value, dict):
        return emit(value).rstrip()
    if isinstance(value, tuple) and any(isinstance(each, dict) for each in value):
        return "\n".join(line for each in value for line in entry_lines(each, 0))
    return value if isinstance(value, str) else flow(value)
