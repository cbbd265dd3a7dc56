"""What single checks yield, and what to do about each kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["KINDS", "Path", "Remark", "several"]

Path = tuple[str | int, ...]

KINDS = {
    "no-consent": "Give `consent: true` to each party without which there is no agreement.",
    "circular-wait": (
        "Drop one of these conditions, or break the circle: steps taken together, in tranches, "
        "in escrow with a third party, or with a guarantee."
    ),
    "no-option-left": (
        "Add an option that nobody rules out, or make a red line `stated` with a probability."
    ),
    "better-off-waiting": (
        "Look again at its no-agreement value and at the options: as stated, no package holds it."
    ),
    "floor-below-status-quo": (
        "Raise `no_agreement.utility`, or drop it so that the options without agreement are its "
        "measure."
    ),
    "blank-cell": (
        "Find out what the party wants there, or write a position that says it does not care."
    ),
    "assumption": (
        "Name the claims they rest on, or keep them as assumptions, as which they will be shown."
    ),
    "weak-source": "Look for a second source, or widen the range of the numbers that rest on it.",
    "contested": "Say in `why` which version the numbers follow, or widen their range.",
    "unanchored-values": (
        "Give the worst option 0 and the best 1, and let the weight say how far apart they are."
    ),
    "bare-step": (
        "Write `kappa` and `days`, or `kappa: {PARTY: 0}` where a step changes nothing: what is "
        "not stated counts as nothing."
    ),
    "bare-choice": (
        "Write `options`, doing nothing included, and which was `chosen`; or call it a document."
    ),
    "no-reason": "Write one line of `why`, or name claims.",
    "empty-seat": "Name the delegates, or take the party off the round.",
    "round-order": "Look at the dates, and list the rounds in the order in which they meet.",
    "round-overlap": (
        "Look at the dates: talks go from one round to the next. Tracks that meet side by side are "
        "one round."
    ),
    "no-round-ahead": (
        "Add the next round if its date is known, or say under `talks` how often they meet."
    ),
    "late-round": "Move the horizon, or drop the round: what comes after the horizon is not asked.",
    "late-event": "Move the horizon, or drop the event: it changes nothing before the horizon.",
    "idle-event": "Give it a chance, or drop it: as it is, it changes nothing.",
    "past-event": (
        "Put what it changed into the no-agreement values and the positions, and drop it."
    ),
    "frequent-event": (
        "Look at the unit: a hazard of 0.1 a month is about one chance in ten within a month."
    ),
    "no-means": (
        "Raise its leverage or its budget, or leave it so if all it can do is carry messages."
    ),
    "late-step": "Move the horizon, or look again at `not_before`.",
    "unused-claim": "Name the claim where it supports something, or leave it as background.",
    "unused-source": "Take claims from the source, or drop it.",
}
"""What to do about each kind of finding; the kinds in order of importance."""

LISTED = 12
"""Names that a sentence lists; more are counted."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding before it has a line and a column."""

    kind: str
    path: Path
    message: str
    ids: tuple[str, ...]


def several(names: Iterable[str]) -> str:
    """Return names as "a, b and c", or "a, b, ... and 7 more"."""
    words = list(dict.fromkeys(names))
    if len(words) > LISTED:
        return f"{', '.join(words[:LISTED])} and {len(words) - LISTED} more"
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
