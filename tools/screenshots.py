"""Take the pictures of the workbench again: ``python tools/screenshots.py [FOLDER]``.

They go into docs/images by default.  It needs Playwright and a Chromium, as the tests in a browser
do, and shows a copy of the bundled Geneva case in a folder that is gone afterwards.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from goodoffices.case import bundled_path

CASE = "geneva-2026"
WIDTH, HEIGHT = 1280, 800
MOST = 200_000
"""Bytes of a picture, so that the page of the project stays quick to load."""
PATIENCE = 60_000
"""Milliseconds that a page may take to be computed."""


def draft(page: Page, case: str) -> None:
    """Put a package on the draft table, that lies in the zone."""
    page.goto(f"{case}/draft")
    page.get_by_role("button", name="Closest acceptable").click()
    page.get_by_role("link", name="Put it on the table").click()
    expect(page.get_by_text("In the zone at the most plausible numbers.")).to_be_visible()


def what_if(page: Page, case: str) -> None:
    """Move two levers, and see what follows."""
    page.goto(f"{case}/what-if?floor.russia=-0.1&line.ukraine.territory.2=not")
    expect(page.get_by_role("heading", name="What follows")).to_be_visible()


def order(page: Page, case: str) -> None:
    """Lay an agreement's acts out in their best order."""
    page.goto(f"{case}/order")
    expect(page.get_by_role("heading", name="What this order comes to")).to_be_visible()


def main(folder: Path) -> None:
    """Take every picture.

    Raises
    ------
    SystemExit
        If a picture is too large.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _served() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale="en-GB"
        )
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        for name, show in (("draft", draft), ("what-if", what_if), ("order", order)):
            show(page, f"{home}/case/{CASE}")
            expect(page.locator(".part, .working, .htmx-request")).to_have_count(0)
            target = folder / f"workbench-{name}.png"
            page.screenshot(path=target)
            size = target.stat().st_size
            print(f"{target}: {size} bytes")
            if size > MOST:
                raise SystemExit(f"{target}: found {size} bytes, expected at most {MOST}")
        browser.close()


@contextmanager
def _served() -> Iterator[str]:
    """Yield the address of a workbench on a copy of the case."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(bundled_path(CASE), Path(folder) / f"{CASE}.yaml")
        command = [sys.executable, "-m", "goodoffices", "serve", folder, "--no-open", "--as", "A"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                said = server.stdout.readline() if server.stdout else ""
                found = re.search(r"http://[^ /]+", said)
                if found is None:
                    raise SystemExit(f"the workbench did not start: {said!r}")
                yield found[0]
            finally:
                server.terminate()


if __name__ == "__main__":
    default = Path(__file__).parents[1] / "docs" / "images"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
