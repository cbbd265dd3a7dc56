"""The folder of cases: which there are, and the file of each; nothing outside can be named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from goodoffices.case import bundled, bundled_path

__all__ = ["Entry", "Folder"]

_BEGINS = re.compile(rb"(?m)^(?:\xef\xbb\xbf)?(?:format|case)[ \t]*:")
_HEAD = 20_000
"""Bytes of a file in which it must show that it is a case; comments may come first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A case that can be opened.

    Parameters
    ----------
    key
        Its name in addresses: that of its file without the ending, or of the bundled case.
    path
        Its file.
    ours
        Whether it lies in the folder; a bundled case does not, and cannot be changed.
    """

    key: str
    path: Path
    ours: bool


class Folder:
    """The cases in a folder, and the bundled ones behind them.

    Parameters
    ----------
    path
        The folder; folders within it are not looked at.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    def entries(self) -> tuple[Entry, ...]:
        """Return the cases as they are now: the folder's, then bundled ones not hidden by it."""
        found = {entry.key: entry for entry in self._own()}
        examples = (Entry(key, bundled_path(key), ours=False) for key in bundled())
        return (*found.values(), *(entry for entry in examples if entry.key not in found))

    def find(self, key: str) -> Entry | None:
        """Return the case of a key, or None; a key is looked up and never made into a path."""
        return next((entry for entry in self.entries() if entry.key == key), None)

    def _own(self) -> list[Entry]:
        files = sorted(
            path for path in self.path.iterdir()
            if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
        )  # fmt: skip
        return [Entry(path.stem, path, ours=True) for path in files if _is_case(path)]


def _is_case(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return _BEGINS.search(stream.read(_HEAD)) is not None
    except OSError:
        # Listed, so that opening it says why it cannot be read.
        return True
