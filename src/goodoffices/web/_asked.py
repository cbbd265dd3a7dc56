"""A case as it is asked about, in a form that can be handed to another process."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.case import CaseFile, override, parse_case, read_bounded
from goodoffices.web._folder import Entry
from goodoffices.web._latest import Latest

__all__ = ["Asked", "Settings", "digest"]

Settings = tuple[tuple[str, str], ...]
"""Fields set otherwise: path and value, both as text."""


def digest(data: bytes) -> str:
    """Return the hash by which a version goes."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Asked:
    """The bytes of a case file, and what is set otherwise.

    It is known by the hash of the bytes, so that what was asked can be remembered without them.

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
    data: bytes = field(repr=False, compare=False)
    settings: Settings = ()
    sha256: str = field(init=False)
    """Hash of the bytes, in hexadecimal: the version that a page was made from."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", digest(self.data))

    @property
    def key(self) -> Hashable:
        """What it is known by, without the bytes."""
        return self.name, self.path, self.sha256, self.settings

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

    def file(self) -> CaseFile:
        """Return the case; read once by each process.

        Raises
        ------
        CaseError
            If something in it, or in what is set otherwise, is wrong.
        """
        if not self.settings:
            return self._read()
        known = _OVERRIDDEN.get(self.key)
        if known is None:
            known = override(self._read(), self.settings, source="what if")
            _OVERRIDDEN.put(self.key, known, len(self.data))
        return known

    def _read(self) -> CaseFile:
        key = self.name, self.path, self.sha256
        known = _READ.get(key)
        if known is None:
            # One at a time: whoever asks for the same meanwhile finds it read.
            with _READING[hash(key) % len(_READING)]:
                known = _READ.get(key)
                if known is None:
                    case, marks = parse_case(self.data, self.name)
                    known = CaseFile(case, self.name, self.path, self.sha256, marks)
                    _READ.put(key, known, len(self.data))
        return known


_READ: Latest[CaseFile] = Latest(number=32, weight=8_000_000)
"""Cases read lately. They weigh what their files do; in memory it is some thirty times that."""

_OVERRIDDEN: Latest[CaseFile] = Latest(number=16, weight=8_000_000)
"""Cases with something set otherwise; they share with the case what is not."""

_READING = tuple(threading.Lock() for _ in range(8))
"""Few enough to be made at once; that two cases share one does no harm."""
