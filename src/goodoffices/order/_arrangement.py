"""What an order that somebody gives comes to, as records that know how to become JSON."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from goodoffices.order._result import Act, Circle, OrderResult, PlannedStep
from goodoffices.order._waits import Wait
from goodoffices.preferences import Share, plain

__all__ = ["Arrangement", "Awaited", "Least"]

SCHEMA = "goodoffices/order-given/1"


@dataclass(frozen=True, slots=True)
class Awaited:
    """A wait, and whether an order keeps it.

    Parameters
    ----------
    act
        The act that waits.
    on
        The act that is to come before it; the same one where both happen at one time.
    wait
        The wait, between steps: a party's condition, or the nature of things.
    kept
        Whether it is so in the order.
    """

    act: Act
    on: Act
    wait: Wait
    kept: bool


@dataclass(frozen=True, slots=True)
class Least:
    """The best order of the same acts.

    Parameters
    ----------
    guarantee, exact
        The guarantee that it needs at the most plausible numbers, and whether it is proved that no
        order which keeps the conditions needs less.
    holds_if_worth
        Share of draws in which it holds, among those in which the package is worth signing; null
        where there are none.
    order
        The acts in it, by id.
    """

    guarantee: float
    exact: bool
    holds_if_worth: Share | None
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What an order that somebody gives comes to.

    Parameters
    ----------
    steps
        The steps that the package needs.
    circles
        The circles of waits, each with what it is broken by here, or with nothing chosen.
    asked
        Whether the order is the one that was asked for, act by act; otherwise it is the nearest to
        it that keeps every condition which can be kept.
    order, acts
        The acts by id, and what they are.
    waits
        The waits between the acts, and whether it keeps each; what the breakers do away with is no
        longer among them.
    least
        The best order of the same acts; conditions in a circle that nothing breaks do not bind it.
    result
        The order as `analyse` tells it, with its own guarantee: no order that keeps the conditions
        needs less than its `bound`. Null where the order cannot be, by the nature of things.
    """

    steps: tuple[PlannedStep, ...]
    circles: tuple[Circle, ...]
    asked: bool
    order: tuple[str, ...]
    acts: tuple[Act, ...]
    waits: tuple[Awaited, ...]
    least: Least
    result: OrderResult | None

    @property
    def breaches(self) -> tuple[Awaited, ...]:
        """The waits that the order does not keep."""
        return tuple(entry for entry in self.waits if not entry.kept)

    def as_json(self) -> dict[str, Any]:
        """Return the answer as JSON values: dates as text, floats of nine digits."""
        result = None if self.result is None else self.result.as_json()
        return {
            "schema": SCHEMA,
            **plain(dataclasses.asdict(dataclasses.replace(self, result=None))),
            "result": result,
        }
