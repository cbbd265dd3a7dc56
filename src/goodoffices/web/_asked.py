"""A case as it is asked about, in a form that can be handed to another process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from goodoffices.case import CaseFile, override, parse_case, read_bounded
from goodoffices.web._folder import Entry

__all__ = ["Asked", "Settings"]

Settings = tuple[tuple[str, str], ...]
"""Fields set otherwise: path and value, both as text."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The bytes of a case file, and what is set otherwise.

    Parameters
    ----------
    name
        The file's name, for messages.
    path
        Where it lies.
    data
        Its bytes.
    settings
        What is set otherwise.
    """

    name: str
    path: Path
    data: bytes
    settings: Settings = ()

    @classmethod
    def of(cls, entry: Entry, settings: Settings = ()) -> Asked:
        """Return the case of an entry as its file is now.

        Raises
        ------
        CaseError
            If the file cannot be read.
        """
        name = entry.path.name
        return cls(name, entry.path, read_bounded(entry.path, name), settings)

    @property
    def sha256(self) -> str:
        """Hash of the bytes, in hexadecimal: the version that a page was made from."""
        return hashlib.sha256(self.data).hexdigest()

    def file(self) -> CaseFile:
        """Return the case; read once by each process.

        Raises
        ------
        CaseError
            If something in it, or in what is set otherwise, is wrong.
        """
        if self.settings:
            return _overridden(self)
        return _read(self.name, self.path, self.data)


@lru_cache(maxsize=16)
def _read(name: str, path: Path, data: bytes) -> CaseFile:
    case, marks = parse_case(data, name)
    return CaseFile(case, name, path, hashlib.sha256(data).hexdigest(), marks)


@lru_cache(maxsize=64)
def _overridden(asked: Asked) -> CaseFile:
    file = _read(asked.name, asked.path, asked.data)
    return override(file, asked.settings, source="what if")
