"""The language of the interface, chosen and remembered by the browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from goodoffices.web._language import COOKIE, LANGUAGES

__all__ = ["ROUTES"]


async def choose(request: Request) -> Response:
    """Set the language, and return to the page where it was chosen."""
    form = await request.form(max_files=0, max_fields=4)
    code = str(form.get("language", ""))
    try:
        back = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        # No browser sends such a thing; whoever does starts at the list.
        back = urlsplit("/")
    # Without its scheme and host, so that the way back is always on this server.
    path = back.path if back.path.startswith("/") and not back.path.startswith("//") else "/"
    response = RedirectResponse(path + (f"?{back.query}" if back.query else ""), 303)
    if code in LANGUAGES:
        response.set_cookie(COOKIE, code, max_age=31_536_000, samesite="strict", httponly=True)
    return response


ROUTES = [Route("/language", choose, methods=["POST"])]
