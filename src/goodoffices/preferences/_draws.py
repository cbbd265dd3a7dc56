"""From a case to numbers: what every package is worth to every party, draw by draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import Case
from goodoffices.preferences._inputs import Block, Input, blocks
from goodoffices.preferences._structure import Structure, structure

__all__ = ["Draws", "Preferences", "prepare", "worth_of"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Draws:
    """D draws of everything uncertain in a case, for P parties, I issues, at most O options.

    A draw fixes every number at once, and one set of draws serves every analysis of a run, so
    that its answers cohere.

    Parameters
    ----------
    structure
        The fixed part: ids, rules, consent.
    at
        The date of the no-agreement values, in months after `as_of`.
    worth
        Shape (D, P, I, O): w_p(i) v_p(i, o), weights normalised; 0 beyond an issue's options
        and where a party has no position.
    holds
        Shape (D, R): whether each red line of the structure holds in the draw.
    bonus
        Shape (D, P, L): b_p(l) for each bonus of the structure.
    floor
        Shape (D, P): the no-agreement value r_p(t).
    inputs
        Shape (D, Q): every number as drawn, one column per entry of `names`.
    names
        The Q inputs.
    """

    structure: Structure
    at: float
    worth: Floats
    holds: NDArray[np.bool_]
    bonus: Floats
    floor: Floats
    inputs: Floats
    names: tuple[Input, ...]

    def __len__(self) -> int:
        return len(self.worth)

    @property
    def red(self) -> NDArray[np.bool_]:
        """Whether a party has a red line at an option that holds, shape (D, P, I, O)."""
        barred = np.zeros(self.worth.shape, dtype=bool)
        for k, line in enumerate(self.structure.lines):
            for option in line.options:
                barred[:, line.party, line.issue, option] |= self.holds[:, k]
        return barred


@dataclass(frozen=True, slots=True)
class Preferences:
    """A case made ready for drawing.

    Parameters
    ----------
    case
        The case.
    structure
        Its fixed part.
    blocks
        Its numbers.
    """

    case: Case
    structure: Structure
    blocks: tuple[Block, ...]

    def draw(self, *, seed: int, count: int, first: int = 0, at: float = 0.0) -> Draws:
        """Return draws ``first .. first + count - 1`` under `seed`, at `at` months after as_of.

        The same (seed, draw) gives the same bytes however the range is cut.

        Raises
        ------
        ValueError
            If `count` is below 1 or `first` or `at` is negative.
        """
        if count < 1 or first < 0 or at < 0:
            raise ValueError("expected count >= 1, first >= 0 and at >= 0")
        columns = [block.draw(seed, first, count) for block in self.blocks]
        return self.assemble(np.hstack([np.empty((count, 0)), *columns]), at=at)

    def modal(self, *, at: float = 0.0) -> Draws:
        """Return the modal draw: each number at its mode, a stated red line from 0.5 up.

        A ranking stands for a uniform distribution, which has no mode: its centroid is taken.
        """
        row = [value for block in self.blocks for value in block.mode]
        return self.assemble(np.array([row]), at=at)

    def assemble(self, inputs: Floats, *, at: float) -> Draws:
        """Return the draws that given inputs make, shape (D, Q), one column per number.

        The value functions and no-agreement values are those of section 2 of the model: exact
        functions of the inputs.
        """
        fixed = self.structure
        names = tuple(entry for block in self.blocks for entry in block.inputs)
        column = {entry.name: inputs[:, q] for q, entry in enumerate(names)}
        count = len(inputs)
        worth, holds = self._worth(inputs, names, column)
        bonus = np.zeros((count, len(fixed.parties), len(fixed.bonuses)))
        for k, conjunction in enumerate(fixed.bonuses):
            for p, key in enumerate(fixed.parties):
                name = f"links[{conjunction.link}].bonus[{key}]"
                if name in column:
                    bonus[:, p, k] = column[name]
        self._events(column, worth, np.full(count, at))
        return Draws(
            structure=fixed,
            at=at,
            worth=worth,
            holds=holds,
            bonus=bonus,
            floor=self._floor(column, worth, bonus, at),
            inputs=inputs,
            names=names,
        )

    def worth_at(self, draws: Draws, at: Floats) -> Floats:
        """Return the worth of every option at a time of each draw's own, shape (D, P, I, O).

        Parameters
        ----------
        draws
            D draws made at `as_of`.
        at
            Shape (D,): months after `as_of`.
        """
        column = {entry.name: draws.inputs[:, q] for q, entry in enumerate(draws.names)}
        worth = draws.worth.copy()
        # What happens on the very day of as_of is in these draws already.
        self._events(column, worth, at, after=0.0)
        return worth

    def _events(
        self, column: dict[str, Floats], worth: Floats, at: Floats, after: float = -1.0
    ) -> None:
        """Add to `worth` what the events until `at` change of the options."""
        fixed = self.structure
        for event in self.case.events:
            for party, options in event.effect.worth.items():
                for word in options:
                    issue, _, option = word.partition(".")
                    i = fixed.issues.index(issue)
                    place = (fixed.parties.index(party), i, fixed.options[i].index(option))
                    time = column[f"events[{event.id}]"]
                    happened = (time >= 0) & (time > after) & (time <= at)
                    change = column[f"events[{event.id}].effect.worth[{party}][{word}]"]
                    worth[:, *place] += np.where(happened, change, 0.0)

    def _worth(
        self, inputs: Floats, names: tuple[Input, ...], column: dict[str, Floats]
    ) -> tuple[Floats, NDArray[np.bool_]]:
        """Return w_p(i) v_p(i, o) before any event, and which red lines hold."""
        case, fixed = self.case, self.structure
        count = len(inputs)
        shape = (count, len(fixed.parties), len(fixed.issues), fixed.width)
        party = {key: p for p, key in enumerate(fixed.parties)}
        issue = {key: i for i, key in enumerate(fixed.issues)}
        option = [{key: o for o, key in enumerate(options)} for options in fixed.options]
        weight = np.zeros(shape[:3])
        value = np.zeros(shape)
        holds = np.zeros((count, len(fixed.lines)), dtype=bool)
        lines = 0
        for entry in names:
            if entry.kind == "weight":
                weight[:, party[entry.party or ""], issue[entry.issue or ""]] = column[entry.name]
            elif entry.kind == "value":
                i = issue[entry.issue or ""]
                o = option[i][entry.option or ""]
                value[:, party[entry.party or ""], i, o] = column[entry.name]
        for position in case.positions:
            p, i = party[position.party], issue[position.issue]
            name = f"positions[{position.party},{position.issue}]"
            if position.ideal is not None:
                ladder = np.arange(len(option[i]))
                distance = np.abs(ladder - option[i][position.ideal])
                ratio = distance / max(1, int(distance.max()))
                gamma = column[f"{name}.curvature"]
                value[:, p, i, : len(ladder)] = 1 - ratio ** gamma[:, None]
            for k in range(len(position.red_lines)):
                holds[:, lines] = column[f"{name}.red_lines[{k}]"] > 0
                lines += 1
        total = _sum(weight)
        weight /= np.where(total > 0, total, 1.0)[:, :, None]
        return weight[..., None] * value, holds

    def _floor(self, column: dict[str, Floats], worth: Floats, bonus: Floats, at: float) -> Floats:
        """Return r_p(t) = (stated utility, or u_p(x0)) - c_p t + shifts of the events before t."""
        fixed = self.structure
        floor = worth_of(worth, bonus, fixed, np.array([fixed.status_quo]))[:, :, 0]
        for p, party in enumerate(self.case.parties):
            name = f"parties[{party.id}].no_agreement"
            if f"{name}.utility" in column:
                floor[:, p] = column[f"{name}.utility"]
            if f"{name}.per_month" in column:
                floor[:, p] += column[f"{name}.per_month"] * at
            for event in self.case.events:
                if party.id in event.effect.no_agreement:
                    time = column[f"events[{event.id}]"]
                    shift = column[f"events[{event.id}].effect.no_agreement[{party.id}]"]
                    # What happened before as_of is already in the no-agreement value.
                    floor[:, p] += np.where((time >= 0) & (time <= at), shift, 0.0)
        return floor


def prepare(case: Case) -> Preferences:
    """Return `case` made ready for drawing."""
    return Preferences(case, structure(case), tuple(blocks(case)))


def worth_of(
    worth: Floats, bonus: Floats, fixed: Structure, packages: NDArray[np.integer]
) -> Floats:
    """Return the utilities u_p(x) of packages, shape (D, P, N).

    Parameters
    ----------
    worth, bonus
        Shapes (D, P, I, O) and (D, P, L), as in `Draws`.
    fixed
        The structure.
    packages
        Shape (N, I): option indices.

    Notes
    -----
    Terms are added issue by issue, so that the last bit does not depend on how many draws or
    packages are evaluated at once.
    """
    utility = np.zeros((*worth.shape[:2], len(packages)))
    for i in range(len(fixed.issues)):
        utility += worth[:, :, i, packages[:, i]]
    for k, conjunction in enumerate(fixed.bonuses):
        active = np.ones(len(packages), dtype=bool)
        for i, options in conjunction.terms:
            active &= np.isin(packages[:, i], options)
        utility[:, :, active] += bonus[:, :, k, None]
    return utility


def _sum(weight: Floats) -> Floats:
    total = np.zeros(weight.shape[:2])
    for i in range(weight.shape[2]):
        total += weight[:, :, i]
    return total
