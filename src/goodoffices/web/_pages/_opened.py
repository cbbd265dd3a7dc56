"""The case that a page is about, found by its address."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from goodoffices.case import Case, CaseFile
from goodoffices.web._asked import Asked, Settings
from goodoffices.web._folder import Entry, Folder

__all__ = ["Opened", "entry_of", "open_case"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as its file is at this moment.

    Parameters
    ----------
    entry
        Where it is.
    asked
        Its bytes, for whatever computes.
    file
        The case read from them.
    """

    entry: Entry
    asked: Asked
    file: CaseFile

    @property
    def case(self) -> Case:
        """The case."""
        return self.file.case


async def entry_of(request: Request) -> Entry:
    """Return the entry that the address names.

    Raises
    ------
    HTTPException
        With 404, if there is none.
    """
    folder: Folder = request.app.state.folder
    entry = await run_in_threadpool(folder.find, request.path_params["key"])
    if entry is None:
        raise HTTPException(404)
    return entry


async def open_case(request: Request, settings: Settings = ()) -> Opened:
    """Return the case that the address names, read now.

    Raises
    ------
    HTTPException
        With 404, if there is none.
    CaseError
        If its file cannot be read, or something in it or in `settings` is wrong.
    """
    entry = await entry_of(request)
    asked = await run_in_threadpool(Asked.of, entry, settings)
    return Opened(entry, asked, await run_in_threadpool(asked.file))
