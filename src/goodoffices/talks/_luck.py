"""Everything drawn for a block of runs: one run, one draw of all that is uncertain in the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from goodoffices.preferences import DAYS_PER_MONTH, Bargain, Draws, Floats, bargain, drawn, uniforms
from goodoffices.talks._setting import Setting

__all__ = ["Luck", "luck"]


@dataclass(frozen=True, slots=True)
class Luck:
    """Draws of R runs among F negotiators with E events.

    Run n uses draw n of the case, the same as every other analysis with that seed.

    Parameters
    ----------
    setting
        What is fixed.
    seed, first
        The seed, and the first run.
    draws
        Its draws at `as_of`.
    problem
        Their bargaining problems.
    numbers
        Behavioural assumptions as drawn, each of shape (R,).
    floor, per_month
        Shape (R, F): r_p at `as_of` before any event, and its movement a month.
    when
        Shape (R, E): the time of each event, in months after `as_of`; inf: never.
    shift
        Shape (R, E, F): what each event adds to r_p.
    chance
        Shape (R, E) by kind of effect: whether the event has that effect if it happens.
    """

    setting: Setting
    seed: int
    first: int
    draws: Draws
    problem: Bargain
    numbers: Mapping[str, Floats]
    floor: Floats
    per_month: Floats
    when: Floats
    shift: Floats
    chance: Mapping[str, Floats]

    def __len__(self) -> int:
        return len(self.draws)

    def uniform(self, name: str, width: int = 1) -> Floats:
        """Return uniform numbers of a name, shape (R, width)."""
        return uniforms(self.seed, f"talks.{name}", first=self.first, count=len(self), width=width)

    def gap(self, session: int) -> Floats:
        """Return the months from the end of a session to the next one not dated, shape (R,)."""
        number = self.setting.assumed["talks.every_days"].number
        days = drawn(
            number,
            seed=self.seed,
            name=f"talks.every_days[{session}]",
            first=self.first,
            count=len(self),
        )[:, 0]
        return days / DAYS_PER_MONTH

    def floors(self, at: Floats, left: Floats) -> Floats:
        """Return r_p(t) of the negotiators, shape (R, F), with t = `at` of shape (R,).

        What a mediator's leaving is stated to change holds from `left` on, whatever made it go.
        """
        total = self.floor + self.per_month * at[:, None]
        for e, event in enumerate(self.setting.events):
            time = self.when[:, e]
            if self.setting.takes_mediator(event):
                time = np.minimum(time, left)
            happened = (time >= 0) & (time <= at)
            total = total + np.where(happened[:, None], self.shift[:, e], 0.0)
        return total


def luck(setting: Setting, *, seed: int, first: int, count: int) -> Luck:
    """Return everything drawn for runs ``first .. first + count - 1``."""
    draws = setting.prepared.draw(seed=seed, first=first, count=count)
    names = [about.name for about in draws.names]
    column = {name: draws.inputs[:, q] for q, name in enumerate(names)}
    parties = [setting.case.parties[p] for p in setting.negotiators]
    zeros = np.zeros(count)

    def of(name: str) -> Floats:
        return column.get(name, zeros)

    when = np.empty((count, len(setting.events)))
    for e, event in enumerate(setting.events):
        when[:, e] = of(f"events[{event.id}]")
    shift = np.zeros((count, len(setting.events), len(parties)))
    per_month = np.zeros((count, len(parties)))
    for f, party in enumerate(parties):
        per_month[:, f] = of(f"parties[{party.id}].no_agreement.per_month")
        for e, event in enumerate(setting.events):
            shift[:, e, f] = of(f"events[{event.id}].effect.no_agreement[{party.id}]")
    # The floor at as_of holds what happens that very day; it is added again with the other events.
    today = np.where((when == 0.0)[:, :, None], shift, 0.0)
    floor = draws.floor[:, list(setting.negotiators)].copy()
    for e in range(len(setting.events)):
        floor -= today[:, e]
    numbers = {
        name: drawn(assumption.number, seed=seed, name=name, first=first, count=count)[:, 0]
        for name, assumption in setting.assumed.items()
    }

    def chances(effect: str) -> Floats:
        happens = np.zeros((count, len(setting.events)))
        for e, event in enumerate(setting.events):
            if effect == "effect.mediator_leaves" and setting.takes_mediator(event):
                happens[:, e] = 1.0
                continue
            name = f"events[{event.id}].{effect}"
            if name in numbers:
                lot = uniforms(seed, f"{name}, whether", first=first, count=count)[:, 0]
                happens[:, e] = lot < numbers[name]
        return happens

    kinds = ("effect.mediator_leaves", "effect.suspends", "effect.escalates", "credible")
    return Luck(
        setting=setting,
        seed=seed,
        first=first,
        draws=draws,
        problem=bargain(draws),
        numbers=numbers,
        floor=floor,
        per_month=per_month,
        when=when,
        shift=shift,
        chance={kind.removeprefix("effect."): chances(kind) for kind in kinds},
    )
