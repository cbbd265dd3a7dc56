"""A tree with values set and taken away; what no edit touches is shared with the old tree."""

from __future__ import annotations

from typing import Any

from goodoffices.case._tree import Key, Mark, Node, closed

__all__ = ["NOTHING", "Edits", "applied"]

Edits = dict[Key, Any]
"""By key or index: a node for what is set, and edits for what changes inside."""

NOTHING = Node((1, 1), None, "", {}, {})
"""The value that takes away what an edit names."""


def applied(node: Node, edits: Edits) -> Node:
    """Return a tree with edits; a mapping is made where one is set into nothing.

    What is set has the place of what it takes, or of the mapping that it comes into.  The items
    left in a list move up.
    """
    if not edits:
        return node
    listed = isinstance(node.plain, tuple)
    children, keys = dict(node.children), dict(node.keys)
    for step, edit in edits.items():
        old = children.get(step)
        mark = node.mark if old is None else old.mark
        if not isinstance(edit, Node):
            children[step] = applied(old or closed(mark, {}, {}, mapping=True), edit)
        elif edit.plain is None:
            children.pop(step, None)
        else:
            children[step] = _planted(edit, mark)
        if isinstance(step, str):
            keys.setdefault(step, mark)
    if listed:
        children = dict(enumerate(children.values()))
    keys = {key: mark for key, mark in keys.items() if key in children}
    return closed(node.mark, children, keys, mapping=not listed)


def _planted(node: Node, mark: Mark) -> Node:
    """Return a value as if it stood, all of it, at one place of the file."""
    return Node(
        mark,
        node.plain,
        node.text,
        {step: _planted(child, mark) for step, child in node.children.items()},
        dict.fromkeys(node.keys, mark),
    )
