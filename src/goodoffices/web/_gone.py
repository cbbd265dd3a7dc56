"""Whoever has gone is not answered: what a closed or superseded request asked is dropped."""

from __future__ import annotations

import asyncio
import contextlib

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Gone"]


class Gone:
    """End the answering of a request once nobody is there to read it.

    A slider that is moved asks many questions of which only the last is waited for: the browser
    closes the connection of the others.  Only reading is ended like that; a change, once it is
    asked for, is carried out.

    Parameters
    ----------
    app
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request while somebody waits for it."""
        if scope["type"] != "http" or scope["method"] != "GET":
            # Where the rest of a form never comes, there is nobody to be told.
            with contextlib.suppress(ClientDisconnect):
                await self.app(scope, receive, send)
            return
        first = await receive()
        if first["type"] != "http.request" or first.get("more_body", False):
            await self.app(scope, _begun(first, receive), send)
            return
        answering = asyncio.ensure_future(self.app(scope, _begun(first, receive), send))
        leaving = asyncio.ensure_future(receive())
        try:
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if leaving.done() and not answering.done():
                answering.cancel()
                await asyncio.wait({answering})
        finally:
            # Also where we are ended ourselves, with the server.
            leaving.cancel()
            answering.cancel()
        if not answering.cancelled():
            answering.result()


def _begun(first: Message, receive: Receive) -> Receive:
    """Return `receive` as if its first message had not been taken."""
    kept: list[Message] = [first]

    async def again() -> Message:
        return kept.pop() if kept else await receive()

    return again
