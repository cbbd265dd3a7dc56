"""What to write of a party, so that reading it and writing it again changes nothing.

Going to the scale of a case and back costs the last bit or two of a number.  So a profile is read
again before it is written, until it comes back as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from goodoffices.exchange._model import Profile
from goodoffices.exchange._outline import Holder
from goodoffices.exchange._scale import scale

__all__ = ["settled"]

_TRIES = 20


def settled(holder: Holder, write: Callable[[Holder], Profile]) -> Profile:
    """Return the profile that a party is written as.

    Parameters
    ----------
    holder
        The party.
    write
        Returns the profile as a format writes it, with one weight for each of the party's issues
        and no floor.
    """
    profile = _with_floor(write(holder), holder)
    for _ in range(_TRIES):
        again = _read(holder, profile)
        next_profile = _with_floor(write(again), again)
        if next_profile == profile:
            break
        profile = next_profile
    return profile


def _with_floor(profile: Profile, holder: Holder) -> Profile:
    """Return the profile with the shortest decimal that is read as the party's floor."""
    if holder.floor is None:
        return profile
    number = holder.start + holder.width * holder.floor
    exact = replace(profile, reserve=number)
    target = scale(exact)
    for digits in range(1, 17):
        near = replace(profile, reserve=float(f"{number:.{digits}g}"))
        if scale(near) == target:
            return near
    return exact


def _read(holder: Holder, profile: Profile) -> Holder:
    scaled = scale(profile)
    issues = list(holder.weights)
    weights = [weight or 0.0 for weight in scaled.weights]
    return replace(
        holder,
        weights={issue: scaled.unit * w for issue, w in zip(issues, weights, strict=True)},
        values=dict(zip(issues, scaled.values, strict=True)),
        begins=dict(zip(issues, scaled.begins, strict=True)),
        floor=scaled.floor,
    )
