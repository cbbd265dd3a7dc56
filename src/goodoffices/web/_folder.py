"""The folder of cases: which there are, and the file of each; nothing outside can be named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from goodoffices.case import FileError, OutputError, bundled, bundled_path, write_atomic

__all__ = ["Entry", "Folder", "kept_beside", "make_folder", "remove", "stays", "write_beside"]

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

    @property
    def size(self) -> int:
        """Bytes of its file, 0 where there is none any more."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


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
        """Return the cases as they are now: the folder's, then bundled ones not hidden by it.

        Raises
        ------
        FileError
            If the folder cannot be read.
        """
        own = {
            key: Entry(key, path, ours=True)
            for key, path in self._named().items()
            if _is_case(path)
        }
        return (*own.values(), *(entry for entry in _bundled() if entry.key not in own))

    def find(self, key: str) -> Entry | None:
        """Return the case of a key, or None; a key is looked up and never made into a path.

        Raises
        ------
        FileError
            If the folder cannot be read.
        """
        path = self._named().get(key)
        if path is not None and _is_case(path):
            return Entry(key, path, ours=True)
        return next((entry for entry in _bundled() if entry.key == key), None)

    def _named(self) -> dict[str, Path]:
        """Return the files that may be cases, by key.

        Of two with one stem the second keeps its ending, so that both can be opened.
        """
        try:
            files = sorted(
                path for path in self.path.iterdir()
                if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
            )  # fmt: skip
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise FileError(str(self.path), f"this folder cannot be read: {reason}") from None
        named: dict[str, Path] = {}
        for path in files:
            named[path.name if path.stem in named else path.stem] = path
        return named


@cache
def _bundled() -> tuple[Entry, ...]:
    return tuple(Entry(key, bundled_path(key), ours=False) for key in bundled())


def kept_beside(place: Path, most: int) -> list[Path]:
    """Return the files of a folder beside a case, by name; a link leads elsewhere and is none."""
    if not place.is_dir() or place.resolve() != place:
        return []
    files = (path for path in place.glob("*.yaml") if not path.is_symlink())
    return sorted(files)[:most]


def write_beside(target: Path, data: bytes, most: int) -> None:
    """Write a file into a folder beside a case, which is made where there is none.

    Raises
    ------
    OutputError
        If it cannot be written, leads elsewhere, or there are `most` files already.
    """
    place = target.parent
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise _not_written(place, error) from None
    stays(target)
    if not target.exists() and len(kept_beside(place, most)) >= most:
        raise OutputError(f"{place}: {most} are kept here already; take some away first")
    write_atomic(target, data)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none.

    Raises
    ------
    OutputError
        If it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise OutputError(f"{folder}: the folder cannot be made: {reason}") from None


def remove(target: Path) -> None:
    """Remove a file that may be gone already.

    Raises
    ------
    OutputError
        If it cannot be removed, or leads elsewhere.
    """
    stays(target)
    try:
        target.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(target, error) from None


def stays(target: Path) -> None:
    """Refuse a path that leads out of the folder, which a link from somebody else could.

    Raises
    ------
    OutputError
        If it does.
    """
    if target.resolve() != target:
        raise OutputError(f"{target}: this leads elsewhere, expected no link; nothing was changed")


def _not_written(path: Path, error: OSError) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    return OutputError(f"{path}: cannot be written: {reason}; nothing was changed")


def _is_case(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return _BEGINS.search(stream.read(_HEAD)) is not None
    except OSError:
        # Listed, so that opening it says why it cannot be read.
        return True
