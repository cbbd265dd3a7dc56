"""What a folder of results says about itself."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

import goodoffices
from goodoffices.talks._shard import CHUNK, Shard
from goodoffices.talks.errors import FolderError

__all__ = ["MANIFEST", "Described", "Manifest", "differences", "read_manifest"]

MANIFEST = "manifest.json"
_SCHEMA = "goodoffices/talks-folder/"
_VERSION = 1
_NAMED = 3
"""Differences named in a message; the rest are counted."""


class Described(Protocol):
    """A job as a folder needs it: what it is, and a hash of all that decides its results."""

    @property
    def key(self) -> str:
        """Return a hash of all that decides the results."""

    def as_json(self) -> Mapping[str, Any]:
        """Return all that is needed to make the job again, the case included."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder of results says about itself.

    Parameters
    ----------
    key, job
        The job's hash, and all that is needed to make it again.
    runs, shard, chunk
        The runs of the whole simulation, the part of them that is meant for this folder, and how
        many go into a file.
    versions
        Of the programs that began it, by name.
    """

    key: str
    job: Mapping[str, Any]
    runs: int
    shard: Shard
    chunk: int
    versions: Mapping[str, str]

    @classmethod
    def of(cls, job: Described, runs: int, shard: Shard) -> Manifest:
        """Return the manifest of a folder that begins now."""
        versions = {
            "goodoffices": goodoffices.__version__,
            "numpy": np.__version__,
            "python": platform.python_version(),
        }
        # Through JSON, so that it equals what is read later.
        described = json.loads(json.dumps(job.as_json(), allow_nan=False))
        return cls(job.key, described, runs, shard, CHUNK, versions)

    def encoded(self) -> bytes:
        """Return the bytes of its file."""
        data = {
            "schema": f"{_SCHEMA}{_VERSION}",
            "key": self.key,
            "runs": self.runs,
            "shard": str(self.shard),
            "chunk": self.chunk,
            "versions": dict(self.versions),
            "job": self.job,
        }
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder.

    Raises
    ------
    FolderError
        If there is none, it is broken, or a later version has written it.
    """
    path = folder / MANIFEST
    if not folder.is_dir():
        found = "this is a file" if folder.exists() else "there is no such folder"
        raise FolderError(f"{folder}: {found}, expected a folder of results")
    try:
        data = json.loads(path.read_bytes())
        schema = str(data["schema"])
        version = int(schema.removeprefix(_SCHEMA)) if schema.startswith(_SCHEMA) else 0
    except FileNotFoundError:
        raise FolderError(
            f"{folder}: there is no {MANIFEST} in it, so it is no folder of results"
        ) from None
    except OSError as error:
        raise FolderError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _broken(path) from None
    if version > _VERSION:
        raise FolderError(
            f"{path}: a later version of goodoffices has written it ({schema}; this one reads up "
            f"to {_SCHEMA}{_VERSION}); install that version, or name another folder"
        )
    try:
        manifest = Manifest(
            key=str(data["key"]),
            job=dict(data["job"]),
            runs=int(data["runs"]),
            shard=Shard.parse(data["shard"]),
            chunk=int(data["chunk"]),
            versions={str(name): str(each) for name, each in data["versions"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _broken(path) from None
    if version < 1 or manifest.runs < 1:
        raise _broken(path)
    if manifest.chunk != CHUNK:
        raise FolderError(
            f"{path}: its chunks have {manifest.chunk:,} runs, this version of goodoffices makes "
            f"{CHUNK:,}; name another folder"
        )
    return manifest


def _broken(path: Path) -> FolderError:
    return FolderError(
        f"{path}: is broken, so nobody knows what the results beside it are of; put a copy of it "
        "back, or name another folder (nothing has been changed)"
    )


def differences(there: Manifest, here: Manifest) -> str:
    """Say in what two jobs differ, for example ``seed is 1 there and 2 here``."""
    found = [
        f"{name} is {_short(first)} there and {_short(second)} here"
        for name, first, second in _differing("", there.job, here.job)
    ]
    if not found:
        first, second = there.versions.get("goodoffices", "unknown"), goodoffices.__version__
        return f"another version of goodoffices has begun it: {first}, this is {second}"
    more = [f"{len(found) - _NAMED} more"] if len(found) > _NAMED else []
    return "; ".join(found[:_NAMED] + more)


def _differing(name: str, first: Any, second: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        for key in dict.fromkeys([*first, *second]):
            inner = f"{name}.{key}" if name else str(key)
            yield from _differing(inner, first.get(key), second.get(key))
    elif isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        for place, (one, other) in enumerate(zip(first, second, strict=True)):
            yield from _differing(f"{name}[{place}]", one, other)
    elif first != second:
        yield name, first, second


def _short(value: Any) -> str:
    text = "absent" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}..."
