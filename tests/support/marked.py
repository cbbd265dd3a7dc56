"""Texts with marks around what somebody says: ⟦1: ... ⟧."""

from __future__ import annotations

import hashlib
import re

_PART = re.compile(r"⟦(\d+):|⟧|[^⟦⟧]+")


def parted(marked: str) -> tuple[str, dict[str, object]]:
    """Return the text without its marks, and the annotation that the marks make."""
    out: list[str] = []
    spans: dict[str, list[list[int]]] = {}
    opened = ("", 0)
    length = 0
    for match in _PART.finditer(marked):
        if match[1]:
            opened = (match[1], length)
        elif match[0] == "⟧":
            spans.setdefault(opened[0], []).append([opened[1], length])
        else:
            out.append(match[0])
            length += len(match[0])
    text = "".join(out)
    claims = [{"id": key, "kind": "attributed", "spans": value} for key, value in spans.items()]
    return text, {"source_sha256": hashlib.sha256(text.encode()).hexdigest(), "claims": claims}
