"""Places of a case in the analyst's own ids: ``positions[ukraine, territory].weight``."""

from __future__ import annotations

from goodoffices.case._tree import Key, Plain
from goodoffices.case._words import clip

__all__ = ["where"]

_NAMES = ("id", "party")
"""Keys whose text names an item of a list; a position is named by its party and its issue."""


def where(path: tuple[Key, ...], data: Plain) -> str:
    """Return the place that `path` leads to in `data`, in words.

    Parameters
    ----------
    path
        Keys and indices from the top of the case.
    data
        The case as plain Python.

    Examples
    --------
    >>> case = {"claims": ({"id": "offer", "at": {"page": 0}}, {"text": "no id"})}
    >>> where(("claims", 0, "at", "page"), case)
    'claims[offer].at.page'
    >>> where(("claims", 1), case)
    'claims[#2]'
    """
    text = ""
    node: Plain = data
    for step in path:
        if isinstance(step, int):
            inside = isinstance(node, tuple) and step < len(node)
            node = node[step] if isinstance(node, tuple) and inside else None
            text += f"[{_name(node) or f'#{step + 1}'}]"
        else:
            node = node.get(step) if isinstance(node, dict) else None
            text += f".{clip(step)}" if text else clip(step)
    return text


def _name(node: Plain) -> str | None:
    if not isinstance(node, dict):
        return None
    party, issue = node.get("party"), node.get("issue")
    if _short(party) and _short(issue):
        return clip(f"{party}, {issue}", 160)
    for key in _NAMES:
        value = node.get(key)
        if _short(value):
            return clip(str(value), 80)
    return None


def _short(value: Plain) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 80
