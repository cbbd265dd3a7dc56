"""Nouns of inquiry: what somebody may be after, and what speaks for or against it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.case._base import Claims, Dates, Id, Model, Name, Text, Why
from goodoffices.case.library import LIBRARY, SIDED
from goodoffices.case.numbers import Change, NonNegative, Probability, Uncertain
from goodoffices.case.numbers import probability as _probability
from goodoffices.case.scales import WORDS

__all__ = [
    "Alternative", "Evidence", "Hypothesis", "Likelihood", "Office", "Portfolio", "Utility",
    "Voice", "Watch",
]  # fmt: skip

Portfolio = Literal["military", "political", "economic", "humanitarian", "legal"]
"""What a delegate is there to talk about."""


def _likelihood(value: Any) -> Uncertain:
    if isinstance(value, str):
        known = WORDS.get(" ".join(value.lower().split()))
        if known is None:
            raise PydanticCustomError(
                "number", "expected a number, [low, mode, high] or one of {words}",
                {"words": ", ".join(WORDS)},
            )  # fmt: skip
        return known
    return _probability(value)


def _plain(value: Uncertain) -> float | list[float]:
    return value.as_plain()


_ONE = {"type": "number", "minimum": 0, "maximum": 1}
Likelihood = Annotated[
    Uncertain,
    PlainValidator(_likelihood),
    PlainSerializer(_plain),
    WithJsonSchema(
        {
            "description": "A number, [low, mode, high], or a word of the scale of ICD 203.",
            "anyOf": [
                _ONE,
                {"type": "array", "items": _ONE, "minItems": 3, "maxItems": 3},
                {"type": "string", "enum": list(WORDS)},
            ],
        }
    ),
]
"""A probability as a number, a range, or a word on a published scale."""


class Utility(Model):
    """What a mediator would want under a hypothesis: a linear utility."""

    agreement: Change | None = Field(default=None, description="Worth of any agreement.")
    parties: dict[Id, Change] = Field(
        default_factory=dict, description="Weight of each party's surplus."
    )
    options: dict[str, Change] = Field(
        default_factory=dict, description="Worth of single options, as issue.option."
    )
    process: Change | None = Field(default=None, description="Worth of talks that go on, a month.")
    per_month: Change | None = Field(default=None, description="Worth of each month that passes.")
    exit: Change | None = Field(default=None, description="Worth of leaving the talks.")


class Hypothesis(Model):
    """One answer to what a mediator may be after."""

    id: Id
    about: Id
    name: Name
    text: Text
    prior: Probability | None = Field(
        default=None, description="Absent: an equal part of what the others leave."
    )
    like: (
        Literal[
            "peace-at-any-price",
            "peace-on-one-sides-terms",
            "process-for-its-own-sake",
            "gain-elsewhere",
            "exit-and-blame",
        ]
        | None
    ) = Field(default=None, description="A utility of the library, in place of one's own.")
    side: Id | None = Field(default=None, description="With peace-on-one-sides-terms: whose.")
    utility: Utility | None = Field(
        default=None, description="Absent, and no `like`: none of these."
    )
    why: Why = None
    claims: Claims = ()

    @model_validator(mode="after")
    def _one_utility(self) -> Hypothesis:
        if self.like is not None and self.utility is not None:
            raise PydanticCustomError("hypothesis", "expected `like` or `utility`, not both", {})
        if (self.like == SIDED) != (self.side is not None):
            raise PydanticCustomError(
                "hypothesis", "expected `side` beside like: {like}, and nowhere else",
                {"like": SIDED},
            )  # fmt: skip
        return self

    @property
    def wants(self) -> Utility | None:
        """Its utility, written out or from the library; None for none of these."""
        if self.like is None:
            return self.utility
        parties = {self.side: 0.8} if self.side is not None else {}
        return Utility.model_validate({**LIBRARY[self.like], "parties": parties})


class Alternative(Model):
    """One thing a mediator could do, the one it did included.

    Its worth under a hypothesis is either stated in ``utility``, or follows from the utility of
    the hypothesis and from what the act leads to.
    """

    id: Id
    name: Name
    inaction: bool = Field(default=False, description="Whether it is to do nothing.")
    utility: dict[Id, Change] | None = Field(
        default=None, description="Its worth by hypothesis, where stated."
    )
    agreement: Probability | None = Field(
        default=None, description="Chance that it leads to an agreement."
    )
    package: dict[Id, Id] | None = Field(
        default=None, description="The proposal: option by issue, as far as it settles them."
    )
    months: NonNegative | None = Field(default=None, description="Months of talks it leads to.")
    leaves: Probability | None = Field(
        default=None, description="Chance that it ends the mediator's part in the talks."
    )
    why: Why = None
    claims: Claims = ()

    @model_validator(mode="after")
    def _stated_or_derived(self) -> Alternative:
        leads = (self.agreement, self.package, self.months, self.leaves)
        if self.utility is not None and any(part is not None for part in leads):
            raise PydanticCustomError(
                "choice", "expected `utility`, or else what it leads to (agreement, package, "
                "months, leaves)", {},
            )  # fmt: skip
        return self


class Voice(Model):
    """Somebody whose words are evidence, and who may be out to mislead."""

    id: Id
    name: Name
    deceives: Probability = Field(description="Chance that its words are chosen to mislead.")
    under: dict[Id, Probability] = Field(
        default_factory=dict, description="The same by hypothesis, where it differs."
    )
    why: Why = None
    claims: Claims = ()


class Evidence(Model):
    """One item of evidence, and how likely it would be under each hypothesis."""

    id: Id
    text: Text
    channel: Literal["choice", "document"]
    date: Dates | None = None
    about: Id | None = Field(
        default=None,
        description="Whose act it is, where it is derived and several mediators have hypotheses.",
    )
    group: Id | None = Field(default=None, description="Items that share an origin.")
    reliability: Probability | None = Field(default=None, description="rho; default 1.")
    likelihood: dict[Id, Likelihood] | None = Field(
        default=None, description="By hypothesis; absent where `options` give a choice set."
    )
    options: tuple[Alternative, ...] = Field(
        default=(), description="The choice set: what it could have done, doing nothing included."
    )
    chosen: Id | None = Field(default=None, description="The option that was taken.")
    rationality: NonNegative | None = Field(
        default=None, description="lambda of the choice; default [1, 3, 8]."
    )
    voice: Id | None = Field(default=None, description="Whose words they are, if it may deceive.")
    if_deceiving: dict[Id, Likelihood] | None = Field(
        default=None, description="By hypothesis, where the voice misleads; default: no telling."
    )
    why: Why = None
    claims: Claims = ()

    @model_validator(mode="after")
    def _one_channel(self) -> Evidence:
        if self.likelihood is not None and self.options:
            raise PydanticCustomError("choice", "expected `likelihood` or `options`, not both", {})
        if self.likelihood is None and not self.options:
            raise PydanticCustomError("choice", "expected `likelihood` or `options`", {})
        if bool(self.options) != (self.chosen is not None):
            raise PydanticCustomError("choice", "expected `options` and `chosen` side by side", {})
        if self.options and self.channel != "choice":
            raise PydanticCustomError("choice", "expected channel: choice beside `options`", {})
        if self.rationality is not None and not self.options:
            raise PydanticCustomError("choice", "expected `rationality` beside `options`", {})
        if self.about is not None and not self.options:
            raise PydanticCustomError("choice", "expected `about` beside `options`", {})
        if self.if_deceiving is not None and self.voice is None:
            raise PydanticCustomError("choice", "expected `if_deceiving` beside a `voice`", {})
        return self


class Watch(Model):
    """Something that may still be seen, and what each hypothesis predicts of it."""

    id: Id
    text: Text
    date: Dates | None = Field(default=None, description="When it will be known.")
    event: Id | None = Field(default=None, description="Or: at which event.")
    round: Id | None = Field(default=None, description="Or: at which round.")
    about: Id | None = Field(
        default=None,
        description="Whose act it is, where it is derived and several mediators have hypotheses.",
    )
    reliability: Probability | None = Field(default=None, description="rho; default 1.")
    likelihood: dict[Id, Likelihood] | None = Field(
        default=None, description="Chance of seeing it, by hypothesis; or give `options`."
    )
    options: tuple[Alternative, ...] = Field(default=(), description="The coming choice set.")
    rationality: NonNegative | None = Field(
        default=None, description="lambda of the choice; default [1, 3, 8]."
    )
    why: Why = None
    claims: Claims = ()

    @model_validator(mode="after")
    def _whole(self) -> Watch:
        if (self.likelihood is None) == (not self.options):
            raise PydanticCustomError("choice", "expected one of `likelihood` and `options`", {})
        if sum(when is not None for when in (self.date, self.event, self.round)) != 1:
            raise PydanticCustomError("choice", "expected one of `date`, `event` and `round`", {})
        return self


class Office(Model):
    """What holders of an office come to discuss, beside or in place of the taxonomy's roles."""

    office: Name = Field(description="Words that the office of a delegate contains.")
    portfolios: dict[Portfolio, NonNegative] = Field(
        min_length=1, description="Dirichlet counts: how many delegates' worth, by portfolio."
    )
    why: Why = None
    claims: Claims = ()
