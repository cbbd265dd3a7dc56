"""The style sheet of the brief, which the page carries inside."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["style"]


@cache
def style() -> str:
    """Return the style sheet."""
    return files("goodoffices.brief").joinpath("brief.css").read_text(encoding="utf-8")
