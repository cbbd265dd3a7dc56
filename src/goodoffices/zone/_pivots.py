"""Red lines on which the verdict at the modal draw turns."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from goodoffices.preferences import Draws, bargain
from goodoffices.zone._changes import take
from goodoffices.zone._result import Demand, Pivot
from goodoffices.zone._search import has_zone

__all__ = ["pivots"]


def pivots(modal: Draws, chances: Sequence[float]) -> tuple[Pivot, ...]:
    """Return the stated red lines that, taken the other way, would turn the modal verdict. Exact.

    The modal draw takes a stated red line as meant or as not meant, whichever is likelier, so
    that a small change of its chance can turn the answer there from a zone to none.

    Parameters
    ----------
    modal
        The modal draw.
    chances
        The most plausible chance that each red line of the structure is meant; those nearest to
        one half, where the verdict hangs by least, come first.
    """
    fixed = modal.structure
    # The inputs list red lines in the order of the case, as the structure does.
    varies = [entry.uncertain for entry in modal.names if entry.kind == "red_line"]
    stated = np.flatnonzero(varies)
    if len(stated) == 0:
        return ()
    turned = take(modal, np.zeros(len(stated), dtype=np.intp))
    holds = turned.holds.copy()
    holds[np.arange(len(stated)), stated] ^= True
    after = has_zone(bargain(dataclasses.replace(turned, holds=holds)))
    before = has_zone(bargain(modal))[0]
    found = []
    for k in sorted(stated[after != before], key=lambda k: abs(chances[k] - 0.5)):
        line = fixed.lines[k]
        options = tuple(fixed.options[line.issue][o] for o in line.options)
        party, issue = fixed.parties[line.party], fixed.issues[line.issue]
        found.append(
            Pivot(Demand("red_line", party, issue, options), meant=bool(modal.holds[0, k]))
        )
    return tuple(found)
