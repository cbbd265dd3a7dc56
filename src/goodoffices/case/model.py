"""The nouns of a case: what is known, on one date, about one conflict under negotiation.

Every class is one mapping of the file format (``docs/reference/case-format.md``); unknown keys
are errors.  Ids are slugs which the analyst chose.  Anything that states a fact can carry
``claims``; what carries none is an assumption and is shown as one.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from goodoffices.case._base import SLUG, Claims, Date, Dates, Id, Model, Name, Span, Text, Why
from goodoffices.case._conduct import Conduct, Talks
from goodoffices.case._inquiry import (
    Alternative,
    Evidence,
    Hypothesis,
    Office,
    Portfolio,
    Utility,
    Voice,
    Watch,
)
from goodoffices.case.numbers import (
    Change,
    Curvature,
    NonNegative,
    Probability,
    Rate,
    Share,
    Uncertain,
)

__all__ = [
    "SLUG", "Actor", "Alternative", "Case", "Claim", "Condition", "Conduct", "Delegate",
    "DisputedTerm",
    "Effect", "Event", "Evidence", "Features", "Hypothesis", "Issue", "Link", "Mandate", "Mediator",
    "Model", "NoAgreement", "Office", "Option", "Party", "Place", "Position", "RedLine",
    "ReferenceClass", "Requirement",
    "Round", "SidePayments", "Source", "Span", "Step", "StoredText", "Talks", "Term", "Utility",
    "Voice", "Watch", "Weights",
]  # fmt: skip


class StoredText(Model):
    """The text of a source, kept beside the case, which spans point into."""

    file: Name = Field(description="Path from the case file's folder, with '/'.")
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="Hash of its bytes, in hexadecimal."
    )


class Source(Model):
    """A document that claims are taken from."""

    id: Id
    title: Text
    author: Name | None = None
    outlet: Name | None = None
    date: Dates = Field(description="When it appeared: a date, or [first, last] where inferred.")
    kind: Literal["reporting", "commentary", "official", "agreement", "dataset", "scholarship"]
    reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(
        description="Admiralty code: A completely reliable ... E unreliable, F cannot be judged."
    )
    url: Name | None = None
    text: StoredText | None = Field(
        default=None, description="Where its text is kept; `at.span` points into it."
    )
    note: Text | None = None


class Place(Model):
    """Where in a source a claim stands; at least one of the keys."""

    paragraph: int | None = Field(default=None, ge=1, description="Line of the stored text.")
    page: int | None = Field(default=None, ge=1)
    section: Name | None = None
    span: tuple[int, ...] | None = Field(
        default=None, description="Code points [start, end), end-exclusive, in the stored text."
    )

    @model_validator(mode="after")
    def _some(self) -> Place:
        if self.paragraph is None and self.page is None and not self.section and not self.span:
            raise PydanticCustomError("place", "expected a paragraph, page, section or span", {})
        if self.span is not None and (len(self.span) != 2 or not 0 <= self.span[0] < self.span[1]):
            raise PydanticCustomError("place", "expected span: [start, end], start < end", {})
        return self


class Claim(Model):
    """One statement taken from one source at one place, in the analyst's own words."""

    id: Id
    text: Text
    source: Id
    at: Place | None = None
    speaker: Id | None = Field(
        default=None, description="A party or actor; absent where the author speaks."
    )
    via: tuple[Id, ...] = Field(
        default=(), description="Mouths the statement passed through, from first to last."
    )
    said: Dates | None = Field(default=None, description="When it was said, if known.")
    kind: Literal["fact", "attributed", "judgement", "forecast"]
    hedge: Literal["none", "possible", "likely", "impression"] = "none"
    credibility: int = Field(
        ge=1, le=6, description="1 confirmed by other sources ... 5 improbable, 6 cannot be judged."
    )
    about: tuple[Id, ...] = Field(
        default=(), description="Parties, issues, rounds or events it is about."
    )
    contested_by: tuple[Id, ...] = Field(default=(), description="Claims that contradict it.")
    drift: Text | None = Field(
        default=None, description="How this wording departs from the source it relies on."
    )
    note: Text | None = None


class Actor(Model):
    """Somebody who speaks or acts without being a party: a person, a body, unnamed officials."""

    id: Id
    name: Name
    of: Id | None = Field(default=None, description="The party it speaks for or belongs to.")
    note: Text | None = None


class DisputedTerm(Model):
    """A name over which the parties differ; marked where a section first uses it."""

    term: Name
    note: Text


class NoAgreement(Model):
    """What a party has, and will have, if nothing is signed (its BATNA), r_p(t)."""

    utility: Share | None = Field(
        default=None,
        description="r_p at as_of; absent: the worth of the options that hold without agreement.",
    )
    per_month: Change | None = Field(
        default=None, description="Movement per month (-c_p): below 0 where time hurts the party."
    )
    why: Why = None
    claims: Claims = ()


class Mediator(Model):
    """A mediator's own interests and means."""

    bias: Share = Field(
        description="b: weight of its own interests in what it proposes, 0 = the parties' only."
    )
    leans: Id | None = Field(default=None, description="The party its proposals tend to favour.")
    leverage: Share = Field(description="Means to reward or press the parties, 0-1.")
    patience: NonNegative = Field(
        description="Months it is expected to stay engaged while nothing moves."
    )
    budget: Share | None = Field(
        default=None,
        description="What it can spend on inducements and pressure in all, in the utility of those "
        "it moves; default: a tenth of its leverage.",
    )
    tells: Probability | None = Field(
        default=None,
        description="Chance that a party learns from it, and believes, what the others could "
        "accept; 0 withholds everything. Default 0.5.",
    )
    blames: Literal["refuser", "other-side"] = Field(
        default="refuser",
        description="Whom it blames when it leaves: the party that refused its last text, or the "
        "one it does not lean to.",
    )
    why: Why = None
    claims: Claims = ()


class Delegate(Model):
    """A person sent to a round."""

    name: Name
    office: Name
    portfolio: Portfolio
    head: bool = False
    track: Name | None = Field(
        default=None, description="A separate track, where not at the main table."
    )
    mandate: Text | None = None
    claims: Claims = ()


class Weights(Model):
    """A party's issue weights known only as an order."""

    ranking: tuple[Id, ...] = Field(
        min_length=1, description="Issues from the heaviest to the lightest."
    )
    why: Why = None
    claims: Claims = ()


class SidePayments(Model):
    """What a guarantor can pay to make up for what others give up."""

    budget: Share = Field(description="In all, in the utility of those who receive it.")
    to: tuple[Id, ...] = Field(min_length=1, description="Parties it would pay.")
    why: Why = None
    claims: Claims = ()


class Party(Model):
    """An actor with interests, at the table or not."""

    id: Id
    name: Name
    short: Name | None = Field(default=None, description="A short label for figures.")
    consent: bool | tuple[Id, ...] = Field(
        default=False, description="true, false, or the issues on which its consent is needed."
    )
    mediator: Mediator | None = None
    no_agreement: NoAgreement | None = None
    weights: Weights | None = None
    side_payments: SidePayments | None = None
    delegations: dict[Id, tuple[Delegate, ...]] = Field(
        default_factory=dict, description="Who was sent to each round."
    )
    note: Text | None = None
    claims: Claims = ()

    @property
    def label(self) -> str:
        """The short name, or the name."""
        return self.short or self.name

    def needed_on(self, issue: str) -> bool:
        """Return whether its consent is needed on an issue."""
        return self.consent if isinstance(self.consent, bool) else issue in self.consent


class Option(Model):
    """One settlement of an issue, exclusive of the others."""

    id: Id
    name: Name
    note: Text | None = None


def _option(value: Any) -> Any:
    if isinstance(value, str):
        return {"id": value, "name": value.replace("-", " ").replace("_", " ")}
    return value


# The input type is what editors are told: a slug on its own is an option as well.
OptionEntry = Annotated[Option, BeforeValidator(_option, json_schema_input_type=Id | Option)]


class Issue(Model):
    """What is negotiated, with its ladder of exclusive options."""

    id: Id
    name: Name
    area: Id = Field(description="Area of the taxonomy.")
    question: Text | None = None
    options: tuple[OptionEntry, ...] = Field(
        min_length=1, description="In ladder order; a slug, or {id, name, note}."
    )
    ladder: bool = Field(default=True, description="Whether the options form an order.")
    without_agreement: Id = Field(description="The option that holds if nothing is signed.")
    separable: bool = Field(default=False, description="Can be settled on its own, earlier.")
    principle: bool = Field(default=False, description="Part of a framework of principles.")
    why: Why = None
    claims: Claims = ()


class RedLine(Model):
    """Options a party will never take."""

    options: tuple[Id, ...] = Field(min_length=1, description="The options ruled out.")
    kind: Literal["absolute", "stated"] = Field(
        description="absolute: always holds; stated: holds with probability `holds`."
    )
    holds: Probability | None = Field(
        default=None, description="For a stated one: the chance that it is meant. Default 0.5."
    )
    why: Why = None
    claims: Claims = ()

    @model_validator(mode="after")
    def _consistent(self) -> RedLine:
        if self.kind == "absolute" and self.holds is not None:
            raise PydanticCustomError(
                "red_line", "expected no `holds` on an absolute red line (use kind: stated)", {}
            )
        return self

    @property
    def chance(self) -> Uncertain:
        """The chance that it is meant: 1 if absolute, and one half where nothing is stated."""
        if self.kind == "absolute":
            return Uncertain(1.0, 1.0, 1.0)
        return self.holds or Uncertain(0.5, 0.5, 0.5)


class Mandate(Model):
    """What a party's delegation may accept on an issue before it must ask again."""

    options: tuple[Id, ...] = Field(min_length=1, description="Options within the mandate.")
    why: Why = None
    claims: Claims = ()


class Position(Model):
    """What a party states on an issue, is believed to want, and will never take."""

    party: Id
    issue: Id
    stated: Id | None = Field(default=None, description="The option it asks for in public.")
    weight: NonNegative | None = Field(
        default=None, description="Swing weight: worst to best option of this issue."
    )
    values: dict[Id, Share] | None = Field(
        default=None, description="v_p(i, o) for each option, 0 its worst and 1 its best."
    )
    ideal: Id | None = Field(default=None, description="The option it likes best on the ladder.")
    curvature: Curvature | None = Field(
        default=None, description="gamma of v = 1 - (distance / longest distance)^gamma; default 1."
    )
    ranking: tuple[Id, ...] | None = Field(
        default=None, description="All options from best to worst."
    )
    red_lines: tuple[RedLine, ...] = Field(default=(), description="What it rules out.")
    mandate: Mandate | None = None
    why: Why = None
    claims: Claims = ()


class Term(Model):
    """An issue settled by one of some options, written ``issue.option`` or ``issue.a|b``."""

    issue: Id
    options: tuple[Id, ...]

    def __str__(self) -> str:
        return f"{self.issue}.{'|'.join(self.options)}"


_TERM = rf"({SLUG})\.({SLUG}(?:\|{SLUG})*)"


def _term(value: Any) -> Any:
    if isinstance(value, Term):
        return value
    match = re.fullmatch(_TERM, value) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError("term", "expected issue.option or issue.option|option", {})
    return Term(issue=match[1], options=tuple(match[2].split("|")))


TermText = Annotated[
    Term,
    PlainValidator(_term),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": f"^{_TERM}$"}),
]


class Requirement(Model):
    """If the first term holds, the second must."""

    if_: TermText = Field(alias="if")
    then: TermText


class Link(Model):
    """A rule between options, or a bonus or cost of options taken together.

    Exactly one of ``excludes``, ``requires`` and ``together``.
    """

    id: Id
    excludes: tuple[TermText, ...] | None = Field(
        default=None,
        min_length=1,
        description="Never all together. With one term: options that are the lack of a settlement "
        "and so are in no agreement.",
    )
    requires: Requirement | None = None
    together: tuple[TermText, ...] | None = Field(
        default=None, min_length=1, description="Activated when all hold."
    )
    bonus: dict[Id, Change] | None = Field(
        default=None, description="With `together`: what it adds to each party's utility."
    )
    why: Why = None
    claims: Claims = ()

    @model_validator(mode="after")
    def _one_kind(self) -> Link:
        kinds = [self.excludes, self.requires, self.together]
        if sum(kind is not None for kind in kinds) != 1:
            raise PydanticCustomError(
                "link", "expected exactly one of excludes, requires, together", {}
            )
        if (self.together is None) != (self.bonus is None):
            raise PydanticCustomError("link", "expected `together` and `bonus` side by side", {})
        return self

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term the link speaks of."""
        if self.requires is not None:
            return (self.requires.if_, self.requires.then)
        return tuple(self.excludes or self.together or ())


class Condition(Model):
    """A condition about order that a party attaches to a step."""

    party: Id
    steps: tuple[Id, ...] = Field(min_length=1, description="Steps it wants done first.")
    why: Why = None
    claims: Claims = ()


class Step(Model):
    """One undertaking of an agreement being carried out."""

    id: Id
    name: Name
    by: tuple[Id, ...] = Field(min_length=1, description="Who performs it.")
    settles: tuple[TermText, ...] = Field(
        default=(), description="The settled issues it carries out."
    )
    after: tuple[Id, ...] = Field(
        default=(), description="Steps that must be done before, by the nature of things."
    )
    with_: tuple[Id, ...] = Field(
        default=(), alias="with", description="Steps that must happen at the same time."
    )
    not_before: Date | None = None
    waits_for: tuple[Condition, ...] = Field(
        default=(), description="Conditions about order attached by parties."
    )
    days: NonNegative | None = Field(default=None, description="Duration in days.")
    reversible: bool | None = None
    kappa: dict[Id, Change] = Field(
        default_factory=dict,
        description="kappa_p(s): what the done step adds to each party's hand if it walks away.",
    )
    why: Why = None
    claims: Claims = ()


class Round(Model):
    """One meeting."""

    id: Id
    name: Name | None = None
    dates: Dates
    place: Name
    format: Name = Field(description="For example bilateral, trilateral, shuttle, proximity.")
    level: Literal["technical", "political", "leaders"]
    parties: tuple[Id, ...] = Field(default=(), description="Parties at the table.")
    agenda: tuple[Id, ...] = Field(default=(), description="Issues announced or reported.")
    result: Text | None = None
    claims: Claims = ()


class Effect(Model):
    """What an event changes."""

    no_agreement: dict[Id, Change] = Field(
        default_factory=dict, description="Shift of r_p by party."
    )
    mediator_leaves: Probability | None = None
    mediator_hazard: NonNegative | None = Field(
        default=None, description="Factor on the mediator's hazard of leaving from then on."
    )
    joins: tuple[Id, ...] = Field(default=(), description="Parties that come to the table.")
    leaves: tuple[Id, ...] = Field(default=(), description="Parties that leave the table.")
    worth: dict[Id, dict[str, Change]] = Field(
        default_factory=dict,
        description="By party: change of its utility from single options, as issue.option.",
    )
    suspends: Probability | None = Field(
        default=None, description="Chance that the talks are suspended when it happens."
    )
    escalates: Probability | None = Field(
        default=None, description="Chance that it ends the talks, the conflict escalating."
    )
    delays: NonNegative | None = Field(
        default=None, description="Days by which it puts off the sessions after it."
    )


class Event(Model):
    """Something dated or with a hazard rate that changes values, participation or time."""

    id: Id
    name: Name
    kind: Literal[
        "election", "deadline", "window", "offensive", "sanction", "walk-out", "joining", "other"
    ]
    on: Dates | None = Field(default=None, description="A date, or [first, last].")
    hazard_per_month: Rate | None = None
    probability: Probability | None = Field(
        default=None, description="Chance that a dated event happens; default 1."
    )
    credible: Probability | None = Field(
        default=None, description="For a deadline: the chance that it is kept."
    )
    effect: Effect = Effect()
    why: Why = None
    claims: Claims = ()

    @model_validator(mode="after")
    def _dated_or_hazard(self) -> Event:
        if (self.on is None) == (self.hazard_per_month is None):
            raise PydanticCustomError("event", "expected one of `on` and `hazard_per_month`", {})
        if self.on is None and self.probability is not None:
            raise PydanticCustomError(
                "event", "expected `probability` only beside `on` (a hazard has its own)", {}
            )
        return self


_Terms = Annotated[
    tuple[TermText, ...],
    Field(min_length=1, description="Options that provide for it, as `issue.a|b`."),
]


class Features(Model):
    """Which options of the case provide for what the record knows agreements by.

    A package has a feature where it takes one of the options named for it.
    """

    ceasefire: _Terms | None = Field(default=None, description="A ceasefire clause.")
    commission: _Terms | None = Field(
        default=None, description="A joint commission, or another body for implementation."
    )
    demilitarised: _Terms | None = Field(
        default=None, description="A demilitarised zone or a separation of forces."
    )
    guarantee: _Terms | None = Field(
        default=None, description="An explicit guarantee by a third party."
    )
    monitoring: _Terms | None = Field(default=None, description="Monitoring or verification.")
    peacekeeping: _Terms | None = Field(default=None, description="Peacekeepers.")
    power_sharing: _Terms | None = Field(
        default=None, description="Shared or divided power: central, territorial, military."
    )


class ReferenceClass(Model):
    """The classes of past talks and agreements that the case is set beside."""

    conflict: Literal["interstate", "intrastate", "crisis"] | None = Field(
        default=None,
        description="War between states, war within one, or a crisis between states short of war.",
    )
    mediator: (
        Literal["none", "any", "single-state", "group-of-states", "igo", "regional"] | None
    ) = Field(
        default=None,
        description="Who mediates mainly; igo is a global organisation. Default: any where a "
        "party has a `mediator`, else none.",
    )
    style: Literal["facilitation", "formulation", "manipulation"] | None = Field(
        default=None,
        description="How far the mediator goes: carries messages, proposes, or presses and pays.",
    )
    agreement: Literal["ceasefire", "process", "partial", "full"] | None = Field(
        default=None,
        description="What would be signed: a ceasefire, an agreement on how to go on, one on a "
        "part of what is disputed, or one on all of it.",
    )
    features: Features = Field(
        default_factory=Features, description="Which options provide for monitoring and the like."
    )
    why: Why = None
    claims: Claims = ()


class Case(Model):
    """One conflict under negotiation, as known on one date."""

    format: Literal[1] = Field(description="Version of this format.")
    case: Id
    title: Name
    summary: Text | None = None
    as_of: Date = Field(description="What was learnt later stays out.")
    horizon: Date = Field(description="The last day of interest.")
    sources: tuple[Source, ...] = Field(default=(), description="Documents.")
    actors: tuple[Actor, ...] = Field(default=(), description="Speakers who are not parties.")
    claims: tuple[Claim, ...] = Field(default=(), description="The ledger of statements.")
    disputed_terms: tuple[DisputedTerm, ...] = Field(
        default=(), description="Names over which the parties differ."
    )
    parties: tuple[Party, ...] = Field(min_length=1, description="Those with interests.")
    issues: tuple[Issue, ...] = Field(min_length=1, description="What is negotiated.")
    positions: tuple[Position, ...] = Field(default=(), description="Who wants what.")
    links: tuple[Link, ...] = Field(default=(), description="Rules between options.")
    steps: tuple[Step, ...] = Field(default=(), description="Undertakings and their order.")
    rounds: tuple[Round, ...] = Field(default=(), description="Meetings.")
    events: tuple[Event, ...] = Field(
        default=(), description="What changes values, participation or time."
    )
    talks: Talks = Field(default_factory=Talks, description="How the rounds are assumed to go.")
    hypotheses: tuple[Hypothesis, ...] = Field(
        default=(), description="What the mediator may be after."
    )
    evidence: tuple[Evidence, ...] = Field(
        default=(), description="Items that speak for or against them."
    )
    voices: tuple[Voice, ...] = Field(
        default=(), description="Those whose words are evidence and may mislead."
    )
    watch: tuple[Watch, ...] = Field(
        default=(), description="What may still be seen, and would tell the hypotheses apart."
    )
    offices: tuple[Office, ...] = Field(
        default=(), description="What holders of an office come to discuss."
    )
    record: ReferenceClass | None = Field(
        default=None, description="Past talks and agreements that it is set beside."
    )
