"""A small library of what mediators have been found to be after, to choose hypotheses from.

A hypothesis of a case may say ``like: <name>`` in place of writing a utility.  The numbers say no
more than an order: they are this project's reading of the works named, and a case that knows
better writes its own.

References
----------
Touval & Zartman 1985, International Mediation in Theory and Practice, Westview (mediators as
parties with interests: a settlement as such, and gains elsewhere).
Kydd 2003, "Which side are you on? Bias, credibility, and mediation", American Journal of Political
Science 47(4) (mediators who care for one side's terms).
Richmond 1998, "Devious objectives and the disputants' view of international mediation", Journal of
Peace Research 35(6) (a process wanted for itself).
Princen 1992, Intermediaries in International Conflict, Princeton (mediators with a stake of their
own).
Weaver 1986, "The politics of blame avoidance", Journal of Public Policy 6(4) (leaving so that
others are blamed).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

__all__ = ["LIBRARY", "SIDED"]

LIBRARY: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "peace-at-any-price": {"agreement": 1, "per_month": -0.05, "exit": -0.5},
        "peace-on-one-sides-terms": {"agreement": 0.6, "per_month": -0.03, "exit": -0.2},
        "process-for-its-own-sake": {
            "agreement": 0.3, "process": 0.15, "per_month": 0, "exit": -0.3,
        },
        "gain-elsewhere": {"agreement": 0.3, "process": 0.05, "exit": 0},
        "exit-and-blame": {"agreement": 0.3, "per_month": -0.05, "exit": 0.3},
    }
)  # fmt: skip
"""Utilities by name, in the keys of a case's ``utility``."""

SIDED = "peace-on-one-sides-terms"
"""The one that needs a ``side``, whose surplus then weighs 0.8."""
