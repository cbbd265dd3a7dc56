"""The inputs of a case: every number in it, each with its distribution and its mode."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case, Uncertain
from goodoffices.case.model import Event
from goodoffices.preferences._pert import pert
from goodoffices.preferences._random import uniforms

__all__ = ["DAYS_PER_MONTH", "OF_STEPS", "Block", "Input", "blocks", "drawn", "months"]

DAYS_PER_MONTH = 365.2425 / 12
"""Mean length of a month in the Gregorian calendar."""

Floats = NDArray[np.float64]
Kind = Literal[
    "weight", "value", "curvature", "floor", "per_month", "red_line", "bonus", "event", "shift",
    "days", "kappa",
]  # fmt: skip

OF_STEPS: tuple[Kind, ...] = ("days", "kappa")
"""Kinds of input that say how an agreement is carried out, and nothing of what it is worth."""


@dataclass(frozen=True, slots=True)
class Input:
    """One number of a case as it enters the model.

    Parameters
    ----------
    name
        Its place in the case, in the analyst's ids; keys the random numbers.
    kind
        ``red_line`` is 1 where the line holds, else 0; ``event`` is the time of the event in
        months after `as_of` (``inf``: never); ``days`` is the duration of a step in days, and
        ``kappa`` what the done step adds to a party's hand.
    party, issue, option
        What it belongs to, where it does.
    uncertain
        Whether it varies from draw to draw.
    """

    name: str
    kind: Kind
    party: str | None = None
    issue: str | None = None
    option: str | None = None
    uncertain: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """Inputs that are drawn together.

    Parameters
    ----------
    inputs
        The inputs, one column each.
    mode
        Their values at the modal draw, shape (len(inputs),).
    draw
        Function of (seed, first, count) to an array of shape (count, len(inputs)).
    """

    inputs: tuple[Input, ...]
    mode: tuple[float, ...]
    draw: Callable[[int, int, int], Floats]


def months(case: Case, day: dt.date) -> float:
    """Return the time from the case's `as_of` to `day`, in months of mean length."""
    return (day - case.as_of).days / DAYS_PER_MONTH


def drawn(
    number: Uncertain, *, seed: int, name: str, first: int, count: int, width: int = 1
) -> Floats:
    """Return an uncertain number as drawn, shape (count, width), its random numbers keyed by name.

    For numbers of a case that no package depends on, such as a mediator's patience; those that
    a package does depend on come from `Preferences.draw`.
    """
    return pert(number, uniforms(seed, name, first=first, count=count, width=width))


def _number(number: Uncertain, about: Input) -> Block:
    def draw(seed: int, first: int, count: int) -> Floats:
        return drawn(number, seed=seed, name=about.name, first=first, count=count)

    about = Input(
        about.name, about.kind, about.party, about.issue, about.option, not number.certain
    )
    return Block((about,), (number.mode,), draw)


def _ranked_values(inputs: tuple[Input, ...], name: str) -> Block:
    """Return values of ranked options: best 1, worst 0, uniform over all orders-preserving values.

    The modal draw takes the centroid of that set, equal steps, since a uniform has no mode.
    """
    n = len(inputs)

    def draw(seed: int, first: int, count: int) -> Floats:
        values = np.empty((count, n))
        values[:, 0], values[:, -1] = 1.0, 0.0
        if n == 1:
            values[:, 0] = 1.0
        elif n > 2:
            inner = uniforms(seed, name, first=first, count=count, width=n - 2)
            values[:, 1:-1] = np.sort(inner, axis=1)[:, ::-1]
        return values

    mode = tuple(1 - k / (n - 1) for k in range(n)) if n > 1 else (1.0,)
    return Block(inputs, mode, draw)


def _ranked_weights(inputs: tuple[Input, ...], name: str) -> Block:
    """Return weights of ranked issues, uniform over the ordered simplex (SMAA).

    The modal draw takes its centroid, the rank-order centroid weights (Barron & Barrett 1996).
    """
    n = len(inputs)

    def draw(seed: int, first: int, count: int) -> Floats:
        uniform = uniforms(seed, name, first=first, count=count, width=n)
        spacings = -np.log1p(-uniform)
        ordered: Floats = np.sort(spacings, axis=1)[:, ::-1].copy()
        ordered /= ordered.sum(axis=1, keepdims=True)
        return ordered

    mode = tuple(sum(1 / j for j in range(k, n + 1)) / n for k in range(1, n + 1))
    return Block(inputs, mode, draw)


def _holds(number: Uncertain, about: Input) -> Block:
    """Return whether a red line is meant: Bernoulli with a probability that may be uncertain."""

    def draw(seed: int, first: int, count: int) -> Floats:
        uniform = uniforms(seed, about.name, first=first, count=count, width=2)
        return (uniform[:, 1:] < pert(number, uniform[:, :1])).astype(np.float64)

    varies = not (number.certain and number.mode in (0.0, 1.0))
    about = Input(about.name, about.kind, about.party, about.issue, uncertain=varies)
    return Block((about,), (float(number.mode >= 0.5),), draw)


def _dated(first_month: float, last_month: float, chance: Uncertain, about: Input) -> Block:
    """Return the time of a dated event: uniform over its days, ``inf`` where it does not happen."""

    def draw(seed: int, first: int, count: int) -> Floats:
        uniform = uniforms(seed, about.name, first=first, count=count, width=3)
        time = first_month + (last_month - first_month) * uniform[:, 2:]
        return np.where(uniform[:, 1:2] < pert(chance, uniform[:, :1]), time, np.inf)

    varies = first_month < last_month or not (chance.certain and chance.mode in (0.0, 1.0))
    mode = (first_month + last_month) / 2 if chance.mode >= 0.5 else np.inf
    return Block((Input(about.name, "event", uncertain=varies),), (mode,), draw)


def _hazard(rate: Uncertain, about: Input) -> Block:
    """Return the time of an event with a constant hazard per month; its median at the mode."""

    def draw(seed: int, first: int, count: int) -> Floats:
        uniform = uniforms(seed, about.name, first=first, count=count, width=2)
        drawn = pert(rate, uniform[:, :1])
        with np.errstate(divide="ignore"):
            return np.where(drawn > 0, -np.log1p(-uniform[:, 1:]) / drawn, np.inf)

    median = float(np.log(2) / rate.mode) if rate.mode > 0 else np.inf
    return Block((Input(about.name, "event"),), (median,), draw)


def blocks(case: Case) -> Iterator[Block]:
    """Yield every number of the case, in the order of the case."""
    for party in case.parties:
        if party.weights is not None:
            name = f"parties[{party.id}].weights"
            yield _ranked_weights(
                tuple(
                    Input(f"{name}[{issue}]", "weight", party.id, issue)
                    for issue in party.weights.ranking
                ),
                name,
            )
        if (held := party.no_agreement) is not None:
            name = f"parties[{party.id}].no_agreement"
            if held.utility is not None:
                yield _number(held.utility, Input(f"{name}.utility", "floor", party.id))
            if held.per_month is not None:
                yield _number(held.per_month, Input(f"{name}.per_month", "per_month", party.id))
    for position in case.positions:
        p, i = position.party, position.issue
        name = f"positions[{p},{i}]"
        if position.weight is not None:
            yield _number(position.weight, Input(f"{name}.weight", "weight", p, i))
        if position.values is not None:
            for option, number in position.values.items():
                about = Input(f"{name}.values[{option}]", "value", p, i, option)
                yield _number(number, about)
        elif position.ideal is not None:
            gamma = position.curvature or Uncertain(1.0, 1.0, 1.0)
            yield _number(gamma, Input(f"{name}.curvature", "curvature", p, i))
        elif position.ranking is not None:
            ranked = tuple(
                Input(f"{name}.ranking[{option}]", "value", p, i, option)
                for option in position.ranking
            )
            yield _ranked_values(ranked, f"{name}.ranking")
        for k, line in enumerate(position.red_lines):
            yield _holds(line.chance, Input(f"{name}.red_lines[{k}]", "red_line", p, i))
    for link in case.links:
        for bonus_party, number in (link.bonus or {}).items():
            about = Input(f"links[{link.id}].bonus[{bonus_party}]", "bonus", bonus_party)
            yield _number(number, about)
    for event in case.events:
        yield from _event(case, event)
    yield from _of_steps(case)


def _event(case: Case, event: Event) -> Iterator[Block]:
    about = Input(f"events[{event.id}]", "event")
    if event.hazard_per_month is not None:
        yield _hazard(event.hazard_per_month, about)
    elif event.on is not None:
        chance = event.probability or Uncertain(1.0, 1.0, 1.0)
        yield _dated(months(case, event.on.first), months(case, event.on.last), chance, about)
    for shifted, number in event.effect.no_agreement.items():
        name = f"events[{event.id}].effect.no_agreement[{shifted}]"
        yield _number(number, Input(name, "shift", shifted))
    for moved, options in event.effect.worth.items():
        for word, number in options.items():
            name = f"events[{event.id}].effect.worth[{moved}][{word}]"
            yield _number(number, Input(name, "shift", moved))


def _of_steps(case: Case) -> Iterator[Block]:
    for step in case.steps:
        if step.days is not None:
            yield _number(step.days, Input(f"steps[{step.id}].days", "days"))
        for holder, number in step.kappa.items():
            yield _number(number, Input(f"steps[{step.id}].kappa[{holder}]", "kappa", holder))
