"""The job that a folder of results says it is of."""

from __future__ import annotations

from goodoffices.case import CaseError
from goodoffices.talks._folder import Merged
from goodoffices.talks._job import Job, job_from
from goodoffices.talks._manifest import MANIFEST
from goodoffices.talks.errors import FolderError

__all__ = ["job_of"]


def job_of(merged: Merged) -> Job:
    """Make the job of some folders again, from what the first of them says.

    Raises
    ------
    FolderError
        If it says nothing that can be understood, or not what its results are of.
    """
    path = merged.source / MANIFEST
    try:
        job = job_from(merged.manifest.job)
    except (CaseError, ValueError, KeyError, TypeError, AttributeError):
        raise FolderError(
            f"{path}: what it says of the case cannot be understood; put a copy of it back"
        ) from None
    if job.key != merged.manifest.key:
        raise FolderError(
            f"{path}: was changed, or goodoffices {merged.manifest.versions.get('goodoffices')} "
            "has written it and this version plays talks otherwise; use that version, or play "
            "them anew"
        )
    return job
