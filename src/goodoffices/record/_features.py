"""Which features a package has, by what the case or the taxonomy says of its options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from goodoffices.case import Case
from goodoffices.case import model as nouns
from goodoffices.record._rates import Feature

__all__ = ["Features", "Provision", "features_of"]

_TAXONOMY: Mapping[str, Mapping[str, tuple[Feature, ...]]] = MappingProxyType(
    {
        "ceasefire": {
            "cessation": ("ceasefire",),
            "preliminary": ("ceasefire", "monitoring"),
            "definitive": ("ceasefire",),
        },
        "monitoring": {
            "joint_commission": ("commission", "monitoring"),
            "tech_remote": ("monitoring",),
            "civil_observers": ("monitoring",),
            "state_led": ("monitoring",),
            "un_pko": ("monitoring", "peacekeeping"),
        },
        "security_guarantees": {
            "bilateral_treaty": ("guarantee",),
            "article5_like": ("guarantee",),
            "troops_reassurance": ("guarantee",),
        },
        "foreign_troops": {"interposition": ("peacekeeping",)},
        "territory": {"mirrored_pullback_dmz": ("demilitarised",)},
        "force_posture": {
            "disengage_zones": ("demilitarised",),
            "full_separation": ("demilitarised",),
        },
        "special_status": {"special_status_law": ("power_sharing",)},
        "implementation": {"joint_commission": ("commission",), "guarantor_board": ("commission",)},
    }
)
"""By area of the taxonomy and option there: what it provides for; this project's reading."""

_NOTHING = frozenset({"none", "hold", "self"})
"""Options of those areas by which nothing is provided for, whatever the area."""


@dataclass(frozen=True, slots=True)
class Provision:
    """A feature that a package has.

    Parameters
    ----------
    feature
        Which.
    issue, option
        What in the package provides for it.
    by
        ``case`` where the case's `record.features` says so; ``taxonomy`` where the option has the
        name that the taxonomy gives it.
    """

    feature: Feature
    issue: str
    option: str
    by: Literal["case", "taxonomy"]


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a package, and what cannot be told.

    Parameters
    ----------
    provisions
        One for each feature and option, features in alphabetical order.
    untold
        Where the case states no features: issues settled by an option that the taxonomy does not
        know, as [issue, option].
    """

    provisions: tuple[Provision, ...]
    untold: tuple[tuple[str, str], ...]

    @property
    def present(self) -> tuple[Feature, ...]:
        """The features, each once."""
        return tuple(dict.fromkeys(entry.feature for entry in self.provisions))


def features_of(case: Case, package: Mapping[str, str]) -> Features:
    """Return the features of a package.

    Where the case states `record.features`, that alone counts. Where it states none, an option
    counts that has the name which the taxonomy gives it, hyphens for underscores.

    Parameters
    ----------
    case
        The case.
    package
        An option for some or all of its issues.
    """
    stated = case.record.features if case.record is not None else None
    if stated is not None and stated.model_fields_set:
        return Features(tuple(_stated(stated, package)), ())
    found: list[Provision] = []
    untold = []
    for issue in case.issues:
        option, rungs = package.get(issue.id), _TAXONOMY.get(issue.area)
        if option is None or rungs is None:
            continue
        rung = option.replace("-", "_")
        found += [Provision(key, issue.id, option, "taxonomy") for key in rungs.get(rung, ())]
        if rung not in rungs and rung not in _NOTHING and option != issue.without_agreement:
            untold.append((issue.id, option))
    return Features(tuple(sorted(found, key=lambda entry: entry.feature)), tuple(untold))


def _stated(stated: nouns.Features, package: Mapping[str, str]) -> Iterator[Provision]:
    for feature in get_args(Feature):
        for term in getattr(stated, feature) or ():
            option = package.get(term.issue)
            if option is not None and option in term.options:
                yield Provision(feature, term.issue, option, "case")
