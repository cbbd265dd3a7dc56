"""Numbers that may be uncertain: a scalar, or ``[low, mode, high]``."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

__all__ = [
    "Change", "Curvature", "NonNegative", "Probability", "Rate", "Share", "Uncertain",
    "probability",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A number known exactly (``low == mode == high``) or as a PERT estimate.

    Parameters
    ----------
    low, mode, high
        Lowest plausible, most plausible and highest plausible value, ``low <= mode <= high``.

    References
    ----------
    Malcolm, Roseboom, Clark & Fazar 1959, "Application of a technique for research and
    development program evaluation", Operations Research 7(5) (the PERT estimate).
    """

    low: float
    mode: float
    high: float

    @property
    def certain(self) -> bool:
        """Whether all three values agree, so that nothing is drawn."""
        return self.low == self.high

    def as_plain(self) -> float | list[float]:
        """Return the number the way a case file writes it."""
        return self.mode if self.certain else [self.low, self.mode, self.high]


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("number", "expected a number or [low, mode, high]", {})
    if not math.isfinite(value):
        raise PydanticCustomError("number", "expected a finite number", {})
    return float(value)


def _reader(low: float, high: float, open_low: bool = False) -> Callable[[Any], Uncertain]:
    domain = f"{'above' if open_low else 'from'} {low:g}"
    if math.isfinite(high):
        domain += f" to {high:g}"
    if low == -math.inf:
        domain = "any finite number"

    def read(value: Any) -> Uncertain:
        if isinstance(value, Uncertain):
            return value
        if isinstance(value, tuple):
            if len(value) != 3:
                raise PydanticCustomError("number", "expected three numbers [low, mode, high]", {})
            parts = [_number(part) for part in value]
        else:
            parts = [_number(value)] * 3
        if not parts[0] <= parts[1] <= parts[2]:
            raise PydanticCustomError(
                "number", "expected low <= mode <= high in [low, mode, high]", {}
            )
        if parts[0] < low or parts[2] > high or (open_low and parts[0] <= low):
            raise PydanticCustomError("number", "expected a number {domain}", {"domain": domain})
        return Uncertain(*parts)

    return read


def _schema(low: float, high: float, open_low: bool = False) -> dict[str, Any]:
    one: dict[str, Any] = {"type": "number"}
    if math.isfinite(low):
        one["exclusiveMinimum" if open_low else "minimum"] = low
    if math.isfinite(high):
        one["maximum"] = high
    triple = {"type": "array", "items": one, "minItems": 3, "maxItems": 3}
    return {
        "description": "A number, or [low, mode, high] where it is uncertain.",
        "anyOf": [one, triple],
    }


def _plain(value: Uncertain) -> float | list[float]:
    return value.as_plain()


_SERIALISE = PlainSerializer(_plain)

probability = _reader(0, 1)
"""Reads a number or [low, mode, high] within [0, 1]."""

Share = Annotated[
    Uncertain, PlainValidator(_reader(0, 1)), WithJsonSchema(_schema(0, 1)), _SERIALISE
]
"""A value on a 0-1 scale, possibly uncertain."""

Probability = Annotated[
    Uncertain, PlainValidator(_reader(0, 1)), WithJsonSchema(_schema(0, 1)), _SERIALISE
]
"""A probability, possibly uncertain."""

NonNegative = Annotated[
    Uncertain, PlainValidator(_reader(0, 1e6)), WithJsonSchema(_schema(0, 1e6)), _SERIALISE
]
"""A weight before normalisation, or a duration."""

Rate = Annotated[
    Uncertain, PlainValidator(_reader(0, 1e3)), WithJsonSchema(_schema(0, 1e3)), _SERIALISE
]
"""A hazard rate per month."""

Curvature = Annotated[
    Uncertain,
    PlainValidator(_reader(0, 100, True)),
    WithJsonSchema(_schema(0, 100, True)),
    _SERIALISE,
]
"""The exponent gamma of a single-peaked ladder."""

Change = Annotated[
    Uncertain, PlainValidator(_reader(-10, 10)), WithJsonSchema(_schema(-10, 10)), _SERIALISE
]
"""A change of utility, of either sign."""
