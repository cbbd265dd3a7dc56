"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of documents and data beside the project; skips where it does not lie there."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the folder `shared` beside the project")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; where there is none, skips, or fails if a browser is required."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    reason = "needs Chromium (on Debian: apt-get install chromium)"
    if os.environ.get("GOODOFFICES_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def pango() -> None:
    """What lays out PDF; where it is missing, skips, or fails if a browser is required."""
    from goodoffices.brief._pdf import pdf_library
    from goodoffices.case import OutputError

    try:
        pdf_library()
    except OutputError as error:
        if os.environ.get("GOODOFFICES_REQUIRE_BROWSER"):
            pytest.fail(str(error))
        pytest.skip(str(error))
