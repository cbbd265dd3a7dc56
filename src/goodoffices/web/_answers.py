"""What the pages ask of the rooms below, in the form that another process can be handed."""

from __future__ import annotations

from goodoffices.case import CaseFile
from goodoffices.preferences import Share
from goodoffices.web._work import Progress
from goodoffices.zone import ZoneResult, analyse

__all__ = ["DRAWS", "chance_of_zone", "zone_of"]

DRAWS = 1000
"""Draws of the pages: enough that no interval is wider than about three points to either side."""

_GLANCE = 200
"""Draws where a list shows many cases."""


def chance_of_zone(file: CaseFile) -> Share:
    """Return the share of draws that have a zone, for a list."""
    return analyse(file.case, draws=_GLANCE, seed=1).zone


def zone_of(file: CaseFile, progress: Progress, *, draws: int, seed: int) -> ZoneResult:
    """Return what could be agreed, what blocks it, and what would open it."""
    return analyse(file.case, draws=draws, seed=seed, progress=progress)
