"""A value as YAML on one line, the way a person would type it."""

from __future__ import annotations

import json
import math
import re

from goodoffices.case._scalars import resolve
from goodoffices.case._tree import Plain

__all__ = ["flow"]

_BARE = re.compile(r"[^\W_](?:[\w .|/-]*[\w.])?")
"""Texts that need no quotes on any line: no sign of YAML, no space at either end."""


def flow(plain: Plain) -> str:
    """Return a value as one line of YAML, which reads as this value again.

    Examples
    --------
    >>> flow({"id": "fair", "on": "2026-03-01", "holds": (0.2, 0.5, 1), "why": "No: a guess."})
    '{id: fair, on: 2026-03-01, holds: [0.2, 0.5, 1], why: "No: a guess."}'
    """
    if isinstance(plain, dict):
        return "{" + ", ".join(f"{_text(key)}: {flow(part)}" for key, part in plain.items()) + "}"
    if isinstance(plain, tuple):
        return "[" + ", ".join(flow(part) for part in plain) + "]"
    if isinstance(plain, str):
        return _text(plain)
    if isinstance(plain, float) and not math.isfinite(plain):
        return ".nan" if math.isnan(plain) else ".inf" if plain > 0 else "-.inf"
    return json.dumps(plain)


def _text(text: str) -> str:
    bare = _BARE.fullmatch(text) and not text[0].isdigit() and resolve(text) == text
    dated = re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)
    return text if bare or dated else json.dumps(text, ensure_ascii=False)
