"""Versions of a case file, kept beside it."""

from goodoffices.case._versions.record import Version
from goodoffices.case._versions.save import (
    Conflict,
    Saved,
    read_version,
    restore_version,
    save_case,
    versions,
)

__all__ = [
    "Conflict",
    "Saved",
    "Version",
    "read_version",
    "restore_version",
    "save_case",
    "versions",
]
