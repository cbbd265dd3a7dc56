"""The server: on loopback, for one person."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from goodoffices.case import FileError, OutputError
from goodoffices.web._app import application
from goodoffices.web._folder import Folder
from goodoffices.web._shell import address

__all__ = ["PORT", "hosts_of", "serve"]

PORT = 8642
"""Where the workbench is looked for if nothing else is said."""

_HERE = "127.0.0.1"
_WEB = 80

_PATIENCE = 30.0
"""Seconds in which a connection must have asked something; a form may take longer to arrive."""


def serve(
    folder: Path,
    *,
    port: int | None,
    who: str,
    case: Path | str | None = None,
    open_browser: bool,
    announce: Callable[[str], None],
) -> None:
    """Serve the workbench until it is interrupted.

    Parameters
    ----------
    folder
        The folder of cases.
    port
        The port; None for `PORT`, or a free one where that is taken.
    who
        Who works here, for the history of a case.
    case
        The case to begin with, by its file in the folder or its name; None for the list.
    open_browser
        Whether to open it in a browser.
    announce
        Called with its address once it answers.

    Raises
    ------
    FileError
        If the folder cannot be read, or the case is none of it.
    OutputError
        If the port is taken.
    """
    # Whoever sends a broken form is told; it is no news for the terminal.
    logging.getLogger("python_multipart").setLevel(logging.ERROR)
    # What is wrong with it is better said here than on a page.
    start = _start(Folder(folder), case)
    listening = _socket(port)
    port = listening.getsockname()[1]
    app = application(folder, hosts=hosts_of(port), who=who)
    server = _Server(
        uvicorn.Config(
            app, http=_Line, ws="none", log_level="warning", access_log=False,
            server_header=False, timeout_graceful_shutdown=2,
            timeout_keep_alive=int(_PATIENCE),
        )
    )  # fmt: skip
    there = f"http://{_HERE}:{port}{start}"

    def ready() -> None:
        announce(there)
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(there,), daemon=True).start()

    server.ready = ready
    server.ending = app.state.work.close
    server.run(sockets=[listening])


def _start(folder: Folder, case: Path | str | None) -> str:
    """Return the page to begin with."""
    entries = folder.entries()
    if case is None:
        return "/"
    for entry in entries:
        if entry.key == case or (isinstance(case, Path) and entry.path.resolve() == case.resolve()):
            return address("case", entry.key, "")
    raise FileError(
        str(case),
        "the workbench opens files whose name ends with .yaml or .yml and does not begin with a "
        "dot; rename it",
    )


def hosts_of(port: int) -> list[str]:
    """Return what ``Host`` may be; a browser leaves the port of every web server out."""
    names = (_HERE, "localhost")
    return [f"{name}:{port}" for name in names] + (list(names) if port == _WEB else [])


class _Line(H11Protocol):
    """A connection on which something is asked within `_PATIENCE`, or which is closed."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self.loop.call_later(_PATIENCE, self._silent, transport)

    def _silent(self, transport: asyncio.Transport) -> None:
        if getattr(self, "cycle", None) is None:
            transport.close()


class _Server(uvicorn.Server):
    """A server that says when it answers, and ends what computes before it waits for answers."""

    ready: Callable[[], None]
    ending: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self.ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End all work, so that whoever waits for it is told at once, and then the server."""
        self.ending()
        await super().shutdown(sockets=sockets)


def _socket(port: int | None) -> socket.socket:
    for tried in (PORT, 0) if port is None else (port,):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_HERE, tried))
        except OSError as error:
            listening.close()
            reason = error
            continue
        return listening
    raise OutputError(
        f"port {port} cannot be used: {(reason.strerror or 'it is taken').lower()}; "
        "name another with --port, or none for a free one"
    )
