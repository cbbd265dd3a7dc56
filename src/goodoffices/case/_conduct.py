"""How the rounds are assumed to go: what a case may say about conduct, which only talks use."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from goodoffices.case._base import Claims, Id, Model, Why
from goodoffices.case.numbers import Curvature, NonNegative, Probability, Rate, Share

__all__ = ["Conduct", "Talks"]


class Conduct(Model):
    """How a party bargains."""

    strategy: Literal["boulware", "linear", "conceder", "tit-for-tat", "rational"] = Field(
        default="boulware",
        description="How its demands fall over the time it believes it has: late, evenly, early, "
        "as the others' do, or by backward induction.",
    )
    exponent: Curvature | None = Field(
        default=None,
        description="e in the share conceded (t/T)^e; above 1 late. Default by strategy: boulware "
        "[2, 4, 8], linear 1, conceder [0.15, 0.25, 0.5].",
    )
    bound_by_mandate: bool = Field(
        default=True,
        description="Whether its delegates must carry home what lies beyond their mandate.",
    )
    why: Why = None
    claims: Claims = ()


class Talks(Model):
    """How the rounds are assumed to go; what is absent has the default that is shown."""

    protocol: Literal["alternating-offers", "single-text", "parallel-tracks"] | None = Field(
        default=None,
        description="Default: parallel-tracks where an issue is separable, else single-text with a "
        "mediator, else alternating-offers.",
    )
    every_days: NonNegative | None = Field(
        default=None,
        description="Days between rounds not yet dated, at least 1. Default [14, 21, 42].",
    )
    believed_months: NonNegative | None = Field(
        default=None,
        description="Months from as_of that the parties believe they have where no deadline ends "
        "it sooner. Default: until the horizon.",
    )
    session_days: int = Field(default=2, ge=1, le=366, description="Length of such a round.")
    exchanges: int = Field(default=4, ge=1, le=1000, description="Exchanges in a session (K).")
    offers: Literal["trade-off", "least"] = Field(
        default="trade-off",
        description="What a party offers at its target: what is best for the others among the "
        "efficient packages, or, over all packages, the one worth least to itself.",
    )
    conduct: dict[Id, Conduct] = Field(default_factory=dict, description="By party.")
    settles_apart: Probability | None = Field(
        default=None,
        description="Chance that a session comes to settle a separable issue which is ripe. "
        "Default [0.1, 0.25, 0.5].",
    )
    breaks_off: Probability | None = Field(
        default=None,
        description="Chance per session that a party breaks off which has been offered nothing "
        "better than no agreement. Default [0.02, 0.05, 0.12].",
    )
    resumes_per_month: Rate | None = Field(
        default=None, description="Hazard that suspended talks resume. Default [0.2, 0.4, 0.8]."
    )
    gives_up_after: NonNegative | None = Field(
        default=None,
        description="Months of suspension after which the talks have collapsed. Default [3, 5, 8].",
    )
    without_mediator: Probability | None = Field(
        default=None,
        description="Chance that the parties go on by themselves once the mediator has left. "
        "Default [0.25, 0.5, 0.75].",
    )
    fading: Share | None = Field(
        default=None,
        description="What is left of a deadline's credibility for each earlier one that passed "
        "without being kept. Default [0.3, 0.5, 0.8].",
    )
    why: Why = None
    claims: Claims = ()
