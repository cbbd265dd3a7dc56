"""The two valleys, with what they say of the classes they belong to."""

from __future__ import annotations

import copy

import pytest
from support.two_valleys import CASE, case_of

VALLEYS = {
    "conflict": "interstate",
    "mediator": "single-state",
    "agreement": "full",
    "features": {
        "commission": ["bridge.shared"],
        "ceasefire": ["troops.few|many"],
        "monitoring": ["troops.few"],
        "guarantee": ["troops.many"],
    },
    "why": "Two states, and an empire between them.",
}


@pytest.fixture
def valleys():
    """A function from what `record` says to the case; without an argument, it says all."""

    def make(record=VALLEYS):
        data = copy.deepcopy(CASE)
        if record is not None:
            data["record"] = record
        return case_of(data)

    return make


@pytest.fixture
def package():
    return {"bridge": "shared", "troops": "few", "trade": "open"}
