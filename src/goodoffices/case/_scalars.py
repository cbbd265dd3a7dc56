"""What a plain scalar means, by the core schema of YAML 1.2.

PyYAML's own resolver follows YAML 1.1, in which ``NO`` is false, ``12:30`` is 750 and
``2026-02-16`` is a date object; an analyst means none of these.

References
----------
YAML Ain't Markup Language, version 1.2 revision 1.2.2 (2021), section 10.3.2, tag resolution.
"""

from __future__ import annotations

import re

__all__ = ["DIGITS", "Scalar", "resolve"]

Scalar = str | int | float | bool | None

DIGITS = 18
"""Longest integer read; turning longer ones into numbers takes quadratic time, to no use."""

_WORDS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
    ".nan": float("nan"), ".NaN": float("nan"), ".NAN": float("nan"),
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)")


def resolve(text: str) -> Scalar:
    """Return what a plain (unquoted) scalar stands for.

    Raises
    ------
    ValueError
        If it is an integer of more than `DIGITS` digits.

    Examples
    --------
    >>> [resolve(text) for text in ("NO", "12:30", "2026-02-16", "-3", "0x1F", "1e3", "~")]
    ['NO', '12:30', '2026-02-16', -3, 31, 1000.0, None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    for pattern, base in ((_INTEGER, 10), (_OCTAL, 8), (_HEXADECIMAL, 16)):
        if pattern.fullmatch(text):
            if len(text.lstrip("+-")) > DIGITS:
                raise ValueError(
                    f"found an integer of {len(text)} digits, expected at most {DIGITS}"
                )
            return int(text, 10) if base == 10 else int(text[2:], base)
    if _FLOAT.fullmatch(text) or _INFINITE.fullmatch(text):
        return float(text.replace(".inf", "inf").replace(".Inf", "inf").replace(".INF", "inf"))
    return text
