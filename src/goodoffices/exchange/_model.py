"""A bargaining domain as other tools write it: issues, options, and additive profiles.

Every reader fills these records and every writer empties them, so that no format knows another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Choice", "Domain", "Label", "Profile", "Rule", "Topic", "gathered"]

Label = str | int | float
"""An option's value in the other tool, where numbers and texts differ."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option.

    Parameters
    ----------
    value
        What the other tool calls it.
    note
        What is said about it.
    """

    value: Label
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """An issue.

    Parameters
    ----------
    name
        What the other tool calls it.
    options
        Its options, in the order of the file.
    ladder
        Whether they form an order.
    without
        Index of the option that holds without agreement; ``None`` where nobody says.
    """

    name: str
    options: tuple[Choice, ...]
    ladder: bool = False
    without: int | None = None

    @property
    def numeric(self) -> bool:
        """Whether every option is a number."""
        return all(isinstance(choice.value, int | float) for choice in self.options)


@dataclass(frozen=True, slots=True)
class Profile:
    """What packages are worth to one party, in its own units.

    The worth of a package x is ``constant + sum_i weights[i] * values[i][x_i]``.

    Parameters
    ----------
    name
        The party.
    weights
        One per issue, >= 0; ``None`` where the party has no say on the worth of an issue.
    values
        For each issue, one per option; any finite number; empty where the weight is ``None``.
    constant
        What every package is worth beside its options.
    reserve
        The least worth it accepts; ``None`` where any package will do.
    as_without
        Whether it accepts whatever is worth as much as the options without agreement; `reserve`
        is then ``None``.
    consent
        Whether there is no agreement without it.
    vetoes
        Pairs (issue, option) that it rules out.
    best
        What a package could be worth at most, where the other tool has a scale for all; where none
        reaches it, this keeps utilities what they are.
    scores
        Whether the values are plain scores, whose largest is the weight of an issue.
    additive
        False where its utility could not be carried over; it then has no weights.
    key
        What its id is made of; the name where empty.
    """

    name: str
    weights: tuple[float | None, ...]
    values: tuple[tuple[float, ...], ...]
    constant: float = 0.0
    reserve: float | None = None
    as_without: bool = False
    consent: bool = True
    vetoes: tuple[tuple[int, int], ...] = ()
    best: float = 0.0
    scores: bool = False
    additive: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Terms that no package may satisfy together.

    Parameters
    ----------
    terms
        Pairs (issue, options): the issue settled by one of the options.
    """

    terms: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """A whole scenario.

    Parameters
    ----------
    name
        What it is called.
    origin
        The format it came from, in words.
    files
        Names of the files it came from, without folders.
    topics, profiles, rules
        Its parts.
    notices
        What could not be carried over, or was changed, in sentences.
    key
        What the id of the case is made of; the name where empty.
    """

    name: str
    origin: str
    files: tuple[str, ...]
    topics: tuple[Topic, ...]
    profiles: tuple[Profile, ...]
    rules: tuple[Rule, ...] = ()
    notices: tuple[str, ...] = ()
    key: str = ""


def gathered(said: Iterable[tuple[str, str]]) -> list[str]:
    """Return pairs of a party and a notice about it as one notice for all parties it is true of."""
    names: dict[str, list[str]] = {}
    for name, notice in said:
        names.setdefault(notice, []).append(name)
    return [f"{', '.join(found)}: {notice}" for notice, found in names.items()]
