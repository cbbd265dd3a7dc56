"""A part of a page that takes time: it says how far it is, can be cancelled, and is then there."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from goodoffices.web._asked import Asked
from goodoffices.web._render import page
from goodoffices.web._work import Work

__all__ = ["long_part"]

_ENDED = ("failed", "cancelled")


async def long_part(
    request: Request,
    function: Callable[..., Any],
    asked: Asked,
    *,
    show: Callable[[Any], Response],
    **arguments: Hashable,
) -> Response:
    """Return the answer of a long question where it is there, or else how far it is.

    A page asks for it with ``{{ part(address) }}``; what says how far it is asks again.

    Parameters
    ----------
    function
        Takes a `CaseFile`, a `Progress` and the arguments.
    asked
        The case.
    show
        Makes the part of the answer, beside the requests of others.
    arguments
        The rest of the question.
    """
    work: Work = request.app.state.work
    job = work.start(function, asked, **arguments)
    followed = work.job(request.query_params.get("job", ""))
    if followed is not None and followed.key == job.key and followed.state in _ENDED:
        # Whoever follows one that failed, or was cancelled elsewhere, must not start it again.
        if followed is not job:
            work.cancel(job)
        job = followed
    if job.state == "done":
        return await run_in_threadpool(show, job.result)
    again = request.url.remove_query_params("job")
    here = again.path + (f"?{again.query}" if again.query else "")
    follow = request.url.include_query_params(job=job.number)
    return page(
        request, "part_working.html", job=job, here=here, follow=f"{follow.path}?{follow.query}"
    )
