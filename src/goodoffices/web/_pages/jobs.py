"""Long work: cancelled from any page that waits for it."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.web._render import page
from goodoffices.web._work import Work

__all__ = ["ROUTES"]


async def cancel(request: Request) -> Response:
    """End a job."""
    work: Work = request.app.state.work
    job = work.job(request.path_params["number"])
    if job is None:
        raise HTTPException(404)
    work.cancel(job)
    form = await request.form(max_files=0, max_fields=4)
    here = str(form.get("here", "/"))
    here = here if here.startswith("/") and not here.startswith("//") else "/"
    return page(request, "part_working.html", job=job, here=here, follow=here)


ROUTES = [Route("/jobs/{number}/cancel", cancel, methods=["POST"])]
