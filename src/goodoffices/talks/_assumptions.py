"""What the rounds are assumed to be like: every behavioural number, stated or by default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goodoffices.case import Case, Uncertain
from goodoffices.case.model import Event, Party

__all__ = ["Assumption", "assumptions", "is_leaving", "mediator_of", "negotiators"]

_EXPONENT = {
    "boulware": Uncertain(2.0, 4.0, 8.0),
    "linear": Uncertain(1.0, 1.0, 1.0),
    "conceder": Uncertain(0.15, 0.25, 0.5),
    "tit-for-tat": Uncertain(1.0, 1.0, 1.0),
    "rational": Uncertain(1.0, 1.0, 1.0),
}
_TALKS = {
    "every_days": Uncertain(14.0, 21.0, 42.0),
    "settles_apart": Uncertain(0.1, 0.25, 0.5),
    "breaks_off": Uncertain(0.02, 0.05, 0.12),
    "resumes_per_month": Uncertain(0.2, 0.4, 0.8),
    "gives_up_after": Uncertain(3.0, 5.0, 8.0),
    "without_mediator": Uncertain(0.25, 0.5, 0.75),
    "fading": Uncertain(0.3, 0.5, 0.8),
}
_TELLS = Uncertain(0.5, 0.5, 0.5)
_BUDGET = 0.1
"""Share of its leverage that a mediator's budget is where the case states none."""
_EFFECTS = ("mediator_leaves", "mediator_hazard", "suspends", "escalates", "delays")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number about behaviour.

    Parameters
    ----------
    name
        Its place in the case, in the analyst's ids; keys its random numbers.
    number
        The number.
    stated
        Whether the case states it; else it is the program's default.
    why
        The reason beside it in the case, where there is one.
    """

    name: str
    number: Uncertain
    stated: bool
    why: str | None = None


def negotiators(case: Case) -> tuple[Party, ...]:
    """Return the parties that bargain: those of full consent, in the order of the case."""
    issues = [issue.id for issue in case.issues]
    return tuple(party for party in case.parties if all(map(party.needed_on, issues)))


def mediator_of(case: Case) -> Party | None:
    """Return the first party that mediates, or None."""
    return next((party for party in case.parties if party.mediator is not None), None)


def is_leaving(event: Event, mediator_id: str) -> bool:
    """Return whether an event is the mediator's leaving itself, and not what may bring it about."""
    chance = event.effect.mediator_leaves
    return (chance is not None and chance.low == 1.0) or mediator_id in event.effect.leaves


def assumptions(
    case: Case, overrides: Mapping[str, Uncertain] | None = None
) -> dict[str, Assumption]:
    """Return every behavioural assumption of a case by its name.

    Parameters
    ----------
    case
        The case.
    overrides
        Numbers to use in place of the case's, by name.

    Raises
    ------
    KeyError
        If an override names no assumption.
    """
    known = {assumption.name: assumption for assumption in _listed(case)}
    for name, number in (overrides or {}).items():
        known[name] = Assumption(name, number, True, known[name].why)
    return known


def _listed(case: Case) -> Iterator[Assumption]:
    talks = case.talks
    for key, default in _TALKS.items():
        stated: Uncertain | None = getattr(talks, key)
        yield Assumption(
            f"talks.{key}",
            default if stated is None else stated,
            stated is not None,
            talks.why if stated is not None else None,
        )
    if talks.believed_months is not None:
        yield Assumption("talks.believed_months", talks.believed_months, True, talks.why)
    for party in negotiators(case):
        conduct = talks.conduct.get(party.id)
        strategy = conduct.strategy if conduct else "boulware"
        exponent = conduct.exponent if conduct else None
        yield Assumption(
            f"talks.conduct[{party.id}].exponent",
            exponent or _EXPONENT[strategy],
            exponent is not None,
            conduct.why if conduct else None,
        )
    mediating = mediator_of(case)
    if mediating is not None and mediating.mediator is not None:
        mediator = mediating.mediator
        name = f"parties[{mediating.id}].mediator"
        yield Assumption(f"{name}.bias", mediator.bias, True, mediator.why)
        yield Assumption(f"{name}.patience", mediator.patience, True, mediator.why)
        leverage = mediator.leverage
        budget = mediator.budget or Uncertain(
            _BUDGET * leverage.low, _BUDGET * leverage.mode, _BUDGET * leverage.high
        )
        yield Assumption(f"{name}.budget", budget, mediator.budget is not None, mediator.why)
        tells = mediator.tells
        yield Assumption(f"{name}.tells", tells or _TELLS, tells is not None, mediator.why)
    for event in case.events:
        if event.kind == "deadline" and event.credible is not None:
            yield Assumption(f"events[{event.id}].credible", event.credible, True, event.why)
        for key in _EFFECTS:
            number = getattr(event.effect, key)
            if number is not None:
                name = f"events[{event.id}].effect.{key}"
                yield Assumption(name, number, True, event.why)
