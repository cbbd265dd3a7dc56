"""What has changed in a case, in short sentences with the user's own ids."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.case import Absent, Case, Difference, differences
from goodoffices.case.emit import decimal

__all__ = ["describe_changes"]

SHORT = 60
"""Characters of a text that is shown whole; of a longer one it is said that it has changed."""

_Value = object


def describe_changes(before: Case, after: Case) -> tuple[str, ...]:
    """Say what has changed from one version of a case to another, a sentence for each change.

    Parameters
    ----------
    before, after
        The two versions.

    Returns
    -------
    Sentences such as ``positions: ukraine on territory: weight 0.25 (0.2–0.3) → 0.3 (0.25–0.35)``,
    in the order of the case format.
    """
    return tuple(sentence for each in differences(before, after) for sentence in _said(each))


def _said(each: Difference) -> Iterator[str]:
    place = _place(each.path)
    before, after = each.before, each.after
    entry = isinstance(before, dict) or isinstance(after, dict)
    if isinstance(before, Absent) or isinstance(after, Absent):
        value, word = (after, "added") if isinstance(before, Absent) else (before, "removed")
        if not entry and (shown := _shown(value)) is not None:
            yield f"{place}: {shown} {word}"
        else:
            yield f"{place} {word}"
    elif isinstance(before, tuple) and isinstance(after, tuple) and _estimate(before) is None:
        yield from _lists(place, before, after)
    else:
        old, new = _shown(before), _shown(after)
        both = old is not None and new is not None
        yield f"{place} {old} → {new}" if both else f"{place} reworded"


def _place(path: tuple[str, ...]) -> str:
    """Return a place as ``kind: entry: key``."""
    kind, *rest = path
    if kind == "positions" and rest:
        rest[0] = rest[0].replace(",", " on ", 1)
    if not rest:
        return kind
    if len(rest) == 1:
        return f"{kind}: {rest[0]}"
    return f"{kind}: {rest[0]}: {'.'.join(rest[1:])}"


def _lists(place: str, before: tuple[_Value, ...], after: tuple[_Value, ...]) -> Iterator[str]:
    old, new = ([_shown(each) for each in side] for side in (before, after))
    if None in old or None in new:
        same = "changed" if len(before) == len(after) else f"{len(before)} → {len(after)} entries"
        names = any(isinstance(each, dict) and "id" in each for each in before)
        yield (
            f"{place}: order changed" if names and len(before) == len(after) else f"{place} {same}"
        )
        return
    added = [str(each) for each in new if each not in old]
    removed = [str(each) for each in old if each not in new]
    if added:
        yield f"{place}: {', '.join(added)} added"
    if removed:
        yield f"{place}: {', '.join(removed)} removed"
    if not added and not removed:
        yield f"{place}: order changed to {', '.join(map(str, new))}"


def _shown(value: _Value) -> str | None:
    """Return a value in a few characters; ``None`` where that cannot be."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return decimal(value).replace("-", "−")
    if isinstance(value, str):
        return value if value.isprintable() and 0 < len(value) <= SHORT else None
    estimate = _estimate(value)
    if estimate is not None:
        return estimate
    if isinstance(value, tuple) and value and all(isinstance(each, str) for each in value):
        listed = ", ".join(value)
        return listed if len(listed) <= SHORT else None
    return None


def _estimate(value: _Value) -> str | None:
    """Return ``[low, mode, high]`` as the mode with its range."""
    if not isinstance(value, tuple) or len(value) != 3:
        return None
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in value):
        return None
    low, mode, high = (decimal(each).replace("-", "−") for each in value)
    return f"{mode} ({low}–{high})"
