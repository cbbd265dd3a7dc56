"""A workbench to test: in the process, or as the command itself."""

from __future__ import annotations

import atexit
import contextlib
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from starlette.testclient import TestClient

from goodoffices.case import bundled_path
from goodoffices.web import Work, application

HERE = "127.0.0.1:8642"
OURS = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Origin": f"http://{HERE}"}
"""What a browser sends with a request of our own page."""


@cache
def shared():
    """Return what computes for all the tests of a process, since starting it takes seconds."""
    work = Work()
    atexit.register(work.close)
    return work


@contextlib.contextmanager
def client(folder: Path):
    """Yield a client of a workbench on `folder`, which asks as our own pages do."""
    app = application(folder, hosts=[HERE], who="tester", work=shared())
    with TestClient(app, base_url=f"http://{HERE}", headers=OURS, follow_redirects=False) as made:
        yield made


def answered(made: TestClient, address: str, **options):
    """Return a part of a page once it has been computed, asking again as the page does."""
    import re
    import time

    for _ in range(600):
        response = made.get(address, **options)
        follow = re.search(r'<div class="working" hx-get="([^"]+)"', response.text)
        if follow is None:
            return response
        address = follow[1].replace("&amp;", "&")
        time.sleep(0.05)
    raise AssertionError(f"{address} was still being computed after half a minute")


def example(folder: Path, name: str = "camp-david-1978") -> Path:
    """Put a bundled case into a folder, and return its file."""
    target = folder / f"{name}.yaml"
    shutil.copyfile(bundled_path(name), target)
    return target


@contextlib.contextmanager
def running(folder: Path, errors=None):
    """Yield the address of the command's own server on `folder`, on a free port.

    What it says on standard error goes to the file `errors`, where one is given.
    """
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "goodoffices", "serve", str(folder), "--no-open"]
    with subprocess.Popen(
        [*command, "--port", str(port), "--as", "tester"],
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
    ) as process:
        try:
            said = process.stdout.readline()
            assert str(port) in said, said
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)
