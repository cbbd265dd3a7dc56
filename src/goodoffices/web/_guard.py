"""Who may ask: this machine's own pages, and nobody else's.

===================================  =======================================================
asked                                answered only if
===================================  =======================================================
anything                             ``Host`` is a loopback name with our port
reading, by another site's page      it is a person's navigation, never a part of their page
changing                             ``Sec-Fetch-Site`` or ``Origin`` says that it is our page
a body                               it is at most `LIMIT` bytes
===================================  =======================================================

A page that a browser has open may send requests to any address, loopback included, so being on
loopback keeps nobody out.  The name in ``Host`` stops a foreign name that is made to resolve to
this machine (DNS rebinding), the other two stop forms and scripts of foreign pages.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "LIMIT", "Guard", "TooLarge"]

LIMIT = 20_000_000
"""Largest body of a request, in bytes; a long report as PDF is a few million."""

_READING = {"GET", "HEAD"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    # With no-referrer a browser would send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A case may be confidential: nothing of it stays in the browser's cache.
    "Cache-Control": "no-store",
}
"""What every answer says, also one that is made outside of `Guard`."""


class TooLarge(Exception):
    """The body of a request is longer than `LIMIT`."""


class Guard:
    """Let through what this machine's own pages ask, and say so in every answer's headers.

    Parameters
    ----------
    app
        What answers.
    hosts
        The values of ``Host`` that are ours, such as ``127.0.0.1:8642``.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope["method"], headers)
        if refused is not None:
            status, why = refused
            await PlainTextResponse(why + "\n", status, headers=HEADERS)(scope, receive, send)
            return
        await self.app(scope, _bounded(receive), _labelled(send))

    def _refused(self, method: str, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if host not in self.hosts:
            return 421, "this server answers on its own address only; open the one that it printed"
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if method in _READING:
            foreign = site not in (None, "same-origin", "none")
            if foreign and headers.get("sec-fetch-mode") != "navigate":
                return 403, "another site's page may not read from here"
        elif site not in (None, "same-origin") or (
            origin is not None and origin.removeprefix("http://") not in self.hosts
        ):
            return 403, "another site's page may not change anything here"
        elif site is None and origin is None:
            return 403, "expected a header Origin or Sec-Fetch-Site, which every browser sends"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LIMIT:
            return 413, f"the body is larger than {LIMIT:,} bytes"
        return None


def _bounded(receive: Receive) -> Receive:
    """Return `receive` that counts, since a body need not say how long it is."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LIMIT:
            raise TooLarge
        return message

    return counted


def _labelled(send: Send) -> Send:
    async def labelled(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return labelled
