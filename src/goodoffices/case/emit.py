"""Plain data to the YAML that a case file is written in.

Written here and not by a YAML library: a case reads scalars by YAML 1.2, for which the library
would quote too little, and an analyst wants short mappings on one line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Data", "decimal", "emit", "entry", "flow", "lines", "quoted"]

Data = str | int | float | bool | None | Sequence["Data"] | Mapping[str, "Data"]

WIDTH = 100
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?: [A-Za-z0-9_()-]+)*")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def emit(mapping: Mapping[str, Data]) -> str:
    """Return a mapping as YAML, in block style, with what fits on one line on one line."""
    return "\n".join(lines(mapping, 0)) + "\n"


def quoted(text: str) -> str:
    """Return a text as a YAML scalar, in quotes where it could mean something else without."""
    if _DATE.fullmatch(text) or (_PLAIN.fullmatch(text) and text.lower() not in _WORDS):
        return text
    # A JSON string is a YAML one, except for the control characters that clean() takes out.
    return json.dumps(text, ensure_ascii=False)


def decimal(number: float) -> str:
    """Return the shortest text from which the number can be read again, without a bare ``.0``.

    Examples
    --------
    >>> [decimal(number) for number in (3.0, -0.0, 0.1, 1e22)]
    ['3', '0', '0.1', '1e+22']
    """
    text = repr(float(number))
    return "0" if number == 0 else text.removesuffix(".0")


def flow(data: Data) -> str:
    """Return a value as YAML on one line."""
    if data is None:
        return "null"
    if isinstance(data, str):
        return quoted(data)
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, int):
        return str(data)
    if isinstance(data, float):
        return decimal(data)
    if isinstance(data, Mapping):
        parts = (f"{quoted(key)}: {flow(value)}" for key, value in data.items())
        return "{" + ", ".join(parts) + "}"
    return "[" + ", ".join(flow(each) for each in data) + "]"


def lines(data: Mapping[str, Data], indent: int) -> Iterator[str]:
    """Yield the lines of a mapping in block style, `indent` columns in."""
    pad = " " * indent
    for key, value in data.items():
        short = flow(value)
        scalar = isinstance(value, str | int | float)
        block = bool(value) and isinstance(value, Sequence | Mapping) and not scalar
        # The parts of a case stand in blocks, one entry each, however short they are.
        if not block or (indent > 0 and indent + len(key) + len(short) + 2 <= WIDTH):
            yield f"{pad}{quoted(key)}: {short}"
        elif isinstance(value, Mapping):
            yield f"{pad}{quoted(key)}:"
            yield from lines(value, indent + 2)
        elif isinstance(value, Sequence):
            yield f"{pad}{quoted(key)}:"
            for each in value:
                yield from entry(each, indent + 2)


def entry(data: Data, indent: int) -> Iterator[str]:
    """Yield the lines of one entry of a list, its dash `indent` columns in."""
    pad = " " * indent
    short = flow(data)
    if not isinstance(data, Mapping) or indent + len(short) + 2 <= WIDTH:
        yield f"{pad}- {short}"
        return
    for n, line in enumerate(lines(data, indent + 2)):
        yield f"{pad}- {line[indent + 2 :]}" if n == 0 else line
