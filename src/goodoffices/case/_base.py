"""What every noun of a case is made of: ids, texts, dates, and a closed immutable model."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

__all__ = ["SLUG", "Claims", "Date", "Dates", "Id", "Model", "Name", "Span", "Text", "Why"]

SLUG = r"[a-z0-9][a-z0-9_-]*"
Id = Annotated[str, StringConstraints(pattern=rf"^{SLUG}$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


def _date(value: Any) -> dt.date:
    return _date_in(value, {})


def _date_in(value: Any, context: dict[str, Any]) -> dt.date:
    # The context of a date in a list is its index, {"item": n}, so that the error is placed there.
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("date", "expected a date that exists", context) from None
    raise PydanticCustomError("date", "expected a date as YYYY-MM-DD", context)


def _plain_date(value: dt.date) -> str:
    return value.isoformat()


Date = Annotated[
    dt.date,
    PlainValidator(_date),
    PlainSerializer(_plain_date, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date"}),
]


class Model(BaseModel):
    """Base of every noun: immutable, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class Span(Model):
    """A range of days, both ends included."""

    first: Date
    last: Date

    @property
    def single(self) -> bool:
        """Whether the span is one day."""
        return self.first == self.last


def _span(value: Any) -> Any:
    if isinstance(value, Span):
        return value
    if isinstance(value, tuple):
        if len(value) != 2:
            raise PydanticCustomError("date", "expected a date or [first, last]", {})
        first, last = (_date_in(part, {"item": n}) for n, part in enumerate(value))
        if last < first:
            raise PydanticCustomError("date", "expected [first, last] with first <= last", {})
        return Span(first=first, last=last)
    day = _date(value)
    return Span(first=day, last=day)


def _plain_span(span: Span) -> str | list[str]:
    first = span.first.isoformat()
    return first if span.single else [first, span.last.isoformat()]


_DATE_SCHEMA = {"type": "string", "format": "date"}
Dates = Annotated[
    Span,
    PlainValidator(_span),
    PlainSerializer(_plain_span),
    WithJsonSchema(
        {
            "description": "A date, or [first, last].",
            "anyOf": [
                _DATE_SCHEMA,
                {"type": "array", "items": _DATE_SCHEMA, "minItems": 2, "maxItems": 2},
            ],
        }
    ),
]

Claims = Annotated[
    tuple[Id, ...],
    Field(description="Ids of the claims this rests on; none means an assumption."),
]


Why = Annotated[Text | None, Field(description="The reason for a judgement, in one line.")]
