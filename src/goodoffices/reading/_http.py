"""One request to a server that may be down, slow, endless or hostile.

Written on the standard library: what is needed of HTTP here is one POST at a time, and what a
client library would add (pools, streams, redirects, proxies found by themselves) is what must not
happen to a text that may be confidential.  Three bounds hold: a time to connect, a time for the
whole exchange, and a size of the answer.  The time for the whole is kept by a watch that shuts the
connection, since a timeout on each read never ends for a server that sends a byte now and then.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Address", "Answer", "NoConnectionError", "address", "post"]

CONNECT = 5.0
"""Seconds to reach a server; one that takes longer is down."""

LARGEST = 4_000_000
"""Bytes of an answer; one to a dozen sentences has some 10 000."""


class NoConnectionError(Exception):
    """No answer came; the text says why.  Never leaves this room."""

    def __init__(self, reason: str, *, again: bool) -> None:
        self.again = again
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is.

    Parameters
    ----------
    secure
        Whether by TLS.
    host, port
        The machine.
    path
        What all paths begin with, without a slash at the end.
    """

    secure: bool
    host: str
    port: int
    path: str

    @property
    def local(self) -> bool:
        """Whether it is this machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}{self.path}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Parameters
    ----------
    status
        The HTTP status.
    body
        Its bytes.
    wait
        Seconds it asks to wait before the next try (Retry-After), or None.
    """

    status: int
    body: bytes
    wait: float | None


def address(url: str) -> Address:
    """Read the address of a server.

    Raises
    ------
    ValueError
        If it is no address of HTTP, or carries a name, a password, a query or a fragment.

    Examples
    --------
    >>> str(address("http://localhost:8080/v1/"))
    'http://localhost:8080/v1'
    """
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("expected an address such as http://127.0.0.1:8080/v1") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("expected an address such as http://127.0.0.1:8080/v1")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("expected no name, password, '?' or '#' in the address")
    if any(letter.isspace() or not letter.isascii() for letter in url):
        raise ValueError("expected an address without spaces and in ASCII")
    secure = parts.scheme == "https"
    return Address(secure, parts.hostname, port or (443 if secure else 80), parts.path.rstrip("/"))


def post(
    to: Address, path: str, body: bytes, headers: Mapping[str, str], *, seconds: float
) -> Answer:
    """Send JSON and return the answer, whatever its status.

    Parameters
    ----------
    to, path
        The server, and the path after that of the address.
    body
        The JSON.
    headers
        Further headers.
    seconds
        Time for the whole exchange.

    Raises
    ------
    NoConnectionError
        If no whole answer came within the bounds; `again` says whether to try again makes sense.
    """
    connection = _connection(to)
    late = threading.Event()
    watch = threading.Timer(seconds, _shut, [connection, late])
    watch.daemon = True
    try:
        connection.connect()
        # Longer than the watch, or which of the two ends it would be chance, and with it a new try.
        connection.sock.settimeout(seconds + CONNECT)
        watch.start()
        sent = {"Content-Type": "application/json", "Accept": "application/json", **headers}
        connection.request("POST", to.path + path, body, sent)
        response = connection.getresponse()
        data = response.read(LARGEST + 1)
        if len(data) > LARGEST:
            reason = f"the answer is longer than {LARGEST:,} bytes, so it was given up"
            raise NoConnectionError(reason, again=False)
        if late.is_set():
            raise TimeoutError
        return Answer(response.status, data, _wait(response.getheader("Retry-After")))
    except (OSError, http.client.HTTPException, ValueError) as error:
        # The watch shuts the connection under what is reading it; what is raised then is chance.
        if late.is_set():
            reason = f"no whole answer within {seconds:g} s; --model-timeout gives it longer"
            raise NoConnectionError(reason, again=False) from None
        if isinstance(error, ssl.SSLError):
            reason = f"no secure connection: {error.reason or error}"
            raise NoConnectionError(reason, again=False) from None
        raise NoConnectionError(_reason(error), again=True) from None
    finally:
        watch.cancel()
        connection.close()


def _connection(to: Address) -> http.client.HTTPConnection:
    if to.secure:
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(to.host, to.port, timeout=CONNECT, context=context)
    return http.client.HTTPConnection(to.host, to.port, timeout=CONNECT)


def _shut(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    late.set()
    with contextlib.suppress(OSError, AttributeError):  # closed already
        connection.sock.shutdown(socket.SHUT_RDWR)


def _wait(header: str | None) -> float | None:
    # The header may also be a date; a server that means seconds says seconds.
    if header is None or not header.strip().isdigit():
        return None
    return float(header)


def _reason(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "nothing answers there; is the model's server running?"
    if isinstance(error, TimeoutError):
        return "it does not answer in time; is the model's server running?"
    if isinstance(error, socket.gaierror):
        return "there is no machine of this name"
    if isinstance(error, http.client.IncompleteRead | http.client.RemoteDisconnected):
        return "it ended the connection before its answer was whole; its log may say why"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return f"what answers there does not speak HTTP ({type(error).__name__})"
