"""What changes in a tree of values, in the keys and indices of the tree as it was."""

from __future__ import annotations

from dataclasses import dataclass, field

from goodoffices.case._editing.values import aligned, same
from goodoffices.case._tree import Key, Plain

__all__ = ["Script", "difference", "hollow", "meant"]


@dataclass(slots=True)
class Script:
    """What changes in one mapping or list.

    Parameters
    ----------
    put
        Values that take the place of others or, in a mapping, come under new keys.
    gone
        Keys and indices taken out.
    fresh
        Of a list: entries put in before an index; those at the end before its length.
    inside
        What changes within values that stay.
    """

    put: dict[Key, Plain] = field(default_factory=dict)
    gone: set[Key] = field(default_factory=set)
    fresh: dict[int, list[Plain]] = field(default_factory=dict)
    inside: dict[Key, Script] = field(default_factory=dict)

    def touches(self, key: Key) -> bool:
        """Return whether anything is already to happen to the value under a key."""
        return key in self.put or key in self.gone or key in self.inside

    def become(self, key: Key, before: Plain, after: Plain) -> None:
        """Let the value under a key become another, by as little as that takes."""
        if same(before, after):
            return
        script = difference(before, after)
        if script is None:
            self.put[key] = after
        else:
            self.inside[key] = script


def difference(before: Plain, after: Plain) -> Script | None:
    """Return what changes from one value to another; ``None`` where one takes the other's place."""
    script = Script()
    if isinstance(before, dict) and isinstance(after, dict):
        script.gone |= before.keys() - after.keys()
        for key, value in after.items():
            if key in before:
                script.become(key, before[key], value)
            else:
                script.put[key] = value
        return script
    if isinstance(before, tuple) and isinstance(after, tuple):
        origins = aligned(before, after)
        script.gone |= set(range(len(before))) - set(origins)
        at = len(before)
        for origin, value in zip(reversed(origins), reversed(after), strict=True):
            if origin is None:
                script.fresh.setdefault(at, []).insert(0, value)
            else:
                at = origin
                script.become(origin, before[origin], value)
        return script
    return None


def meant(plain: Plain, script: Script) -> Plain:
    """Return the value that results."""

    def changed(key: Key, value: Plain) -> Plain:
        if key in script.inside:
            return meant(value, script.inside[key])
        return script.put.get(key, value)

    if isinstance(plain, dict):
        kept = {key: changed(key, v) for key, v in plain.items() if key not in script.gone}
        return kept | {str(key): v for key, v in script.put.items() if key not in plain}
    if not isinstance(plain, tuple):
        raise TypeError("expected a mapping or a list")
    entries = list[Plain]()
    for n in range(len(plain) + 1):
        entries += script.fresh.get(n, ())
        if n < len(plain) and n not in script.gone:
            entries.append(changed(n, plain[n]))
    return tuple(entries)


def hollow(plain: Plain, script: Script) -> bool:
    """Return whether nothing of a mapping or list stays, so that it is better written anew."""
    return isinstance(plain, dict | tuple) and len(script.gone) == len(plain)
