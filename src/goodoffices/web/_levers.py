"""The sliders and switches of the what-if page, and what they set.

======================================  ======================================================
field of the address                    meaning
======================================  ======================================================
``floor.PARTY``                         added to what the party has without agreement
``weight.PARTY.ISSUE``                  by what its weight is multiplied
``line.PARTY.ISSUE.N``                  ``meant`` or ``not``: whether its red line N is meant
``mediator.PARTY.FIELD``                the value of bias, leverage or patience
``event.ID``                            ``off``: it does not happen
``more``                                lines ``PATH=VALUE``, for every other field
======================================  ======================================================

A range moves as a whole, so that what is uncertain stays as uncertain as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from goodoffices.case import Case, Uncertain
from goodoffices.case.emit import flow
from goodoffices.web._asked import Settings

__all__ = ["Levers", "Slider", "Switch", "levers"]

_MORE = 10_000
"""Characters of the lines for other fields."""


@dataclass(frozen=True, slots=True)
class Slider:
    """A number that can be moved.

    Parameters
    ----------
    field
        Its name in the address.
    label
        The issue it is about, or what it is.
    low, high, step, start
        Where it can be put, and where it stands if nothing is asked.
    value
        Where it stands.
    path
        The field of the case that it moves.
    number
        What the case has there.
    kind
        Whether it is added, multiplied, or the value itself.
    """

    field: str
    label: str
    low: float
    high: float
    step: float
    start: float
    value: float
    path: str
    number: Uncertain
    kind: Literal["added", "times", "value"]

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere than where it starts."""
        return abs(self.value - self.start) > self.step / 1000

    def places(self) -> Iterator[float]:
        """Yield the values that it can be put at."""
        count = round((self.high - self.low) / self.step)
        return (round(self.low + n * self.step, 6) for n in range(count + 1))

    def setting(self) -> tuple[str, str]:
        """Return the path and the value that it sets."""
        low, mode, high = self.number.low, self.number.mode, self.number.high
        if self.kind == "added":
            moved = [min(1.0, max(0.0, each + self.value)) for each in (low, mode, high)]
        elif self.kind == "times":
            moved = [each * self.value for each in (low, mode, high)]
        else:
            moved = [self.value] * 3
        rounded = [round(each, 6) for each in moved]
        return self.path, flow(rounded[0] if rounded[0] == rounded[2] else rounded)


@dataclass(frozen=True, slots=True)
class Switch:
    """Something that can be taken otherwise.

    Parameters
    ----------
    field
        Its name in the address.
    label
        What it is.
    choices
        What it can be besides what the case has.
    value
        What is chosen; empty for what the case has.
    settings
        What each choice sets.
    """

    field: str
    label: str
    choices: tuple[str, ...]
    value: str
    settings: Mapping[str, Settings]


@dataclass(frozen=True, slots=True)
class Levers:
    """All that can be moved, by whom it is about, and where it stands."""

    floors: tuple[tuple[str, Slider], ...]
    weights: tuple[tuple[str, tuple[Slider, ...]], ...]
    lines: tuple[tuple[str, tuple[Switch, ...]], ...]
    mediators: tuple[tuple[str, tuple[Slider, ...]], ...]
    events: tuple[Switch, ...]
    more: str

    def standing(self) -> list[tuple[str, str]]:
        """Return field and value of those that stand elsewhere than where they start."""
        sliders, switches = self._all()
        pairs = [(each.field, f"{each.value:g}") for each in sliders if each.moved]
        pairs += [(each.field, each.value) for each in switches if each.value]
        return [*pairs, ("more", self.more)] if self.more.strip() else pairs

    def settings(self) -> Settings:
        """Return what is set otherwise."""
        sliders, switches = self._all()
        given = [each.setting() for each in sliders if each.moved]
        for switch in switches:
            given += switch.settings.get(switch.value, ())
        return (*given, *_lines(self.more))

    def reached_by(self, settings: Settings) -> list[tuple[str, str]]:
        """Return field and value with which these levers set what is given, as near as they can.

        What no lever can set is left to lines of its own.
        """
        sliders, switches = self._all()
        left = dict(settings)
        pairs = []
        for slider in sliders:
            for value in slider.places():
                there = replace(slider, value=value)
                if there.moved and left.get(slider.path) == there.setting()[1]:
                    pairs.append((slider.field, f"{value:g}"))
                    del left[slider.path]
                    break
        for switch in switches:
            for choice, sets in sorted(switch.settings.items(), key=lambda each: -len(each[1])):
                if all(left.get(path) == value for path, value in sets):
                    pairs.append((switch.field, choice))
                    left = {path: left[path] for path in left if path not in dict(sets)}
                    break
        more = "\n".join(f"{path}={value}" for path, value in left.items())
        return [*pairs, ("more", more)] if more else pairs

    def touched(self) -> frozenset[str]:
        """Return of which kinds some stand elsewhere: what their fields' names begin with."""
        return frozenset(field.partition(".")[0] for field, _ in self.standing())

    def _all(self) -> tuple[list[Slider], list[Switch]]:
        sliders = [slider for _, slider in self.floors]
        sliders += [slider for _, group in (*self.weights, *self.mediators) for slider in group]
        switches = [switch for _, group in self.lines for switch in group]
        return sliders, [*switches, *self.events]


def levers(case: Case, fields: Mapping[str, str]) -> Levers:
    """Return the sliders and switches of a case, standing as an address says.

    What an address says of things that the case does not have, or cannot be read, is left out.
    """
    names = {party.id: party.label for party in case.parties}
    issues = {issue.id: issue for issue in case.issues}
    floors = tuple(
        (
            party.id,
            _slider(fields, f"floor.{party.id}", names[party.id],
                    path=f"parties[{party.id}].no_agreement.utility",
                    number=party.no_agreement.utility, scale=(-0.3, 0.3, 0.01), kind="added"),
        )
        for party in case.parties
        if party.consent and party.no_agreement is not None
        and party.no_agreement.utility is not None
    )  # fmt: skip
    weights: dict[str, list[Slider]] = {}
    lines: dict[str, list[Switch]] = {}
    for position in case.positions:
        party, issue = position.party, issues[position.issue]
        if position.weight is not None:
            path = f"positions[{party},{issue.id}].weight"
            weights.setdefault(party, []).append(
                _slider(fields, f"weight.{party}.{issue.id}", issue.name, path=path,
                        number=position.weight, scale=(0.0, 3.0, 0.1), kind="times")
            )  # fmt: skip
        options = {option.id: option.name for option in issue.options}
        for n, line in enumerate(position.red_lines):
            path = f"positions[{party},{issue.id}].red_lines[{n}]"
            against = ", ".join(options[option] for option in line.options)
            stated: Settings = ((f"{path}.kind", "stated"), (f"{path}.holds", "0"))
            absolute: Settings = ((f"{path}.kind", "absolute"), (f"{path}.holds", "null"))
            choices = {"not": stated} if line.kind == "absolute" else {
                "meant": absolute if line.holds is not None else absolute[:1],
                "not": stated[1:],
            }  # fmt: skip
            lines.setdefault(party, []).append(
                _switch(fields, f"line.{party}.{issue.id}.{n}", f"{issue.name}: {against}", choices)
            )
    mediators = tuple(
        (
            party.id,
            tuple(
                _slider(fields, f"mediator.{party.id}.{name}", name,
                        path=f"parties[{party.id}].mediator.{name}", number=number, scale=scale,
                        kind="value")
                for name, number, scale in (
                    ("bias", party.mediator.bias, (0.0, 1.0, 0.05)),
                    ("leverage", party.mediator.leverage, (0.0, 1.0, 0.05)),
                    ("patience", party.mediator.patience, (0.0, 36.0, 1.0)),
                )
            ),
        )
        for party in case.parties
        if party.mediator is not None
    )  # fmt: skip
    # With a chance of 0 it stays in the case, where other parts may speak of it.
    never = {True: "hazard_per_month", False: "probability"}
    events = tuple(
        _switch(fields, f"event.{event.id}", event.name,
                {"off": ((f"events[{event.id}].{never[event.on is None]}", "0"),)})
        for event in case.events
    )  # fmt: skip
    return Levers(
        floors,
        tuple((party, tuple(group)) for party, group in weights.items()),
        tuple((party, tuple(group)) for party, group in lines.items()),
        mediators,
        events,
        fields.get("more", "")[:_MORE],
    )


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        path, sign, value = line.partition("=")
        if sign or path.strip():
            yield path.strip(), value.strip()


def _slider(  # what a slider is
    fields: Mapping[str, str],
    field: str,
    label: str,
    *,
    path: str,
    number: Uncertain,
    scale: tuple[float, float, float],
    kind: Literal["added", "times", "value"],
) -> Slider:
    low, high, step = scale
    start = {"added": 0.0, "times": 1.0}.get(kind, number.mode)
    high = max(high, start)
    try:
        value = float(fields.get(field, start))
    except ValueError:
        value = start
    # Also where it is no number at all, which compares as false.
    value = value if low <= value <= high else start
    return Slider(field, label, low, high, step, start, value, path, number, kind)


def _switch(
    fields: Mapping[str, str], field: str, label: str, choices: Mapping[str, Settings]
) -> Switch:
    value = fields.get(field, "")
    return Switch(field, label, tuple(choices), value if value in choices else "", choices)
