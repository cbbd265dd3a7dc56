"""What a log of forecasts holds: forecasts and resolutions, each checked field by field."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, TypeAdapter
from pydantic_core import ValidationError

__all__ = [
    "HIGHEST",
    "LOWEST",
    "CaseUsed",
    "Draft",
    "Entry",
    "Forecast",
    "Forecaster",
    "Question",
    "Reference",
    "Resolution",
    "Run",
    "entry_from",
]

LOWEST = 0.001
HIGHEST = 0.999
"""Between which a probability must lie.

A forecast of 0 or 1 leaves no room for error, and its logarithmic score is infinite once it errs:
no later forecast could make up for it.  Nobody who judges talks has grounds for better than a
thousand to one.
"""

_JOINERS = "\u200c\u200d"
"""Joiners are part of how some scripts are spelt; other invisible characters may disguise text."""


def _visible(text: str) -> str:
    for character in text:
        if not character.isprintable() and character not in _JOINERS:
            raise ValueError(
                f"the character U+{ord(character):04X} is invisible or breaks the line; remove it"
            )
    if text != text.strip():
        raise ValueError("it begins or ends with a space; remove it")
    return text


_Text = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_visible)]
_Name = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_visible)]
_Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
_ForecastId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.[1-9][0-9]{0,5}$")]
_Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Probability = Annotated[float, Field(ge=LOWEST, le=HIGHEST)]
_Share = Annotated[float, Field(ge=0, le=1)]
_Count = Annotated[int, Field(ge=1, le=1_000_000_000)]
_Date = Annotated[dt.date, Field(ge=dt.date(1900, 1, 1), le=dt.date(2999, 12, 31))]
_STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, so sharply that two strangers would give the same answer later.

    Parameters
    ----------
    id
        Its slug.
    text
        The question, to be answered by yes or no.
    criteria
        What counts as yes, and who or what says so.
    by
        The last day on which it may become true.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    id: _Id
    text: _Text
    criteria: _Text
    by: _Date


@dataclass(frozen=True, slots=True)
class Forecaster:
    """Who or what gave the probability; `version` is empty for a person."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    name: _Name
    version: Annotated[str, StringConstraints(max_length=80), AfterValidator(_visible)] = ""


@dataclass(frozen=True, slots=True)
class CaseUsed:
    """The case that the forecast rests on, and the SHA-256 of its file."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    name: _Name
    sha256: _Hash


@dataclass(frozen=True, slots=True)
class Run:
    """How the model was asked: what was counted, in how many runs, from which seed."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    outcome: _Name
    runs: _Count
    seed: int


@dataclass(frozen=True, slots=True)
class Reference:
    """What the record of past talks would have said.

    Parameters
    ----------
    id
        The reference class.
    probability
        Its answer to this question.
    n
        How many cases the class has; None where its source does not say.
    basis
        How the answer follows from the class.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    id: _Name
    probability: _Probability
    n: _Count | None
    basis: _Text


@dataclass(frozen=True, slots=True)
class Draft:
    """A forecast before the log has given it a number.

    Parameters
    ----------
    question
        What is asked.
    made
        The day on which, or as of which, it was made: nothing known later went into it.
    probability
        Of yes, from 0.001 to 0.999.
    interval
        The Monte Carlo interval of the share that the probability is, where it comes from a model.
    forecaster
        Who gave it.
    case, run
        What the model was asked; None where a person judged.
    reference
        The reference class beside it.
    no_change
        The probability that somebody would have given who expects everything to stay as it is.
    basis
        Why this number.
    """

    question: Question
    made: dt.date
    probability: float
    forecaster: Forecaster
    basis: str
    interval: tuple[float, float] | None = None
    case: CaseUsed | None = None
    run: Run | None = None
    reference: Reference | None = None
    no_change: float | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast as it stands in a log.

    Parameters
    ----------
    id
        The question's id, a dot, and which forecast on it this is.
    question
        What is asked.
    made
        The day on which, or as of which, it was made.
    probability
        Of yes.
    interval
        The Monte Carlo interval of a share of runs; null for a judgement.
    forecaster
        Who gave it.
    case, run
        What the model was asked; null where a person judged.
    reference
        The reference class beside it, if any.
    no_change
        The probability of yes if everything stayed as it was, if stated.
    basis
        Why this number.
    supersedes
        The forecast by the same forecaster that this one corrects; that one stays in the log.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    id: _ForecastId
    question: Question
    made: _Date
    probability: _Probability
    interval: tuple[_Share, _Share] | None
    forecaster: Forecaster
    case: CaseUsed | None
    run: Run | None
    reference: Reference | None
    no_change: _Probability | None
    basis: _Text
    supersedes: _ForecastId | None
    kind: Literal["forecast"] = "forecast"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a question.

    Parameters
    ----------
    question
        Its id.
    on
        The day on which the outcome was certain: of the event, or of the deadline that passed.
    outcome
        yes, no, or void where the question turned out to have no answer.
    source
        Who says so, and where.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    question: _Id
    on: _Date
    outcome: Literal["yes", "no", "void"]
    source: _Text
    kind: Literal["resolution"] = "resolution"


Entry = Forecast | Resolution

_KINDS: dict[str, TypeAdapter[Forecast] | TypeAdapter[Resolution]] = {
    "forecast": TypeAdapter(Forecast),
    "resolution": TypeAdapter(Resolution),
}


def entry_from(content: object) -> Entry:
    """Return the entry that plain data describe.

    Raises
    ------
    ValueError
        If they describe none; the message names the field, what was found and what was expected.
    """
    kind = content.get("kind") if isinstance(content, dict) else None
    if not isinstance(kind, str) or kind not in _KINDS:
        raise ValueError(f"found an entry of kind {kind!r}, expected a forecast or a resolution")
    try:
        entry: Entry = _KINDS[kind].validate_python(content)
    except ValidationError as error:
        raise ValueError(_complaint(error)) from None
    return entry


def _complaint(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if where.rpartition(".")[2] in {"probability", "no_change"}:
        return (
            f"{where}: found {first['input']!r}, expected a number from {LOWEST} to {HIGHEST}: "
            "a probability of 0 or 1 leaves no room for error, and one miss would cost more than "
            "any number of hits could make good"
        )
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "missing":
        return f"{where}: the field is missing"
    if first["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        return f"{where}: no entry has such a field"
    if first["type"] == "string_pattern_mismatch":
        message = _PATTERNS.get(where.rpartition(".")[2], _PATTERNS["id"])
    return f"{where}: found {str(first['input'])[:80]!r}; {message[:1].lower()}{message[1:]}"


_PATTERNS = {
    "sha256": "expected 64 digits of a SHA-256 in hexadecimal",
    "id": "expected small letters, digits and single hyphens, such as ceasefire-2026",
}
